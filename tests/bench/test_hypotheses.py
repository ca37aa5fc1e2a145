from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from trachu import Bench
from trachu.app.cli import app
from trachu.bench.hypotheses import weigh
from trachu.core.competing import CELLS, Row, dropped, inconsistency, leaders, reversed_cells, support
from trachu.core.errors import FormatError, NoAccess, UnknownName

HEAD = """
question = { en = "Which?", th = "อย่างใด" }
[[hypotheses]]
name = "first"
en = "The first."
th = "อย่างแรก"
[[hypotheses]]
name = "second"
en = "The second."
th = "อย่างที่สอง"
"""
TYPED = """
[[items]]
name = "letter"
en = "A letter"
th = "จดหมาย"
credibility = 0.5
cells = { first = "II", second = "C" }
[[items]]
name = "visit"
en = "A visit"
th = "การเยือน"
cells = { first = "C", second = "II" }
"""


def write(bench: Bench, text: str, name: str = "own") -> Path:
    path = bench.folder / "hypotheses" / f"{name}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf8")
    return path


def test_the_one_with_the_least_against_it_leads(own_bench: Bench) -> None:
    write(own_bench, HEAD + TYPED)
    found = weigh(own_bench, "own")

    assert ("first",) == found.leads
    assert {"first": 1.0, "second": 2.0} == found.scores["heuer"]
    assert {"visit": ("second",)} == found.without
    assert ["letter", "visit"] == [item.name for item in found.items]


def test_what_a_single_cell_would_change(own_bench: Bench) -> None:
    path = write(own_bench, HEAD + TYPED)
    found = weigh(own_bench, path)

    # one step milder leaves the second as bad as the first
    assert {"item": "visit", "hypothesis": "second", "cell": "I", "leads": ("first", "second")} in found.reversals


def test_the_order_of_the_world_is_fed_by_measures(sample_bench: Bench) -> None:
    found = weigh(sample_bench)
    polarity = {item.name: item for item in found.items}["milex"]
    share = {
        regime: sample_bench.every("polarity", base="milex").filter(year=polarity.year, item=regime)["value"].sum()
        for regime in ("unipolar", "bipolar")
    }

    assert share["unipolar"] > share["bipolar"]
    assert "CC" == polarity.cells[0]
    assert all(sample_bench.why(why) for why in polarity.why)
    assert sum(found.support.values()) == pytest.approx(1.0)


def test_an_item_without_data_is_left_out(own_bench: Bench) -> None:
    found = weigh(own_bench)

    assert {("NA", "NA", "NA")} == {item.cells for item in found.items}
    assert ("unipolar", "bipolar", "multipolar") == found.leads


def test_a_cell_may_rest_on_a_claim(own_bench: Bench, tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text("# A note\n\nOn 19 June 2024 Russia and North Korea signed a treaty in Pyongyang.\n")
    own_bench.add(note)
    claim, why = own_bench.table("claims").select("claim", "why").row(0)
    write(own_bench, HEAD + TYPED + f'claims = ["{claim}"]\n')
    visit = next(item for item in weigh(own_bench, "own").items if item.name == "visit")

    assert (why,) == visit.why


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("question", FormatError),
        (HEAD, FormatError),
        (TYPED, FormatError),
        (HEAD + TYPED.replace('"visit"', '"letter"'), FormatError),
        (HEAD + TYPED.replace('"II", second', '"X", second'), FormatError),
        (HEAD + TYPED.replace('th = "การเยือน"\n', ""), FormatError),
        (HEAD + TYPED + 'claims = ["nothing"]\n', UnknownName),
    ],
)
def test_a_wrong_file_says_what_is_wrong(own_bench: Bench, text: str, error: type[Exception]) -> None:
    write(own_bench, text)
    with pytest.raises(error):
        weigh(own_bench, "own")


def test_no_such_file(own_bench: Bench) -> None:
    with pytest.raises(NoAccess):
        weigh(own_bench, "nowhere.toml")


@pytest.mark.parametrize("lang", ["en", "th"])
def test_the_verb(sample_bench: Bench, lang: str) -> None:
    call = ["hypotheses", "-b", str(sample_bench.folder), "--lang", lang]
    told = CliRunner().invoke(app, call, catch_exceptions=False)
    plain = CliRunner().invoke(app, [*call, "--json"], catch_exceptions=False)

    assert weigh(sample_bench).question[lang] in told.stdout
    assert {"leads", "items", "reversals"} <= set(json.loads(plain.stdout))


ROWS = st.integers(2, 3).flatmap(
    lambda n: st.lists(st.tuples(st.floats(0.1, 1), st.tuples(*[st.sampled_from(CELLS)] * n)), min_size=1, max_size=5)
)


def rows(drawn: list[tuple[float, tuple[str, ...]]]) -> list[Row]:
    return [Row(f"item{n}", weight, cells) for n, (weight, cells) in enumerate(drawn)]


@given(ROWS)
def test_what_is_said_to_change_the_verdict_does(drawn: list[tuple[float, tuple[str, ...]]]) -> None:
    given_rows = rows(drawn)
    now = leaders(inconsistency(given_rows))
    for name, new in dropped(given_rows).items():
        assert new != now
        assert new == leaders(inconsistency([row for row in given_rows if row.name != name]))
    assert all(new != now for *_, new in reversed_cells(given_rows))


@given(ROWS)
def test_an_item_that_tells_nothing_apart_never_changes_the_verdict(drawn: list[tuple[float, tuple[str, ...]]]) -> None:
    given_rows = rows(drawn)
    flat = Row("flat", 1.0, ("I",) * len(given_rows[0].cells))

    assert 0.0 == flat.diagnosticity
    assert leaders(inconsistency(given_rows)) == leaders(inconsistency([*given_rows, flat]))


def test_support_is_even_where_nothing_speaks_against() -> None:
    assert [0.5, 0.5] == support([Row("a", 1.0, ("C", "CC"))], draws=20)
