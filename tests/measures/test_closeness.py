from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from trachu.core.tables import ACTORS, CHOICES, EVENTS, FLOWS, PARTIES, TIES
from trachu.measures.closeness import OBLIGATIONS, RESTRAINTS, closeness
from trachu.ontology.treaty import treaties

MILITARY = "military-technology-security"
EMPTY = {
    "events": EVENTS.empty(), "parties": PARTIES.empty(), "ties": TIES.empty(), "choices": CHOICES.empty(),
    "flows": FLOWS.empty(), "actors": ACTORS.empty(),
}  # fmt: skip


def event(name: str, day: date, score: float, domain: str = "diplomacy", **more: Any) -> dict[str, Any]:
    told = {"asserted": 1, "denied": 0, "reported": 0, "earliest": day, "latest": day, "why": f"e:{name}", **more}
    return {"event": name, "type": "CONSULT", "domain": domain, "score": score, **told}


def party(record: str, role: str, actor: str, **more: Any) -> dict[str, Any]:
    return {"record": record, "role": role, "actor": actor, "why": f"p:{record}:{actor}", **more}


def measured(**given: Any) -> pl.DataFrame:
    tables = {name: given.pop(name, empty) for name, empty in EMPTY.items()}
    return closeness(*tables.values(), **given)


def values(frame: pl.DataFrame) -> dict[tuple[int, str], float]:
    return {(year, item): value for year, item, value in frame.select("year", "item", "value").iter_rows()}


def weighed(*weights: float) -> float:
    return (1 + sum(weights) / (1 + sum(abs(w) for w in weights))) / 2


VISIT = EVENTS.of([event("visit", date(2023, 9, 13), 4.0)])
VISITORS = PARTIES.of([party("visit", "actor", "RUS"), party("visit", "recipient", "PRK")])


def test_one_visit_moves_a_little() -> None:
    found = measured(events=VISIT, parties=VISITORS)

    assert found.rows() == [("RUS", "PRK", 2023, "diplomacy", pytest.approx(weighed(4 / 14)), ["e:visit"])]


def test_conflict_is_below_the_middle() -> None:
    worse = VISIT.with_columns(score=pl.lit(-10.0))

    assert values(measured(events=worse, parties=VISITORS)) == {(2023, "diplomacy"): weighed(-0.5)}
    assert values(measured(events=worse, parties=VISITORS, component="events")) == {(2023, "diplomacy/events"): 0.25}


def test_window_carries_and_ends_with_the_facts() -> None:
    later = EVENTS.of([event("visit", date(2019, 4, 25), 4.0), event("talk", date(2024, 6, 1), 1.0)])
    also = PARTIES.of([party("visit", r, a) for r, a in (("actor", "RUS"), ("recipient", "PRK"))])

    assert sorted(values(measured(events=later, parties=also))) == [(y, "diplomacy") for y in (2019, 2020, 2021)]


@pytest.mark.parametrize(("obligation", "counts"), [("defense", False), ("nonagg", True)])
def test_troops_of_an_ally_are_not_against_it(obligation: str, counts: bool) -> None:
    troops = EVENTS.of([event("troops", date(2024, 10, 28), -6.5, MILITARY)]).with_columns(type=pl.lit("MOBILIZE"))
    treaty = TIES.of({"tie": ["T"], "type": ["treaty"], "obligations": [[obligation]], "since": ["2024-06-19"]})
    sent = [party("troops", "actor", "PRK"), party("troops", "recipient", "RUS")]
    bound = PARTIES.of([*sent, *(party("T", "signatory", actor) for actor in ("RUS", "PRK"))])

    assert bool(measured(ties=treaty, parties=bound, events=troops, component="events").height) == counts


def test_nothing_after_the_last_year_asked_for() -> None:
    treaty = TIES.of({"tie": ["T"], "type": ["treaty"], "obligations": [["defense"]], "since": ["2020"]})
    bound = PARTIES.of([*VISITORS.to_dicts(), *(party("T", "signatory", actor) for actor in ("RUS", "PRK"))])
    found = measured(ties=treaty, parties=bound, events=VISIT, until=2021)

    assert found["year"].to_list() == [2020, 2021]


@pytest.mark.parametrize(
    ("roles", "score", "counts"),
    [
        ({"RUS": "actor", "PRK": "actor"}, 5.0, True),
        ({"RUS": "actor", "PRK": "actor", "UKR": "recipient"}, 5.0, True),
        ({"RUS": "actor", "PRK": "actor", "UKR": "recipient"}, -5.0, False),
        ({"RUS": "actor", "PRK": "actor"}, -5.0, True),
        ({"UKR": "actor", "RUS": "recipient", "PRK": "recipient"}, -5.0, False),
    ],
)
def test_who_faces_whom(roles: dict[str, str], score: float, counts: bool) -> None:
    act = EVENTS.of([event("act", date(2024, 1, 1), score)])
    present = PARTIES.of([party("act", role, actor) for actor, role in roles.items()])

    assert measured(events=act, parties=present).height == counts


def test_denied_events_are_an_option_and_unasserted_ones_never_count() -> None:
    denied, nobody = VISIT.with_columns(denied=pl.lit(1)), VISIT.with_columns(asserted=pl.lit(0), denied=pl.lit(1))

    assert measured(events=denied, parties=VISITORS).height == 1
    assert measured(events=denied, parties=VISITORS, disputed="without").height == 0
    assert measured(events=nobody, parties=VISITORS).height == 0


def test_treaty_of_the_former_state_counts_with_lineage() -> None:
    treaty = TIES.of(
        {"tie": ["TREATY:1961"], "type": ["treaty"], "obligations": [["defense", "nonagg"]], "since": ["1961-07-06"],
         "until": ["1996-09-10"], "why": ["t"]}
    )  # fmt: skip
    bound = PARTIES.of([party("TREATY:1961", "signatory", a) for a in ("SUN", "PRK")])
    russia = {"kind": "state", "en": "-", "th": "-"}
    actors = ACTORS.of([{"actor": "RUS", "continues": "SUN", **russia}, {"actor": "SUN", **russia}])
    late = CHOICES.of({"actor": ["THA"], "item": ["1"], "session": [60], "choice": ["yes"]})
    found = measured(ties=treaty, parties=bound, actors=actors, choices=late)

    assert values(found) == {(year, MILITARY): 0.75 for year in range(1961, 1996)}
    assert found["because"].to_list()[0] == ["p:TREATY:1961:PRK", "p:TREATY:1961:SUN", "t"]
    assert measured(ties=treaty, parties=bound, actors=actors, choices=late, lineage=False).height == 0


@pytest.mark.parametrize(
    ("roles", "counts"),
    [
        ({"RUS": ["actor"], "PRK": ["recipient"]}, True),
        ({"RUS": ["recipient"], "PRK": ["actor", "recipient"]}, True),
        ({"CHN": ["actor"], "RUS": ["recipient"], "PRK": ["recipient"]}, False),
        ({"RUS": ["signatory"], "PRK": ["target"]}, False),
    ],
)
def test_obligations_that_some_bear(roles: dict[str, list[str]], counts: bool) -> None:
    pledge = TIES.of({"tie": ["T"], "type": ["alliance"], "obligations": [["neutral"]], "since": ["2020"]})
    bound = PARTIES.of([party("T", role, actor) for actor, named in roles.items() for role in named])

    assert values(measured(ties=pledge, parties=bound)) == ({(2020, MILITARY): weighed(2 / 3)} if counts else {})


def test_other_agreements_count_in_their_own_domain() -> None:
    treaty = TIES.of(
        {"tie": ["T"], "type": ["treaty"], "obligations": [["defense", "trade"]], "since": ["2020"],
         "domain": ["military-technology-security"]}
    )  # fmt: skip
    bound = PARTIES.of([party("T", "signatory", actor) for actor in ("RUS", "PRK")])

    assert values(measured(ties=treaty, parties=bound)) == {
        (2020, MILITARY): weighed(1),
        (2020, "economy-energy"): weighed(1 / 3),
    }


@pytest.mark.parametrize(
    ("kind", "obligations", "counts"),
    [("agreement", ["disarm"], False), ("resolution", [], False), ("agreement", [], True)],
)
def test_restraints_bring_nobody_closer(kind: str, obligations: list[str], counts: bool) -> None:
    treaty = TIES.of(
        {"tie": ["T"], "type": [kind], "obligations": [obligations], "since": ["2020"], "domain": ["diplomacy"]}
    )
    bound = PARTIES.of([party("T", "signatory", actor) for actor in ("RUS", "PRK")])

    assert values(measured(ties=treaty, parties=bound)) == ({(2020, "diplomacy"): weighed(1 / 3)} if counts else {})


def test_every_obligation_of_the_ontology_is_placed() -> None:
    written = {obligation.type for treaty in treaties().values() for obligation in treaty.obligations}

    assert written <= {*OBLIGATIONS, *RESTRAINTS}


def test_forums_count_only_where_both_are_known() -> None:
    forums = TIES.of(
        {"tie": ["IGO:A", "IGO:B", "FORUM:C"], "type": ["forum"] * 3, "domain": ["diplomacy"] * 3,
         "since": ["2020"] * 3, "exhaustive": [True, True, False]}
    )  # fmt: skip
    seats = PARTIES.of(
        [party(f, "member", "RUS", since="2020") for f in ("IGO:A", "IGO:B", "FORUM:C")]
        + [party("IGO:A", "member", "PRK", since="2020")]
    )
    outside = PARTIES.of([*seats.to_dicts(), party("FORUM:C", "non_member", "PRK", since="2020")])

    assert values(measured(ties=forums, parties=seats, component="ties")) == {(2020, "diplomacy/ties"): 1 / 3}
    assert values(measured(ties=forums, parties=outside, component="ties")) == {(2020, "diplomacy/ties"): 1 / 4}


def test_a_seat_without_a_date_is_not_an_absence() -> None:
    forum = TIES.of(
        {"tie": ["IGO:A"], "type": ["forum"], "domain": ["diplomacy"], "since": ["2020"], "exhaustive": [True]}
    )
    seats = PARTIES.of([party("IGO:A", "member", "RUS", since="2020"), party("IGO:A", "member", "PRK")])

    assert measured(ties=forum, parties=seats).height == 0


def test_votes_and_components() -> None:
    calls = {"1": ("yes", "yes"), "2": ("no", "abstain"), "3": ("no", "no"), "4": ("no", "no")}
    votes = CHOICES.of(
        [
            {"actor": actor, "item": item, "session": 77, "choice": choice, "why": "w"}
            for item, pair in calls.items()
            for actor, choice in zip(("RUS", "PRK"), pair, strict=True)
        ]
    )
    tables = {"choices": votes, "events": VISIT, "parties": VISITORS}

    assert values(measured(**tables)) == {(2022, "diplomacy"): weighed(0.5), (2023, "diplomacy"): weighed(0.5, 4 / 14)}
    assert values(measured(**tables, window=1)) == {
        (2022, "diplomacy"): weighed(0.5),
        (2023, "diplomacy"): pytest.approx(weighed(4 / 14)),
    }
    assert values(measured(**tables, component="votes", window=1)) == {(2022, "diplomacy/votes"): 0.75}
    assert values(measured(**tables, component="flows")) == {}


def test_evidence_for_closeness_never_lowers_it() -> None:
    treaty = TIES.of({"tie": ["T"], "type": ["treaty"], "obligations": [["defense"]], "since": ["2023"]})
    bound = PARTIES.of([party("T", "signatory", actor) for actor in ("RUS", "PRK")])
    arms = FLOWS.of({"actor": ["PRK", "IRN"], "other": ["RUS"] * 2, "year": [2023] * 2, "type": ["arms"] * 2,
                     "value": [1.0, 99.0]})  # fmt: skip
    drill = EVENTS.of([event("drill", date(2023, 7, 1), 1.0, MILITARY)])
    held = PARTIES.of([*bound.to_dicts(), party("drill", "actor", "RUS"), party("drill", "actor", "PRK")])
    steps = [
        measured(ties=treaty, parties=bound),
        measured(ties=treaty, parties=bound, flows=arms),
        measured(ties=treaty, parties=held, flows=arms, events=drill),
    ]
    found = [values(step)[2023, MILITARY] for step in steps]

    assert found == sorted(set(found))


def test_arms_are_a_share_of_what_was_received() -> None:
    arms = FLOWS.of(
        {"actor": ["PRK", "IRN", "PRK"], "other": ["RUS"] * 3, "year": [2023, 2023, 2024], "type": ["arms"] * 3,
         "value": [10.0, 30.0, 40.0], "why": ["f"] * 3}
    )  # fmt: skip

    assert values(measured(flows=arms)) == {(2023, MILITARY): weighed(0.25), (2024, MILITARY): weighed(50 / 80)}


def test_every_partner_and_any_order_of_rows() -> None:
    act = EVENTS.of([event("a", date(2024, 1, 1), 3.0), event("b", date(2023, 1, 1), -2.0)])
    present = PARTIES.of([party(e, r, a) for e, r, a in (("a", "actor", "RUS"), ("a", "recipient", "CHN"),
                                                        ("b", "actor", "PRK"), ("b", "recipient", "RUS"))])  # fmt: skip
    found = measured(events=act, parties=present, other="")

    assert found["other"].unique().sort().to_list() == ["CHN", "PRK"]
    assert found.equals(measured(events=act.reverse(), parties=present.reverse(), other=""))


def test_before_both_states_exist_there_is_nothing() -> None:
    treaty = TIES.of(
        {"tie": ["T"], "type": ["alliance"], "obligations": [["defense"]], "since": ["1945"], "until": ["1950"]}
    )
    bound = PARTIES.of({"record": ["T"] * 2, "role": ["signatory"] * 2, "actor": ["SUN", "PRK"]})
    lives = {"SUN": "1922-12-30", "RUS": "1991-12-26", "PRK": "1948-09-09"}
    actors = ACTORS.of(
        [
            {"actor": a, "kind": "state", "en": a, "th": a, "since": s, "continues": "SUN" if a == "RUS" else None}
            for a, s in lives.items()
        ]
    )

    found = closeness(EVENTS.empty(), bound, treaty, CHOICES.empty(), FLOWS.empty(), actors, until=1955)

    assert [1948, 1949] == found["year"].to_list()
