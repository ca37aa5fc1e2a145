"""Peace and closeness from files in their official layout, not from tables that somebody made of them."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from real import official, worlds

import trachu.sources.datasets
from trachu.core import parts
from trachu.core.parts import find
from trachu.core.tables import CLAIMS, PARTIES, Frames
from trachu.facts.world import world
from trachu.measures.closeness import closeness
from trachu.measures.peace_years import peace_years

pytestmark = pytest.mark.slow
NOTHING_SAID = {"claims": CLAIMS.empty(), "parties": PARTIES.empty()}


def facts(data: Path, *names: str) -> Frames:
    parts.load(trachu.sources.datasets)
    written = {**worlds.OFFICIAL, "cow_igo": official.igo, "gml_mid": official.gml_disputes}
    frames, _ = world([worlds.given(name, written[name](data)) for name in names], NOTHING_SAID)
    return frames


def test_peace_between_the_united_states_and_canada(shared: Path) -> None:
    """Twelve years in 2010, as peacesciencer has it from the same disputes."""
    given = facts(shared / "data", "cow_states", "gml_mid")
    tables = (given[name] for name in find("measure", "peace_years").needs)
    found = peace_years(*tables, actor="USA", conflict="mid_gml").filter(other="CAN", year=2010)

    assert [12.0] == found["value"].to_list()


def test_organisations_without_a_domain_leave_closeness_as_it_is(shared: Path) -> None:
    """The list of 534 organisations has no domains: two states are in dozens together, friends or not."""
    names = ("cow_states", "atop", "sipri_register")
    needs = find("measure", "closeness").needs
    with_and_without = [
        closeness(*(given[name] for name in needs), actor="RUS", other="PRK").drop("because")
        for given in (facts(shared / "data", *names), facts(shared / "data", *names, "cow_igo"))
    ]

    assert with_and_without[0].height > 50
    assert with_and_without[0].equals(with_and_without[1])
    assert {"military-technology-security"} <= set(with_and_without[0]["item"])
    assert with_and_without[0].filter(pl.col("value") > 1).is_empty()
