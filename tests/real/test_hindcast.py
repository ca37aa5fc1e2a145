"""The two plain models on the published data: the bars that an independent program measured on the same file.

Shares have no chance in them (the draws of a state are strata), so they agree to the third decimal. Joint scores rest
on 500 draws of their own, and the pool of bar 1 began later for them there: they agree within 3 %.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from real import official

from trachu import Bench
from trachu.bench.hindcast import summary

pytestmark = pytest.mark.slow
HERE, JOINT = 0.002, 0.03
BARS = {  # (measure, score, horizon): no change, panel
    ("power_share", "crps", 10): (1.4180, 1.2981),
    ("power_share", "crps", 20): (2.0122, 1.7667),
    ("power_share", "energy", 10): (5.527, 4.923),
    ("power_share", "energy", 20): (7.759, 6.481),
    ("overtaking", "brier", 10): (0.0702, 0.0624),
    ("overtaking", "brier", 20): (0.0942, 0.0760),
}
COUNTS = {("random_walk", 10): 1137, ("random_walk", 20): 1047, ("panel", 10): 1137, ("panel", 20): 991}


@pytest.fixture(scope="module")
def bench(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    folder = tmp_path_factory.mktemp("nmc")
    (folder / "NMC-70-abridged.csv").write_bytes(official.nmc(shared / "data"))
    made = Bench(folder / "bench")
    made.add(folder / "NMC-70-abridged.csv")
    return made


@pytest.fixture(scope="module")
def means(bench: Bench) -> dict[str, pl.DataFrame]:
    return {model: summary(bench.hindcast(model)) for model in ("random_walk", "panel")}


@pytest.mark.parametrize(("measure", "score", "horizon"), BARS)
def test_bars(means: dict[str, pl.DataFrame], measure: str, score: str, horizon: int) -> None:
    for model, bar in zip(("random_walk", "panel"), BARS[measure, score, horizon], strict=True):
        row = means[model].filter(measure=measure, score=score, horizon=horizon).row(0, named=True)

        assert bar == pytest.approx(row["value"], rel=HERE if score == "crps" else JOINT), model


def test_as_many_forecasts(means: dict[str, pl.DataFrame]) -> None:
    for (model, horizon), n in COUNTS.items():
        row = means[model].filter(measure="power_share", score="crps", horizon=horizon).row(0, named=True)

        assert n == row["n"]


def test_panel_is_skilled_beyond_doubt_and_its_intervals_hold(means: dict[str, pl.DataFrame]) -> None:
    rows = means["panel"]
    gains = rows.filter(measure="power_share", score="crps")["gain_low"]
    cover = rows.filter(measure="power_share", score="cover90")["value"]

    assert (gains > 0).all()
    assert cover.is_between(0.86, 0.94).all()


def test_each_mechanism_alone_earns_its_place(bench: Bench) -> None:
    """Gain over no change in points; the independent program found .085 and .187 for the gaps alone."""
    found = {
        off: summary(bench.hindcast("panel", **{off: False})).filter(measure="power_share", score="crps")
        for off in ("drift", "catch_up")
    }

    assert [0.085, 0.187] == pytest.approx(found["drift"]["gain"].to_list(), abs=0.001)
    assert all((rows["gain_low"] > 0).all() for rows in found.values())


def test_simulation_beats_no_change_though_nothing_in_it_is_fitted(bench: Bench) -> None:
    rows = summary(bench.hindcast("balance_of_power", draws=200)).filter(measure="power_share")

    assert (rows.filter(score="crps")["gain_low"] > 0).all()
    assert (rows.filter(score="cover90")["value"] > 0.8).all()


def test_ensemble_is_better_than_either_bar_and_its_intervals_hold(bench: Bench) -> None:
    rows = summary(bench.hindcast("ensemble")).filter(measure="power_share")

    assert [1.220, 1.595] == pytest.approx(rows.filter(score="crps")["value"].to_list(), abs=0.005)
    assert (rows.filter(score="crps")["gain_low"] > 0).all()
    assert rows.filter(score="cover90")["value"].is_between(0.86, 0.94).all()


def test_income_tells_who_catches_up_in_twenty_years(shared: Path, tmp_path: Path) -> None:
    """Held against `convergence`, which differs in that term alone; over ten years it gains nothing, and need not."""
    made = Bench(tmp_path / "bench")
    for name in ("NMC-70-abridged.csv", "cw_gdppop.csv"):
        (tmp_path / name).write_bytes(official.FILES[name](shared / "data"))
        made.add(tmp_path / name)
    whole = {model: made.hindcast(model) for model in ("income", "convergence")}
    rows, plain = (
        frame.filter(measure="power_share", score="crps", horizon=20).sort("origin") for frame in whole.values()
    )
    means = summary(whole["income"]).filter(measure="power_share", score="crps")

    assert [1.255, 1.556] == pytest.approx(means["value"].to_list(), abs=0.005)
    assert rows["origin"].equals(plain["origin"])
    assert (plain["value"] - rows["value"]).mean() == pytest.approx(0.044, abs=0.005)


@pytest.fixture(scope="module")
def pacts(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    folder = tmp_path_factory.mktemp("pacts")
    made = Bench(folder / "bench")
    for name in ("NMC-70-abridged.csv", "majors2016.csv", "atop5_1m.csv", "states2016.csv", "contdir.csv"):
        (folder / name).write_bytes(official.FILES[name](shared / "data"))
        made.add(folder / name)
    return made


def test_pacts_are_told_from_each_other(pacts: Bench) -> None:
    """A Markov chain knows nothing of which; with the disputes, capitals and regimes left out the terms still do."""
    rows = summary(pacts.hindcast("alliances", first=1950, last=1954))
    new = rows.filter(measure="pact_new", score="auc", horizon=10)

    assert [0.5] == new["baseline"].to_list()
    assert new["value"].item() > 0.7
