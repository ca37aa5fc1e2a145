"""Every brief: five findings, a why in every sentence, both languages, and reactions to the data."""

from __future__ import annotations

import re
from datetime import date

import polars as pl
import pytest

from trachu.briefs.dyad import dyad
from trachu.briefs.order import order
from trachu.briefs.outlook import outlook
from trachu.briefs.render.html import html
from trachu.core.errors import UsageError
from trachu.core.tables import CLAIMS, EVENTS, FLOWS, PARTIES, SOURCES, TIES
from trachu.core.words import Words
from trachu.core.writing import Apparatus, Brief, Figure, Grid, Sentence

from .desk import FakeDesk, actors, capabilities, votes

MONTHS = re.compile("January|February|March|April|May|June|July|August|September|October|November|December")
UNIPOLAR = {"USA": 0.7, "CHN": 0.1, "RUS": 0.1, "THA": 0.05, "LAO": 0.02, "VNM": 0.03}
MULTIPOLAR = {"USA": 0.21, "CHN": 0.2, "RUS": 0.19, "IND": 0.18, "JPN": 0.17, "THA": 0.02, "LAO": 0.01, "VNM": 0.02}
HOSTILE = "<script>alert('น้ำ')</script> {braces} & “quotes”"


def world(powers: dict[str, float] = MULTIPOLAR) -> FakeDesk:
    return FakeDesk(capabilities=capabilities(powers), actors=actors())


def full() -> FakeDesk:
    """Russia and North Korea with a treaty, visits, a denial and votes; Thailand beside ASEAN and the Quad."""
    events = EVENTS.of(
        [
            {"event": "e1", "type": "CONSULT", "mode": "visit", "domain": "diplomacy", "date": "2024-06-19",
             "score": 4.0, "earliest": date(2024, 6, 19), "latest": date(2024, 6, 19), "asserted": 2,
             "denied": 0, "reported": 0, "why": "step:e1"},
            {"event": "e2", "type": "AID", "mode": None, "domain": "military-technology-security", "date": "2023-09",
             "score": 7.0, "earliest": date(2023, 9, 1), "latest": date(2023, 9, 30), "asserted": 1, "denied": 1,
             "reported": 0, "why": "step:e2"},
        ],
    )  # fmt: skip
    claim = {
        "source": "s1",
        "start": 0,
        "end": 9,
        "page": 1,
        "kind": "statement",
        "type": "STATEMENT",
        "coder": "rules@1",
    }
    claims = CLAIMS.of(
        [
            {**claim, "claim": "c1", "text": "เกาหลีเหนือส่งอาวุธ " + HOSTILE, "stance": "asserts", "speaker": "USA",
             "why": "claim:c1"},
            {**claim, "claim": "c2", "text": "ไม่เคยส่งออกอาวุธ", "stance": "denies", "speaker": "PRK",
             "disputes": ["c1"], "why": "claim:c2"},
            {**claim, "claim": "c3", "text": "โลกกำลังเป็นระบบหลายขั้วอำนาจ", "stance": "asserts", "speaker": "author",
             "why": "claim:c3"},
        ]
    )  # fmt: skip
    party = [("e1", "actor", "RUS"), ("e1", "recipient", "PRK"), ("e2", "actor", "PRK"), ("e2", "recipient", "RUS"),
             ("c1", "actor", "PRK"), ("c1", "recipient", "RUS"), ("TREATY:RUS-PRK-2024", "signatory", "RUS"),
             ("TREATY:RUS-PRK-2024", "signatory", "PRK"), ("FORUM:QUAD", "member", "USA"),
             ("FORUM:QUAD", "member", "IND"),
             ("FORUM:QUAD", "member", "JPN"), ("IGO:ASEAN", "member", "THA"), ("IGO:ASEAN", "member", "LAO"),
             ("IGO:ASEAN", "member", "VNM"), ("IGO:BRICS", "member", "RUS"), ("IGO:BRICS", "member", "VNM"),
             ("IGO:CSTD", "non_member", "THA")]  # fmt: skip
    parties = PARTIES.of([{"record": r, "role": o, "actor": a, "why": f"source:{r}"} for r, o, a in party])
    forum = {"type": "forum", "domain": "diplomacy", "exhaustive": True, "since": "1990"}
    ties = TIES.of(
        [
            {"tie": "TREATY:RUS-PRK-2024", "type": "alliance", "domain": "diplomacy", "since": "2024-12-04",
             "obligations": ["consul", "defense"], "why": "source:treaty"},
            *({**forum, "tie": t, "why": f"source:{t}"} for t in ("FORUM:QUAD", "IGO:ASEAN", "IGO:BRICS")),
        ]
    )  # fmt: skip
    cast = {"RUS": ["yes"] * 4, "PRK": ["yes", "yes", "yes", "no"], "THA": ["yes", "abstain", "no", "no"],
            "USA": ["no"] * 4, "CHN": ["yes"] * 4, "LAO": ["yes"] * 4, "VNM": ["yes"] * 4}  # fmt: skip
    arms = [("CHN", 30.0), ("USA", 10.0)]
    flows = FLOWS.of(
        [{"actor": a, "other": "THA", "year": 2022, "type": "arms", "value": v, "unit": "TIV", "why": "source:arms"}
         for a, v in arms]
    )  # fmt: skip
    sources = SOURCES.of([{"source": "s1", "kind": "document", "hash": "0", "title": HOSTILE}])
    return FakeDesk(
        capabilities=capabilities(MULTIPOLAR), actors=actors(), events=events, claims=claims, parties=parties,
        ties=ties,
        choices=votes(cast), flows=flows, sources=sources,
    )  # fmt: skip


BRIEFS = {
    "order": lambda: order(full()),
    "dyad": lambda: dyad(full()),
    "outlook": lambda: outlook(full()),
    "order of a small world": lambda: order(world()),
}


@pytest.fixture(scope="module", params=list(BRIEFS))
def brief(request: pytest.FixtureRequest) -> Brief:
    return BRIEFS[request.param]()


def sentences(brief: Brief) -> list[Sentence]:
    return [*brief.findings, *(b for s in brief.sections for b in s.blocks if isinstance(b, Sentence))]


def words(brief: Brief) -> list[Words]:
    grids = [b for s in brief.sections for b in s.blocks if isinstance(b, Grid)]
    cells = [w for g in grids for w in (g.caption, *g.head, *(w for row in g.rows for w in row))]
    figures = [b.caption for s in brief.sections for b in s.blocks if isinstance(b, Figure)]
    said = [s.words for s in sentences(brief)]
    return [brief.title, *brief.method, *(s.title for s in brief.sections), *said, *cells, *figures]


def test_five_findings(brief: Brief) -> None:
    assert len(brief.findings) == 5
    assert len({s.words.en for s in brief.findings}) == 5


def test_every_sentence_says_why(brief: Brief) -> None:
    assert [s.words.en for s in sentences(brief) if not all(s.why)] == []
    assert sentences(brief)


def test_grids_are_rectangles(brief: Brief) -> None:
    grids = [b for s in brief.sections for b in s.blocks if isinstance(b, Grid)]

    assert [g.caption.en for g in grids if any(len(row) != len(g.head) for row in g.rows)] == []


def test_thai_is_thai(brief: Brief) -> None:
    said = [w.th for w in words(brief)]

    assert [th for th in said if MONTHS.search(th)] == []
    assert [th for th in said if "ํ" in th] == []
    assert [th for th in said if re.search(r"[\u0e00-\u0e4e]\.$", th)] == []
    assert [th for th in said if re.search(r"[\u0e01-\u0e4e](พ\.ศ\.|[0-9A-Za-z])", th)] == []


def test_nothing_is_left_unfilled(brief: Brief) -> None:
    said = [text for w in words(brief) for text in (w.en, w.th)]

    assert [text for text in said if re.search(r"\{\w+\}|\bNone\b|\bnan\b", text.replace("{braces}", ""))] == []


def test_sentences_end_and_begin_as_english_does(brief: Brief) -> None:
    said = [s.words.en for s in sentences(brief)]

    assert [en for en in said if not en.endswith((".", ".”"))] == []
    assert [en for en in said if en[0].islower()] == []


def test_a_brief_renders_and_its_words_cannot_break_out(brief: Brief) -> None:
    pictures = {b.name: "<svg></svg>" for s in brief.sections for b in s.blocks if isinstance(b, Figure)}
    for lang in ("en", "th"):
        written = html(brief, Apparatus((), ()), pictures, lang)

        assert "<script>alert" not in written


def test_one_strong_state_is_unipolar() -> None:
    first = order(world(UNIPOLAR)).findings[0].words

    assert "is clear" in first.en
    assert "(100%) call the world unipolar" in first.en
    assert "ร้อยละ 100" in first.th
    assert "ขั้วอำนาจเดียว" in first.th


def test_five_even_states_are_multipolar() -> None:
    assert "(100%) call the world multipolar" in order(world()).findings[0].words.en


def test_the_numbers_of_a_sentence_are_those_of_the_frame() -> None:
    desk = world(UNIPOLAR)
    share = desk.measure("power_share", base="gdp").filter(actor="USA", year=2022)["value"][0]

    assert f"GDP ({100 * share:.1f}% against" in order(desk).findings[1].words.en


def test_who_leads_depends_on_the_base() -> None:
    powers = {"USA": 0.4, "CHN": 0.3, "RUS": 0.1}
    cinc = {"USA": 0.2, "CHN": 0.5, "RUS": 0.1}
    said = order(FakeDesk(capabilities=capabilities(powers, cinc=cinc), actors=actors())).findings[1].words

    assert said.en.startswith("Who leads depends on the base")
    assert "China on CINC (62.5% against 25.0%)" in said.en
    assert "จีนนำเมื่อวัดด้วยดัชนี CINC" in said.th


def test_a_year_can_be_asked_for() -> None:
    assert "1990" in order(world(), year=1990).findings[0].words.en
    with pytest.raises(UsageError, match="no verdict for 1850"):
        order(world(), year=1850)


def test_documents_on_polarity_are_quoted() -> None:
    titles = [section.title.en for section in order(full()).sections]

    assert "What the documents say" in titles
    assert "What the documents say" not in [section.title.en for section in order(world()).sections]


def test_the_treaty_and_its_articles_are_told() -> None:
    said = " ".join(s.words.en for s in sentences(dyad(full())))

    assert "in force since 4 December 2024" in said
    assert "Article 4 of" in said


def test_a_denial_stands_beside_its_claim() -> None:
    section = next(s for s in dyad(full()).sections if s.title.en == "Claims and denials")

    assert [b.why for b in section.blocks[1:]] == ["claim:c1", "claim:c2"]


def test_votes_are_the_measure() -> None:
    said = " ".join(s.words.en for s in dyad(full()).findings)

    assert "the same vote on 75% of 4 roll calls (2022)" in said


def test_an_absence_that_is_said_outright_is_told_apart() -> None:
    said = " ".join(s.words.en for s in outlook(full()).findings)

    assert "a source says outright" in said


def test_a_dominant_supplier_is_named() -> None:
    said = " ".join(s.words.en for s in sentences(outlook(full())))

    assert "With 75% of its arms from China" in said


@pytest.mark.parametrize("make", [order, dyad, outlook])
def test_an_empty_bench_says_what_to_add(make: object) -> None:
    assert callable(make)
    with pytest.raises(UsageError, match="nothing yet") as raised:
        make(FakeDesk())

    assert raised.value.say("th").count("\n") == 1


def test_a_dyad_needs_two_states() -> None:
    with pytest.raises(UsageError, match="not Russia twice"):
        dyad(full(), actor="RUS", other="Russia")


def test_states_of_which_nothing_is_known() -> None:
    desk = FakeDesk(choices=votes({"USA": ["yes"], "CHN": ["no"]}))
    with pytest.raises(UsageError, match="knows nothing"):
        dyad(desk)
    with pytest.raises(UsageError, match="knows nothing"):
        outlook(desk)


def test_row_order_does_not_matter() -> None:
    desk = full()
    turned = FakeDesk(**{name: frame.reverse() for name, frame in desk.tables.items()})
    for make in (order, dyad, outlook):
        assert [s.words for s in sentences(make(turned))] == [s.words for s in sentences(make(desk))]


def test_frames_are_not_changed() -> None:
    desk = full()
    before = {name: frame.clone() for name, frame in desk.tables.items()}
    dyad(desk)

    assert all(before[name].equals(frame) for name, frame in desk.tables.items())
    assert isinstance(desk.table("claims"), pl.DataFrame)
