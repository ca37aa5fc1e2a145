"""The dataset parts over the real data, written back into the publishers' layouts.

Tolerances: CINC is published to eight digits and is compared to 5e-5 of the value in the notes on measures, which
print four or five digits; votes, spells and obligations are compared exactly. ATOP's own directed dyad-years are
stricter than ours in one point: a guarantee that names its beneficiaries is given here to all members of the treaty.
"""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest

import trachu.sources.datasets
from trachu.core import parts
from trachu.core.tables import Frames
from trachu.sources.recognising import recognise

parts.load(trachu.sources.datasets)


def _official() -> ModuleType:
    spec = importlib.util.spec_from_file_location("official", Path(__file__).with_name("official.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


OFFICIAL = _official()


@cache
def read(shared: Path, name: str) -> Frames:
    """Write one file in its official layout, recognise it and read it with the part that claims it."""
    raw = OFFICIAL.FILES[name](shared / "data")
    part = recognise(raw, parts.all_of("dataset"))
    assert part is not None
    frames: Frames = part.run(raw)
    return frames


def test_every_file_of_the_converter_is_recognised_by_one_part(shared: Path) -> None:
    found = {
        name: recognise(OFFICIAL.FILES[name](shared / "data"), parts.all_of("dataset"))
        for name in (
            "NMC-70-abridged.csv", "majors2016.csv", "atop5_1m.csv", "UNVotes.csv", "trade-register.csv",
            "API_NY.GDP.MKTP.CD_DS2_en_csv_v2.csv", "API_SP.POP.TOTL_DS2_en_csv_v2.csv",
        )
    }  # fmt: skip

    assert {name: part.name for name, part in found.items() if part} == {
        "NMC-70-abridged.csv": "cow_nmc",
        "majors2016.csv": "cow_majors",
        "atop5_1m.csv": "atop",
        "UNVotes.csv": "un_votes_voeten",
        "API_NY.GDP.MKTP.CD_DS2_en_csv_v2.csv": "world_bank",
        "API_SP.POP.TOTL_DS2_en_csv_v2.csv": "world_bank",
        "trade-register.csv": "sipri_register",
    }


def test_the_converter_writes_every_file(shared: Path, tmp_path: Path) -> None:
    written = OFFICIAL.write(shared, tmp_path / "out")

    assert sorted(path.name for path in written) == sorted(OFFICIAL.FILES)
    assert all(path.stat().st_size > 400 for path in written)


def test_nmc_keeps_every_known_cell_and_no_other(shared: Path) -> None:
    frame = read(shared, "NMC-70-abridged.csv")["capabilities"]
    published = pl.read_parquet(shared / "data" / "cow_nmc.parquet")
    cells = published.drop("ccode", "year")

    assert frame.height == sum(cells[name].count() for name in cells.columns)
    assert frame.filter(indicator="cinc").height == published.height == 17_121
    assert frame["year"].min() == 1816
    assert frame["year"].max() == 2022


@pytest.mark.parametrize(
    ("actor", "year", "value"),
    [
        ("200", 1816, 0.3366), ("2", 1913, 0.2199), ("2", 1950, 0.28444), ("365", 1985, 0.17565),
        ("710", 2000, 0.16224), ("800", 2014, 0.008998),
    ],
)  # fmt: skip
def test_cinc_is_as_published(shared: Path, actor: str, year: int, value: float) -> None:
    frame = read(shared, "NMC-70-abridged.csv")["capabilities"]
    found = frame.filter(actor=actor, year=year, indicator="cinc")["value"].item()

    assert found == pytest.approx(value, abs=5e-5)


def test_nmc_is_in_base_units(shared: Path) -> None:
    frame = read(shared, "NMC-70-abridged.csv")["capabilities"].filter(actor="2", year=1816)
    found = dict(frame.select("indicator", "value").rows())

    assert found["milex"] == 3_823_000
    assert found["tpop"] == 8_659_000
    assert found["pec"] == 254_000


def test_majors_are_those_of_the_list_and_nobody_outside_it(shared: Path) -> None:
    frames = read(shared, "majors2016.csv")
    spells = frames["parties"]

    assert spells.height == 14
    assert spells["actor"].n_unique() == 9
    assert spells["since"].min() == "1816-01-01"
    assert spells["until"].max() == frames["ties"]["until"].item() == "2016-12-31"
    assert _on_list(spells, "1914-01-01") == {"200", "220", "255", "300", "325", "365", "2", "740"}
    assert _on_list(spells, "1985-01-01") == {"2", "200", "220", "365", "710"}
    assert _on_list(spells, "2017-01-01") == set()


def _on_list(spells: pl.DataFrame, day: str) -> set[str]:
    return set(spells.filter(pl.col("since") <= day, pl.col("until") >= day)["actor"])


def _years(frames: Frames) -> pl.DataFrame:
    """Lay alliances out as directed dyad-years with obligations; two members share the years both were in."""
    year = {n: pl.col(n).str.slice(0, 4).cast(pl.Int64) for n in ("since", "until")}
    spells = frames["parties"].with_columns(year["since"], year["until"].fill_null(2018))
    other = spells.select("record", "role", other="actor", since_other="since", until_other="until")
    both = pl.concat(
        [
            spells.filter(role=one).join(other.filter(role=two).drop("role"), on="record")
            for one, two in (("member", "member"), ("actor", "recipient"))
        ]
    ).filter(pl.col("actor") != pl.col("other"))
    begin, end = pl.max_horizontal("since", "since_other"), pl.min_horizontal("until", "until_other")
    shared = both.with_columns(year=pl.int_ranges(begin, end + 1)).filter(pl.col("year").list.len() > 0)
    ties = frames["ties"].select(record="tie", obligation="obligations")
    return (
        shared.explode("year")
        .join(ties, on="record")
        .explode("obligation")
        .unique(["actor", "other", "year", "obligation"])
    )


@pytest.mark.parametrize(
    ("pair", "obligation", "years"),
    [
        (("2", "800"), "defense", {(1954, 2018)}),
        (("2", "800"), "consul", {(1954, 2018)}),
        (("800", "710"), "nonagg", {(1975, 2018)}),
        (("800", "710"), "consul", {(1962, 1964)}),
        (("365", "731"), "defense", {(1961, 1996)}),
        (("365", "731"), "nonagg", {(1961, 1996), (2008, 2018)}),
        (("365", "710"), "defense", {(1896, 1900), (1942, 1980)}),
        (("365", "710"), "nonagg", {(1937, 1945), (1950, 1980), (1992, 2018)}),
        (("710", "731"), "defense", {(1961, 2018)}),
    ],
)
def test_atop_obligations_of_known_pairs(
    shared: Path, pair: tuple[str, str], obligation: str, years: set[tuple[int, int]]
) -> None:
    found = _years(read(shared, "atop5_1m.csv")).filter(actor=pair[0], other=pair[1], obligation=obligation)
    spells = found.sort("year").with_columns(run=pl.col("year") - pl.int_range(pl.len()))
    runs = spells.group_by("run").agg(first=pl.col("year").min(), last=pl.col("year").max())

    assert set(runs.select("first", "last").rows()) == years


def test_atop_misses_no_dyad_year_of_the_published_dyads(shared: Path) -> None:
    ours = _years(read(shared, "atop5_1m.csv")).with_columns(pl.col("actor", "other").cast(pl.Int64))
    flags = ("defense", "offense", "neutral", "nonagg", "consul")
    published = pl.read_parquet(shared / "data" / "atop_alliance.parquet")
    published = published.with_columns(pl.col("ccode1", "ccode2", "year").cast(pl.Int64))
    for name in flags:
        theirs = published.filter(pl.col(f"atop_{name}") == 1).select("year", actor="ccode1", other="ccode2")
        mine = ours.filter(obligation=name).select("year", "actor", "other")

        assert theirs.join(mine, on=["year", "actor", "other"], how="anti").height == 0
        assert mine.height - theirs.height <= 0.03 * theirs.height


def test_votes_are_all_there_and_agree_as_published(shared: Path) -> None:
    choices = read(shared, "UNVotes.csv")["choices"]
    last = choices.filter(pl.col("session") == 77).pivot("actor", index="item", values="choice")
    both = last.select("800", "710").drop_nulls()
    agreement = both.select((pl.col("800") == pl.col("710")).mean()).item()

    assert choices.height == 855_887
    assert dict(choices["choice"].value_counts().rows()) == {"yes": 683_864, "abstain": 108_995, "no": 63_028}
    assert agreement == pytest.approx(0.7471264, abs=1e-6)


def test_world_bank_keeps_states_and_drops_sums(shared: Path) -> None:
    output = read(shared, "API_NY.GDP.MKTP.CD_DS2_en_csv_v2.csv")["capabilities"]
    people = read(shared, "API_SP.POP.TOTL_DS2_en_csv_v2.csv")["capabilities"]
    codes = pl.read_csv(shared / "data" / "country_codes_th.csv", infer_schema=False)["iso3c"].drop_nulls().to_list()

    assert set(output["actor"]) - set(codes) <= {"CHI", "XKX"}
    assert set(people["actor"]) - set(codes) <= {"CHI", "XKX"}
    assert output["actor"].n_unique() > 200
    assert set(output["unit"]) == {"current USD"}
    assert people.filter(actor="THA", year=2022)["value"].item() == pytest.approx(71.7e6, rel=0.01)


@pytest.mark.parametrize(
    ("supplier", "recipient", "year", "value"),
    [("North Korea", "Russia", 2023, 12.5), ("North Korea", "Russia", 2024, 242.5)],
)
def test_arms_flows_are_sums_of_the_register(
    shared: Path, supplier: str, recipient: str, year: int, value: float
) -> None:
    flows = read(shared, "trade-register.csv")["flows"]

    assert flows.filter(actor=supplier, other=recipient, year=year)["value"].item() == pytest.approx(value)


def test_export_shares_are_those_of_the_fact_sheet(shared: Path) -> None:
    flows = read(shared, "trade-register.csv")["flows"].filter(pl.col("year").is_between(2020, 2024))
    shares = flows.group_by("actor").agg(pl.col("value").sum() / flows["value"].sum() * 100)
    found = dict(shares.rows())

    for supplier, share in {"France": 9.6, "Russia": 7.8, "China": 5.9, "Germany": 5.6, "Israel": 3.1}.items():
        assert found[supplier] == pytest.approx(share, abs=0.06)


def test_known_dates_are_whole_and_unknown_days_stay_unknown(shared: Path) -> None:
    parties = read(shared, "atop5_1m.csv")["parties"]
    lengths = set(parties["since"].str.len_chars().to_list())

    assert lengths <= {4, 7, 10}
    assert parties.filter(record="ATOP:3740.2", actor="345", role="member")["until"].to_list() == ["1992-05", None]
