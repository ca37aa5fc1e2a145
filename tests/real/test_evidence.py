"""The coder on the three real documents, scored by the gold's own program: floors that it must not fall below.

The floors lie a little below what was reached. Figures on the gold's open part flatter, for it was seen while the
rules were written.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from trachu.core.tables import PASSAGES
from trachu.evidence.coders.rules import code
from trachu.evidence.contract import lines, records
from trachu.facts.events import cluster
from trachu.sources.passages import document, passages
from trachu.sources.readers.plain import read_plain
from trachu.sources.repair import repair

FLOORS = (
    "entity.f1=0.90", "date.accuracy=0.92", "event_lenient.f1=0.55", "event_strict.f1=0.50", "claim.found=0.87",
    "claim.speaker_accuracy=0.75", "membership.f1=0.92", "membership.nonmember_recall=1",
)  # fmt: skip


@pytest.fixture(scope="module")
def run(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Code the documents into a folder as the command line prints them; return it."""
    folder = tmp_path_factory.mktemp("run")
    for path in sorted((shared / "sources").glob("*.txt")):
        mended = repair(read_plain(path.read_bytes()))
        whole = document(mended)
        found = PASSAGES.of(passages(mended).with_columns(source=pl.lit(path.stem)))
        frames = code(found)
        printed = records(frames, cluster(frames["claims"], frames["parties"]))
        repaired = {"source": path.name, "text": whole.text, "raw": list(whole.raw)}
        (folder / f"{path.stem}.repair.json").write_text(json.dumps(repaired), encoding="utf8")
        (folder / f"{path.stem}.code.jsonl").write_text("\n".join(lines(printed)), encoding="utf8")
    return folder


def test_floors(shared: Path, run: Path) -> None:
    score = [sys.executable, str(shared / "gold" / "score.py"), str(run)]
    done = subprocess.run(
        [*score, "--min", *FLOORS, "--max", "contract.problems=0"], capture_output=True, text=True, check=False
    )

    assert 0 == done.returncode, done.stdout + done.stderr


def test_every_quotation_is_verbatim(shared: Path, run: Path) -> None:
    for path in run.glob("*.repair.json"):
        repaired = json.loads(path.read_text(encoding="utf8"))["text"].replace("\n", " ")
        coded = path.with_name(path.name.replace(".repair.json", ".code.jsonl"))
        records_of = [json.loads(line) for line in coded.read_text(encoding="utf8").splitlines()]
        strange = [r["text"] for r in records_of if r["record"] in ("entity", "date") and r["text"] not in repaired]

        assert [] == strange
