"""Events: the roles in a clause, in the words of the ontology's own examples and in sentences of each form."""

from __future__ import annotations

import pytest

from trachu.evidence.events import events_in
from trachu.evidence.passage import Passage
from trachu.evidence.reading import read
from trachu.evidence.scene import Event
from trachu.ontology.event import Example, event_types

EXACT = 0.8  # share of the ontology's examples whose parties must be read exactly; the rest name optional ones
EXAMPLES = [(kind.code, example) for kind in event_types().values() for example in kind.examples]


def events(text: str) -> list[Event]:
    return [event for reading in read([Passage.of(text)]) for event in events_in(reading)]


def told(text: str) -> list[tuple[str, set[str], set[str]]]:
    return [(e.cue.code, set(e.actors), set(e.recipients)) for e in events(text)]


@pytest.mark.parametrize(("code", "example"), [pair for pair in EXAMPLES if not pair[1].match])
def test_what_must_not_match_is_not_coded(code: str, example: Example) -> None:
    assert code not in [event.cue.code for event in events(example.text)]


def test_parties_of_the_ontologys_examples() -> None:
    named = [(code, e) for code, e in EXAMPLES if e.match and (e.actors or e.recipients)]
    right = [(code, set(e.actors), set(e.recipients)) in told(e.text) for code, e in named]

    assert len(named) > 50
    assert EXACT <= sum(right) / len(right)


FORMS = [
    ("อินเดียโจมตีปากีสถาน", ("ASSAULT", {"IND"}, {"PAK"})),
    ("ปากีสถานถูกโจมตีโดยอินเดีย", ("ASSAULT", {"IND"}, {"PAK"})),
    ("ภายหลังการเยือนเวียดนามของประธานาธิบดีฝรั่งเศส", ("CONSULT", {"FRA"}, {"VNM"})),
    ("การหารือระหว่างบราซิลกับชิลีสิ้นสุดลง", ("CONSULT", {"BRA", "CHL"}, set())),
    ("ผู้นำบราซิลและผู้นำชิลีได้ร่วมลงนามในความตกลง", ("SUPPORT", {"BRA", "CHL"}, set())),
    ("Pakistan was attacked by India.", ("ASSAULT", {"IND"}, {"PAK"})),
    ("The French president's visit to Vietnam drew crowds.", ("CONSULT", {"FRA"}, {"VNM"})),
    ("Talks between Brazil and Chile ended.", ("CONSULT", {"BRA", "CHL"}, set())),
]


@pytest.mark.parametrize(("text", "event"), FORMS)
def test_form(text: str, event: tuple[str, set[str], set[str]]) -> None:
    assert [event] == told(text)


def test_subject_carries_over_and_pronoun_means_the_last_two() -> None:
    carried = told("อินเดียถอนทหารจากพื้นที่พิพาท และได้ลงนามในความตกลงกับจีน")

    assert ("SUPPORT", {"IND", "CHN"}, set()) in carried
    assert ("SUPPORT", {"BRA", "CHL"}, set()) in told("บราซิลและชิลีมีพรมแดนห่างกัน ต่อมาทั้งสองประเทศได้ลงนามในความตกลง")


def test_two_acts_of_one_subject() -> None:
    assert {"CONSULT", "SUPPORT"} == {code for code, *_ in told("ประธานาธิบดีฝรั่งเศสเดินทางเยือนเวียดนามและลงนามในความตกลง")}


@pytest.mark.parametrize(
    "text", ["เพื่อโจมตีปากีสถาน", "หากอินเดียโจมตีปากีสถาน", "อินเดียไม่ได้โจมตีปากีสถาน", "India has not attacked Pakistan."]
)
def test_purpose_condition_and_negation_are_no_events(text: str) -> None:
    assert [] == told(text)


def test_stance_and_date() -> None:
    first = events("มีรายงานว่าในปี 2002 อินเดียโจมตีปากีสถาน")[0]
    second = events("อินเดียอาจคว่ำบาตรปากีสถาน")[0]

    assert ("reports", "2002") == (first.stance, first.date)
    assert ("predicts", None) == (second.stance, second.date)
    assert first.confidence > second.confidence
