"""Treaties, resolutions and arrangements, read from `treaties/*.toml`: who is bound to what, towards whom, how far.

The first five kinds of obligation are those of the Alliance Treaty Obligations and Provisions project (ATOP); the
rest are what sanctions resolutions, arms control and technology agreements ask for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args

from trachu.core.dates import bounds, valid
from trachu.core.errors import UnknownName, ontology_error
from trachu.core.words import Words
from trachu.ontology.domain import domains
from trachu.ontology.files import tomls, words
from trachu.ontology.forum import BELONGING, forums
from trachu.ontology.reference import known

if TYPE_CHECKING:
    import polars as pl

Kind = Literal["treaty", "resolution", "arrangement"]
Role = Literal["signatory", "bound", "target", "author", "depositary"]
ALLIANCE = ("defense", "offense", "neutral", "nonagg", "consul")
"""The obligations that make a treaty an alliance for ATOP."""

OBLIGATIONS = {
    "defense": Words(en="help when attacked", th="ช่วยเหลือเมื่อถูกโจมตี"),
    "offense": Words(en="join in an attack", th="ร่วมเป็นฝ่ายโจมตี"),
    "neutral": Words(en="stay out of a war against the other", th="วางตนเป็นกลางเมื่ออีกฝ่ายมีสงคราม"),
    "nonagg": Words(en="not use force against the other", th="ไม่ใช้กำลังต่ออีกฝ่าย"),
    "consul": Words(en="consult in a crisis", th="ปรึกษาหารือเมื่อเกิดวิกฤต"),
    "basing": Words(en="admit forces", th="ให้กองกำลังเข้าประจำการ"),
    "build-up": Words(en="strengthen defence together", th="เสริมสร้างกำลังป้องกันร่วมกัน"),
    "embargo": Words(en="not buy or sell", th="ห้ามซื้อขาย"),
    "ceiling": Words(en="not exceed a quantity", th="ไม่เกินเพดานปริมาณ"),
    "freeze": Words(en="freeze assets or end ventures", th="อายัดทรัพย์สินหรือยุติกิจการร่วม"),
    "travel-ban": Words(en="refuse entry", th="ห้ามเดินทางเข้า"),
    "repatriate": Words(en="send workers home", th="ส่งแรงงานกลับประเทศ"),
    "inspect": Words(en="inspect cargo or sites", th="ตรวจค้นสินค้าหรือสถานที่"),
    "report": Words(en="report", th="รายงาน"),
    "disarm": Words(en="give up or not acquire weapons", th="สละหรือไม่แสวงหาอาวุธ"),
    "technology": Words(en="share science and technology", th="แบ่งปันวิทยาศาสตร์และเทคโนโลยี"),
    "trade": Words(en="further trade and investment", th="ส่งเสริมการค้าและการลงทุน"),
    "export-control": Words(en="control exports", th="ควบคุมการส่งออก"),
    "oppose-sanctions": Words(en="oppose sanctions on the other", th="ต่อต้านการคว่ำบาตรต่ออีกฝ่าย"),
}


@dataclass(frozen=True, slots=True)
class Party:
    """Who stands in which role to a treaty, from when to when (EDTF; None: not known, or still so)."""

    actor: str
    role: str
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class Obligation:
    """What an article asks, of whom (`on`; empty: all parties), not of whom (`off`), and towards whom."""

    article: str
    type: str
    on: tuple[str, ...]
    off: tuple[str, ...]
    toward: str | None
    says: Words
    ceiling: float | None
    unit: str | None
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Treaty:
    """A treaty, resolution or arrangement, as its file describes it."""

    treaty: str
    kind: str
    name: Words
    official: Words | None
    aliases_en: tuple[str, ...]
    aliases_th: tuple[str, ...]
    signed: str
    in_force: str | None
    until: str | None
    domain: str
    exhaustive: bool
    cite: tuple[str, ...]
    parties: tuple[Party, ...]
    obligations: tuple[Obligation, ...]

    @property
    def since(self) -> str:
        """The day from which it binds: entry into force where it is known, else signature."""
        return self.in_force or self.signed

    def bound(self, obligation: Obligation) -> tuple[str, ...]:
        """Return the actors that an obligation binds.

        >>> resolution = treaties()["TREATY:UNSC-2397"]
        >>> "PRK" in resolution.bound(resolution.obligations[0])
        False
        """
        parties = (one.actor for one in self.parties if one.role in ("signatory", "bound"))
        spared = (*obligation.off, obligation.toward)
        return tuple(sorted(actor for actor in set(obligation.on or parties) if actor not in spared))


@cache
def treaties() -> dict[str, Treaty]:
    """Read every file of `treaties/` by its id, and check it; a fault names the file.

    >>> [o.type for o in treaties()["TREATY:RUS-PRK-2024"].obligations if o.article == "4"]
    ['defense']
    """
    found: dict[str, Treaty] = {}
    for file, given in tomls("treaties"):
        one = _treaty(file, given)
        if one.treaty in found:
            raise ontology_error(file, f"{one.treaty} is described twice.")
        for fault in _faults(one):
            raise ontology_error(file, fault)
        found[one.treaty] = one
    return found


def treaty(id: str) -> Treaty:
    """Return one treaty; a wrong id is answered with the nearest right one."""
    try:
        return treaties()[id]
    except KeyError:
        raise UnknownName("treaty", id, treaties()) from None


def treaty_table() -> pl.DataFrame:
    """Tabulate the treaties as ties: what binds, since when, with which kinds of obligation.

    `type` is `alliance` where any obligation is one of ATOP's, else `agreement`, or `resolution`.

    >>> treaty_table().filter(tie="TREATY:USA-KOR-1953")["type"].to_list()
    ['alliance']
    """
    import polars as pl

    rows = [
        {
            "tie": one.treaty,
            "type": _tie_type(one),
            "domain": one.domain,
            "since": one.since,
            "until": one.until,
            "obligations": sorted({o.type for o in one.obligations}),
            "directed": any(o.toward for o in one.obligations),
            "exhaustive": one.exhaustive,
            "cite": ";".join(one.cite),
        }
        for one in treaties().values()
    ]
    return pl.DataFrame(rows, schema_overrides={"until": pl.String()}).sort("tie")


def party_table() -> pl.DataFrame:
    """Tabulate who stands in which role to which treaty.

    >>> party_table().filter(record="TREATY:CHN-PRK-1961")["actor"].to_list()
    ['CHN', 'PRK']
    """
    import polars as pl

    rows = [(one.treaty, p.role, p.actor, p.since, p.until) for one in treaties().values() for p in one.parties]
    schema = dict.fromkeys(("record", "role", "actor", "since", "until"), pl.String())
    return pl.DataFrame(rows, schema=schema, orient="row").sort("record", "role", "actor", "since")


def obligation_table() -> pl.DataFrame:
    """Tabulate the obligations, one row each, with the ceiling where one is set.

    >>> obligation_table().filter(tie="TREATY:UNSC-2397", ceiling=500_000)["unit"].to_list()
    ['barrels/year']
    """
    import polars as pl

    rows = [_row(one, obligation) for one in treaties().values() for obligation in one.obligations]
    many = dict.fromkeys(("on", "off"), pl.List(pl.String()))
    text = dict.fromkeys(("toward", "unit", "until"), pl.String())
    schema: dict[str, pl.DataType] = {**many, **text, "ceiling": pl.Float64()}
    frame = pl.DataFrame(rows, schema_overrides=schema, infer_schema_length=None)
    return frame.sort("tie", "article", "type", "unit")


def _row(one: Treaty, obligation: Obligation) -> dict[str, Any]:
    return {
        "tie": one.treaty,
        "article": obligation.article,
        "type": obligation.type,
        "on": obligation.on,
        "off": obligation.off,
        "toward": obligation.toward,
        "en": obligation.says.en,
        "th": obligation.says.th,
        "ceiling": obligation.ceiling,
        "unit": obligation.unit,
        "since": obligation.since or one.since,
        "until": obligation.until or one.until,
    }


def _tie_type(one: Treaty) -> str:
    if one.kind == "resolution":
        return "resolution"
    return "alliance" if any(o.type in ALLIANCE for o in one.obligations) else "agreement"


def _treaty(file: str, given: dict[str, Any]) -> Treaty:
    try:
        aliases = given.get("aliases", {})
        return Treaty(
            treaty=given["treaty"],
            kind=given["kind"],
            name=words(file, "name", given["name"]),
            official=words(file, "official", given["official"]) if "official" in given else None,
            aliases_en=tuple(aliases.get("en", ())),
            aliases_th=tuple(aliases.get("th", ())),
            signed=given["signed"],
            in_force=given.get("in_force"),
            until=given.get("until"),
            domain=given["domain"],
            exhaustive=given["exhaustive"],
            cite=tuple(reference.key for reference in known(given["cite"])),
            parties=tuple(_parties(file, given)),
            obligations=tuple(_obligation(file, o) for o in given.get("obligations", ())),
        )
    except KeyError as missing:
        raise ontology_error(file, f"{missing.args[0]!r} is not there.") from None
    except UnknownName as error:
        raise ontology_error(file, error.words.en) from None


def _parties(file: str, given: dict[str, Any]) -> Iterator[Party]:
    """Yield the parties as listed, then those that a forum's membership adds (`members_from`)."""
    listed = [Party(p["actor"], p["role"], p.get("since"), p.get("until")) for p in given.get("parties", ())]
    yield from listed
    if "members_from" not in given:
        return
    source = given["members_from"]
    if source not in forums():
        raise ontology_error(file, f"members_from names {source!r}, which is not a forum.")
    out = {*(party.actor for party in listed), *given.get("not_members", ())}
    role = given.get("members_role", "signatory")
    start = given.get("in_force") or given["signed"]
    for one in forums()[source].members:
        left, begun = bounds(one.until)[1], bounds(start)[0]
        if one.relation not in BELONGING or one.actor in out or (left and begun and left < begun):
            continue
        since = _later(one.since, start) if given.get("members_since", True) else None
        yield Party(one.actor, role, since, one.until)


def _later(one: str | None, other: str) -> str:
    low, start = bounds(one)[0], bounds(other)[0]
    return one if one and low and start and low > start else other


def _obligation(file: str, given: dict[str, Any]) -> Obligation:
    return Obligation(
        article=given["article"],
        type=given["type"],
        on=tuple(given.get("on", ())),
        off=tuple(given.get("off", ())),
        toward=given.get("toward"),
        says=words(file, f"says of article {given['article']}", given.get("says")),
        ceiling=float(given["ceiling"]) if "ceiling" in given else None,
        unit=given.get("unit"),
        since=given.get("since"),
        until=given.get("until"),
    )


def _faults(one: Treaty) -> Iterator[str]:
    """Yield what is wrong with a treaty, one sentence each."""
    if not one.treaty.startswith("TREATY:"):
        yield f"{one.treaty!r} does not begin with TREATY:."
    if one.kind not in get_args(Kind):
        yield f"kind {one.kind!r} is none of {', '.join(get_args(Kind))}."
    if one.domain not in domains():
        yield f"domain {one.domain!r} is none of {', '.join(domains())}."
    if not one.parties or not one.obligations:
        yield "parties and obligations are needed."
    yield from _date_faults("the treaty", one.signed, one.until)
    yield from _date_faults("the treaty", one.in_force, one.until)
    for party in one.parties:
        yield from _date_faults(party.actor, party.since, party.until)
        if party.role not in get_args(Role):
            yield f"role {party.role!r} is none of {', '.join(get_args(Role))}."
    for obligation in one.obligations:
        yield from _date_faults(f"article {obligation.article}", obligation.since, obligation.until)
        if obligation.type not in OBLIGATIONS:
            yield f"type {obligation.type!r} is none of {', '.join(OBLIGATIONS)}."
        if (obligation.type == "ceiling") != (obligation.ceiling is not None and obligation.unit is not None):
            yield f"article {obligation.article}: a ceiling, and nothing else, needs ceiling and unit."
    yield from _actor_faults(one)


def _actor_faults(one: Treaty) -> Iterator[str]:
    from trachu.ontology.actor import actors

    parties = {party.actor for party in one.parties}
    named = {actor for o in one.obligations for actor in (*o.on, *o.off, o.toward) if actor}
    for actor in sorted(parties | named):
        if actor not in actors() and actor not in forums():
            yield f"{actor!r} is not a known actor."
    for actor in sorted(named - parties):
        yield f"an obligation names {actor}, which is not among the parties."


def _date_faults(who: str, since: str | None, until: str | None) -> Iterator[str]:
    wrong = [date for date in (since, until) if date and not valid(date)]
    start, end = (None, None) if wrong else (bounds(since)[0], bounds(until)[1])
    if wrong:
        yield f"{who}: {wrong[0]!r} is not a date (EDTF: 2015, 2015-11, 2015-11-16)."
    elif start and end and end < start:
        yield f"{who} ends ({until}) before it begins ({since})."
