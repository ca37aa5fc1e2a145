"""The verbs of the future: score a model by what it would have said in the past."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from trachu.app import notes, output
from trachu.app.options import Csv, Draws, First, Folder, Json, Language, Last, Options, Parquet, Quiet, Seed
from trachu.core.words import Words

app = typer.Typer()

SHOWN = ("crps", "energy", "brier", "log", "auc", "cover50", "cover90")
HEAD = Words(
    en="Origins {first}–{last}; [90 % interval over origins]; gain and skill over {base}.",
    th="จุดเริ่มพยากรณ์ ค.ศ. {first}–{last}; [ช่วงความเชื่อมั่น 90 %]; gain และ skill เทียบกับ{base}",
)
BASES = {
    False: Words(en="no change (random_walk)", th="การสมมติว่าไม่เปลี่ยนแปลง (random_walk)"),
    True: Words(en="a Markov chain (chain=true)", th="ลูกโซ่มาร์คอฟ (chain=true)"),
}
LEARNT = Words(
    en="Mean ± sd before → after, and how much of the variance the data took away (little: not identified).",
    th="ค่าเฉลี่ย ± ส่วนเบี่ยงเบนมาตรฐาน ก่อน → หลัง และสัดส่วนความแปรปรวนที่ข้อมูลลดลงได้ (น้อย: ระบุค่าไม่ได้จากข้อมูลนี้)",
)
THEORY = Words(
    en="Theory module: no hindcast has shown skill in these numbers.",
    th="มอดูลเชิงทฤษฎี: ยังไม่มีการพยากรณ์ย้อนหลังใดแสดงว่าตัวเลขเหล่านี้มีทักษะ",
)
SWITCHED = Words(
    en="Loss with one mechanism switched, less the loss as it stands: above 0 the switch makes it worse.",
    th="ผลต่างของคะแนนความคลาดเคลื่อนเมื่อสลับกลไกทีละอย่าง ค่าบวกหมายความว่าการสลับทำให้พยากรณ์แย่ลง",
)


@app.command()
def hindcast(
    model: Annotated[str, typer.Argument(help="The model. แบบจำลอง")] = "ensemble",
    options: Options = None,
    first: First = 1860,
    last: Last = 2012,
    draws: Draws = 500,
    seed: Seed = 1,
    ablation: Annotated[bool, typer.Option("--ablation", help="Switch each mechanism in turn. สลับกลไกทีละอย่าง")] = False,
    rows: Annotated[bool, typer.Option("--rows", help="A row for each origin. แสดงทีละจุดเริ่ม")] = False,
    bench: Folder = None, lang: Language = None, as_json: Json = False, as_csv: Csv = False,
    as_parquet: Parquet = False, quiet: Quiet = False,
) -> None:  # fmt: skip
    """Score a model by what it would have said in the past · ให้คะแนนแบบจำลองด้วยการพยากรณ์ย้อนหลัง."""
    from trachu.bench.hindcast import summary

    form = output.form(as_json, as_csv, as_parquet)
    desk = output.open_bench(bench, quiet=quiet)
    notes.lacks(desk, model, lang)
    if ablation:
        _ablated(desk, model, output.pairs(options or []), first, last, draws, seed, form, lang)
        return
    found = desk.hindcast(model, first=first, last=last, draws=draws, seed=seed, **output.pairs(options or []))
    whole = found if rows else summary(found, first)
    if rows or form != "text":
        output.show(whole, form)
        return
    tongue = output.language(lang)
    of_pacts = "pact" in found["measure"]
    print(HEAD.say(tongue).format(first=first, last=last, base=BASES[of_pacts].say(tongue)))
    print(f"{'measure':<17} {'score':<8} {'years':>5} {'n':>5}  value")
    for row in whole.iter_rows(named=True):
        if row["score"] in SHOWN:
            print(_line(row))
    print(f"{model}: {desk.skill_class(model).say(tongue)}")


@app.command()
def calibrate(
    target: Annotated[str, typer.Option(help="nmc, atop or gdp. ข้อมูลที่ใช้ปรับเทียบ")] = "nmc",
    first: First = 1860,
    last: Last = 2012,
    draws: Draws = 2000,
    seed: Seed = 1,
    bench: Folder = None, lang: Language = None, as_json: Json = False, as_csv: Csv = False,
    as_parquet: Parquet = False, quiet: Quiet = False,
) -> None:  # fmt: skip
    """Fit the simulation to what came, prior beside posterior · ปรับเทียบแบบจำลองกับสิ่งที่เกิดขึ้นจริง."""
    from trachu.bench.calibrate import calibrate as fitted
    from trachu.bench.calibrate import target_of, told

    form, what = output.form(as_json, as_csv, as_parquet), target_of(target)
    desk = output.open_bench(bench, quiet=quiet)
    found = told(fitted(desk, target=what, first=first, last=last, draws=draws, seed=seed), what)
    if form != "text":
        output.show(found, form)
        return
    tongue = output.language(lang)
    print(LEARNT.say(tongue))
    for row in found.iter_rows(named=True):
        before, after = (f"{row[a]:+.4f} ± {row[b]:.4f}" for a, b in (("prior_mean", "prior_sd"), ("mean", "sd")))
        print(f"{row['parameter']:<12} {before}  →  {after}  {row['learnt']:>6.0%}  {row['label_' + tongue]}")


@app.command()
def simulate(
    year: Annotated[int | None, typer.Option(help="The year to begin with. ปี ค.ศ. เริ่มต้น")] = None,
    years: Annotated[int, typer.Option(help="How many years. จำนวนปี")] = 20,
    runs: Annotated[int, typer.Option(help="How many histories. จำนวนรอบ")] = 500,
    states: Annotated[int, typer.Option(help="How many states. จำนวนรัฐ")] = 40,
    on: Annotated[list[str] | None, typer.Option("--on", help="A mechanism of theory. กลไกเชิงทฤษฎี")] = None,
    backend: Annotated[str, typer.Option(help="one, threads, processes, dask, spark. วิธีประมวลผล")] = "one",
    kept: Annotated[Path | None, typer.Option(help="A file to go on from. แฟ้มสำหรับทำต่อ")] = None,
    seed: Seed = 1,
    bench: Folder = None, lang: Language = None, as_json: Json = False, as_csv: Csv = False,
    as_parquet: Parquet = False, quiet: Quiet = False,
) -> None:  # fmt: skip
    """Run histories of the structural engine from a year of the bench · จำลองประวัติของระบบระหว่างประเทศ."""
    from trachu.bench import engine
    from trachu.core.structure import PLAIN

    form = output.form(as_json, as_csv, as_parquet)
    desk = output.open_bench(bench, quiet=quiet)
    frames = {name: desk.table(name) for name in ("capabilities", "ties", "parties", "flows")}
    first, names = engine.strongest(frames, year, states)
    mechanisms = [*PLAIN, *(on or [])]
    task = engine.structural(frames, first, names, years=years, seed=seed, on=mechanisms, rules=engine.believed())
    found = engine.simulate_on(
        task, runs, backend=engine.backend_of(backend), kept=kept,
        tell=lambda done, asked, summary: desk.tell("simulate", done, asked),
    )  # fmt: skip
    desk.tell("", runs, runs)
    output.show(engine.as_frame(found, first + 1), form)
    if form == "text":
        print(THEORY.say(output.language(lang)))


def _ablated(
    desk: Any, model: str, options: dict[str, Any], first: int, last: int, draws: int, seed: int, form: Any,
    lang: str | None,
) -> None:  # fmt: skip
    from trachu.bench.ablation import ablation

    found = ablation(desk, model, options, first=first, last=last, draws=draws, seed=seed)
    if form != "text":
        output.show(found, form)
        return
    print(SWITCHED.say(output.language(lang)))
    for row in found.iter_rows(named=True):
        head = f"{row['mechanism']:<24} {row['switched']:<4} {row['measure']:<17} {row['score']:<7} "
        print(f"{head}{'+' + str(row['horizon']):>5}  {row['loss']:+.4f} {_between(row['low'], row['high'], '+.4f')}")


def _line(row: dict[str, Any]) -> str:
    head = f"{row['measure']:<17} {row['score']:<8} {'+' + str(row['horizon']):>5} {row['n']:>5}"
    said = f"{head}  {row['value']:.4f} {_between(row['low'], row['high'], '.4f')}"
    if row["gain"] is None:
        return said
    between = _between(row["gain_low"], row["gain_high"], "+.4f")
    return f"{said}  gain {row['gain']:+.4f} {between}  skill {row['skill']:+.3f}"


def _between(low: float | None, high: float | None, form: str) -> str:
    """Write an interval; a dash where there are too few origins for one."""
    return "[–]" if low is None or high is None else f"[{low:{form}}, {high:{form}}]"
