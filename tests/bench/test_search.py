from __future__ import annotations

from pathlib import Path

import pytest

from trachu import Bench
from trachu.bench.search import find, index_of, segment
from trachu.core.errors import UnknownName, UsageError


def test_a_thai_word_is_found_wherever_it_stands(sample_bench: Bench) -> None:
    texts = sample_bench.table("passages")["text"]
    for word in ("เกาหลีเหนือ", "อาวุธ", "เทคโนโลยี"):
        found = sample_bench.search(word, kind="passage", limit=999)

        assert set(texts.filter(texts.str.contains(word))) == set(found.hits["text"])


def test_english_words_are_found_in_any_form(sample_bench: Bench) -> None:
    plural, single = sample_bench.search("industries"), sample_bench.search("industry")

    assert plural.total == single.total > 0


def test_every_word_must_be_there_and_quoted_words_side_by_side(sample_bench: Bench) -> None:
    loose, close = sample_bench.search("industry forum"), sample_bench.search('"industry forum"')
    turned = sample_bench.search('"forum industry"')

    assert loose.total >= close.total > turned.total


def test_facets_narrow_and_count(sample_bench: Bench) -> None:
    everything = sample_bench.search("ปฏิเสธ", limit=999)
    denied = sample_bench.search("ปฏิเสธ", actor="North Korea", stance="denies", limit=999)

    assert everything.total == sum(everything.facets["kind"].values()) == everything.hits.height
    assert everything.total > denied.total > 0
    assert denied.total == denied.facets["stance"]["denies"] == denied.facets["actor"]["PRK"]


def test_without_words_the_facets_alone_decide(sample_bench: Bench) -> None:
    found = sample_bench.search(kind="statement", stance="denies", limit=999)

    assert sample_bench.table("claims").filter(kind="statement", stance="denies").height == found.total
    assert {"statement"} == set(found.hits["kind"])


def test_a_date_finds_what_may_have_been_then(sample_bench: Bench) -> None:
    found = sample_bench.search(kind="event", date="2024-06", limit=999)
    days = sample_bench.table("claims").filter(kind="event").select("claim", "earliest", "latest")
    low, high = "2024-06-01", "2024-06-30"
    meant = {c for c, a, b in days.iter_rows() if (a or b) and str(a or low) <= high and str(b or high) >= low}

    assert meant == set(found.hits["claim"])


def test_a_hit_leads_to_the_page(sample_bench: Bench) -> None:
    hit = sample_bench.search("สนธิสัญญา").hits.row(0, named=True)

    assert "สนธิสัญญา" in hit["snippet"]
    assert "source" in [one.kind for one in sample_bench.why(hit).walk()]


def test_the_index_is_made_once_and_may_be_deleted(own_bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text("China warned Japan on 3 May 2023.", encoding="utf8")
    own_bench.add(path)
    first = index_of(own_bench)
    made = first.stat().st_mtime_ns

    assert made == index_of(own_bench).stat().st_mtime_ns

    first.unlink()
    assert 1 == own_bench.search("warned", kind="passage").total


def test_a_coding_is_found_and_the_old_index_is_gone(own_bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text("China warned Japan on 3 May 2023.", encoding="utf8")
    own_bench.add(path)
    before = index_of(own_bench)
    own_bench.code("note.md", "on 3 May 2023", "predicts", by="one", actors=["THA"])

    assert ["predicts"] == own_bench.search(actor="THA", kind="statement").hits["type"].to_list()
    assert not before.exists()


@pytest.mark.parametrize("words", ['"', "AND OR NOT", "a*b", "(x", "col:umn", "- -", "''", "ๆ", "่", "x" * 500])
def test_any_input_is_words_and_never_a_query(sample_bench: Bench, words: str) -> None:
    assert sample_bench.search(words, limit=1).total >= 0


def test_thai_is_cut_by_the_dictionary() -> None:
    assert ["สนธิสัญญา", "หุ้นส่วน"] == [word for word in segment("สนธิสัญญาว่าด้วยหุ้นส่วน").split() if len(word) > 4]
    assert "NATO 2025" == segment("NATO  2025")


def test_half_a_word_is_not_found(own_bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text("เขาเรียกกันว่ากาแฟเย็น และกล่าวถึงกลางวัน", encoding="utf8")
    own_bench.add(path)

    assert 0 == own_bench.search("ลา").total


@pytest.mark.parametrize(
    ("asked", "error"),
    [({"actor": "Rusia"}, UnknownName), ({"colour": "red"}, UnknownName), ({"date": "June"}, UsageError)],
)
def test_a_wrong_search_is_told(sample_bench: Bench, asked: dict[str, str], error: type[UsageError]) -> None:
    with pytest.raises(error) as caught:
        sample_bench.search("x", **asked)

    assert 2 == len(caught.value.say("en").splitlines()) == len(caught.value.say("th").splitlines())


def test_the_same_words_give_the_same_order(sample_bench: Bench) -> None:
    one = find(sample_bench, "รัสเซีย", {}, None, 50).hits

    assert one.equals(find(sample_bench, "รัสเซีย", {}, None, 50).hits)


def test_an_empty_bench_has_nothing_to_find(own_bench: Bench) -> None:
    assert 0 == own_bench.search("anything").total == own_bench.search().total
