"""Measures over the forums and treaties of the ontology, which are public facts."""

from __future__ import annotations

import polars as pl
import pytest

from trachu.core.tables import CAPABILITIES, CHOICES, EVENTS, FLOWS
from trachu.facts.actors import actor_table
from trachu.facts.ties import Ties, of_ontology
from trachu.measures.closeness import closeness
from trachu.measures.forum_gap import forum_gap

MILITARY = "military-technology-security"


@pytest.fixture(scope="module")
def ties() -> Ties:
    return of_ontology()


@pytest.fixture(scope="module")
def actors() -> pl.DataFrame:
    return actor_table()[0]


def test_defence_pacts_of_russia_and_north_korea(ties: Ties, actors: pl.DataFrame) -> None:
    tables = (EVENTS.empty(), ties.parties, ties.frame, CHOICES.empty(), FLOWS.empty(), actors)
    found = closeness(*tables, component="ties", until=2024).filter(pl.col("item") == f"{MILITARY}/ties")
    pledged = found.filter(pl.col("value") == 1)["year"].to_list()

    # the treaty of 1961 bound the Soviet Union to its end in 1991, that of 2024 is in force since December
    assert set(range(1961, 1991)) | {2024} <= set(pledged)
    assert not set(range(1996, 2024)) & set(pledged)


def test_forums_that_thailand_is_not_in(ties: Ties, actors: pl.DataFrame) -> None:
    gap = forum_gap(ties.frame, ties.parties, actors, CAPABILITIES.empty())
    found = dict(gap.select("item", "value").iter_rows())

    assert {"FORUM:CHIP4", "FORUM:QUAD", "FORUM:MIKTA", "FORUM:CPTPP"} <= set(found)
    assert not {"IGO:ASEAN", "FORUM:APEC", "IGO:UN", "FORUM:IPEF"} & set(found)
    assert gap["because"].list.len().min() != 0
