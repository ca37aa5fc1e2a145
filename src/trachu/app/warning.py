"""The verb of early warning."""

from __future__ import annotations

from typing import Annotated

import typer

from trachu.app import output
from trachu.app.options import Csv, Folder, Json, Language, Parquet, Quiet

app = typer.Typer()


@app.command()
def warn(
    since: Annotated[str | None, typer.Option(help="First month that may alarm, YYYY-MM. เดือนแรกที่เตือนได้")] = None,
    rate: Annotated[float, typer.Option(help="Rate of false alarms. อัตราการเตือนผิด")] = 0.1,
    control: Annotated[
        str, typer.Option(help="found: of the alarms; each: of every series in nine years. วิธีคุมอัตราการเตือนผิด")
    ] = "found",
    offset: Annotated[
        str, typer.Option(help="volume: as a share of all that is told; none: as counts. ฐานเทียบ")
    ] = "volume",
    actor: Annotated[str | None, typer.Option(help="Only alarms of this state. เฉพาะรัฐนี้")] = None,
    other: Annotated[str | None, typer.Option(help="And of this one. คู่กับรัฐนี้")] = None,
    seed: Annotated[int, typer.Option(help="The seed of the thresholds. ค่าเริ่มต้นการสุ่ม")] = 1,
    bench: Folder = None, lang: Language = None, as_json: Json = False, as_csv: Csv = False,
    as_parquet: Parquet = False, quiet: Quiet = False,
) -> None:  # fmt: skip
    """Watch every pair of states for a change in how they act on each other · เฝ้าระวังการเปลี่ยนแปลงระหว่างคู่รัฐ."""
    form = output.form(as_json, as_csv, as_parquet)
    desk = output.open_bench(bench, quiet=quiet)
    found = desk.warn(
        since=since, rate=rate, control=control, offset=offset, actor=actor, other=other, seed=seed
    )  # fmt: skip
    if form == "json":
        output.show_data(found.to_dict())
    elif form == "text":
        print(found.say(output.language(lang)))
    else:
        output.show(found.alarms, form)
