"""Treaties, resolutions and arrangements, read from `treaties/*.toml`: who is bound to what, towards whom, how far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args

from trachu.core.dates import bounds
from trachu.core.errors import UnknownName, ontology_error
from trachu.core.words import Words
from trachu.ontology.domain import domains
from trachu.ontology.files import tomls, words
from trachu.ontology.forum import BELONGING, forums
from trachu.ontology.obligation import ALLIANCE, Obligation, date_faults, read_obligation
from trachu.ontology.reference import known

if TYPE_CHECKING:
    import polars as pl

Kind = Literal["treaty", "resolution", "arrangement"]
Role = Literal["signatory", "bound", "target", "author", "depositary"]


@dataclass(frozen=True, slots=True)
class Party:
    """Who stands in which role to a treaty, from when to when (EDTF; None: not known, or still so)."""

    actor: str
    role: str
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

    `type` is `alliance` where any obligation is one of ATOP's, else `agreement`, or `resolution`. `directed` is true
    where every such obligation binds some towards others: a guarantee, a sanction.

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
            "directed": _one_sided(one),
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
    text = dict.fromkeys(("toward", "unit", "until", "flow", "by"), pl.String())
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
        "flow": obligation.flow,
        "by": obligation.by,
    }


def _tie_type(one: Treaty) -> str:
    if one.kind == "resolution":
        return "resolution"
    return "alliance" if any(o.type in ALLIANCE for o in one.obligations) else "agreement"


def _one_sided(one: Treaty) -> bool:
    weighty = [o for o in one.obligations if o.type in ALLIANCE] or one.obligations
    return all(o.on or o.toward for o in weighty)


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
            obligations=tuple(read_obligation(file, o) for o in given.get("obligations", ())),
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
    yield from date_faults("the treaty", one.signed, one.until)
    yield from date_faults("the treaty", one.in_force, one.until)
    for party in one.parties:
        yield from date_faults(party.actor, party.since, party.until)
        if party.role not in get_args(Role):
            yield f"role {party.role!r} is none of {', '.join(get_args(Role))}."
    for obligation in one.obligations:
        yield from obligation.faults()
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
