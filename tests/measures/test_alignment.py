"""Between two poles: what counts as leaning, what as hedging, and what is not known."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from trachu.core.tables import ACTORS, CAPABILITIES, CHOICES, FLOWS, PARTIES, TIES
from trachu.measures.alignment import What, alignment

DIPLOMACY, MILITARY, ECONOMY = "diplomacy", "military-technology-security", "economy-energy"
NAMED = {"kind": "state", "en": "-", "th": "-"}
STATES = ACTORS.of([{"actor": a, **NAMED} for a in ("CHN", "LAO", "THA", "USA")])
YEAR = 2020


def sent(actor: str, other: str, kind: str, value: float) -> dict[str, Any]:
    why = f"f:{actor}{other}"
    return {"actor": actor, "other": other, "year": YEAR, "type": kind, "value": value, "why": why}


def vote(actor: str, item: str, choice: str) -> dict[str, Any]:
    return {"actor": actor, "item": item, "session": YEAR - 1945, "choice": choice, "why": f"v:{actor}"}


FLOWS_ = FLOWS.of(
    [
        sent("USA", "THA", "arms", 1.0),
        sent("CHN", "THA", "arms", 3.0),
        sent("CHN", "LAO", "arms", 2.0),
        sent("THA", "USA", "trade", 2.0),
        sent("CHN", "THA", "trade", 2.0),
        sent("LAO", "THA", "trade", 4.0),
    ]
)
VOTES = CHOICES.of(
    [vote("USA", f"r{n}", "no") for n in range(4)]
    + [vote("CHN", f"r{n}", "yes") for n in range(4)]
    + [vote("THA", f"r{n}", "no" if n == 0 else "yes") for n in range(4)]
)
PACT = TIES.of(
    {"tie": ["PACT"], "type": ["alliance"], "obligations": [["defense"]], "since": ["1954"], "until": [str(YEAR)]}
)
ALLIES = PARTIES.of({"record": ["PACT"] * 2, "role": ["member"] * 2, "actor": ["THA", "USA"]})
TABLES = PACT, ALLIES, VOTES, CAPABILITIES.empty(), FLOWS_, STATES


def values(actor: str = "THA", what: What = "alignment", **options: Any) -> dict[str, float]:
    found = alignment(*TABLES, actor=actor, what=what, window=1, **options).filter(pl.col("year") == YEAR)
    return dict(found.select("item", "value").iter_rows())


def test_leaning_by_domain() -> None:
    """Votes ¼ and ¾; an ally, but ¼ of its arms against ¾; trade ¼ and ¼."""
    assert values() == {DIPLOMACY: -0.5, MILITARY: pytest.approx(0.25), ECONOMY: 0.0, "overall": pytest.approx(-1 / 12)}


def test_hedging_is_balance_times_engagement() -> None:
    first, second = values(what="first"), values(what="second")
    both = values(what="hedging")
    for domain in (DIPLOMACY, MILITARY, ECONOMY):
        f, s = first[domain], second[domain]

        assert both[domain] == pytest.approx((1 - abs(f - s) / (f + s)) * (f + s) / 2)

    assert (first[MILITARY], second[MILITARY]) == (0.625, 0.375)


def test_who_is_near_nobody_does_not_hedge() -> None:
    assert values("LAO", "hedging") == {MILITARY: 0.0, ECONOMY: 0.0, "overall": 0.0}
    assert values("LAO")[ECONOMY] == 0.0


def test_a_difference_keeps_the_size() -> None:
    assert values(formula="difference")[DIPLOMACY] == -0.5
    assert values(formula="difference")[MILITARY] == 0.25
    assert values(formula="difference")["overall"] == pytest.approx(-1 / 12)


def test_mixed_signals() -> None:
    signals = values()
    mean = signals["overall"]
    expected = (sum((signals[d] - mean) ** 2 for d in (DIPLOMACY, MILITARY, ECONOMY)) / 3) ** 0.5

    assert values(what="mixedness") == {"overall": pytest.approx(expected)}


def test_exchanging_the_poles_turns_the_sign() -> None:
    turned = values(first="CHN", second="USA")

    assert turned == {item: pytest.approx(-value) for item, value in values().items()}


def test_the_interval_leaves_one_component_out() -> None:
    found = alignment(*TABLES, actor="THA", window=1).filter(pl.col("year") == YEAR)
    shown = {item: (low, high) for item, low, high in found.select("item", "low", "high").iter_rows()}

    assert shown[MILITARY] == (-0.5, 1.0)
    assert shown[DIPLOMACY] == (None, None)
    assert shown["overall"] == (pytest.approx(-1 / 3), pytest.approx(1 / 6))


def test_ideal_points_instead_of_votes() -> None:
    points = {"actor": ["THA", "USA", "CHN"], "value": [0.0, 3.0, -1.0], "year": [YEAR] * 3}
    given = CAPABILITIES.of({**points, "indicator": ["ideal_point"] * 3})
    tables = PACT, ALLIES, VOTES, given, FLOWS_, STATES
    found = alignment(*tables, actor="THA", votes="ideal_points", window=1)

    assert found.filter(item=DIPLOMACY)["value"].to_list() == [pytest.approx((0.25 - 0.5) / (0.25 + 0.5))]


def test_forums_count_beside_another_component_only() -> None:
    forum = {"type": ["forum"], "domain": [ECONOMY], "exhaustive": [True], "since": ["2010"]}
    ties = TIES.of({"tie": ["FORUM:A"], **forum})
    seats = {"record": ["FORUM:A"] * 3, "role": ["member"] * 3, "actor": ["THA", "CHN", "USA"], "since": ["2010"] * 3}
    rest = VOTES.clear(), CAPABILITIES.empty()
    alone = alignment(ties, PARTIES.of(seats), *rest, FLOWS_.clear(), STATES)
    beside = alignment(ties, PARTIES.of(seats), *rest, FLOWS_, STATES, actor="THA", what="first", window=1)

    assert alone.is_empty()
    assert beside.filter(item=ECONOMY)["value"].to_list() == [0.625]


def test_nothing_is_said_without_data() -> None:
    empty = (t.clear() for t in TABLES)

    assert alignment(*empty).is_empty()


def test_members_of_a_group_only() -> None:
    seats = PARTIES.of({"record": ["IGO:G"], "role": ["member"], "actor": ["LAO"], "since": ["1997"]})
    tables = PACT, pl.concat([ALLIES, seats]), VOTES, CAPABILITIES.empty(), FLOWS_, STATES

    assert set(alignment(*tables, group="IGO:G", window=1)["actor"]) == {"LAO"}


def test_windows_are_those_of_all_flows() -> None:
    """Thailand received nothing in the last year, so the window that ends with it still counts."""
    later = FLOWS.of([sent("USA", "LAO", "arms", 1.0) | {"year": y} for y in (2016, 2024)])
    early = FLOWS.of([sent("USA", "THA", "arms", 1.0) | {"year": 2021}])
    tables = *(t.clear() for t in TABLES[:4]), pl.concat([later, early]), STATES
    whole, one = (alignment(*tables, actor=actor) for actor in ("", "THA"))

    assert [2021, 2022, 2023, 2024] == one.filter(item="overall")["year"].to_list()
    assert one.equals(whole.filter(pl.col("actor") == "THA"))
