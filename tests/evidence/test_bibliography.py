"""References as a document prints them, in footnotes, lists and brackets."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from trachu.app.cli import app
from trachu.evidence.bibliography import bibliography
from trachu.evidence.passage import Passage


def test_a_note_with_a_web_page_and_a_day() -> None:
    note = "12 The White House. (2025 ,  February 1 2 ) .  Fact Sheet. https://example.org/2 0 2 5 / 0 2 /fact-sheet/"

    assert [
        {
            "id": "The White House, 2025",
            "type": "webpage",
            "author": [{"literal": "The White House"}],
            "title": "Fact Sheet",
            "issued": {"date-parts": [[2025, 2, 12]]},
            "URL": "https://example.org/2025/02/fact-sheet/",
        }
    ] == bibliography([Passage.of(note)])


def test_thai_authors_stay_as_they_are_written() -> None:
    note = "2 ดูรายละเอียดเพิ่มเติมใน สมชาติ ใจดี และ วิภา สุขใจ. (2557). การทูตเชิงเศรษฐกิจ. สำนักพิมพ์ตัวอย่าง."
    [item] = bibliography([Passage.of(note)])

    assert [{"literal": "สมชาติ ใจดี"}, {"literal": "วิภา สุขใจ"}] == item["author"]
    assert {"date-parts": [[2014]]} == item["issued"]
    assert "สำนักพิมพ์ตัวอย่าง" == item["publisher"]


def test_a_list_of_references_is_read_behind_its_heading_only() -> None:
    entry = "Keohane, R. O. (1984). After hegemony. Princeton University Press."
    inside = [Passage.of("References"), Passage.of(entry, start=20)]

    assert ["Keohane, 1984"] == [i["id"] for i in bibliography(inside)]
    assert [] == bibliography([Passage.of("Keohane, R. O., wrote After hegemony.")])


def test_two_works_of_one_year_are_told_apart() -> None:
    notes = [f"{n} OECD. (2020). {title}. https://example.org/{n}" for n, title in ((1, "One"), (2, "Two"), (3, "One"))]
    found = bibliography([Passage.of(note, start=100 * n) for n, note in enumerate(notes)])

    assert [("OECD, 2020", "One"), ("OECD, 2020b", "Two")] == [(i["id"], i["title"]) for i in found]


def test_what_is_only_cited_is_a_stub() -> None:
    [item] = bibliography([Passage.of("ไทยวางตัวเป็นกลาง (ธนาคารแห่งประเทศไทย, 2561)")])

    assert "ธนาคารแห่งประเทศไทย, 2561" == item["id"]
    assert {"date-parts": [[2018]]} == item["issued"]
    assert "title" not in item


def test_the_verb_prints_csl_json(tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_text("1 Waltz, K. N. (1979). Theory of International Politics. Addison-Wesley.", encoding="utf8")
    done = CliRunner().invoke(app, ["references", str(file), "--json"], catch_exceptions=False)
    [item] = json.loads(done.stdout)

    assert 0 == done.exit_code
    assert ("Waltz, 1979", "Theory of International Politics") == (item["id"], item["title"])
