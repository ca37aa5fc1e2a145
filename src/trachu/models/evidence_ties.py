from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trachu.core.errors import OptionError
from trachu.core.parts import model
from trachu.core.random import normal, number_of, uniform
from trachu.core.tables import PARTIES
from trachu.core.words import Words
from trachu.ontology.prior import priors

BINDING = ("AGREE",)  # types of happening that make a tie
MOST = 3.0  # documents count no more than three: they read each other
HALF = 0.5  # what a report of another's words counts against an assertion
Floats = NDArray[np.float64]


@model(
    name="evidence_ties",
    version="1",
    needs=("events", "ties", "parties"),
    skill="theory",
    label=Words(
        en="Happenings and ties with the probability that their evidence gives them",
        th="เหตุการณ์และความผูกพันตามความน่าจะเป็นจากหลักฐาน",
    ),
    cite=("good1950probability", "salmon2011parallel"),
)
def evidence_ties(
    events: pl.DataFrame, ties: pl.DataFrame, parties: pl.DataFrame, *, seed: int = 1, draws: int = 100
) -> dict[str, pl.DataFrame]:
    """Draw worlds in which each happening that documents tell of is there as often as it is likely to be true.

    The odds of a happening are a^min(asserted + reported / 2, 3) / d^min(denied, 3), even odds where nobody says
    anything; a and d are beliefs of `ontology/priors/evidence_ties.toml`, drawn once for each draw. An agreement that
    is there becomes a tie (`EVENT:…`) of its parties from its date on. Ties of datasets and of the ontology are in
    every draw. Happenings are drawn independently, so two that stand or fall together spread less than they should.

    Every number depends on seed, draw and the happening alone.

    >>> from trachu.core.tables import EVENTS, TIES
    >>> told = EVENTS.of([{"event": "e", "type": "AGREE", "asserted": 3, "date": "2024-06-19"}])
    >>> both = PARTIES.of([{"record": "e", "role": "actor", "actor": a} for a in ("RUS", "PRK")])
    >>> found = evidence_ties(told, TIES.empty(), both, draws=100)
    >>> found["events"].height, found["ties"]["tie"].unique().to_list()
    (98, ['EVENT:e'])
    """
    if draws < 1:
        raise OptionError(
            Words(en=f"The model evidence_ties does not take draws={draws}.", th=f"แบบจำลองไม่รับ draws={draws}"),
            Words(en="Give draws of 1 or more.", th="กำหนด draws ตั้งแต่ 1 ขึ้นไป"),
        )
    given = events.sort("event")
    there = uniform(seed, np.arange(draws)[:, None], 0, _numbers(given), 0) < _chances(given, seed, draws)
    draw, row = np.nonzero(there)
    drawn = given[row].with_columns(draw=pl.Series(draw.astype(np.int64)))
    made = drawn.filter(pl.col("type").is_in(BINDING)).with_columns(tie=pl.lit("EVENT:") + pl.col("event"))
    bound = made.select(
        "tie", "domain", "why", "draw", type=pl.lit("agreement"), since="date", directed=pl.lit(False),
        exhaustive=pl.lit(False),
    )  # fmt: skip
    roles = parties.filter(pl.col("role").is_in(["actor", "recipient"])).select("record", "actor").unique()
    sides = made.select("event", "tie", "draw", "why", since="date").join(roles, left_on="event", right_on="record")
    members = sides.select("actor", "since", "why", "draw", record="tie", role=pl.lit("party"))
    return {
        "events": drawn,
        "ties": _together(ties, bound, draws).sort("draw", "tie"),
        "parties": _together(parties, members, draws).sort("draw", *PARTIES.key),
    }


def _chances(given: pl.DataFrame, seed: int, draws: int) -> Floats:
    """Return how likely each happening is in each draw's beliefs: [draw, happening]."""
    known = priors("evidence_ties")
    odds = {}
    for name, prior in known.items():
        z = normal(seed, np.arange(draws), 0, number_of(name), 0)
        odds[name] = np.log(np.clip(prior.mean + prior.sd * z, prior.low, prior.high))[:, None]
    asserted, reported, denied = (given[name].fill_null(0).to_numpy() for name in ("asserted", "reported", "denied"))
    for_it, against = np.minimum(asserted + HALF * reported, MOST), np.minimum(denied, MOST)
    return np.asarray(1 / (1 + np.exp(odds["denial"] * against - odds["assertion"] * for_it)))


def _numbers(given: pl.DataFrame) -> NDArray[np.int64]:
    return np.array([number_of(event) for event in given["event"].to_list()], dtype=np.int64)


def _together(known: pl.DataFrame, more: pl.DataFrame, draws: int) -> pl.DataFrame:
    """Repeat what is known in every draw, and add what was drawn."""
    every = known.join(pl.DataFrame({"draw": np.arange(draws, dtype=np.int64)}), how="cross")
    return pl.concat([every, more.with_columns(pl.col("draw").cast(pl.Int64))], how="diagonal_relaxed").select(
        every.columns
    )
