"""Codes of a REFI-QDA file: which are ours, and which become codes of the team's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from trachu.bench.codebook import codebook
from trachu.bench.exchange.refi_qda import code_guids
from trachu.bench.exchange.refi_xml import Element, children, every, folded

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

Row = dict[str, Any]
LONGEST_CODE = 64
_NAMED = re.compile(r"^(en|th): (.+)$", re.MULTILINE)


def new_codes(bench: Bench, root: Element) -> tuple[list[Row], dict[str, str]]:
    """Return codes that are not known, and for every id in the file the code that it means."""
    ours = {folded(given): code for code, given in code_guids(bench).items()}
    known = set(codebook(bench.store.codes())["code"])
    new: dict[str, Row] = {}
    meant: dict[str, str] = {}
    own = {c.code for c in bench.store.codes()}

    def visit(element: Element, parent: str | None) -> None:
        """Take in a code and those below it."""
        here = parent
        given = folded(element.get("guid"))
        if element.get("isCodable", "true") in ("true", "1"):
            name = " ".join((element.get("name") or "").split())[:LONGEST_CODE] or "unnamed code"
            code = ours.get(given) or name
            if code not in known and code not in new:
                new[code] = _code(element, code, parent, given)
            meant[given] = code
            here = code if code in new or code in own else None
        for child in children(element, "Code"):
            visit(child, here)

    for codes in every(root, "Codes"):
        for element in children(codes, "Code"):
            visit(element, None)
    return list(new.values()), meant


def _code(element: Element, code: str, parent: str | None, given: str) -> Row:
    described = next((one.text for one in children(element, "Description") if one.text), "")
    names = dict(_NAMED.findall(described))
    meaning = _NAMED.sub("", described).strip()[:4000] or None
    colour = element.get("color")
    return {
        "code": code, "parent": parent, "en": names.get("en", code)[:255], "th": names.get("th", code)[:255],
        "meaning": meaning, "colour": colour if colour and re.fullmatch("#[0-9A-Fa-f]{6}", colour) else None,
        "guid": given if len(given) == 36 else None,
    }  # fmt: skip
