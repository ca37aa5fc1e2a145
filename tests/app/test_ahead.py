"""The verbs of early warning and of scenarios."""

from __future__ import annotations

import json
import tomllib

import pytest
from typer.testing import CliRunner

from trachu import Bench
from trachu.app.cli import app
from trachu.core.parts import SKILLS
from trachu.ontology.scenario import scenarios

runner = CliRunner()


def run(*words: str) -> str:
    done = runner.invoke(app, list(words))
    assert 0 == done.exit_code, done.output
    return done.stdout


def test_the_box_is_listed_in_both_languages() -> None:
    assert list(scenarios()) == [row["name"] for row in json.loads(run("scenario", "list", "--json"))]
    assert "ฉากทัศน์" not in run("scenario", "list", "--lang", "en")
    assert scenarios()["chip4_controls"].title.th in run("scenario", "list", "--lang", "th")


def test_a_scenario_is_shown_as_text_as_data_and_as_its_file() -> None:
    shown = run("scenario", "show", "chip4_controls", "--lang", "en")
    given = json.loads(run("scenario", "show", "chip4_controls", "--json"))

    assert "USA" in shown and "→ CHN" in shown
    assert ["CHN"] == given["changes"][0]["on"]
    assert {"title", "changes", "watch"} <= set(tomllib.loads(run("scenario", "show", "chip4_controls", "--toml")))


def test_a_run_says_its_class_whatever_the_form(sample_bench: Bench) -> None:
    asked = ("scenario", "run", "chip4_controls", "-b", str(sample_bench.folder), "--draws", "2", "--years", "5")

    assert SKILLS["theory"].th in run(*asked, "--lang", "th")
    assert "theory" == json.loads(run(*asked, "--json"))["skill"]
    assert "quantity,item,baseline,scenario,change,low,high,why" == run(*asked, "--csv").splitlines()[0]


@pytest.mark.parametrize("form", ["--json", "--csv"])
def test_warnings_are_given_as_data(sample_bench: Bench, form: str) -> None:
    said = run("warn", "-b", str(sample_bench.folder), "--offset", "none", "--control", "each", form)

    assert "direction" in said or not json.loads(said)["alarms"]
