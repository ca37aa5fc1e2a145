"""The verb for references kept elsewhere: what a reference manager knows of the bench's sources."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trachu.app import output
from trachu.app.options import Folder, Json, Language
from trachu.core.words import Words

app = typer.Typer()


@app.command("cite-sources")
def cite_sources(
    file: Annotated[Path, typer.Argument(help="References: .bib, .json (CSL) or .ris. แฟ้มรายการอ้างอิง")],
    bench: Folder = None,
    lang: Language = None,
    as_json: Json = False,
) -> None:
    """Take titles, authors and dates of sources from a reference manager · รับข้อมูลอ้างอิงของแหล่งข้อมูล."""
    taken = output.open_bench(bench, quiet=True).cite_sources(file)
    if as_json:
        output.show_data(taken.to_dict())
        return
    tongue = output.language(lang)
    en, th = f"{taken.sources} sources described.", f"เพิ่มข้อมูลอ้างอิงให้แหล่งข้อมูล {taken.sources} แหล่ง"
    print(Words(en=en, th=th).say(tongue))
    for words in taken.left_out:
        print(f"  {Words(en='left out', th='ข้ามไป').say(tongue)}: {words.say(tongue)}")
