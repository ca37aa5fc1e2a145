"""The references that a document prints, as CSL-JSON: its footnotes, its list of references, and stubs for the rest.

What is cited in brackets and printed nowhere in full becomes a stub with author and year, which people complete or tie
to a source of their own. Thai authors are `literal`: a Thai name is not turned round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from trachu.evidence.citations import Citation, citations_in, note_in, reference_in
from trachu.evidence.dates import arabic
from trachu.evidence.passage import Passage

Item = dict[str, Any]
_HEADING = re.compile(
    r"\s*(?:บรรณานุกรม|เอกสารอ้างอิง|รายการอ้างอิง|References|Bibliography|Works Cited)\s*:?\s*$",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\s*(?:ภาคผนวก|Appendix|ประวัติผู้)")
_THAI = re.compile("[ก-๎]")
_WEB = re.compile(r"https?://[^\s<>]+(?:(?:(?<=/)\s|\s(?=[\d/]))[^\s<>]+)*")
_DOI = re.compile(r"(?:doi:\s?|https?://(?:dx\.)?doi\.org/)(?P<doi>10\.\d{4,9}/[^\s]+)", re.IGNORECASE)
_PAGES = re.compile(
    r"(?P<journal>[^.]{3,120}?)"
    r"(?:[,.]\s{0,2}(?P<volume>\d{1,4})(?!\d|\s?[-–]\s?\d)(?:\s?\((?P<issue>[^)]{1,12})\))?)?"
    r"(?:[.,]\s{0,2}(?:หน้า\s?|pp?\.\s?)?(?P<page>\d{1,5}\s?[-–]\s?\d{1,5}))?(?=[.,]?\s*$)"
)
_PUBLISHED = re.compile(
    r"\(\s{0,2}(?P<year>(?:\d\s?){4}|n\.\s?d\.|ม\.\s?ป\.\s?ป\.)[a-z]?(?:\s{0,2},\s{0,2}(?P<day>[^()]{0,40}?))?\s{0,2}\)[\s.]{0,4}"
)
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_DAY = re.compile(rf"(?P<month>{'|'.join(_MONTHS)})(?:\s+(?P<day>\d\s?\d?))?", re.IGNORECASE)
_ONE = re.compile(r"(?P<family>[^,&]+?),\s?(?P<given>(?:[^\W\d_]{1,2}\.[\s-]?){1,5})")
_ORG_LETTERS = re.compile(r"\s?\([A-Z.]{2,12}\)")


def bibliography(passages: Sequence[Passage]) -> list[Item]:
    """List the references of a document, each once, in the order of the document.

    >>> found = bibliography([Passage.of("7 Cha, V., & Kim, E. (2024). New friends. Asian Affairs, 12(3), 4-9."),
    ...                       Passage.of("(รงรอง ศรีสุข, 2561)")])
    >>> [(i["id"], i["type"]) for i in found]
    [('Cha & Kim, 2024', 'article-journal'), ('รงรอง ศรีสุข, 2561', 'document')]
    >>> found[0]["author"][0], found[1]["author"]
    ({'family': 'Cha', 'given': 'V.'}, [{'literal': 'รงรอง ศรีสุข'}])
    >>> found[0]["title"], found[0]["container-title"], found[0]["volume"], found[0]["page"]
    ('New friends', 'Asian Affairs', '12', '4-9')
    """
    found: dict[str, Item] = {}
    stubs: list[Citation] = []
    listed = False
    for passage in passages:
        if _HEADING.match(passage.text) or (listed and _ENDS.match(passage.text)):
            listed = bool(_HEADING.match(passage.text))
            continue
        note = note_in(passage.text)
        cited = note[1] if note else (reference_in(passage.text) if listed else None)
        if cited:
            _keep(found, _item(passage.text, cited))
        else:
            stubs += citations_in(passage.text, passage.breaks())
    for stub in stubs:
        if stub.key not in found:
            found[stub.key] = _stub(stub)
    return list(found.values())


def _keep(found: dict[str, Item], item: Item) -> None:
    """Keep an item; another work of the same author and year gets a letter behind the year."""
    key, letters = item["id"], iter("bcdefghijk")
    while item["id"] in found and found[item["id"]]["title"] != item["title"]:
        item["id"] = f"{key}{next(letters, '+')}"
    found.setdefault(item["id"], item)


def _item(text: str, cited: Citation) -> Item:
    plain = arabic(text)[cited.start :]
    published = _PUBLISHED.search(plain)
    who, behind = (plain[: published.start()], plain[published.end() :]) if published else ("", plain)
    doi, web = _DOI.search(behind), _WEB.search(behind)
    body = _WEB.sub("", behind).strip(" .,")
    title, _, rest = _parted(body)
    item: Item = {
        "id": cited.key,
        "type": "webpage" if web and not doi else "document",
        "author": list(_authors(who)),
        "title": title,
    }
    if cited.year:
        item["issued"] = {"date-parts": [[cited.year, *_month_and_day(published["day"] if published else None)]]}
    journal = _PAGES.match(rest)
    if journal and (journal["volume"] or journal["page"]):
        item["type"] = "article-journal"
        item["container-title"] = journal["journal"].strip(" ,.")
        item |= {name: " ".join(journal[name].split()) for name in ("volume", "issue", "page") if journal[name]}
    elif rest.strip(" .,"):
        item["publisher"] = rest.strip(" .,")
    if doi:
        item["DOI"] = doi["doi"].rstrip(".")
    elif web:
        item["URL"] = re.sub(r"\s", "", web[0]).rstrip(".,")
    return item


def _parted(body: str) -> tuple[str, str, str]:
    """Part a title from what follows it: at the first full stop that no abbreviation explains."""
    end = re.search(r"(?<!\b[A-Z])(?<!\bvs)(?<!\bNo)\.\s+(?=\S)|[?]\s+(?=[A-Z])", body)
    if not end:
        return body, "", ""
    stop = end.start() + (body[end.start()] == "?")
    return body[:stop].strip(), ".", body[end.end() :].strip()


def _month_and_day(written: str | None) -> list[int]:
    found = _DAY.search(written or "")
    if not found:
        return []
    month = _MONTHS.index(found["month"].lower()) + 1
    return [month, *([int("".join(found["day"].split()))] if found["day"] else [])]


def _authors(who: str) -> Iterator[dict[str, str]]:
    """Read the authors of a reference: persons with initials, bodies and Thai names as they stand."""
    whole = _ORG_LETTERS.sub("", " ".join(who.split())).strip(" .,")
    if _THAI.search(whole):
        yield from (
            {"literal": name.strip(" .,")} for name in re.split(r"\s?(?:,|;|&|\sและ)\s?", whole) if name.strip(" .,")
        )
        return
    persons = list(_ONE.finditer(whole + "."))
    if persons and persons[0].start() == 0:
        yield from ({"family": p["family"].strip(" ,&."), "given": p["given"].strip(" ,")} for p in persons)
    elif whole:
        yield {"literal": whole}


def _stub(cited: Citation) -> Item:
    """Describe a source of which only author and year are known."""
    who = cited.key.rpartition(", ")[0]
    item: Item = {"id": cited.key, "type": "document", "author": [{"literal": who}]}
    if cited.year:
        item["issued"] = {"date-parts": [[cited.year]]}
    return item
