"""What each mechanism of a model is worth: hindcasts with one switch turned over at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import polars as pl

from trachu.bench.hindcast import LOSSES, block_of
from trachu.core import parts, scores
from trachu.core.errors import UsageError
from trachu.core.words import Words

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

NOT_MECHANISMS = ("chances_only", "chain")  # switches that say what is given out, not what is believed
KEY = ["measure", "origin", "horizon", "score"]
SHAPE = {
    "mechanism": pl.String, "switched": pl.String, "measure": pl.String, "score": pl.String, "horizon": pl.Int64,
    "origins": pl.Int64, "loss": pl.Float64, "low": pl.Float64, "high": pl.Float64,
}  # fmt: skip


def mechanisms(model: str) -> list[str]:
    """Return the switches of a model that stand for mechanisms."""
    options = parts.find("model", model).options
    return [name for name, p in options.items() if isinstance(p.default, bool) and name not in NOT_MECHANISMS]


def ablation(
    bench: Bench, model: str, options: Mapping[str, Any] | None = None, *, first: int = 1860, last: int = 2012,
    draws: int = 200, seed: int = 1,
) -> pl.DataFrame:  # fmt: skip
    """Turn each mechanism of a model over and score it again: how much is lost by that, with 90 % intervals.

    `loss` is the mean over origins of the score with the switch turned over, less that as the options have it;
    intervals are from blocks of origins as long as the horizon. All hindcasts share seeds, so shocks are the same,
    and their rows are kept as those of any hindcast.
    """
    given = dict(options or {})
    switches = mechanisms(model)
    if not switches:
        raise UsageError(
            Words(en=f"The model {model} has no mechanism to switch.", th=f"แบบจำลอง {model} ไม่มีกลไกให้สลับ"),
            Words(en="Take balance_of_power or panel.", th="โปรดใช้ balance_of_power หรือ panel"),
        )
    span: dict[str, Any] = {"first": first, "last": last, "draws": draws, "seed": seed}
    base = bench.hindcast(model, **span, **given).select(*KEY, before="value")
    found = []
    for name in switches:
        on = bool(given.get(name, parts.find("model", model).options[name].default))
        turned = bench.hindcast(model, **span, **{**given, name: not on}).filter(pl.col("score").is_in(LOSSES))
        for (measure, score, h), rows in turned.join(base, on=KEY).group_by(
            "measure", "score", "horizon", maintain_order=True
        ):
            found.append({"mechanism": name, "switched": "off" if on else "on", **_of(str(measure), score, h, rows)})
    return pl.DataFrame(found, schema=SHAPE).sort("mechanism", "measure", "score", "horizon", maintain_order=True)


def _of(measure: str, score: Any, horizon: Any, rows: pl.DataFrame) -> dict[str, Any]:
    apart = rows.sort("origin").select((pl.col("value") - pl.col("before")).alias("apart"))["apart"].drop_nans()
    low, high = scores.block_interval(apart.to_numpy(), block_of(rows["origin"].sort().to_numpy(), horizon))
    about = {"measure": measure, "score": score, "horizon": horizon, "origins": len(apart)}
    return {**about, "loss": float(apart.to_numpy().mean()), "low": low, "high": high}
