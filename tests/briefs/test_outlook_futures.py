"""What may come, in a brief: no number without its skill class; fans, scenarios, scores, alarms in two languages."""

from __future__ import annotations

import json
from typing import Any

import polars as pl
import pytest

from trachu.briefs import outlook_futures as futures
from trachu.briefs.charts.fan import fan
from trachu.briefs.charts.scenario_changes import scenario_changes
from trachu.briefs.outlook import outlook
from trachu.briefs.render.picture import svg
from trachu.core.ahead import AHEAD, ALARMS, CHANGES, FANS, LEVELS, SCORES
from trachu.core.errors import TableError
from trachu.core.parts import SKILLS
from trachu.core.words import Lang
from trachu.core.writing import Block, Figure, Grid, Sentence

from .desk import FakeDesk
from .test_briefs import full

SKILLED, THEORY = SKILLS["skilled"], SKILLS["theory"]


def fans(**more: Any) -> pl.DataFrame:
    spread = {name: 0.2 * level + 0.1 for name, level in LEVELS.items()}
    rows = [{"actor": a, "year": 2023 + n, "model": "panel", "skill": "skilled", "why": "step:f", **spread}
            for a in ("THA", "USA") for n in range(3)]  # fmt: skip
    return pl.DataFrame([row | more for row in rows])


def changes(**more: Any) -> pl.DataFrame:
    row = {
        "name": "controls", "en": "Controls", "th": "การควบคุม", "quantity": "access", "item": "CHN", "first": 2022,
        "last": 2035, "baseline": 0.6, "scenario": 0.5, "change": -0.1, "low": -0.2, "high": -0.05,
        "driver": "export_controls", "driven": -0.08, "skill": "theory", "why": "step:s",
    }  # fmt: skip
    near = row | {"quantity": "closeness", "item": "RUS–PRK", "change": 0.05}
    odds = row | {"quantity": "regime", "item": "bipolar", "change": 0.02}
    return pl.DataFrame([one | more for one in (row, near, odds)])


def scores() -> pl.DataFrame:
    row = {
        "model": "panel", "measure": "power_share", "horizon": 10, "n": 1137, "value": 1.298, "low": 1.09, "high": 1.58,
        "baseline": 1.418, "gain": 0.128, "gain_low": 0.039, "gain_high": 0.215, "skill": "skilled", "why": "step:h",
    }  # fmt: skip
    ranks = [
        row | {"score": f"pit{n}", "value": 0.1, "gain": None, "gain_low": None, "gain_high": None} for n in range(10)
    ]
    return pl.DataFrame([row | {"score": "crps"}, *ranks])


def alarms() -> pl.DataFrame:
    row = {
        "actor": "PRK", "other": "RUS", "item": "cooperation", "direction": "more", "since": "2022-11",
        "alarm": "2023-07", "before": 0.1, "after": 4.4, "ratio": 44.0, "chance": 0.001, "lasts": False,
        "events": ["e"], "why": "step:a",
    }  # fmt: skip
    return pl.DataFrame([row])


def desk(**tables: pl.DataFrame) -> FakeDesk:
    given = {"fans": fans(), "changes": changes(), "scores": scores(), "alarms": alarms()} | tables
    return FakeDesk(**full().tables, **{name: AHEAD[name].of(frame) for name, frame in given.items()})


def said(block: Block, lang: Lang) -> str:
    """Return the words of a block, those of a figure with the titles that are drawn in it."""
    if isinstance(block, Sentence):
        return block.words.say(lang)
    if isinstance(block, Grid):
        return " ".join([block.caption.say(lang), *(cell.say(lang) for row in block.rows for cell in row)])
    assert isinstance(block, Figure)
    return block.caption.say(lang) + json.dumps(block.draw(lang)["title"], ensure_ascii=False)


@pytest.mark.parametrize("lang", ["en", "th"])
def test_every_forecast_and_scenario_says_its_class(lang: Lang) -> None:
    for block in futures.fan_blocks(desk(), ["THA", "USA"]):
        assert SKILLED.say(lang) in said(block, lang)
    for block in futures.scenario_blocks(desk()):
        assert THEORY.say(lang) in said(block, lang)


@pytest.mark.parametrize("skill", [None, "good"])
def test_a_forecast_without_a_class_is_not_rendered(skill: str | None) -> None:
    bare = desk()
    bare.tables["fans"] = fans(skill=skill).cast(dict(FANS.columns))[list(FANS.columns)]
    with pytest.raises((TableError, ValueError), match="skill"):
        futures.fan_blocks(bare, ["THA"])
    bare.tables["changes"] = changes(skill=skill).cast(dict(CHANGES.columns))[list(CHANGES.columns)]
    with pytest.raises((TableError, ValueError), match="skill"):
        futures.scenario_blocks(bare)


def test_a_table_of_numbers_ahead_does_not_pass_without_a_class() -> None:
    for shape, frame in ((FANS, fans(skill=None)), (CHANGES, changes(skill=None))):
        with pytest.raises(TableError, match="rows without skill"):
            shape.of(frame)
    with pytest.raises(TableError, match="rows without skill"):
        SCORES.of(scores().with_columns(skill=pl.lit(None, pl.String)))


def test_the_charts_refuse_numbers_without_a_class() -> None:
    none = pl.lit(None, pl.String)
    for draw in (fan, scenario_changes):
        with pytest.raises(ValueError, match="without a skill class"):
            draw(pl.DataFrame({"a": [1]}).with_columns(skill_en=none, skill_th=none), "en")


@pytest.mark.parametrize("lang", ["en", "th"])
def test_the_charts_draw(lang: Lang) -> None:
    found = {b.name: b for b in futures.future_blocks(desk(), "THA", ["USA"]) if isinstance(b, Figure)}

    assert ["fan", "scenario_changes", "calibration"] == list(found)
    for figure in found.values():
        drawn = svg(figure.draw(lang))
        assert figure.draw(lang)["title"]["text"] in drawn
        assert float(drawn.split('width="', 1)[1].split('"', 1)[0]) <= 660


def test_the_past_leads_into_the_fan() -> None:
    figure = next(b for b in futures.fan_blocks(desk(), ["THA", "USA"]) if isinstance(b, Figure))
    rows = [row for row in figure.draw("en")["data"]["values"] if row["name"] == "Thailand"]
    joint = [row for row in rows if row["year"] == 2022]

    assert sorted(row["year"] for row in rows) == [row["year"] for row in rows]
    assert joint[0]["q05"] == joint[0]["q50"] == joint[0]["q95"]


def test_an_alarm_is_said_with_both_states_and_its_months() -> None:
    (sentence,) = futures.alarm_blocks(desk())

    assert "since November 2022 North Korea and Russia cooperate more often" in sentence.words.en
    assert "กรกฎาคม 2566" in sentence.words.th
    assert ("step:a",) == sentence.why


def test_scores_are_tabulated_with_gain_and_class() -> None:
    grid = next(b for b in futures.skill_blocks(desk()) if isinstance(b, Grid))
    cells = [cell.en for cell in grid.rows[0]]

    assert ["panel", "share of power", "CRPS", "+10", "1.298", "1.418", "+0.128 [+0.039, +0.215]", "skilled"] == cells


def test_the_outlook_has_the_section_only_where_there_is_something() -> None:
    titles = [section.title.en for section in outlook(desk()).sections]

    assert "What may come" in titles
    assert "What may come" not in [section.title.en for section in outlook(full()).sections]


def test_nothing_ahead_is_no_block() -> None:
    bare = FakeDesk(**full().tables)

    assert () == futures.future_blocks(bare, "THA", ["USA"])
    assert ALARMS.empty().is_empty()
