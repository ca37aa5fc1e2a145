from __future__ import annotations

import json

import polars as pl
import pytest
from typer.testing import CliRunner

from trachu import Bench
from trachu.app.cli import app
from trachu.bench import doubt
from trachu.core import parts
from trachu.core.errors import UsageError

DRAWS = 12


@pytest.mark.parametrize(
    ("base", "pool", "rule"),
    [
        ("gdp", "top8", "fifty_twentyfive"),
        ("gdp", "top8", "half_of_leader"),
        ("net_power", "all", "half_of_leader"),
        ("cinc", "top8", "fifty_twentyfive"),
    ],
)
def test_odds_are_those_of_the_measure_on_every_draw(sample_bench: Bench, base: str, pool: str, rule: str) -> None:
    options = {"base": base, "pool": pool, "rule": rule}
    slow = sample_bench.spread("polarity", "noise", draws=DRAWS, seed=3, **options)
    tables = [sample_bench.table(name) for name in ("capabilities", "parties", "actors")]
    fast = doubt.polarity_odds(
        *tables, specifications=[options], model=parts.find("model", "noise"), draws=DRAWS, seed=3
    )
    expected = {(year, item): value for year, item, value in slow.select("year", "item", "value").iter_rows()}
    found = {(year, item): p for year, item, p in fast.select("year", "item", "p").iter_rows()}

    assert expected == pytest.approx(found)


def test_shares_and_probabilities_of_a_year_sum_to_one(sample_bench: Bench) -> None:
    found = doubt.regimes(sample_bench, draws=DRAWS)
    sums = found.group_by("year").agg(pl.col("share").sum(), pl.col("p").sum())

    assert sums["share"].to_list() == pytest.approx([1.0] * sums.height)
    assert sums["p"].to_list() == pytest.approx([1.0] * sums.height)


def test_years_and_bases_are_told(sample_bench: Bench) -> None:
    years = doubt.regimes(sample_bench)["year"].unique().sort().to_list()
    found = doubt.regimes(sample_bench, years[-1:])
    every = sample_bench.every("polarity").filter(pl.col("year") == years[-1])

    assert [years[-1]] * 4 == found["year"].to_list()
    assert every["options"].n_unique() == found["specifications"][0]


def test_few_years_at_a_time_change_no_number(sample_bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = [sample_bench.table(name) for name in ("capabilities", "parties", "actors")]
    options = {"base": "gdp", "pool": "top8", "rule": "half_of_leader"}

    def run() -> pl.DataFrame:
        noise = parts.find("model", "noise")
        return doubt.polarity_odds(*tables, specifications=[options], model=noise, draws=DRAWS)

    whole = run()
    monkeypatch.setattr(doubt, "ROWS", 1)

    assert whole.equals(run())


def test_a_bench_without_capabilities_says_what_to_add(own_bench: Bench) -> None:
    with pytest.raises(UsageError, match="trachu add"):
        doubt.regimes(own_bench)
    with pytest.raises(UsageError):
        doubt.ranks(own_bench)


def test_ranks_hang_on_weights(sample_bench: Bench) -> None:
    found = doubt.ranks(sample_bench, weights="gdp:1,milex:1")

    assert list(range(1, found.height + 1)) == found["rank"].to_list()
    assert found.filter(pl.col("low") > pl.col("high")).is_empty()
    assert found["first"].sum() == pytest.approx(1.0)
    assert {"without_gdp", "without_milex"} <= set(found.columns)


def test_leaving_one_of_two_out_ranks_by_the_other(sample_bench: Bench) -> None:
    found = doubt.ranks(sample_bench, weights="gdp:1,milex:1")
    alone = doubt.ranks(sample_bench, found["year"][0], weights="milex:1").filter(
        pl.col("actor").is_in(found["actor"].to_list())
    )

    assert alone["actor"].to_list() == found.sort("without_gdp")["actor"].to_list()


@pytest.mark.parametrize("verb", [["regimes", "--draws", "5"], ["ranks", "gdp:2,milex:1"]])
def test_a_verb_answers_json(sample_bench: Bench, verb: list[str]) -> None:
    result = CliRunner().invoke(app, [*verb, "-b", str(sample_bench.folder), "--json"], catch_exceptions=False)

    assert 0 == result.exit_code
    assert json.loads(result.stdout)
