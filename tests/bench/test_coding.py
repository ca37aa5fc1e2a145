from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from alembic import command
from alembic.config import Config
from hypothesis import given
from hypothesis import strategies as st

import trachu.bench.store as stores
from trachu import Bench
from trachu.bench import people
from trachu.bench.codebook import add_code, codebook
from trachu.bench.coding import Anchor, places
from trachu.bench.store import Store
from trachu.core.errors import UnknownName, UsageError

NOTE = """# A note

On 19 June 2024 Russia and North Korea signed a treaty in Pyongyang.

Vassily Nebenzia denied that Russia received arms from North Korea.

รัสเซียส่งน้ำมันให้เกาหลีเหนือในเดือนมีนาคม 2567
"""
OIL = "รัสเซียส่งน้ำมันให้เกาหลีเหนือ"


@pytest.fixture
def desk(own_bench: Bench, tmp_path: Path) -> Bench:
    path = tmp_path / "note.md"
    path.write_text(NOTE, encoding="utf8")
    own_bench.add(path)
    return own_bench


def claim(bench: Bench, record: str) -> dict[str, object]:
    return bench.table("claims").filter(claim=record).row(0, named=True)


def signed(bench: Bench) -> dict[str, object]:
    return bench.table("claims").filter(kind="event", type="SUPPORT").row(0, named=True)


def test_a_coding_is_a_claim_like_any_other(desk: Bench) -> None:
    record = desk.code(
        "note.md", OIL, "AID", by="Analyst one", actors=["Russia"], recipients=["เกาหลีเหนือ"], date="2024-03"
    )
    row = claim(desk, record)
    parties = desk.table("parties").filter(record=record).sort("role").select("role", "actor").rows()

    assert ("event", "AID", "2024-03", "asserts", "Analyst one", 1.0) == tuple(
        row[name] for name in ("kind", "type", "date", "stance", "coder", "confidence")
    )
    assert OIL == row["text"] == NOTE[int(str(row["raw_start"])) : int(str(row["raw_end"]))]
    assert [("actor", "RUS"), ("recipient", "PRK")] == parties
    assert "economy-energy" == row["domain"]


def test_its_why_has_words_passage_coder_and_source(desk: Bench) -> None:
    record = desk.code("note.md", OIL, "AID", by="Analyst one", actors=["RUS"], recipients=["PRK"], date="2024-03")
    tree = desk.why(claim(desk, record))
    kinds = [one.kind for one in tree.walk()]

    assert OIL in tree.says
    assert "coded by Analyst one" in tree.says
    assert ["claim", "passage", "source"] == kinds


def test_it_enters_the_facts(desk: Bench) -> None:
    before = desk.table("events").filter(type="AID", date="2024-03-05").height
    desk.code("note.md", OIL, "AID", by="one", actors=["RUS"], recipients=["PRK"], date="2024-03-05")

    assert 0 == before
    assert 1 == Bench(desk.folder).table("events").filter(type="AID", date="2024-03-05").height


def test_typing_twice_adds_nothing(desk: Bench) -> None:
    first = desk.code("note.md", OIL, "AID", by="one", actors=["RUS"], date="2023")
    second = desk.code("note.md", OIL, "AID", by="one", actors=["RUS"], date="2024")

    assert first == second
    assert ["2024"] == people.codings(desk)["date"].to_list()


def test_what_two_code_alike_counts_once(desk: Bench) -> None:
    for coder in ("two", "one"):
        desk.code("note.md", OIL, "AID", by=coder, actors=["RUS"], recipients=["PRK"], date="2024-03")
    kept = desk.table("claims").filter(text=OIL, kind="event", type="AID")

    assert ["one"] == kept["coder"].to_list()
    assert 2 == people.codings(desk).height


def test_an_edit_stands_in_the_place_of_the_suggestion(desk: Bench) -> None:
    before = signed(desk)
    edited = desk.edit(str(before["claim"]), by="one", date="2024-06-18")
    claims = desk.table("claims")

    assert str(before["claim"]) not in claims["claim"]
    assert ("SUPPORT", "2024-06-18", before["text"]) == tuple(claim(desk, edited)[n] for n in ("type", "date", "text"))
    parties = desk.table("parties")
    assert {"PRK", "RUS"} == set(parties.filter(record=edited)["actor"])
    assert "edited by one" in desk.why(claim(desk, edited)).says
    assert str(before["why"]) in [one.trace for one in desk.why(claim(desk, edited)).walk()]
    assert ["2024-06-18"] == desk.table("events").filter(type="SUPPORT")["date"].to_list()


def test_an_erased_edit_gives_the_suggestion_back(desk: Bench) -> None:
    before = signed(desk)
    edited = desk.edit(str(before["claim"]), by="one", type="CONSULT")
    people.erase(desk, edited)

    assert before == signed(Bench(desk.folder))


def test_an_edit_of_an_edit_is_the_last_word(desk: Bench) -> None:
    before = str(signed(desk)["claim"])
    first = desk.edit(before, by="one", date="2024-06-18")
    second = desk.edit(first, by="two", date="2024-06-20")
    claims = desk.table("claims").filter(type="SUPPORT")

    assert [second] == claims["claim"].to_list()
    assert ["2024-06-20"] == claims["date"].to_list()


def test_an_edit_may_change_the_parties(desk: Bench) -> None:
    edited = desk.edit(str(signed(desk)["claim"]), by="one", actors=["RUS", "CHN"], note="the text is wrong")
    roles = desk.table("parties").filter(record=edited).select("role", "actor").rows()

    assert {("actor", "RUS"), ("actor", "CHN")} == set(roles)
    assert "the text is wrong" in desk.why(claim(desk, edited)).says


def test_an_accepted_suggestion_is_sure(desk: Bench) -> None:
    before = signed(desk)
    desk.judge(str(before["claim"]), "accept", by="one")

    assert float(str(before["confidence"])) < 1.0 == signed(desk)["confidence"]


def test_a_colleague_may_reject_a_coding(desk: Bench) -> None:
    record = desk.code("note.md", OIL, "AID", by="one", actors=["RUS"], date="2024-03")
    desk.judge(record, "reject", by="two", note="no date is given")

    assert record not in desk.table("claims")["claim"]


def test_a_denial_by_hand_disputes_what_was_edited(desk: Bench) -> None:
    signing = str(signed(desk)["claim"])
    denial = desk.code("note.md", "Vassily Nebenzia denied", "denies", by="one", disputes=[signing])
    edited = desk.edit(signing, by="two", date="2024-06-18")

    assert [edited] == claim(desk, denial)["disputes"]
    assert 1 == desk.table("conflicts").filter(record=denial, other=edited).height


def test_a_membership_by_hand(desk: Bench) -> None:
    parties = [("forum", "FORUM:BALTIC-CIRCLE"), ("member", "THA")]
    record = desk.code("note.md", "signed a treaty", "member", by="one", parties=parties)

    assert "tie" == claim(desk, record)["kind"]
    assert 1 == desk.table("parties").filter(record="FORUM:BALTIC-CIRCLE", actor="THA").height


def test_a_code_of_ones_own(desk: Bench) -> None:
    add_code(desk.store, "trust", en="Trust", th="ความไว้วางใจ", meaning=None, parent=None, colour="#1F77B4")
    record = desk.code("note.md", "signed a treaty", "trust", by="one")

    assert ("theme", "trust") == tuple(claim(desk, record)[name] for name in ("kind", "type"))
    assert ["ความไว้วางใจ"] == codebook(desk.store.codes()).filter(code="trust")["th"].to_list()


def test_the_cache_may_be_deleted_but_not_what_was_typed(desk: Bench) -> None:
    import shutil

    desk.code("note.md", OIL, "AID", by="one", actors=["RUS"], recipients=["PRK"], date="2024-03")
    before = desk.table("claims")
    shutil.rmtree(desk.folder / "cache")

    assert before.equals(Bench(desk.folder).table("claims"))


def test_codings_wait_for_their_document(desk: Bench, tmp_path: Path) -> None:
    record = desk.code("note.md", OIL, "AID", by="one", actors=["RUS"], date="2024-03")
    desk.remove("note.md")
    lost = people.codings(desk)["found"].to_list()
    desk.add(tmp_path / "note.md")

    assert [False] == lost
    assert record in desk.table("claims")["claim"]


def test_the_queue_shows_what_nobody_has_judged_least_sure_first(desk: Bench) -> None:
    queue = people.review(desk, kind="event")
    desk.judge(str(signed(desk)["claim"]), "accept", by="one")
    rest = people.review(desk, kind="event", source="note.md")

    assert queue["confidence"].to_list() == sorted(queue["confidence"].to_list())
    assert queue.height - 1 == rest.height


@pytest.mark.parametrize(
    ("about", "error"),
    [
        ({"quote": "nowhere in it"}, UsageError),
        ({"quote": "North Korea"}, UsageError),
        ({"type": "CONSULTT"}, UnknownName),
        ({"actors": ["Rusia"]}, UnknownName),
        ({"date": "19 June"}, UsageError),
        ({"stance": "denied"}, UnknownName),
        ({"mode": "telepathy"}, UnknownName),
        ({"by": "rules@1"}, UsageError),
        ({"disputes": ["c0"]}, UnknownName),
        ({"colour": "red"}, UnknownName),
        ({"at": (5, 99999)}, UsageError),
        ({"type": "member"}, UsageError),
        ({"source": "other.md"}, UnknownName),
    ],
)
def test_a_wrong_coding_is_told_in_two_lines_and_changes_nothing(
    desk: Bench, about: dict[str, object], error: type[UsageError]
) -> None:
    given = {"source": "note.md", "quote": OIL, "type": "CONSULT", "by": "one", **about}

    with pytest.raises(error) as caught:
        desk.code(**given)

    assert 2 == len(caught.value.say("en").splitlines()) == len(caught.value.say("th").splitlines())
    assert people.codings(desk).is_empty()


def test_words_are_found_whatever_blanks_stand_between() -> None:
    assert [(0, 13), (20, 33)] == places(
        "Russia denied xxxxx  Russia\ndenied"[0:20] + "Russia\ndenied", "Russia denied"
    )


def test_moved_words_are_found_by_what_stands_around_them() -> None:
    text = "Russia denied it in May. China said so. Russia denied it in June."
    anchor = Anchor.at(text, text.rindex("Russia"), text.rindex("Russia") + 13)
    moved = "A new first line.\n" + text

    assert (moved.rindex("Russia"), moved.rindex("Russia") + 13) == anchor.find(moved)


def test_mended_words_are_found_again() -> None:
    damaged, mended = "ก่อน สมัพนัธ์ระหว่างรัสเซียกับเกาหลีเหนือ หลัง", "ก่อน ความสัมพันธ์ระหว่างรัสเซียกับเกาหลีเหนือ หลัง"
    start, end = Anchor.at(damaged, 5, 41).find(mended) or (0, 0)

    assert "ระหว่างรัสเซียกับเกาหลีเหนือ" in mended[start:end]


def test_words_that_are_gone_are_not_taken_for_others_like_them() -> None:
    text = "Chapter 1. Russia signed a treaty on 5 May with North Korea in Pyongyang. The end."
    other = "A long list of dates and places. Who signed a treaty on 6 May is another matter, told in the annex below."
    start = text.index("signed")
    anchor = Anchor.at(text, start, start + 24)

    assert anchor.find(other) is None


@given(st.text(alphabet="กขค abc", min_size=4, max_size=60), st.data())
def test_words_in_place_stay_in_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    assert (start, end) == Anchor.at(text, start, end).find(text)


def test_a_bench_of_the_first_version_is_brought_up_with_what_it_holds(tmp_path: Path) -> None:
    store = Store.in_folder(tmp_path)
    store.keep_judgement("c1", "one", "reject", None)
    config = Config()
    config.set_main_option("script_location", str(Path(stores.__file__).parent / "migrations"))
    with store.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
    again = Store.in_folder(tmp_path)

    assert [("c1", "reject")] == [(j.record, j.verdict) for j in again.judgements()]
    assert [] == again.codings() == again.codes() == again.readings()


# Double coding


@pytest.fixture
def coded(desk: Bench) -> Bench:
    """Two people code one note: same words, once another type; one of them reads a second note."""
    for coder, type_, words in (("one", "AID", OIL), ("two", "COOPERATE", f"{OIL}ในเดือนมีนาคม")):
        desk.code("note.md", words, type_, by=coder, actors=["RUS"], recipients=["PRK"], date="2024-03")
        desk.code("note.md", "signed a treaty", "SUPPORT", by=coder, actors=["RUS", "PRK"], date="2024-06-19")
    desk.code("note.md", "denied", "REJECT", by="one", actors=["RUS"])
    return desk


def test_agreement_of_two_people(coded: Bench) -> None:
    found = coded.agreement("one", "two")

    assert 2 == found.figure("type", "alpha").n
    assert 0.5 == found.figure("type", "percent").value
    assert 0.8 == pytest.approx(found.figure("spans", "F1 overlap").value)
    assert 0.4 == pytest.approx(found.figure("spans", "F1 exact").value)
    assert 1 > (found.figure("spans", "alpha_u").value or 0) > (found.figure("spans by type", "alpha_u").value or 0)
    assert {"AID": 0.25, "COOPERATE": 0.25, "SUPPORT": 0.5} == found.prevalence["type"]


def test_disagreements_are_listed_with_their_words(coded: Bench) -> None:
    listed = coded.agreement("one", "two").disagreements

    assert [("type", "AID", "COOPERATE")] == listed.filter(about="type").select("about", "one", "other").rows()
    assert ["denied"] == listed.filter(about="coded by one")["text"].to_list()


def test_a_program_is_a_coder(coded: Bench) -> None:
    found = coded.agreement("one", "rules")

    assert found.documents
    assert found.figure("spans", "F1 overlap").value is not None
    assert found.figure("type", "percent").value == coded.agreement("one", "rules@1").figure("type", "percent").value


def test_a_program_agrees_with_itself(desk: Bench) -> None:
    found = desk.agreement("rules", "rules@1")

    assert [1.0, 1.0] == [found.figure(about, "alpha_u").value for about in ("spans", "spans by type")]
    assert 1.0 == found.figure("type", "alpha").value
    assert found.disagreements.is_empty()


def test_who_accepts_agrees(desk: Bench) -> None:
    for record in people.suggestions(desk)["claims"].filter(kind="event")["claim"]:
        desk.judge(record, "accept", by="one")

    assert 1.0 == desk.agreement("one", "rules").figure("spans", "F1 exact").value


def test_without_a_common_document_nothing_is_computed(coded: Bench, tmp_path: Path) -> None:
    path = tmp_path / "other.md"
    path.write_text("China warned Japan on 3 May 2023.", encoding="utf8")
    coded.add(path)
    coded.code("other.md", "China warned Japan", "THREATEN", by="three", actors=["CHN"], recipients=["JPN"])
    found = coded.agreement("one", "three")

    assert () == found.documents
    assert {None} == {figure.value for figure in found.figures}
    assert all(figure.reason for figure in found.figures)


def test_who_reads_and_codes_nothing_has_seen_it(coded: Bench) -> None:
    people.seen(coded, "note.md", "four")
    found = coded.agreement("one", "four")

    assert 1 == len(found.documents)
    assert 0.0 == found.figure("spans", "F1 overlap").value
    assert found.figure("type", "alpha").value is None


def test_an_unknown_coder_is_told(coded: Bench) -> None:
    with pytest.raises(UnknownName, match="Did you mean"):
        coded.agreement("one", "tow")
    with pytest.raises(UnknownName):
        coded.agreement("one", "two", kind="events")


def test_a_run_without_people_has_no_step_of_theirs(desk: Bench) -> None:
    desk.run()

    assert [] == [name for name in desk.cache.computed if name == "people"]
    assert isinstance(people.codings(desk), pl.DataFrame)
