"""Readers: what comes out of each kind of file, where every character stood, and what is refused."""

from __future__ import annotations

import ctypes
import io
import zipfile
from collections.abc import Callable, Sequence
from importlib.resources import files

import docx
import polars as pl
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from docx.enum.text import WD_BREAK
from hypothesis import given, settings
from hypothesis import strategies as st

from trachu.core.errors import FormatError, InputError, TooLarge
from trachu.sources import guard
from trachu.sources.pages import pick_up, raw_document
from trachu.sources.readers import pdf as pdf_reader
from trachu.sources.readers.docx import read_docx
from trachu.sources.readers.html import read_html
from trachu.sources.readers.pdf import read_pdf
from trachu.sources.readers.plain import read_plain
from trachu.sources.repair import repair

THAI = "ประเทศไทยกับมหาอำนาจ"
Reader = Callable[[bytes], pl.DataFrame]


def make_pdf(pages: Sequence[str], *, count: int | None = None, encrypt: bool = False) -> bytes:
    """Write a PDF by hand: one line of Latin text a page; `count` page references to the first page."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    total = len(pages)
    if count is not None:
        kids, total = " ".join(["4 0 R"] * count), count
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {total} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for i, text in enumerate(pages):
        stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET"
        resources = "/Resources << /Font << /F1 3 0 R >> >> /MediaBox [0 0 612 792]"
        bodies.append(f"<< /Type /Page /Parent 2 0 R {resources} /Contents {5 + 2 * i} 0 R >>")
        bodies.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    if encrypt:
        key = "00" * 32
        bodies.append(f"<< /Filter /Standard /V 1 /R 2 /Length 40 /O <{key}> /U <{key}> /P -4 >>")
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    lock = f"/Encrypt {len(bodies)} 0 R /ID [<00> <00>]" if encrypt else ""
    return out + f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R {lock} >>\nstartxref\n{start}\n%%EOF\n".encode()


def make_thai_pdf(lines: Sequence[str]) -> bytes:
    """Set lines of Thai on one page in the packaged font, with pdfium itself."""
    font = files("trachu.briefs.render").joinpath("fonts/Sarabun_400Regular.ttf").read_bytes()
    pdf = pypdfium2.PdfDocument.new()
    page = pdf.new_page(595, 842)
    held = (ctypes.c_uint8 * len(font)).from_buffer_copy(font)
    face = pdfium.FPDFText_LoadFont(pdf.raw, held, len(font), pdfium.FPDF_FONT_TRUETYPE, 1)
    for number, line in enumerate(lines):
        words = pdfium.FPDFPageObj_CreateTextObj(pdf.raw, face, 12.0)
        wide = ctypes.create_string_buffer((line + "\0").encode("utf-16-le"))
        pdfium.FPDFText_SetText(words, ctypes.cast(wide, ctypes.POINTER(ctypes.c_ushort)))
        pdfium.FPDFPageObj_Transform(words, 1, 0, 0, 1, 60, 790 - 20 * number)
        pdfium.FPDFPage_InsertObject(page.raw, words)
    pdfium.FPDFPage_GenerateContent(page.raw)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def make_docx(build: Callable[[docx.document.Document], object]) -> bytes:
    document = docx.Document()
    build(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return the archive with one part added or put in another's place."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry))
        new.writestr(name, content)
    return buffer.getvalue()


def paragraph(document: docx.document.Document) -> object:
    return document.add_paragraph(THAI)


# --- plain text ---------------------------------------------------------------------------------


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from("\n\r\t\fก่ำ"), min_size=1))
def test_plain_text_is_not_touched(text: str) -> None:
    text = "a" + text
    pages = read_plain(text.encode())

    assert "\f".join(pages["text"]) == text
    for page in pick_up(pages):
        assert page.text == "".join(text[index] for index in page.raw)


def test_plain_offsets_count_the_byte_order_mark() -> None:
    pages = read_plain("\ufeffไทย".encode())

    assert pages.row(0) == (1, "ไทย", [1, 2, 3])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp874", "tis-620"])
def test_plain_encodings(encoding: str) -> None:
    assert read_plain((THAI + " NATO\n").encode(encoding))["text"].to_list() == [THAI + " NATO\n"]


def test_plain_west_european_and_broken_utf8() -> None:
    assert read_plain("résumé of the café talks".encode("cp1252"))["text"][0] == "résumé of the café talks"
    assert read_plain((THAI * 5).encode()[:-1])["text"][0].startswith(THAI * 4)


def test_markdown_front_matter_stays() -> None:
    text = "---\ntitle: x\n---\n# หัวข้อ\n"

    assert read_plain(text.encode())["text"][0] == text


# --- html ---------------------------------------------------------------------------------------


def test_html_keeps_the_main_text() -> None:
    source = (
        "<!doctype html><html><head><title>t</title><style>p{}</style></head><body><nav>menu</nav>"
        "<h1>สนธิสัญญา</h1><p>ไทย &amp; จีน<br>สอง\n  บรรทัด</p><script>x<y</script><aside>ad</aside>"
        "<ul><li>one</li><li>two&nbsp;&#3585;</li></ul><pre>a  b\nc</pre><footer>foot</footer></body></html>"
    )
    page = pick_up(read_html(source.encode()))[0]

    assert page.text == "สนธิสัญญา\nไทย & จีน\nสอง บรรทัด\none\ntwo ก\na  b\nc"
    assert all(source[i] == c for c, i in zip(page.text, page.raw, strict=True) if c not in "\n &ก" or source[i] == c)
    assert source[page.raw[page.text.index("&")] :].startswith("&amp;")


def test_html_raw_document_shows_the_words_at_their_place() -> None:
    pages = read_html("<p>ไทย</p>".encode())

    assert raw_document(pages) == "   ไทย"


def test_html_thai_code_page_and_odd_markup() -> None:
    assert read_html('<meta charset="windows-874"><p>ไทย</p>'.encode("cp874"))["text"][0] == "ไทย"
    assert read_html(b"a < b &unknown; <p>c</nav> d")["text"][0] == "a < b &unknown;\nc d"


@settings(deadline=None)
@given(st.text(st.sampled_from("<>/ab&;#กา่\n \"'=!-p"), min_size=1, max_size=60))
def test_html_of_any_shape_keeps_offsets_in_range(source: str) -> None:
    whole = "x" + source
    for page in pick_up(read_html(whole.encode())):
        assert len(page.text) == len(page.raw)
        assert all(0 <= index < len(whole) for index in page.raw)


# --- docx ---------------------------------------------------------------------------------------


def test_docx_paragraphs_tables_pages() -> None:
    def build(document: docx.document.Document) -> None:
        document.add_paragraph("หน้าแรก")
        table = document.add_table(rows=1, cols=2)
        table.cell(0, 0).text, table.cell(0, 1).text = "THA", "ไทย"
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        document.add_paragraph("หน้าสอง")

    pages = pick_up(read_docx(make_docx(build)))

    assert [page.text.strip() for page in pages] == ["หน้าแรก\nTHA\tไทย", "หน้าสอง"]
    assert pages[1].raw[0] == len(pages[0])


def test_docx_footnotes_and_tracked_changes() -> None:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = (
        f"<w:document {w}><w:body><w:p><w:r><w:t>เดิม</w:t></w:r><w:del><w:r><w:delText>ลบ</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>เพิ่ม</w:t></w:r></w:ins></w:p></w:body></w:document>"
    )
    notes = (
        f'<w:footnotes {w}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="1"><w:p><w:r><w:t>Reuters, 2022</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    data = with_part(make_docx(paragraph), "word/document.xml", body.encode())

    pages = read_docx(with_part(data, "word/footnotes.xml", notes.encode()))

    assert pages["text"].to_list() == ["เดิมเพิ่ม\n[note] Reuters, 2022"]


# --- pdf ----------------------------------------------------------------------------------------


def test_pdf_pages_follow_one_another() -> None:
    pages = pick_up(read_pdf(make_pdf(["First page", "Second page"])))

    assert [page.text.strip() for page in pages] == ["First page", "Second page"]
    assert pages[1].raw[0] == len(pages[0].text)


THAI_LINES = [
    "ทำเนียบรัฐบาลย้ำความสำคัญของอำนาจและน้ำมัน ผู้นำกล่าวว่าที่นี่มีญี่ปุ่นเข้าร่วมด้วย",
    "เมื่อวันที่ 19 มิถุนายน พ.ศ. 2567 ประเทศไทยลงนามสนธิสัญญาความร่วมมือกับเกาหลีใต้และ",
    "องค์การสนธิสัญญาแอตแลนติกเหนือ (NATO) เพื่อสร้างความมั่นคงในภูมิภาคเอเชียตะวันออกเฉียง",
    "ใต้ให้ยั่งยืน",
]


def test_thai_pdf_is_read_and_its_lines_are_joined() -> None:
    pages = read_pdf(make_thai_pdf(THAI_LINES * 3))

    assert pages["text"][0].split("\n") == ["".join(THAI_LINES)] * 3
    assert repair(pages)["text"][0].split("\n") == ["".join(THAI_LINES)] * 3


def test_of_two_readings_of_a_page_the_better_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    data = make_thai_pdf(THAI_LINES)
    whole = "\n".join(THAI_LINES)
    for damage in (lambda t: t.replace("ำ", " า"), lambda t: t.replace("ั่", "่ั"), lambda t: ""):
        monkeypatch.setattr(pdf_reader, "_with_pdfium", lambda _, damage=damage: [damage(whole)])

        assert read_pdf(data)["text"].to_list() == ["".join(THAI_LINES)]


def test_pdf_with_a_page_that_has_no_text() -> None:
    assert [t.strip() for t in read_pdf(make_pdf(["", "Words"]))["text"]] == ["", "Words"]


# --- what is refused ----------------------------------------------------------------------------

PDF = make_pdf(["Some words"])
WORD = make_docx(paragraph)
EXTERNAL = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]><d>&e;</d>'


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(30_000_000))
    return buffer.getvalue()


def climbing() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("../word/document.xml", "x")
    return buffer.getvalue()


BAD: list[tuple[str, Reader, bytes, type[InputError]]] = [
    ("empty txt", read_plain, b"", InputError),
    ("blank txt", read_plain, b" \n\n", InputError),
    ("empty pdf", read_pdf, b"", InputError),
    ("empty docx", read_docx, b"", InputError),
    ("empty html", read_html, b"", InputError),
    ("binary named txt", read_plain, bytes(range(256)) * 8, FormatError),
    ("control characters named txt", read_plain, b"a\x01\x02\x03" * 50, FormatError),
    ("pdf named txt", read_plain, PDF, FormatError),
    ("text named pdf", read_pdf, b"Dear Sir", FormatError),
    ("pdf cut off", read_pdf, PDF[:120], FormatError),
    ("pdf with a password", read_pdf, make_pdf(["x"], encrypt=True), FormatError),
    ("pdf without text", read_pdf, make_pdf([""]), FormatError),
    ("pdf of 10,000 pages", read_pdf, make_pdf(["x"], count=10_000), TooLarge),
    ("docx cut off", read_docx, WORD[: len(WORD) // 2], FormatError),
    ("zip that is no docx", read_docx, climbing(), FormatError),
    ("old doc", read_docx, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), FormatError),
    ("zip bomb", read_docx, bomb(), TooLarge),
    ("docx with an external entity", read_docx, with_part(WORD, "word/document.xml", EXTERNAL), FormatError),
    ("docx with broken xml", read_docx, with_part(WORD, "word/document.xml", b"<a><b></a>"), FormatError),
    ("html of only a script", read_html, b"<html><script>alert(1)</script></html>", FormatError),
]


@pytest.mark.parametrize(("reader", "data", "kind"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_input_ends_in_one_sentence_and_a_cure(reader: Reader, data: bytes, kind: type[InputError]) -> None:
    with pytest.raises(kind) as caught:
        reader(data)

    for lang in ("en", "th"):
        what, cure = caught.value.say(lang).split("\n")
        assert what.strip()
        assert cure.strip()


def test_damage_anywhere_in_an_archive_is_told_in_words() -> None:
    for at in range(0, len(WORD), 997):
        data = WORD[:at] + bytes([WORD[at] ^ 0xFF]) + WORD[at + 1 :]
        try:
            pages = read_docx(data)
        except InputError:
            continue

        assert pages.height


def test_size_is_refused_before_reading() -> None:
    with pytest.raises(TooLarge, match="500 MB"):
        guard.check_size("thesis.pdf", 500_000_000)
