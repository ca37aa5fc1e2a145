"""The reader: what is marked, what a person decides, and two windows on one record."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from web.browsing import Browser, told

from trachu.bench import highlights, people, sheets, versions
from trachu.bench.desk import SAMPLE

Reading = Callable[[str], Browser]
NOTE = "เมื่อวันที่ 19 มิถุนายน พ.ศ. 2567 รัสเซียกับเกาหลีเหนือลงนามสนธิสัญญา รัสเซียปฏิเสธข่าวลือ กำลังอาวุธ\n"


@pytest.fixture
def note(browser: Browser) -> str:
    browser.post("/sources", files=[("files", ("note.txt", NOTE.encode()))])
    return browser.keeper.bench.source("note.txt").source


def suggestion(browser: Browser) -> str:
    return str(people.review(browser.keeper.bench, kind="event")["claim"][0])


def version(page: str, claim: str) -> str:
    card = page[page.index(f'id="claim-{claim}"') :]
    found = re.search(r'name="version" value="(\w+)"', card)

    assert found is not None
    return found[1]


def test_the_text_is_whole_and_marked(browser: Browser, note: str) -> None:
    page = browser.get(f"/sources/{note}").text
    shown = page[page.index('id="text"') :]
    text = unescape(re.sub(r"<[^>]+>", "", shown[shown.index(">") + 1 : shown.index("</div>")]))
    kinds = {kind for found in re.findall(r'<mark class="([^"]+)"', shown) for kind in found.split()}

    assert NOTE.strip() == text.strip()
    assert {"actor", "date", "event"} <= kinds


def test_pieces_lie_where_they_say(reading: Reading) -> None:
    bench = reading("en").keeper.bench
    for page in (1, 2, 3):
        leaf = highlights.leaf(bench, SAMPLE, page)
        pieces = highlights.pieces(leaf.text, leaf.start, leaf.marks)

        assert leaf.text == "".join(piece.text for piece in pieces)
        assert all(leaf.text[p.start - leaf.start :].startswith(p.text) for p in pieces)
        mentioned = [m for m in leaf.marks if m.kind == "actor" and m.about == "PRK"]
        words = {leaf.text[m.start - leaf.start : m.end - leaf.start] for m in mentioned}

        assert words <= {"เกาหลีเหนือ", "สาธารณรัฐประชาธิปไตยประชาชนเกาหลี", "เปียงยาง"}
        assert (
            page
            == highlights.page_at(bench, SAMPLE, leaf.start)
            == highlights.page_at(bench, SAMPLE, leaf.start + len(leaf.text))
        )


def test_the_same_words_are_marked_on_the_picture(reading: Reading) -> None:
    leaf = highlights.leaf(reading("en").keeper.bench, SAMPLE, 1)
    sheet = sheets.sheet(reading("en").keeper.bench, leaf)

    assert sheet.boxes is not None
    assert {n for n, m in enumerate(leaf.marks) if m.kind == "actor"} <= {n for n, _ in sheet.boxes}
    for _, (left, top, right, bottom) in sheet.boxes:
        assert 0 <= left < right <= sheet.width
        assert 0 <= top < bottom <= sheet.height
    tops = {n: min(b[1] for m, b in sheet.boxes if m == n) for n, _ in sheet.boxes}
    order = [tops[n] for n in sorted(tops, key=lambda n: leaf.marks[n].start)]

    assert all(later >= earlier - 25 for earlier, later in pairwise(order))


def test_a_page_is_a_picture(reading: Reading) -> None:
    browser = reading("en")
    source = browser.keeper.bench.source(SAMPLE).source
    answer = browser.get(f"/sources/{source}/pages/1.png")

    assert answer.content.startswith(b"\x89PNG")
    assert len(answer.content) <= sheets.MOST
    assert 422 == browser.get(f"/sources/{source}/pages/99.png").status_code


def test_the_raw_text_stands_beside_the_repaired_one(reading: Reading) -> None:
    browser = reading("en")
    source = browser.keeper.bench.source(SAMPLE).source
    page = browser.get(f"/sources/{source}?raw=true").text

    assert "Raw text of the file" in page
    assert 2 == page.count('class="text"')


def test_a_dataset_has_no_text(reading: Reading) -> None:
    browser = reading("en")
    data = next(s.source for s in browser.keeper.bench.store.sources() if s.kind == "dataset")

    assert 400 == browser.get(f"/sources/{data}").status_code


@pytest.mark.parametrize("verdict", ["accept", "reject"])
def test_a_suggestion_is_judged_under_ones_name(browser: Browser, note: str, verdict: str) -> None:
    claim = suggestion(browser)
    seen = version(browser.get(f"/sources/{note}").text, claim)
    browser.post(f"/sources/{note}/claims/{claim}", {"verdict": verdict, "version": seen})

    assert [(claim, "reader", verdict)] == [
        (j.record, j.coder, j.verdict) for j in browser.keeper.bench.store.judgements()
    ]


def test_a_script_gets_the_card_alone(browser: Browser, note: str) -> None:
    claim = suggestion(browser)
    answer = browser.post(
        f"/sources/{note}/claims/{claim}",
        {"verdict": "accept", "version": versions.NEVER},
        headers={"hx-request": "true"},
    )

    assert answer.text.lstrip().startswith("<li")
    assert "accepted by reader" in told(answer.text)


def test_two_windows_on_one_record_lose_nothing(browser: Browser, note: str) -> None:
    claim = suggestion(browser)
    seen = version(browser.get(f"/sources/{note}").text, claim)
    browser.post(f"/sources/{note}/claims/{claim}", {"verdict": "accept", "version": seen})
    late = browser.post(
        f"/sources/{note}/claims/{claim}", {"verdict": "reject", "version": seen}, headers={"hx-request": "true"}
    )

    assert 409 == late.status_code
    assert "changed in another window" in told(late.text)
    assert ["accept"] == [j.verdict for j in browser.keeper.bench.store.judgements()]
    browser.post(f"/sources/{note}/claims/{claim}", {"verdict": "reject", "version": version(late.text, claim)})

    assert ["reject"] == [j.verdict for j in browser.keeper.bench.store.judgements()]


def test_a_correction_stands_in_the_place_of_the_suggestion(browser: Browser, note: str) -> None:
    claim = suggestion(browser)
    asked = browser.get(f"/sources/{note}/claims/{claim}/edit").text
    answer = browser.post(
        f"/sources/{note}/claims/{claim}/edit",
        {"version": version(asked, claim), "date": "2024-06", "actors": "รัสเซีย, PRK"},
    )
    made = [c for c in browser.keeper.bench.store.codings() if c.edits == claim]

    assert ["2024-06"] == [c.date for c in made]
    assert ["PRK", "RUS"] == sorted(actor for role, actor in made[0].parties if role == "actor")
    assert "coded by reader" in told(answer.text)
    assert f'id="claim-{claim}"' not in answer.text


def test_a_wrong_correction_keeps_what_was_typed(browser: Browser, note: str) -> None:
    claim = suggestion(browser)
    answer = browser.post(
        f"/sources/{note}/claims/{claim}/edit",
        {"version": versions.NEVER, "date": "19 June", "note": "from the caption"},
    )

    assert 400 == answer.status_code
    assert 'value="19 June"' in answer.text
    assert 'value="from the caption"' in answer.text
    assert [] == browser.keeper.bench.store.codings()


def test_a_late_correction_keeps_what_was_typed(browser: Browser, note: str) -> None:
    claim = suggestion(browser)
    browser.keeper.bench.judge(claim, "accept", by="somebody")
    answer = browser.post(f"/sources/{note}/claims/{claim}/edit", {"version": versions.NEVER, "date": "2023"})

    assert 409 == answer.status_code
    assert 'value="2023"' in answer.text
    assert "Now stands: 2024-06-19" in told(answer.text)


def test_selected_words_are_coded(browser: Browser, note: str) -> None:
    start = NOTE.index("รัสเซียปฏิเสธ")
    end = start + len("รัสเซียปฏิเสธข่าวลือ")
    browser.post(f"/sources/{note}/code", {"start": str(start), "end": str(end), "type": "denies", "actors": "RUS"})

    assert ["รัสเซียปฏิเสธข่าวลือ"] == [c.exact for c in browser.keeper.bench.store.codings()]
    assert 400 == browser.post(f"/sources/{note}/code", {"type": "denies"}).status_code


def test_what_is_known_of_a_source_is_corrected_and_guarded(browser: Browser, note: str) -> None:
    page = browser.get(f"/sources/{note}/about").text
    seen = re.search(r'name="version" value="(\w+)"', page)

    assert seen is not None
    form = {"version": seen[1], "title": "บันทึก", "grade": "B2", "published": "2024-06"}
    browser.post(f"/sources/{note}/about", form)
    late = browser.post(f"/sources/{note}/about", {**form, "title": "Another title"})
    found = browser.keeper.bench.source(note)

    assert ("บันทึก", "B2", "2024-06") == (found.title, found.grade, found.published)
    assert 409 == late.status_code
    assert 'value="Another title"' in late.text
    assert "Now stands: บันทึก" in told(late.text)


@pytest.mark.parametrize(("field", "value"), [("published", "June 2024"), ("grade", "Z9")])
def test_what_is_wrong_of_a_source_is_not_kept(browser: Browser, note: str, field: str, value: str) -> None:
    seen = versions.of_source(browser.keeper.bench.source(note))
    answer = browser.post(f"/sources/{note}/about", {"version": seen, field: value})

    assert 400 == answer.status_code
    assert getattr(browser.keeper.bench.source(note), field) is None


def test_a_source_is_taken_off(browser: Browser, note: str) -> None:
    browser.post(f"/sources/{note}/remove")

    assert [] == browser.keeper.bench.store.sources()


def test_geometry_is_not_guessed(tmp_path: Path) -> None:
    assert sheets.aligned("ประเทศไทย", list("completely other words")) is None
    assert sheets.aligned("", []) is None
