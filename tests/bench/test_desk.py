"""What the desk tells of the latest acts."""

from __future__ import annotations

from pathlib import Path

from trachu import Bench
from trachu.bench import desk

TEXT = "On 4 November 2024 Russia signed a treaty with North Korea."


def test_what_was_judged_is_named_by_its_words(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf8")
    bench = Bench(tmp_path / "bench")
    bench.add(tmp_path / "one.txt")
    claims = bench.table("claims")
    bench.judge(claims["claim"][0], "reject", by="reader")

    newest = desk.news(bench, True).row(0, named=True)
    assert ("reject", "reader", f"“{claims['text'][0][: desk.SHOWN]}”") == (newest["what"], newest["who"], newest["on"])
    assert claims["claim"][0] == desk.news(bench, False)["on"][0]


def test_a_document_is_coded_once_its_evidence_is_kept_whoever_worked_it_out(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf8")
    bench = Bench(tmp_path / "bench")
    empty = desk.coded(bench)
    bench.add(tmp_path / "one.txt")
    added = desk.coded(bench)
    bench.run()
    claim = bench.table("claims")["claim"][0]
    bench.judge(claim, "accept", by="reader")

    assert (True, False, True) == (empty, added, desk.coded(Bench(tmp_path / "bench")))
