"""A stranger adds a dataset, a measure, a forum and an event type: four files, and no other edit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import trachu

DATASET = '''
from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import CAPABILITIES, Frames
from trachu.core.words import Words
from trachu.sources import tabular

BIB = "@misc{stranger2026, title={Satellites in orbit by state}, author={{A stranger}}, year={2026}}"


@dataset(
    name="satellites", version="1", gives=(CAPABILITIES,), years=(1957, 2026), header=("iso3", "year", "satellites"),
    codes="iso3", label=Words(en="Satellites in orbit", th="ดาวเทียมในวงโคจร"), url="https://example.org",
    licence="CC BY 4.0", tier="A", cite=(BIB,),
)
def satellites(raw: bytes) -> Frames:
    """Read the published CSV.

    >>> satellites(b"iso3,year,satellites\\nTHA,2022,7\\n")["capabilities"]["value"].to_list()
    [7.0]
    """
    frame = pl.read_csv(raw, schema_overrides={"satellites": pl.Float64})
    frame = frame.rename({"iso3": "actor", "satellites": "value"}).with_columns(indicator=pl.lit("satellites"))
    return {"capabilities": frame}
'''
MEASURE = '''
from __future__ import annotations

import polars as pl

from trachu.core.parts import measure
from trachu.core.words import Words


@measure(
    name="in_orbit", version="1", needs=("capabilities",), key=("year",),
    label=Words(en="States in orbit", th="รัฐที่มีดาวเทียม"), unit=Words(en="states", th="รัฐ"),
    cite=("singer1972distribution",),
)
def in_orbit(capabilities: pl.DataFrame) -> pl.DataFrame:
    """Count the states that have a satellite in orbit.

    >>> given = pl.DataFrame({"year": [1, 1], "indicator": "satellites", "value": [2.0, 0.0]})
    >>> in_orbit(given)["value"].to_list()
    [1.0]
    """
    rows = capabilities.filter((pl.col("indicator") == "satellites") & (pl.col("value") > 0))
    return rows.group_by("year").agg(value=pl.len().cast(pl.Float64)).sort("year")
'''
FORUM = """
actor = "FORUM:STRANGERS"
kind = "forum"
since = "2020"
domain = "diplomacy"
fields = ["semiconductors"]
exhaustive = true
as_of = "2025"
cite = ["@misc{strangers2020, title={Charter of the Strangers Forum}, author={{Strangers Forum}}, year={2020}}"]
members = [{ actor = "THA", since = "2020" }, { actor = "LAO", since = "2021" }]

[name]
en = "Strangers Forum"
th = "เวทีคนแปลกหน้า"

[purpose]
en = "Lets strangers meet."
th = "เปิดโอกาสให้คนแปลกหน้าได้พบกัน"
"""
EVENT = """
code = "TWIN"
score = 3.0
quad = "material-cooperation"
symmetric = true
priority = 300
domain = "diplomacy"
cite = ["plover"]

[label]
en = "Twin"
th = "จับคู่เมือง"

[meaning]
en = "Two states pair cities of theirs."
th = "สองรัฐจับคู่เมืองของตนเป็นเมืองพี่เมืองน้อง"

[cues]
en = ["pair a city", "sister cities"]
th = ["เมืองพี่เมืองน้อง"]
"""
EXAMPLES = '\n[[examples]]\nlang = "{lang}"\ntext = "{text}"\nmatch = {match}\n'
SENTENCES = [
    ("en", "Thailand paired a city with Laos in 2024.", "true"),
    ("en", "Norway and Japan became homes of sister cities.", "true"),
    ("th", "ไทยกับลาวตั้งเมืองพี่เมืองน้อง", "true"),
    ("th", "นอร์เวย์กับญี่ปุ่นมีเมืองพี่เมืองน้อง", "true"),
    ("en", "The sisters live in the city.", "false"),
    ("th", "ไทยส่งออกข้าวไปยังลาว", "false"),
]
CHECK = """
import sys
from pathlib import Path
from trachu import Bench
folder = Path(sys.argv[1])
bench = Bench(folder / "bench")
(folder / "sats.csv").write_text("iso3,year,satellites\\nTHA,2022,7\\nLAO,2022,1\\nKHM,2022,0\\n")
(folder / "note.txt").write_text("Thailand and Laos announced sister cities in May 2024.")
print(bench.add(folder / "sats.csv").part)
bench.add(folder / "note.txt")
value = bench.measure("in_orbit")
print(value["value"].to_list())
print([r.key for r in bench.cite(value)])
print(bench.table("parties").filter(record="FORUM:STRANGERS")["actor"].sort().to_list())
print(bench.table("events")["type"].to_list())
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package with four files more."""
    top = tmp_path_factory.mktemp("stranger")
    package = top / "trachu"
    shutil.copytree(Path(trachu.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    (package / "sources/datasets/satellites.py").write_text(DATASET, encoding="utf8")
    (package / "measures/in_orbit.py").write_text(MEASURE, encoding="utf8")
    (package / "ontology/forums/strangers.toml").write_text(FORUM, encoding="utf8")
    examples = "".join(EXAMPLES.format(lang=lang, text=text, match=match) for lang, text, match in SENTENCES)
    (package / "ontology/events/twin.toml").write_text(EVENT + examples, encoding="utf8")
    return top


def test_four_files_are_enough(house: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CHECK, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(house), "PYTHONUTF8": "1"}, capture_output=True, text=True,
    )  # fmt: skip

    assert "" == done.stderr, done.stderr
    assert [
        "satellites",
        "[2.0]",
        "['singer1972distribution', 'stranger2026']",
        "['LAO', 'THA']",
        "['TWIN']",
    ] == done.stdout.splitlines()
