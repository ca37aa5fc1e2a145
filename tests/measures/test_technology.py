"""Who writes the rules of technology, who takes them, and by which instruments."""

from __future__ import annotations

import polars as pl
import pytest

from trachu.core.tables import PARTIES, TIES
from trachu.measures.instrument_profile import instrument_profile
from trachu.measures.standards_role import standards_role
from trachu.ontology.instrument import instruments, user_table

CHIPS, PRIVACY = "FORUM:CHIP4", "FORUM:DEPA"  # export controls and intellectual property; data governance


def forums(*names: str, exhaustive: bool = True) -> pl.DataFrame:
    n = len(names)
    return TIES.of(
        {"tie": names, "type": ["forum"] * n, "exhaustive": [exhaustive] * n, "why": [f"t:{x}" for x in names]}
    )


def seats(record: str, *actors: str, until: str | None = None) -> pl.DataFrame:
    n = len(actors)
    rows = {"record": [record] * n, "role": ["member"] * n, "actor": actors, "until": [until] * n}
    return PARTIES.of({**rows, "why": [f"p:{a}" for a in actors]})


BOTH = pl.concat([seats(CHIPS, "JPN", "USA"), seats(PRIVACY, "SGP", "JPN")])


def role(actor: str, ties: pl.DataFrame, parties: pl.DataFrame, **options: str) -> dict[str, float]:
    found = standards_role(ties, parties, actor=actor, **options)
    return dict(found.select("item", "value").iter_rows())


def test_a_maker_and_a_taker() -> None:
    ties = forums(CHIPS, PRIVACY)

    assert {"all": 1.0, "data-governance": 1.0, "export-controls": 1.0, "intellectual-property": 1.0} == role(
        "JPN", ties, BOTH
    )
    assert {"all": 0.0, "data-governance": 1.0, "export-controls": -1.0, "intellectual-property": -1.0} == role(
        "SGP", ties, BOTH
    )


@pytest.mark.parametrize(("what", "expected"), [("writes", 1.0), ("takes", 1.0)])
def test_forums_are_counted(what: str, expected: float) -> None:
    assert expected == role("SGP", forums(CHIPS, PRIVACY), BOTH, what=what)["all"]


def test_an_open_list_says_nothing() -> None:
    assert {} == role("SGP", forums(CHIPS, PRIVACY, exhaustive=False), BOTH)


def test_a_forum_of_another_field_does_not_count() -> None:
    assert {} == role("THA", forums("FORUM:SIX-PARTY"), seats("FORUM:SIX-PARTY", "THA"))


def test_who_left_is_outside() -> None:
    left = pl.concat([seats(CHIPS, "USA"), seats(PRIVACY, "USA", until="2024")])

    assert {"all": 0.0, "data-governance": -1.0} == {
        item: value
        for item, value in role("USA", forums(CHIPS, PRIVACY), left).items()
        if item in ("all", "data-governance")
    }


def test_where_everybody_sits_nobody_is_told_apart() -> None:
    assert {} == role("A000", forums(CHIPS), seats(CHIPS, *(f"A{n:03}" for n in range(101))))


def test_reasons_are_the_seat_and_the_list() -> None:
    found = standards_role(forums(CHIPS), seats(CHIPS, "USA"), actor="USA").filter(item="all")

    assert [["p:USA", "t:FORUM:CHIP4"]] == found["because"].to_list()


def profile(actor: str, parties: pl.DataFrame, unions: bool = False) -> dict[str, float]:
    return dict(instrument_profile(parties, actor=actor, unions=unions).select("item", "value").iter_rows())


def test_instruments_add_up_by_stance() -> None:
    found = profile("USA", PARTIES.empty())
    codes = set(user_table().filter(pl.col("actor") == "USA")["instrument"])
    stances = {instruments()[code].stance for code in codes}

    assert {code: 1.0 for code in codes} == {item: v for item, v in found.items() if "/" not in item}
    assert stances == {item.removeprefix("stance/") for item in found if "/" in item}
    assert len(codes) == sum(v for item, v in found.items() if "/" in item)


def test_what_a_union_uses_counts_where_asked_for() -> None:
    union = seats("IGO:EU", "DEU")

    assert {} == profile("DEU", union)
    assert profile("IGO:EU", union) == profile("DEU", union, unions=True)


def test_a_state_without_a_known_use_has_no_row() -> None:
    assert {} == profile("LAO", PARTIES.empty())
