"""What is told as having happened, and what is not: Thai and English side by side."""

from __future__ import annotations

import pytest

from trachu.evidence.events import events_in
from trachu.evidence.passage import Passage
from trachu.evidence.reading import read
from trachu.evidence.scene import Event


def events(text: str) -> list[Event]:
    return [event for reading in read([Passage.of(text)]) for event in events_in(reading)]


def codes(text: str) -> list[str]:
    return [event.cue.code for event in events(text)]


@pytest.mark.parametrize(
    "text",
    [
        "บราซิลควรหารือกับเปรู",
        "บราซิลต้องการช่วยเหลือเปรู",
        "บราซิลให้ความสำคัญกับการหารือกับเปรู",
        "ความร่วมมือระหว่างบราซิลกับเปรูมีความสำคัญต่อภูมิภาค",
        "การเจรจาดังกล่าวมีนัยสำคัญต่อบราซิล",
        "บราซิลล้มเหลวในการเจรจากับเปรู",
        "ท่ามกลางการหารือระหว่างบราซิลกับเปรู",
        "Brazil should hold talks with Peru.",
        "Brazil wants to visit Peru.",
        "The importance of the talks between Brazil and Peru is plain.",
        "Brazil failed to negotiate with Peru.",
    ],
)
def test_duty_wish_and_cooperation_as_such_are_no_happenings(text: str) -> None:
    assert [] == codes(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ภายหลังการเยือนเปรูของประธานาธิบดีบราซิล", "CONSULT"),
        ("วิกฤตนำไปสู่การโจมตีเปรูโดยบราซิล", "ASSAULT"),
        ("การหารือระหว่างบราซิลกับเปรูในปี 1999", "CONSULT"),
        ("After the Brazilian president's visit to Peru, the border opened.", "CONSULT"),
        ("The dispute led to an attack on Peru by Brazil.", "ASSAULT"),
        ("The talks between Brazil and Peru in 1999 lasted a week.", "CONSULT"),
    ],
)
def test_a_noun_with_a_date_or_a_place_in_the_story_is_one(text: str, code: str) -> None:
    assert [code] == codes(text)


def test_a_relative_clause_does_not_decide() -> None:
    found = events("เปรูสนับสนุนดินแดนที่บราซิลยึดครองในปี 1999")

    assert [("SUPPORT", ("PER",))] == [(e.cue.code, e.actors) for e in found]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("หน่วยข่าวกรองเปรูเปิดเผยว่าบราซิลได้ส่งอาวุธให้ชิลี", (("BRA",), ("CHL",))),
        ("Peru said that Brazil had sent weapons to Chile.", (("BRA",), ("CHL",))),
    ],
)
def test_who_tells_of_an_act_does_not_do_it(text: str, parties: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    told = [(e.actors, e.recipients) for e in events(text) if e.cue.code == "AID"]

    assert [parties] == (told or [(e.actors, e.recipients) for e in events(text)])


def test_what_a_sentence_goes_on_telling_is_one_event() -> None:
    found = events("บราซิลและเปรูประชุมกันในปี 1999 และหารือเรื่องพรมแดน")

    assert [("CONSULT", {"BRA", "PER"}, "1999")] == [(e.cue.code, set(e.actors), e.date) for e in found]


@pytest.mark.parametrize(
    "text",
    [
        "ประธานาธิบดีบราซิลเดินทางเยือนเปรูในเดือนพฤษภาคม ค.ศ. 2011 ชิลีในเดือนมิถุนายน ค.ศ. 2011",
        "The Brazilian president visited Peru in May 2011 and Chile in June 2011.",
    ],
)
def test_a_journey_has_stops(text: str) -> None:
    assert [("PER", "2011-05"), ("CHL", "2011-06")] == [(*e.recipients, e.date) for e in events(text)]


@pytest.mark.parametrize("text", ["ชิลีลดความช่วยเหลือแก่เปรู", "ความสัมพันธ์กับเปรูแย่ลง ชิลีจึงได้ลดความช่วยเหลือลง"])
def test_an_object_that_is_left_out_is_the_party_named_last(text: str) -> None:
    assert [(("CHL",), ("PER",))] == [(e.actors, e.recipients) for e in events(text)]


DENIALS = [
    ("บราซิลปฏิเสธข้อกล่าวหาของเปรูเรื่องการส่งอาวุธให้ชิลี", ("PER",)),
    ("บราซิลปฏิเสธว่าไม่ได้ส่งอาวุธให้ชิลี", ()),
    ("บราซิลปฏิเสธที่จะส่งอาวุธให้ชิลี", ("CHL",)),
    ("บราซิลคัดค้านข้อเสนอของเปรู", ("PER",)),
    ("บราซิลคัดค้านการประณามชิลี", ()),
    ("Brazil denied Peruvian allegations that it had sent weapons to Chile.", ("PER",)),
    ("Brazil rejected claims by Peru that it had armed Chile.", ("PER",)),
    ("Brazil denied that it had sent weapons to Chile.", ()),
    ("Brazil refused to supply ammunition to Chile.", ("CHL",)),
    ("Brazil opposed condemning Chile.", ()),
]


@pytest.mark.parametrize(("text", "recipients"), DENIALS)
def test_a_denial_is_directed_at_the_accuser_alone(text: str, recipients: tuple[str, ...]) -> None:
    assert [("REJECT", ("BRA",), recipients)] == [(e.cue.code, e.actors, e.recipients) for e in events(text)]


@pytest.mark.parametrize(
    "text",
    [
        "บราซิล เปรู และชิลีลงคะแนนคัดค้านข้อมติ",
        "บราซิลลงคะแนนคัดค้านร่วมกับเปรูและชิลี",
        "มีสามประเทศลงคะแนนคัดค้าน ได้แก่ บราซิล เปรู และชิลี",
        "Brazil, Peru and Chile voted against the resolution.",
        "Brazil voted against the resolution together with Peru and Chile.",
        "Three states voted against the resolution: Brazil, Peru and Chile.",
    ],
)
def test_those_who_vote_alike_are_not_opposed(text: str) -> None:
    assert [({"BRA", "PER", "CHL"}, ())] == [(set(e.actors), e.recipients) for e in events(text)]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("ประธานาธิบดีบราซิลเดินทางเยือนเปรูพร้อมกับรัฐมนตรีชิลี", ("CONSULT", ("BRA",), ("PER",))),
        ("เปรูถูกบราซิลโจมตี", ("ASSAULT", ("BRA",), ("PER",))),
        ("เปรูถูกคว่ำบาตร ขณะที่ชิลีเฝ้ามอง", ("SANCTION", (), ("PER",))),
        ("บราซิลส่งทหาร 3,000 นายไปช่วยเปรู", ("AID", ("BRA",), ("PER",))),
        ("Brazil sent about 3,000 troops to help Peru.", ("AID", ("BRA",), ("PER",))),
        ("บราซิลได้เสนอให้เปรูเข้าร่วมโครงการ", ("AGREE", ("BRA",), ("PER",))),
    ],
)
def test_roles(text: str, event: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    assert [event] == [(e.cue.code, e.actors, e.recipients) for e in events(text)]


@pytest.mark.parametrize(
    "text", ["บราซิลถูกจับตามองจากเปรู", "เอกสารภาษาไทยกล่าวถึงสงคราม", "A Thai language course was held."]
)
def test_what_only_looks_like_an_act_or_an_actor(text: str) -> None:
    assert [] == codes(text)
