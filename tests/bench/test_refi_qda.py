from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from trachu import Bench
from trachu.bench import people
from trachu.bench.codebook import add_code
from trachu.bench.exchange.refi_qda import CODEBOOK, PROJECT
from trachu.bench.exchange.ris import write
from trachu.core.errors import FormatError, InputError, TooLarge, UsageError

NOTE = """On 19 June 2024 Russia and North Korea signed a treaty in Pyongyang.

Vassily Nebenzia denied that Russia received arms.

รัสเซียส่งน้ำมันให้เกาหลีเหนือในเดือนมีนาคม 2567
"""
OIL = "รัสเซียส่งน้ำมันให้เกาหลีเหนือ"

# The order of children in the project schema 1.0 of 2019; other programs refuse any other.
ORDER = {
    "Project": "Users CodeBook Variables Cases Sources Notes Links Sets Graphs Description NoteRef",
    "CodeBook": "Codes Sets",
    "Code": "Description NoteRef Code",
    "Case": "Description CodeRef VariableValue SourceRef SelectionRef",
    "VariableValue": "VariableRef TextValue",
    "TextSource": "Description PlainTextContent PlainTextSelection Coding NoteRef VariableValue",
    "PlainTextSelection": "Description Coding NoteRef",
    "Coding": "CodeRef NoteRef",
    "Note": "Description PlainTextContent",
}
NEEDED = {
    "Project": {"name"}, "User": {"guid"}, "Code": {"guid", "name", "isCodable"}, "Case": {"guid"},
    "Variable": {"guid", "name", "typeOfVariable"}, "TextSource": {"guid"}, "Coding": {"guid"},
    "PlainTextSelection": {"guid", "startPosition", "endPosition"}, "Note": {"guid"}, "Link": {"guid"},
    "CodeRef": {"targetGUID"}, "NoteRef": {"targetGUID"}, "SelectionRef": {"targetGUID"},
}  # fmt: skip


@pytest.fixture
def desk(own_bench: Bench, tmp_path: Path) -> Bench:
    path = tmp_path / "note.txt"
    path.write_text(NOTE, encoding="utf8")
    own_bench.add(path)
    add_code(
        own_bench.store, "trust", en="Trust", th="ความไว้วางใจ", meaning="Words of it", parent=None, colour="#1F77B4"
    )
    add_code(own_bench.store, "oath", en="Oath", th="คำสาบาน", meaning=None, parent="trust", colour=None)
    arms = own_bench.code("note.txt", "Russia received arms", "AID", by="one", actors=["PRK"], recipients=["RUS"])
    own_bench.code("note.txt", "Vassily Nebenzia denied", "denies", by="two", speaker="RUS", disputes=[arms])
    own_bench.code(
        "note.txt", OIL, "AID", by="two", actors=["RUS"], recipients=["PRK"], date="2024-03", stance="reports",
        note="น้ำมัน <&> oil", value=2.5, unit="tonnes", cited=["Kim, 2024"],
    )  # fmt: skip
    own_bench.code("note.txt", "signed a treaty", "oath", by="one")
    signing = own_bench.table("claims").filter(type="SUPPORT", kind="event")["claim"][0]
    own_bench.edit(signing, by="one", date="2024-06-18")
    return own_bench


def parsed(path: Path) -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read("project.qde"))


def local(element: etree._Element) -> str:
    return etree.QName(element).localname


def test_a_project_comes_back_as_it_was(desk: Bench, tmp_path: Path) -> None:
    desk.export(tmp_path / "a.qdpx")
    other = Bench(tmp_path / "other")
    other.add(tmp_path / "note.txt")
    taken = other.import_(tmp_path / "a.qdpx")

    assert (2, 5, 0, ()) == (taken.codes, taken.codings, taken.sources, tuple(taken.left_out))
    for name in ("claims", "parties", "events", "conflicts"):
        assert desk.table(name).equals(other.table(name)), name
    assert people.codings(desk).equals(people.codings(other))


def test_taking_in_twice_adds_nothing(desk: Bench, tmp_path: Path) -> None:
    before = people.codings(desk)
    desk.export(tmp_path / "a.qdpx")
    taken = desk.import_(tmp_path / "a.qdpx")

    assert 0 == taken.codes
    assert before.equals(people.codings(desk))


def test_a_project_brings_its_text_where_the_document_is_not(desk: Bench, tmp_path: Path) -> None:
    desk.export(tmp_path / "a.qdpx")
    other = Bench(tmp_path / "other")
    taken = other.import_(tmp_path / "a.qdpx")
    typed = people.codings(other)

    assert 1 == taken.sources
    assert {"oath", "denies", "AID"} <= set(typed["type"])
    assert OIL in typed["exact"].to_list()


def test_the_same_bench_gives_the_same_file(desk: Bench, tmp_path: Path) -> None:
    for name in ("a.qdpx", "b.qdpx"):
        desk.export(tmp_path / name)

    assert (tmp_path / "a.qdpx").read_bytes() == (tmp_path / "b.qdpx").read_bytes()


def test_elements_stand_in_the_order_of_the_schema(desk: Bench, tmp_path: Path) -> None:
    desk.export(tmp_path / "a.qdpx", suggestions=True)
    root = parsed(tmp_path / "a.qdpx")

    assert f"{{{PROJECT}}}Project" == root.tag
    for element in root.iter():
        order = ORDER.get(local(element), "").split()
        places = [order.index(local(child)) for child in element] if order else []
        assert sorted(places) == places
        assert NEEDED.get(local(element), set()) <= set(element.attrib)
        assert "richTextPath" not in element.attrib


def test_ids_are_unique_and_every_reference_leads_somewhere(desk: Bench, tmp_path: Path) -> None:
    desk.export(tmp_path / "a.qdpx", suggestions=True)
    root = parsed(tmp_path / "a.qdpx")
    ids = [element.get("guid") for element in root.iter() if element.get("guid")]
    asked = [
        element.get(name)
        for element in root.iter()
        for name in ("targetGUID", "originGUID", "creatingUser")
        if element.get(name)
    ]

    assert len(ids) == len(set(ids))
    assert [] == [guid for guid in asked if guid not in ids]


def test_positions_count_characters_of_the_text_beside(desk: Bench, tmp_path: Path) -> None:
    desk.export(tmp_path / "a.qdpx")
    with zipfile.ZipFile(tmp_path / "a.qdpx") as archive:
        root = etree.fromstring(archive.read("project.qde"))
        source = next(e for e in root.iter() if local(e) == "TextSource")
        text = archive.read(source.get("plainTextPath").replace("internal://", "Sources/")).decode()
    spans = [(int(e.get("startPosition")), int(e.get("endPosition"))) for e in source if e.get("startPosition")]

    assert {OIL, "signed a treaty", "Vassily Nebenzia denied"} <= {text[start:end] for start, end in spans}


def test_suggestions_go_along_as_those_of_a_user_and_do_not_come_back(desk: Bench, tmp_path: Path) -> None:
    desk.export(tmp_path / "a.qdpx", suggestions=True)
    users = [e.get("name") for e in parsed(tmp_path / "a.qdpx").iter() if local(e) == "User"]
    before = people.codings(desk)
    taken = desk.import_(tmp_path / "a.qdpx")

    assert ["one", "rules@1", "two"] == users
    assert taken.left_out
    assert before.equals(people.codings(desk))


def test_a_codebook_comes_back(desk: Bench, tmp_path: Path) -> None:
    desk.export(tmp_path / "a.qdc")
    other = Bench(tmp_path / "other")
    taken = other.import_(tmp_path / "a.qdc")
    told = [(c.code, c.parent, c.en, c.th, c.meaning, c.colour) for c in other.store.codes()]

    assert f"{{{CODEBOOK}}}CodeBook" == etree.fromstring((tmp_path / "a.qdc").read_bytes()).tag
    assert 2 == taken.codes
    assert [(c.code, c.parent, c.en, c.th, c.meaning, c.colour) for c in desk.store.codes()][1:] == told[1:]
    assert ("oath", "trust", "Oath", "คำสาบาน") == told[0][:4]


FOREIGN = """<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:0:4" name="p" origin="Another program 9">
<Users><User guid="{{AAAAAAAA-0000-0000-0000-000000000001}}" name="Reader A"/></Users>
<CodeBook><Codes><Code guid="AAAAAAAA-0000-0000-0000-00000000000C" name="Alliances" isCodable="false">
<Code guid="aaaaaaaa-0000-0000-0000-00000000000d" name="Treaty talk" isCodable="true" color="#00FF00"/></Code></Codes>
</CodeBook><Sources><TextSource guid="AAAAAAAA-0000-0000-0000-00000000000E" name="{name}"
 plainTextPath="internal://AAAAAAAA-0000-0000-0000-00000000000E.txt"><PlainTextSelection
 guid="AAAAAAAA-0000-0000-0000-00000000000F" startPosition="{start}" endPosition="{end}" name="x"
 creatingUser="AAAAAAAA-0000-0000-0000-000000000001"><Description>memo</Description>
<Coding guid="AAAAAAAA-0000-0000-0000-0000000000AF" creatingUser="aaaaaaaa-0000-0000-0000-000000000001">
<CodeRef targetGUID="{{AAAAAAAA-0000-0000-0000-00000000000D}}"/></Coding></PlainTextSelection></TextSource></Sources>
</Project>"""


def foreign(path: Path, text: str, start: int, end: int, name: str = "note") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", FOREIGN.format(start=start, end=end, name=name))
        archive.writestr("Sources/AAAAAAAA-0000-0000-0000-00000000000E.txt", text.encode())
    return path


@pytest.mark.parametrize("twice", [True, False])
def test_another_programs_project_is_read_however_it_counts_line_breaks(
    desk: Bench, tmp_path: Path, twice: bool
) -> None:
    text = NOTE.replace("\n", "\r\n")
    start = (text if twice else NOTE).index(OIL)
    path = foreign(tmp_path / "f.qdpx", "\ufeff" + text, start, start + len(OIL))
    taken = desk.import_(path)
    row = people.codings(desk).filter(coder="Reader A").row(0, named=True)

    assert (1, 1, 0) == (taken.codes, taken.codings, taken.sources)
    assert ("Treaty talk", OIL, "memo", "theme") == (row["type"], row["exact"], row["note"], row["kind"])


def test_words_of_another_text_of_the_document_are_found_again(desk: Bench, tmp_path: Path) -> None:
    text = "Cover page of the other export\n" + NOTE.replace("signed a treaty", "signed  a\ttreaty")
    start = text.index("Vassily")
    desk.import_(foreign(tmp_path / "f.qdpx", text, start, start + 23))

    assert "Vassily Nebenzia denied" in people.codings(desk).filter(coder="Reader A")["exact"].to_list()


@pytest.mark.parametrize(("start", "end"), [(5, 99999), (9, 9), (-3, 4)])
def test_a_selection_outside_the_text_is_left_out_and_told(desk: Bench, tmp_path: Path, start: int, end: int) -> None:
    taken = desk.import_(foreign(tmp_path / "f.qdpx", NOTE, start, end))

    assert 0 == taken.codings
    assert 1 == len(taken.left_out)


BOMB = '<!DOCTYPE p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><Project name="&b;"/>'
THIEF = (
    '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/hostname">]><Project name="p"><Description>&x;</Description></Project>'
)


@pytest.mark.parametrize(
    "content",
    ["", "no xml", "<Project", "<Other/>", BOMB, THIEF],
    ids=["empty", "no xml", "cut off", "other root", "bomb", "thief"],
)
def test_a_hostile_project_is_refused_and_changes_nothing(desk: Bench, tmp_path: Path, content: str) -> None:
    before = people.codings(desk)
    path = tmp_path / "f.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", content)

    with pytest.raises(FormatError) as caught:
        desk.import_(path)

    assert 2 == len(caught.value.say("en").splitlines()) == len(caught.value.say("th").splitlines())
    assert before.equals(people.codings(desk))


def zipped(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (b"PK\x03\x04 no archive", FormatError),
        (zipped("../project.qde", b"<Project name='p'/>"), FormatError),
        (zipped("other.txt", b"x"), FormatError),
        (zipped("project.qde", b" " * 100_000_000), TooLarge),
    ],
    ids=["no archive", "leaves its folder", "no project", "bomb"],
)
def test_a_hostile_archive_is_refused(desk: Bench, tmp_path: Path, raw: bytes, error: type[InputError]) -> None:
    path = tmp_path / "f.qdpx"
    path.write_bytes(raw)

    with pytest.raises(error):
        desk.import_(path)


def test_a_note_that_lies_does_no_harm(desk: Bench, tmp_path: Path) -> None:
    desk.export(tmp_path / "a.qdpx")
    with zipfile.ZipFile(tmp_path / "a.qdpx") as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["project.qde"] = files["project.qde"].replace(
        b'"stance": "reports"', b'"stance": ["x"], "parties": [["actor", 3]]'
    )
    with zipfile.ZipFile(tmp_path / "b.qdpx", "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    other = Bench(tmp_path / "other")

    assert 5 == other.import_(tmp_path / "b.qdpx").codings


def test_a_file_of_another_kind_is_told(desk: Bench, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.qdpx"):
        desk.export(tmp_path / "a.xlsx")
    with pytest.raises(UsageError):
        desk.import_(tmp_path / "a.docx")


def test_the_register_of_sources_comes_back(desk: Bench, tmp_path: Path) -> None:
    about = {"title": "บันทึก", "authors": "ก ข and Smith, J.", "published": "2024-06", "url": "https://example.org/a"}
    desk.add(tmp_path / "note.txt", **about)
    desk.export(tmp_path / "a.ris")
    other = Bench(tmp_path / "other")
    other.add(tmp_path / "note.txt")
    taken = other.import_(tmp_path / "a.ris")
    source = other.source("note.txt")

    assert (1, ()) == (taken.sources, tuple(taken.left_out))
    assert about == {name: getattr(source, name) for name in about}
    assert write(desk.store.sources()) == write(other.store.sources())


def test_records_of_unknown_works_are_told(desk: Bench, tmp_path: Path) -> None:
    path = tmp_path / "a.ris"
    path.write_text("TY  - BOOK\nTI  - Another work\nER  - \n", encoding="utf8")

    assert ["No source is “Another work”."] == [words.en for words in desk.import_(path).left_out]


def test_no_record_is_refused(desk: Bench, tmp_path: Path) -> None:
    path = tmp_path / "a.ris"
    path.write_text("nothing here\n", encoding="utf8")

    with pytest.raises(FormatError):
        desk.import_(path)
