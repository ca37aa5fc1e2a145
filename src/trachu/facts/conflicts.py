"""Where the sources contradict each other, or what is on record. Both sides are cited, neither is corrected.

Each check states its rule; all prefer to miss a contradiction over raising a false alarm.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from trachu.core.dates import BUDDHIST, FIRST_BUDDHIST_YEAR, bounds
from trachu.facts.events import symmetric
from trachu.facts.finding import Finding
from trachu.facts.happenings import NARROW

GAP = 31  # days between two documents' dates of what may be one happening
ALONE = 92  # days around it in which neither document tells of another of the kind
ONCE = frozenset(
    {"AGREE", "SUPPORT", "CONCEDE", "RETREAT", "SANCTION", "REJECT"}
)  # acts seldom repeated within a month
VISIT = ("CONSULT", "visit")
HAPPENED = ("asserts", "reports")
Row = dict[str, Any]


def denials(claims: pl.DataFrame) -> list[Finding]:
    """Find claims that dispute another claim: the one says so, the other says otherwise.

    >>> from trachu.core.tables import CLAIMS
    >>> claim = {"source": "a", "kind": "statement", "type": "statement", "coder": "rules"}
    >>> claims = CLAIMS.of([claim | {"claim": "c1", "stance": "asserts", "text": "Arms were sent."},
    ...                     claim | {"claim": "c2", "stance": "denies", "text": "None were.", "disputes": ["c1"]}])
    >>> [(one.record, one.says, one.against) for one in denials(claims)]
    [('c2', 'denies: None were.', 'asserts: Arms were sent.')]
    """
    known = {row["claim"]: row for row in claims.select("claim", "stance", "text", "why").iter_rows(named=True)}
    found = []
    for row in claims.filter(pl.col("disputes").list.len() > 0).iter_rows(named=True):
        for disputed in row["disputes"]:
            if other := known.get(disputed):
                says, against = _quote(row), _quote(other)
                found.append(Finding(row["claim"], disputed, "denial", says, against, (row["why"], other["why"])))
    return found


def older_sources(claims: pl.DataFrame) -> list[Finding]:
    """Find events that every source cited for them is too old to know.

    The earliest day of the event lies in a later year than the newest of the cited sources, and the claim
    names that year itself (a date taken over from the sentences around proves nothing). Predictions may
    be older than what they predict, and so may citations without a year.
    """
    found = []
    events = claims.filter(pl.col("kind") == "event", pl.col("stance").is_in(HAPPENED), pl.col("cited").list.len() > 0)
    for row in events.iter_rows(named=True):
        years = [cited_year(key) for key in row["cited"]]
        low, _ = bounds(row["date"])
        newest = max((year for year in years if year), default=None)
        if low and newest and None not in years and newest < low.year and names_year(row["text"], low.year):
            cited = "; ".join(sorted(row["cited"]))
            found.append(
                Finding(row["claim"], None, "source older than event", f"{row['date']}", f"({cited})", (row["why"],))
            )
    return found


def cited_year(key: str) -> int | None:
    """Return the year of a citation key in the Christian era.

    >>> cited_year("Reuters, 2022"), cited_year("รงรอง วงศ์โอบอ้อม, 2561"), cited_year("Lankov, n.d.")
    (2022, 2018, None)
    """
    found = re.search(r"(?<!\d)(\d{4})[a-z]?\s*$", key)
    if found is None:
        return None
    year = int(found.group(1))
    return year - BUDDHIST if year >= FIRST_BUDDHIST_YEAR else year


def names_year(text: str | None, year: int) -> bool:
    """Whether a text names a year, of either era, in Arabic or Thai digits.

    >>> names_year("ในปี พ.ศ. ๒๕๖๗", 2024), names_year("in 2023", 2024)
    (True, False)
    """
    digits = {int(found) for found in re.findall(r"\d{4}", text or "")}  # int() reads Thai digits as well
    return year in digits or year + BUDDHIST in digits


@dataclass(frozen=True, slots=True)
class _Dated:
    event: str
    core: tuple[str, str | None, frozenset[str]]
    low: date
    high: date
    edtf: str
    sources: frozenset[str]
    why: str


def differing_dates(
    events: pl.DataFrame, parties: pl.DataFrame, claims: pl.DataFrame, clusters: Mapping[str, str]
) -> list[Finding]:
    """Find two events of different documents that are one but for their date.

    Same type (one of `ONCE`, or a visit), same mode, the same two or more parties in the same roles; both dated to
    the month or better, without a common day, at most `GAP` days apart; and neither document tells of
    another such event within `ALONE` days, so that a series of meetings is not taken for a mistake.
    """
    groups: dict[tuple[Any, ...], list[_Dated]] = {}
    for one in _dated(events, parties, claims, clusters):
        groups.setdefault(one.core, []).append(one)
    found = []
    for same in groups.values():
        same.sort(key=lambda one: (one.low, one.high, one.event))
        for first, second in itertools.pairwise(same):
            if 0 < (second.low - first.high).days <= GAP and not first.sources & second.sources:
                series = [o for o in same if o not in (first, second) and _near(o, first, second)]
                if not any(o.sources & (first.sources | second.sources) for o in series):
                    found.append(
                        Finding(
                            first.event, second.event, "event date", first.edtf, second.edtf, (first.why, second.why)
                        )
                    )
    return found


def _quote(row: Row) -> str:
    text = " ".join((row["text"] or "").split())
    return f"{row['stance']}: {text[:80]}{'…' if len(text) > 80 else ''}"


def _dated(
    events: pl.DataFrame, parties: pl.DataFrame, claims: pl.DataFrame, clusters: Mapping[str, str]
) -> list[_Dated]:
    sources: dict[str, set[str]] = {}
    for claim, source in claims.filter(kind="event").select("claim", "source").iter_rows():
        sources.setdefault(clusters[claim], set()).add(source)
    who: dict[str, dict[str, set[str]]] = {}
    for record, role, actor in parties.select("record", "role", "actor").iter_rows():
        who.setdefault(record, {}).setdefault(role, set()).add(actor)
    dated = []
    for row in events.iter_rows(named=True):
        low, high = bounds(row["date"])
        once = row["type"] in ONCE or (row["type"], row["mode"]) == VISIT
        if not (once and low and high and (high - low).days < NARROW):
            continue
        roles = who.get(row["event"], {})
        both = {f"{role} {actor}" for role, actors in roles.items() for actor in actors}
        if symmetric(row["type"], row["mode"]):
            both = set().union(*roles.values())
        if len(both) > 1:
            core = (row["type"], row["mode"], frozenset(both))
            found = frozenset(sources.get(row["event"], ()))
            dated.append(_Dated(row["event"], core, low, high, row["date"], found, row["why"]))
    return dated


def _near(one: _Dated, first: _Dated, second: _Dated) -> bool:
    return (first.low - one.high).days <= ALONE and (one.low - second.high).days <= ALONE
