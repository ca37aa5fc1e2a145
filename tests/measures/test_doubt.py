"""An index of one's own, and regimes that hold."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from trachu import Bench
from trachu.core.maths import pooled
from trachu.core.parts import find
from trachu.core.regimes import REGIMES, RULES
from trachu.core.tables import ACTORS, CAPABILITIES, PARTIES
from trachu.measures.cinc import COMPONENTS, cinc
from trachu.measures.composite import composite
from trachu.measures.polarity import polarity
from trachu.measures.regime_spells import regime_spells

EQUAL = ",".join(f"{name}:1" for name in COMPONENTS)


def components() -> pl.DataFrame:
    rng = np.random.default_rng(4)
    rows = [
        {"actor": actor, "year": year, "indicator": name, "value": float(rng.uniform(1, 9)), "why": f"w:{name}"}
        for actor in "ABC"
        for year in (2000, 2001)
        for name in COMPONENTS
        if (actor, name) != ("C", "irst")
    ]
    return CAPABILITIES.of(rows)


def test_equal_weights_over_the_components_are_cinc() -> None:
    found = composite(components(), weights=EQUAL, missing="reweigh")

    assert_frame_equal(cinc(components()), found.select("actor", "year", "value"))


def test_a_state_that_lacks_an_indicator_has_no_value() -> None:
    assert {"A", "B"} == set(composite(components(), weights=EQUAL)["actor"])


def test_the_interval_holds_the_value_and_narrows_with_alpha() -> None:
    wide, narrow = (composite(components(), weights="milex:1,pec:1,tpop:2", alpha=a) for a in (1.0, 50.0))

    for found in (wide, narrow):
        assert found.filter((pl.col("low") > pl.col("value")) | (pl.col("value") > pl.col("high"))).is_empty()
    assert ((narrow["high"] - narrow["low"]) < (wide["high"] - wide["low"])).all()


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("pool", ["top8", "all"])
def test_verdicts_on_arrays_are_those_of_polarity(rule: str, pool: str, sample_bench: Bench) -> None:
    capabilities = sample_bench.table("capabilities")
    options = {"base": "gdp", "pool": pool, "rule": rule}
    said = polarity(capabilities, PARTIES.empty(), ACTORS.empty(), **options)
    shares = pooled(capabilities, PARTIES.empty(), ACTORS.empty(), "gdp", pool)
    for (year,), rows in shares.group_by("year"):
        expected = said.filter(pl.col("year") == year, pl.col("value") == 1)["item"].to_list()
        actual = REGIMES[RULES[rule](rows["share"].to_numpy().reshape(1, -1))[0]]

        assert expected in ([actual], [])


def test_every_rule_of_polarity_has_a_form_on_arrays() -> None:
    assert set(find("measure", "polarity").choices()["rule"]) == set(RULES)


def flips() -> pl.DataFrame:
    first = {year: 0.45 for year in range(1980, 1995)} | {1991: 0.9}
    rows = [{"actor": "A", "year": y, "indicator": "cinc", "value": v, "why": f"w:{y}"} for y, v in first.items()]
    rows += [{"actor": "B", "year": y, "indicator": "cinc", "value": 0.3, "why": f"w:{y}"} for y in first]
    return CAPABILITIES.of(rows)


def test_a_flip_is_shown_as_doubt() -> None:
    tables = (flips(), PARTIES.empty(), ACTORS.empty())
    found = regime_spells(*tables, rule="half_of_leader")
    holds = found.filter(pl.col("item") == "bipolar")["value"].to_list()
    doubt = found.filter(pl.col("item") == "doubt", pl.col("value") == 1)

    assert [1.0] * 15 == holds
    assert [1991] == doubt["year"].to_list()
    assert [["w:1991"]] == doubt["because"].to_list()


def test_with_a_hold_of_one_it_is_polarity() -> None:
    tables = (flips(), PARTIES.empty(), ACTORS.empty())
    held = regime_spells(*tables, rule="half_of_leader", hold=1).filter(pl.col("item") != "doubt")

    assert_frame_equal(polarity(*tables, rule="half_of_leader"), held, check_column_order=False)
