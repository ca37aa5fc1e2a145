from __future__ import annotations

import re

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import CAPABILITIES, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEARS = (1948, 2025)
URL = "https://www.sipri.org/databases/milex"
HEADER = ("Country", "Notes", "2000")
MISSING = ("...", "…", ". .", "xxx", "XXX", "-", "–")  # not available; no such state then
GROUPED = r"^\d{1,3}(?:,\d{3})+(?:\.\d+)?$"  # 1,234.5
CONSTANT = re.compile(r"constant \(?(\d{4})\)?", re.IGNORECASE)
SHARE = re.compile(r"share of gdp|gross domestic product", re.IGNORECASE)
CURRENT = re.compile(r"current us|us\$ at current", re.IGNORECASE)
OTHERS = re.compile(r"per capita|govt|government|local currency|regional", re.IGNORECASE)
MILLION = 1e6


@dataset(
    name="sipri_milex",
    version="SIPRI Military Expenditure Database",
    gives=(CAPABILITIES,),
    years=YEARS,
    header=HEADER,
    codes="name",
    label=Words(en="SIPRI military expenditure", th="รายจ่ายทางทหารของ SIPRI"),
    url=URL,
    licence="SIPRI: non-commercial use with citation, no redistribution; bring your own download.",
    tier="C",
    cite=("@dataset{sipri_milex, author={{Stockholm International Peace Research Institute}}, "
          "title={{SIPRI} Military Expenditure Database}, url={https://www.sipri.org/databases/milex}}",),
)  # fmt: skip
def sipri_milex(raw: bytes) -> Frames:
    r"""Read SIPRI-Milex-data-….xlsx, or one of its sheets as CSV with the lines above the table.

    Three sheets are read, known by their name or title: spending in constant dollars
    (`milex_constant`, its unit tells the year of the prices), in current dollars (`milex_sipri`, as
    the World Bank passes it on) and its share of GDP (`milex_share`, from 0 to 1). Headings of regions
    have no values and no rows.

    >>> frames = sipri_milex(
    ...     b"Military expenditure by country, in constant (2023) US$ m.\n\nCountry,Notes,2000,2001\n"
    ...     b"Asia,,,\nThailand,,2500,...\n"
    ... )
    >>> frames["capabilities"].select("actor", "year", "indicator", "value", "unit").rows()
    [('Thailand', 2000, 'milex_constant', 2500000000.0, 'constant 2023 USD')]
    """
    series = []
    for title, cells in tabular.sheets(raw, HEADER, url=URL, more=None):
        about = _meant(title)
        if about is not None:
            series.append(_long(cells, *about))
    if not series:
        raise tabular.fault(
            "No sheet says that it is in constant or current dollars or a share of GDP.",
            "ไม่มีแผ่นงานใดระบุว่าเป็นดอลลาร์ราคาคงที่ ดอลลาร์ราคาปัจจุบัน หรือสัดส่วนต่อ GDP",
            URL,
        )
    return {"capabilities": tabular.lay(CAPABILITIES, pl.concat(series), url=URL)}


def _meant(title: str) -> tuple[str, str, float] | None:
    """Return the indicator, unit and factor of a sheet; the name of the sheet goes before the lines above."""
    name = title.partition("\n")[0]
    for text in (name, title):
        if OTHERS.search(text):
            return None
        if (found := CONSTANT.search(text)) is not None:
            return "milex_constant", f"constant {found[1]} USD", MILLION
        if SHARE.search(text):
            return "milex_share", "share of GDP", 1.0
        if CURRENT.search(text):
            return "milex_sipri", "current USD", MILLION
    return None


def _long(cells: pl.DataFrame, indicator: str, unit: str, factor: float) -> pl.DataFrame:
    years = [name for name in cells.columns if name.isdigit()]
    percent = pl.col(years).str.ends_with("%")
    cells = tabular.required(cells.drop_nulls("Country"), ("Country",), url=URL)
    shares = cells.with_columns(percent.name.suffix("%"))
    plain = pl.col(years).str.strip_suffix("%").str.strip_chars("[] ")  # brackets are SIPRI's estimates
    bare = shares.with_columns(plain).with_columns(
        pl.when(pl.col(name).str.contains(GROUPED)).then(pl.col(name).str.replace_all(",", "")).otherwise(name)
        for name in years
    )
    wide = tabular.numbers(bare, years, url=URL, missing=MISSING)
    scaled = wide.with_columns(
        pl.when(pl.col(f"{name}%")).then(pl.col(name) / 100).otherwise(pl.col(name)).alias(name) for name in years
    )
    long = scaled.unpivot(years, index=["Country"], variable_name="year").drop_nulls("value")
    rows = tabular.inside(tabular.numbers(long, ("year",), url=URL), YEARS, url=URL)
    return rows.select(
        "year", actor="Country", indicator=pl.lit(indicator), value=pl.col("value") * factor, unit=pl.lit(unit)
    )
