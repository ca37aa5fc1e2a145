"""The coder as a whole: frames that fit their tables, words that stand where they are said to, the printed contract."""

from __future__ import annotations

import json
from collections.abc import Iterator

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trachu.core.tables import CITATIONS, CLAIMS, DATES, MENTIONS, PARTIES, PASSAGES, Frames
from trachu.evidence.coders.rules import code
from trachu.evidence.contract import lines, records

MADE = {"mentions": MENTIONS, "dates": DATES, "citations": CITATIONS, "claims": CLAIMS, "parties": PARTIES}
PIECES = (
    "จีน", "อินเดีย", "และ", "ลงนาม", "ในปี 2003", " ", "(Nye, 2004)", "กล่าวว่า", "“", "”", "NATO", "32 ประเทศสมาชิก",
    "ปฏิเสธ", ")", "\n", "signed", "said that", "India", "7 ", "ประกอบด้วย", "ๆ", "่", "x",
)  # fmt: skip
TEXT = (
    "จีนและอินเดียลงนามในความตกลงเมื่อวันที่ 7 กันยายน 1993 (Nye, 2004) ต่อมา ผู้นำจีนได้เดินทางเยือนอินเดีย",
    "NATO มี 32 ประเทศสมาชิก แต่ไทยไม่ได้เป็นสมาชิก",
    "อินเดียกล่าวว่าจีนส่งทหารข้ามพรมแดน แต่จีนปฏิเสธข่าวลือดังกล่าวเรื่องทหารข้ามพรมแดนอินเดีย",
)


def passages(texts: tuple[str, ...], shift: int = 0) -> pl.DataFrame:
    def rows() -> Iterator[dict[str, object]]:
        at = 0
        for page, text in enumerate(texts, start=1):
            raw = list(range(at + shift, at + shift + len(text)))
            place = {"start": at, "end": at + len(text), "raw_start": at + shift, "raw_end": at + shift + len(text)}
            yield {"source": "s", "page": page, **place, "text": text, "raw": raw}
            at += len(text) + 1

    return PASSAGES.of(list(rows()))


@pytest.fixture(scope="module")
def frames() -> Frames:
    return code(passages(TEXT, shift=100))


def test_frames_fit_their_tables(frames: Frames) -> None:
    assert set(MADE) == set(frames)
    for name, table in MADE.items():
        table.check(frames[name])
        assert frames[name].height


def test_words_stand_where_they_are_said_to(frames: Frames) -> None:
    document = "\n".join(TEXT)
    for name in ("mentions", "dates", "citations", "claims"):
        for row in frames[name].iter_rows(named=True):
            assert row["text"] == document[row["start"] : row["end"]]
            assert (row["start"] + 100, row["end"] + 100) == (row["raw_start"], row["raw_end"])


def test_page_of_a_claim_is_the_one_it_stands_on(frames: Frames) -> None:
    ties = frames["claims"].filter(kind="tie")

    assert {2} == set(ties["page"])


def test_same_document_same_claims(frames: Frames) -> None:
    again = code(passages(TEXT, shift=100))

    assert all(again[name].equals(frames[name]) for name in MADE)


def test_parties_belong_to_claims(frames: Frames) -> None:
    assert set(frames["parties"]["record"]) <= set(frames["claims"]["claim"])


def test_denial_is_linked(frames: Frames) -> None:
    denial = frames["claims"].filter(kind="statement", stance="denies").row(0, named=True)
    disputed = frames["claims"].filter(pl.col("claim").is_in(denial["disputes"]))

    assert ["asserts"] == disputed["stance"].to_list()


def test_contract(frames: Frames) -> None:
    found = [json.loads(line) for line in lines(records(frames, {}))]
    kinds = {record["record"] for record in found}
    membership = next(r for r in found if r["record"] == "membership" and r["relation"] == "member_count")
    event = next(r for r in found if r["record"] == "event" and r["type"] == "SUPPORT")

    assert {"entity", "date", "event", "claim", "membership", "citation"} == kinds
    assert ("NATO", None, "32", True) == tuple(membership[k] for k in ("forum", "actor", "value", "explicit"))
    assert ({"CHN", "IND"}, "1993-09-07", ["Nye, 2004"]) == (set(event["actors"]), event["date"], event["cited"])
    assert all(0 <= record["confidence"] <= 1 for record in found)


@pytest.mark.parametrize(
    "text",
    [
        "เปรูกล่าวว่าบราซิลส่งรถถังข้ามพรมแดนในเวลากลางคืน แต่บราซิลปฏิเสธข้อกล่าวหาดังกล่าวเรื่องรถถังข้ามพรมแดนเปรู",
        "Peru said that Brazil had moved tanks over the border. Brazil denied these claims of tanks over the border.",
    ],
)
def test_a_denial_is_directed_at_whose_words_it_disputes(text: str) -> None:
    found = records(code(passages((text,))))
    denial = next(r for r in found if r["record"] == "event" and r["type"] == "REJECT")

    assert (["BRA"], ["PER"]) == (denial["actors"], denial["recipients"])


def test_cluster_names_the_event(frames: Frames) -> None:
    events = frames["claims"].filter(kind="event")["claim"].to_list()
    found = records(frames, dict.fromkeys(events, "e1"))

    assert {"e1"} == {record["event"] for record in found if record["record"] == "event"}


def test_nothing_in_nothing_out() -> None:
    assert all(frame.is_empty() for frame in code(PASSAGES.empty()).values())


def test_list_gives_what_is_not_said_as_implied() -> None:
    found = records(code(passages(("Quad ประกอบด้วย สหรัฐฯ ญี่ปุ่น อินเดีย และออสเตรเลีย",))))

    assert [False] == [r["explicit"] for r in found if r["record"] == "membership" and r["relation"] == "not_listed"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map("".join).filter(str.strip))
def test_any_text_is_coded(text: str) -> None:
    for record in records(code(passages((text,)))):
        assert record["text"] == text[record["raw_start"] : record["raw_end"]]


@pytest.mark.parametrize(
    "unit", ["จีน", "จีน ", "และ", "ว่า", "“", "(", "กล่าว", "ลงนาม ", "A", "A ", "G7, ", "1 ", "ระหว่างจีน"]
)
def test_hostile_text_ends(unit: str) -> None:
    text = unit * (6000 // len(unit))
    assert isinstance(records(code(passages((text.strip(),)))), list)
