"""Event types, modes, contexts and domains: every example of every file is a test."""

from __future__ import annotations

import re
import unicodedata
from importlib.resources import files
from itertools import pairwise

import pytest

from trachu.core.errors import OntologyError, UnknownName
from trachu.core.words import Lang
from trachu.ontology import acts, event
from trachu.ontology.acts import cues_in, deciding_cue, symmetric
from trachu.ontology.cues import finder
from trachu.ontology.domain import contexts, contexts_of, domain, domain_of, domains
from trachu.ontology.event import LANGS, Example, event_type, event_types, score
from trachu.ontology.files import tomls
from trachu.ontology.reference import known

SCORES = {
    "AGREE": 2.5, "CONSULT": 2.5, "SUPPORT": 5, "CONCEDE": 4.5, "COOPERATE": 9.5, "AID": 10, "RETREAT": 6.5,
    "REQUEST": 0, "ACCUSE": -3, "REJECT": -2, "THREATEN": -3.5, "PROTEST": -5, "SANCTION": -6, "MOBILIZE": -5.5,
    "COERCE": -7, "ASSAULT": -9,
}  # fmt: skip
QUADS = {
    "verbal-cooperation": {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"},
    "material-cooperation": {"COOPERATE", "AID", "RETREAT"},
    "verbal-conflict": {"REQUEST", "ACCUSE", "REJECT", "THREATEN"},
    "material-conflict": {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"},
}
EXAMPLES = [(kind.code, example) for kind in event_types().values() for example in kind.examples]
MANUAL = """
    military intelligence executive legislative election political-institutions pro-democracy pro-autocracy economic
    legal reparations human-rights rights-freedoms repression human-security gender lgbt religion-ethnicity inequality
    diplomatic territory peacekeeping health asylum migration disasters natural-resource environment technology
    terrorism cbrn cyber misinformation crime corruption illegal-drugs trafficking
"""  # the contexts of the manual, in our spelling
FOLDERS = ("events", "contexts", "domains", "instruments", "treaties")
# Marks that Thai spelling does not put there: a decomposed sara am, a doubled lead vowel, a tone before its vowel.
WRONG_THAI = re.compile("ํา|เเ|[่-๋][ัิ-ฺ]|[่-๋]{2}")


@pytest.mark.parametrize(("code", "example"), EXAMPLES)
def test_every_example_is_coded_as_its_file_says(code: str, example: Example) -> None:
    cue = deciding_cue(example.text, example.lang)
    found = cue.code if cue else None

    assert (found == code) == example.match, f"found {cues_in(example.text, example.lang)}"
    if example.mode:
        assert cue is not None
        assert example.mode == cue.mode


@pytest.mark.parametrize("code", SCORES)
def test_every_type_has_examples_enough_in_both_languages(code: str) -> None:
    examples = event_type(code).examples

    assert sum(e.match for e in examples) >= 4
    assert sum(not e.match for e in examples) >= 2
    assert {(e.lang, e.match) for e in examples} == {(lang, some) for lang in LANGS for some in (True, False)}


@pytest.mark.parametrize(("code", "example"), [(c, e) for c, e in EXAMPLES if e.actors or e.recipients])
def test_the_parties_of_examples_are_known(code: str, example: Example) -> None:
    from trachu.ontology.actor import actors
    from trachu.ontology.forum import forums

    assert set(example.actors + example.recipients) <= set(actors()) | set(forums()), code


def test_scores_and_quads_are_the_manuals() -> None:
    assert {code: score(code) for code in SCORES} == SCORES
    for quad, codes in QUADS.items():
        assert {event_type(code).quad for code in codes} == {quad}


@pytest.mark.parametrize(
    ("code", "mode", "expected"),
    [
        ("CONSULT", "visit", 4),
        ("CONSULT", "multilateral", 4),
        ("CONSULT", "phone", 1.5),
        ("CONSULT", "third-party", 1),
        ("ACCUSE", "disapprove", -2),
        ("ACCUSE", "investigate", -3.5),
        ("ACCUSE", "allege", -3.5),
        ("RETREAT", "disarm", 10),
        ("ASSAULT", "unconventional", -10),
        ("PROTEST", "vandalize", -5),  # a mode without a score in the manual has its type's
        ("SANCTION", None, -6),
        ("SANCTION", "no such mode", -6),
    ],
)
def test_modes_have_scores_of_their_own(code: str, mode: str | None, expected: float) -> None:
    assert expected == score(code, mode)


def test_words_about_an_act_outrank_the_act() -> None:
    """The codebook: what is denied, demanded or threatened did not happen yet."""
    for text, code in [
        ("Iran denied sending weapons to the militia.", "REJECT"),
        ("Brazil called for sanctions on the junta.", "REQUEST"),
        ("Turkey threatened to attack the convoy.", "THREATEN"),
        ("Japan pledged to provide aid to Palau.", "AGREE"),
        ("Protesters demanded the resignation of the prime minister.", "PROTEST"),
    ]:
        cue = deciding_cue(text, "en")

        assert cue is not None
        assert code == cue.code, text


ANNOUNCED = [
    ("Turkey will bomb the convoy.", "en", "THREATEN"),
    ("Turkey is willing to share intelligence.", "en", "AGREE"),
    ("Turkey will not share intelligence.", "en", "REJECT"),
    ("It is feared that Turkey will bomb the convoy.", "en", "ASSAULT"),
    ("ตุรกีจะโจมตีขบวนรถ", "th", "THREATEN"),
    ("ตุรกีพร้อมแบ่งปันข่าวกรอง", "th", "AGREE"),
    ("ตุรกีจะไม่แบ่งปันข่าวกรอง", "th", "REJECT"),
    ("เกรงกันว่าตุรกีจะโจมตีขบวนรถ", "th", "ASSAULT"),
]


@pytest.mark.parametrize(("text", "lang", "code"), ANNOUNCED)
def test_an_act_that_is_announced_is_coded_by_its_announcement(text: str, lang: Lang, code: str) -> None:
    cue = deciding_cue(text, lang)

    assert cue is not None
    assert code == cue.code


@pytest.mark.parametrize(
    ("text", "lang"),
    [("Russia vetoed the draft.", "en"), ("รัสเซียใช้สิทธิยับยั้งร่างดังกล่าว", "th"), ("รัสเซียวีโต้ร่างดังกล่าว", "th")],
)
def test_a_veto_has_one_mode_in_both_languages(text: str, lang: Lang) -> None:
    cue = deciding_cue(text, lang)

    assert cue is not None
    assert ("REJECT", "change") == (cue.code, cue.mode)


@pytest.mark.parametrize(
    ("text", "lang"), [("sent some 2,000 rounds of artillery", "en"), ("ส่งทหารจำนวนกว่า 2,000 นายไปช่วย", "th")]
)
def test_how_many_does_not_hide_what_and_offsets_stay_true(text: str, lang: Lang) -> None:
    (cue,) = cues_in(text, lang)

    assert ("AID", text) == (cue.code, text[cue.start : cue.end])


def test_the_longest_cue_at_the_leftmost_place_wins_and_none_overlap() -> None:
    found = cues_in("ไทยและลาวลงนามในความตกลง แล้วประธานาธิบดีเดินทางเยือนเวียงจันทน์", "th")

    assert [("SUPPORT", None), ("CONSULT", "visit")] == [(cue.code, cue.mode) for cue in found]
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_offsets_point_into_the_text_as_given() -> None:
    text = "On 3 May\nNorway IMPOSED\nSANCTIONS on Iran."
    cue = cues_in(text, "en")[0]

    assert text[cue.start : cue.end] == "IMPOSED\nSANCTIONS"


def test_a_thai_cue_does_not_cut_a_syllable() -> None:
    assert finder({"ยิง": 1}, "th").find("ยิงปืน ยิงาน เยิง") == [(0, 3, 1)]


def test_an_english_cue_is_not_found_inside_a_word() -> None:
    assert finder({"aid": 1}, "en").find("It was said that aid came.") == [(17, 20, 1)]


def test_a_signature_is_symmetric_and_a_visit_is_not() -> None:
    for text, expected in [
        ("Peru and Chile signed an agreement.", True),
        ("Peru congratulated Chile.", False),
        ("Peru and Chile held talks.", True),
        ("Peru's president visited Chile.", False),
    ]:
        assert symmetric(text, "en", cues_in(text, "en")[0]) is expected, text


def test_a_phrase_listed_under_two_types_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    types = dict(event_types())
    monkeypatch.setattr(acts, "event_types", lambda: {**types, "COPY": types["AID"]})
    with pytest.raises(OntologyError, match="listed twice"):
        acts._cue_finder.__wrapped__("th")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"quad": "cold"}, "quad is 'cold'"),
        ({"label": {"en": "Only English"}}, "both en and th"),
        ({"cues": {"en": ["x"], "th": []}, "modes": []}, "cues are needed"),
        ({"examples": []}, "examples with match"),
        ({"modes": [], "joint": {}}, "name modes that are not there"),
    ],
)
def test_a_faulty_file_is_refused(change: dict[str, object], says: str) -> None:
    good = dict(tomls("events"))["events/consult.toml"]
    with pytest.raises(OntologyError, match=says):
        event._event_type("events/x.toml", {**good, **change})


def test_a_wrong_code_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="CONSULT"):
        event_type("CONSLT")
    with pytest.raises(UnknownName, match="diplomacy"):
        domain("diplomaty")


def test_every_type_belongs_to_a_domain_and_cites_the_manual() -> None:
    for kind in event_types().values():
        assert kind.domain in domains()
        assert known(kind.cite)


def test_contexts_cover_the_manuals_list() -> None:
    assert {context.code for context in contexts().values() if not context.own} == set(MANUAL.split())


@pytest.mark.parametrize(
    ("text", "lang", "code", "expected"),
    [
        ("The foreign ministers held talks in Cairo.", "en", "CONSULT", "diplomacy"),
        ("The ministers discussed the pipeline and gas prices.", "en", "CONSULT", "economy-energy"),
        ("ผู้บัญชาการทหารเรือเยือนฐานทัพ", "th", "CONSULT", "military-technology-security"),
        ("อินเดียนำเข้าน้ำมันจากรัสเซีย", "th", "COOPERATE", "economy-energy"),
        ("ลาวส่งสารแสดงความยินดีในวันชาติ", "th", "SUPPORT", "diplomacy"),
    ],
)
def test_domains_are_read_from_the_sentence(text: str, lang: Lang, code: str, expected: str) -> None:
    assert expected == domain_of(text, lang, code, contexts_of(text, lang))


def test_contexts_are_found_together_as_one_by_one() -> None:
    for text, lang in sorted({(example.text, example.lang) for _, example in EXAMPLES}):
        alone: dict[str, int] = {}
        for code, one in contexts().items():
            cues = {**dict.fromkeys(one.cues[lang], True), **dict.fromkeys(one.anti_cues[lang], False)}
            if shown := sum(real for _, _, real in finder(cues, lang).find(text)):
                alone[code] = shown

        assert tuple(sorted(alone, key=lambda code: (-alone[code], code))) == contexts_of(text, lang), text


def test_an_appendix_annexes_nothing() -> None:
    assert "territory" not in contexts_of("ดูภาคผนวก", "th")


@pytest.mark.parametrize("folder", FOLDERS)
def test_thai_is_composed_and_spelt_in_order(folder: str) -> None:
    for file in files("trachu.ontology").joinpath(folder).iterdir():
        text = file.read_text(encoding="utf8")

        assert unicodedata.is_normalized("NFC", text), file.name
        assert not WRONG_THAI.findall(text), file.name
