"""The verbs of the future: score a model by what it would have said in the past."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from trachu.app import output
from trachu.app.options import Csv, Folder, Json, Language, Options, Parquet, Quiet
from trachu.core.words import Words

app = typer.Typer()

SHOWN = ("crps", "energy", "brier", "log", "cover50", "cover90")
HEAD = Words(
    en="Origins {first}–{last}; [90 % interval over origins]; gain and skill over no change (random_walk).",
    th="จุดเริ่มพยากรณ์ ค.ศ. {first}–{last}; [ช่วงความเชื่อมั่น 90 %]; gain และ skill เทียบกับการสมมติว่าไม่เปลี่ยนแปลง (random_walk)",
)


@app.command()
def hindcast(
    model: Annotated[str, typer.Argument(help="The model. แบบจำลอง")] = "panel",
    options: Options = None,
    first: Annotated[int, typer.Option(help="First origin. ปี ค.ศ. แรก")] = 1860,
    last: Annotated[int, typer.Option(help="Last origin. ปี ค.ศ. สุดท้าย")] = 2012,
    draws: Annotated[int, typer.Option(help="How many draws. จำนวนการสุ่ม")] = 500,
    seed: Annotated[int, typer.Option(help="The seed of the draws. ค่าเริ่มต้นการสุ่ม")] = 1,
    rows: Annotated[bool, typer.Option("--rows", help="A row for each origin. แสดงทีละจุดเริ่ม")] = False,
    bench: Folder = None,
    lang: Language = None,
    as_json: Json = False,
    as_csv: Csv = False,
    as_parquet: Parquet = False,
    quiet: Quiet = False,
) -> None:
    """Score a model by what it would have said in the past · ให้คะแนนแบบจำลองด้วยการพยากรณ์ย้อนหลัง."""
    from trachu.bench.hindcast import summary

    form = output.form(as_json, as_csv, as_parquet)
    desk = output.open_bench(bench, quiet=quiet)
    found = desk.hindcast(model, first=first, last=last, draws=draws, seed=seed, **output.pairs(options or []))
    whole = found if rows else summary(found, first)
    if rows or form != "text":
        output.show(whole, form)
        return
    tongue = output.language(lang)
    print(HEAD.say(tongue).format(first=first, last=last))
    print(f"{'measure':<17} {'score':<8} {'years':>5} {'n':>5}  value")
    for row in whole.iter_rows(named=True):
        if row["score"] in SHOWN:
            print(_line(row))
    print(f"{model}: {desk.skill_class(model).say(tongue)}")


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
