"""PDFs glyph by glyph: what fonts say of themselves, what the page shows, and what stands where on it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from tests.sources.pdfs import FONTS, drawn_pdf, glyph_pdf, typst_pdf
from trachu.core.errors import InputError
from trachu.sources.pages import document, marks_of, pick_up, raw_document
from trachu.sources.passages import passages
from trachu.sources.pdf.fonts import to_unicode
from trachu.sources.pdf.tokens import operators
from trachu.sources.readers.pdf import read_pdf
from trachu.sources.repair import repair

TEXT = (Path(__file__).parents[2] / "benchmarks" / "thai_text.txt").read_text(encoding="utf8")
PARAGRAPHS = [line for line in TEXT.splitlines() if line.strip()]
TLWG = Path("/usr/share/fonts/truetype/tlwg")
ACCURACY = 0.998


def squeezed(text: str) -> str:
    return "".join(text.split())


def accuracy(given: str, true: str) -> float:
    return 1 - Levenshtein.distance(squeezed(given), squeezed(true)) / len(squeezed(true))


def wrapped(width: int = 64) -> list[str]:
    """Return the paragraphs in lines that do not begin with a mark."""
    lines = []
    for paragraph in PARAGRAPHS:
        while paragraph:
            end = min(width, len(paragraph))
            while end < len(paragraph) and paragraph[end] in "ะัาำิีึืฺุู็่้๊๋์ๅ":
                end += 1
            lines.append(paragraph[:end])
            paragraph = paragraph[end:]
    return lines


# --- the text layer -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("family", "folder"), [("Sarabun", FONTS), ("Garuda", TLWG), ("Laksaman", TLWG), ("Waree", TLWG)]
)
def test_pages_set_by_typst_are_read_to_the_letter(family: str, folder: Path) -> None:
    if not any(folder.glob(f"{family}*.ttf")):
        pytest.skip(f"the font {family} is not installed")
    body = "\n\n".join(f"#par[#text({json.dumps(line, ensure_ascii=False)})]" for line in PARAGRAPHS)

    pages = read_pdf(typst_pdf(body, family, folder))

    assert accuracy(document(pages).text, TEXT) >= ACCURACY
    read = {line for text in pages["text"] for line in text.split("\n")}
    assert len(set(PARAGRAPHS) - read) < pages.height  # a paragraph that runs on to the next page is in two parts


MAPS = {
    "faithful": {},
    "the ring of sara am says a blank": {"ํ": " "},
    "the ring says nothing": {"ํ": ""},
    "the ring says nothing and every stroke says sara am": {"ํ": "", "า": "ำ"},
    "a tone says a vowel": {"ํ": "", "้": "ู"},
    "the ring says a tone": {"ํ": "่"},
    "marks in private numbers": {"่": "\uf70a", "้": "\uf70b", "ี": "\uf702", "ั": "\uf710", "์": "\uf70e"},
    "marks in the numbers of Adobe's list": {"่": "\uf88a", "้": "\uf88d", "ี": "\uf886", "ั": "\uf884"},
}


@pytest.mark.parametrize("means", MAPS.values(), ids=MAPS.keys())
def test_what_a_font_says_wrongly_of_its_glyphs_is_seen_from_the_words(means: dict[str, str]) -> None:
    pages = read_pdf(drawn_pdf(wrapped()[:26], means))

    assert accuracy(document(repair(pages)).text, "".join(wrapped()[:26])) >= ACCURACY


def test_letters_without_a_blank_are_parted_by_the_gap_between_them() -> None:
    texts = {1: "A", 2: "B", 3: "C"}
    content = "BT /F 10 Tf 1 0 0 1 40 700 Tm [<0001> -20 <0002> -600 <0003>] TJ ET"

    assert read_pdf(glyph_pdf(content, texts))["text"].to_list() == ["AB C"]


def test_what_is_drawn_twice_to_look_bold_is_said_once() -> None:
    show = "<000100020003> Tj"
    content = f"BT /F 10 Tf 1 0 0 1 40 700 Tm {show} 1 0 0 1 40.3 700 Tm {show} ET"

    assert read_pdf(glyph_pdf(content, {1: "A", 2: "B", 3: "C"}))["text"].to_list() == ["ABC"]


def test_the_wording_of_a_stretch_is_used_once_though_its_marks_follow_apart() -> None:
    tone = "/Span << /ActualText <FEFF0E170E310E49> >> BDC"
    content = f"BT /F 10 Tf 1 0 0 1 40 700 Tm {tone} <00010002> Tj EMC {tone} <0003> Tj EMC <0004> Tj ET"

    pages = read_pdf(glyph_pdf(content, {1: "ท", 2: "ั", 3: "ทั้", 4: "ง"}, narrow=(2, 3)))

    assert pages["text"].to_list() == ["ทั้ง"]


def test_a_word_that_is_said_twice_stays() -> None:
    span = "/Span << /ActualText <FEFF0E170E35> >> BDC <00010002> Tj EMC"
    content = f"BT /F 10 Tf 1 0 0 1 40 700 Tm {span} {span} ET"

    assert read_pdf(glyph_pdf(content, {1: "ท", 2: "ี"}, narrow=(2,)))["text"].to_list() == ["ทีที"]


# --- the page -----------------------------------------------------------------------------------

ARTICLE = """
#set page(header: [วารสารดุลอำนาจ #h(1fr) ปีที่ 4], numbering: "1")
= ดุลแห่งอำนาจ
#for i in range(6) [
  ประเทศต่าง ๆ ในภูมิภาคจำเป็นต้องปรับตัวให้เข้ากับโครงสร้างอำนาจที่เปลี่ยนแปลงไป#footnote[กระทรวงการต่างประเทศ (2566), หน้า 12.]
  คำถามสำคัญคือรัฐขนาดกลางและขนาดเล็กจะดำเนินนโยบายต่างประเทศอย่างไร เมื่อมหาอำนาจทั้งหลายแข่งขันกันทั้งด้านการทหาร
  เศรษฐกิจ และเทคโนโลยี บทความนี้มุ่งอธิบายว่าผู้นำของแต่ละประเทศชั่งน้ำหนักอย่างไร

  #v(8em)
]
"""


def test_heads_numbers_and_notes_are_told_from_the_text() -> None:
    pages = read_pdf(typst_pdf(ARTICLE))
    found = passages(repair(pages))

    assert pages.height == 2
    assert not any("วารสาร" in text for text in pages["text"])
    assert found.filter(kind="heading")["text"].to_list() == ["ดุลแห่งอำนาจ"]
    notes = found.filter(kind="footnote")["text"].to_list()
    assert notes == [f"{n} กระทรวงการต่างประเทศ (2566), หน้า 12." for n in range(1, 7)]
    assert all(text.startswith("ประเทศ") for text in found.filter(kind="body")["text"])
    assert found.filter(kind="body").height == 6


def test_what_is_left_out_of_the_text_keeps_its_words_and_its_place() -> None:
    pages = read_pdf(typst_pdf(ARTICLE))
    whole = raw_document(pages)
    marks = [mark for page in marks_of(pages) for mark in page]

    assert [mark.said for mark in marks if mark.kind == "number"] == ["1", "2"]
    assert [mark.said for mark in marks if mark.kind == "head"] == ["วารสารดุลอำนาจ ปีที่ 4"] * 2
    assert [mark.said for mark in marks if mark.kind == "marker"] == ["1", "2", "3", "4", "5", "6"]
    for mark in marks:
        if mark.kind in ("number", "head", "marker"):
            assert whole[mark.start : mark.end] == mark.said
    for page in pick_up(pages):
        assert [whole[at] for at in page.raw] == list(page.text)


COLUMNS = """
#set page(columns: 2)
#place(top + center, scope: "parent", float: true)[= Balance of power in the north]
#for i in range(16) [
  Paragraph #i tells that states in the region had to adapt to a structure of power that changed, as great powers
  competed in arms, trade and technology for many years.

]
"""


def test_two_columns_are_read_one_after_the_other() -> None:
    found = passages(read_pdf(typst_pdf(COLUMNS)))["text"].to_list()

    assert found[0] == "Balance of power in the north"
    assert [text.split()[1] for text in found[1:]] == [str(n) for n in range(16)]
    assert all(text.endswith("many years.") for text in found[1:])


ROWS = """
#table(columns: 3, [Country], [Joined], [Members], [Thailand], [1967], [5], [Brunei], [1984], [6], [Vietnam], [1995],
  [7], [Laos], [1997], [9], [Myanmar], [1997], [9], [Cambodia], [1999], [10])
"""


def test_a_table_is_read_row_by_row() -> None:
    text = read_pdf(typst_pdf(ROWS))["text"][0]

    assert "Thailand 1967 5\nBrunei 1984 6" in text


# --- what does harm -----------------------------------------------------------------------------


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_no_content_stream_stops_the_reader(content: bytes) -> None:
    drawing = content.decode("latin-1")

    list(operators(content))
    to_unicode(content)
    try:
        pages = read_pdf(glyph_pdf(f"BT /F 10 Tf {drawing} <0001> Tj ET", {1: "A"}))
    except InputError:
        return

    assert pages.height == 1


def test_a_form_that_draws_itself_ends() -> None:
    page = glyph_pdf("BT /F 10 Tf 1 0 0 1 40 700 Tm <0001> Tj ET /X Do", {1: "A"})
    looped = page.replace(b"/Resources << /Font", b"/Resources << /XObject << /X 8 0 R >> /Font")
    looped = looped.replace(b"<< /Length", b"<< /Type /XObject /Subtype /Form /Length")

    assert set(squeezed(read_pdf(looped)["text"][0])) == {"A"}
