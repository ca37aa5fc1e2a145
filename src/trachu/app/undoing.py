"""The verbs that take back what a person did to claims, and list it."""

from __future__ import annotations

from typing import Annotated

import typer

from trachu.app import output
from trachu.app.options import Csv, Folder, Json, Limit, Parquet

app = typer.Typer()


@app.command()
def undo(
    by: Annotated[str, typer.Option("--by", help="Whose act. ผู้ตัดสินหรือผู้ลงรหัส", envvar="TRACHU_CODER")],
    record: Annotated[str | None, typer.Argument(help="The claim; none means the last act. ข้อความ")] = None,
    bench: Folder = None,
    as_json: Json = False,
) -> None:
    """Take back your last judgement, correction or coding · ย้อนการตัดสินหรือการลงรหัสครั้งล่าสุดของท่าน."""
    done = output.open_bench(bench, quiet=True).undo(by=by, record=record)
    if as_json:
        output.show_data(
            {"undone": done.what, "record": done.record, "source": done.source, "claim": done.claim, "by": by}
        )
    else:
        print(f"{done.what} {done.record}")


@app.command()
def acts(
    by: Annotated[str | None, typer.Option("--by", help="Only this person. เฉพาะผู้นี้")] = None,
    limit: Limit = 20,
    bench: Folder = None, as_json: Json = False, as_csv: Csv = False, as_parquet: Parquet = False,
) -> None:  # fmt: skip
    """List what people did to claims, the newest first · แสดงสิ่งที่แต่ละคนตัดสินและลงรหัส."""
    from trachu.bench import undoing

    form = output.form(as_json, as_csv, as_parquet)
    frame = undoing.acts(output.open_bench(bench, quiet=True), by).head(limit)
    output.show(frame.drop("number", "source") if form == "text" else frame, form)
