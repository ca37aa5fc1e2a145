"""What is on record contradicts a document only where it tells of the very thing and dates it otherwise."""

from __future__ import annotations

import pytest

from trachu.core.tables import DATES
from trachu.facts.recorded import Fact, off_record, on_record

TREATY = Fact(
    fact="TREATY:RUS-PRK-2024", names=("strategic partnership treaty",), says=("signed", "signing"),
    dates=("2024-06-19/2024-12-04",), why="source:treaty", parties=("PRK", "RUS"), types=("SUPPORT", "AGREE"),
)  # fmt: skip
VETOES = Fact(
    fact="VETOES", names=("security council",), says=("veto", "vetoed"), dates=("2022-05-26", "2024-03-28"),
    why="source:un", actors=("RUS",), whole="2022/2024",
)  # fmt: skip
BRIDGE = Fact(
    fact="BRIDGE", names=("bridge",), says=("opened",), unless=("again",), dates=("1959", "2025-04-30/.."), why="s:b",
    parties=("PRK", "RUS"),
)  # fmt: skip
RECOGNISED = "RECORD:PRK-RECOGNISES-DONETSK-LUHANSK"


def off(tell, fact, text, kind, date, parties, dates=(), **given):
    """Hold one claim against one fact; `dates` are (start, end, EDTF) in the document."""
    claims, who = tell.evidence(
        tell.event("e", kind, date, *parties.split(">"), text=text, start=100, end=200, **given)
    )
    placed = [{"source": "doc1", "start": a, "end": b, "edtf": edtf} for a, b, edtf in dates]
    return [(one.says, one.against) for one in off_record(claims, who, [fact], DATES.of(placed))]


@pytest.mark.parametrize(
    ("text", "kind", "parties", "date", "found"),
    [
        ("They signed the Strategic Partnership Treaty", "SUPPORT", "RUS PRK", "2024-05-01", 1),
        ("They signed the Strategic Partnership Treaty", "SUPPORT", "RUS PRK", "2024", 0),
        ("They signed the Strategic Partnership Treaty", "SUPPORT", "RUS PRK", "2024-11-09", 0),
        ("They work under the Strategic Partnership Treaty", "SUPPORT", "RUS PRK", "2025-05-01", 0),
        ("They signed a timber treaty", "SUPPORT", "RUS PRK", "2024-05-01", 0),
        ("They signed the Strategic Partnership Treaty", "SUPPORT", "RUS VNM", "2024-05-01", 0),
        ("They signed the Strategic Partnership Treaty", "CONSULT", "RUS PRK", "2024-05-01", 0),
        ("On the anniversary they signed the Strategic Partnership Treaty", "SUPPORT", "RUS PRK", "2024-05-01", 0),
    ],
)
def test_the_record_dates_a_signature(tell, text, kind, parties, date, found):
    assert found == len(off(tell, TREATY, text, kind, date, parties))


@pytest.mark.parametrize(
    ("date", "dates", "expected"),
    [
        ("2024-03-04", [(150, 160, "2024-03-04")], "2024-03-04"),
        ("2023-09", [(201, 210, "2024-03-04")], "2024-03-04"),  # right behind the words, whatever was taken over
        ("2023-09", [(203, 210, "2024-03-04")], None),  # not theirs
        ("2024-03-04", [], None),  # taken over: of a list it proves nothing
        ("2024-03-28", [(150, 160, "2024-03-28")], None),
        ("2024-03-29", [(150, 160, "2024-03-29")], None),  # another time zone
        ("2024-03", [(150, 160, "2024-03")], None),
        ("2023", [(150, 160, "2023")], "2023"),
        ("2021-03-04", [(150, 160, "2021-03-04")], None),  # before the list begins
        ("2022-07/..", [(150, 160, "2022-07/..")], None),
        ("2024-03-04", [(110, 120, "2024-03-04"), (150, 160, "2024-03-28")], None),  # one of two is right
    ],
)
def test_a_list_of_votes_knows_every_day(tell, date, dates, expected):
    found = off(tell, VETOES, "Russia vetoed it in the Security Council", "REJECT", date, "RUS>IGO:UNSC", dates)

    assert [expected] * bool(expected) == [says for says, _ in found]


def test_the_nearest_dates_on_record_are_shown(tell):
    [(_, against)] = off(
        tell,
        VETOES,
        "the Security Council; Russia cast a veto",
        "REJECT",
        "2024-03-04",
        "RUS",
        [(150, 160, "2024-03-04")],
    )

    assert "VETOES: 2022-05-26, 2024-03-28" == against


def test_who_votes_against_whom_matters(tell):
    text = "The United States vetoed Russia's draft in the Security Council"

    assert [] == off(tell, VETOES, text, "REJECT", "2024-03-04", "USA>RUS", [(150, 160, "2024-03-04")])


@pytest.mark.parametrize(
    ("text", "date", "found"),
    [
        ("a bridge was opened", "2024-04", 1), ("a bridge was opened", "2026-07", 0),
        ("a bridge was opened", "1959", 0),
        ("a bridge was opened again", "2024-04", 0), ("a bridgehead was opened", "2024-04", 0),
        ("a bridge was opened", "2024", 0), ("a bridge was opened", "1999-04", 0),
    ],
)  # fmt: skip
def test_a_date_taken_over_must_be_near_and_precise(tell, text, date, found):
    assert found == len(off(tell, BRIDGE, text, "COOPERATE", date, "PRK RUS"))


def test_only_what_is_said_to_have_happened_is_compared(tell):
    text = "They signed the Strategic Partnership Treaty"

    for stance, found in (("reports", 1), ("predicts", 0), ("denies", 0)):
        assert found == len(off(tell, TREATY, text, "AGREE", "2024-05-01", "PRK RUS", stance=stance))


@pytest.mark.parametrize(
    ("text", "kind", "parties", "date", "fact"),
    [
        ("Finland joined NATO in May 2023", "AGREE", "FIN>IGO:NATO", "2023-05", "IGO:NATO"),
        ("Finland applied and then joined NATO in May 2023", "AGREE", "FIN>IGO:NATO", "2023-05", None),
        ("ฟินแลนด์เข้าเป็นสมาชิกเนโทเมื่อเดือนเมษายน 2566", "AGREE", "FIN>IGO:NATO", "2023-04", None),
        ("เกาหลีเหนือทดลองนิวเคลียร์ในเดือนตุลาคม 2549", "MOBILIZE", "PRK", "2006-10", None),
        ("เกาหลีเหนือทดลองนิวเคลียร์ในเดือนพฤศจิกายน 2549", "MOBILIZE", "PRK", "2006-11", "RECORD:PRK-NUCLEAR-TESTS"),
        ("North Korea tested a nuclear device in May 2010", "MOBILIZE", "PRK", "2010-05", "RECORD:PRK-NUCLEAR-TESTS"),
        ("Pyongyang recognised Luhansk in August 2022", "SUPPORT", "PRK", "2022-08", RECOGNISED),
        ("Moscow recognised Luhansk in February 2022", "SUPPORT", "RUS", "2022-02", None),
        ("The Council adopted resolution 2397 in May 2017", "SANCTION", "IGO:UNSC>PRK", "2017-05", "TREATY:UNSC-2397"),
    ],
)  # fmt: skip
def test_the_ontology_s_own_record_is_asked(tell, text, kind, parties, date, fact):
    facts, traces = on_record()
    claims, who = tell.evidence(tell.event("e", kind, date, *parties.split(">"), text=text, start=0, end=99))
    dates = DATES.of([{"source": "doc1", "start": 90, "end": 98, "edtf": date}])
    found = off_record(claims, who, facts, dates)

    assert [fact] * bool(fact) == [one.other for one in found]
    assert {why for one in found for why in one.whys} <= {"claim:e", *(trace.id for trace in traces)}


def test_every_fact_on_record_has_one_citation_and_words_in_both_languages():
    facts, traces = on_record()

    assert {fact.why for fact in facts} == {trace.id for trace in traces}
    assert all(" {" in trace.says for trace in traces)
    assert all(any(not w.isascii() for w in f.names + f.says) and any(w.isascii() for w in f.says) for f in facts)
