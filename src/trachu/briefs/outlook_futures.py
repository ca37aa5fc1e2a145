"""What may come, in a brief: fans, scenarios, how good the models have been, alarms.

No number of a forecast or a scenario stands without the skill class of its quantity: the tables that come in are
checked for it (`trachu.core.ahead`), and each sentence, caption and grid made here says it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import polars as pl

from trachu.briefs import phrasing
from trachu.briefs.charts.calibration import calibration
from trachu.briefs.charts.fan import fan
from trachu.briefs.charts.scenario_changes import scenario_changes
from trachu.briefs.phrasing import decimal, label, percent, plain, signed, tell, whys
from trachu.core.ahead import AHEAD, LEVELS
from trachu.core.parts import SKILLS
from trachu.core.words import Words
from trachu.core.writing import Block, Desk, Figure, Grid, Sentence
from trachu.ontology.scenario import QUANTITIES

POWERS = 3  # leaders whose fans stand beside the state's own
SINCE = 1990
VISIBLE = 0.005  # a change that rounds to nothing is not drawn
MOST = 4  # changes of one scenario that are drawn
BASELINE = "random_walk"  # its own scores stand in the column of no change
SHOWN = ("crps", "energy", "brier", "cover90")
SCORED = {
    "crps": Words(en="CRPS", th="CRPS"),
    "energy": Words(en="energy score", th="คะแนนพลังงาน"),
    "brier": Words(en="Brier score", th="คะแนนบรายเออร์"),
    "cover90": Words(en="90 % interval holds", th="ช่วง 90 % ครอบคลุม"),
}
MEASURED = {
    "power_share": Words(en="share of power", th="สัดส่วนอำนาจ"),
    "effective_number": Words(en="effective number of powers", th="จำนวนมหาอำนาจประสิทธิผล"),
    "concentration": Words(en="concentration", th="การกระจุกตัวของอำนาจ"),
    "overtaking": Words(en="overtaking", th="การแซงหน้า"),
    "leader_change": Words(en="change of the leader", th="การเปลี่ยนรัฐผู้นำ"),
    "tie": Words(en="alliances", th="พันธมิตร"),
}
HAPPENINGS = {
    ("cooperation", "more"): Words(en="cooperate more often", th="ร่วมมือกันถี่ขึ้น"),
    ("cooperation", "fewer"): Words(en="cooperate less often", th="ร่วมมือกันห่างลง"),
    ("conflict", "more"): Words(en="clash more often", th="ขัดแย้งกันถี่ขึ้น"),
    ("conflict", "fewer"): Words(en="clash less often", th="ขัดแย้งกันห่างลง"),
}
NAMES: Mapping[str, Words] = {str(name): words for name, words in QUANTITIES.items()}
SHORT = {
    "skilled": Words(en="skilled", th="มีทักษะ"),
    "calibrated": Words(en="calibrated only", th="เทียบค่าแล้วเท่านั้น"),
    "theory": Words(en="theory", th="เชิงทฤษฎี"),
}
DRIVERS = {
    "direct": Words(en="the levers themselves", th="มาตรการโดยตรง"),
    "catch_up": Words(en="catching up", th="การไล่ตามให้ทัน"),
    "external_balancing": Words(en="balancing by alliances", th="การถ่วงดุลภายนอก"),
    "internal_balancing": Words(en="balancing by own arms", th="การถ่วงดุลภายใน"),
    "diffusion": Words(en="diffusion of technology", th="การแพร่กระจายเทคโนโลยี"),
    "trust": Words(en="trust", th="ความไว้วางใจ"),
    "export_controls": Words(en="export controls", th="การควบคุมการส่งออก"),
    "sanctions": Words(en="cost of sanctions", th="ต้นทุนของการคว่ำบาตร"),
    "realignment": Words(en="realignment of the sanctioned", th="การเข้าหากันของผู้ถูกคว่ำบาตร"),
    "hedging": Words(en="hedging", th="การประกันความเสี่ยง"),
    "deterrence_mass": Words(en="deterrence by mass", th="การป้องปรามด้วยกำลัง"),
    "deterrence_innovation": Words(en="deterrence by innovation", th="การป้องปรามด้วยนวัตกรรม"),
}
METHOD = (
    Words(
        en="Each forecast and scenario carries the class that hindcasts have shown of it: skilled, calibrated only, or "
        "theory. A number of a theory module says what follows from its assumptions, not what will happen.",
        th="การพยากรณ์และฉากทัศน์ทุกค่าระบุระดับที่ได้จากการพยากรณ์ย้อนหลัง คือ มีทักษะ เทียบค่าแล้วเท่านั้น หรือเป็นเชิงทฤษฎี "
        "ค่าจากแบบจำลองเชิงทฤษฎีบอกสิ่งที่ตามมาจากข้อสมมติ มิใช่สิ่งที่จะเกิดขึ้น",
    ),
    Words(
        en="An alarm says that the rate of happenings told of has changed; it is not a forecast.",
        th="สัญญาณเตือนบอกว่าความถี่ของเหตุการณ์ที่มีการกล่าวถึงเปลี่ยนไป มิใช่การพยากรณ์",
    ),
)


def future_blocks(desk: Desk, actor: str, leaders: list[str]) -> tuple[Block, ...]:
    """Show fans of the state and the leaders, what the scenarios change, the skill of models, and alarms."""
    return (
        *fan_blocks(desk, [actor, *leaders[:POWERS]]),
        *scenario_blocks(desk),
        *skill_blocks(desk),
        *alarm_blocks(desk),
    )


def fan_blocks(desk: Desk, actors: list[str]) -> tuple[Block, ...]:
    """Say where the first of the states may stand in the last year, and draw the fans of all."""
    fans = AHEAD["fans"].check(desk.ahead("fans", actors=actors))
    if fans.is_empty():
        return ()
    blocks: list[Block] = []
    last = fans.filter(pl.col("year") == pl.col("year").max())
    own = last.filter(pl.col("actor") == actors[0])
    for row in own.iter_rows(named=True):
        blocks.append(
            tell(
                "In {year} the share of {who} in CINC lies between {low} and {high} in nine draws of ten, around "
                "{middle} (model {model}; {skill}).",
                "ใน{year} สัดส่วนดัชนี CINC ของ{who}อยู่ระหว่าง{low}ถึง{high}ในเก้าจากสิบครั้งของการสุ่ม โดยมีค่ากลาง{middle} "
                "(แบบจำลอง {model} {skill})",
                [row["why"]],
                year=phrasing.year(row["year"]), who=phrasing.named(desk, row["actor"]), low=percent(row["q05"], 1),
                high=percent(row["q95"], 1), middle=percent(row["q50"], 1), model=plain(row["model"]),
                skill=classed(row["skill"]),
            )
        )  # fmt: skip
    caption = phrasing.fill(
        "Shares of CINC among all states; each panel has a scale of its own. Model {model}: {skill}.",
        "สัดส่วนดัชนี CINC ในบรรดาทุกรัฐ แต่ละช่องใช้มาตราส่วนของตนเอง แบบจำลอง {model}: {skill}",
        model=plain(fans["model"][0]), skill=classed(fans["skill"][0]),
    )  # fmt: skip
    drawn = with_past(desk, fans, actors)
    return (*blocks, Figure("fan", caption, partial(fan, drawn), whys(fans)))


def with_past(desk: Desk, fans: pl.DataFrame, actors: list[str]) -> pl.DataFrame:
    """Put the past shares before the fans, and name states and class."""
    past = desk.measure("power_share", base="cinc", pool="all").filter(pl.col("year") >= SINCE)
    before = past.filter(pl.col("actor").is_in(actors)).select("actor", "year", q50="value")
    lasting = before.filter(pl.col("year") == pl.col("year").max().over("actor"))
    joint = lasting.with_columns(pl.col("q50").alias(name) for name in LEVELS)
    earlier = before.join(lasting, on=["actor", "year"], how="anti")
    whole = pl.concat([earlier, joint, fans.select("actor", "year", *LEVELS)], how="diagonal")
    skill = classed(fans["skill"][0])
    order = {name: n for n, name in enumerate(actors)}
    return whole.with_columns(
        en=pl.Series([desk.actor(a).en for a in whole["actor"]], dtype=pl.String),
        th=pl.Series([desk.actor(a).th for a in whole["actor"]], dtype=pl.String),
        skill_en=pl.lit(skill.en),
        skill_th=pl.lit(skill.th),
    ).sort(pl.col("actor").replace_strict(order, default=len(order)), "year")


def scenario_blocks(desk: Desk) -> tuple[Block, ...]:
    """Draw what each scenario changes most, and tabulate it with the mechanism that does most of it."""
    changes = AHEAD["changes"].check(desk.ahead("changes"))
    visible = changes.filter(pl.col("change").abs() >= VISIBLE)
    if visible.is_empty():
        return ()
    size = pl.col("change").abs()
    top = visible.sort("name", size, descending=[False, True], maintain_order=True)
    top = top.group_by("name", maintain_order=True).head(MOST)
    named = [_what(desk, row["quantity"], row["item"]) for row in top.iter_rows(named=True)]
    skill = [classed(name) for name in top["skill"].to_list()]
    drawn = top.select("change", "low", "high", title_en="en", title_th="th").with_columns(
        en=pl.Series([one.en for one in named]), th=pl.Series([one.th for one in named]),
        skill_en=pl.Series([one.en for one in skill]), skill_th=pl.Series([one.th for one in skill]),
    )  # fmt: skip
    caption = phrasing.fill(
        "Changes by {year} under common random numbers, with 90 % intervals. {skill}.",
        "การเปลี่ยนแปลงภายใน{year} โดยใช้เลขสุ่มร่วมกัน พร้อมช่วง 90 % {skill}",
        year=phrasing.year(max(top["last"].to_list())), skill=skill[0],
    )  # fmt: skip
    figure = Figure("scenario_changes", caption, partial(scenario_changes, drawn), whys(top))
    return (figure, _scenario_grid(top, named, skill[0]))


def _scenario_grid(top: pl.DataFrame, named: list[Words], skill: Words) -> Grid:
    rows = []
    for row, what in zip(top.iter_rows(named=True), named, strict=True):
        rows.append(
            (
                Words(en=row["en"], th=row["th"]), what, decimal(row["baseline"]), decimal(row["scenario"]),
                phrasing.fill("{c} [{l}, {h}]", "{c} [{l}, {h}]", c=signed(row["change"]), l=signed(row["low"]),
                              h=signed(row["high"])),
                label(DRIVERS, row["driver"] or "–"),
            )
        )  # fmt: skip
    return Grid(
        phrasing.fill("Scenarios beside the baseline. {skill}.", "ฉากทัศน์เทียบกับกรณีฐาน {skill}", skill=skill),
        (
            Words(en="Scenario", th="ฉากทัศน์"), Words(en="Quantity", th="ปริมาณ"), Words(en="Baseline", th="กรณีฐาน"),
            Words(en="Scenario", th="ฉากทัศน์"), Words(en="Change [90 %]", th="การเปลี่ยนแปลง [90 %]"),
            Words(en="Most by", th="กลไกหลัก"),
        ),
        tuple(rows),
        whys(top),
    )  # fmt: skip


def skill_blocks(desk: Desk) -> tuple[Block, ...]:
    """Tabulate how models did in hindcasts on this bench, and draw where outcomes lay among their draws."""
    scores = AHEAD["scores"].check(desk.ahead("scores"))
    shown = scores.filter(pl.col("score").is_in(SHOWN), pl.col("model") != BASELINE)
    if shown.is_empty():
        return ()
    rows = []
    for row in shown.sort("measure", "score", "horizon", "model").iter_rows(named=True):
        digits = 3 if row["score"] != "energy" else 2
        gain = "–" if row["gain"] is None else f"{signed(row['gain'], digits).en}{_within(row, digits)}"
        rows.append(
            (
                plain(row["model"]), label(MEASURED, row["measure"]), label(SCORED, row["score"]),
                plain(f"+{row['horizon']}"), decimal(row["value"], digits), decimal(row["baseline"], digits),
                plain(gain), SHORT[row["skill"]],
            )
        )  # fmt: skip
    grid = Grid(
        Words(
            en="Hindcasts run on this bench: lower scores are better; the gain over no change has its 90 % interval",
            th="การพยากรณ์ย้อนหลังบนโต๊ะงานนี้: คะแนนต่ำดีกว่า ส่วนต่างเทียบกับการสมมติว่าไม่เปลี่ยนแปลง พร้อมช่วง 90 %",
        ),
        (
            Words(en="Model", th="แบบจำลอง"), Words(en="Quantity", th="ปริมาณ"), Words(en="Score", th="คะแนน"),
            Words(en="Years", th="ปี"), Words(en="Value", th="ค่า"), Words(en="No change", th="ไม่เปลี่ยนแปลง"),
            Words(en="Gain", th="ส่วนต่าง"), Words(en="Class", th="ระดับ"),
        ),
        tuple(rows),
        whys(shown),
    )  # fmt: skip
    return (grid, *_calibration(scores))


def _within(row: dict[str, float], digits: int) -> str:
    if row["gain_low"] is None or row["gain_high"] is None:
        return ""
    return f" [{signed(row['gain_low'], digits).en}, {signed(row['gain_high'], digits).en}]"


def _calibration(scores: pl.DataFrame) -> tuple[Figure, ...]:
    ranks = scores.filter(pl.col("score").str.contains(r"^pit\d$"))
    if ranks.is_empty():
        return ()
    place = pl.col("score").str.strip_prefix("pit").cast(pl.Int64)
    head = pl.col("model") + pl.lit(" +") + pl.col("horizon").cast(pl.String)
    drawn = ranks.with_columns(
        bin=place, en=head + pl.lit(" years"), th=head + pl.lit(" ปี")
    ).sort("model", "horizon", "bin")  # fmt: skip
    caption = Words(
        en="Where the outcome lay among the draws of each forecast: a model whose intervals hold reaches the line "
        "everywhere; bars high at both ends mean intervals that are too narrow.",
        th="ตำแหน่งของผลจริงในบรรดาค่าที่สุ่มของแต่ละการพยากรณ์ แบบจำลองที่ช่วงความเชื่อมั่นใช้ได้จะมีแท่งสูงเท่าเส้นทุกช่วง "
        "แท่งที่สูงทั้งสองปลายหมายถึงช่วงที่แคบเกินไป",
    )
    return (Figure("calibration", caption, partial(calibration, drawn), whys(ranks)),)


def alarm_blocks(desk: Desk, actor: str | None = None, other: str | None = None) -> tuple[Sentence, ...]:
    """Say which pairs have changed, since when and by how much; without states, all pairs that are watched."""
    alarms = AHEAD["alarms"].check(desk.ahead("alarms", actor=actor, other=other))
    found = []
    for row in alarms.iter_rows(named=True):
        found.append(
            tell(
                "Early warning: since {since} {one} and {other} {what} than before, {before} a year and then {after}; "
                "the alarm would have come in {alarm}.",
                "สัญญาณเตือน: ตั้งแต่{since} {one}กับ{other}{what} จากปีละ {before} ครั้งเป็นปีละ {after} ครั้ง "
                "โดยระบบจะเตือนได้ใน{alarm}",
                [row["why"]],
                since=phrasing.dated(row["since"]), one=phrasing.named(desk, row["actor"]),
                other=phrasing.named(desk, row["other"]), what=HAPPENINGS[row["item"], row["direction"]],
                before=decimal(row["before"], 1), after=decimal(row["after"], 1), alarm=phrasing.dated(row["alarm"]),
            )
        )  # fmt: skip
    return tuple(found)


def classed(skill: str | None) -> Words:
    """Return the words of a skill class; there is no number without one.

    >>> classed("theory").en
    'theory module: no skill shown in hindcasts'
    """
    for name, words in SKILLS.items():
        if name == skill:
            return words
    raise ValueError(f"A forecast number without a skill class: {skill!r}")


def _what(desk: Desk, quantity: str, item: str) -> Words:
    """Name a quantity of a scenario: closeness of Russia and North Korea, probability of a bipolar world."""
    if quantity == "regime":
        return phrasing.fill("P({regime})", "P({regime})", regime=label(phrasing.REGIMES, item))
    names = [desk.actor(actor) for actor in item.split("–")]
    joint = Words(en="–".join(n.en for n in names), th="–".join(n.th for n in names))
    return phrasing.fill("{what}: {who}", "{what}: {who}", what=label(NAMES, quantity), who=joint)
