"""The bundled sample: every file is there, small, readable, and tells what its list says of it."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from pathlib import Path

import pypdfium2
import pytest
from rapidfuzz.distance import Levenshtein

from trachu import Bench
from trachu.core import parts
from trachu.sources.passages import document
from trachu.sources.readers.docx import read_docx
from trachu.sources.readers.html import read_html
from trachu.sources.readers.pdf import read_pdf
from trachu.sources.repair import repair

SAMPLES = resources.files("trachu").joinpath("bench", "samples")
LISTED = tomllib.loads(SAMPLES.joinpath("sample.toml").read_text(encoding="utf8"))["files"]
TEXTS = Path(__file__).parents[2] / "tools" / "samples"
DOCUMENTS = [entry for entry in LISTED if "dataset" not in entry]
LARGEST = 300_000  # bytes
THAI = re.compile("[\u0e01-\u0e5b]")
BLANKS = re.compile(r"\s+")


def written(name: str) -> str:
    """The text that a document was made from, without the marks of headings; notes are plain numbers."""
    text = re.sub(r"^#+ ", "", (TEXTS / name).read_text(encoding="utf8"), flags=re.MULTILINE)
    return re.sub(r"\[\^(\d+)\]:?", r"\1", text)


def error_rate(read: str, meant: str) -> float:
    """Character errors per character, blanks left out."""
    read, meant = BLANKS.sub("", read), BLANKS.sub("", meant)
    return Levenshtein.distance(read, meant) / len(meant)


def names(column: str, frame) -> set[str]:
    return set(frame[column].drop_nulls().to_list())


@pytest.mark.parametrize("entry", LISTED, ids=lambda entry: entry["file"])
def test_a_listed_file_is_there_and_small(entry: dict[str, str]) -> None:
    size = len(SAMPLES.joinpath(entry["file"]).read_bytes())

    assert 1000 < size < LARGEST


def test_no_file_is_left_out_of_the_list() -> None:
    there = {file.name for file in SAMPLES.iterdir() if not file.name.startswith("__")}

    assert {entry["file"] for entry in LISTED} | {"sample.toml"} == there


@pytest.mark.parametrize("entry", LISTED, ids=lambda entry: entry["file"])
def test_the_list_says_how_to_cite_a_file(entry: dict[str, str]) -> None:
    about = ("title", "authors", "publisher", "published", "lang", "licence")

    assert [name for name in about if not entry.get(name)] == []


@pytest.mark.parametrize("entry", [e for e in LISTED if "dataset" in e], ids=lambda entry: entry["file"])
def test_a_table_names_a_known_dataset(entry: dict[str, str], sample_bench: Bench) -> None:
    assert parts.find("dataset", entry["dataset"]).name == entry["dataset"]


@pytest.mark.parametrize("entry", DOCUMENTS, ids=lambda entry: entry["file"])
def test_a_document_says_that_it_is_a_sample(entry: dict[str, str], sample_bench: Bench) -> None:
    source = sample_bench.table("sources").filter(title=entry["title"])["source"].item()
    text = " ".join(sample_bench.table("passages").filter(source=source)["text"].to_list())

    assert ("เอกสารตัวอย่างของ trachu" if entry["lang"] == "th" else "A sample document of trachu") in text


def test_the_text_layer_of_the_pdf_is_ours_after_repair() -> None:
    pages = repair(read_pdf(SAMPLES.joinpath("russia_north_korea.pdf").read_bytes()))

    assert pages.height == 3
    assert error_rate(document(pages).text, written("russia_north_korea.md")) <= 0.01


def test_the_pdf_needs_repair() -> None:
    pdf = pypdfium2.PdfDocument(SAMPLES.joinpath("russia_north_korea.pdf").read_bytes())
    text = "".join(page.get_textpage().get_text_bounded() for page in pdf)

    assert error_rate(text, written("russia_north_korea.md")) > 0


def test_paragraphs_of_the_pdf_stay_paragraphs() -> None:
    pages = repair(read_pdf(SAMPLES.joinpath("russia_north_korea.pdf").read_bytes()))
    read = {BLANKS.sub("", line) for line in document(pages).text.splitlines()}
    meant = [BLANKS.sub("", line) for line in written("russia_north_korea.md").splitlines() if line.strip()]

    assert [line for line in meant if line not in read] == []


def test_the_text_of_the_word_document_is_ours() -> None:
    text = document(read_docx(SAMPLES.joinpath("technology_diplomacy.docx").read_bytes())).text
    text = text.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))  # the number of a note behind a digit is raised

    assert error_rate(text, written("technology_diplomacy.md")) == 0
    assert re.findall(r"^(\d) ", text, flags=re.MULTILINE)[-8:] == list("12345678")


def test_the_web_page_leaves_head_and_foot_out() -> None:
    text = document(read_html(SAMPLES.joinpath("nato_industry_forum.html").read_bytes())).text

    assert text.startswith("Bucharest, November 2025")
    assert "Apache" not in text


def test_the_thai_is_written_as_thai_keyboards_write_it() -> None:
    for name in ("russia_north_korea.md", "technology_diplomacy.md"):
        text = written(name)

        assert THAI.search(text)
        assert "\u0e4d" not in text, "sara am is one character"
        assert "เเ" not in text, "sara ae is one character"


def test_the_main_events_of_the_pair_are_found(sample_bench: Bench) -> None:
    events = {(row["type"], row["mode"], row["date"]) for row in sample_bench.dyad("RUS", "PRK").events.to_dicts()}

    assert ("SUPPORT", None, "2024-06-19") in events  # the treaty
    assert ("CONSULT", "visit", "2024-06-19") in events  # Putin in Pyongyang
    assert any(kind == "AID" and date.startswith("2023-10-13") for kind, _, date in events)  # a thousand containers


def test_denials_are_set_against_what_they_deny(sample_bench: Bench) -> None:
    claims = sample_bench.table("claims")
    denials = claims.filter(stance="denies", kind="statement")

    assert {"PER:Vassily Nebenzia", "PER:Yevgeny Prigozhin", "PER:Kim Yo Jong"} <= names("speaker", denials)
    assert denials.filter(denials["disputes"].list.len() > 0).height >= 4


def test_two_dates_of_one_veto_make_a_conflict(sample_bench: Bench) -> None:
    conflict = sample_bench.table("conflicts").filter(about="event date")

    assert {conflict["says"].item(), conflict["against"].item()} == {"2024-03-28", "2024-03-04"}
