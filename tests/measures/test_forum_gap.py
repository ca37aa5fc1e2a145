from __future__ import annotations

from typing import Any

import polars as pl

from trachu.core.tables import ACTORS, CAPABILITIES, PARTIES, TIES
from trachu.measures.forum_gap import forum_gap

ECONOMY = "economy-energy"
NAMED = {"kind": "state", "en": "-", "th": "-"}
STATES = ACTORS.of(
    [
        {"actor": "THA", "region": "south-eastern-asia", "borders": ["LAO"], **NAMED},
        {"actor": "LAO", "region": "south-eastern-asia", "borders": ["THA"], **NAMED},
        {"actor": "SGP", "region": "south-eastern-asia", "borders": [], **NAMED},
        *({"actor": a, "region": "eastern-asia", "borders": [], **NAMED} for a in ("JPN", "KOR")),
        {"actor": "BRA", "region": "south-america", "borders": [], **NAMED},
    ]
)
NOTHING = CAPABILITIES.empty()


def tie(name: str, exhaustive: bool = True, **more: Any) -> dict[str, Any]:
    told = {"tie": name, "type": "forum", "domain": ECONOMY, "exhaustive": exhaustive, "why": f"t:{name}", **more}
    return {"since": "1990", "until": None, **told}


def seat(record: str, actor: str, role: str = "member", since: str | None = "1995", until: str | None = None) -> Any:
    return {
        "record": record,
        "role": role,
        "actor": actor,
        "since": since,
        "until": until,
        "why": f"p:{record}:{actor}",
    }


TIES_ = TIES.of([tie("IGO:SHARED"), tie("IGO:CHIPS"), tie("IGO:OPEN", exhaustive=False), tie("IGO:FAR")])
PARTIES_ = PARTIES.of(
    [seat("IGO:SHARED", a) for a in ("THA", "JPN")]
    + [seat("IGO:CHIPS", a) for a in ("JPN", "KOR", "SGP")]
    + [seat("IGO:OPEN", a) for a in ("SGP", "KOR")]
    + [seat("IGO:FAR", "BRA")]
)


def values(frame: pl.DataFrame) -> dict[str, float]:
    return dict(frame.select("item", "value").iter_rows())


def test_joining_adds_those_whom_it_does_not_meet_yet() -> None:
    found = forum_gap(TIES_, PARTIES_, STATES, NOTHING)

    assert values(found) == {"IGO:CHIPS": 2.0}
    assert found["because"].to_list() == [
        ["p:IGO:CHIPS:JPN", "p:IGO:CHIPS:KOR", "p:IGO:CHIPS:SGP", "p:IGO:SHARED:THA", "t:IGO:CHIPS"]
    ]


def test_who_is_inside() -> None:
    assert values(forum_gap(TIES_, PARTIES_, STATES, NOTHING, what="neighbours")) == {"IGO:CHIPS": 0.5}
    assert values(forum_gap(TIES_, PARTIES_, STATES, NOTHING, what="partners")) == {"IGO:CHIPS": 1.0}


def test_an_open_list_says_nothing_unless_a_source_says_so() -> None:
    denied = PARTIES.of([*PARTIES_.to_dicts(), seat("IGO:OPEN", "THA", "non_member", "2025")])

    assert set(values(forum_gap(TIES_, denied, STATES, NOTHING))) == {"IGO:CHIPS", "IGO:OPEN"}
    assert set(values(forum_gap(TIES_, denied, STATES, NOTHING, year=2020))) == {"IGO:CHIPS"}


def test_the_year_counts() -> None:
    left = PARTIES.of([*PARTIES_.to_dicts(), seat("IGO:CHIPS", "THA", since="2000", until="2010-06-01")])

    assert values(forum_gap(TIES_, left, STATES, NOTHING, year=2005)) == {}
    assert values(forum_gap(TIES_, left, STATES, NOTHING, year=2012)) == {"IGO:CHIPS": 2.0}
    assert values(forum_gap(TIES_, left, STATES, NOTHING)) == {"IGO:CHIPS": 2.0}


def test_a_seat_without_a_date_is_not_an_absence() -> None:
    undated = PARTIES.of([*PARTIES_.to_dicts(), seat("IGO:CHIPS", "THA", since=None)])

    assert values(forum_gap(TIES_, undated, STATES, NOTHING, year=2012)) == {}


def test_capability_weighs_the_partners_and_is_left_out_where_unknown() -> None:
    cinc = CAPABILITIES.of(
        {"actor": ["KOR", "SGP", "CHN"], "year": [2022] * 3, "indicator": ["cinc"] * 3, "value": [0.02, 0.01, 0.07]}
    )

    assert values(forum_gap(TIES_, PARTIES_, STATES, cinc, weight="capability"))["IGO:CHIPS"] == 0.3
    assert values(forum_gap(TIES_, PARTIES_, STATES, NOTHING, weight="capability")) == {}


def test_a_forum_of_nearly_everybody_makes_no_partners() -> None:
    crowd = [f"X{n:02}" for n in range(101)]
    states = ACTORS.of([*STATES.to_dicts(), *({"actor": a, **NAMED} for a in crowd)])
    everybody = TIES.of([*TIES_.to_dicts(), tie("IGO:WORLD")])
    seats = PARTIES.of([*PARTIES_.to_dicts(), *(seat("IGO:WORLD", a) for a in (*crowd, "THA", "KOR", "SGP"))])

    assert values(forum_gap(everybody, seats, states, NOTHING)) == {"IGO:CHIPS": 2.0}


def test_order_of_rows_does_not_matter() -> None:
    frames = (TIES_, PARTIES_, STATES, NOTHING)

    assert forum_gap(*frames).equals(forum_gap(*(frame.reverse() for frame in frames)))
