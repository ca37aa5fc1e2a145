"""The method paragraph: in both languages, how a frame or the values of a measure were made."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

import trachu
from trachu.bench import editions
from trachu.bench.why import Why, cite_keys
from trachu.core import parts
from trachu.core.parts import Part
from trachu.core.words import Lang, Words
from trachu.ontology import reference as refs
from trachu.ontology.reference import Reference

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

KEYS = ("actor", "other", "code", "code_other", "year", "month", "item")
NOT_DATA = (*KEYS, "why", "measure", "options")
UNITS = {
    "state-years": Words(en="state-year", th="รัฐ-ปี"),
    "state-months": Words(en="state-month", th="รัฐ-เดือน"),
    "dyad-years": Words(en="dyad-year", th="คู่รัฐ-ปี"),
    "dyad-months": Words(en="dyad-month", th="คู่รัฐ-เดือน"),
}
SETTINGS_SAY = {
    ("system", "'cow'"): Words(en="states as the Correlates of War list them", th="รัฐตามรายชื่อของ Correlates of War"),
    ("system", "'gw'"): Words(en="states as Gleditsch and Ward list them", th="รัฐตามรายชื่อของ Gleditsch และ Ward"),
    ("system", "'all'"): Words(en="all states that trachu knows", th="รัฐทั้งหมดที่ trachu รู้จัก"),
    ("directed", "True"): Words(en="each pair in both directions", th="แต่ละคู่ทั้งสองทิศทาง"),
    ("directed", "False"): Words(en="each pair once", th="แต่ละคู่เพียงครั้งเดียว"),
    ("relevant", "True"): Words(en="politically relevant pairs alone", th="เฉพาะคู่ที่เกี่ยวข้องทางการเมือง"),
    ("carry", "True"): Words(
        en="with the states of the list's last day in later years", th="ใช้รายชื่อรัฐของวันสุดท้ายกับปีหลังจากนั้น"
    ),
}
OF_PAIRS = [words for (name, _), words in SETTINGS_SAY.items() if name in ("directed", "relevant")]
SETTINGS = re.compile(r"\b(system|years|directed|relevant|carry)=(\([^)]*\)|'[^']*'|\w+)")
KEPT = re.compile(r"kept (\S+@.+?) over (.+)")
SOURCE = re.compile(r"(\w+)@(.+?) · ")  # versions may have spaces
STEP = re.compile(r"(\w+)\((.*)\)(?: over (\w+)\((.*)\))? v[\d.]+")


@dataclass(frozen=True, slots=True)
class Made:
    """What a frame rests on: datasets with their versions, documents, choices between datasets, references."""

    datasets: Mapping[str, str]
    documents: int
    choices: tuple[tuple[str, str], ...]
    measures: Mapping[str, str]
    references: tuple[Reference, ...]
    settings: Mapping[str, str]
    unit: str | None


def made(bench: Bench, frame: pl.DataFrame) -> Made:
    """Follow the whys of a frame to all that it rests on."""
    traces = bench.traces()
    tops = frame["why"].drop_nulls().unique().sort().to_list() if "why" in frame.columns else []
    every = _each([traces.tree(top) for top in tops])
    sources = [one.says for one in every if one.kind == "source"]
    named = [SOURCE.match(says) for says in sources]
    steps = [one.says for one in every if one.kind == "step"]
    kept = sorted({(found[1], found[2]) for says in steps if (found := KEPT.match(says))})
    unit = next((name for says in steps for name in UNITS if says.startswith(f"{name}:")), None)
    keys = {key for one in every for key in cite_keys(one.says)}
    known = bench.references()
    return Made(
        datasets={found[1]: found[2] for found in named if found},
        documents=len({key for key in keys if key.startswith("doc:")}),
        choices=tuple(kept),
        measures=dict(_measures(frame, steps)),
        references=tuple(known[key] for key in sorted(keys & known.keys())),
        settings=dict(m for says in steps if unit and says.startswith(f"{unit}:") for m in SETTINGS.findall(says)),
        unit=unit,
    )


def method(bench: Bench, frame: pl.DataFrame) -> Words:
    """Say how a frame or the values of a measure were made: data, options, formulas, what is missing, ties of sources.

    The same facts in both languages, ready for the methods section of a paper.
    """
    found = made(bench, frame)
    return Words(en=" ".join(_sentences(frame, found, "en")), th=" ".join(_sentences(frame, found, "th")))


def datasets_under(bench: Bench, whys: Sequence[str]) -> dict[str, str]:
    """Return the datasets that traces lead to, with their versions."""
    traces = bench.traces()
    named = [SOURCE.match(one.says) for one in _each([traces.tree(why) for why in whys]) if one.kind == "source"]
    return {found[1]: found[2] for found in named if found}


def _each(trees: Sequence[Why]) -> list[Why]:
    """Return every trace under these, each once."""
    seen: dict[str, Why] = {}
    waiting = list(trees)
    while waiting:
        one = waiting.pop()
        if one.trace not in seen:
            seen[one.trace] = one
            waiting.extend(one.parents)
    return list(seen.values())


def _measures(frame: pl.DataFrame, steps: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each measure and its options, from the values themselves or from the steps they went through."""
    if {"measure", "options"} <= set(frame.columns):
        for name, options in frame.select("measure", "options").unique().sort("measure", "options").iter_rows():
            given = _told(json.loads(options))
            yield name, given if frame["options"].n_unique() == 1 else "*"
        return
    measures = {part.name for part in parts.all_of("measure")}
    for says in steps:
        if (step := STEP.match(says)) and step[1] in measures:
            yield step[1], step[2].replace("'", "")


def _told(options: Mapping[str, object]) -> str:
    """Name the options that were in force: what is empty was not, and weights of one's own stand for the base.

    >>> _told({"base": "cinc", "pool": "all", "weights": "irst:1", "actor": ""})
    'pool=all, weights=irst:1'
    """
    idle = {name for name, value in options.items() if value == ""} | ({"base"} if options.get("weights") else set())
    return ", ".join(f"{name}={value}" for name, value in options.items() if name not in idle)


def _sentences(frame: pl.DataFrame, found: Made, lang: Lang) -> Iterator[str]:
    for words in (_unit(frame, found), *_measured(found, lang), _data(found, lang), *_missing(frame), _ties(found)):
        if words is not None:
            yield words.say(lang)
    version = trachu.__version__
    yield Words(
        en=f"Computed with trachu {version}; every row carries the id of its trace.",
        th=f"คำนวณด้วย trachu {version} โดยทุกแถวมีรหัสที่มากำกับ",
    ).say(lang)


def _unit(frame: pl.DataFrame, found: Made) -> Words:
    key = ", ".join(name for name in KEYS if name in frame.columns and frame[name].count())
    unit = UNITS[found.unit] if found.unit else Words(en="row of the measure", th="แถวของตัวชี้วัด")
    span = _years(frame)
    chosen = [words for words in (SETTINGS_SAY.get(one) for one in found.settings.items()) if words]
    if found.unit and not found.unit.startswith("dyad"):
        chosen = [words for words in chosen if words not in OF_PAIRS]
    en = [f"{frame.height:,} rows", *([span] if span else []), *(words.en for words in chosen)]
    th = [f"จำนวน {frame.height:,} แถว", *([f"ค.ศ. {span}"] if span else []), *(words.th for words in chosen)]
    return Words(
        en=f"The unit of analysis is the {unit.en}, with the key {key}: {', '.join(en)}.",
        th=f"หน่วยวิเคราะห์คือ{unit.th} มีคีย์คือ {key} {' '.join(th)}",
    )


def _years(frame: pl.DataFrame) -> str:
    if "year" not in frame.columns or not frame["year"].count():
        return ""
    years = frame["year"].drop_nulls().sort()
    return f"{years[0]}–{years[-1]}"


def _measured(found: Made, lang: Lang) -> Iterator[Words]:
    known = {part.name: part for part in parts.all_of("measure")}
    for name, options in found.measures.items():
        part, cited = known[name], _cited(known[name].cite, lang)
        en, th = part.label.en, part.label.th
        if options == "*":
            en, th = f"{en} was worked out under every combination of its options", f"{th} คำนวณด้วยตัวเลือกทุกชุด"
        elif options:
            en, th = f"{en} was worked out with {options}", f"{th} คำนวณโดยกำหนด {options}"
        else:
            en, th = f"{en} was worked out", f"{th} คำนวณ"
        follows = Words(en=f", following {cited}", th=f" ตาม {cited}") if cited else None
        yield Words(en=f"{en}{follows.en}.", th=f"{th}{follows.th}") if follows else Words(en=f"{en}.", th=th)


def _data(found: Made, lang: Lang) -> Words | None:
    known = {part.name: part for part in parts.all_of("dataset")}
    told = [(known[name], version) for name, version in sorted(found.datasets.items()) if name in known]
    en = [f"{p.label.en} {v} ({_span(p, v)}; {_cited(editions.cites(p, v), 'en')})" for p, v in told]
    th = [f"{p.label.th} รุ่น {v} (ค.ศ. {_span(p, v)}; {_cited(editions.cites(p, v), lang)})" for p, v in told]
    if found.documents:
        en.append(f"documents coded in the bench: {found.documents}")
        th.append(f"เอกสารที่ลงรหัสในโต๊ะงาน {found.documents} ฉบับ")
    return Words(en=f"Data: {'; '.join(en)}.", th=f"ข้อมูล ได้แก่ {'; '.join(th)}") if en else None


def _missing(frame: pl.DataFrame) -> Iterator[Words]:
    shown = [n for n in frame.columns if n not in NOT_DATA and frame.height]
    empty = [(n, frame[n].null_count() / frame.height) for n in shown]
    told = ", ".join(f"{name} {share:.1%}" for name, share in empty if 0 < share < 1)
    rule = Words(
        en="Outside the years that a dataset covers its values are missing, never zero; within them, no entry means "
        "zero only for what the dataset lists in full (alliances, disputes, wars, contiguity, memberships, sanctions).",
        th="นอกช่วงปีที่ชุดข้อมูลครอบคลุม ค่าถือว่าขาดหาย มิใช่ศูนย์ ส่วนภายในช่วงปีนั้น การไม่มีรายการหมายถึงศูนย์เฉพาะสิ่งที่ชุดข้อมูลบันทึกไว้ครบถ้วน "
        "(พันธมิตร ข้อพิพาท สงคราม พรมแดน สมาชิกภาพ และการคว่ำบาตร)",
    )
    yield rule
    if told:
        yield Words(en=f"Missing: {told}.", th=f"สัดส่วนที่ขาดหาย: {told}")


def _ties(found: Made) -> Words:
    if not found.choices:
        return Words(
            en="No two datasets stated the same value.",
            th="ไม่มีค่าใดที่ชุดข้อมูลสองชุดระบุซ้ำกัน",
        )
    listed = "; ".join(f"{kept} > {over}" for kept, over in found.choices)
    return Words(
        en=f"Where two datasets stated the same value, one was kept by a fixed order and the other recorded: {listed}.",
        th=f"เมื่อชุดข้อมูลสองชุดระบุค่าเดียวกัน จะเลือกชุดหนึ่งตามลำดับที่กำหนดไว้และบันทึกอีกชุดไว้ ได้แก่ {listed}",
    )


def _span(part: Part, version: str) -> str:
    first, last = editions.years(part, version)
    return f"{first}–{last}"


def _cited(cite: Sequence[str], lang: Lang) -> str:
    """Cite references in one text, without the brackets of each."""
    return "; ".join(refs.in_text(one, lang).removeprefix("(").removesuffix(")") for one in cite)
