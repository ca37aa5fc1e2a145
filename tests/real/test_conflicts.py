"""The three contradictions that readers know of in the thesis surface by themselves, with few false alarms beside."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from trachu.core.tables import PASSAGES
from trachu.evidence.coders.rules import code
from trachu.facts.recorded import on_record
from trachu.facts.world import world
from trachu.sources.passages import passages
from trachu.sources.readers.plain import read_plain
from trachu.sources.repair import repair

KNOWN = {
    "RECORD:UNSC-VETOES-RUS": ("2024-03-04", "2024-03-28"),
    "RECORD:TUMEN-BRIDGE-OPENED": ("2024-04", "2025-04-30"),
    "RECORD:PRK-RECOGNISES-DONETSK-LUHANSK": ("2022-03", "2022-07-13"),
}
FALSE_ALARMS = 5


@pytest.fixture(scope="module")
def found(shared: Path) -> tuple[pl.DataFrame, dict[str, tuple[str, ...]]]:
    """Return the conflicts of the three documents that are no denials, and the parents of every trace."""
    coded = []
    for path in sorted((shared / "sources").glob("*.txt")):
        mended = passages(repair(read_plain(path.read_bytes())))
        frames = code(PASSAGES.of(mended.with_columns(source=pl.lit(path.stem))))
        whys = pl.concat_str(pl.lit("claim:"), "claim")
        coded.append({**frames, "claims": frames["claims"].with_columns(why=whys)})
    frames, traces = world([], {name: pl.concat([one[name] for one in coded]) for name in coded[0]})
    conflicts = frames["conflicts"].filter(pl.col("about") != "denial")
    return conflicts, {trace.id: trace.parents for trace in traces}


@pytest.mark.parametrize("record", sorted(KNOWN))
def test_a_known_contradiction_surfaces_with_both_sides_cited(found, record: str) -> None:
    conflicts, parents = found
    says, on_day = KNOWN[record]
    rows = conflicts.filter(other=record)
    cited = {trace.id: trace.says for trace in on_record()[1]}

    assert [says] == rows["says"].to_list()
    assert on_day in rows["against"].item()
    claim, source = parents[rows["why"].item()]
    assert f"claim:{rows['record'].item()}" == claim
    assert "{" in cited[source]


def test_there_are_few_false_alarms(found) -> None:
    others = found[0].filter(~pl.col("other").is_in(list(KNOWN)).fill_null(False))

    assert others.height <= FALSE_ALARMS, others.select("about", "says", "against").rows()
