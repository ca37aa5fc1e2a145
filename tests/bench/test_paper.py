"""Briefs of a bench on paper: five forms, the same bytes twice, notes with page, day and hash, honest refusals."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest

from trachu import Bench
from trachu.bench.paper import FORMS
from trachu.core.errors import UnknownName, UsageError


@pytest.mark.parametrize("form", FORMS)
def test_a_brief_saves_in_every_form_twice_the_same(sample_bench: Bench, tmp_path: Path, form: str) -> None:
    one = sample_bench.brief("order").save(tmp_path / f"one.{form}", lang="th", date="2026-11-20")
    two = sample_bench.brief("order").save(tmp_path / f"two.{form}", lang="th", date="2026-11-20")

    assert one.read_bytes() == two.read_bytes()
    assert one.stat().st_size > 5000


def test_the_words_of_a_brief_are_in_its_pdf(sample_bench: Bench) -> None:
    paper = sample_bench.brief("dyad")
    pages = pypdfium2.PdfDocument(paper.write("pdf"))
    found = re.sub(r"\s+", "", "".join(page.get_textpage().get_text_range() for page in pages))

    assert [] == [s.words.th for s in paper.content.findings if re.sub(r"\s+", "", s.words.th) not in found]


def test_every_sentence_of_a_docx_has_its_note(sample_bench: Bench) -> None:
    paper = sample_bench.brief("outlook")
    notes = ZipFile(BytesIO(paper.write("docx", layout="memo"))).read("word/footnotes.xml").decode()
    said = re.findall(r"trachu why ([^<]+)", notes)

    assert {why[0] for s in paper.content.findings if (why := s.why)} <= {line.split(" ")[0] for line in said}
    assert len(paper.apparatus.notes) == len(said)
    assert "sha256:" in notes


def test_an_origin_tells_the_day_and_the_hash(own_bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("เมื่อวันที่ 19 มิถุนายน 2567 รัสเซียและเกาหลีเหนือลงนามสนธิสัญญา\n", encoding="utf8")
    source = own_bench.add(path, title="บันทึก", retrieved="2024-07-01")
    origins = [o for note in own_bench.brief("dyad").apparatus.notes for o in note.origins if o.kind == "document"]

    assert {("2024-07-01", source.hash[:16])} == {(o.retrieved, o.hash) for o in origins}
    assert "สืบค้นเมื่อ 1 กรกฎาคม 2567" in own_bench.brief("dyad").markdown("th")


def test_a_document_stands_once_in_a_note(sample_bench: Bench) -> None:
    for note in sample_bench.brief("dyad").apparatus.notes:
        told = [o for o in note.origins if o.page is not None]

        assert [] == [o for o in note.origins if o.kind == "dataset" and o.trace in {t.trace for t in told}]


@pytest.mark.parametrize(
    ("form", "how", "error", "says"),
    [
        ("exe", {}, UsageError, "cannot be written as exe"),
        ("html", {"layout": "memo"}, UsageError, "as html takes no layout"),
        ("pptx", {"layout": "thesis"}, UsageError, "as pptx takes no layout"),
        ("pdf", {"font": "Arial"}, UsageError, "as pdf takes no font"),
        ("docx", {"layout": "letter"}, UsageError, "no layout 'letter'"),
        ("docx", {"date": "20 พ.ย."}, UsageError, "is no date"),
        ("docx", {"layuot": "memo"}, UnknownName, "Did you mean 'layout'"),
    ],
)
def test_what_cannot_be_is_refused(
    sample_bench: Bench, form: str, how: dict[str, str], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        sample_bench.brief("order").write(form, **how)
