"""Spreadsheets as publishers give them out: several sheets, lines above the header, texts by number."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

import polars as pl
import pytest
from dataset_samples import MORE

import trachu.sources.datasets
from trachu.core import parts
from trachu.core.errors import FormatError
from trachu.sources.datasets.desta import desta
from trachu.sources.datasets.pwt import pwt
from trachu.sources.datasets.sipri_milex import sipri_milex
from trachu.sources.recognising import recognise

parts.load(trachu.sources.datasets)
Cell = str | float | None
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LINKS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
HEAD = ["countrycode", "country", "currency_unit", "year", "rgdpe", "rgdpo", "pop", "rgdpna"]
TABLE: list[list[Cell]] = [HEAD, ["THA", "Thailand", "Baht", 2019, 1200000, 1150000, 69.6, None]]


def book(sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> bytes:
    """Write a workbook; every second text stands in the cell, the others in the list of shared texts."""
    shared: dict[str, int] = {}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        named = "".join(f'<sheet name="{escape(n)}" sheetId="{i}" r:id="r{i}"/>' for i, n in enumerate(sheets))
        archive.writestr("xl/workbook.xml", f"<workbook {MAIN} {LINKS}><sheets>{named}</sheets></workbook>")
        linked = "".join(f'<Relationship Id="r{i}" Target="worksheets/s{i}.xml"/>' for i, _ in enumerate(sheets))
        archive.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{linked}</Relationships>")
        for number, rows in enumerate(sheets.values()):
            archive.writestr(f"xl/worksheets/s{number}.xml", _sheet(rows, shared))
        texts = "".join(f"<si><r><t>{escape(t)}</t></r><rPh><t>reading</t></rPh></si>" for t in shared)
        archive.writestr("xl/sharedStrings.xml", f"<sst {MAIN}>{texts}</sst>")
    return buffer.getvalue()


def _sheet(rows: Sequence[Sequence[Cell]], shared: dict[str, int]) -> str:
    laid = []
    for number, row in enumerate(rows, 1):
        cells = []
        for place, value in enumerate(row):
            where = f'r="{chr(ord("A") + place)}{number}"'
            if isinstance(value, str) and place % 2:
                cells.append(f'<c {where} t="inlineStr"><is><t>{escape(value)}</t></is></c>')
            elif isinstance(value, str):
                cells.append(f'<c {where} t="s"><v>{shared.setdefault(value, len(shared))}</v></c>')
            elif value is not None:
                cells.append(f"<c {where}><v>{value}</v></c>")
        laid.append(f'<row r="{number}">{"".join(cells)}</row>')
    return f"<worksheet {MAIN}><sheetData>{''.join(laid)}</sheetData></worksheet>"


def test_the_sheet_with_the_header_is_read() -> None:
    raw = book({"Info": [["Penn World Table"], [None]], "Data": [["A note, above"], [None], *TABLE]})
    found = pwt(raw)["capabilities"]

    assert [("THA", 2019, "rgdpe", 1.2e12), ("THA", 2019, "rgdpo", 1.15e12), ("THA", 2019, "pop_pwt", 69.6e6)] == (
        found.select("actor", "year", "indicator", pl.col("value").round(3)).rows()
    )


def test_a_spreadsheet_is_recognised_by_its_header() -> None:
    part = recognise(book({"Info": [["x"]], "Data": TABLE}), parts.all_of("dataset"))

    assert part is not None
    assert "pwt" == part.name


def test_an_archive_may_hold_a_spreadsheet() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("pwt1001.xlsx", book({"Data": TABLE}))

    assert 3 == pwt(buffer.getvalue())["capabilities"].height


@pytest.mark.parametrize(
    "parts_of_it",
    [
        {"xl/workbook.xml": b"<workbook"},
        {"xl/workbook.xml": b"<workbook/>"},
        {"xl/_rels/workbook.xml.rels": b"<Relationships/>"},
        {"xl/worksheets/s0.xml": b"<worksheet><sheetData><row>"},
        {"xl/sharedStrings.xml": b"<sst/>"},
    ],
    ids=["cut off", "no sheets", "no links", "sheet cut off", "texts gone"],
)
def test_a_damaged_spreadsheet_is_refused(parts_of_it: dict[str, bytes]) -> None:
    whole = zipfile.ZipFile(io.BytesIO(book({"Data": TABLE})))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in whole.namelist():
            archive.writestr(name, parts_of_it.get(name, whole.read(name)))

    with pytest.raises(FormatError):
        pwt(buffer.getvalue())


def test_entities_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><sst>&b;</sst>'
    whole = zipfile.ZipFile(io.BytesIO(book({"Data": TABLE})))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in whole.namelist():
            archive.writestr(name, bomb if name == "xl/sharedStrings.xml" else whole.read(name))

    with pytest.raises(FormatError, match="damaged"):
        pwt(buffer.getvalue())


def test_the_sheets_of_sipri_tell_their_unit() -> None:
    head: list[Cell] = ["Country", "Notes", 1999, 2000]
    title, thai = "Military expenditure by country, in ", ["Thailand", None, "...", 2500]
    raw = book({
        "Regional totals": [["Region", 1999, 2000], ["Asia", 1, 2]],
        "Constant (2023) US$": [[f"{title}constant (2023) US$ m."], [None], head, ["Asia"], thai],
        "Current US$": [[f"{title}millions of US$ at current prices"], head, ["Thailand", None, "xxx", 2000]],
        "Share of GDP": [["as percentage of gross domestic product"], head, ["Thailand", None, "...", 0.0125]],
        "Per capita": [["in current US$ per capita"], head, ["Thailand", None, 30, 31]],
        "Share of Govt. spending": [["of government spending"], head, ["Thailand", None, 0.1, 0.2]],
    })  # fmt: skip
    found = sipri_milex(raw)["capabilities"].select("actor", "year", "indicator", "value", "unit").sort("indicator")

    assert [
        ("Thailand", 2000, "milex_constant", 2.5e9, "constant 2023 USD"),
        ("Thailand", 2000, "milex_share", 0.0125, "share of GDP"),
        ("Thailand", 2000, "milex_sipri", 2.0e9, "current USD"),
    ] == found.rows()


def test_a_share_in_per_cent_becomes_a_share() -> None:
    raw = b"Military expenditure as percentage of gross domestic product\nCountry,Notes,2000\nThailand,,1.25%\n"

    assert [("milex_share", 0.0125)] == sipri_milex(raw)["capabilities"].select("indicator", "value").rows()


def test_a_sheet_without_a_unit_is_refused() -> None:
    with pytest.raises(FormatError, match="constant or current dollars"):
        sipri_milex(b"Country,Notes,2000\nThailand,,1.25\n")


def test_members_of_trade_agreements_come_and_go() -> None:
    found = desta(MORE["desta"])

    assert [("DESTA:1", "1992"), ("DESTA:3", "2003")] == found["ties"].select("tie", "since").rows()
    assert [
        ("DESTA:1", "LAO", "1992", "2001"),
        ("DESTA:1", "THA", "1992", None),
        ("DESTA:1", "VNM", "1995", None),
        ("DESTA:3", "ALB", "2003", None),
        ("DESTA:3", "XKX", "2003", None),
    ] == found["parties"].select("record", "actor", "since", "until").sort("record", "actor").rows()
