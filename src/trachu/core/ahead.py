"""Tables of what may come: every number of a forecast or of a scenario carries the skill class of its quantity.

`skill` is required in each of them, so a number without a class does not pass the door (`Table.check`).
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from trachu.core.alarms import ALARMS as ALARM_COLUMNS
from trachu.core.tables import Int, Real, Table, Text

BANDS = (("q05", "q95", 90), ("q10", "q90", 80), ("q25", "q75", 50))  # from the widest to the narrowest
LEVELS = {"q05": 0.05, "q10": 0.10, "q25": 0.25, "q50": 0.50, "q75": 0.75, "q90": 0.90, "q95": 0.95}

FANS = Table(
    "fans",
    {"actor": Text, "year": Int, "model": Text, "skill": Text, **dict.fromkeys(LEVELS, Real), "why": Text},
    key=("actor", "year"),
    required=("actor", "year", "model", "skill", "q50", "why"),
)
SCORES = Table(
    "scores",
    {
        "model": Text, "measure": Text, "horizon": Int, "score": Text, "n": Int, "value": Real, "low": Real,
        "high": Real, "baseline": Real, "gain": Real, "gain_low": Real, "gain_high": Real, "skill": Text, "why": Text,
    },
    key=("model", "measure", "horizon", "score"),
    required=("model", "measure", "horizon", "score", "value", "skill", "why"),
)  # fmt: skip
CHANGES = Table(
    "changes",
    {
        "name": Text, "en": Text, "th": Text, "quantity": Text, "item": Text, "first": Int, "last": Int,
        "baseline": Real, "scenario": Real, "change": Real, "low": Real, "high": Real, "driver": Text, "driven": Real,
        "skill": Text, "why": Text,
    },
    key=("name", "quantity", "item"),
    required=("name", "en", "th", "quantity", "item", "change", "skill", "why"),
)  # fmt: skip
ALARMS = Table(
    "alarms",
    ALARM_COLUMNS,
    key=("actor", "other", "item", "direction"),
    required=("actor", "other", "item", "direction", "why"),
)
AHEAD: Mapping[str, Table] = {one.name: one for one in (FANS, SCORES, CHANGES, ALARMS)}


def quantiles(values: pl.Expr) -> list[pl.Expr]:
    """Return an expression for each level of a fan.

    >>> pl.DataFrame({"v": [0.0, 1.0]}).select(quantiles(pl.col("v")))["q25"].to_list()
    [0.25]
    """
    return [values.quantile(level, "linear").alias(name) for name, level in LEVELS.items()]
