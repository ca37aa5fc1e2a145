"""Scenarios on a bench: common random numbers, mechanisms switched off, evidence since the data ended."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from trachu import Bench
from trachu.bench import scenarios, shelves, supposed
from trachu.core import supposing
from trachu.core.engine import Task
from trachu.core.errors import FormatError, NoAccess, UnknownName, UsageError
from trachu.core.structure import Change, switched
from trachu.core.supposing import Course, Reading
from trachu.core.tables import TABLES, Frames
from trachu.ontology.scenario import read

shelves.load()
FIRST = 2022
STATES = {"USA": 20.0, "CHN": 24.0, "RUS": 5.0, "IND": 9.0, "JPN": 4.0, "THA": 1.0, "PRK": 1.0}
TEXT = """
cite = []
mechanisms = ["catch_up", "diffusion", "sanctions", "export_controls"]
title = {en = "One", th = "หนึ่ง"}
summary = {en = "One.", th = "หนึ่ง"}
assumes = {en = "Nothing.", th = "ไม่มี"}
[[changes]]
lever = "sanction"
by = ["USA", "JPN"]
on = ["CHN"]
since = 2024
until = 2026
size = 1.0
[[watch]]
quantity = "access"
of = ["CHN"]
[[watch]]
quantity = "closeness"
of = ["USA", "CHN"]
[[watch]]
quantity = "share"
of = ["CHN"]
[[watch]]
quantity = "hedging"
of = ["THA"]
"""


def world() -> Frames:
    """Lay out seven states in one year, with nothing between them."""
    kinds = ("cinc", "milex", "milper", "irst", "pec", "tpop", "upop")
    rows = [
        {
            "actor": a,
            "year": FIRST,
            "indicator": kind,
            "value": value / (100 if kind == "cinc" else 1),
            "why": "source:nmc",
        }
        for a, value in STATES.items()
        for kind in kinds
    ]
    frames = {name: table.empty() for name, table in TABLES.items()}
    return {**frames, "capabilities": TABLES["capabilities"].of(rows)}


def laid(frames: Frames, text: str = TEXT, draws: int = 6) -> supposed.Laid:
    return supposed.lay_out(frames, read("mine", text), years=6, draws=draws, seed=1, states=40)


def run(given: supposed.Laid, course: Course) -> supposing.Floats:
    rules = [switched(r, (*scenarios.GROUND, "diffusion", "sanctions")) for r in supposed.parameters(1, len(given.own))]
    task = Task(given.world, years=6, seed=1, engine="numpy")
    return supposing.histories(task, rules, course, given.own, given.readings)


def test_before_the_levers_move_both_sides_are_one() -> None:
    given = laid(world())
    plain, other = run(given, Course(given.known)), run(given, given.course)

    np.testing.assert_array_equal(plain[:, 0], other[:, 0])
    assert (plain[:, 2] != other[:, 2]).any()


def test_a_lever_that_ends_lets_go() -> None:
    given = laid(world())
    access = 4 + given.readings.index(Reading("access", given.names.index("CHN"), given.names.index("CHN")))
    lost = (run(given, given.course) - run(given, Course(given.known)))[:, :, access]

    assert (lost[:, 1:4] < -0.1).all()
    assert 0.0 == pytest.approx(float(np.abs(lost[:, 4:]).max()), abs=0.01)


def test_readings_stay_on_their_scales() -> None:
    found = run(laid(world()), laid(world()).course)

    assert (found >= 0).all() and (found <= 1).all()
    np.testing.assert_allclose(found[:, :, :4].sum(axis=2), 1.0)


def test_sanctions_close_one_way_and_closeness_takes_the_mean() -> None:
    given = laid(world())
    usa, chn = given.names.index("USA"), given.names.index("CHN")
    bound = np.zeros((2, len(given.names), len(given.names)), dtype=bool)
    opened = supposing.openness(given.world, bound, [Change(0, "sanction", usa, chn, 1.0)], [])

    assert 0.0 == opened[0, usa, chn]
    assert 0.5 == opened[0, chn, usa]


def test_an_agreement_that_documents_tell_of_is_in_part_of_the_draws() -> None:
    frames = world()
    event = {"event": "e", "type": "AGREE", "domain": supposed.DOMAIN, "date": "2024-06-19", "asserted": 1}
    frames["events"] = TABLES["events"].of([event | {"earliest": date(2024, 6, 19), "why": "step:e"}])
    seats = [{"record": "e", "role": "actor", "actor": a, "why": "step:e"} for a in ("RUS", "PRK")]
    frames["parties"] = TABLES["parties"].of(seats)
    given = laid(frames, draws=1500)
    pair = sorted((given.names.index("RUS"), given.names.index("PRK")))

    assert {(1, "tie", *pair)} == {(c.year, c.kind, *sorted((c.one, c.other))) for own in given.own for c in own}
    assert 0.78 == pytest.approx(np.mean([len(own) > 0 for own in given.own]), abs=0.04)


def test_sanctions_that_the_data_date_after_the_start_happen_on_both_sides() -> None:
    frames = world()
    rows = [{"actor": "USA", "other": "RUS", "year": 2023, "type": "sanction", "value": 1.0, "why": "source:s"}]
    frames["flows"] = TABLES["flows"].of(rows)
    given = laid(frames)
    usa, rus = given.names.index("USA"), given.names.index("RUS")

    assert (Change(0, "sanction", usa, rus, 1.0),) == given.known
    assert given.known[0] in given.course.changes


def test_a_scenario_of_the_box_on_the_sample(sample_bench: Bench) -> None:
    found = sample_bench.scenario("chip4_controls", draws=3, years=6)
    again = sample_bench.scenario("chip4_controls", draws=3, years=6)
    mechanisms = {*found.scenario.mechanisms, scenarios.DIRECT}

    assert "theory" == found.skill
    assert found.to_dict() == again.to_dict()
    assert mechanisms == set(found.drivers["mechanism"])
    assert {"baseline", "scenario", "change"} == set(found.paths["side"])
    change = pl.col("scenario") - pl.col("baseline")
    np.testing.assert_allclose(found.changes["change"], found.changes.select(change).to_series(), atol=1e-12)
    assert "chip4_controls" in str(sample_bench.why(found.why))


@pytest.mark.parametrize("lang", ["en", "th"])
def test_no_scenario_is_said_without_its_skill_class(sample_bench: Bench, lang: scenarios.Lang) -> None:
    said = sample_bench.scenario("chip4_controls", draws=3, years=6).say(lang)

    assert scenarios.SKILLS["theory"].say(lang) in said


def test_a_file_of_ones_own_is_read(own_bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(TEXT, encoding="utf8")
    (own_bench.folder / "scenarios").mkdir()
    (own_bench.folder / "scenarios" / "kept.toml").write_text(TEXT, encoding="utf8")

    assert (
        scenarios.found(None, str(tmp_path / "mine.toml")).changes == scenarios.found(own_bench.folder, "kept").changes
    )
    with pytest.raises(UnknownName, match="chip4_controls"):
        own_bench.scenario("chip4_control")
    with pytest.raises(NoAccess, match="cannot be read"):
        own_bench.scenario("nowhere.toml")
    (tmp_path / "wrong.toml").write_text(TEXT.replace("mechanisms", "mechanism"), encoding="utf8")
    with pytest.raises(FormatError, match="Did you mean 'mechanisms'"):
        own_bench.scenario(str(tmp_path / "wrong.toml"))
    with pytest.raises(UsageError, match="no CINC"):
        own_bench.scenario("chip4_controls", draws=2)
