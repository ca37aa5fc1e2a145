"""HTML: the main text of a page, every character with its offset in the decoded file."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import polars as pl

from trachu.core.parts import reader
from trachu.core.text import Mapped
from trachu.core.words import Words
from trachu.sources.guard import decode, expect, no_text
from trachu.sources.pages import lay_out

LABEL = Words(en="web page (HTML)", th="หน้าเว็บ (HTML)")

_DROPPED = frozenset((
    "script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form", "button", "select", "svg",
    "math", "iframe", "object", "head",
))  # fmt: skip
_BLOCKS = frozenset((
    "address", "article", "blockquote", "body", "br", "caption", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "main", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
))  # fmt: skip
_CELLS = frozenset(("td", "th"))
_MAIN = frozenset(("main", "article"))
_WHOLE = frozenset(("html", "body", *_MAIN))  # never left out for their attributes
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_ROLES = frozenset((
    "alertdialog", "banner", "complementary", "contentinfo", "dialog", "menu", "menubar", "navigation", "search",
))  # fmt: skip
_CLASSES = re.compile(
    r"(?:^|\s)(?:(?:nav|navbar|navigation|menu|sidebar|footer|related|comments|newsletter|popup|modal|ads?)(?=\s|$)"
    r"|(?:cookie|consent|breadcrumb|share|social|advert)(?:[-_]?\w+)*(?=\s|$))",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
ENOUGH = 0.5  # share of a page's letters from which its main part stands for the page
_SAVE = Words(
    en="Save the page from a browser after it has loaded, or print it to PDF, and add that.",
    th="บันทึกหน้าเว็บจากเบราว์เซอร์หลังโหลดครบแล้ว หรือพิมพ์เป็น PDF แล้วเพิ่มแฟ้มนั้น",
)
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?\s*([\w-]+)", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")


@reader(name="html", version="2", suffixes=(".html", ".htm", ".xhtml"), label=LABEL)
def read_html(data: bytes) -> pl.DataFrame:
    """Read the text of a web page as one page; scripts, menus, heads and feet, and what is not shown are left out.

    If the page marks its main part and most of the text stands there, only that is read.

    >>> read_html(b"<p>A &amp; B</p><script>x()</script>").row(0)
    (1, 'A & B', [3, 4, 5, 10, 11])
    """
    expect(data, "text", LABEL)
    source = _decode(data)
    walker = _Walker(source)
    walker.feed(source)
    walker.close()
    text = walker.mapped()
    if not text.text.strip():
        raise no_text(LABEL, _SAVE)
    return lay_out([text])


def _decode(data: bytes) -> str:
    """Decode as the page declares, if it declares a Thai code page; else as any text."""
    declared = _CHARSET.search(data[:4096])
    if declared and declared[1].lower() in (b"tis-620", b"windows-874", b"iso-8859-11"):
        return data.decode("cp874", errors="replace")
    return decode(data)


class _Walker(HTMLParser):
    """Collects text and offsets; a block begins a line, blanks run together, `pre` keeps them."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self._lines = [0, *(m.end() for m in re.finditer("\n", source))]
        self._source = source
        self._dropped: list[str] = []
        self._main = 0
        self._pre = 0
        self._text: list[str] = []
        self._raw: list[int] = []
        self._inside: list[bool] = []

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, or what is left out."""
        if self._dropped or self._beside(tag, attrs):
            if tag not in _VOID and (not self._dropped or tag in _DROPPED or tag == self._dropped[-1]):
                self._dropped.append(tag)
            return
        self._main += tag in _MAIN
        self._pre += tag == "pre"
        if tag in _BLOCKS:
            self._break()
        elif tag in _CELLS and self._text and self._text[-1] != "\n":
            self._put("\t", [self._here()])

    def _beside(self, tag: str, attrs: list[tuple[str, str | None]]) -> bool:
        """Tell whether an element is no part of the text: a menu, a notice, or not shown at all."""
        if tag == "header" and self._main:  # the head of an article holds its title
            return False
        if tag in _DROPPED or tag in _WHOLE:
            return tag in _DROPPED
        given = {name: value or "" for name, value in attrs}
        unseen = "hidden" in given or given.get("aria-hidden") == "true" or _UNSEEN.search(given.get("style", ""))
        named = _CLASSES.search(given.get("class", "")) or _CLASSES.search(given.get("id", ""))
        return bool(unseen or named or given.get("role") in _ROLES)

    def handle_endtag(self, tag: str) -> None:
        """End a block, or what is left out."""
        if self._dropped:
            if tag in self._dropped:
                while self._dropped.pop() != tag:
                    pass
            return
        self._main = max(0, self._main - (tag in _MAIN))
        self._pre = max(0, self._pre - (tag == "pre"))
        if tag in _BLOCKS:
            self._break()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Break the line at a tag that closes itself."""
        if not self._dropped and tag in _BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        """Take text; blanks run together outside `pre`."""
        if self._dropped:
            return
        start = self._here()
        if self._pre:
            self._put(data, range(start, start + len(data)))
            return
        last = 0
        for blank in _BLANKS.finditer(data):
            self._put(data[last : blank.start()], range(start + last, start + blank.start()))
            if self._text and self._text[-1] not in " \n\t":
                self._put(" ", range(start + blank.start(), start + blank.start() + 1))
            last = blank.end()
        self._put(data[last:], range(start + last, start + len(data)))

    def handle_entityref(self, name: str) -> None:
        """Take a named character."""
        self._reference(f"&{name};", f"&{name}")

    def handle_charref(self, name: str) -> None:
        """Take a numbered character."""
        self._reference(f"&#{name};", f"&#{name}")

    def _reference(self, closed: str, bare: str) -> None:
        if self._dropped:
            return
        start = self._here()
        written = closed if self._source.startswith(closed, start) else bare
        meant = html.unescape(written).replace("\xa0", " ")
        if meant == written and len(written) > 1:  # no such entity: the characters stand for themselves
            self._put(written, range(start, start + len(written)))
        else:
            self._put(meant, [start] * len(meant))

    def _break(self) -> None:
        while self._text and self._text[-1] in " \t":
            for kept in (self._text, self._raw, self._inside):
                kept.pop()
        if self._text and self._text[-1] != "\n":
            self._put("\n", [self._here()])

    def _put(self, text: str, raw: range | list[int]) -> None:
        self._text.extend(text)
        self._raw.extend(raw)
        self._inside.extend([self._main > 0] * len(raw))

    def mapped(self) -> Mapped:
        """Return the text, or its main part if most letters stand there, without the blanks at its end."""
        letters = [letter.isalnum() for letter in self._text]
        main = sum(letter and inside for letter, inside in zip(letters, self._inside, strict=True))
        chosen = self._inside if 0 < main >= ENOUGH * sum(letters) else [True] * len(letters)
        kept = [(letter, at) for letter, at, here in zip(self._text, self._raw, chosen, strict=True) if here]
        whole = "".join(letter for letter, _ in kept)
        return Mapped(whole, tuple(at for _, at in kept))[len(whole) - len(whole.lstrip("\n")) : len(whole.rstrip())]
