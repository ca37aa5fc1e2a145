"""Further families of test values: shares on other bases, verdicts in words, trade, chips, single obligations.

Shares are printed with three digits; net power is GDP × GDP per head (Beckley 2018) of Fariss and others (2022).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from replications.golden import misses
from replications.published import Published

POWERS: list[tuple[str, dict[str, Any], float | str, float]] = [
    ("net_power_share", {"year": 1900, "state": "USA"}, 0.383, 6e-4),
    ("net_power_share", {"year": 1950, "state": "USA"}, 0.601, 6e-4),
    ("net_power_share", {"year": 2019, "state": "USA"}, 0.380, 6e-4),
    ("power_projection_share", {"year": 2018, "state": "USA"}, 0.577, 6e-4),
    ("power_projection_leader_majors", {"year": 1991}, "USA", 0),
    ("con_all", {"year": 1913}, 0.300, 6e-4),
    ("n_eff_all", {"year": 2022}, 11.71, 6e-3),
    ("top5_share_all", {"year": 2000}, 0.475, 6e-4),
    ("leader_ratio_all", {"year": 1920}, 2.27, 6e-3),
    ("n_half_leader_all", {"year": 1890}, 6, 0),
    ("polarity_50_25_majors", {"year": 1913}, "multipolar", 0),
    ("polarity_50_25_majors", {"year": 1946}, "unipolar", 0),
    ("polarity_50_25_majors", {"year": 2000}, "bipolar", 0),
]
PAIRS: list[tuple[str, dict[str, Any], float | str, float]] = [
    ("trade_export_share", {"year": 2016, "a": "THI", "b": "USA"}, 0.143, 6e-4),
    ("trade_import_share", {"year": 2016, "a": "THA", "b": "CHN"}, 0.226, 6e-4),
    ("export_hhi", {"year": 2008, "state": "THI"}, 0.059, 6e-4),
    ("semicon_hhi", {"input": "EUV scanners"}, 1.0, 6e-3),
    ("semicon_share", {"input": "EUV scanners", "state": "THA"}, 0.0, 0),
    ("atop_nonagg", {"a": "THI", "b": "CHN", "year": 1976}, 1, 0),
    ("atop_defense", {"a": "RUS", "b": "PRK", "year": 1997}, 0, 0),
    ("arms_import_share_pct", {"window": [2020, 2024], "recipient": "Thailand", "supplier": "CHN"}, 42.9, 0.06),
    ("arms_import_share_pct", {"window": [2020, 2024], "recipient": "Japan", "supplier": "CHN"}, 0.0, 0),
    ("dyad_igos_full", {"a": "USA", "b": "UKG", "year": 1950}, 43, 0),
    ("dyad_igos_full", {"a": "RUS", "b": "PRK", "year": 1950}, 0, 0),
    ("count", {"what": "prd_directed"}, 245_720, 0),
]


@pytest.mark.parametrize("values", [POWERS, PAIRS], ids=["powers", "pairs"])
def test_values_of_further_families(shared: Path, values: list[tuple[str, dict[str, Any], float | str, float]]) -> None:
    records = [{"measure": name, "inputs": given, "expected": e, "tol": tol} for name, given, e, tol in values]

    assert [] == [str(miss) for miss in misses(records, Published(shared / "data"))]


def test_an_obligation_outside_the_years_of_the_data_is_no_zero(shared: Path) -> None:
    late = {"measure": "atop_defense", "inputs": {"a": "USA", "b": "THI", "year": 2019}, "expected": 0, "tol": 0}
    (miss,) = misses([late], Published(shared / "data"))

    assert "nothing: outside the years of the data" == miss.got
