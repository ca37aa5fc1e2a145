"""Stata files: every dataset may come as one, in the layouts of old and new editions of the program."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import polars as pl
import pyreadstat
import pytest
from dataset_samples import MORE

import trachu.sources.datasets
from trachu.core import parts
from trachu.core.errors import FormatError
from trachu.core.parts import Part
from trachu.sources import stata, tabular
from trachu.sources.recognising import recognise

parts.load(trachu.sources.datasets)
DATASETS = parts.all_of("dataset")
NAMES = (
    "cow_states", "cow_contiguity", "cow_mid", "cow_mid_disputes", "gml_mid", "atop_alliances", "atop_phases",
    "atop_state_years", "atop_directed_dyads", "atop_dyads", "pwt", "capital_distances", "cow_trade", "gsdb_dyadic",
)  # fmt: skip
FORMATS = (8, 10, 12, 13, 14, 15)  # the editions of Stata that wrote each layout


def as_stata(raw: bytes, folder: Path, version: int = 15) -> bytes:
    """Write a table as Stata has it: numbers as numbers, what is empty as missing."""
    frame = pl.read_csv(io.BytesIO(raw), null_values=[""])
    path = folder / "file.dta"
    pyreadstat.write_dta(frame, path, version=version)
    return path.read_bytes()


@pytest.mark.parametrize("part", [parts.find("dataset", name) for name in NAMES], ids=lambda part: part.name)
def test_a_stata_file_gives_what_the_text_gives(part: Part, tmp_path: Path) -> None:
    raw = MORE[part.name]
    found = as_stata(raw, tmp_path)
    expected, actual = part.run(raw), part.run(found)

    assert part is recognise(found, DATASETS)
    assert expected.keys() == actual.keys()
    for name in expected:
        assert expected[name].equals(actual[name])


@pytest.mark.parametrize("version", FORMATS)
def test_every_layout_is_known_by_its_first_bytes(version: int, tmp_path: Path) -> None:
    raw = as_stata(MORE["atop_state_years"], tmp_path, version)

    assert stata.is_stata(raw)
    assert stata.text(raw).splitlines()[0].startswith(b"state,year,atopally")
    assert stata.text(raw).splitlines()[1].endswith(b",5.1")


def test_the_first_rows_are_enough_for_the_header(tmp_path: Path) -> None:
    raw = as_stata(MORE["cow_mid"], tmp_path)

    assert len(stata.text(raw, 1).splitlines()) == 2


def test_a_stata_file_in_an_archive_is_read(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("States2024/statelist2024.dta", as_stata(MORE["cow_states"], tmp_path))
    part = parts.find("dataset", "cow_states")

    assert part is recognise(buffer.getvalue(), DATASETS)
    assert part.run(buffer.getvalue())["parties"].equals(part.run(MORE["cow_states"])["parties"])


@pytest.mark.parametrize("cut", [0.3, 0.95])
def test_half_a_stata_file_is_told_so(cut: float, tmp_path: Path) -> None:
    raw = as_stata(MORE["cow_mid"], tmp_path)

    with pytest.raises(FormatError, match="The Stata file is damaged"):
        parts.find("dataset", "cow_mid").run(raw[: int(len(raw) * cut)])


def test_names_of_columns_in_capitals_are_the_same_names() -> None:
    raw = MORE["cow_states"].replace(
        b"stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version",
        b"StateAbb,CCode,StateNme,StYear,StMonth,StDay,EndYear,EndMonth,EndDay,Version",
    )
    part = parts.find("dataset", "cow_states")

    assert raw != MORE["cow_states"]
    assert part is recognise(raw, DATASETS)
    assert part.run(raw)["parties"].equals(part.run(MORE["cow_states"])["parties"])
    assert tabular.edition(raw, part.more["header"]) == "2024"
