"""Hindcasts: what a model would have said at every origin of the past, scored by what came.

At each origin the model gets the capabilities up to that year and nothing else. The states are the eight strongest of
the origin, so that nobody is chosen with hindsight; those that have left the system are counted, not scored.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from polars import selectors as cs

from trachu.bench.fingerprints import room
from trachu.bench.run import Run
from trachu.bench.tracing import cited, keys_of
from trachu.core import parts, scores
from trachu.core.errors import UsageError
from trachu.core.history import Floats, History, Ints, history, ranking, unbroken
from trachu.core.maths import TOP, heirs
from trachu.core.parts import Part
from trachu.core.tables import Frames, table
from trachu.core.trace import frame_of, step
from trachu.core.words import Words

FIRST, LAST = 1860, 2012
HORIZONS = (10, 20)
BASELINE = "random_walk"
INDEX = "cinc"
LEAST_YEARS = 12  # a state with a shorter unbroken past is not scored for its own share, only among the eight
BLOCK = 10  # origins that are computed and kept together: a run that is broken off goes on from there
BINS = 10
KEY = ["measure", "origin", "horizon", "score"]
LOSSES = ("crps", "crps_log", "energy", "brier", "log", "error")  # the others describe; no gain is worked out of them

Score = tuple[str, str, float, int]  # measure, score, value, how many forecasts it is the mean of


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
        fixed = {"seed": self.seed, "draws": self.draws, "years": max(HORIZONS), "step": min(HORIZONS)}
        return self.part.settle({**fixed, "strongest": TOP, **self.options})


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
    own = _rows(run, asked, first, last)
    base = _rows(run, Asked(parts.find("model", BASELINE), {}, draws, seed), first, last)
    beside = base.select(*KEY, baseline="value")
    joined = own.drop("baseline").join(beside, on=KEY, how="left", maintain_order="left")
    return table("skill").of(joined)


def _rows(run: Run, asked: Asked, first: int, last: int) -> pl.DataFrame:
    facts = run.facts()
    starts = range(first, last + 1, BLOCK)
    found = [table("skill").empty()]
    for done, start in enumerate(starts):
        run.tell(asked.name, done, len(starts))
        origins = range(start, min(start + BLOCK, last + 1))

        def make(origins: range = origins) -> Frames:
            capabilities = facts.frame("capabilities")
            return _tried(asked, capabilities, facts.frame("actors"), origins)

        data = [facts.digests[name] for name in ("capabilities", "actors")]
        inputs = [asked.part.fingerprint, room("core", "bench"), asked.settled(), [*origins], data]
        found.append(run.cache.step(f"hindcast.{asked.part.name}", inputs, make).frame("skill"))
    run.tell("", len(starts), len(starts))
    return pl.concat(found)


def _tried(asked: Asked, capabilities: pl.DataFrame, actors: pl.DataFrame, origins: range) -> Frames:
    names = (INDEX, *asked.part.more["reads"])
    given = capabilities.filter(pl.col("indicator").is_in(names))
    truth, rows = history(given, actors, [INDEX]), []
    for origin in origins:
        known = given.filter(pl.col("year") <= origin)
        if not truth.first <= origin < truth.last:
            continue
        drawn = asked.part.run(known, actors, **asked.settled())["capabilities"]
        for h, (measure, score, value, n) in _scored(truth, actors, drawn, origin, asked.draws):
            rows.append({"measure": measure, "origin": origin, "horizon": h, "score": score, "value": value, "n": n})
    listed = ", ".join(f"{name}={value!r}" for name, value in sorted(asked.settled().items()))
    says = cited(f"hindcast of {asked.part.name}({listed}) v{asked.part.version}", keys_of(asked.part.cite))
    why = step(says, given["why"].drop_nulls().unique().to_list())
    skill = table("skill").of([{**row, "model": asked.name, "why": why.id} for row in rows])
    return {"skill": skill, "traces": frame_of([why])}


def _scored(
    truth: History, actors: pl.DataFrame, drawn: pl.DataFrame, origin: int, draws: int
) -> Iterator[tuple[int, Score]]:
    """Yield the horizon and every score of the forecasts of one origin whose outcome is known."""
    cinc, heir = truth.of(INDEX), heirs(actors)
    now = cinc[: origin - truth.first + 1]
    years = unbroken(now)[-1]
    for h in HORIZONS:
        part = drawn.filter(pl.col("year") == origin + h).sort("actor", "draw")
        if origin + h > truth.last or part.is_empty():
            continue
        names = part["actor"].unique(maintain_order=True).to_list()
        columns = np.array([truth.lines.index(heir.get(name, name)) for name in names])
        strongest = ranking(now[-1:])[0, columns] <= TOP
        sample = part["value"].to_numpy().reshape(len(names), draws)[strongest]
        columns = columns[strongest]
        came = cinc[origin + h - truth.first, columns]
        for score in _of_origin(now[-1, columns], came, sample, years[columns]):
            yield h, score


def _of_origin(start: Floats, came: Floats, sample: Floats, years: Ints) -> Iterator[Score]:
    """Yield the scores of the strongest states: where they stood, where they came, draws [state, draw]."""
    there = np.isfinite(came)
    yield "power_share", "exits", float((~there).sum()), len(came)
    own = there & (years >= LEAST_YEARS)
    if own.any():
        yield from _of_shares(came[own], sample[own])
    if there.sum() > 1:
        yield from _of_system(came[there], sample[there])
        yield from _of_events(start[there], came[there], sample[there])


def _of_shares(came: Floats, sample: Floats) -> Iterator[Score]:
    n = len(came)
    middle = np.median(sample, axis=1)
    yield "power_share", "crps", float(scores.crps(came, sample).mean() * 100), n
    yield "power_share", "crps_log", float(scores.crps(np.log(came), np.log(sample)).mean()), n
    yield "power_share", "error", float(np.abs(came - middle).mean() * 100), n
    for width in (0.5, 0.9):
        yield "power_share", f"cover{width * 100:.0f}", float(scores.covered(came, sample, width).mean()), n
    bins = np.minimum((scores.pit(came, sample) * BINS).astype(int), BINS - 1)
    for number, share in enumerate(np.bincount(bins, minlength=BINS) / n):
        yield "power_share", f"pit{number}", float(share), n


def _of_system(came: Floats, sample: Floats) -> Iterator[Score]:
    yield "power_share", "energy", scores.energy(came, sample.T) * 100, 1
    for measure, index in (("effective_number", _effective_number), ("concentration", _concentration)):
        is_, may = index(came[:, None])[0], index(sample)
        yield measure, "crps", float(scores.crps(is_, may)), 1
        for width in (0.5, 0.9):
            yield measure, f"cover{width * 100:.0f}", float(scores.covered(is_, may, width)), 1


def _of_events(start: Floats, came: Floats, sample: Floats) -> Iterator[Score]:
    pairs = [(a, b) if start[a] > start[b] else (b, a) for a, b in itertools.combinations(range(len(start)), 2)]
    big, small = np.array(pairs).T
    leads = int(start.argmax())
    events = (
        ("overtaking", sample[small] > sample[big], came[small] > came[big]),
        ("leader_change", (sample.argmax(axis=0) != leads)[None], np.array([came.argmax() != leads])),
    )
    for measure, may, happened in events:
        given = scores.chance(may)
        yield measure, "brier", float(scores.brier(given, happened).mean()), len(happened)
        yield measure, "log", float(scores.log_score(given, happened).mean()), len(happened)
        yield measure, "rate", float(happened.mean()), len(happened)


def _effective_number(values: Floats) -> Floats:
    """Return 1 / Σ S² of each column, with S the shares within it."""
    return np.asarray(1 / ((values / values.sum(axis=0)) ** 2).sum(axis=0))


def _concentration(values: Floats) -> Floats:
    """Return √[(Σ S² − 1/N) / (1 − 1/N)] of each column (Ray & Singer 1973)."""
    even = 1 / len(values)
    return np.sqrt(np.maximum(1 / _effective_number(values) - even, 0.0) / (1 - even))


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
    low, high = scores.block_interval(value, about["horizon"])
    mean, plain = float(np.average(value, weights=n)), float(np.average(base, weights=n))
    found = {"origins": len(rows), "n": int(n.sum()), "value": mean, "low": low, "high": high, "baseline": plain}
    if about["score"] in LOSSES:
        gain_low, gain_high = scores.block_interval(base - value, about["horizon"])
        gain = float((base - value).mean())
        found |= {"gain": gain, "gain_low": gain_low, "gain_high": gain_high, "skill": 1 - mean / plain}
    return {**about, **found}


SUMMARY = {
    "model": pl.String, "measure": pl.String, "horizon": pl.Int64, "score": pl.String, "origins": pl.Int64,
    "n": pl.Int64, "value": pl.Float64, "low": pl.Float64, "high": pl.Float64, "baseline": pl.Float64,
    "gain": pl.Float64, "gain_low": pl.Float64, "gain_high": pl.Float64, "skill": pl.Float64,
}  # fmt: skip
