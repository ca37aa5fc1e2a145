"""The world as the briefs weigh it: every verdict on polarity, every share of power, and their noise."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from trachu.briefs import phrasing, reading
from trachu.briefs.phrasing import label, percent, tell
from trachu.core.words import Words
from trachu.core.writing import Desk, Sentence

DRAWS, SEED = 200, 1
HISTORY_DRAWS = 100  # of every year since 1816, under every specification


@dataclass(frozen=True)
class World:
    """What the brief goes by: all verdicts, all shares, and the year that it speaks of."""

    desk: Desk
    year: int
    verdicts: pl.DataFrame
    powers: pl.DataFrame

    @cached_property
    def odds(self) -> pl.DataFrame:
        """The verdicts of the year with the specifications that give them."""
        return reading.odds(self.verdicts, self.year)

    @cached_property
    def regime(self) -> str:
        """The verdict that most specifications give."""
        return str(self.odds["item"][0])

    @cached_property
    def now(self) -> pl.DataFrame:
        """Every verdict of the year."""
        return self.verdicts.filter(pl.col("year") == self.year)

    @cached_property
    def tops(self) -> pl.DataFrame:
        """The first and the second power on each base."""
        return reading.latest(self.powers, self.year).filter(pl.col("rank") <= 2)

    @cached_property
    def heads(self) -> pl.DataFrame:
        """The strongest state of every base and pool in the year."""
        found = phrasing.specified(self.desk.every("power_share")).filter(pl.col("year") == self.year)
        ordered = found.sort("base", "pool", "value", "actor", descending=[False, False, True, False])
        return ordered.unique(["base", "pool"], keep="first", maintain_order=True)

    @cached_property
    def noisy(self) -> pl.DataFrame:
        """The verdicts of the year over the draws, on each base."""
        frames = [
            self.desk.spread("polarity", "noise", draws=DRAWS, seed=SEED, base=base).with_columns(base=pl.lit(base))
            for base in self.bases
        ]
        return pl.concat(frames).filter(pl.col("year") == self.year).sort("value", "item", descending=[True, False])

    @cached_property
    def regimes(self) -> pl.DataFrame:
        """The probability of each kind of polarity in every year; empty where nothing can be drawn."""
        return self.desk.regimes(draws=HISTORY_DRAWS, seed=SEED)

    @cached_property
    def bases(self) -> list[str]:
        """The bases that have a verdict for the year."""
        return self.now["base"].unique().sort().to_list()

    def over_draws(self, measure: str) -> pl.DataFrame:
        """Return a measure of the distribution with its interval, year by year, on the first base that there is."""
        base = "cinc" if "cinc" in self.bases else self.bases[0]
        found = self.desk.spread(measure, "noise", draws=DRAWS, seed=SEED, base=base)
        return found.filter(pl.col("year") <= self.year).sort("year").with_columns(base=pl.lit(base))


def survey(desk: Desk, year: int | None = None) -> World | None:
    """Gather the verdicts and shares; None where the bench has no capabilities."""
    verdicts = reading.verdicts(desk)
    if verdicts.is_empty():
        return None
    return World(desk, reading.settle_year(verdicts, year), verdicts, reading.powers(desk))


def verdict(world: World) -> Sentence:
    """Say what the specifications of the year say."""
    share = world.odds["share"][0]
    words = {"year": phrasing.year(world.year), "tally": reading.tallied(world.odds)}
    if share >= reading.CLEAR:
        return tell(
            "The verdict for {year} is clear: {tally}.", "ผลการวัดใน{year} ค่อนข้างชัดเจน โดย{tally}", world.now, **words
        )
    return tell(
        "No single label fits the world of {year}: {tally}.",
        "ไม่มีคำเรียกใดเพียงคำเดียวที่อธิบายโลกใน{year} ได้ โดย{tally}",
        world.now,
        **words,
    )


def leaders(world: World) -> Sentence:
    """Say who leads on each base, and by how much."""
    by_state: dict[str, list[Words]] = {}
    for base in world.tops["base"].unique().sort().to_list():
        first, second = world.tops.filter(pl.col("base") == base).sort("rank").head(2).iter_rows(named=True)
        name, share, rest = label(phrasing.BASES, base), percent(first["value"], 1), percent(second["value"], 1)
        shown = Words(
            en=f"{name.en} ({share.en} against {rest.en})",
            th=f"{name.th} ({share.th} ต่อ{rest.th})",
        )
        by_state.setdefault(first["actor"], []).append(shown)
    parts = []
    for actor, bases in by_state.items():
        who, on = phrasing.named(world.desk, actor), phrasing.listed(bases)
        parts.append(Words(en=f"{who.en} on {on.en}", th=f"{who.th}นำเมื่อวัดด้วย{on.th}"))
    en = "Who leads depends on the base (share of the first against that of the second): {parts}."
    th = "รัฐใดนำขึ้นอยู่กับฐานการวัด (สัดส่วนของอันดับหนึ่งต่ออันดับสอง) กล่าวคือ {parts}"
    if len(by_state) == 1:
        en = "One state leads on every base (share of the first against that of the second): {parts}."
        th = "รัฐเดียวนำในทุกฐานการวัด (สัดส่วนของอันดับหนึ่งต่ออันดับสอง) กล่าวคือ {parts}"
    return tell(en, th, world.tops, parts=phrasing.listed_apart(parts))


def the_pole(world: World) -> tuple[Sentence, ...]:
    """Say which state is the one pole where the verdict is unipolar, or nearly so."""
    single = world.now.filter(pl.col("item").is_in(["unipolar", "near-unipolar"]), pl.col("value") == 1)
    whose = single.join(world.heads.select("base", "pool", head="actor", head_why="why"), on=["base", "pool"])
    counts = whose["head"].value_counts().sort("count", "head", descending=[True, False])
    if counts.is_empty():
        return ()
    reasons = sorted({*phrasing.whys(whose), *whose["head_why"].to_list()})
    who = [phrasing.named(world.desk, head) for head in counts["head"].to_list()]
    if counts.height == 1:
        return (
            tell(
                "Wherever the verdict is unipolar or nearly so, the pole is {who}.",
                "ทุกกรณีที่ผลชี้ว่าเป็นระบบขั้วอำนาจเดียวหรือเกือบขั้วอำนาจเดียว ขั้วนั้นคือ{who}",
                reasons,
                who=who[0],
            ),
        )
    parts = [
        Words(en=f"{name.en} in {n}", th=f"{name.th} {n} แบบ")
        for name, n in zip(who, counts["count"].to_list(), strict=True)
    ]
    return (
        tell(
            "The specifications that say unipolar or nearly so do not mean one and the same state: {parts}.",
            "วิธีวัดที่ชี้ว่าเป็นระบบขั้วอำนาจเดียวหรือเกือบขั้วอำนาจเดียวมิได้หมายถึงรัฐเดียวกัน ได้แก่ {parts}",
            reasons,
            parts=phrasing.listed(parts),
        ),
    )
