"""Books are read chapter by chapter, and hostile ones are refused in one sentence."""

from __future__ import annotations

import io
import zipfile

import pytest

from trachu.core.errors import TrachuError
from trachu.sources.pages import raw_document
from trachu.sources.readers.epub import read_epub

CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf"><manifest>
<item id="a" href="first%20one.xhtml"/><item id="b" href="text/second.xhtml"/><item id="n" href="nav.xhtml"/></manifest>
<spine><itemref idref="b"/><itemref idref="a"/><itemref idref="gone"/></spine></package>"""
XHTML = '<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">{}</html>'
FIRST = (
    "<head><title>no</title></head><body><h1>บทที่&nbsp;1</h1><p>ไทย<b>และ</b>\n อาเซียน</p><script>x()</script></body>"
)
SECOND = (
    '<body><nav><p>menu</p></nav><p>Trade &amp; aid<sup>1</sup>.</p><table><tr><td>a</td><td>b</td></tr></table>'
    '<aside epub:type="footnote"><p>A  source.</p></aside></body>'
)  # fmt: skip


def book(**parts):
    files = {
        "META-INF/container.xml": CONTAINER, "OEBPS/book.opf": PACKAGE, "OEBPS/first one.xhtml": XHTML.format(FIRST),
        "OEBPS/text/second.xhtml": XHTML.format(SECOND),
    } | parts  # fmt: skip
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            if content is not None:
                archive.writestr(name, content)
    return file.getvalue()


def test_chapters_come_in_the_order_of_reading():
    pages = read_epub(book())

    assert ["Trade & aid1.\na\nb\n[note] A source.", "บทที่ 1\nไทยและ อาเซียน"] == pages["text"].to_list()
    assert raw_document(pages) == "".join(pages["text"])


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"META-INF/container.xml": None}, "no META-INF/container.xml"),
        ({"META-INF/container.xml": "<container/>"}, "no package file"),
        ({"OEBPS/book.opf": ""}, "XML is damaged"),
        ({"OEBPS/book.opf": "<package/>"}, "holds no text"),
        ({"OEBPS/first one.xhtml": XHTML.format("<body/>"), "OEBPS/text/second.xhtml": None}, "holds no text"),
        (
            {"META-INF/encryption.xml": '<e><CipherReference URI="OEBPS/text/second.xhtml"/></e>'},
            "protected against copying",
        ),
        ({"OEBPS/text/second.xhtml": "a" * 50_000_000}, "may be a trap"),
    ],
)
def test_a_bad_book_is_refused_in_one_sentence(parts, says):
    with pytest.raises(TrachuError, match=says) as refused:
        read_epub(book(**parts))

    assert refused.value.say("th")


def test_obfuscated_fonts_are_no_protection():
    fonts = '<e><CipherReference URI="OEBPS/fonts/a.otf"/></e>'

    assert 2 == read_epub(book(**{"META-INF/encryption.xml": fonts})).height


def test_entities_of_a_hostile_chapter_are_never_resolved():
    bomb = (
        '<!DOCTYPE html [<!ENTITY a "lol"><!ENTITY b "&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
        "<html><body><p>safe &b; &x; end</p></body></html>"
    )

    assert "safe" in read_epub(book(**{"OEBPS/text/second.xhtml": bomb}))["text"][0]
    assert "root" not in "".join(read_epub(book(**{"OEBPS/text/second.xhtml": bomb}))["text"])
    assert "lol" not in "".join(read_epub(book(**{"OEBPS/text/second.xhtml": bomb}))["text"])


def test_other_bytes_are_refused():
    with pytest.raises(TrachuError, match="plain text"):
        read_epub(b"not a book")
    with pytest.raises(TrachuError, match="damaged"):
        read_epub(book()[:200])
