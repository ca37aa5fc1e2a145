"""The verb for programs outside trachu as coders: off unless it is called."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from trachu.app import output
from trachu.app.options import Folder, Json, Language
from trachu.core.words import Words

if TYPE_CHECKING:
    from trachu.bench.suggesting import Suggested

app = typer.Typer()
KEY = "TRACHU_ENDPOINT_KEY"


@app.command()
def suggest(
    program: Annotated[
        str, typer.Argument(help="endpoint:MODEL, spacy:MODEL or transformers:MODEL. โปรแกรมที่จะถาม")
    ],
    sources: Annotated[list[str] | None, typer.Argument(help="Documents; all without any. เอกสาร")] = None,
    url: Annotated[str | None, typer.Option(help="Address of the endpoint, …/v1. ที่อยู่ของบริการ")] = None,
    most: Annotated[int, typer.Option(help="Questions at most. จำนวนคำถามสูงสุด")] = 200,
    timeout: Annotated[float, typer.Option(help="Seconds to wait for an answer. วินาทีที่รอคำตอบ")] = 60.0,
    forget: Annotated[bool, typer.Option("--forget", help="Delete what it answered. ลบคำตอบของโปรแกรมนี้")] = False,
    bench: Folder = None, lang: Language = None, as_json: Json = False,
) -> None:  # fmt: skip
    """Ask a program outside trachu for suggestions (key: TRACHU_ENDPOINT_KEY) · ขอข้อเสนอจากโปรแกรมภายนอก."""
    from trachu.bench import suggesting

    opened = output.open_bench(bench, quiet=as_json)
    if forget:
        suggesting.forget(opened, program)
        return
    key = os.environ.get(KEY)
    found = opened.suggest(program, *sources or [], url=url, key=key, timeout=timeout, most=most)
    if as_json:
        output.show_data(found.to_dict())
        return
    tongue = output.language(lang)
    print(_told(found).say(tongue))
    said = suggesting.reasons(program)
    for reason, count in found.dropped.items():
        refused = Words(en=f"  refused {count}: {said[reason].en}", th=f"  ไม่รับ {count} รายการ: {said[reason].th}")
        print(refused.say(tongue))


def _told(found: Suggested) -> Words:
    en = f"{found.asked} questions put, {found.known} answers kept: {found.claims} claims, {found.mentions} names."
    th = f"ถาม {found.asked} ข้อ เก็บคำตอบ {found.known} ข้อ ได้ข้อความ {found.claims} รายการ ชื่อ {found.mentions} ชื่อ"
    if not found.left:
        return Words(en=en, th=th)
    more = Words(en=f" {found.left} more with --most.", th=f" ยังเหลือ {found.left} ข้อ เพิ่มด้วย --most")
    return Words(en=en + more.en, th=th + more.th)
