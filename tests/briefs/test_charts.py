"""Every chart draws in both languages, says its words, and holds no address."""

from __future__ import annotations

import json
from typing import Any

import pytest

from trachu.briefs.dyad import dyad
from trachu.briefs.order import order
from trachu.briefs.outlook import outlook
from trachu.briefs.render.picture import svg
from trachu.core.words import Lang
from trachu.core.writing import Figure

from .test_briefs import full

CHARTS = {
    "regime_probability", "power_shares", "leader_by_base", "closeness_by_domain", "event_timeline", "forum_matrix"
}  # fmt: skip


@pytest.fixture(scope="module")
def figures() -> dict[str, Figure]:
    briefs = (order(full()), dyad(full()), outlook(full()))
    return {b.name: b for brief in briefs for s in brief.sections for b in s.blocks if isinstance(b, Figure)}


def test_the_briefs_show_every_chart(figures: dict[str, Figure]) -> None:
    assert set(figures) == CHARTS
    assert [name for name, figure in figures.items() if not figure.why] == []


@pytest.mark.parametrize("lang", ["en", "th"])
@pytest.mark.parametrize("name", sorted(CHARTS))
def test_a_chart_draws(figures: dict[str, Figure], name: str, lang: Lang) -> None:
    spec = figures[name].draw(lang)
    drawn = svg(spec)

    assert spec["title"]["text"] in drawn
    assert "http" not in json.dumps(spec)
    assert "ํ" not in drawn
    assert float(drawn.split('width="', 1)[1].split('"', 1)[0]) <= 660


def test_thai_charts_count_years_as_thai_readers_do(figures: dict[str, Figure]) -> None:
    drawn = svg(figures["closeness_by_domain"].draw("th"))

    assert "พ.ศ." in drawn
    assert "2567" in drawn


def test_sara_am_is_whole(figures: dict[str, Figure]) -> None:
    assert "อำนาจ" in svg(figures["regime_probability"].draw("th"))


def test_what_is_denied_is_hollow(figures: dict[str, Figure]) -> None:
    values: list[dict[str, Any]] = figures["event_timeline"].draw("en")["data"]["values"]

    assert {v["lane"]: v["state"] for v in values} == {
        "Diplomacy": "not denied",
        "Military, technology and security": "denied by somebody",
    }
