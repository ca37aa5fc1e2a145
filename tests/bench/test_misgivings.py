"""What the doubt about a base rests on: published standard deviations are drawn from, and lacking years are filled."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from trachu.bench import misgivings
from trachu.bench.doubt import polarity_odds
from trachu.bench.shelves import load
from trachu.core import parts
from trachu.core.maths import power
from trachu.core.tables import ACTORS, CAPABILITIES, PARTIES
from trachu.core.words import Words

load()
DRAWS = 400
RULE = {"base": "gdp_fariss", "pool": "all", "rule": "half_of_leader"}
NAMED = {"kind": "state", "en": "-", "th": "-"}
NAMES = Words(en="X", th="ก")
THERE = ACTORS.of([{"actor": name, **NAMED} for name in "ABC"])


def figures(indicator: str, values: dict[str, dict[int, float]], sd: float | None) -> pl.DataFrame:
    return CAPABILITIES.of([
        {"actor": actor, "year": year, "indicator": indicator, "value": value, "sd": value * sd if sd else None}
        for actor, years in values.items() for year, value in years.items()
    ])  # fmt: skip


def multipolar(given: pl.DataFrame) -> float:
    found = polarity_odds(
        given, PARTIES.empty(), ACTORS.empty(), specifications=[RULE], model=parts.find("model", "noise"), draws=DRAWS
    )
    return float(found.filter(item="multipolar")["p"].item())


def test_a_verdict_is_as_sure_as_the_published_deviations_let_it_be() -> None:
    values = {"A": {2000: 10.0}, "B": {2000: 6.0}, "C": {2000: 5.5}}
    sure, assumed, unsure = (multipolar(figures("gdp_fariss", values, sd)) for sd in (0.001, None, 0.4))

    assert sure == 1.0
    assert unsure < assumed < sure


def test_a_state_that_lacks_a_year_is_drawn_between_its_neighbours() -> None:
    values = {"A": {1990: 8.0, 1991: 8.0, 1992: 8.0}, "B": {1990: 4.0, 1992: 6.0}}
    given = figures("milex", values, None)
    options = [{"base": "milex", "pool": "all", "rule": "half_of_leader"}]
    filled = misgivings.fill(given, PARTIES.empty(), THERE, specifications=options, draws=DRAWS, seed=1)
    (drawn,) = filled.by_year.values()

    assert list(filled.by_year) == [(1991, "milex")]
    assert drawn.actors == ["B"]
    assert drawn.values.shape == (DRAWS, 1)
    assert float(np.exp(np.log(drawn.values).mean())) == pytest.approx(np.sqrt(24.0), rel=0.05)


def test_what_is_filled_has_a_verdict_of_its_own() -> None:
    values = {"A": {1990: 8.0, 1991: 8.0, 1992: 8.0}, "B": {1990: 7.0, 1992: 7.0}, "C": {1990: 1.0, 1991: 1.0}}
    given = figures("milex", values, None)
    options = [{"base": "milex", "pool": "all", "rule": "half_of_leader"}]
    filled = misgivings.fill(given, PARTIES.empty(), THERE, specifications=options, draws=DRAWS, seed=1)
    noise = parts.find("model", "noise")
    odds = {
        name: dict(
            polarity_odds(given, PARTIES.empty(), THERE, specifications=options, model=noise, draws=DRAWS, filled=more)
            .filter(year=1991).select("item", "p").iter_rows()
        )
        for name, more in (("published", None), ("filled", filled))
    }  # fmt: skip

    assert odds["published"]["unipolar"] == 1.0
    assert odds["filled"]["bipolar"] > 0.9


def test_years_out_of_the_system_are_not_missing() -> None:
    given = figures("cinc", {"A": {1938: 2.0, 1946: 2.0}, "B": {year: 1.0 for year in range(1938, 1947)}}, None)
    spells = [("A", "1900", "1940"), ("A", "1946", "2016"), ("B", "1900", "2016")]
    listed = PARTIES.of([
        {"record": "LIST:COW-STATES", "role": "member", "actor": actor, "since": since, "until": until}
        for actor, since, until in spells
    ])  # fmt: skip
    options = [{"base": "cinc", "pool": "all", "rule": "half_of_leader"}]
    filled = misgivings.fill(given, listed, THERE, specifications=options, draws=2, seed=1)

    assert sorted(filled.by_year) == [(1939, "cinc"), (1940, "cinc")]


def test_each_base_says_what_its_doubt_rests_on() -> None:
    real = figures("gdp_fariss", {"A": {2000: 1.0}}, 0.4)
    given = pl.concat([real, figures("milex", {"A": {2000: 1.0, 2002: 1.0}, "B": {2001: 1.0}}, None)])
    told = misgivings.sources(given, PARTIES.empty(), THERE)
    words = misgivings.note(told, {"gdp_fariss": NAMES, "milex": NAMES})

    assert told.select("base", "published", "filled").rows() == [("milex", 0.0, 1), ("gdp_fariss", 1.0, 0)]
    assert words.en.splitlines()[0].startswith("X: 3 figures of 2000–2002; no published standard deviations")
    assert words.en.splitlines()[1].startswith("X: 1 figures of 2000–2000; published standard deviations for all")
    assert len(words.th.splitlines()) == 2


def test_net_power_from_real_gdp_is_drawn_as_it_is_measured() -> None:
    given = pl.concat([
        figures("gdp_fariss", {"A": {2000: 6.0}, "B": {2000: 4.0}}, 1e-9),
        figures("pop_fariss", {"A": {2000: 3.0}, "B": {2000: 1.0}}, 1e-9),
    ])  # fmt: skip
    options = {"base": "net_power_fariss", "pool": "all", "rule": "half_of_leader"}
    noise = parts.find("model", "noise")
    odds = polarity_odds(given, PARTIES.empty(), ACTORS.empty(), specifications=[options], model=noise, draws=3)

    assert power(given, "net_power_fariss").select("actor", "value").rows() == [("A", 12.0), ("B", 16.0)]
    assert odds.filter(pl.col("p") == 1)["item"].to_list() == ["bipolar"]
