"""XML of REFI-QDA, read without entities, network or document types; elements are known by their local names."""

from __future__ import annotations

from typing import Any

from lxml import etree

from trachu.core.errors import FormatError
from trachu.core.words import Words
from trachu.sources.guard import broken

Element = Any
CALLED = Words(en="REFI-QDA file", th="แฟ้ม REFI-QDA")


def parse(raw: bytes, root: str) -> Element:
    """Parse XML with entities, network and document types off."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        found = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise broken(CALLED, Words(en="its XML is not well-formed", th="โครงสร้าง XML ไม่ถูกต้อง")) from None
    if found.getroottree().docinfo.doctype:
        raise broken(CALLED, Words(en="it declares a document type", th="มีการประกาศ DOCTYPE"))
    if etree.QName(found).localname != root:
        raise FormatError(
            Words(en=f"The file is no {root} of REFI-QDA.", th=f"แฟ้มนี้ไม่ใช่ {root} ของ REFI-QDA"),
            Words(en="Export it as REFI-QDA again.", th="โปรดส่งออกเป็น REFI-QDA ใหม่อีกครั้ง"),
        )
    return found


def every(root: Element, name: str) -> list[Element]:
    """Return every element of a name, at any depth."""
    return [one for one in root.iter() if isinstance(one.tag, str) and etree.QName(one).localname == name]


def children(element: Element, name: str) -> list[Element]:
    """Return the children of a name."""
    return [one for one in element if isinstance(one.tag, str) and etree.QName(one).localname == name]


def folded(given: str | None) -> str:
    """Return an id as it is compared: without braces, in lower case.

    >>> folded("{AAAA-01}")
    'aaaa-01'
    """
    return (given or "").strip("{} ").lower()
