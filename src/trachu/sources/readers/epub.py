"""Electronic books (EPUB): the chapters in the order of reading, each a page, with their notes."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from zipfile import ZipFile

import polars as pl
from lxml import etree

from trachu.core.parts import reader
from trachu.core.text import Mapped
from trachu.core.words import Words
from trachu.sources.guard import broken, check_pages, decode, expect, no_text, open_zip, unzip
from trachu.sources.pages import lay_out

LABEL = Words(en="electronic book (EPUB)", th="หนังสืออิเล็กทรอนิกส์ (EPUB)")

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_DROPPED = frozenset(("head", "script", "style", "nav", "svg", "math", "template", "iframe", "object", "rt", "rp"))
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "div", "dl", "dt", "figcaption",
    "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section",
    "table", "td", "th", "tr", "ul",
))  # fmt: skip
_NOTES = frozenset(("footnote", "endnote", "rearnote"))
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\w+);)(\w+);")
_LOCKED = Words(
    en="Ask for a copy without copy protection, or add another edition.",
    th="โปรดใช้สำเนาที่ไม่มีการป้องกันการคัดลอก หรือเพิ่มฉบับอื่นแทน",
)


@reader(name="epub", version="1", suffixes=(".epub",), label=LABEL)
def read_epub(data: bytes) -> pl.DataFrame:
    """Read the text of a book, one chapter a page; menus and scripts are left out.

    Footnotes and endnotes stand at the end of their chapter, each on a line that begins with
    ``[note]``. Offsets are those of the text of all chapters, one behind the other.

    >>> import io, zipfile
    >>> file = io.BytesIO()
    >>> with zipfile.ZipFile(file, "w") as archive:
    ...     archive.writestr("META-INF/container.xml", "<container><rootfile full-path='book.opf'/></container>")
    ...     archive.writestr("book.opf", "<package><item id='a' href='a.xhtml'/><itemref idref='a'/></package>")
    ...     archive.writestr("a.xhtml", "<html><body><p>ไทย</p></body></html>")
    >>> read_epub(file.getvalue()).row(0)
    (1, 'ไทย', [0, 1, 2])
    """
    expect(data, "zip", LABEL)
    archive = open_zip(data, LABEL)
    names = _spine(archive)
    check_pages(len(names))
    locked = _encrypted(archive)
    pages, at = [], 0
    for name in names:
        if name in locked:
            raise broken(LABEL, Words(en="it is protected against copying", th="มีการป้องกันการคัดลอก"), _LOCKED)
        content = unzip(archive, name, LABEL)
        text = _chapter(content) if content is not None else ""
        if text:
            pages.append(Mapped.of(text, at))
            at += len(text)
    if not pages:
        raise no_text(LABEL)
    return lay_out(pages)


def _spine(archive: ZipFile) -> list[str]:
    """Return the files of the chapters in the order of reading."""
    container = _xml(_part(archive, _CONTAINER))
    path = next((str(node.get("full-path", "")) for node in _named(container, "rootfile")), "")
    package = _xml(_part(archive, path))
    items = {node.get("id"): node.get("href", "") for node in _named(package, "item")}
    chosen = [items.get(node.get("idref"), "") for node in _named(package, "itemref")]
    folder = posixpath.dirname(path)
    return [posixpath.normpath(posixpath.join(folder, _plain(href))) for href in chosen if href]


def _encrypted(archive: ZipFile) -> set[str]:
    content = unzip(archive, _ENCRYPTION, LABEL)
    return {_plain(node.get("URI", "")) for node in _named(_xml(content), "CipherReference")} if content else set()


def _plain(href: str) -> str:
    """Write an address inside the book without its escapes.

    >>> _plain("first%20one.xhtml#top")
    'first one.xhtml'
    """
    whole = re.sub(rb"%([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), href.partition("#")[0].encode())
    return whole.decode("utf8", errors="replace")


def _part(archive: ZipFile, name: str) -> bytes:
    content = unzip(archive, name, LABEL)
    if content is None:
        detail = Words(en=f"it has no {name or 'package file'}", th=f"ไม่มีส่วน {name or 'แฟ้มแพ็กเกจ'}")
        raise broken(LABEL, detail)
    return content


def _xml(content: bytes) -> etree._Element:
    """Parse without resolving entities, so that a book cannot read other files or fill the memory."""
    text = _NAMED.sub(lambda found: html.unescape(found[0]), decode(content).lstrip("\ufeff"))
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root: etree._Element | None = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise broken(LABEL, Words(en="its XML is damaged", th="XML ภายในเสียหาย"))
    return root


def _named(root: etree._Element, name: str) -> Iterator[etree._Element]:
    yield from root.iter(f"{{*}}{name}")


def _chapter(content: bytes) -> str:
    root = _xml(content)
    notes: list[str] = []
    lines = "".join(_words(root, notes)).split("\n")
    kept = [" ".join(line.split()) for line in lines]
    return "\n".join([line for line in kept if line] + notes)


def _words(node: etree._Element, notes: list[str]) -> Iterator[str]:
    """Yield the text below a node, a line break at both ends of a block; notes are set aside."""
    tag = etree.QName(node).localname if isinstance(node.tag, str) else ""
    if tag in _DROPPED or not tag:
        return
    if _NOTES & set(node.get(_EPUB_TYPE, "").split()):
        inner = [re.sub(r"\s+", " ", node.text or ""), *_below(node, notes)]
        notes.append(f"[note] {' '.join(''.join(inner).split())}")
        return
    if tag in _BLOCKS:
        yield "\n"
    yield re.sub(r"\s+", " ", node.text or "")
    yield from _below(node, notes)
    if tag in _BLOCKS:
        yield "\n"


def _below(node: etree._Element, notes: list[str]) -> Iterator[str]:
    for child in node:
        yield from _words(child, notes)
        yield re.sub(r"\s+", " ", child.tail or "")
