"""References as CSL-JSON, the form that reference managers exchange.

Source: Citation Style Language 1.0.2, data schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trachu.ontology.reference import Reference

CSL_TYPES = {
    "article": "article-journal",
    "book": "book",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "techreport": "report",
    "report": "report",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "dataset": "dataset",
    "software": "software",
    "online": "webpage",
    "legislation": "legislation",
    "treaty": "treaty",
}


def csl_item(ref: Reference) -> dict[str, Any]:
    """Return a reference as an item of CSL-JSON; Thai authors and bodies are literal, so that none is turned round."""
    item: dict[str, Any] = {"id": ref.key, "type": CSL_TYPES.get(ref.type, "webpage" if ref.get("url") else "document")}
    fields = {
        "title": ref.get("title"),
        "container-title": ref.get("journal", "booktitle"),
        "publisher": ref.get("publisher", "institution", "school", "organization"),
        "volume": ref.get("volume"),
        "issue": ref.get("number"),
        "page": ref.get("pages"),
        "edition": ref.get("edition"),
        "version": ref.get("version"),
        "DOI": ref.get("doi"),
        "URL": ref.get("url"),
        "language": "th" if ref.thai else ref.get("language"),
    }
    item |= {name: value for name, value in fields.items() if value}
    if ref.authors:
        item["author"] = [
            {"literal": name.literal} if name.literal else {"family": name.family, "given": name.given}
            for name in ref.authors
        ]
    if ref.year is not None:
        item["issued"] = {"date-parts": [[ref.year]]}
    return item
