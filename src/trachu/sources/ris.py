"""What a library knows of documents, as RIS: Zotero, EndNote, Mendeley and QualCoder write it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from trachu.core.errors import FormatError
from trachu.core.words import Words
from trachu.sources.metadata import Described, edtf

Record = dict[str, list[str]]
TAGS = {
    "title": ("TI", "T1", "CT"), "authors": ("AU", "A1"), "publisher": ("PB",), "published": ("DA", "PY", "Y1"),
    "url": ("UR",), "lang": ("LA",), "version": ("ET",),
}  # fmt: skip
FILE = ("L1", "C1")
_LINE = re.compile(r"^([A-Z][A-Z0-9])  ?- ?(.*)$")
_SHORT = {"thai": "th", "ไทย": "th", "english": "en"}


def read_ris(text: str) -> list[Described]:
    r"""Read RIS as records of documents; `L1` or `C1` names the file, `ID` is the key.

    >>> [one] = read_ris("TY  - BOOK\nTI  - Theory\nPY  - 1979\nL1  - lib/w.pdf\nID  - a1\nER  - \n")
    >>> one
    Described(key='a1', files=('w.pdf',), about={'title': 'Theory', 'published': '1979'})
    """
    records = read(text)
    if not records:
        raise FormatError(
            Words(en="The file holds no RIS record.", th="แฟ้มไม่มีระเบียน RIS"),
            Words(en="Export it as RIS; a record begins with TY.", th="โปรดส่งออกเป็น RIS ระเบียนเริ่มด้วย TY"),
        )
    found = []
    for record in records:
        files = tuple(re.split(r"[/\\]", name)[-1] for tag in FILE for name in record.get(tag, ()))
        found.append(Described(next(iter(record.get("ID", ())), ""), files, about(record)))
    return found


def read(text: str) -> list[Record]:
    r"""Read RIS records: for every tag its values, in order.

    >>> read("TY  - BOOK\nAU  - Waltz, K.\nTI  - Theory\n  continued\nER  - \n")
    [{'TY': ['BOOK'], 'AU': ['Waltz, K.'], 'TI': ['Theory continued']}]
    """
    records: list[Record] = []
    last: list[str] | None = None
    for line in text.removeprefix("\ufeff").splitlines():
        found = _LINE.match(line)
        if found is None:
            if last and line.strip():
                last[-1] += f" {line.strip()}"
            continue
        tag, value = found[1], found[2].strip()
        if tag == "TY":
            records.append({})
        if tag == "ER" or not records:
            last = None
        else:
            last = records[-1].setdefault(tag, [])
            last.append(value)
    return records


def about(record: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return what a record tells of a source; dates as EDTF.

    >>> about({"AU": ["Waltz, K.", "B"], "DA": ["1979/06/01/"], "LA": ["Thai"]})
    {'authors': 'Waltz, K. and B', 'published': '1979-06-01', 'lang': 'th'}
    """
    found = {}
    for field, tags in TAGS.items():
        values = next((record[tag] for tag in tags if record.get(tag)), ())
        if values and values[0]:
            found[field] = " and ".join(values) if field == "authors" else values[0]
    if "published" in found:
        found["published"] = edtf(found["published"])
    if "lang" in found:
        found["lang"] = _SHORT.get(found["lang"].casefold(), found["lang"][:2].lower())
    return {name: value for name, value in found.items() if value}
