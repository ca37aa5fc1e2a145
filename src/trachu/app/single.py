"""The verbs of one document, without a bench: its repaired text, the evidence in it, the references that it prints."""

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


@app.command()
def repair(file: Path, as_json: Json = False) -> None:
    """Print the repaired text of a document · พิมพ์ข้อความที่ซ่อมแล้ว."""
    from trachu.bench import single

    found = single.repaired(file)
    if as_json:
        output.show_compact(found)
    else:
        print(found["text"])


@app.command()
def code(file: Path, as_json: Json = False) -> None:
    """Print the evidence in a document, one record a line · พิมพ์หลักฐานในเอกสาร."""
    from trachu.bench import single

    for record in single.coded(file):
        if as_json:
            output.show_compact(record)
        else:
            print(single.told(record))
