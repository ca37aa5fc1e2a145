"""The code systems of the real datasets: every code is somebody, and millions of rows take seconds."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from trachu.facts.actors import code_table
from trachu.facts.codes import resolve, resolve_spells, settle

ROWS = 2_000_000
# What SIPRI names that is no actor of the ontology: unknown parties, and armed groups that nobody else counts.
NOBODY_AT_SIPRI = ("unknown", "rebel", "(", "northern cyprus", "regional security system")

PACT_OF_1961 = "3440"  # the Soviet-North Korean treaty, which Russia inherited and let lapse


@pytest.fixture(scope="module")
def known() -> pl.DataFrame:
    return code_table()


@pytest.mark.parametrize(
    ("file", "column", "scheme"),
    [
        ("cow_nmc", "ccode", "cow"),
        ("cow_nmc_v6_check", "ccode", "cow"),
        ("gw_gdppop", "gwcode", "gw"),
        ("gw_democracy", "gwcode", "gw"),
        ("cw_democracy", "ccode", "cow"),
    ],
)
def test_every_code_of_a_yearly_dataset_is_somebody(shared: Path, known, file, column, scheme):
    frame = pl.read_parquet(shared / "data" / f"{file}.parquet")
    rows = frame.select(pl.col(column).cast(pl.String).alias("actor"), "year").unique()
    done = resolve(rows, scheme, ["actor"], "year", known)

    assert done.unresolved.rows() == []
    assert rows.height == done.frame.height


def test_germany_is_the_only_actor_with_two_codes_in_a_year(shared: Path, known):
    frame = pl.read_parquet(shared / "data" / "cow_nmc.parquet")
    rows = frame.with_columns(actor=pl.col("ccode").cast(pl.String), why=pl.lit("source:nmc"))
    done = resolve(rows, "cow", ["actor"], "year", known)
    settled, traces = settle(done.frame, ["actor", "year"], "cow_nmc@7.0")

    assert [t.says for t in traces] == ["cow_nmc@7.0: kept code 255 over 260"]
    assert frame.height - 1 == settled.height
    assert {"SUN"} == set(settled.filter(pl.col("ccode") == 365, pl.col("year") == 1985)["actor"])


def test_every_ally_of_atop_is_somebody_throughout(shared: Path, known):
    frame = pl.read_parquet(shared / "data" / "atop5_1m.parquet")
    ended = pl.when(pl.col("yrexit") > 0).then(pl.col("yrexit")).cast(pl.String)
    parties = frame.select(
        record=pl.col("atopid").cast(pl.String), role=pl.lit("member"), actor=pl.col("member").cast(pl.String),
        since=pl.col("yrent").cast(pl.String), until=ended, why=pl.lit("source:atop"),
    )  # fmt: skip
    done = resolve_spells(parties, "cow", known)

    assert done.unresolved.select("code", "rows").rows() == [("8152", 1)], "a signatory of 1874 outside every list"
    pact = done.frame.filter(pl.col("record") == PACT_OF_1961).select("actor", "since", "until")
    assert pact.rows() == [("PRK", "1961", "1996"), ("RUS", "1991-12-26", "1996"), ("SUN", "1961", "1991-12-25")]


def test_the_names_of_sipri_are_read(shared: Path, known):
    frame = pl.read_parquet(shared / "data" / "sipri_trade_register_1995_2025.parquet")
    done = resolve(frame, "name", ["supplier", "recipient"], "delivery_year", known)
    strange = [c for c in done.unresolved["code"] if not any(word in c for word in NOBODY_AT_SIPRI)]

    assert strange == []
    assert done.frame.height > 0.97 * frame.height


def test_millions_of_dyads_are_resolved_at_once(shared: Path, known):
    rows = pl.read_parquet(shared / "data" / "cow_nmc.parquet").select(pl.col("ccode").cast(pl.String), "year")
    one, other = (rows.sample(ROWS, with_replacement=True, seed=seed) for seed in (1, 2))
    dyads = pl.DataFrame({"actor": one["ccode"], "other": other["ccode"], "year": one["year"]})
    done = resolve(dyads, "cow", ["actor", "other"], "year", known)

    assert done.frame.height + done.unresolved["rows"].sum() >= ROWS
    assert done.frame.height > 0.9 * ROWS
