"""Citations as a text prints them, in APA form, Thai and English, and the footnotes that hold them.

A citation covers the words before it, back to the citation before, or to where its paragraph begins: an author who
cites once at the end of a paragraph means the whole of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from trachu.evidence.atoms import gregorian
from trachu.evidence.dates import arabic

NO_DATE = {"n.d": "n.d.", "ม.ป.ป": "ม.ป.ป."}
MOST_IN_BRACKETS = 400  # characters between the brackets of one citation

_BRACKETS = re.compile(rf"\(([^()\n]{{2,{MOST_IN_BRACKETS}}})\)")
# A year whose digits a font has garbled and nobody could read back is kept as it is printed.
_GARBLED = r"(?P<garbled>[^\sA-Za-zก-๎0-9,.;:()“”\"'&/–-]{4})"
_YEAR = (
    r"(?:(?:พ|ค)\.\s?ศ\.?\s?)?(?P<year>[0-9]{4})(?P<letter>[a-z]?)"
    rf"|(?P<none>n\.\s?d\.?|ม\.\s?ป\.\s?ป\.?)|{_GARBLED}"
)
_ONE = re.compile(
    rf"\s*(?:see also|see|e\.g\.,?|cf\.|cited in|as cited in|ดูเพิ่มเติมใน|ดู|อ้างถึงใน|อ้างใน|อ้างแล้วใน)?\s*"
    rf"(?P<who>[^\W\d_][^;]{{1,160}}?),\s{{0,2}}(?:{_YEAR})\s{{0,2}}(?:[,:][^;]{{0,60}})?\s*",
    re.IGNORECASE,
)
_NARRATIVE = re.compile(
    r"(?P<who>[A-Z][\w’'-]{1,30}(?:,?\s(?:[A-Z][\w’'-]{1,30}|et al\.|and|&|van|von|de)){0,4})(?:\sและคณะ)?"
    r"\s{1,2}\((?:ค\.ศ\.\s?|พ\.ศ\.\s?)?(?P<year>\d{4})[a-z]?(?:[,:][^()]{1,30})?\)"
)
# A name and a year in brackets are the title of a work, and no author, where they end so.
_WORK = re.compile(
    r"\b(?:Programmes?|Outline|Acts?|Strategy|Reports?|Plan|Summit|Forum|Conference|Treaty|Agreement|Policy|Initiative|Vision|Agenda"
    r"|Index|Review|Declaration|Framework|Resolution|Charter|Convention|Protocol|War|Crisis|Europe|Asia|Africa|Pacific)$"
)
_NOTE = re.compile(r"\s{0,3}(?P<number>\d{1,3})[\s.]{1,3}(?=\S)")
_NOTE_LEAD = re.compile(
    r"(?:ดูรายละเอียดเพิ่มเติม|ดูรายละเอียด|ดูเพิ่มเติม|ดู|โปรดดู|อ่านเพิ่มเติม|see also|see)"
    r"(?:(?:ได้)?(?:ใน|จาก|ที่)\s?(?=[ก-ฮเ-ไ])|[^A-Z.]{0,120}?(?=[A-Z]))|^",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"(?P<who>[^\W\d_](?:[^()]|\([A-Z.]{2,12}\)){1,240}?)\s{0,2}[.,]?\s{0,2}\(\s{0,2}(?P<year>(?:\d\s?){4}|n\.\s?d\.|ม\.\s?ป\.\s?ป\.)[a-z]?"
    r"(?:\s{0,2},[^()]{0,40})?\s{0,2}\)"
)
_ANCHOR = re.compile(
    r"(?<=[ก-๎a-z])(?P<number>\d{1,3})(?=[\s,.;:)”\"]|$)|(?<=[)”\".])(?P<behind>\d{1,3})(?=\s|$)"
    r"|(?<=[ก-๎a-z]\s)(?<!ที่\s)(?<!ข้อ\s)(?<!มาตรา\s)(?<!hapter\s)(?P<last>\d{1,3})\s*$"
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A source that is cited: where, by which key (``Reuters, 2022``), and back to where it holds."""

    start: int
    end: int
    key: str
    scope: str
    scope_start: int
    year: int | None = None
    note: str | None = None


def citations_in(text: str, breaks: Sequence[int] = ()) -> list[Citation]:
    """Find the citations in brackets, and names with a year in brackets behind them.

    ``breaks`` are places where a paragraph ends; no citation reaches back over one.

    >>> [c.key for c in citations_in("… (Reuters, 2022; Cha & Kim, 2024). เปิดสะพาน (รงรอง วงศ์โอบอ้อม, 2561)")]
    ['Reuters, 2022', 'Cha & Kim, 2024', 'รงรอง วงศ์โอบอ้อม, 2561']
    >>> [c.key for c in citations_in("Waltz (1979) disagrees (n.d.).")]
    ['Waltz, 1979']
    >>> [c.scope_start for c in citations_in("ย่อหน้าแรกจบ. ย่อหน้าสอง (Kim, 2023)", breaks=[14])]
    [14]
    """
    plain = arabic(text)
    found = [c for m in _BRACKETS.finditer(plain) for c in _bracketed(m)]
    taken = {c.start for c in found}
    for match in _NARRATIVE.finditer(plain):
        title = plain[max(0, match.start() - 8) : match.start()].rstrip('“" ').lower().endswith((" of", " the", " in"))
        work = _WORK.search(match["who"])
        if match.start() not in taken and len(match["who"]) > 2 and not (title or work):
            key = f"{_tidy(match['who'])}, {match['year']}"
            found.append(_plain(match.start(), match.end(), key, gregorian(int(match["year"]), "")))
    return _scoped(sorted(found, key=lambda c: (c.start, c.end)), breaks)


def note_in(text: str) -> tuple[str, Citation] | None:
    """Read a passage that is a footnote with a reference: its number and what it cites, else None.

    >>> number, cited = note_in("7 ดูรายละเอียดใน Ministry of Foreign Affairs of Japan. (2021, April 8). Diplomacy. ")
    >>> number, cited.key
    ('7', 'Ministry of Foreign Affairs of Japan, 2021')
    """
    plain = arabic(text)
    number = _NOTE.match(plain)
    if not number:
        return None
    lead = _NOTE_LEAD.search(plain, number.end())
    begin = lead.end() if lead and lead.start() == number.end() else number.end()
    found = reference_in(text, begin)
    return (number["number"], replace(found, note=number["number"])) if found else None


def reference_in(text: str, begin: int = 0) -> Citation | None:
    """Read a reference in full that begins at a place: its authors and year as a citation would give them.

    >>> reference_in("Cha, V., & Kim, E. (2024). New friends.").key
    'Cha & Kim, 2024'
    """
    found = _REFERENCE.match(arabic(text), begin)
    if not found:
        return None
    digits = re.sub(r"\s", "", found["year"])
    year = gregorian(int(digits), "") if digits.isdigit() else None
    key = f"{_families(found['who'])}, {digits if digits.isdigit() else _no_date(digits)}"
    return Citation(begin, found.end(), key, "note", begin, year)


def anchors_in(text: str, notes: Mapping[str, Citation], breaks: Sequence[int] = ()) -> list[Citation]:
    """Find the numbers behind words that lead to a known footnote; each cites what its note cites.

    >>> note = Citation(0, 9, "Jin, 2025", "note", 0, 2025, "8")
    >>> [(c.start, c.key) for c in anchors_in("และอินเดีย8 ต่อมา G20 มี 8 ชาติ", {"8": note})]
    [(10, 'Jin, 2025')]
    """
    found = []
    for match in _ANCHOR.finditer(arabic(text)):
        number = match["number"] or match["behind"] or match["last"]
        if number in notes:
            note = notes[number]
            found.append(_plain(match.start(), match.end(), note.key, note.year, number))
    return _scoped(found, breaks)


def citing(citations: Sequence[Citation], start: int, end: int) -> list[str]:
    """Return the keys of the citations that cover a span: those in it, else the next one behind it.

    >>> cited = citations_in("ก ข ค (Holland, 2022) ง จ (Reuters, 2023)")
    >>> citing(cited, 0, 3), citing(cited, 22, 25)
    (['Holland, 2022'], ['Reuters, 2023'])
    """
    inside = [c for c in citations if start <= c.start < end]
    behind = [c for c in citations if c.start >= end and c.scope_start <= start]
    first = [c for c in behind if c.start == behind[0].start] if behind else []
    return list(dict.fromkeys(c.key for c in (inside or first)))


def _bracketed(match: re.Match[str]) -> list[Citation]:
    """Read what stands between two brackets, if it is nothing but citations."""
    found = []
    for piece in match[1].split(";"):
        one = _ONE.fullmatch(piece)
        if one is None:
            continue
        who = _tidy(one["who"])
        year = gregorian(int(one["year"]), "") if one["year"] else None
        if not _is_author(who) or (year and not 1500 <= year <= 2100):
            continue
        shown = (one["year"] or one["garbled"] or _no_date(one["none"])) + (one["letter"] or "")
        found.append(_plain(match.start(), match.end(), f"{who}, {shown}", year))
    return found


_MONTHS = re.compile(r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")


def _is_author(who: str) -> bool:
    return not _MONTHS.match(who) and not any(c.isdigit() for c in who) and (not who[0].isascii() or who[0].isupper())


def _plain(start: int, end: int, key: str, year: int | None, note: str | None = None) -> Citation:
    return Citation(start, end, key, "paragraph", 0, year, note)


def _scoped(found: list[Citation], breaks: Sequence[int]) -> list[Citation]:
    """Let each citation reach back to the one before it, or to the start of its paragraph."""
    scoped: list[Citation] = []
    begin, here = 0, -1
    for citation in found:
        if citation.start != here:
            opened = max((at for at in breaks if at <= citation.start), default=0)
            begin, here = max(opened, scoped[-1].end if scoped else 0), citation.start
        scope = "paragraph" if begin in (0, *breaks) else "run"
        scoped.append(Citation(citation.start, citation.end, citation.key, scope, begin, citation.year, citation.note))
    return scoped


def _tidy(who: str) -> str:
    whole = " ".join(who.split())
    return whole if whole.endswith("al.") else whole.strip(" ,.")


def _no_date(written: str) -> str:
    return NO_DATE["n.d" if written[0] in "nN" else "ม.ป.ป"]


_INITIALS = re.compile(r"\s?(?:[^\W\d_]\.[\s-]?){0,5}[^\W\d_]?\.?\s?")


def _families(who: str) -> str:
    """Turn the authors of a reference (``Cha, V., & Kim, E.``) into those of a citation (``Cha & Kim``)."""
    names = re.split(r",?\s?&\s?|,\sand\s|\sและ\s", re.sub(r"\s?\([A-Z.]+\)", "", _tidy(who)))
    families = [p for name in names for p in name.split(", ") if p and not _INITIALS.fullmatch(p)]
    if len(families) > 2:
        return f"{families[0]} et al."
    return " & ".join(families) or _tidy(who)
