"""What is disputed, said in words: who denies, what is on record, and which event two documents date differently."""

from __future__ import annotations

import re

import polars as pl
import pytest

from trachu import Bench
from trachu.bench.disputed import disputed, told
from trachu.bench.resting import resting
from trachu.core.words import Lang

CODE = re.compile(r"\b(RECORD|TREATY|IGO):|\b[exc][0-9a-f]{12}\b|\d{4}-\d{2}-\d{2}")


def test_every_side_is_said_without_codes(sample_bench: Bench) -> None:
    groups = disputed(sample_bench)
    said = [g["says"] for g in groups] + [row["says"] for g in groups for row in g["against"]]

    assert len(groups) > 3
    assert [] == [words for words in said if CODE.search(words.th) or CODE.search(words.en)]


def test_what_is_on_record_has_its_name(sample_bench: Bench) -> None:
    on_record = [g for g in disputed(sample_bench) if g["against"][0]["about"] == "dated fact"]

    assert "การใช้สิทธิยับยั้งของรัสเซียในคณะมนตรีความมั่นคง" in on_record[0]["says"].th
    assert "วันที่ในเอกสารไม่ตรงกับวันที่ตามบันทึกหลักฐาน" == on_record[0]["against"][0]["subject"].th


def test_an_event_with_two_dates_is_named(sample_bench: Bench) -> None:
    conflicts = sample_bench.table("conflicts").filter(about="event date")
    rows = told(sample_bench, conflicts)

    assert conflicts.height == len(rows) > 0
    assert all("รัสเซีย" in row["says"].th and "2567" in row["says"].th for row in rows)


def test_an_organ_is_named_after_its_state(sample_bench: Bench) -> None:
    assert "กระทรวงกลาโหมเกาหลีเหนือ" == sample_bench.actor("PRK:MOD").th
    assert "XYZ:MOD" == sample_bench.actor("XYZ:MOD").en


@pytest.mark.parametrize("lang", ["th", "en"])
def test_what_rests_on_a_passage_is_said_without_codes(sample_bench: Bench, lang: Lang) -> None:
    claim = sample_bench.table("claims").filter(pl.col("kind") == "event").row(0, named=True)
    found = resting(sample_bench, claim["why"], lang).filter(pl.col("kind").is_in(["claim", "fact"]))

    assert {"claim", "fact"} == set(found["kind"])
    assert [] == [text for text in found["says"] if CODE.search(text)]
