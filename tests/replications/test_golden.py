"""The check of a file of test values: what it prints, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from replications.golden import main

RECORDS = [
    {"measure": "con", "inputs": {"shares": [0.25] * 4}, "expected": 0.0, "tol": 1e-12},
    {"measure": "goldstein_cameo", "inputs": {"code": "057"}, "expected": 8.0, "tol": 0},
    {"measure": "modularity_karate_leiden", "inputs": {}, "expected": 0.4198, "tol": 5e-5},
]
WRONG = {"measure": "goldstein_cameo", "inputs": {"code": "16"}, "expected": -5.0, "tol": 0.5}
NOBODY = {"measure": "phlogiston", "inputs": {}, "expected": 1.0, "tol": 0}


def test_all_matched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "values.json"
    path.write_text(json.dumps(RECORDS), encoding="utf8")

    assert 0 == main([str(path)])
    assert "3 of 3 values matched\n" == capsys.readouterr().out


def test_a_miss_is_told_with_both_numbers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "values.json"
    path.write_text(json.dumps([*RECORDS, WRONG, NOBODY]), encoding="utf8")
    code = main([str(path)])

    assert 1 == code
    assert capsys.readouterr().out.splitlines() == [
        'goldstein_cameo {"code": "16"}: expected -5.0 ± 0.5, got -4.0',
        "phlogiston {}: expected 1.0 ± 0, got nothing: no measure is called that",
        "3 of 5 values matched",
    ]


def test_without_a_path(capsys: pytest.CaptureFixture[str]) -> None:
    assert 2 == main([])
    assert "usage" in capsys.readouterr().err
