"""The verb that lays out states or pairs of states, with variables."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from trachu.app import output
from trachu.app.options import Csv, Folder, Json, Language, Method, Out, Parquet, Quiet

app = typer.Typer()


@app.command()
def frame(
    unit: Annotated[str, typer.Argument(help="state-years, state-months, dyad-years, dyad-months. หน่วยวิเคราะห์")],
    variables: Annotated[
        list[str] | None, typer.Argument(help="Indicators, flows, majors, alliance, igo, measures. ตัวแปร")
    ] = (None),
    system: Annotated[str, typer.Option(help="cow, gw or all. ระบบรัฐ")] = "cow",
    since: Annotated[int | None, typer.Option(help="First year. ปีแรก")] = None,
    until: Annotated[int | None, typer.Option(help="Last year. ปีสุดท้าย")] = None,
    undirected: Annotated[bool, typer.Option("--undirected", help="Each pair once. คู่ละหนึ่งครั้ง")] = False,
    relevant: Annotated[bool, typer.Option("--relevant", help="Politically relevant. คู่ที่เกี่ยวข้องทางการเมือง")] = False,
    carry: Annotated[bool, typer.Option("--carry", help="Go on after a list's last day. ใช้รายชื่อวันสุดท้ายต่อ")] = False,
    with_: Annotated[list[str] | None, typer.Option("--with", help="Variables, joined by commas. ตัวแปร คั่นด้วยจุลภาค")] = (
        None
    ),
    out: Out = None,
    method: Method = False,
    bench: Folder = None, lang: Language = None, as_json: Json = False, as_csv: Csv = False,
    as_parquet: Parquet = False, quiet: Quiet = False,
) -> None:  # fmt: skip
    """Lay out states or pairs by year or month, with variables · วางกรอบข้อมูลรัฐหรือคู่รัฐพร้อมตัวแปร."""
    form = output.form(as_json, as_csv, as_parquet)
    options: dict[str, Any] = {"system": system, "years": (since, until), "relevant": relevant, "carry": carry}
    desk = output.open_bench(bench, quiet=quiet)
    wanted = [*(variables or []), *_listed(with_ or [])]
    found = desk.frame(unit, *wanted, directed=not undirected, **options)
    output.deliver(desk, found, form, out, method, lang)


def _listed(given: list[str]) -> list[str]:
    """Cut a list at its commas; the options of a measure stay with it: `polarity:base=gdp,rule=half_of_leader,pop`.

    >>> _listed(["cinc,polarity:base=gdp,rule=half_of_leader,pop"])
    ['cinc', 'polarity:base=gdp,rule=half_of_leader', 'pop']
    """
    found: list[str] = []
    for word in ",".join(given).split(","):
        if "=" in word and ":" not in word and found:
            found[-1] += f",{word.strip()}"
        elif word.strip():
            found.append(word.strip())
    return found
