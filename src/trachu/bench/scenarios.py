"""Scenarios beside the baseline: what would differ, by how much in how many draws, and which mechanisms make it so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from trachu.bench import own_scenarios
from trachu.bench.cache import key_of
from trachu.bench.fingerprints import room
from trachu.bench.supposed import Laid, lay_out, parameters
from trachu.bench.tracing import cited
from trachu.briefs import phrasing
from trachu.core import parts
from trachu.core.engine import Task
from trachu.core.errors import NoAccess, UnknownName, UsageError
from trachu.core.parts import SKILLS
from trachu.core.structure import Floats, Rules, switched
from trachu.core.supposing import QUANTILES, Course, histories, told
from trachu.core.tables import Frames
from trachu.core.trace import frame_of, step
from trachu.core.words import Lang, Words
from trachu.ontology.scenario import LEVERS, QUANTITIES, Scenario, read, scenarios

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

GROUND = ("anarchy", "growth", "shocks")  # what every history has
DIRECT = "direct"  # what the levers do when nobody answers
SKILL: parts.Skill = "theory"  # of every quantity of the structural engine: no hindcast has shown it any skill
MODEL = "evidence_ties"
SIDES = ("baseline", "scenario", "change")
NEEDED = ("capabilities", "ties", "parties", "flows", "events", "actors")
SPREAD = ("mean", "error", *(f"q{100 * level:02.0f}" for level in QUANTILES))
NINETY = 1.645  # standard errors on either side of a mean that hold 90 % of it
KIND: Mapping[str, Words] = {"regime": Words(en="probability", th="ความน่าจะเป็น"), **dict(QUANTITIES.items())}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A scenario beside the baseline.

    `paths` has quantity, item, year, side (baseline, scenario, change), mean and quantiles over draws; `drivers` has
    quantity, item, mechanism and its contribution to the change of the last year.
    """

    scenario: Scenario
    paths: pl.DataFrame
    drivers: pl.DataFrame
    first: int
    last: int
    draws: int
    seed: int
    skill: str
    left_out: tuple[str, ...]
    why: str

    @property
    def changes(self) -> pl.DataFrame:
        """The changes of the last year, with baseline and scenario beside them.

        `low` and `high` hold 90 % of the draws; of a probability, a mean over draws, 90 % of its sampling error.
        """
        end = self.paths.filter(pl.col("year") == self.last)
        means = end.pivot("side", index=["quantity", "item"], values="mean", maintain_order=True)
        chance, apart = pl.col("quantity") == "regime", NINETY * pl.col("error")
        low = pl.when(chance).then(pl.col("mean") - apart).otherwise("q05").alias("low")
        high = pl.when(chance).then(pl.col("mean") + apart).otherwise("q95").alias("high")
        spread = end.filter(side="change").select("quantity", "item", low, high)
        return means.join(spread, on=["quantity", "item"], maintain_order="left").with_columns(why=pl.lit(self.why))

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain data."""
        about = {name: getattr(self, name) for name in ("first", "last", "draws", "seed", "skill", "left_out", "why")}
        frames = {name: getattr(self, name).to_dicts() for name in ("changes", "drivers", "paths")}
        return {"scenario": self.scenario.name, **about, **frames}

    def say(self, lang: Lang) -> str:
        """Return title, assumptions, changes with their intervals and drivers, and the skill class."""
        lines = [self.scenario.title.say(lang), self.scenario.summary.say(lang), self.scenario.assumes.say(lang), ""]
        head = Words(
            en=f"{self.last}, from the world of {self.first}; {self.draws} draws; [90 % interval]",
            th=f"ค.ศ. {self.last} เริ่มจากโลกใน ค.ศ. {self.first} สุ่ม {self.draws} ครั้ง [ช่วง 90 %]",
        )
        lines.append(head.say(lang))
        for row in self.changes.iter_rows(named=True):
            name = named(row["quantity"], row["item"]).say(lang)
            lines.append(
                f"  {name}: {row['baseline']:.3f} → {row['scenario']:.3f}   "
                f"{row['change']:+.3f} [{row['low']:+.3f}, {row['high']:+.3f}]"
            )
            own = self.drivers.filter(quantity=row["quantity"], item=row["item"])
            telling = own.filter(pl.col("contribution").abs() >= 0.0005)
            driven = (f"{m} {c:+.3f}" for m, c in telling.select("mechanism", "contribution").iter_rows())
            if said := ", ".join(driven):
                lines.append(f"      {said}")
        return "\n".join([*lines, "", SKILLS[SKILL].say(lang), self.why])


def named(quantity: str, item: str) -> Words:
    """Return what a quantity is called in both languages.

    >>> named("regime", "multipolar").en, named("closeness", "RUS–PRK").th
    ('probability: multipolar', 'ความใกล้ชิด: RUS–PRK')
    """
    what, of = KIND[quantity], phrasing.label(phrasing.REGIMES, item)
    return Words(en=f"{what.en}: {of.en}", th=f"{what.th}: {of.th}")


def scenario(
    bench: Bench, name: str, *, years: int = 13, draws: int = 200, seed: int = 1, states: int = 40,
    ablated: int | None = None,
) -> Outcome:  # fmt: skip
    """Run a scenario beside the baseline on the same random numbers, and each mechanism switched off in turn.

    The start is the last year that has CINC, with the `states` strongest and those that the scenario names; `years` are
    counted from it. Treaties and sanctions that the facts date after it happen on both sides, and agreements that
    only documents tell of happen in as many draws as they are likely to be true (model evidence_ties). A mechanism's
    contribution is the change with all less the change without it; `direct` is the change when no mechanism of the
    scenario works. Contributions need not add up. They are worked out on the first `ablated` draws, else on all.
    """
    supposed = own_scenarios.checked(found(bench.folder, name))
    for option, given in (("years", years), ("draws", draws), ("states", states)):
        if given < 1:
            raise UsageError(
                Words(en=f"A scenario does not take {option}={given}.", th=f"ฉากทัศน์ไม่รับ {option}={given}"),
                Words(en=f"Give {option} of 1 or more.", th=f"กำหนด {option} ตั้งแต่ 1 ขึ้นไป"),
            )
    facts = bench.run_.facts()
    asked = [repr(supposed), years, draws, seed, states, ablated]

    def make() -> Frames:
        """Run both sides anew."""
        frames = {name: facts.frame(name) for name in NEEDED}
        laid = lay_out(frames, supposed, years=years, draws=draws, seed=seed, states=states)
        paths, drivers = _compared(laid, supposed, Task(laid.world, years=years, seed=seed), ablated or draws, bench)
        says = cited(f"scenario {_told(supposed)} beside the baseline ({draws} draws, seed {seed})", supposed.cite)
        trace = step(says, laid.whys)
        about = {"first": laid.first, "last": laid.first + years, "left_out": [list(laid.left_out)], "why": trace.id}
        meta = pl.DataFrame(about, schema_overrides={"left_out": pl.List(pl.String)})
        return {"paths": paths, "drivers": drivers, "meta": meta, "traces": frame_of([trace])}

    digests = [facts.digests[name] for name in NEEDED]
    inputs = [room("core", "ontology", "bench"), parts.find("model", MODEL).fingerprint, asked, digests]
    kept = bench.run_.cache.step(f"scenario.{supposed.name}", inputs, make)
    meta = kept.frame("meta").row(0, named=True)
    left_out = tuple(meta.pop("left_out"))
    return Outcome(
        scenario=supposed, paths=kept.frame("paths"), drivers=kept.frame("drivers"), draws=draws, seed=seed,
        skill=SKILL, left_out=left_out, **meta,
    )  # fmt: skip


def _told(supposed: Scenario) -> str:
    """Name a scenario; one that is not of the box with the state of its content, which may change."""
    own = scenarios().get(supposed.name) != supposed
    return f"{supposed.name}@{key_of(repr(supposed))[:8]}" if own else supposed.name


def _compared(
    laid: Laid, supposed: Scenario, task: Task, ablated: int, bench: Bench
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Run both sides with all mechanisms, without each, and with none; lay out paths and contributions."""
    base = parameters(task.seed, len(laid.own))
    other = [_multiplied(rules, supposed.rules) for rules in base]

    def both(on: Sequence[str], draws: int) -> tuple[Floats, Floats]:
        """Run baseline and scenario on the same random numbers, with these mechanisms."""
        kept, own = (*GROUND, *on), laid.own[:draws]
        plain, with_ = ([switched(rules, kept) for rules in side[:draws]] for side in (base, other))
        return (
            histories(task, plain, Course(laid.known), own, laid.readings),
            histories(task, with_, laid.course, own, laid.readings),
        )

    tries: dict[str, list[str]] = {m: [n for n in supposed.mechanisms if n != m] for m in supposed.mechanisms}
    plain, with_ = both(supposed.mechanisms, len(base))
    whole = with_ - plain
    rows: list[tuple[Any, ...]] = []
    for done, (mechanism, on) in enumerate([*tries.items(), (DIRECT, [])]):
        bench.tell(f"{supposed.name}: {mechanism}", done, len(tries) + 1)
        one, two = both(on, ablated)
        without = (two - one)[:, -1]
        part = without if mechanism == DIRECT else whole[:ablated, -1] - without
        spread = told(part[:, None])[:, 0]
        for place, (quantity, item) in enumerate(laid.items):
            rows.append((quantity, item, mechanism, float(spread[0, place]), *spread[[2, -1], place].tolist()))
    bench.tell("", len(tries) + 1, len(tries) + 1)
    sides = dict(zip(SIDES, (plain, with_, whole), strict=True))
    return _paths(laid, sides), _drivers(rows)


def _drivers(rows: list[tuple[Any, ...]]) -> pl.DataFrame:
    shape = {
        "quantity": pl.String, "item": pl.String, "mechanism": pl.String, "contribution": pl.Float64,
        "low": pl.Float64, "high": pl.Float64,
    }  # fmt: skip
    drivers = pl.DataFrame(rows, schema=shape, orient="row")
    strongest = pl.col("contribution").abs()
    return drivers.sort("quantity", "item", strongest, "mechanism", descending=[False, False, True, False])


def _multiplied(rules: Rules, times: Mapping[str, float]) -> Rules:
    return rules._replace(**{name: getattr(rules, name) * by for name, by in times.items()})


def _paths(laid: Laid, sides: Mapping[str, Floats]) -> pl.DataFrame:
    rows: list[tuple[Any, ...]] = []
    for side, values in sides.items():
        spread = told(values)
        for place, (quantity, item) in enumerate(laid.items):
            for year in range(values.shape[1]):
                rows.append((quantity, item, laid.first + year + 1, side, *spread[:, year, place].tolist()))
    shape = {"quantity": pl.String, "item": pl.String, "year": pl.Int64, "side": pl.String}
    return pl.DataFrame(rows, schema={**shape, **dict.fromkeys(SPREAD, pl.Float64)}, orient="row")


def listed(folder: Path | None = None) -> list[dict[str, str]]:
    """Return the scenarios in the box, and those of a bench's folder: name and title in both languages."""
    own = {name: own_scenarios.title(folder, name) for name in own_scenarios.names(folder)} if folder else {}
    titles = {**{name: one.title for name, one in scenarios().items()}, **own}
    return [{"name": name, "en": one.en, "th": one.th} for name, one in titles.items()]


def found(folder: Path | None, name: str) -> Scenario:
    """Return a scenario of the box, or of a TOML file (of a bench's folder `scenarios` if one is named).

    >>> found(None, "chip4_controls").mechanisms[0]
    'catch_up'
    """
    return scenarios()[name] if name in scenarios() else read(Path(name).stem, _text(folder, name))


def source(folder: Path | None, name: str) -> str:
    """Return the TOML text of a scenario, to begin one's own from."""
    if name in scenarios():
        return files("trachu.ontology").joinpath(f"scenarios/{name}.toml").read_text(encoding="utf8")
    return _text(folder, name)


def _text(folder: Path | None, name: str) -> str:
    own = folder / "scenarios" / f"{name}.toml" if folder else None
    path = own if own is not None and own.is_file() else Path(name)
    if path.suffix != ".toml":
        raise UnknownName("scenario", name, [*scenarios(), *own_scenarios.names(folder)])
    try:
        return path.read_text(encoding="utf8")
    except (OSError, UnicodeDecodeError):
        raise NoAccess(
            Words(en=f"{path} cannot be read.", th=f"อ่าน {path} ไม่ได้"),
            Words(en="Name a TOML file in UTF-8.", th="โปรดระบุแฟ้ม TOML ที่เป็น UTF-8"),
        ) from None


def plain(given: Scenario) -> dict[str, Any]:
    """Return a scenario as plain data."""
    return asdict(given)


def shown(given: Scenario, lang: Lang) -> str:
    """Return what a scenario supposes, as text.

    >>> shown(found(None, "chip4_controls"), "en").splitlines()[0]
    'The Chip 4 states control exports to China together'
    """
    lines = [given.title.say(lang), given.summary.say(lang), given.assumes.say(lang), ""]
    for change in given.changes:
        span = f"{change.since}–{change.until or ''}"
        lines.append(f"  {span}  {LEVERS[change.lever].say(lang)} {change.size:g}: {_to(change.by, change.on)}")
    lines += [f"  {rule} × {times:g}" for rule, times in given.rules.items()]
    lines.append(f"  {', '.join(given.mechanisms)}")
    return "\n".join([*lines, f"  {', '.join(given.cite)}"])


def _to(by: Sequence[str], on: Sequence[str]) -> str:
    return f"{', '.join(by)} → {', '.join(on)}" if by else ", ".join(on)
