from __future__ import annotations

import math

import numpy as np
import polars as pl

from trachu.core.errors import OptionError
from trachu.core.parts import model
from trachu.core.random import number_of, uniform
from trachu.core.words import Words

KINDS = ("asserted", "reported", "denied")


@model(
    name="coders",
    version="1",
    needs=("events",),
    skill="theory",
    label=Words(en="Disagreement of coders about events", th="ความเห็นต่างของผู้ลงรหัสเกี่ยวกับเหตุการณ์"),
    cite=(
        "@article{dawid1979maximum, author={Dawid, A. P. and Skene, A. M.}, title={Maximum likelihood estimation of "
        "observer error-rates using the {EM} algorithm}, journal={Applied Statistics}, year={1979}, volume={28}, "
        "number={1}, pages={20--28}}",
    ),
)
def coders(
    events: pl.DataFrame, *, seed: int = 1, draws: int = 100, reliability: float = 0.8
) -> dict[str, pl.DataFrame]:
    """Keep each event in some draws and not in others, as likely as that it is coded rightly.

    Each claim that asserts or reports an event is a witness that is right with the probability r =
    `reliability`, and each that denies it is one against: p = 1/(1 + exp(−(s − d) ln(r/(1 − r)))), with s
    for and d against, the witnesses taken as independent and either state of the world as equally likely
    beforehand (the symmetric case of Dawid & Skene 1979). One claim for an event gives p = r; as many for as
    against give ½. An event that nobody claims, such as one on the public record, stays in every draw.

    r is an assumption to be stated: the share of codings on which two coders agree (`trachu agreement`), or
    the share of suggestions that people accepted, are what to put in. Claims copied from one another are not
    independent, and p is then too sure. Every number depends on seed, draw and event alone.

    >>> told = {"event": ["a", "b"], "asserted": [1, 0], "reported": [0, 0], "denied": [0, 0]}
    >>> found = coders(pl.DataFrame(told), draws=4)["events"]
    >>> found.filter(event="b")["draw"].to_list()
    [0, 1, 2, 3]
    """
    _check(draws, reliability)
    told = [pl.col(name).fill_null(0) for name in KINDS]
    given = events.sort("event").with_columns(_for=told[0] + told[1] - told[2], _any=sum(told, pl.lit(0)) > 0)
    weight = math.log(reliability / (1 - reliability))
    chance = 1 / (1 + np.exp(-weight * given["_for"].to_numpy().astype(np.float64)))
    sure = np.where(given["_any"].to_numpy(), chance, 1.0)
    names = np.array([number_of(name) for name in given["event"].to_list()], dtype=np.uint64)
    kept = uniform(seed, np.arange(draws)[:, None], 0, names[None, :], 0) < sure[None, :]
    draw, row = np.nonzero(kept)
    found = given.drop("_for", "_any")[row]
    return {"events": found.with_columns(draw=pl.Series(draw, dtype=pl.Int64))}


def _check(draws: int, reliability: float) -> None:
    for name, value, fits, span in (
        ("draws", draws, draws >= 1, "≥ 1"),
        ("reliability", reliability, 0.5 <= reliability < 1, "0.5–1 (1 excluded)"),
    ):
        if not fits:
            raise OptionError(
                Words(en=f"The model coders does not take {name}={value}.", th=f"แบบจำลอง coders ไม่รับ {name}={value}"),
                Words(en=f"Give {name} {span}.", th=f"กำหนด {name} ให้อยู่ในช่วง {span}"),
            )
