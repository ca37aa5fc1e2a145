"""Early warning: which pairs of states are no longer what they were, with the happenings that say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from trachu.bench.fingerprints import room
from trachu.core import alarms, monthly
from trachu.core.alarms import Control, Offset
from trachu.core.errors import OptionError, UsageError
from trachu.core.maths import heirs
from trachu.core.tables import Frames
from trachu.core.trace import frame_of
from trachu.core.words import Lang, Words

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

ITEMS = {
    "cooperation": Words(en="cooperation", th="ความร่วมมือ"),
    "conflict": Words(en="conflict", th="ความขัดแย้ง"),
}
SAID = {"more": Words(en="more often", th="ถี่ขึ้น"), "fewer": Words(en="less often", th="ห่างลง")}


@dataclass(frozen=True, slots=True)
class Watch:
    """What was watched, how, and the alarms; `alarms` has a row for each, the surest first."""

    alarms: pl.DataFrame
    series: int
    left_out: int
    first: str
    last: str
    dispersion: float
    rate: float
    control: Control

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain data."""
        about = {name: getattr(self, name) for name in self.__slots__ if name != "alarms"}
        return {**about, "alarms": self.alarms.to_dicts()}

    def about(self) -> Words:
        """Say what was watched, and what the rate of false alarms means."""
        if not self.series:
            return Words(
                en=f"No series could be watched: {self.left_out} have too few dated happenings or too short a past.",
                th=f"ไม่มีอนุกรมที่เฝ้าระวังได้ ทั้ง {self.left_out} อนุกรมมีเหตุการณ์ที่ระบุเดือนน้อยเกินไป หรือมีข้อมูลย้อนหลังสั้นเกินไป",
            )
        share = f"{100 * self.rate:.0f}"
        en, th = {
            "found": (
                f"of these alarms {share}% at most are expected to be false",
                f"คาดว่าสัญญาณเตือนที่ผิดมีไม่เกินร้อยละ {share} ของสัญญาณทั้งหมด",
            ),
            "each": (
                f"a series without a change gives an alarm within nine years with a chance of {share}%",
                f"อนุกรมที่ไม่มีการเปลี่ยนแปลงมีโอกาสเตือนผิดภายในเก้าปีร้อยละ {share}",
            ),
        }[self.control]
        return Words(
            en=f"{self.series} series watched from {self.first} to {self.last}, {self.left_out} left out; {en}.",
            th=f"เฝ้าระวัง {self.series} อนุกรม ตั้งแต่ {self.first} ถึง {self.last} "
            f"เว้น {self.left_out} อนุกรมที่ข้อมูลไม่พอ โดย{th}",
        )

    def say(self, lang: Lang) -> str:
        """Return the alarms as lines of text."""
        lines = [self.about().say(lang)]
        unit = Words(en="a year", th="ครั้งต่อปี").say(lang)
        for row in self.alarms.iter_rows(named=True):
            item, said = ITEMS[row["item"]].say(lang), SAID[row["direction"]].say(lang)
            lines.append(
                f"{row['alarm']}  {row['actor']}–{row['other']}  {item} {said}: "
                f"{row['before']:.1f} → {row['after']:.1f} {unit} ({row['since']} →)  "
                f"p={row['chance']:.2g}  {row['why']}"
            )
            lines += [f"    {event}" for event in row["events"]]
        return "\n".join(lines)


def warn(
    bench: Bench, *, since: str | None = None, rate: float = 0.1, control: Control = "found",
    offset: Offset = "volume", actor: str | None = None, other: str | None = None, seed: int = 1,
) -> Watch:  # fmt: skip
    """Watch every pair of states for a change in how often they cooperate or clash.

    The statistic is that of `core.warning.scan`; thresholds are simulated for each series' own rate. With
    `control="found"` at most `rate` of the alarms are expected to be false, over all pairs, kinds and
    directions together (Benjamini & Hochberg 1995); with `"each"` every series alone has the chance `rate` of a
    false alarm within nine years. `since` (YYYY-MM) is the first month that may alarm. With `offset="volume"`
    happenings count as a share of all that the sources tell of in the month. `actor` and `other` choose among the
    alarms; they do not change what is watched.
    """
    _check(rate, control, offset, since)
    facts = bench.run_.facts()
    names = ("events", "parties", "actors")
    begin = alarms.month_of(since) if since else None

    def make() -> Frames:
        """Watch the series anew."""
        events, parties, actors = (facts.frame(name) for name in names)
        dated = monthly.told(events)
        if dated.is_empty():
            raise _nothing()
        series = alarms.series_of(dated, parties, actors, since=begin, offset=offset)
        found, traces = alarms.alarms(series, rate=rate, control=control, seed=seed)
        return {"watch": pl.DataFrame(dict(alarms.watched(series))), "alarms": found, "traces": frame_of(traces)}

    asked = [since, rate, control, offset, seed]
    kept = bench.run_.cache.step("warn", [room("core"), asked, [facts.digests[name] for name in names]], make)
    found, heir = kept.frame("alarms"), heirs(facts.frame("actors"))
    for name in (actor, other):
        if name:
            wanted = heir.get(name, name)
            found = found.filter((pl.col("actor") == wanted) | (pl.col("other") == wanted))
    return Watch(alarms=found, rate=rate, control=control, **kept.frame("watch").row(0, named=True))


def _check(rate: float, control: str, offset: str, since: str | None) -> None:
    for name, given, fits, allowed in (
        ("rate", rate, 0 < rate < 1, "0 < rate < 1"),
        ("control", control, control in ("found", "each"), "found, each"),
        ("offset", offset, offset in ("volume", "none"), "volume, none"),
        ("since", since, since is None or alarms.month_of(since) is not None, "YYYY-MM"),
    ):
        if not fits:
            raise OptionError(
                Words(en=f"warn does not take {name}={given}.", th=f"คำสั่ง warn ไม่รับ {name}={given}"),
                Words(en=f"Give {name} as: {allowed}.", th=f"กำหนด {name} ในรูป: {allowed}"),
            )


def _nothing() -> UsageError:
    return UsageError(
        Words(en="There is no happening dated to a month to watch.", th="ไม่มีเหตุการณ์ที่ระบุเดือนให้เฝ้าระวัง"),
        Words(en="Add documents that tell of dated events.", th="โปรดเพิ่มเอกสารที่กล่าวถึงเหตุการณ์พร้อมวันที่"),
    )
