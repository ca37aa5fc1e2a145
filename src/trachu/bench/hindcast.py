"""Hindcasts: what a model would have said at every origin of the past, scored by what came.

At each origin the model gets the capabilities up to that year and nothing else. The states are the eight strongest of
the origin, so that nobody is chosen with hindsight; those that have left the system are counted, not scored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from polars import selectors as cs

from trachu.bench.cache import Cache, digest
from trachu.bench.fingerprints import room
from trachu.bench.run import Run
from trachu.bench.scoring_pacts import is_of_pacts, pacts
from trachu.bench.scoring_shares import INDEX, Score, shares
from trachu.bench.tracing import cited, keys_of
from trachu.core import parts, scores
from trachu.core.alliances import spells
from trachu.core.bonds import listed as listed_ties
from trachu.core.errors import UsageError
from trachu.core.history import Ints, history
from trachu.core.maths import TOP
from trachu.core.parts import Part
from trachu.core.tables import Frames, table
from trachu.core.trace import frame_of, step
from trachu.core.words import Words

FIRST, LAST = 1860, 2012
HORIZONS = (10, 20)
BASELINE = "random_walk"
KEPT = "skill"  # the step under which the scores of a hindcast are kept
BLOCK = 10  # origins that are computed and kept together: a run that is broken off goes on from there
KEY = ["measure", "origin", "horizon", "score"]
LOSSES = ("crps", "crps_log", "energy", "brier", "log", "error")  # the others describe; no gain is worked out of them


@dataclass(frozen=True)
class Asked:
    """A model with its options, and how it is to be tried."""

    part: Part
    options: Mapping[str, Any]
    draws: int
    seed: int

    @property
    def name(self) -> str:
        """Return the name of the model with the options that were given, so that ablations stand apart."""
        listed = ", ".join(f"{name}={value!r}" for name, value in sorted(self.options.items()))
        return f"{self.part.name}({listed})" if listed else self.part.name

    def settled(self) -> dict[str, Any]:
        """Return all options for one origin."""
        fixed = {
            "seed": self.seed,
            "draws": self.draws,
            "years": max(HORIZONS),
            "step": min(HORIZONS),
            "strongest": TOP,
        }
        return self.part.settle({**{k: v for k, v in fixed.items() if k in self.part.options}, **self.options})

    def plain(self) -> Asked:
        """Return what the model is held against: no change for shares, a Markov chain for pacts."""
        if is_of_pacts(self.part):
            return Asked(self.part, {"chain": True}, self.draws, self.seed)
        return Asked(parts.find("model", BASELINE), {}, self.draws, self.seed)


def hindcast(
    run: Run, model: str, options: Mapping[str, Any], *, first: int = FIRST, last: int = LAST, draws: int, seed: int
) -> pl.DataFrame:
    """Return the rows of `skill` of a model, one for each origin, horizon and score, beside those of no change."""
    asked = Asked(parts.find("model", model), options, draws, seed)
    if "years" not in asked.part.options:
        raise UsageError(
            Words(en=f"The model {model} does not look ahead.", th=f"แบบจำลอง {model} ไม่ได้พยากรณ์อนาคต"),
            Words(en="Name one that takes years=…", th="โปรดระบุแบบจำลองที่รับตัวเลือก years=…"),
        )
    own, base = _rows(run, asked, first, last), _rows(run, asked.plain(), first, last)
    beside = base.select(*KEY, baseline="value")
    joined = table("skill").of(own.drop("baseline").join(beside, on=KEY, how="left", maintain_order="left"))
    about = [asked.name, first, last, draws, seed, digest(joined)]
    return run.cache.step(f"{KEPT}.{asked.part.name}", about, lambda: {"skill": joined}).frame("skill")


def kept(cache: Cache) -> pl.DataFrame:
    """Return the scores of every hindcast that was run in this bench; of two runs of a model the newer one counts."""
    files = sorted(cache.folder.glob(f"{KEPT}.*/skill.parquet"), key=lambda file: file.stat().st_mtime)
    shape = table("skill")
    rows = pl.concat([shape.empty(), *(pl.read_parquet(file) for file in files)])
    return rows.unique(shape.key, keep="last", maintain_order=True)


def _rows(run: Run, asked: Asked, first: int, last: int) -> pl.DataFrame:
    facts, needs = run.facts(), asked.part.needs
    starts = range(first, last + 1, BLOCK)
    found = [table("skill").empty()]
    for done, start in enumerate(starts):
        run.tell(asked.name, done, len(starts))
        origins = range(start, min(start + BLOCK, last + 1))

        def make(origins: range = origins) -> Frames:
            return _tried(asked, {name: facts.frame(name) for name in needs}, origins)

        data = [facts.digests[name] for name in needs]
        inputs = [asked.part.fingerprint, room("core", "bench"), asked.settled(), [*origins], data]
        found.append(run.cache.step(f"hindcast.{asked.part.name}", inputs, make).frame("skill"))
    run.tell("", len(starts), len(starts))
    return pl.concat(found)


def _tried(asked: Asked, frames: Frames, origins: range) -> Frames:
    scored = _tried_pacts if is_of_pacts(asked.part) else _tried_shares
    rows = [
        {"measure": measure, "origin": origin, "horizon": h, "score": score, "value": value, "n": n}
        for origin, h, (measure, score, value, n) in scored(asked, frames, origins)
    ]
    listed = ", ".join(f"{name}={value!r}" for name, value in sorted(asked.settled().items()))
    says = cited(f"hindcast of {asked.part.name}({listed}) v{asked.part.version}", keys_of(asked.part.cite))
    used = frames["capabilities"].filter(pl.col("indicator").is_in((INDEX, *asked.part.more["reads"])))
    pacts = listed_ties(frames["ties"]) if is_of_pacts(asked.part) else used.clear()
    whys = pl.concat([used["why"], pacts["why"]]).drop_nulls().unique(maintain_order=True)
    why = step(says, whys.to_list())
    skill = table("skill").of([{**row, "model": asked.name, "why": why.id} for row in rows])
    return {"skill": skill, "traces": frame_of([why])}


def _tried_shares(asked: Asked, frames: Frames, origins: range) -> Iterator[tuple[int, int, Score]]:
    """Yield origin, horizon and score of forecasts of capability shares."""
    names = (INDEX, *asked.part.more["reads"])
    given, actors = frames["capabilities"].filter(pl.col("indicator").is_in(names)), frames["actors"]
    truth = history(given, actors, [INDEX])
    for origin in origins:
        if truth.first <= origin < truth.last:
            known = known_by({**frames, "capabilities": given}, origin)
            drawn = asked.part.run(*(known[name] for name in asked.part.needs), **asked.settled())["capabilities"]
            for h, score in shares(truth, actors, drawn, origin, HORIZONS, asked.draws):
                yield origin, h, score


def _tried_pacts(asked: Asked, frames: Frames, origins: range) -> Iterator[tuple[int, int, Score]]:
    """Yield origin, horizon and score of chances of pacts."""
    return pacts(frames, origins, HORIZONS, chain=bool(asked.settled()["chain"]))


def known_by(frames: Frames, year: int) -> Frames:
    """Return the tables as they were known at the end of a year: nothing later, and no ending that was to come."""
    found = {}
    for name, frame in frames.items():
        kept = frame.filter(pl.col("year") <= year) if "year" in frame.columns else frame
        if name in ("ties", "parties"):
            began = spells(kept)
            over = pl.when(pl.col("last") <= year).then("until")
            kept = began.filter(pl.col("first").is_null() | (pl.col("first") <= year)).with_columns(until=over)
            kept = kept.select(frame.columns)
        found[name] = kept
    return found


def summary(skill: pl.DataFrame, since: int = FIRST) -> pl.DataFrame:
    """Average rows of `skill` over the origins from a year on, with 90 % intervals from blocks as long as the horizon.

    `value` and `baseline` are means over forecasts. `gain`, by how much the model is better than no change, and all
    intervals are over origins, each of the same weight. `skill` is 1 − value / baseline. Coverage, rates and the
    histogram of ranks have no gain.
    """
    kept = skill.filter(pl.col("origin") >= since, pl.col("value").is_finite(), pl.col("baseline").is_finite())
    groups = kept.sort("origin").group_by("model", "measure", "horizon", "score", maintain_order=True)
    found = [_averaged(rows) for _, rows in groups]
    laid = pl.DataFrame(found, schema=SUMMARY).with_columns(cs.float().fill_nan(None))
    return laid.sort("model", "measure", "score", "horizon")


def _averaged(rows: pl.DataFrame) -> dict[str, Any]:
    about = rows.select("model", "measure", "horizon", "score").row(0, named=True)
    value, base, n = (rows[name].to_numpy() for name in ("value", "baseline", "n"))
    block = block_of(rows["origin"].to_numpy(), about["horizon"])
    low, high = scores.block_interval(value, block)
    mean, plain = float(np.average(value, weights=n)), float(np.average(base, weights=n))
    found = {"origins": len(rows), "n": int(n.sum()), "value": mean, "low": low, "high": high, "baseline": plain}
    if about["score"] in LOSSES:
        gain_low, gain_high = scores.block_interval(base - value, block)
        gain = float((base - value).mean())
        found |= {"gain": gain, "gain_low": gain_low, "gain_high": gain_high, "skill": 1 - mean / plain}
    return {**about, **found}


def block_of(origins: Ints, horizon: int) -> int:
    """Return how many origins in a row share a year of outcome: fewer where not every year is an origin."""
    apart = int(np.median(np.diff(origins))) if len(origins) > 1 else 1
    return max(horizon // max(apart, 1), 1)


SUMMARY = {
    "model": pl.String, "measure": pl.String, "horizon": pl.Int64, "score": pl.String, "origins": pl.Int64,
    "n": pl.Int64, "value": pl.Float64, "low": pl.Float64, "high": pl.Float64, "baseline": pl.Float64,
    "gain": pl.Float64, "gain_low": pl.Float64, "gain_high": pl.Float64, "skill": pl.Float64,
}  # fmt: skip
