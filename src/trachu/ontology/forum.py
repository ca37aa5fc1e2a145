"""Organisations, blocs and fora: who belongs to them, since when, and who is known to stand outside.

A forum is one TOML file of `forums/`. `exhaustive = true` says that its list of members is complete as of `as_of`, so
that a state missing from it is outside; `exhaustive = false` says nothing about those not listed. Where a document or
a register says outright that a state is not a member, it is listed under `nonmembers`.

Some lists follow from others: `members_from = "un_member"` takes the year of admission to the United Nations from
`polities.csv`, `members_from = "IGO:ASEAN"` takes the members of another forum, never earlier than this one began.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from trachu.core.dates import bounds, valid
from trachu.core.errors import UnknownName, ontology_error
from trachu.core.words import Words
from trachu.ontology.files import rows, tomls, words
from trachu.ontology.reference import keys

if TYPE_CHECKING:
    import polars as pl

ACTOR = re.compile(r"(IGO|FORUM):[A-Z0-9]+(-[A-Z0-9]+)*")

KINDS = {
    "organisation": Words(en="international organisation", th="องค์การระหว่างประเทศ"),
    "forum": Words(en="forum", th="เวทีความร่วมมือ"),
    "bloc": Words(en="bloc", th="กลุ่มประเทศ"),
    "agreement": Words(en="agreement with its own bodies", th="ความตกลงที่มีกลไกของตนเอง"),
    "programme": Words(en="programme", th="โครงการ"),
    "bank": Words(en="development bank", th="ธนาคารเพื่อการพัฒนา"),
    "fund": Words(en="fund", th="กองทุน"),
    "initiative": Words(en="initiative", th="ข้อริเริ่ม"),
    "commission": Words(en="commission or council of an organisation", th="คณะกรรมการหรือคณะมนตรีขององค์การ"),
    "network": Words(en="network", th="เครือข่าย"),
}

DOMAINS = ("diplomacy", "military-technology-security", "economy-energy")

RELATIONS = {
    "member": Words(en="member", th="สมาชิก"),
    "party": Words(en="party", th="ภาคี"),
    "founder": Words(en="founder", th="ผู้ก่อตั้ง"),
    "participant": Words(en="participant", th="ผู้เข้าร่วม"),
    "partner": Words(en="partner", th="หุ้นส่วน"),
    "observer": Words(en="observer", th="ผู้สังเกตการณ์"),
    "candidate": Words(en="candidate", th="ผู้สมัครเป็นสมาชิก"),
    "host": Words(en="host", th="ประเทศเจ้าภาพ"),
    "non_member": Words(en="non-member", th="มิได้เป็นสมาชิก"),
}
BELONGING = ("member", "party", "participant")  # relations that make an actor one of a forum's own

FIELDS = {
    "agriculture-food": Words(en="agriculture and food", th="เกษตรและอาหาร"),
    "artificial-intelligence": Words(en="artificial intelligence", th="ปัญญาประดิษฐ์"),
    "biotechnology": Words(en="biotechnology", th="เทคโนโลยีชีวภาพ"),
    "climate": Words(en="climate and environment", th="สภาพภูมิอากาศและสิ่งแวดล้อม"),
    "critical-minerals": Words(en="critical minerals", th="แร่ธาตุสำคัญ"),
    "cyber-security": Words(en="cyber security", th="ความมั่นคงปลอดภัยไซเบอร์"),
    "data-governance": Words(en="data governance", th="ธรรมาภิบาลข้อมูล"),
    "defence": Words(en="defence and deterrence", th="การป้องกันประเทศและการป้องปราม"),
    "defence-industry": Words(en="defence industry", th="อุตสาหกรรมป้องกันประเทศ"),
    "development": Words(en="development", th="การพัฒนา"),
    "digital-economy": Words(en="digital economy", th="เศรษฐกิจดิจิทัล"),
    "digital-government": Words(en="digital government", th="รัฐบาลดิจิทัล"),
    "education-culture": Words(en="education and culture", th="การศึกษาและวัฒนธรรม"),
    "energy": Words(en="energy", th="พลังงาน"),
    "export-controls": Words(en="export controls", th="การควบคุมการส่งออก"),
    "finance": Words(en="finance", th="การเงิน"),
    "fusion": Words(en="fusion energy", th="พลังงานฟิวชัน"),
    "health": Words(en="health", th="สาธารณสุข"),
    "human-rights": Words(en="human rights", th="สิทธิมนุษยชน"),
    "infrastructure": Words(en="infrastructure", th="โครงสร้างพื้นฐาน"),
    "intellectual-property": Words(en="intellectual property", th="ทรัพย์สินทางปัญญา"),
    "investment": Words(en="investment", th="การลงทุน"),
    "maritime": Words(en="maritime affairs", th="กิจการทางทะเล"),
    "non-proliferation": Words(en="non-proliferation", th="การไม่แพร่ขยายอาวุธ"),
    "nuclear-energy": Words(en="nuclear energy", th="พลังงานนิวเคลียร์"),
    "peace-security": Words(en="peace and security", th="สันติภาพและความมั่นคง"),
    "political-dialogue": Words(en="political dialogue", th="การหารือทางการเมือง"),
    "quantum": Words(en="quantum technology", th="เทคโนโลยีควอนตัม"),
    "science-technology": Words(en="science, technology and innovation", th="วิทยาศาสตร์ เทคโนโลยี และนวัตกรรม"),
    "semiconductors": Words(en="semiconductors", th="เซมิคอนดักเตอร์"),
    "space": Words(en="space", th="อวกาศ"),
    "standards": Words(en="standards", th="มาตรฐาน"),
    "supply-chains": Words(en="supply chains", th="ห่วงโซ่อุปทาน"),
    "telecommunications": Words(en="telecommunications", th="โทรคมนาคม"),
    "trade": Words(en="trade", th="การค้า"),
}


@dataclass(frozen=True, slots=True)
class Membership:
    """What an actor is to a forum, from when to when; dates are EDTF, None where not known or still open.

    ``explicit`` is False where the membership follows from another list (`members_from`).
    """

    actor: str
    relation: str
    since: str | None
    until: str | None
    cite: tuple[str, ...]
    explicit: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Forum:
    """An organisation, bloc or forum, as its file describes it."""

    actor: str
    kind: str
    name: Words
    official: Words | None
    aliases_en: tuple[str, ...]
    aliases_th: tuple[str, ...]
    purpose: Words
    since: str | None
    until: str | None
    domain: str
    fields: tuple[str, ...]
    exhaustive: bool
    as_of: str | None
    count: int | None
    part_of: str | None
    cite: tuple[str, ...]
    members: tuple[Membership, ...]

    def with_relation(self, *relations: str) -> tuple[str, ...]:
        """Return the actors that stand, or once stood, in one of these relations to the forum.

        >>> forums()["FORUM:CHIP4"].with_relation("member")
        ('JPN', 'KOR', 'TWN', 'USA')
        """
        return tuple(sorted({one.actor for one in self.members if one.relation in relations}))


@cache
def forums() -> dict[str, Forum]:
    """Read every forum by its actor id, and check it; a fault names the file.

    >>> forums()["IGO:NATO"].name.th
    'องค์การสนธิสัญญาแอตแลนติกเหนือ'
    """
    found: dict[str, Forum] = {}
    named: dict[str, str] = {}
    sources: dict[str, str] = {}
    for file, content in tomls("forums"):
        forum = _forum(file, content)
        if forum.actor in found:
            raise ontology_error(file, f"{forum.actor} is described twice.")
        found[forum.actor], named[forum.actor] = forum, file
        if "members_from" in content:
            sources[forum.actor] = content["members_from"]
    while sources:
        _settle(next(iter(sources)), sources, named, found)
    for actor, file in named.items():
        for fault in _faults(found[actor], found):
            raise ontology_error(file, fault)
    return found


def _settle(actor: str, sources: dict[str, str], named: dict[str, str], found: dict[str, Forum]) -> None:
    """Complete the members of a forum from another list, after that list is complete itself."""
    source = sources.pop(actor)
    if source in sources:
        _settle(source, sources, named, found)
    found[actor] = _follow(named[actor], found[actor], source, found)


def _forum(file: str, content: dict[str, Any]) -> Forum:
    try:
        cite = tuple(content["cite"])
        members = [_membership(one, one.get("relation", "member"), cite) for one in content.get("members", ())]
        members += [_membership(one, "non_member", cite) for one in content.get("nonmembers", ())]
        aliases = content.get("aliases", {})
        return Forum(
            actor=content["actor"],
            kind=content["kind"],
            name=words(file, "name", content["name"]),
            official=words(file, "official", content["official"]) if "official" in content else None,
            aliases_en=tuple(aliases.get("en", ())),
            aliases_th=tuple(aliases.get("th", ())),
            purpose=words(file, "purpose", content["purpose"]),
            since=content.get("since") or None,
            until=content.get("until") or None,
            domain=content["domain"],
            fields=tuple(content["fields"]),
            exhaustive=content["exhaustive"],
            as_of=content.get("as_of") or None,
            count=content.get("count"),
            part_of=content.get("part_of") or None,
            cite=_keys(file, cite),
            members=tuple(replace(one, cite=_keys(file, one.cite)) for one in members),
        )
    except KeyError as error:
        raise ontology_error(file, f"{error.args[0]!r} is missing.") from None


def _membership(one: dict[str, Any], relation: str, cite: tuple[str, ...]) -> Membership:
    own = one.get("cite", cite)
    since = one.get("as_of" if relation == "non_member" else "since") or None
    return Membership(one["actor"], relation, since, one.get("until") or None, (own,) if isinstance(own, str) else own)


def _keys(file: str, cite: tuple[str, ...]) -> tuple[str, ...]:
    try:
        return keys(cite)
    except UnknownName as error:
        raise ontology_error(file, error.words.en) from None


def _follow(file: str, forum: Forum, source: str, found: dict[str, Forum]) -> Forum:
    """Add the members that another list gives, none of them earlier than the forum itself."""
    if source == "un_member":
        admitted = [(row["actor"], row["un_member"], row.get("until", "")) for row in rows("actors/polities.csv")]
        others = [Membership(a, "member", since, until or None, ()) for a, since, until in admitted if since]
    elif source in found:
        others = [one for one in found[source].members if one.relation in BELONGING]
    else:
        raise ontology_error(file, f"members_from names {source!r}, which is neither un_member nor a forum.")
    listed = {(one.actor, one.relation) for one in forum.members}
    follow = [
        replace(one, since=_later(one.since, forum.since), cite=forum.cite, explicit=False)
        for one in others
        if (one.actor, one.relation) not in listed and not _over(one.until, forum.since)
    ]
    return replace(forum, members=(*forum.members, *follow))


def _later(a: str | None, b: str | None) -> str | None:
    if a is None or b is None:
        return a or b
    (first, _), (second, _) = bounds(a), bounds(b)
    return b if first and second and second > first else a


def _over(until: str | None, since: str | None) -> bool:
    """Whether something that ended then was over before the other began."""
    (_, end), (start, _) = bounds(until), bounds(since)
    return end is not None and start is not None and end < start


def _faults(forum: Forum, found: dict[str, Forum]) -> Iterator[str]:
    from trachu.ontology.actor import actors

    if not ACTOR.fullmatch(forum.actor):
        yield f"{forum.actor!r} is not IGO:NAME or FORUM:NAME in capitals."
    for value, allowed, what in [(forum.kind, KINDS, "kind"), (forum.domain, DOMAINS, "domain")]:
        if value not in allowed:
            yield f"{what} {value!r} is none of {', '.join(allowed)}."
    for name in set(forum.fields) - set(FIELDS):
        yield f"field {name!r} is none of {', '.join(FIELDS)}."
    if forum.part_of and forum.part_of not in found:
        yield f"part_of {forum.part_of!r} is not a forum."
    if forum.exhaustive and not (forum.as_of and forum.members):
        yield "a list that is exhaustive needs members and as_of."
    yield from _date_faults("the forum", forum.since, forum.until)
    for one in forum.members:
        yield from _date_faults(one.actor, one.since, one.until)
        if one.actor not in actors() and one.actor not in found:
            yield f"the member {one.actor!r} is not a known actor."
        if one.relation not in RELATIONS:
            yield f"relation {one.relation!r} is none of {', '.join(RELATIONS)}."
        if _over(one.since, forum.since) or _over(forum.until, one.since):
            yield f"{one.actor} belongs from {one.since}, while the forum lasts from {forum.since} to {forum.until}."


def _date_faults(who: str, since: str | None, until: str | None) -> Iterator[str]:
    wrong = [date for date in (since, until) if date and not valid(date)]
    if wrong:
        yield f"{who}: {wrong[0]!r} is not a date (EDTF: 2015, 2015-11, 2015-11-16)."
    elif _over(until, since):
        yield f"{who} ends ({until}) before it begins ({since})."


def memberships() -> pl.DataFrame:
    """Tabulate who is what to which forum; explicit non-members have the relation `non_member`.

    >>> memberships().columns
    ['forum', 'actor', 'relation', 'since', 'until', 'cite', 'explicit']
    """
    import polars as pl

    found = [
        (forum.actor, one.actor, one.relation, one.since, one.until, ";".join(one.cite), one.explicit)
        for forum in forums().values()
        for one in forum.members
    ]
    names = ("forum", "actor", "relation", "since", "until", "cite")
    schema = {**dict.fromkeys(names, pl.String()), "explicit": pl.Boolean()}
    return pl.DataFrame(found, schema=schema, orient="row").sort("forum", "actor", "relation", "since")


def forum_table() -> pl.DataFrame:
    """Tabulate the fora themselves: what they are, what they deal with, how complete their lists are.

    >>> forum_table().filter(forum="FORUM:CHIP4")["exhaustive"].to_list()
    [True]
    """
    import polars as pl

    names = ("kind", "since", "until", "domain", "fields", "exhaustive", "as_of", "count", "part_of", "cite")
    found = [
        {"forum": forum.actor, "en": forum.name.en, "th": forum.name.th}
        | {name: list(value) if isinstance(value := getattr(forum, name), tuple) else value for name in names}
        for forum in forums().values()
    ]
    schema: dict[str, pl.DataType] = {name: pl.String() for name in ("forum", "en", "th", *names)}
    schema |= {"fields": pl.List(pl.String()), "cite": pl.List(pl.String()), "exhaustive": pl.Boolean()}
    schema["count"] = pl.Int32()
    return pl.DataFrame(found, schema=schema).sort("forum")
