"""A scenario as a form: what a person typed into its fields, the TOML of it, and what is wrong in which field."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from trachu.core.dates import BUDDHIST
from trachu.core.errors import TrachuError
from trachu.core.structure import MECHANISMS, Rules
from trachu.core.words import Words
from trachu.ontology.actor import actor_id, actors
from trachu.ontology.forum import forums
from trachu.ontology.reference import known
from trachu.ontology.scenario import LEVERS, PAIRED, QUANTITIES

TEXTS = ("title", "summary", "assumes")
LANGS = ("th", "en")
ROWS: Mapping[str, tuple[str, ...]] = {
    "changes": ("lever", "by", "on", "since", "until", "size"),
    "rules": ("rule", "times"),
    "watch": ("quantity", "of"),
}
FIRST_BUDDHIST = 2300  # years from here on are of the Buddhist era
NOTHING = "–"  # stands for a text that was left empty
_APART = re.compile(r"[,;\n]")
Row = Mapping[str, str]
Made = dict[str, Any] | None
Try = Callable[..., Any]  # calls a function, and keeps what it finds wrong


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields: `texts` by name and language (title-th), `rows` by table."""

    texts: Mapping[str, str]
    cite: str
    mechanisms: tuple[str, ...]
    rows: Mapping[str, tuple[Row, ...]]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a field, and what to write there."""

    field: str
    words: Words
    cure: Words


class _Wrong(Exception):
    def __init__(self, field: str, words: Words, cure: Words) -> None:
        self.field, self.words, self.cure = field, words, cure
        super().__init__(field)


def blank() -> Typed:
    """Return an empty form, with the mechanisms that every scenario of the box has."""
    texts = {f"{name}-{lang}": "" for name in TEXTS for lang in LANGS}
    return Typed(texts, "", ("catch_up", "external_balancing", "diffusion"), {name: () for name in ROWS})


def of_form(form: Mapping[str, str]) -> Typed:
    """Read the fields of a form: title-th, mechanism-hedging, changes-0-lever …; empty rows are left out."""
    rows: dict[str, tuple[Row, ...]] = {}
    for name, columns in ROWS.items():
        numbers = sorted({int(key.split("-")[1]) for key in form if re.fullmatch(rf"{name}-\d{{1,3}}-\w+", key)})
        laid = ({column: form.get(f"{name}-{n}-{column}", "").strip() for column in columns} for n in numbers)
        rows[name] = tuple(row for row in laid if any(row.values()))
    texts = {f"{name}-{lang}": form.get(f"{name}-{lang}", "").strip() for name in TEXTS for lang in LANGS}
    on = tuple(name for name in MECHANISMS if form.get(f"mechanism-{name}"))
    return Typed(texts, form.get("cite", "").strip(), on, rows)


def of_text(written: str, buddhist: bool = False) -> Typed:
    """Lay the TOML of a scenario out as fields, years in the era of the reader."""
    content = tomllib.loads(written)
    texts = {
        f"{name}-{lang}": str(content.get(name, {}).get(lang, "")).strip().removeprefix(NOTHING)
        for name in TEXTS
        for lang in LANGS
    }
    rows = {
        name: tuple({column: _said(row.get(column), column, buddhist) for column in columns} for row in content[name])
        if name in content
        else ()
        for name, columns in ROWS.items()
    }
    mechanisms = tuple(str(one) for one in content.get("mechanisms", []))
    return Typed(texts, ", ".join(map(str, content.get("cite", []))), mechanisms, rows)


def _said(value: Any, column: str, buddhist: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if column in ("since", "until") and buddhist and isinstance(value, int):
        return str(value + BUDDHIST)
    return f"{value:g}" if isinstance(value, float) else str(value)


def laid_out(typed: Typed) -> tuple[str, list[Fault]]:
    """Return the TOML of what was typed, and what is wrong; with faults the TOML lacks what they are about."""
    faults: list[Fault] = []

    def tried(make: Any, *given: Any) -> Any:
        """Call a function on what was typed; keep what it finds wrong, and return None."""
        try:
            return make(*given)
        except _Wrong as wrong:
            faults.append(Fault(wrong.field, wrong.words, wrong.cure))
            return None

    content: dict[str, Any] = {"cite": tried(_cited, typed.cite) or [], "mechanisms": list(typed.mechanisms)}
    for name in TEXTS:
        content[name] = tried(_text, typed.texts, name)
    for name, make in {"changes": _change, "rules": _rule, "watch": _watch}.items():
        content[name] = [make(tried, f"{name}-{n}", row) for n, row in enumerate(typed.rows[name])]
    if not typed.rows["changes"] and not typed.rows["rules"]:
        faults.append(
            Fault(
                "changes-0-lever",
                Words(en="The scenario changes nothing yet.", th="ฉากทัศน์ยังไม่ได้กำหนดการเปลี่ยนแปลงใด"),
                Words(en="Choose a lever and say who moves it.", th="โปรดเลือกมาตรการและระบุผู้ดำเนินการ"),
            )
        )
    return _toml(content), faults


def _text(texts: Mapping[str, str], name: str) -> dict[str, str]:
    """Return both languages of a text; an empty one takes the words of the other."""
    th, en = (" ".join(texts[f"{name}-{lang}"].split()) for lang in LANGS)
    if name == "title" and not th and not en:
        raise _Wrong(
            "title-th",
            Words(en="The title is empty.", th="ยังไม่มีชื่อเรื่อง"),
            Words(en="Write it in Thai or in English.", th="โปรดเขียนเป็นภาษาไทยหรือภาษาอังกฤษ"),
        )
    return {"en": en or th or NOTHING, "th": th or en or NOTHING}


def _cited(given: str) -> list[str]:
    keys = [one.strip() for one in _APART.split(given) if one.strip()]
    try:
        known(keys)
    except TrachuError as error:
        raise _Wrong("cite", error.words, error.cure) from None
    return keys


def _change(tried: Try, at: str, row: Row) -> Made:
    """Lay out a change; each of its fields is looked at, None if one is wrong."""
    lever = tried(_one_of, f"{at}-lever", row["lever"], LEVERS)
    paired = lever in PAIRED
    made = {"lever": lever}
    if row["by"] or paired:
        made["by"] = tried(_actors, f"{at}-by", row["by"])
    made["on"] = tried(_actors, f"{at}-on", row["on"])
    made["since"] = tried(_year, f"{at}-since", row["since"])
    if row["until"]:
        made["until"] = tried(_until, f"{at}-until", row["until"], made["since"])
    made["size"] = tried(_number, f"{at}-size", row["size"], -1.0 if lever and not paired else 0.0, 1.0)
    return None if None in made.values() else made


def _until(field: str, given: str, since: int | None) -> int:
    year = _year(field, given)
    if since is not None and year < since:
        raise _Wrong(
            field,
            Words(en="The change ends before it begins.", th="การเปลี่ยนแปลงสิ้นสุดก่อนเริ่ม"),
            Words(en="Give a later year, or none: for good.", th="โปรดระบุปีที่หลังกว่า หรือเว้นว่างหากมีผลตลอดไป"),
        )
    return year


def _rule(tried: Try, at: str, row: Row) -> Made:
    rule = tried(_one_of, f"{at}-rule", row["rule"], Rules._fields)
    times = tried(_number, f"{at}-times", row["times"], 0.0, 100.0)
    return None if rule is None or times is None else {"rule": rule, "times": times}


def _watch(tried: Try, at: str, row: Row) -> Made:
    quantity = tried(_one_of, f"{at}-quantity", row["quantity"], QUANTITIES)
    of = tried(_watched, f"{at}-of", row["of"], quantity)
    return None if quantity is None or of is None else {"quantity": quantity, "of": of}


def _watched(field: str, given: str, quantity: str | None) -> list[str]:
    of, wanted = _actors(field, given), 2 if quantity == "closeness" else 1
    if quantity is not None and len(of) != wanted:
        named = next(words for name, words in QUANTITIES.items() if name == quantity)
        raise _Wrong(
            field,
            Words(en=f"{named.en} is not of {len(of)} states.", th=f"{named.th}ใช้กับ {len(of)} รัฐไม่ได้"),
            Words(en=f"Name {wanted}, with a comma between.", th=f"โปรดระบุ {wanted} รัฐ คั่นด้วยจุลภาค"),
        )
    return of


def _one_of(field: str, given: str, allowed: Any) -> str:
    if given in tuple(allowed):
        return given
    near = get_close_matches(given, list(allowed), n=1)
    listed = f"{near[0]}?" if near else ", ".join(allowed)
    what = Words(en=f"{given!r} is not known here.", th=f"ไม่รู้จัก {given!r} ในช่องนี้") if given else _EMPTY
    raise _Wrong(field, what, Words(en=f"Choose one: {listed}", th=f"โปรดเลือก: {listed}"))


_EMPTY = Words(en="The field is empty.", th="ช่องนี้ยังว่างอยู่")


def _actors(field: str, given: str) -> list[str]:
    """Return the codes of states and forums, named in any way, with commas between."""
    named = [one.strip() for one in _APART.split(given) if one.strip()]
    if not named:
        cure = Words(
            en="Name states or forums: Thailand, CHN, IGO:ASEAN.", th="โปรดระบุรัฐหรือเวที เช่น ไทย, CHN, IGO:ASEAN"
        )
        raise _Wrong(field, _EMPTY, cure)
    return list(dict.fromkeys(_actor(field, one) for one in named))


def _actor(field: str, named: str) -> str:
    if named in actors() or named in forums():
        return named
    for code, forum in forums().items():
        if named.casefold() in {forum.name.en.casefold(), forum.name.th, code.partition(":")[2].casefold()}:
            return code
    try:
        return actor_id(named)
    except TrachuError as error:
        what = Words(en=f"There is no state or forum called {named!r}.", th=f"ไม่รู้จักรัฐหรือเวทีชื่อ {named!r}")
        raise _Wrong(field, what, error.cure) from None


def _year(field: str, given: str) -> int:
    """Read a year of either era.

    >>> _year("since", "2569"), _year("since", "๒๕๖๙"), _year("since", "2026")
    (2026, 2026, 2026)
    """
    if not given.isdecimal() or not 1800 <= int(given) <= 3000:
        raise _Wrong(
            field,
            Words(en=f"{given!r} is no year.", th=f"{given!r} ไม่ใช่ปี") if given else _EMPTY,
            Words(en="Write a year, such as 2027 or B.E. 2570.", th="โปรดเขียนปี เช่น พ.ศ. 2570 หรือ ค.ศ. 2027"),
        )
    return int(given) - BUDDHIST if int(given) >= FIRST_BUDDHIST else int(given)


def _number(field: str, given: str, low: float, high: float) -> float:
    cure = Words(en=f"Write a number from {low:g} to {high:g}.", th=f"โปรดเขียนจำนวนตั้งแต่ {low:g} ถึง {high:g}")
    try:
        number = float(given)
    except ValueError:
        what = Words(en=f"{given!r} is no number.", th=f"{given!r} ไม่ใช่จำนวน") if given else _EMPTY
        raise _Wrong(field, what, cure) from None
    if not low <= number <= high:
        raise _Wrong(field, Words(en=f"{given} lies outside.", th=f"{given} อยู่นอกช่วงที่รับได้"), cure)
    return number


def _toml(content: Mapping[str, Any]) -> str:
    lines = [f"{name} = {_value(content[name])}" for name in ("cite", "mechanisms")]
    for name in TEXTS:
        if content[name] is not None:
            lines += ["", f"[{name}]", *(f"{lang} = {_value(content[name][lang])}" for lang in ("en", "th"))]
    for name in ROWS:
        for row in content[name]:
            if row is not None:
                lines += ["", f"[[{name}]]", *_pairs(row)]
    return "\n".join(lines) + "\n"


def _pairs(row: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"{key} = {_value(value)}" for key, value in row.items())


def _value(value: str | float | Sequence[str]) -> str:
    """Write a value as TOML; a string of JSON is one of TOML once control characters are gone."""
    if isinstance(value, str):
        return json.dumps(re.sub(r"[\x00-\x1f\x7f]+", " ", value), ensure_ascii=False)
    if isinstance(value, int | float):
        return repr(value)
    return f"[{', '.join(_value(one) for one in value)}]"
