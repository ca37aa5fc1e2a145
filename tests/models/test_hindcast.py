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
from trachu.bench.ablation import ablation, mechanisms
from trachu.bench.calibrate import calibrate, density, told
from trachu.bench.hindcast import LOSSES, known_by, summary
from trachu.bench.lacking import lacking
from trachu.core.errors import UsageError
from trachu.core.tables import CAPABILITIES, PARTIES, TIES
from trachu.ontology.prior import priors

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


def test_what_falls_out_for_want_of_data_is_said(bench: Bench) -> None:
    asked = ["hindcast", "--first", "1960", "--last", "1960", "--draws", "4", "-q", "-b", str(bench.folder)]
    told, thai = (CliRunner().invoke(app, [*asked, *more]) for more in ([], ["--lang", "th"]))
    ahead = ["forecast", "concentration", "years=1", "--model", "ensemble", "--draws", "4", "-q"]
    forecast = CliRunner().invoke(app, [*ahead, "--csv", "-b", str(bench.folder)], env={"TRACHU_LANG": "en"})
    needed = lacking(bench, "income")

    assert 0 == forecast.exit_code and "does without relative income" in forecast.stderr
    assert "relative income" not in forecast.stdout
    assert 0 == told.exit_code == thai.exit_code
    assert "ensemble does without relative income" in told.stderr
    assert "fariss หรือ maddison" in thai.stderr
    assert "ensemble: skilled" in told.stdout
    assert needed is not None and "has no forecast" in needed.en
    assert lacking(bench, "panel") is None


def test_scores_are_kept_in_the_bench(bench: Bench, rows: pl.DataFrame) -> None:
    kept = bench.table("skill")
    key = ["model", "measure", "origin", "horizon", "score"]

    assert rows.height == kept.join(rows, on=key, how="semi").height
    assert kept.height == kept.unique(key).height


def test_ablation_is_the_difference_of_two_hindcasts(bench: Bench) -> None:
    asked: dict[str, int] = {"first": 1958, "last": 1961, "draws": 20}
    found = ablation(bench, "panel", **asked).filter(measure="power_share", score="crps", horizon=10)
    chosen = pl.col("measure") == "power_share", pl.col("score") == "crps", pl.col("horizon") == 10
    values = [bench.hindcast("panel", **asked, catch_up=on).filter(*chosen)["value"].to_numpy() for on in (True, False)]
    loss = dict(found.select("mechanism", "loss").iter_rows())

    assert ["drift", "catch_up"] == mechanisms("panel")
    assert {"drift", "catch_up"} == set(loss)
    assert {"off"} == set(found["switched"])
    assert (values[1] - values[0]).mean() == pytest.approx(loss["catch_up"])
    with pytest.raises(UsageError, match="no mechanism"):
        ablation(bench, "random_walk")


def test_the_past_is_cut_off_at_the_origin() -> None:
    years = CAPABILITIES.of([{"actor": "A", "year": y, "indicator": "gdp", "value": 1.0} for y in (1950, 1951)])
    pacts = TIES.of(
        {"tie": ["P", "Q"], "type": ["alliance"] * 2, "since": ["1940", "1951-02"], "until": ["1951", None]}
    )
    seats = PARTIES.of({"record": ["P"], "role": ["member"], "actor": ["A"], "since": ["1940"], "until": ["1950-05"]})
    found = known_by({"capabilities": years, "ties": pacts, "parties": seats}, 1950)

    assert [1950] == found["capabilities"]["year"].to_list()
    assert [("P", None)] == found["ties"].select("tie", "until").rows()
    assert ["1950-05"] == found["parties"]["until"].to_list()


def test_calibration_learns_and_is_kept(bench: Bench) -> None:
    found = calibrate(bench, first=1930, last=1960, draws=300)
    laid = told(found)
    shape = density(found, "turbulence")
    width = shape["value"][1] - shape["value"][0]

    assert set(laid["parameter"]) == set(priors("balance_of_power"))
    # the components of this world are random walks of one size: as turbulent as before, and not knit together
    assert 0.0 == pytest.approx(laid.filter(parameter="turbulence")["mean"].item(), abs=0.25)
    assert laid.filter(parameter="turbulence")["learnt"].item() > 0.5
    assert laid.filter(parameter="together")["mean"].item() < 0.2
    assert 1.0 == pytest.approx(shape["posterior"].sum() * width)
    assert found.equals(calibrate(bench, first=1930, last=1960, draws=300))
    with pytest.raises(UsageError, match="no years"):
        calibrate(bench, first=1975, last=1975, draws=50)
