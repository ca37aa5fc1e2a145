"""Frames and measures in the formats of other programs: what is read back is what was written, labels and all."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pyreadstat
import pytest
from lxml import etree
from typer.testing import CliRunner

from trachu import Bench
from trachu.app.cli import app
from trachu.bench.export import FORMATS, save, stata_names
from trachu.bench.graphml import SPACE
from trachu.core import parts
from trachu.core.errors import NoAccess, UsageError
from trachu.ontology.reference import in_text

STATES = """stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version
USA,2,United States of America,1816,1,1,2016,12,31,2016
THI,800,Thailand,1887,5,1,2016,12,31,2016
LAO,812,Laos,1954,4,26,2016,12,31,2016
"""
CONTIGUITY = """dyad,statelno,statelab,statehno,statehab,conttype,begin,end,notes,version
800812,800,THI,812,LAO,1,195404,201612,,3.2
"""
NMC = """stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version
THI,800,2015,-9,361,4000,173000,71601,23500,0.0079,2026
THI,800,2016,-9,361,4000,173000,71697,24000,0.0078931926,2026
"""


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    folder = tmp_path_factory.mktemp("export")
    made = Bench(folder / "bench")
    for name, text in (("states.csv", STATES), ("contdir.csv", CONTIGUITY), ("nmc.csv", NMC)):
        (folder / name).write_text(text, encoding="utf8")
        made.add(folder / name)
    return made


@pytest.fixture(scope="module")
def pairs(bench: Bench) -> pl.DataFrame:
    return bench.frame("dyad-years", "contiguity", "cinc", years=(2015, 2017), carry=True)


@pytest.mark.parametrize("ending", [e for e in FORMATS if e != ".graphml"])
def test_what_is_read_back_is_what_was_written(bench: Bench, pairs: pl.DataFrame, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"pairs{ending}"
    files = bench.save(pairs, path)
    read = {
        ".parquet": pl.read_parquet,
        ".csv": pl.read_csv,
        ".arrow": pl.read_ipc,
        ".dta": lambda p: pyreadstat.read_dta(p, output_format="polars")[0],
    }[ending](path)

    assert pairs.columns == read.columns
    for column in pairs.columns:
        kind = pl.String if pairs.schema[column] == pl.String else pl.Float64
        assert pairs[column].cast(kind).to_list() == read[column].cast(kind).to_list()
    assert {"pairs.codebook.csv", "pairs.bib", "pairs.method.md"} <= {file.name for file in files}
    assert all(file.is_file() for file in files)


@pytest.mark.parametrize(("lang", "says"), [("en", "land or river border"), ("th", "ติดกันทางบกหรือแม่น้ำ")])
def test_stata_has_labels_of_variables_and_values(
    bench: Bench, pairs: pl.DataFrame, tmp_path: Path, lang: str, says: str
) -> None:
    save(bench, pairs, tmp_path / "p.dta", "th" if lang == "th" else "en")
    _, about = pyreadstat.read_dta(tmp_path / "p.dta", output_format="polars")
    labels = dict(zip(about.column_names, about.column_labels, strict=True))

    assert says == about.variable_value_labels["contiguity"][1]
    assert (labels["cinc_other"].endswith("of the other (share of world)")) == (lang == "en")
    assert all(0 < len(text) <= 80 for text in about.column_labels)


def test_missing_stays_missing(bench: Bench, pairs: pl.DataFrame, tmp_path: Path) -> None:
    bench.save(pairs, tmp_path / "p.dta")
    read = pyreadstat.read_dta(tmp_path / "p.dta", output_format="polars")[0]

    assert pairs["contiguity"].null_count() == read["contiguity"].null_count() > 0


def test_names_of_stata_are_short_and_none_twice() -> None:
    names = stata_names(["a" * 40, "a" * 41, "ตัวแปร", "sanction:arms", "_n"])

    assert len(names) == len(set(names.values()))
    assert all(len(name) <= 32 and name.isascii() for name in names.values())


def test_r_gets_a_script_with_labels(bench: Bench, pairs: pl.DataFrame, tmp_path: Path) -> None:
    bench.save(pairs, tmp_path / "p.arrow", lang="th")
    script = (tmp_path / "p.R").read_text(encoding="utf8")

    assert 'arrow::read_feather("p.arrow")' in script
    assert 'attr(data[["contiguity"]], "label") <- "การมีพรมแดนติดกัน (ประเภทของพรมแดน)"' in script
    assert '"ติดกันทางบกหรือแม่น้ำ" = 1' in script


def test_pairs_become_a_graph(bench: Bench, pairs: pl.DataFrame, tmp_path: Path) -> None:
    bench.save(pairs, tmp_path / "p.graphml", lang="th")
    graph = etree.parse(tmp_path / "p.graphml").getroot()
    edges = [
        (edge.get("source"), edge.get("target"), *(d.text for d in edge if d.get("key") == "edge_contiguity"))
        for edge in graph.iter(f"{{{SPACE}}}edge")
    ]
    names = {node.get("id"): [d.text for d in node][-1] for node in graph.iter(f"{{{SPACE}}}node")}
    keys = {key.get("id") for key in graph.iter(f"{{{SPACE}}}key")}

    assert pairs.height == len(edges)
    assert ("LAO", "THA", "1.0") in edges
    assert ("LAO", "THA") in edges  # of 2017 nothing is known
    assert "ไทย" == names["THA"]
    assert {d.get("key") for d in graph.iter(f"{{{SPACE}}}data")} <= keys
    assert "directed" == graph.find(f"{{{SPACE}}}graph").get("edgedefault")


def test_undirected_pairs_become_an_undirected_graph(bench: Bench, tmp_path: Path) -> None:
    frame = bench.frame("dyad-years", "contiguity", years=(2016, 2016), directed=False)
    bench.save(frame, tmp_path / "p.graphml")

    assert b'edgedefault="undirected"' in (tmp_path / "p.graphml").read_bytes()


def test_ties_become_nodes_of_their_own(sample_bench: Bench, tmp_path: Path) -> None:
    ties = sample_bench.table("ties")
    sample_bench.save(ties, tmp_path / "ties.graphml")
    graph = etree.parse(tmp_path / "ties.graphml").getroot()
    kinds = [d.text for d in graph.iter(f"{{{SPACE}}}data") if d.get("key") == "node_kind"]
    parties = sample_bench.table("parties").filter(pl.col("record").is_in(ties["tie"].implode()))

    assert ties.height == kinds.count("tie")
    assert parties["actor"].n_unique() == kinds.count("actor")
    assert parties.height == len(list(graph.iter(f"{{{SPACE}}}edge")))


def test_the_codebook_and_the_references_go_along(bench: Bench, pairs: pl.DataFrame, tmp_path: Path) -> None:
    bench.save(pairs, tmp_path / "p.csv")
    book = {row["column"]: row for row in pl.read_csv(tmp_path / "p.codebook.csv").iter_rows(named=True)}
    bib = (tmp_path / "p.bib").read_text(encoding="utf8")

    assert list(book) == pairs.columns
    assert "การมีพรมแดนติดกัน (ประเภทของพรมแดน)" == book["contiguity"]["th"]
    assert pairs["contiguity"].null_count() == book["contiguity"]["missing"]
    assert "cow_contiguity@3.2; cow_nmc@7.0; cow_states@2016" == book["year"]["datasets"]
    assert ("cow_nmc@7.0", "cow_nmc@7.0") == (book["cinc"]["datasets"], book["cinc_other"]["datasets"])
    assert "cow_contiguity@3.2" == book["contiguity"]["datasets"]
    assert "stinnett2002contiguity" in bib
    assert "singer1972distribution" in bib


def test_the_method_names_data_years_options_and_what_is_missing(bench: Bench, pairs: pl.DataFrame) -> None:
    words = bench.method(pairs)

    for text in (words.en, words.th):
        assert "3.2" in text
        assert "1816–2016" in text
        assert "Stinnett et al., 2002" in text
        assert f"{pairs['contiguity'].null_count() / pairs.height:.1%}" in text
    assert "each pair in both directions" in words.en
    assert "คู่รัฐ-ปี" in words.th


def test_the_method_of_a_measure_names_its_formula(sample_bench: Bench) -> None:
    words = sample_bench.method(sample_bench.measure("effective_number", base="gdp"))
    every = sample_bench.method(sample_bench.measure("effective_number", every=True))
    part = parts.find("measure", "effective_number")
    author = in_text(part.cite[0], "en").strip("()")

    assert f"{part.label.en} was worked out with base=gdp, " in words.en
    assert f"following {author}" in words.en
    assert f"ตาม {author}" in words.th
    assert "every combination of its options" in every.en


def test_a_choice_between_datasets_is_told(bench: Bench, tmp_path: Path) -> None:
    both = Bench(tmp_path / "both")
    (tmp_path / "nmc.csv").write_text(NMC, encoding="utf8")
    row = "THA,2016,tpop,71000000,people,,cow_nmc7\n"
    (tmp_path / "starter.csv").write_text(f"actor,year,indicator,value,unit,sd,cite\n{row}", encoding="utf8")
    for name in ("nmc.csv", "starter.csv"):
        both.add(tmp_path / name)
    words = both.method(both.frame("state-years", "tpop", system="all", years=(2016, 2016)))

    assert "cow_nmc@7.0 > starter@1" in words.en
    assert "cow_nmc@7.0 > starter@1" in words.th


def test_what_cannot_be_written_says_so(bench: Bench, pairs: pl.DataFrame, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.graphml"):
        bench.save(pairs, tmp_path / "p.xls")
    with pytest.raises(UsageError, match="pairs of actors"):
        bench.save(bench.frame("state-years", "cinc"), tmp_path / "p.graphml")
    (tmp_path / "file").write_text("")
    with pytest.raises(NoAccess, match="cannot be written"):
        bench.save(pairs, tmp_path / "file" / "p.csv")


def test_the_command_line_writes_and_tells(bench: Bench, tmp_path: Path) -> None:
    words = ["frame", "state-years", "--with", "cinc,contiguity", "--out", str(tmp_path / "s.dta"), "--method"]
    result = CliRunner().invoke(app, [*words, "-b", str(bench.folder), "--lang", "th"], catch_exceptions=False)
    told = CliRunner().invoke(app, ["measure", "cinc", "-b", str(bench.folder), "--method"], catch_exceptions=False)
    again = ["table", "ties", "-b", str(bench.folder), "--out", str(tmp_path / "t.graphml")]

    assert 0 == result.exit_code
    assert result.stdout.splitlines()[0] == str(tmp_path / "s.dta")
    assert "หน่วยวิเคราะห์คือรัฐ-ปี" in result.stdout
    assert "Singer" in told.stdout
    assert 0 == CliRunner().invoke(app, again, catch_exceptions=False).exit_code
    labels = pl.read_parquet_metadata(_parquet(bench, tmp_path))["labels"]
    assert "Year (CE)" == json.loads(labels)["year"]["en"]


def _parquet(bench: Bench, folder: Path) -> Path:
    return bench.save(bench.frame("state-years", "cinc"), folder / "s.parquet")[0]
