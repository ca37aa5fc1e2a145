"""Many small documents of four kinds, made up for tests: no two alike, Thai and English."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

STATES = (("ไทย", "Thailand"), ("จีน", "China"), ("อินเดีย", "India"), ("ญี่ปุ่น", "Japan"), ("เวียดนาม", "Vietnam"))
ACTS = (
    ("ลงนามความตกลงด้านการค้ากับ", "signed a trade agreement with"),
    ("ประณาม", "condemned"),
    ("ซ้อมรบร่วมกับ", "held a joint military exercise with"),
    ("คว่ำบาตร", "imposed sanctions on"),
)
KINDS = ("txt", "html", "docx", "pdf")


def sentences(number: int) -> list[str]:
    """Return the paragraphs of a document: by turns Thai and English."""
    found = []
    for at in range(4):
        one, other = STATES[(number + at) % len(STATES)], STATES[(number + at + 1 + number % 4) % len(STATES)]
        act, year = ACTS[(number + at) % len(ACTS)], 1990 + (number + at) % 35
        day = 1 + (number * 7 + at) % 28
        if (number + at) % 2:
            found.append(f"On {day} May {year} {one[1]} {act[1]} {other[1]}, as note {number} says.")
        else:
            found.append(f"เมื่อวันที่ {day} พฤษภาคม พ.ศ. {year + 543} {one[0]}{act[0]}{other[0]} ตามบันทึกที่ {number}")
    return found


def document(number: int) -> tuple[str, bytes]:
    """Return name and content of a document.

    >>> document(4)[0], document(5)[1].startswith(b"<!doctype html>")
    ('note-004.txt', True)
    """
    kind, said = KINDS[number % len(KINDS)], sentences(number)
    make = {"txt": _txt, "html": _html, "docx": _docx, "pdf": _pdf}[kind]
    return f"note-{number:03}.{kind}", make(said)


def folder_of(path: Path, count: int) -> list[Path]:
    """Write documents into a folder."""
    path.mkdir(parents=True, exist_ok=True)
    made = []
    for number in range(count):
        name, content = document(number)
        (path / name).write_bytes(content)
        made.append(path / name)
    return made


def _txt(said: list[str]) -> bytes:
    return "\n\n".join(said).encode()


def _html(said: list[str]) -> bytes:
    body = "".join(f"<p>{one}</p>" for one in said)
    head = "<!doctype html><html><head><meta charset='utf-8'><title>note</title></head>"
    return f"{head}<body>{body}</body></html>".encode()


def _docx(said: list[str]) -> bytes:
    from docx import Document

    made, whole = Document(), BytesIO()
    for one in said:
        made.add_paragraph(one)
    made.save(whole)
    return whole.getvalue()


def _pdf(said: list[str]) -> bytes:
    import typst

    text = "\n\n".join(f'#text("{one}")' for one in said)
    source: Any = f'#set page(width: 12cm, height: 8cm)\n#set text(font: "Sarabun")\n{text}'.encode()
    return bytes(typst.compile(source, font_paths=[fonts()], ignore_system_fonts=True, timestamp=0))


def fonts() -> str:
    """Return the folder of the bundled fonts."""
    from importlib.resources import files

    return str(files("trachu").joinpath("briefs/render/fonts"))
