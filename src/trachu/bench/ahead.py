"""What may come, for briefs: fans of shares, scores of models, scenarios, alarms, each row with class and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import polars as pl

from trachu.bench.fingerprints import room
from trachu.bench.hindcast import BASELINE, KEY, summary
from trachu.bench.scenarios import scenario
from trachu.bench.tracing import cited, keys_of
from trachu.core import parts
from trachu.core.ahead import AHEAD, ALARMS, CHANGES, FANS, SCORES, quantiles
from trachu.core.errors import UnknownName, UsageError
from trachu.core.parts import Part
from trachu.core.tables import Frames
from trachu.core.trace import frame_of, step
from trachu.ontology.scenario import scenarios

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

INDEX = "cinc"
MODELS = ("ensemble", "panel", "random_walk")  # the first that the data suffice for, the best in hindcasts before
YEARS, DRAWS, SEED = 10, 300, 1
EVERYBODY = 1000  # states: a share among all needs the future of all
COVERED = 0.99  # part of the last year's CINC that the states drawn must hold, in every year ahead
FEW, FEWER = 40, 10  # draws of a scenario in a brief, and of those with a mechanism switched off


def ahead(bench: Bench, kind: str, **options: Any) -> pl.DataFrame:
    """Return a table of `trachu.core.ahead`: fans (actors=…), scores, changes (of the scenarios in the box), alarms."""
    makers = {"fans": _fans, "scores": _scores, "changes": _changes, "alarms": _alarms}
    if kind not in makers:
        raise UnknownName("table ahead", kind, makers)
    return AHEAD[kind].check(makers[kind](bench, **options))


def _fans(bench: Bench, *, actors: Sequence[str] = (), years: int = YEARS) -> pl.DataFrame:
    """Draw the shares of states in CINC ahead, with the first model that the data suffice for.

    Years without data between those that have them leave a model without the changes of a year that it learns from.
    """
    facts = bench.run_.facts()
    for model in MODELS:
        part = parts.find("model", model)
        chosen = part.settle(_asked(part, years))
        bench.tell(model, 0, 1)

        def make(part: Part = part, chosen: dict[str, Any] = chosen) -> Frames:
            """Draw the fans anew."""
            return _drawn(part, chosen, facts.frame("capabilities"), facts.frame("actors"))

        digests = [facts.digests[name] for name in ("capabilities", "actors")]
        inputs = [part.fingerprint, room("core", "bench"), chosen, digests]
        found = bench.run_.cache.step(f"fans.{model}", inputs, make).frame("fans")
        if found.height:
            return found.filter(pl.col("actor").is_in(list(actors))) if actors else found
    return FANS.empty()


def _asked(part: Part, years: int) -> dict[str, Any]:
    """Return the options of a fan: all states, where a model draws the strongest unless it is told otherwise."""
    usual: dict[str, Any] = {"years": years, "draws": DRAWS, "seed": SEED}
    return {**usual, "states": EVERYBODY} if "states" in part.options else usual


def _drawn(part: Part, chosen: dict[str, Any], capabilities: pl.DataFrame, actors: pl.DataFrame) -> Frames:
    given = capabilities.filter(pl.col("indicator").is_in([INDEX, *part.more["reads"]]))
    drawn = part.run(given, actors, **chosen)["capabilities"].filter(pl.col("indicator") == INDEX)
    if not _covers(drawn, given, chosen["years"]):
        return {"fans": FANS.empty(), "traces": frame_of([])}
    shared = pl.col("value") / pl.col("value").sum().over("draw", "year")
    spread = drawn.with_columns(shared).group_by("actor", "year").agg(quantiles(pl.col("value")))
    listed = ", ".join(f"{name}={value!r}" for name, value in sorted(chosen.items()))
    says = cited(f"share of CINC over {part.name}({listed}) v{part.version}", keys_of(part.cite))
    trace = step(says, given["why"].drop_nulls().unique().to_list())
    about = {"model": part.name, "skill": part.more["skill"], "why": trace.id}
    named = spread.with_columns(pl.lit(value).alias(name) for name, value in about.items())
    return {"fans": FANS.of(named.sort("actor", "year")), "traces": frame_of([trace])}


def _covers(drawn: pl.DataFrame, given: pl.DataFrame, years: int) -> bool:
    """Tell whether nearly all power of the last year is drawn in every year ahead; parts of it would seem too large."""
    index = given.filter(pl.col("indicator") == INDEX)
    now = index.filter(pl.col("year") == pl.col("year").max()).select("actor", now="value")
    ahead = drawn.select("actor", "year").unique().join(now, on="actor")
    covered = ahead.group_by("year").agg(pl.col("now").sum()).filter(pl.col("now") >= COVERED * float(now["now"].sum()))
    return covered.height == years


def _scores(bench: Bench) -> pl.DataFrame:
    """Return the scores of every model that was tried on this bench, beside no change; nothing is computed here."""
    files = sorted(bench.cache.folder.glob("hindcast.*/skill.parquet"), key=lambda path: path.stat().st_mtime)
    if not files:
        return SCORES.empty()
    rows = pl.concat([pl.read_parquet(file) for file in files]).unique(["model", *KEY], keep="last")
    base = rows.filter(pl.col("model") == BASELINE).select(*KEY, _plain="value")
    beside = rows.join(base, on=KEY).with_columns(baseline="_plain").drop("_plain")
    if beside.is_empty():
        return SCORES.empty()
    found = summary(beside)
    whys = beside.group_by("model", "measure", "horizon", "score").agg(pl.col("why").min())
    kinds = {one.name: one.more["skill"] for one in parts.all_of("model")}
    bare = pl.col("model").str.split("(").list.first()
    named = found.join(whys, on=["model", "measure", "horizon", "score"]).with_columns(
        bare.replace_strict(kinds, default="theory").alias("skill_class")
    )
    kept = named.drop("skill").rename({"skill_class": "skill"}).filter(pl.col("value").is_finite())
    return SCORES.of(kept.select(*SCORES.columns)).sort(*SCORES.key)


def _changes(bench: Bench, *, draws: int = FEW) -> pl.DataFrame:
    """Run every scenario of the box with few draws; where the bench has no CINC there is none."""
    found = []
    for name in scenarios():
        try:
            outcome = scenario(bench, name, draws=draws, seed=SEED, ablated=min(draws, FEWER))
        except UsageError:
            return CHANGES.empty()
        top = outcome.drivers.unique(["quantity", "item"], keep="first", maintain_order=True)
        driven = top.select("quantity", "item", driver="mechanism", driven="contribution")
        about = {
            "name": name, "en": outcome.scenario.title.en, "th": outcome.scenario.title.th, "first": outcome.first,
            "last": outcome.last, "skill": outcome.skill,
        }  # fmt: skip
        rows = outcome.changes.join(driven, on=["quantity", "item"], how="left", maintain_order="left")
        found.append(CHANGES.of(rows.with_columns(pl.lit(value).alias(key) for key, value in about.items())))
    return pl.concat(found)


def _alarms(bench: Bench, *, actor: str | None = None, other: str | None = None) -> pl.DataFrame:
    """Return the alarms of early warning; where nothing is dated to a month there is none."""
    try:
        return ALARMS.of(bench.warn(actor=actor, other=other).alarms)
    except UsageError:
        return ALARMS.empty()
