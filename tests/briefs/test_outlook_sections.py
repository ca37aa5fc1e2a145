"""The sections of the outlook on poles, technology and supply, and those of the order on drivers and arms."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from trachu.briefs.arms_balance import arms_blocks
from trachu.briefs.between import between_blocks
from trachu.briefs.drivers import NAMES, driver_blocks
from trachu.briefs.focus import Focus
from trachu.briefs.supply import supply_blocks
from trachu.briefs.technology import technology_blocks
from trachu.core.tables import ACTORS, CAPABILITIES, CHOICES, FLOWS, PARTIES, TIES
from trachu.core.writing import Block, Grid, Sentence
from trachu.measures.multipolarity_drivers import DRIVERS

from .desk import FakeDesk

STATE = {"kind": "state", "en": "-", "th": "-"}


def flow(actor: str, other: str, kind: str, value: float, year: int = 2020) -> dict[str, Any]:
    return {"actor": actor, "other": other, "year": year, "type": kind, "value": value, "why": f"f:{actor}"}


def share(actor: str, value: float) -> dict[str, Any]:
    row = {"actor": actor, "year": 2019, "indicator": "semiconductors/Design", "value": value}
    return {**row, "why": f"m:{actor}"}


def seat(record: str, actor: str, since: str = "2000") -> dict[str, Any]:
    return {"record": record, "role": "member", "actor": actor, "since": since, "why": f"p:{actor}"}


def said(blocks: tuple[Block, ...]) -> list[str]:
    return [block.words.en for block in blocks if isinstance(block, Sentence)]


def grids(blocks: tuple[Block, ...]) -> list[list[tuple[str, ...]]]:
    return [[tuple(cell.en for cell in row) for row in b.rows] for b in blocks if isinstance(b, Grid)]


def test_a_state_between_two_poles() -> None:
    flows = FLOWS.of([flow(a, "THA", "arms", v, y) for a, v in (("USA", 1.0), ("CHN", 3.0)) for y in range(2016, 2021)])
    blocks = between_blocks(Focus(FakeDesk(flows=flows), "THA"))

    assert [
        "Between the United States (1) and China (−1) Thailand leans to China in military, technology and security "
        "(−0.50, 2020)."
    ] == said(blocks)
    assert [[("Military, technology and security", "2020", "−0.50", "–", "0.25")]] == grids(blocks)


def test_its_neighbours_stand_beside_it() -> None:
    near = ("THA", "LAO", "VNM")
    region = {**STATE, "region": "south-eastern-asia"}
    deals = [flow("CHN", a, "arms", 3.0, y) for a in near for y in range(2016, 2021)]
    deals += [flow("USA", "THA", "arms", 1.0, y) for y in range(2016, 2021)]
    desk = FakeDesk(
        flows=FLOWS.of(deals),
        actors=ACTORS.of([{**region, "actor": a} for a in near]),
        ties=TIES.of({"tie": ["IGO:ASEAN"], "type": ["forum"], "since": ["1967"]}),
        parties=PARTIES.of([seat("IGO:ASEAN", a) for a in near]),
    )

    assert [("Thailand", "−0.50"), ("Laos", "−1.00"), ("Vietnam", "−1.00")] == [
        row[:2] for row in grids(between_blocks(Focus(desk, "THA")))[1]
    ]


@pytest.mark.parametrize("actor", ["USA", "THA"])
def test_a_pole_or_nothing_known_has_no_section(actor: str) -> None:
    assert () == between_blocks(Focus(FakeDesk(), actor))


def test_inputs_controls_and_sanctions() -> None:
    given = CAPABILITIES.of([share("USA", 0.75), share("CHN", 0.25)])
    cases = FLOWS.of([flow("USA", "RUS", "sanction", 2.0)])
    parties = PARTIES.of([seat("FORUM:WASSENAAR", "USA")])
    blocks = supply_blocks(Focus(FakeDesk(capabilities=given, flows=cases, parties=parties), "RUS"))

    assert [
        "Of the inputs of the chip industry 1 come for the most part from one state other than Russia, first from the "
        "United States (1).",
        "On the average over all inputs with known shares, of what Russia could buy abroad 75% is held by members of "
        "the Wassenaar Arrangement and 0% is held by members of the Chip 4 Alliance.",
        "In 2020, the latest year with any, 2 sanctions were in force on Russia, with 1 state behind them; what part "
        "of its trade is theirs is not known.",
    ] == said(blocks)
    assert [[("Design", "United States", "75%", "2019")]] == grids(blocks)


def test_nothing_is_said_of_supply_without_data() -> None:
    assert () == supply_blocks(Focus(FakeDesk(), "RUS"))


def test_maker_and_taker_side_by_side() -> None:
    names = ["FORUM:CHIP4", "FORUM:DEPA"]
    ties = TIES.of({"tie": names, "type": ["forum"] * 2, "exhaustive": [True] * 2})
    parties = PARTIES.of([seat("FORUM:CHIP4", "JPN"), seat("FORUM:CHIP4", "USA"), seat("FORUM:DEPA", "THA")])
    blocks = technology_blocks(Focus(FakeDesk(ties=ties, parties=parties), "THA"))
    rows = {row[0]: row[1:4] for row in grids(blocks)[0]}

    assert "Of 2 forums with complete lists that write rules of technology Thailand sits in 1;" in said(blocks)[0]
    assert (("1", "1", "+0.00"), ("–", "–", "–")) == (rows["Thailand"], rows["China"])


def test_the_drivers_say_where_there_is_no_data() -> None:
    rows = [
        {"actor": a, "year": y, "indicator": "cinc", "value": v, "why": f"c:{y}"}
        for y, pair in ((1990, (0.4, 0.1)), (2020, (0.2, 0.2)))
        for a, v in zip(("USA", "CHN"), pair, strict=True)
    ]
    blocks = driver_blocks(FakeDesk(capabilities=CAPABILITIES.of(rows)), 2022, "cinc")
    points = [row[-1] for row in grids(blocks)[0]]

    assert ["towards multipolarity"] * 2 + ["no data"] * 4 == points
    assert "Of the six drivers of multipolarity 2 can be followed over time, and 2 of them" in said(blocks)[0]
    assert list(DRIVERS) == list(NAMES)


def test_who_arms_the_alliance() -> None:
    europe = {**STATE, "region": "western-europe"}
    actors = ACTORS.of([{**europe, "actor": a} for a in ("DEU", "POL")])
    parties = PARTIES.of([seat("IGO:NATO", a, "1999") for a in ("DEU", "POL")])
    flows = [flow("USA", "POL", "arms", 1.0, y) for y in range(2015, 2025)]
    flows += [flow("DEU", "POL", "arms", 1.0, y) for y in range(2015, 2020)]
    blocks = arms_blocks(FakeDesk(flows=FLOWS.of(flows), parties=parties, actors=actors))

    assert [
        "Of the arms that European members of NATO received in 2020–2024, 100% came from the United States and 0% "
        "from one another, against 50% and 50% in 2015–2019."
    ] == said(blocks)
    assert [("2015–2019", "50.0%", "50.0%", "0.0%"), ("2020–2024", "100.0%", "0.0%", "0.0%")] == grids(blocks)[0]


def test_every_block_says_why() -> None:
    flows = FLOWS.of([flow("USA", "THA", "arms", 1.0, y) for y in range(2016, 2021)])
    desk = FakeDesk(flows=flows, choices=CHOICES.empty(), capabilities=CAPABILITIES.of([share("USA", 1.0)]))
    focus = Focus(desk, "THA")

    assert all(block.why for block in (*between_blocks(focus), *supply_blocks(focus)))


def test_drivers_that_are_all_known_lack_nothing() -> None:
    class Told(FakeDesk):
        def measure(self, name: str, **options: object) -> pl.DataFrame:
            rows = [(item, year, 1.0 + year / 1e4, "step:d") for item in NAMES for year in (1990, 2022)]
            return pl.DataFrame(rows, schema=["item", "year", "value", "why"], orient="row")

    found = said(driver_blocks(Told(), 2022, "cinc"))[0]

    assert "6 can be followed" in found and "no data" not in found
