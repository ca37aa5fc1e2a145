from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
import polars as pl

from trachu.core.maths import WHYS, shares
from trachu.core.parts import measure
from trachu.core.stability import HIGH, LOW, drawn_weights, parse_weights
from trachu.core.words import Words

SAISANA = """@article{saisana2005uncertainty,
  author = {Saisana, Michaela and Saltelli, Andrea and Tarantola, Stefano},
  title = {Uncertainty and sensitivity analysis techniques as tools for the quality assessment of composite indicators},
  journal = {Journal of the Royal Statistical Society: Series A},
  year = {2005},
  volume = {168},
  number = {2},
  pages = {307--323}
}"""


def weighted(options: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the indicators that the weights name.

    >>> weighted({"weights": "gdp:1,milex:1"})
    ('gdp', 'milex')
    """
    return tuple(parse_weights(options["weights"]))


@measure(
    name="composite",
    version="1",
    needs=("capabilities",),
    key=("actor", "year"),
    label=Words(en="Own weighted index of power", th="ดัชนีอำนาจถ่วงน้ำหนักที่กำหนดเอง"),
    unit=Words(en="share of the world, 0 to 1", th="สัดส่วนของโลก 0 ถึง 1"),
    cite=("singer1987reconstructing", SAISANA),
    indicators=weighted,
)
def composite(
    capabilities: pl.DataFrame,
    *,
    weights: str = "gdp:1,milex:1,pop:1",
    missing: Literal["leave_out", "reweigh"] = "leave_out",
    alpha: float = 1.0,
    draws: int = 200,
    seed: int = 1,
) -> pl.DataFrame:
    """Weigh shares of several capabilities into one index of one's own: Cᵢₜ = Σₖ wₖ sᵢₖₜ / Σₖ wₖ.

    sᵢₖₜ is the share of state i in the sum of indicator k over all states of year t; `weights` names the
    indicators, as in `milex:2,gdp:1`. A state that lacks one of them in a year has no value; with
    `missing="reweigh"` the weights of those that it has are scaled up, as CINC does. With the six
    components of the Correlates of War, equal weights and `reweigh` this is CINC.

    `low` and `high` are the 5th and 95th percentile over `draws` of weights from Dirichlet(α·k·w), w the given
    weights and k their number: how far the index hangs on them (Saisana, Saltelli & Tarantola 2005).

    >>> rows = {"actor": ["A", "B"] * 2, "year": 2000, "indicator": ["gdp"] * 2 + ["pop"] * 2}
    >>> found = composite(pl.DataFrame({**rows, "value": [3.0, 1.0, 1.0, 1.0], "why": None}), weights="gdp:1,pop:1")
    >>> found.select("actor", "year", "value").rows()
    [('A', 2000, 0.625), ('B', 2000, 0.375)]
    """
    parts = parse_weights(weights)
    given = capabilities.filter(pl.col("indicator").is_in(list(parts)), pl.col("value") >= 0)
    each = shares(given.filter(pl.col("value").sum().over("year", "indicator") > 0), ["year", "indicator"])
    wide = _wide(each.sort("actor", "year", "indicator"), list(parts), missing)
    known = np.nan_to_num(wide.select(list(parts)).to_numpy().astype(np.float64))
    present = wide.select(pl.col(list(parts)).is_not_null()).to_numpy().astype(np.float64)
    given_weights = np.array([list(parts.values())])
    drawn = drawn_weights(list(parts.values()), draws, seed, alpha)
    over = _index(known, present, drawn)
    low, high = np.quantile(over, [LOW, HIGH], axis=1) if len(over) else (np.empty(0), np.empty(0))
    value = _index(known, present, given_weights)[:, 0]
    return wide.select("actor", "year", "because").with_columns(
        value=pl.Series(value, dtype=pl.Float64), low=pl.Series(low), high=pl.Series(high)
    )


def _wide(each: pl.DataFrame, names: list[str], missing: str) -> pl.DataFrame:
    """Return one row for each state and year: the share of each indicator, and the whys."""
    whys = each.group_by("actor", "year", maintain_order=True).agg(
        because=pl.col("why").cast(pl.String).drop_nulls().unique().sort()
    )
    columns = [pl.col("share").filter(pl.col("indicator") == name).first().alias(name) for name in names]
    found = each.group_by("actor", "year", maintain_order=True).agg(columns).join(whys, on=["actor", "year"])
    lacking = pl.any_horizontal(pl.col(names).is_null())
    kept = found if missing == "reweigh" else found.filter(~lacking)
    return kept.sort("actor", "year").cast({"because": WHYS})


def _index(known: np.ndarray, present: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return Σ w s / Σ w over the indicators that are there; shape (rows, draws of weights)."""
    total = np.maximum(present @ weights.T, np.finfo(np.float64).tiny)
    return np.asarray(known @ weights.T / total, dtype=np.float64)
