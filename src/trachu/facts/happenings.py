"""Which claims of many passages and documents tell of one happening.

Two claims may tell of one happening if

* they are of one type, or of two types that coders take for one another (`RELATED`) on dates no wider than a month;
* their modes are equal, or one names none;
* they share two parties (or all, where one names fewer), and who acts in one acts in the other as well, unless the
  type is symmetric; a claim with a single party joins others of its own document only;
* their dates can be the same day. Claims without a date are joined only where the words are the same.

Claims are taken from the most to the least precise date. Each joins the happening that fits best; where several fit
equally well ("in 2023", of a year with three visits) it stands alone. All dates of a happening have a day in
common, and parties are compared with those of its first claim, so that no chain leads from one happening to another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from itertools import combinations
from typing import Any

RELATED = frozenset({"AGREE", "SUPPORT"})  # to promise and to sign: the codebook parts them by one verb
NARROW = 31  # days: the widest date that is "no wider than a month"
WIDEST = 5 * 366  # days: a wider date says nothing about when, and is treated as no date
MOST_PARTIES = 6  # so many parties, in order of name, are enough to find the happenings that share two

Party = frozenset[str]
Key = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Told:
    """One event claim as the clustering sees it."""

    claim: str
    source: str
    type: str
    mode: str | None
    text: str
    low: date | None
    high: date | None
    actors: Party
    recipients: Party
    symmetric: bool = False

    @property
    def parties(self) -> Party:
        """Everybody in it."""
        return self.actors | self.recipients

    @property
    def days(self) -> int:
        """How many days its date leaves open."""
        return (self.high - self.low).days + 1 if self.low and self.high else WIDEST + 1

    @property
    def order(self) -> tuple[Any, ...]:
        """Sort by precision, then by content, so that the order of rows never matters."""
        return self.days, self.low or date.min, self.type, self.mode or "~", sorted(self.parties), self.claim

    @property
    def signature(self) -> tuple[Any, ...]:
        """What two claims share that tell the same in the same precision."""
        place = self.source if len(self.parties) < 2 else ""
        words = "" if self.low and self.parties else " ".join(self.text.casefold().split()) or self.claim
        return self.type, self.mode, self.actors, self.recipients, self.low, self.high, words, place


@dataclass(slots=True)
class Happening:
    """Claims that tell of one happening; `low` to `high` are the days that all their dates allow."""

    first: Told
    low: date | None
    high: date | None
    claims: list[str] = field(default_factory=list)
    modes: set[str] = field(default_factory=set)

    @property
    def id(self) -> str:
        """Name the happening by the claims that tell of it."""
        return f"e{sha256(chr(0).join(sorted(self.claims)).encode()).hexdigest()[:12]}"


def group(told: Iterable[Told]) -> list[Happening]:
    """Group claims by the happening that they tell of; the order in which they are given never matters."""
    found: list[Happening] = []
    index: dict[Key, list[Happening]] = {}
    same: dict[tuple[Any, ...], Happening] = {}
    for one in sorted(told, key=lambda claim: claim.order):
        home = same.get(one.signature)
        if home is None or not _dates_meet(one, home):
            home = _best(one, _candidates(one, index))
        if home is None:
            home = Happening(one, one.low, one.high)
            found.append(home)
            _enter(home, index)
        _join(one, home)
        same.setdefault(one.signature, home)
    return found


def related(a: Told, b: Told) -> bool:
    """Whether two claims are of one type, or of two that are taken for one another and dated closely."""
    return a.type == b.type or ({a.type, b.type} <= RELATED and max(a.days, b.days) <= NARROW)


def share_parties(a: Told, b: Told) -> bool:
    """Whether enough parties are in both, and nobody has changed sides."""
    enough = min(2, len(a.parties), len(b.parties))
    if not enough or len(a.parties & b.parties) < enough:
        return False
    if enough == 1 and a.source != b.source:
        return False
    one_sided = not (a.actors and b.actors) or bool(a.actors & b.actors)
    return one_sided or a.symmetric or b.symmetric


def _dates_meet(one: Told, home: Happening) -> bool:
    if one.low is None or home.low is None or one.high is None or home.high is None:
        return one.low is None and home.low is None
    return one.low <= home.high and home.low <= one.high


def _candidates(one: Told, index: dict[Key, list[Happening]]) -> Iterator[Happening]:
    if one.low is None:
        return
    seen = set()
    for key in _keys(one, asking=True):
        for home in index.get(key, ()):
            if id(home) not in seen and _fits(one, home):
                seen.add(id(home))
                yield home


def _fits(one: Told, home: Happening) -> bool:
    near_mode = one.mode is None or not home.modes or one.mode in home.modes
    return near_mode and _dates_meet(one, home) and related(one, home.first) and share_parties(one, home.first)


def _best(one: Told, homes: Iterable[Happening]) -> Happening | None:
    """Return the happening that fits best, or None where none does or two do equally well."""
    ranked = sorted(((_fit(one, home), home) for home in homes), key=lambda pair: pair[0], reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][1]


def _fit(one: Told, home: Happening) -> tuple[bool, bool, bool]:
    return one.parties == home.first.parties, one.type == home.first.type, one.mode is None or one.mode in home.modes


def _enter(home: Happening, index: dict[Key, list[Happening]]) -> None:
    for key in _keys(home.first, asking=False):
        index.setdefault(key, []).append(home)


def _keys(one: Told, *, asking: bool) -> Iterator[Key]:
    """Yield the blocks of a claim: who, what and when.

    A happening stands in a block for each pair of its parties and each of them, in its months and
    its years; one with a single party in a block of its own. A claim asks for its pairs and for
    happenings with one of its parties alone, by month if its date is narrow, else by year.
    """
    if one.low is None or one.high is None:
        return
    names = sorted(one.parties)[:MOST_PARTIES]
    pairs, lone = ["+".join(pair) for pair in combinations(names, 2)], [f"{name} alone" for name in names]
    whos = [*pairs, *lone] if asking else [*pairs, *names]
    if len(names) == 1:
        whos = [*names, *lone] if asking else lone
    months, years = list(_months(one.low, one.high)), range(one.low.year, one.high.year + 1)
    times = {*months, *years} if not asking else months if one.days <= NARROW else years
    kind = min(RELATED) if one.type in RELATED else one.type
    yield from ((who, kind, when) for who in whos for when in times)


def _months(low: date, high: date) -> Iterator[int]:
    """Yield the months of a period as YYYYMM, which no year is."""
    day = low.replace(day=1)
    while day <= high:
        yield day.year * 100 + day.month
        day = (day + timedelta(days=31)).replace(day=1)


def _join(one: Told, home: Happening) -> None:
    home.claims.append(one.claim)
    if one.mode:
        home.modes.add(one.mode)
    if one.low and home.low and one.high and home.high:
        home.low, home.high = max(home.low, one.low), min(home.high, one.high)
