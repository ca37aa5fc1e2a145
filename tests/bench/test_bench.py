from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from trachu import Bench
from trachu.bench import samples
from trachu.core.errors import (
    FormatError,
    InputError,
    NoAccess,
    OptionError,
    TooLarge,
    TrachuError,
    UnknownName,
    UsageError,
)

NOTE = "# A note\n\nOn 19 June 2024 Russia and North Korea signed a treaty in Pyongyang.\n"


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf8")
    return path


def steps(bench: Bench) -> list[str]:
    return [name.partition(".")[0] for name in bench.cache.computed]


def test_a_second_run_computes_nothing(sample_bench: Bench) -> None:
    again = Bench(sample_bench.folder)
    again.run()
    again.measure("polarity")
    first = list(again.cache.computed)
    third = Bench(sample_bench.folder)
    third.run()
    third.measure("polarity")

    assert [name for name in first if not name.startswith("measure")] == []
    assert third.cache.computed == []


def test_adding_twice_changes_nothing(own_bench: Bench, tmp_path: Path) -> None:
    path = write(tmp_path / "note.md", NOTE)
    one, two = own_bench.add(path), own_bench.add(path)

    assert one.source == two.source
    assert own_bench.table("sources").height == 1


def test_a_changed_source_recomputes_only_what_hangs_on_it(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "bench")
    samples.add_to(bench)
    bench.measure("un_agreement", actor="THA")
    other = Bench(bench.folder)

    other.add(write(tmp_path / "note.md", NOTE))
    other.measure("un_agreement", actor="THA")

    assert steps(other) == ["read", "mend", "code", "facts"]


def test_a_judgement_recomputes_the_facts_alone(own_bench: Bench, tmp_path: Path) -> None:
    own_bench.add(write(tmp_path / "note.md", NOTE))
    claim = own_bench.table("claims").filter(kind="event")["claim"][0]
    before = own_bench.table("events").height
    other = Bench(own_bench.folder)

    other.judge(claim, "reject", by="an analyst")
    after = other.table("events").height

    assert steps(other) == ["facts"]
    assert after < before


def test_the_cache_may_be_deleted(own_bench: Bench, tmp_path: Path) -> None:
    import shutil

    own_bench.add(write(tmp_path / "note.md", NOTE))
    before = own_bench.table("claims")
    shutil.rmtree(own_bench.folder / "cache")

    assert before.equals(Bench(own_bench.folder).table("claims"))


def test_order_of_adding_does_not_matter(tmp_path: Path) -> None:
    paths = [write(tmp_path / "a.md", NOTE), write(tmp_path / "b.md", NOTE.replace("signed", "ratified"))]
    one, two = Bench(tmp_path / "one"), Bench(tmp_path / "two")
    for path in paths:
        one.add(path)
    for path in reversed(paths):
        two.add(path)

    for name in ("claims", "events", "parties", "conflicts"):
        assert one.table(name).equals(two.table(name)), name


def zipped(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


BAD = {
    "empty.txt": b"",
    "empty.csv": b"",
    "binary.txt": bytes(range(256)) * 40,
    "columns.csv": b"country,power\nTHA,3\n",
    "truncated.zip": zipped("NMC.csv", b"stateabb,ccode,year\n" * 500)[:120],
    "broken.pdf": b"%PDF-1.7\n1 0 obj\n<<",
    "broken.docx": b"PK\x03\x04 not a document",
    "bomb.zip": zipped("NMC.csv", b"0" * 300_000_000),
    "unknown.xyz": b"text",
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_ends_in_one_sentence_and_changes_nothing(own_bench: Bench, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(BAD[name])

    with pytest.raises(InputError) as caught:
        own_bench.add(path)

    assert 2 == len(caught.value.say("en").splitlines()) == len(caught.value.say("th").splitlines())
    assert own_bench.table("sources").height == 0
    assert list((own_bench.folder / "sources").iterdir()) == []


def test_a_huge_file_is_refused_unread(own_bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 500_000_000)

    with pytest.raises(TooLarge):
        own_bench.add(path)


def test_wrong_columns_of_a_named_dataset(own_bench: Bench, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="no line with the columns"):
        own_bench.add(write(tmp_path / "nmc.csv", "stateabb,ccode,year\nTHI,800,2022\n"), dataset="cow_nmc")


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda b: b.add("nowhere.txt"), NoAccess),
        (lambda b: b.measure("polarty"), UnknownName),
        (lambda b: b.measure("polarity", base="gpd"), OptionError),
        (lambda b: b.table("claim"), UnknownName),
        (lambda b: b.why("step:000000000000"), UnknownName),
        (lambda b: b.dyad("RUS", "Rusia"), UnknownName),
        (lambda b: b.dyad("RUS", "Russia"), UsageError),
        (lambda b: b.judge("c1", "perhaps", by="me"), UsageError),
        (lambda b: b.brief("ordre"), UnknownName),
        (lambda b: b.remove("nothing"), UnknownName),
    ],
)
def test_errors_teach_in_two_lines_and_two_languages(own_bench: Bench, call: object, error: type[TrachuError]) -> None:
    with pytest.raises(error) as caught:
        call(own_bench)  # type: ignore[operator]

    assert 2 == len(caught.value.say("en").splitlines()) == len(caught.value.say("th").splitlines())
    assert caught.value.say("en") != caught.value.say("th")


def test_a_typo_gets_a_suggestion(own_bench: Bench) -> None:
    with pytest.raises(UnknownName, match="Did you mean 'polarity'"):
        own_bench.measure("polarty")
