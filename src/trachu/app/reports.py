"""The verb that writes briefs: to the screen, or to a file that an institution takes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from trachu.app import output
from trachu.app.options import Folder, Json, Language, Options, Quiet
from trachu.core.errors import UsageError
from trachu.core.words import Words

app = typer.Typer()


@app.command()
def brief(
    name: str,
    options: Options = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="File: .docx, .pdf, .pptx, .html or .md. แฟ้มปลายทาง")
    ] = None,
    to: Annotated[str | None, typer.Option("--to", help="docx, pdf, pptx, html or md. รูปแบบแฟ้ม")] = None,
    layout: Annotated[str | None, typer.Option(help="policy, memo or thesis. รูปแบบเอกสาร")] = None,
    date: Annotated[str | None, typer.Option(help="Its date, YYYY-MM-DD. วันที่ของเอกสาร (ค.ศ.)")] = None,
    digits: Annotated[str | None, typer.Option(help="arabic or thai. เลขอารบิกหรือเลขไทย")] = None,
    font: Annotated[str | None, typer.Option(help="The font of a DOCX or PPTX. แบบอักษร")] = None,
    office: Annotated[str | None, typer.Option(help="Of a memo: from whom. ส่วนราชการ")] = None,
    number: Annotated[str | None, typer.Option(help="Of a memo: its number. เลขที่หนังสือ")] = None,
    addressee: Annotated[str | None, typer.Option("--for", help="Of a memo: to whom. เรียน")] = None,
    chapter: Annotated[int | None, typer.Option(help="Of a thesis: which chapter. บทที่")] = None,
    bench: Folder = None,
    lang: Language = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Write a brief, as Markdown to the screen or to a file · เขียนบทสรุป."""
    given = {
        "layout": layout, "date": date, "digits": digits, "font": font, "office": office, "number": number,
        "addressee": addressee, "chapter": chapter,
    }  # fmt: skip
    how: dict[str, Any] = {option: value for option, value in given.items() if value is not None}
    path = _file(name, out, to, how)
    paper = output.open_bench(bench, quiet=quiet).brief(name, **output.pairs(options or []))
    tongue = output.language(lang)
    if path is not None:
        paper.save(path, lang=tongue, **how)
    if as_json:
        output.show_data(paper.to_dict())
    else:
        print(path if path is not None else paper.markdown(tongue))


def _file(name: str, out: Path | None, to: str | None, how: dict[str, Any]) -> Path | None:
    """Return the file to write: as named, or in this folder by the brief's name; None means the screen."""
    if to is None:
        if out is None and how:
            raise UsageError(
                Words(en="A layout needs a file.", th="การจัดรูปแบบต้องระบุแฟ้ม"),
                Words(en="Add -o brief.docx, or --to pdf.", th="โปรดเพิ่ม -o brief.docx หรือ --to pdf"),
            )
        return out
    suffix = f".{to.lower().removeprefix('.')}"
    return out.with_suffix(suffix) if out is not None else Path(f"{name}{suffix}")
