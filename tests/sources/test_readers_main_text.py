"""What a reader leaves out of web pages, how it keeps the notes of Word documents, and files made to do harm."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest

from tests.sources.pdfs import assemble, stream
from trachu.core.errors import FormatError, InputError
from trachu.sources.pages import marks_of
from trachu.sources.passages import passages
from trachu.sources.readers.docx import read_docx
from trachu.sources.readers.epub import read_epub
from trachu.sources.readers.html import read_html
from trachu.sources.readers.pdf import read_pdf

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx_of(body: str, **parts: str) -> bytes:
    """Make a Word document of the parts that the reader reads."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {W}>{content}</w:{name}>")
    return file.getvalue()


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def reference(kind: str, number: int) -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def note(kind: str, number: int, text: str) -> str:
    return f'<w:{kind} w:id="{number}"><w:p>{run(text)}</w:p></w:{kind}>'


def test_a_note_stands_behind_its_number_and_the_text_refers_to_it() -> None:
    heading = f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{run("บทนำ")}</w:p>'
    body = f"<w:p>{run('ไทย')}{reference('footnote', 7)}{run(' เมื่อ พ.ศ. 2566')}{reference('footnote', 5)}</w:p>"
    notes = note("footnote", 5, "Reuters, 2022") + note("footnote", 7, "Jin, 2025")

    pages = read_docx(docx_of(heading + body, footnotes=notes))

    assert pages["text"].to_list() == ["บทนำ\nไทย1 เมื่อ พ.ศ. 2566²\n1 Jin, 2025\n2 Reuters, 2022"]
    assert passages(pages)["kind"].to_list() == ["heading", "body", "footnote", "footnote"]
    assert [mark.said for mark in marks_of(pages)[0]] == ["", "1", "2"]


def test_endnotes_beside_footnotes_have_roman_numerals() -> None:
    body = f"<w:p>{run('ก')}{reference('footnote', 1)}{run('ข')}{reference('endnote', 1)}</w:p>"
    parts = {"footnotes": note("footnote", 1, "A"), "endnotes": note("endnote", 1, "B")}

    assert read_docx(docx_of(body, **parts))["text"].to_list() == ["ก1ขi\n1 A\ni B"]


def test_text_boxes_and_cells_are_read() -> None:
    box = f"<w:p>{run('หน้า')}<w:r><w:pict><w:txbxContent><w:p>{run('กล่อง')}</w:p></w:txbxContent></w:pict></w:r></w:p>"
    cells = "".join(f"<w:tc><w:p>{run(text)}</w:p></w:tc>" for text in ("ไทย", "1967"))

    assert read_docx(docx_of(f"{box}<w:tbl><w:tr>{cells}</w:tr></w:tbl>"))["text"].to_list() == ["หน้า\nกล่อง\nไทย\t1967"]


ARTICLE = "<article><header><h1>หัวข้อ</h1></header><p>เนื้อหา<sup>1</sup></p></article>"
WEB = {
    "menus by name": (f'<div class="menu main-menu"><p>ข่าว</p></div>{ARTICLE}', "หัวข้อ\nเนื้อหา1"),
    "notices": (f'{ARTICLE}<div id="cookie-bar"><div>ยอมรับ</div>คุกกี้</div>', "หัวข้อ\nเนื้อหา1"),
    "roles": (f'<div role="navigation">ข่าว</div>{ARTICLE}', "หัวข้อ\nเนื้อหา1"),
    "what is not shown": (f'<p hidden>ก</p><p style="display: none">ข</p>{ARTICLE}', "หัวข้อ\nเนื้อหา1"),
    "what stands beside the main part": (f"{ARTICLE}<p>ท้าย</p>", "หัวข้อ\nเนื้อหา1"),
    "a main part without the text": (f"<article>ก</article><p>{'ข' * 9}</p>", f"ก\n{'ข' * 9}"),
    "names of the whole page": ('<body class="sidebar"><p>ข้อความ</p></body>', "ข้อความ"),
    "rows of a table": ("<table><tr><td>ไทย</td><td>1967</td></tr><tr><th>ลาว</th></tr></table>", "ไทย\t1967\nลาว"),
    "the head of the page": ("<header><h1>สำนักข่าว</h1></header><p>ข้อความ</p>", "ข้อความ"),
}


@pytest.mark.parametrize(("page", "text"), WEB.values(), ids=WEB.keys())
def test_the_main_text_of_a_web_page_is_read(page: str, text: str) -> None:
    pages = read_html(page.encode())

    assert pages["text"].to_list() == [text]
    shown = [page[at] for at, letter in zip(pages["raw"][0], text, strict=True) if letter not in "\n\t"]
    assert "".join(shown) == "".join(text.split())


def squashed(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed + b"\nendstream"


def page_of(content: bytes, box: str = "0 0 595 842") -> bytes:
    font = b"<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    return assemble(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources %s >>" % (box.encode(), font),
            content,
        ]
    )


SHOWS = b"BT /F 9 Tf 40 700 Td (NATO) Tj ET "
HARMFUL = {
    "a stream that unpacks to much more": page_of(squashed(SHOWS + b" " * 40_000_000)),
    "a page as large as a country": page_of(stream(SHOWS), "0 0 99999999 99999999"),
    "brackets and states that never end": page_of(stream(SHOWS + b"q " * 20_000 + b"[" * 20_000)),
    "a page without end": page_of(stream(SHOWS + b"BI /W 1 /H 1 ID " + bytes(5000))),
}


@pytest.mark.parametrize("data", HARMFUL.values(), ids=HARMFUL.keys())
def test_a_harmful_page_is_read_or_refused(data: bytes) -> None:
    try:
        text = read_pdf(data)["text"].to_list()
    except InputError as refused:
        text = ["NATO"] if len(refused.say("th").split("\n")) == 2 else []

    assert [said.strip() for said in text] == ["NATO"]


def test_a_tree_of_pages_that_holds_itself_ends() -> None:
    data = assemble([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"])

    with pytest.raises(FormatError):
        read_pdf(data)


def test_xml_that_is_too_deep_is_refused() -> None:
    deep = "<w:p>" * 20_000 + "</w:p>" * 20_000

    with pytest.raises(FormatError, match="XML is damaged"):
        read_docx(docx_of(deep))


def test_html_that_is_deep_is_read() -> None:
    assert read_html(b"<div>" * 50_000 + b"NATO")["text"].to_list() == ["NATO"]


def test_a_deep_chapter_does_not_stop_the_book() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("META-INF/container.xml", "<container><rootfile full-path='b.opf'/></container>")
        items = "<item id='a' href='a.xhtml'/><item id='b' href='b.xhtml'/>"
        archive.writestr("b.opf", f"<package>{items}<itemref idref='a'/><itemref idref='b'/></package>")
        archive.writestr("a.xhtml", f"<html><body>{'<div>' * 5000}ลึก</body></html>")
        archive.writestr("b.xhtml", "<html><body><p>ไทย</p></body></html>")

    assert read_epub(file.getvalue())["text"].to_list()[-1] == "ไทย"
