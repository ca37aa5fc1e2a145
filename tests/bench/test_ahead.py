"""What may come, as tables for briefs: each row with the skill class of its quantity, and why."""

from __future__ import annotations

import polars as pl
import pytest

from trachu import Bench
from trachu.bench import ahead
from trachu.bench.hindcast import BASELINE
from trachu.core import parts
from trachu.core.ahead import AHEAD
from trachu.core.errors import UnknownName
from trachu.core.tables import table
from trachu.core.trace import Trace, frame_of


def tried(model: str, value: float) -> pl.DataFrame:
    """Return what a hindcast of a model keeps: forty origins, a score and one bin of the histogram of ranks."""
    rows = [
        {"model": model, "measure": "power_share", "origin": 1950 + n, "horizon": 10, "score": score, "value": value,
         "n": 8, "why": trace().id}
        for n in range(40)
        for score in ("crps", "pit0")
    ]  # fmt: skip
    return table("skill").of(rows)


def trace() -> Trace:
    return Trace("step", "hindcast")


def test_scores_come_from_the_hindcasts_that_were_run(own_bench: Bench) -> None:
    assert 0 == own_bench.ahead("scores").height
    for model, value in ((BASELINE, 2.0), ("panel(drift=False)", 1.5)):
        frames = {"skill": tried(model, value), "traces": frame_of([trace()])}
        own_bench.cache.step(f"hindcast.{model.split('(')[0]}", [model], lambda frames=frames: frames)
    found = own_bench.ahead("scores").filter(score="crps")
    rows = {row["model"]: row for row in found.iter_rows(named=True)}

    assert {"random_walk": "calibrated", "panel(drift=False)": "skilled"} == {m: r["skill"] for m, r in rows.items()}
    assert (1.5, 2.0, 0.5) == tuple(rows["panel(drift=False)"][name] for name in ("value", "baseline", "gain"))
    assert {trace().id} == set(found["why"])


def test_every_table_has_its_columns_on_the_sample(sample_bench: Bench) -> None:
    for kind in ("fans", "scores", "alarms"):
        frame = sample_bench.ahead(kind)
        assert frame.schema == pl.Schema(dict(AHEAD[kind].columns))


def test_the_scenarios_of_the_box_are_compared_on_the_sample(sample_bench: Bench) -> None:
    found = sample_bench.ahead("changes", draws=2)

    assert {"theory"} == set(found["skill"])
    assert {"regime", "share", "closeness", "access", "hedging"} == set(found["quantity"])
    assert 0 == found["driver"].null_count()


def test_an_empty_bench_has_nothing_ahead(own_bench: Bench) -> None:
    for kind in AHEAD:
        assert 0 == own_bench.ahead(kind).height
    with pytest.raises(UnknownName, match="fans"):
        own_bench.ahead("fan")


SIZES = {"AAA": 40.0, "BBB": 30.0, "CCC": 20.0, "DDD": 10.0}


def history(*, components: bool = True) -> pl.DataFrame:
    """Lay out ninety years of four states whose shares change slowly."""
    rows = []
    for year in range(1933, 2023):
        grown = {state: size * (1.0 + 0.002 * n) ** (year - 1933) for n, (state, size) in enumerate(SIZES.items())}
        total = sum(grown.values())
        for state, size in grown.items():
            kinds = ("milex", "milper", "irst", "pec", "tpop", "upop") if components else ()
            rows += [(state, year, kind, size) for kind in kinds] + [(state, year, "cinc", size / total)]
    frame = pl.DataFrame(rows, schema=["actor", "year", "indicator", "value"], orient="row")
    return table("capabilities").of(frame.with_columns(why=pl.lit("source:made")))


def drawn(model: str, given: pl.DataFrame) -> pl.DataFrame:
    part = parts.find("model", model)
    return ahead._drawn(part, part.settle(ahead._asked(part, 5)), given, table("actors").empty())["fans"]


def test_fans_are_shares_among_all_states_and_come_from_the_best_model_first() -> None:
    fans = drawn(ahead.MODELS[0], history())
    last = fans.filter(pl.col("year") == 2027)

    assert ("ensemble", {"skilled"}) == (ahead.MODELS[0], set(fans["skill"]))
    assert set(SIZES) == set(last["actor"])
    assert 1.0 == pytest.approx(last["q50"].sum(), abs=0.02)
    assert (last["q05"] < last["q50"]).all() and (last["q50"] < last["q95"]).all()


def test_a_model_that_does_not_draw_nearly_all_power_draws_no_fan() -> None:
    given = history()
    index = given.filter(pl.col("indicator") == "cinc")
    later = [index.filter(year=2022).with_columns(year=pl.lit(year, pl.Int64)) for year in (2023, 2024)]
    whole = pl.concat(later)

    assert ahead._covers(whole, given, 2)
    assert not ahead._covers(whole, given, 3)
    assert not ahead._covers(whole.filter(pl.col("actor") != "CCC"), given, 2)
    assert 0 == drawn("ensemble", history(components=False)).height
    assert {"random_walk"} == set(drawn("random_walk", history(components=False))["model"])


def test_the_sample_has_too_few_years_for_a_fan(sample_bench: Bench) -> None:
    assert 0 == sample_bench.ahead("fans").height
    assert "CINC lies between" not in sample_bench.brief("outlook", actor="THA").markdown("en")
