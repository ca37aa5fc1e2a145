"""Scenarios: what is supposed to change, when and for whom, and what to look at.

A scenario is one TOML file, of `scenarios/` or a person's own; see docs/explanation/scenarios.md. An actor is a state
or a forum, which stands for the members that it has today.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any, Literal, cast, get_args

from trachu.core.errors import FormatError
from trachu.core.words import Words
from trachu.ontology.actor import actors
from trachu.ontology.files import tomls
from trachu.ontology.forum import BELONGING, forums
from trachu.ontology.reference import known

Lever = Literal["sanction", "alliance", "openness", "technology", "economy", "arms"]
Quantity = Literal["share", "closeness", "access", "hedging"]
LEVERS: Mapping[Lever, Words] = {
    "sanction": Words(en="sanctions or export controls", th="มาตรการคว่ำบาตรหรือการควบคุมการส่งออก"),
    "alliance": Words(en="alliance", th="พันธมิตร"),
    "openness": Words(en="openness to each other's technology", th="การเปิดรับเทคโนโลยีระหว่างกัน"),
    "technology": Words(en="growth of technology", th="การเติบโตของเทคโนโลยี"),
    "economy": Words(en="growth of the economy", th="การเติบโตของเศรษฐกิจ"),
    "arms": Words(en="growth of arms", th="การเติบโตของกำลังอาวุธ"),
}
QUANTITIES: Mapping[Quantity, Words] = {
    "share": Words(en="share of power", th="สัดส่วนอำนาจ"),
    "closeness": Words(en="closeness", th="ความใกล้ชิด"),
    "access": Words(en="access to technology", th="การเข้าถึงเทคโนโลยี"),
    "hedging": Words(en="hedging", th="การประกันความเสี่ยง"),
}
PAIRED = ("sanction", "alliance", "openness")  # levers between two sides; the others work on the states of `on`
FIELDS = {"cite", "title", "summary", "assumes", "mechanisms", "changes", "rules", "watch"}
OF_CHANGE = {"lever", "by", "on", "since", "until", "size"}
OF_RULE = {"rule", "times"}
OF_WATCH = {"quantity", "of"}


@dataclass(frozen=True, slots=True)
class Change:
    """A lever that is moved by some states (`by`) on others (`on`), from the year `since` to `until` or for good."""

    lever: Lever
    by: tuple[str, ...]
    on: tuple[str, ...]
    since: int
    until: int | None
    size: float


@dataclass(frozen=True, slots=True)
class Watch:
    """A quantity to look at: of one state, or of two for closeness."""

    quantity: Quantity
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is supposed, and what to look at; `rules` multiplies parameters of the engine, in the scenario alone."""

    name: str
    title: Words
    summary: Words
    assumes: Words
    cite: tuple[str, ...]
    mechanisms: tuple[str, ...]
    changes: tuple[Change, ...]
    rules: Mapping[str, float]
    watch: tuple[Watch, ...]

    @property
    def states(self) -> tuple[str, ...]:
        """Every state that the scenario names."""
        named = [s for c in self.changes for s in (*c.by, *c.on)] + [s for w in self.watch for s in w.of]
        return tuple(dict.fromkeys(named))


@cache
def scenarios() -> dict[str, Scenario]:
    """Read the scenarios in the box by name.

    >>> scenarios()["chip4_controls"].changes[0].on
    ('CHN',)
    """
    found = {}
    for file, content in tomls("scenarios"):
        name = file.removeprefix("scenarios/").removesuffix(".toml")
        found[name] = parse(name, content)
    return found


def read(name: str, text: str) -> Scenario:
    """Read a person's own scenario; a fault says what is wrong and what to write instead.

    >>> read("mine", "titel = 1")
    Traceback (most recent call last):
    ...
    trachu.core.errors.FormatError: Scenario mine: there is no 'titel'.
    Did you mean 'title'?
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _fault(name, f"it is not TOML ({error}).", f"มิใช่ TOML ({error})") from None
    return parse(name, content)


def parse(name: str, content: Mapping[str, Any]) -> Scenario:
    """Lay out the content of a file as a scenario, and check every field."""
    _only(name, content, FIELDS)
    changes = tuple(_change(name, one) for one in _tables(name, content, "changes"))
    rules = dict(_rule(name, one) for one in _tables(name, content, "rules"))
    if not changes and not rules:
        raise _fault(
            name, "it changes nothing.", "ไม่ได้กำหนดการเปลี่ยนแปลงใด",
            Words(en="Add [[changes]] or [[rules]].", th="เพิ่ม [[changes]] หรือ [[rules]]"),
        )  # fmt: skip
    cite, mechanisms = content.get("cite", []), content.get("mechanisms", [])
    return Scenario(
        name=name,
        title=_words(name, content, "title"),
        summary=_words(name, content, "summary"),
        assumes=_words(name, content, "assumes"),
        cite=tuple(one.key for one in known(cite)),
        mechanisms=tuple(str(one) for one in mechanisms),
        changes=changes,
        rules=rules,
        watch=tuple(_watch(name, one) for one in _tables(name, content, "watch")),
    )


def _change(name: str, given: Mapping[str, Any]) -> Change:
    _only(name, given, OF_CHANGE)
    lever = _one_of(name, "lever", given.get("lever"), get_args(Lever))
    since, until, size = given.get("since"), given.get("until"), given.get("size")
    if not isinstance(since, int) or not isinstance(until, int | None) or (until is not None and until < since):
        raise _fault(
            name, f"a change of {lever} needs since, and until not before it, as years.",
            f"การเปลี่ยนแปลง {lever} ต้องมี since และ until ที่ไม่ก่อน since เป็นปี ค.ศ.",
        )  # fmt: skip
    low, high = (0.0, 1.0) if lever in PAIRED else (-1.0, 1.0)
    if isinstance(size, bool) or not isinstance(size, int | float) or not low <= size <= high:
        raise _fault(
            name, f"the size of a change of {lever} lies between {low:g} and {high:g}.",
            f"ขนาดของ {lever} ต้องอยู่ระหว่าง {low:g} ถึง {high:g}",
        )  # fmt: skip
    sides = {side: _states(name, given.get(side, [])) for side in ("by", "on")}
    if not sides["on"] or (lever in PAIRED and not sides["by"]):
        raise _fault(
            name, f"a change of {lever} needs {'by and on' if lever in PAIRED else 'on'}.",
            f"การเปลี่ยนแปลง {lever} ต้องระบุ {'by และ on' if lever in PAIRED else 'on'}",
        )  # fmt: skip
    return Change(cast(Lever, lever), sides["by"], sides["on"], since, until, float(size))


def _rule(name: str, given: Mapping[str, Any]) -> tuple[str, float]:
    _only(name, given, OF_RULE)
    times = given.get("times")
    if isinstance(times, bool) or not isinstance(times, int | float) or times < 0:
        raise _fault(name, "a rule needs times, a number of 0 or more.", "rules ต้องมี times เป็นจำนวนตั้งแต่ 0 ขึ้นไป")
    return str(given.get("rule", "")), float(times)


def _watch(name: str, given: Mapping[str, Any]) -> Watch:
    _only(name, given, OF_WATCH)
    quantity = _one_of(name, "quantity", given.get("quantity"), get_args(Quantity))
    of = _states(name, given.get("of", []))
    wanted = 2 if quantity == "closeness" else 1
    if len(of) != wanted:
        raise _fault(
            name, f"{quantity} is watched of {wanted} state{'s' if wanted > 1 else ''}, not of {len(of)}.",
            f"{quantity} ต้องระบุ {wanted} รัฐ ไม่ใช่ {len(of)}",
        )  # fmt: skip
    return Watch(cast(Quantity, quantity), of)


def _states(name: str, given: Any) -> tuple[str, ...]:
    """Return the states that are named, a forum standing for its members."""
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise _fault(name, "by, on and of are lists of actors.", "by on และ of ต้องเป็นรายการรหัสตัวแสดง")
    found: list[str] = []
    for one in given:
        if one in forums():
            members = forums()[one].members
            found += [m.actor for m in members if m.relation in BELONGING and m.until is None]
        elif one in actors():
            found.append(one)
        else:
            near = get_close_matches(one, [*actors(), *forums()], n=1)
            raise _fault(name, f"there is no actor {one!r}.", f"ไม่มีตัวแสดง {one!r}", _near(near, "RUS, IGO:NATO"))
    return tuple(dict.fromkeys(found))


def _tables(name: str, content: Mapping[str, Any], field: str) -> Iterator[Mapping[str, Any]]:
    given = content.get(field, [])
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise _fault(name, f"{field} is written [[{field}]].", f"{field} ต้องเขียนเป็น [[{field}]]")
    yield from given


def _words(name: str, content: Mapping[str, Any], field: str) -> Words:
    given = content.get(field)
    texts = [given.get(lang, "") for lang in ("en", "th")] if isinstance(given, dict) else ["", ""]
    if not all(isinstance(text, str) and text.strip() for text in texts):
        raise _fault(name, f"{field} needs both en and th.", f"{field} ต้องมีทั้ง en และ th")
    return Words(en=texts[0].strip(), th=texts[1].strip())


def _only(name: str, given: Mapping[str, Any], allowed: set[str]) -> None:
    for key in given:
        if key not in allowed:
            near = get_close_matches(key, sorted(allowed), n=1)
            raise _fault(name, f"there is no {key!r}.", f"ไม่มี {key!r}", _near(near, ", ".join(sorted(allowed))))


def _one_of(name: str, field: str, given: Any, allowed: tuple[str, ...]) -> str:
    if given not in allowed:
        near = get_close_matches(str(given), allowed, n=1)
        raise _fault(
            name, f"{field} cannot be {given!r}.", f"{field} เป็น {given!r} ไม่ได้", _near(near, ", ".join(allowed))
        )  # fmt: skip
    return str(given)


def _near(near: list[str], listed: str) -> Words:
    if near:
        return Words(en=f"Did you mean {near[0]!r}?", th=f"หมายถึง {near[0]!r} หรือไม่")
    return Words(en=f"There are: {listed}.", th=f"ที่มีอยู่: {listed}")


def _fault(name: str, en: str, th: str, cure: Words | None = None) -> FormatError:
    example = Words(
        en="See the ones in the box: trachu scenario show chip4_controls --toml.",
        th="ดูตัวอย่างด้วย trachu scenario show chip4_controls --toml",
    )
    return FormatError(Words(en=f"Scenario {name}: {en}", th=f"ฉากทัศน์ {name}: {th}"), cure or example)
