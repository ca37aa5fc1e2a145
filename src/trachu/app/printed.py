"""The verb that lists the references of a document."""

from __future__ import annotations

from pathlib import Path

import typer

from trachu.app import output
from trachu.app.options import Json

app = typer.Typer()


@app.command()
def references(file: Path, as_json: Json = False) -> None:
    """List the references that a document prints, as CSL-JSON with --json · แสดงรายการอ้างอิงที่อยู่ในเอกสาร."""
    from trachu.bench import printed

    found = printed.references(file)
    if as_json:
        output.show_data(found)
        return
    for item in found:
        print(f"{item['id']}  {item.get('title', '—')}")
