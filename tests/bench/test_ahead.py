"""What may come, as tables for briefs: each row with the skill class of its quantity, and why."""

from __future__ import annotations

import polars as pl
import pytest

from trachu import Bench
from trachu.bench.hindcast import BASELINE
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
