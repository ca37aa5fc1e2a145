"""Models that look ahead: what they must give whatever the data, and what follows by hand from small worlds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl
import pytest

from trachu.core.components import COMPONENTS
from trachu.core.errors import OptionError
from trachu.core.tables import ACTORS, CAPABILITIES, Frames
from trachu.models.convergence import convergence
from trachu.models.ensemble import ensemble
from trachu.models.income import income
from trachu.models.panel import panel
from trachu.models.random_walk import random_walk

FIRST, LAST = 1900, 1979
STATES = [f"S{number:02d}" for number in range(12)]
MODELS = [random_walk, panel, convergence, income, ensemble]
Model = Callable[..., Frames]


def world(paths: Callable[[int, str, int], float]) -> pl.DataFrame:
    """Lay out six components as a function of year, component and state, and CINC as the mean of their shares."""
    values = np.array(
        [
            [[paths(year, name, number) for number in range(len(STATES))] for name in COMPONENTS]
            for year in range(FIRST, LAST + 1)
        ]
    )
    cinc = (values / values.sum(axis=2, keepdims=True)).mean(axis=1)
    rows = [
        {"actor": state, "year": FIRST + t, "indicator": name, "value": float(value), "unit": "u", "why": "w"}
        for t in range(len(values))
        for k, name in enumerate((*COMPONENTS, "cinc"))
        for state, value in zip(STATES, values[t, k] if name != "cinc" else cinc[t], strict=True)
    ]
    return CAPABILITIES.of(rows)


def incomes(path: Callable[[int, int], float]) -> pl.DataFrame:
    """Lay out GDP per head as a function of year and state."""
    rows = [
        {"actor": state, "year": year, "indicator": "gdppc_fariss", "value": path(year, n), "unit": "u", "why": "w"}
        for year in range(FIRST, LAST + 1)
        for n, state in enumerate(STATES)
    ]
    return CAPABILITIES.of(rows)


def unequal(year: int, number: int) -> float:
    return float((number % 5 + 1) * np.exp(0.3 * np.sin(year / (5 + number))))


def restless(year: int, name: str, number: int) -> float:
    waves = np.sin(year / (3 + number) + COMPONENTS.index(name))
    return float((number + 1) * np.exp(0.3 * waves))


RESTLESS = pl.concat([world(restless), incomes(unequal)])


def run(model: Model, frame: pl.DataFrame = RESTLESS, **options: Any) -> pl.DataFrame:
    return model(frame, ACTORS.empty(), **{"draws": 20, "years": 4, **options})["capabilities"]


@pytest.mark.parametrize("model", MODELS)
def test_only_years_to_come_and_every_draw(model: Model) -> None:
    found = run(model).filter(indicator="cinc")

    assert [1980, 1981, 1982, 1983] == found["year"].unique().sort().to_list()
    assert len(STATES) * 4 * 20 == found.height
    assert ["w"] == found["why"].unique().to_list()
    assert found["value"].is_finite().all() and (found["value"] > 0).all()


@pytest.mark.parametrize("model", MODELS)
def test_same_seed_same_draws_whatever_the_order(model: Model) -> None:
    as_given = run(model, seed=5)

    assert as_given.equals(run(model, RESTLESS.reverse(), seed=5))
    assert not as_given.equals(run(model, seed=6))


@pytest.mark.parametrize("model", MODELS)
def test_what_is_left_out_of_the_answer_does_not_change_it(model: Model) -> None:
    key = ["draw", "actor", "year", "indicator", "value"]
    whole, few = run(model), run(model, strongest=3, step=2)
    cinc = few.filter(indicator="cinc")

    assert {"S09", "S10", "S11"} == set(cinc["actor"])
    assert [1981, 1983] == cinc["year"].unique().sort().to_list()
    assert cinc.height == cinc.select(key).join(whole.select(key), on=key, how="inner").height


@pytest.mark.parametrize("model", MODELS)
def test_the_future_is_not_known(model: Model) -> None:
    """What comes after the origin changes nothing: the years are cut off by the caller and never read."""
    until = RESTLESS.filter(pl.col("year") <= 1960)
    changed = pl.concat([until, RESTLESS.filter(pl.col("year") > 1960).with_columns(pl.col("value") * 7)])

    assert run(model, until).equals(run(model, changed.filter(pl.col("year") <= 1960)))


@pytest.mark.parametrize("model", MODELS)
def test_a_world_at_rest_stays(model: Model) -> None:
    still_rich = incomes(lambda year, number: number % 4 + 1.0)
    found = run(model, pl.concat([world(lambda year, name, number: number + 1.0), still_rich])).filter(indicator="cinc")
    now = {state: (number + 1) / 78 for number, state in enumerate(STATES)}

    still = 1e-3 if model is ensemble else 1e-6  # the simulation goes back to what it reads 10⁻⁴ too high
    assert [now[actor] for actor in found["actor"]] == pytest.approx(found["value"].to_list(), rel=still)


@pytest.mark.parametrize("model", MODELS)
def test_too_little_history_gives_no_forecast(model: Model) -> None:
    assert 0 == run(model, RESTLESS.filter(pl.col("year") >= 1972)).height
    assert 0 == run(model, CAPABILITIES.empty()).height


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("wrong", [{"draws": 0}, {"years": 0}, {"step": -1}])
def test_options_out_of_range(model: Model, wrong: dict[str, int]) -> None:
    with pytest.raises(OptionError, match=next(iter(wrong))):
        run(model, **wrong)


def test_random_walk_repeats_the_changes_of_the_past() -> None:
    """Every state doubles or halves by turns, so a change over one year is a factor of 2 or of ½, half of each."""
    turns = pl.DataFrame({"year": range(1900, 1940)}).with_columns(value=2.0 ** (pl.col("year") % 2))
    frame = pl.concat(
        [CAPABILITIES.of(turns.with_columns(actor=pl.lit(s), indicator=pl.lit("gdp"))) for s in STATES[:4]]
    )
    found = random_walk(frame, ACTORS.empty(), draws=10, years=2)["capabilities"].filter(actor="S00")
    then = {year: sorted(part["value"].to_list()) for (year,), part in found.group_by("year")}

    assert {0.5: 5, 2.0: 5} == {f: (np.isclose(then[1940], 2 * f)).sum() for f in (0.5, 2.0)}
    assert [2.0] * 10 == pytest.approx(then[1941])


def test_a_state_and_its_heir_are_one_line() -> None:
    """A state that changes its name half-way has the same forecast as one that keeps it."""
    renamed = RESTLESS.with_columns(
        pl.when(pl.col("actor") == "S11", pl.col("year") < 1950).then(pl.lit("OLD")).otherwise("actor").alias("actor")
    )
    lineage = ACTORS.of([{"actor": "S11", "kind": "state", "en": "New", "th": "ใหม่", "continues": "OLD"}])

    for model in MODELS:
        assert run(model).equals(model(renamed, lineage, draws=20, years=4)["capabilities"])
        assert not run(model).equals(run(model, renamed))


def test_convergence_keeps_sums_and_sees_a_gap_close() -> None:
    """Odd states have fewer cities than people and close a twentieth of that gap a year; both sides of it move."""

    def closing(year: int, name: str, number: int) -> float:
        late = 3.0 if name == "upop" and number % 2 else 0.0
        return float((5.0 + number + np.sin(year * (number + 2.0)) / 20) * np.exp(-late * 0.95 ** (year - FIRST)))

    cut = world(closing).filter(pl.col("year") <= 1940)
    found = convergence(cut, ACTORS.empty(), draws=50, years=5, step=5)["capabilities"]
    said = dict(found.group_by("actor").agg(pl.col("value").median()).iter_rows())
    now = dict(cut.filter(indicator="cinc", year=1940).select("actor", "value").iter_rows())

    assert 1.0 == pytest.approx(sum(said.values()), abs=0.02)
    assert sum(said[actor] for actor in STATES[1::2]) > sum(now[actor] for actor in STATES[1::2])
    assert sum(said[actor] for actor in STATES[::2]) < sum(now[actor] for actor in STATES[::2])


def test_ensemble_is_half_of_each() -> None:
    kinds = {draw % 2: part for (draw,), part in run(ensemble).with_columns(pl.col("draw") % 2).group_by("draw")}
    direct = run(income, draws=10).filter(indicator="cinc")

    assert sorted(direct["value"].to_list()) == pytest.approx(sorted(kinds[1]["value"].to_list()))
    assert kinds[0].height == kinds[1].height
    assert not np.allclose(sorted(kinds[0]["value"].to_list()), sorted(kinds[1]["value"].to_list()))


def test_without_income_the_ensemble_falls_back_and_the_member_has_no_forecast() -> None:
    bare = RESTLESS.filter(pl.col("indicator") != "gdppc_fariss")
    odd = run(ensemble, bare).filter(pl.col("draw") % 2 == 1)

    assert sorted(run(convergence, draws=10)["value"].to_list()) == pytest.approx(sorted(odd["value"].to_list()))
    assert run(ensemble, bare).equals(run(ensemble, income=False))
    assert not run(ensemble, bare).equals(run(ensemble))
    assert 0 == run(income, bare).height


def test_income_foresees_who_catches_up() -> None:
    """Energy grows by 4 % a year where a people is poor; who is poor changes every dozen years, and drifts lag."""
    poor = np.repeat(np.random.default_rng(7).random((8, len(STATES))) < 0.5, 12, axis=0)[: LAST - FIRST + 1]
    energy = np.exp(np.cumsum(0.04 * poor, axis=0))
    mild = world(lambda year, name, n: (5.0 + n) * (float(energy[year - FIRST, n]) if name == "pec" else 1.0))
    richness = incomes(lambda year, n: 1.0 if poor[min(year - FIRST + 1, len(poor) - 1), n] else 8.0)
    whole = pl.concat([mild, richness])

    def missed(model: Model) -> float:
        """Add up errors from the three origins after which the poor are new."""
        found = 0.0
        for origin in (1948, 1960, 1972):
            drawn = run(model, whole.filter(pl.col("year") <= origin), step=4)
            middle = drawn.filter(indicator="cinc").group_by("actor").agg(pl.col("value").median())
            came = dict(whole.filter(indicator="cinc", year=origin + 4).select("actor", "value").iter_rows())
            found += sum(abs(value - came[actor]) for actor, value in middle.iter_rows())
        return found

    assert missed(income) < 0.9 * missed(convergence)


def test_panel_sees_a_state_catching_up() -> None:
    """Each state's energy closes a twentieth of the gap to its population each year; the panel goes on with it."""

    def closing(year: int, name: str, number: int) -> float:
        late = 4.0 if name == "pec" and number % 2 else 0.0
        people = 5.0 + number + np.sin(year * (number + 2.0)) / 20
        return float(people * np.exp(-late * 0.95 ** (year - FIRST) + late * 0.95 ** (LAST - FIRST)))

    frame = world(closing)
    cut = frame.filter(pl.col("year") <= 1970)
    now = {a: v for a, y, v in frame.filter(indicator="cinc").select("actor", "year", "value").iter_rows() if y == 1970}
    came = {
        a: v for a, y, v in frame.filter(indicator="cinc").select("actor", "year", "value").iter_rows() if y == 1975
    }
    found = panel(cut, ACTORS.empty(), draws=50, years=5, step=5)["capabilities"]
    said = dict(found.group_by("actor").agg(pl.col("value").median()).iter_rows())
    still = panel(cut, ACTORS.empty(), draws=50, years=5, step=5, drift=False, catch_up=False)["capabilities"]
    unmoved = dict(still.group_by("actor").agg(pl.col("value").median()).iter_rows())

    risers = STATES[5::2]
    assert all(came[a] > now[a] for a in risers)
    assert all(said[a] > now[a] for a in risers)
    assert sum(abs(said[a] - came[a]) for a in STATES) < sum(abs(unmoved[a] - came[a]) for a in STATES)
