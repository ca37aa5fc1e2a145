"""Briefs that people write: what is read, looked up and refused; and from a passage up to its sentences."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import polars as pl
import pytest

from trachu import Bench
from trachu.bench import resting, samples, written
from trachu.bench.cited import written as spelt
from trachu.bench.versions import Stale
from trachu.core.errors import TooLarge, UnknownName, UsageError
from trachu.core.manuscript import Ask, Cite, read
from trachu.core.words import Lang
from trachu.core.writing import Grid, Quote, Sentence


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A bench with the sample, on which this module writes its briefs."""
    found = Bench(tmp_path_factory.mktemp("written") / "bench")
    samples.add_to(found)
    found.run()
    return found


def keep(bench: Bench, text: str, name: str = "mine", lang: Lang = "en") -> written.Draft:
    written.save(bench, name, lang, text, written.version(bench, name, lang))
    return written.draft(bench, name, lang)


def claim(bench: Bench) -> dict[str, Any]:
    return bench.table("claims").filter(pl.col("type") == "SUPPORT").row(0, named=True)


def told(draft: written.Draft) -> list[str]:
    return [fault.en for fault in draft.faults]


def test_blocks_are_read_in_their_order() -> None:
    found = read("# T\n- one\n  still\n- two\n\n## S\npara\nlines\n\n> q\n> r\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")

    assert ["item", "item"] == [b.kind for b in found.findings]
    assert ("one still",) == found.findings[0].tokens
    assert ["paragraph", "quote", "table"] == [b.kind for b in found.parts[0].blocks]
    assert ((("a",), ("b",)), (("1",), ("2",))) == found.parts[0].blocks[2].rows


def test_a_measure_may_stand_in_a_cell_of_a_table() -> None:
    row = read("# T\n## S\n| a |\n|---|\n| {{measure poles base=gdp | year=2022}} |").parts[0].blocks[0].rows[1]

    assert ((Ask("poles", (("base", "gdp"),), (("year", 2022),), "poles base=gdp | year=2022"),),) == row


def test_citations_become_notes_in_the_order_of_the_text(bench: Bench) -> None:
    one = claim(bench)
    text = f"# T\n- A finding [@claim:{one['claim']}].\n\n## S\nFirst [@singer1972distribution], then [@{one['why']}]."
    draft = keep(bench, text)
    paper = written.paper(bench, draft)
    said = [
        (s.words.en, paper.apparatus.number(s.why)) for s in draft.brief.sections[0].blocks if isinstance(s, Sentence)
    ]

    assert [] == told(draft)
    assert [("First,", 2), ("then.", 1)] == said
    assert one["page"] == paper.apparatus.notes[0].origins[0].page
    assert one["text"] == paper.apparatus.notes[0].origins[0].quote


def test_words_that_cite_nothing_have_no_note(bench: Bench) -> None:
    paper = written.paper(bench, keep(bench, "# T\n- Mine alone.\n\n## S\nMine as well.\n\nNext paragraph."))

    assert () == paper.apparatus.notes
    assert "1. Mine alone.\n\n## S\n\nMine as well.\n\nNext paragraph." in paper.markdown("en")


def test_numbers_are_those_of_the_measure(bench: Bench) -> None:
    values = bench.measure("poles", base="cinc").filter(year=2022)
    draft = keep(bench, "# T\n- There are {{measure poles base=cinc | year=2022}} poles.")

    assert [f"There are {spelt(values['value'][0], {}, 'en')} poles."] == [f.words.en for f in draft.brief.findings]
    assert (values["why"][0],) == draft.brief.findings[0].why


def test_a_measure_alone_on_its_line_is_a_table(bench: Bench) -> None:
    values = bench.measure("closeness", actor="RUS", other="PRK")
    latest = values.filter(pl.col("year") == values["year"].max(), pl.col("value").is_not_null())
    draft = keep(bench, "# T\n- F.\n\n## S\n{{measure closeness actor=RUS other=PRK | year=latest digits=3}}")
    grid = next(b for b in draft.brief.sections[0].blocks if isinstance(b, Grid))

    assert ["actor", "other", "item", "year", "value"] == [head.en for head in grid.head]
    assert sorted(f"{v:,.3f}" for v in latest["value"]) == sorted(row[-1].en for row in grid.rows)
    assert set(latest["why"]) == set(grid.why)
    assert sorted((why,) for why in latest["why"]) == sorted(draft.rows[0])


@pytest.mark.parametrize(
    ("block", "says"),
    [
        ("{{measure nonsense}}", "no measure called 'nonsense'"),
        ("{{measure poles base=nonsense}}", "does not take base='nonsense'"),
        ("{{measure poles | colour=red}}", "colour is none of"),
        ("{{measure poles}}", "room for one"),
        ("{{measure poles | year=1066}}", "0 values"),
        ("[@claim:nonsense]", "no such thing"),
        ("[@passage:nonsense]", "no such thing"),
        ("[@step:nonsense]", "no such thing"),
        ("[@source:nonsense]", "no such thing"),
        ("[@nonsense2020]", "no such thing"),
    ],
)
def test_what_does_not_hold_is_listed_and_refused(bench: Bench, block: str, says: str) -> None:
    draft = keep(bench, f"# T\n- It is {block}.", "broken")

    assert 1 == len(draft.faults) and says in draft.faults[0].en and draft.faults[0].th
    assert block in draft.brief.findings[0].words.en
    with pytest.raises(UsageError, match="do not hold"):
        written.report(bench, "broken", "md", "en")


def test_quoted_words_must_stand_in_the_passage(bench: Bench) -> None:
    one = claim(bench)
    cite = f"[@claim:{one['claim']}]"
    right = f"# T\n- It says “{one['text'][3:20]}” {cite}.\n\n## S\n> {one['text']} {cite}"
    draft = keep(bench, right, "quoted", "th")
    wrong = keep(bench, right.replace(one["text"][3:20], "ถ้อยคำอื่น"), "quoted", "th")
    quote = next(b for b in draft.brief.sections[0].blocks if isinstance(b, Quote))

    assert [] == told(draft)
    assert (one["text"], one["why"]) == (quote.text, quote.why)
    assert {f"[@claim:{one['claim']}]: the quoted words “ถ้อยคำอื่น” do not stand there."} <= set(told(wrong))


def test_a_document_that_was_taken_away_breaks_what_cites_it(own_bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("เมื่อวันที่ 19 มิถุนายน 2567 รัสเซียและเกาหลีเหนือลงนามสนธิสัญญา\n", encoding="utf8")
    source = own_bench.add(path)
    own_bench.run()
    one = own_bench.table("claims").row(0, named=True)
    text = f"# T\n- A [@claim:{one['claim']}].\n- B “ลงนามสนธิสัญญา” [@source:{source.source}]."

    assert [] == told(keep(own_bench, text))
    own_bench.remove(source.source)
    assert 2 == len(written.draft(own_bench, "mine", "en").faults)


@pytest.mark.parametrize("form", ["html", "md", "docx", "pdf", "pptx"])
def test_a_brief_is_given_in_every_form_twice_the_same(bench: Bench, form: str) -> None:
    keep(bench, f"# T\n- A finding [@claim:{claim(bench)['claim']}].\n\n## S\n- one\n- two", "whole", "th")
    one, two = (written.report(bench, "whole", form, "th", date="2026-11-20") for _ in range(2))

    assert one == two and len(one) > 500


def test_the_docx_has_paragraphs_of_its_own(bench: Bench) -> None:
    keep(bench, "# T\n- F.\n\n## S\nPara one.\n\nPara two.\n\n- item", "paragraphs")
    whole = ZipFile(BytesIO(written.report(bench, "paragraphs", "docx", "en"))).read("word/document.xml").decode()
    said = [line for line in whole.split("</w:p>") if any(w in line for w in ("Para one.", "Para two.", "• item"))]

    assert 3 == len(said)


def test_hostile_markdown_is_text(bench: Bench) -> None:
    keep(bench, "# <script>a()</script>\n- <img src=x onerror=a()> [x](javascript:a()) `b`", "hostile")
    html = written.report(bench, "hostile", "html", "en").decode()
    markdown = written.report(bench, "hostile", "md", "en").decode()

    assert "<script>a()" not in html and "<img src=x" not in html and "&lt;img src=x" in html
    assert r"\<script>a()" in markdown and r"\[x\](javascript:a())" in markdown


def test_a_brief_without_title_or_findings_is_not_given(bench: Bench) -> None:
    draft = keep(bench, "## S\nText.", "bare")

    assert 2 == len(draft.faults)


def test_nobody_writes_over_another_window(bench: Bench) -> None:
    seen = written.version(bench, "shared", "en")
    written.save(bench, "shared", "en", "# One", seen)

    with pytest.raises(Stale):
        written.save(bench, "shared", "en", "# Two", seen)
    assert "# One" == written.text(bench, "shared", "en")
    assert ["en"] == written.langs(bench, "shared") and "shared" in written.names(bench)


@pytest.mark.parametrize("name", ["", "../x", "A", "a/b", "x" * 42])
def test_a_name_leads_nowhere_else(bench: Bench, name: str) -> None:
    with pytest.raises(UsageError):
        written.save(bench, name, "en", "# T", "")
    with pytest.raises(UsageError):
        written.text(bench, name, "en")


def test_a_brief_has_a_longest_length_and_must_be_there(bench: Bench) -> None:
    with pytest.raises(TooLarge):
        written.save(bench, "long", "en", "a" * (written.LONGEST + 1), "")
    with pytest.raises(UnknownName):
        written.draft(bench, "never", "en")


def test_measures_to_be_worked_out_are_those_that_can_be(bench: Bench) -> None:
    keep(bench, "# T\n- {{measure poles base=gdp | year=2022}} {{measure nonsense}}", "asks", "th")
    keep(bench, "# T\n- {{measure poles base=gdp | year=2022}} {{measure cinc | year=2022 actor=USA}}", "asks")

    assert ["poles", "cinc"] == [ask.measure for ask in written.asks(bench, "asks")]


def test_from_a_passage_up_to_the_sentence(bench: Bench) -> None:
    closeness = bench.measure("closeness", actor="RUS", other="PRK")
    below = (one for why in closeness["why"].unique() for one in bench.traces().tree(why).walk())
    one = next(one for one in below if one.kind == "claim")
    passage = one.parents[0].trace
    keep(bench, f"# T\n- It rests there [@{one.trace}].\n- This does not [@singer1972distribution].", "up")
    found = resting.resting(bench, passage, "en", {"dyad": bench.brief("dyad").content})
    said = found.filter(kind="sentence", where="up.en")
    built_in = found.filter(kind="sentence", where="dyad")

    assert ["It rests there."] == said["says"].to_list()
    assert one.trace in found.filter(kind="claim")["why"].to_list()
    assert {"fact", "value"} <= set(found["kind"])
    assert all(passage in {t.trace for t in bench.traces().tree(why).walk()} for why in found["why"])
    assert built_in.height > 0


def test_a_citation_says_how_it_is_written() -> None:
    assert ["[@claim:c1]", "[@waltz1979]"] == [str(Cite("claim", "c1")), str(Cite("key", "waltz1979"))]
