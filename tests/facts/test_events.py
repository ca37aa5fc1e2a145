"""Claims of one happening come together, others stay apart, whatever the order of the rows."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trachu.core.tables import CLAIMS, EVENTS, PARTIES
from trachu.facts.events import cluster, events

VISIT = {"mode": "visit"}


def groups(claims: pl.DataFrame, parties: pl.DataFrame) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for claim, name in cluster(claims, parties).items():
        found.setdefault(name, set()).add(claim)
    return {frozenset(members) for members in found.values()}


def parted(*names: str) -> set[frozenset[str]]:
    return {frozenset(name.split()) for name in names}


def test_documents_that_date_a_visit_more_and_less_precisely_tell_of_one(tell):
    visit = tell.evidence(
        tell.event("year", "CONSULT", "2024", "RUS", "PRK", **VISIT),
        tell.event("month", "CONSULT", "2024-06", "RUS", "PRK", source="doc2", **VISIT),
        tell.event("day", "CONSULT", "2024-06-19", "RUS", "PRK", source="doc3", **VISIT),
        tell.event("return", "CONSULT", "2024-06-19", "PRK", "RUS", **VISIT),
        tell.event("earlier", "CONSULT", "2000-07", "RUS", "PRK", **VISIT),
        tell.event("other", "CONSULT", "2024-06-20", "RUS", "VNM", **VISIT),
    )

    assert parted("year month day", "return", "earlier", "other") == groups(*visit)


def test_a_date_that_fits_two_happenings_belongs_to_neither(tell):
    visits = tell.evidence(
        tell.event("first", "CONSULT", "2023-07-26", "RUS", "PRK", **VISIT),
        tell.event("second", "CONSULT", "2023-10-18", "RUS", "PRK", **VISIT),
        tell.event("some", "CONSULT", "2023", "RUS", "PRK", **VISIT),
        tell.event("some_too", "CONSULT", "2023", "RUS", "PRK", source="doc2", **VISIT),
    )

    assert parted("first", "second", "some some_too") == groups(*visits)


def test_dates_do_not_chain_and_parties_do_not_drift(tell):
    chain = tell.evidence(
        tell.event("a", "COOPERATE", "2024-05-01/2024-05-20", "USA KOR"),
        tell.event("b", "COOPERATE", "2024-05-15/2024-06-10", "USA KOR"),
        tell.event("c", "COOPERATE", "2024-06-05/2024-06-30", "USA KOR"),
        tell.event("d", "COOPERATE", "2024-05-16", "KOR JPN"),
        tell.event("e", "COOPERATE", "2024-05-16", "JPN AUS"),
    )

    assert not any({"a", "c"} <= group or {"d", "e"} <= group for group in groups(*chain))

    narrowed = tell.evidence(
        tell.event("first", "COOPERATE", "2024-05-01/2024-05-20", "USA KOR"),
        tell.event("late", "COOPERATE", "2024-05-15/2024-06-12", "USA KOR"),
        tell.event("early", "COOPERATE", "2024-04-14/2024-05-14", "USA KOR"),
    )

    assert groups(*narrowed) == parted("first late", "early")


def test_a_visit_is_no_telephone_call(tell):
    talks = tell.evidence(
        tell.event("visit", "CONSULT", "2024-06-19", "RUS", "PRK", mode="visit"),
        tell.event("call", "CONSULT", "2024-06-19", "RUS", "PRK", mode="phone", source="doc2"),
    )

    assert groups(*talks) == parted("visit", "call")


def test_signing_is_coded_as_agreement_or_as_support_of_one_treaty(tell):
    signing = tell.evidence(
        tell.event("signed", "SUPPORT", "2024-06-19", "RUS PRK"),
        tell.event("agreed", "AGREE", "2024-06", "PRK RUS", source="doc2"),
        tell.event("vaguely", "AGREE", "2024", "PRK RUS", source="doc3"),
    )

    assert parted("signed agreed", "vaguely") == groups(*signing)


def test_undated_claims_come_together_by_their_words_alone(tell):
    undated = tell.evidence(
        tell.event("a", "THREATEN", None, "USA", "PRK", text="The same  words"),
        tell.event("b", "THREATEN", None, "USA", "PRK", text="the same words", source="doc2"),
        tell.event("c", "THREATEN", None, "USA", "PRK", text="Other words"),
        tell.event("d", "THREATEN", "2023-10-02", "USA", "PRK", text="the same words"),
    )

    assert parted("a b", "c", "d") == groups(*undated)


def test_a_lone_party_joins_its_own_document_only(tell):
    lone = tell.evidence(
        tell.event("full", "CONSULT", "2024-06-19", "RUS", "PRK", **VISIT),
        tell.event("same", "CONSULT", "2024-06", "RUS", **VISIT),
        tell.event("foreign", "CONSULT", "2024-06", "RUS", source="doc2", **VISIT),
    )

    assert parted("full same", "foreign") == groups(*lone)


def test_an_open_date_is_the_year_in_which_it_begins(tell):
    since = tell.evidence(
        tell.event("since", "COOPERATE", "2023-06/..", "RUS PRK"),
        tell.event("year", "COOPERATE", "2023", "PRK RUS"),
        tell.event("later", "COOPERATE", "2025", "PRK RUS"),
    )

    assert parted("since year", "later") == groups(*since)


def test_an_event_counts_who_asserts_reports_and_denies_it(tell):
    claims, parties = tell.evidence(
        tell.event("a", "AID", "2022-11", "PRK", "RUS", stance="asserts"),
        tell.event("b", "AID", "2022-11", "PRK", "RUS", stance="reports", source="doc2"),
        tell.event("c", "AID", "2022-11", "PRK", "RUS", stance="denies", source="doc3"),
        tell.event("d", "REJECT", "2022-12", "PRK", "USA", disputes=["a"]),
        (tell.told("e", "statement", type="statement", stance="denies", disputes=["a"]), {}),
        tell.event("f", "AID", "2022-11", "PRK", "RUS", stance="predicts"),
    )
    done = events(claims, parties)
    [aid] = done.frame.filter(type="AID").to_dicts()

    assert tuple(aid[n] for n in ("asserted", "reported", "denied", "date", "score")) == (1, 1, 3, "2022-11", 10.0)
    [trace] = [t for t in done.traces if t.id == aid["why"]]
    assert trace.parents == ("claim:a", "claim:b", "claim:c", "claim:d", "claim:e")
    assert done.parties.filter(record=aid["event"]).select("role", "actor").rows() == [
        ("actor", "PRK"),
        ("recipient", "RUS"),
    ]


def test_only_denied_is_an_event_and_only_predicted_is_none(tell):
    claims, parties = tell.evidence(
        tell.event("denied", "AID", "2022", "PRK", "RUS", stance="denies"),
        tell.event("predicted", "CONSULT", "2030", "RUS", "PRK", stance="predicts"),
    )
    frame = events(claims, parties).frame

    assert frame.select("type", "asserted", "denied").rows() == [("AID", 0, 1)]
    assert {"denied", "predicted"} == set(cluster(claims, parties))


def test_the_most_precise_date_and_the_most_frequent_mode_win(tell):
    claims, parties = tell.evidence(
        tell.event("a", "CONSULT", "2023", "PRK", "RUS"),
        tell.event("b", "CONSULT", "2023-09-12/2023-09-17", "PRK", "RUS", mode="visit"),
        tell.event("c", "CONSULT", "2023-09", "PRK", "RUS", mode="visit"),
    )
    [row] = events(claims, parties).frame.to_dicts()

    assert (row["mode"], row["date"], row["score"], row["asserted"]) == ("visit", "2023-09-12/2023-09-17", 4.0, 3)


def test_no_claims_give_empty_tables():
    done = events(CLAIMS.empty(), PARTIES.empty())

    assert (EVENTS.empty().schema, PARTIES.empty().schema, ()) == (done.frame.schema, done.parties.schema, done.traces)


DATES = st.sampled_from([None, "2024", "2024-06", "2024-06-19", "2024-05/2024-07", "2024-06/.."])
SOME = st.lists(st.sampled_from(["RUS", "PRK", "CHN", "USA"]), unique=True, max_size=3).map(" ".join)
CLAIM = st.tuples(st.sampled_from(["AGREE", "SUPPORT", "CONSULT"]), DATES, SOME, SOME, st.sampled_from("xyz"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(CLAIM, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(tell, drawn, random):
    rows = [
        tell.event(f"c{number}", kind, date, actors, recipients, source=source)
        for number, (kind, date, actors, recipients, source) in enumerate(drawn)
    ]
    claims, parties = tell.evidence(*rows) if rows else (CLAIMS.empty(), PARTIES.empty())
    shuffled = claims.sample(fraction=1, shuffle=True, seed=random.randint(0, 99))

    assert cluster(claims, parties) == cluster(shuffled, parties.reverse())
    assert events(claims, parties).frame.equals(events(shuffled, parties.reverse()).frame)


@pytest.mark.slow
def test_every_one_of_a_hundred_thousand_claims_is_in_an_event():
    number = pl.int_range(100_000, eager=True)
    named = number.cast(pl.String)
    day = (number * 7 % 2000 + 18_000).cast(pl.Int32).cast(pl.Date)
    claims = CLAIMS.of(
        pl.DataFrame({"claim": named, "source": named.str.slice(0, 2), "date": day.dt.to_string("%Y-%m-%d")})
        .with_columns(pl.when(number % 3 == 0).then(pl.col("date").str.slice(0, 7)).otherwise("date").alias("date"))
        .with_columns(
            kind=pl.lit("event"), type=pl.lit("ASSAULT"), stance=pl.lit("reports"), coder=pl.lit("test"),
            why="claim", text=pl.lit("words"),
        )
    )  # fmt: skip
    others = (number % 40).cast(pl.String)
    parties = pl.concat(
        [
            pl.DataFrame({"record": named, "role": "actor", "actor": "RUS"}),
            pl.DataFrame({"record": named, "role": "recipient", "actor": "S" + others}),
        ]
    )
    found = events(claims, PARTIES.of(parties)).frame

    assert 100_000 == found["reported"].sum()


def test_who_disputes_a_statement_disputes_the_act_it_tells_of_but_not_that_it_was_said() -> None:
    place = {"source": "a", "start": 0, "end": 40, "raw_start": 0, "raw_end": 40, "coder": "rules", "date": "2023"}
    rows = [
        place | {"claim": "c1", "kind": "statement", "type": "asserts", "stance": "asserts"},
        place | {"claim": "c2", "kind": "event", "type": "AID", "stance": "asserts", "start": 10},
        place | {"claim": "c3", "kind": "event", "type": "ACCUSE", "stance": "asserts"},
        place | {"claim": "c4", "kind": "event", "type": "CONSULT", "stance": "asserts", "start": 50, "end": 70},
        place | {"claim": "c5", "kind": "statement", "type": "denies", "stance": "denies", "start": 80, "end": 90},
    ]
    claims = CLAIMS.of([row | {"disputes": ["c1"] if row["claim"] == "c5" else []} for row in rows])
    acting = {"c2": "PRK", "c3": "USA", "c4": "CHN"}
    parties = PARTIES.of([{"record": c, "role": "actor", "actor": a} for c, a in acting.items()])

    denied = dict(events(claims, parties).frame.select("type", "denied").iter_rows())

    assert {"AID": 1, "ACCUSE": 0, "CONSULT": 0} == denied
