"""Hindcasts over a small made-up world in the format of the National Material Capabilities."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from typer.testing import CliRunner

from trachu import Bench
from trachu.app.cli import app
from trachu.bench.hindcast import LOSSES, summary
from trachu.core.errors import UsageError

CODES = (2, 20, 70, 140, 200, 210, 220, 325, 380, 640)  # states that the Correlates of War have in all these years
COMPONENTS = ("milex", "milper", "irst", "pec", "tpop", "upop")
FIRST = 1900


def published(last: int) -> bytes:
    """Write a file whose figures up to a year do not depend on how long it is."""
    years = np.arange(FIRST, 1981)
    rng = np.random.default_rng(4)
    paths = np.exp(np.cumsum(rng.normal(0, 0.05, (len(COMPONENTS), len(years), len(CODES))), axis=1))
    raw = np.round(paths * 1000 * np.arange(1, len(CODES) + 1)).astype(int)
    cinc = (raw / raw.sum(axis=2, keepdims=True)).mean(axis=0)
    lines = ["stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version"]
    for t, year in enumerate(years[years <= last]):
        for i, code in enumerate(CODES):
            lines.append(f"XXX,{code},{year},{','.join(str(v) for v in raw[:, t, i])},{cinc[t, i]!r},2026")
    return "\n".join(lines).replace("np.float64(", "").replace(")", "").encode()


def made(folder: Path, last: int) -> Bench:
    folder.mkdir()
    (folder / "nmc.csv").write_bytes(published(last))
    bench = Bench(folder / "bench")
    bench.add(folder / "nmc.csv", "cow_nmc")
    return bench


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return made(tmp_path_factory.mktemp("made") / "up", 1980)


@pytest.fixture(scope="module")
def rows(bench: Bench) -> pl.DataFrame:
    return bench.hindcast("panel", first=1958, last=1968, draws=40)


def test_rows_of_every_score(rows: pl.DataFrame) -> None:
    found = set(rows.select("measure", "score").iter_rows())
    asked = {
        ("power_share", "crps"), ("power_share", "energy"), ("power_share", "cover90"), ("power_share", "pit0"),
        ("concentration", "crps"), ("effective_number", "crps"), ("overtaking", "brier"), ("overtaking", "log"),
        ("leader_change", "brier"),
    }  # fmt: skip

    assert asked <= found
    assert {10, 20} == set(rows["horizon"])
    assert 1960 == rows.filter(pl.col("horizon") == 20)["origin"].max()
    assert {"panel"} == set(rows["model"])
    assert 0 == rows.filter(pl.col("score").is_in(LOSSES))["baseline"].null_count()


def test_what_a_score_rests_on(bench: Bench, rows: pl.DataFrame) -> None:
    told = str(bench.why(rows))

    assert "hindcast of panel" in told and "nmc.csv" in told


def test_pit_is_a_whole(rows: pl.DataFrame) -> None:
    bins = rows.filter(pl.col("score").str.starts_with("pit")).group_by("origin", "horizon").agg(pl.col("value").sum())

    assert [1.0] * bins.height == pytest.approx(bins["value"].to_list())


def test_a_second_run_computes_nothing_and_a_longer_one_only_what_is_new(bench: Bench, rows: pl.DataFrame) -> None:
    before = len(bench.cache.computed)
    again = bench.hindcast("panel", first=1958, last=1968, draws=40)

    assert rows.equals(again)
    assert before == len(bench.cache.computed)


def test_no_forecast_knows_what_came(rows: pl.DataFrame, tmp_path: Path) -> None:
    shorter = made(tmp_path / "shorter", 1972).hindcast("panel", first=1958, last=1968, draws=40)
    key = ["measure", "origin", "horizon", "score"]
    both = shorter.join(rows, on=key, suffix="_longer")

    assert both.height == shorter.height > 0
    assert both["value"].to_list() == pytest.approx(both["value_longer"].to_list())


def test_options_stand_in_the_name(bench: Bench) -> None:
    found = bench.hindcast("panel", first=1960, last=1960, draws=10, catch_up=False)

    assert {"panel(catch_up=False)"} == set(found["model"])


def test_a_model_against_itself_gains_nothing(bench: Bench) -> None:
    means = summary(bench.hindcast("random_walk", first=1955, last=1965, draws=20))
    losses = means.filter(pl.col("score").is_in(LOSSES))

    assert [0.0] * losses.height == losses["gain"].to_list()
    assert means.filter(~pl.col("score").is_in(LOSSES))["gain"].null_count() == means.height - losses.height


def test_a_mean_is_over_forecasts() -> None:
    about = {"model": "m", "measure": "power_share", "horizon": 10, "score": "crps", "why": None}
    given = pl.DataFrame(
        [
            {**about, "origin": 1900, "value": 1.0, "baseline": 2.0, "n": 1},
            {**about, "origin": 1901, "value": 3.0, "baseline": 3.0, "n": 3},
        ]
    )
    row = summary(given).row(0, named=True)

    assert (2.5, 2.75, 0.5) == (row["value"], row["baseline"], row["gain"])
    assert row["low"] is None
    assert 1 - 2.5 / 2.75 == pytest.approx(row["skill"])


def test_a_model_of_the_present_cannot_be_tried(bench: Bench) -> None:
    with pytest.raises(UsageError, match="does not look ahead"):
        bench.hindcast("noise")


def test_a_forecast_carries_its_class_and_leads_to_its_source(bench: Bench) -> None:
    found = bench.forecast("concentration", "panel", years=3, draws=10)

    assert [1981, 1982, 1983] == found["year"].to_list()
    assert '"skill": "skilled"' in found["options"][0]
    assert "nmc.csv" in str(bench.why(found))
    assert "does not see" in bench.skill_class("random_walk").en


def test_a_model_that_cannot_draw_the_base_says_so(bench: Bench) -> None:
    with pytest.raises(UsageError, match="draws nothing"):
        bench.forecast("concentration", "panel", base="milex", draws=5)


def test_the_verb_prints_scores_and_the_class(bench: Bench) -> None:
    asked = ["hindcast", "panel", "--first", "1955", "--last", "1962", "--draws", "20", "-q", "-b", str(bench.folder)]
    told, thai, listed = (CliRunner().invoke(app, [*asked, *more]) for more in ([], ["--lang", "th"], ["--json"]))

    assert 0 == told.exit_code == thai.exit_code == listed.exit_code
    assert "power_share       crps       +10" in told.stdout
    assert "panel: skilled" in told.stdout and "panel: มีทักษะ" in thai.stdout
    assert "leader_change" in {row["measure"] for row in json.loads(listed.stdout)}
