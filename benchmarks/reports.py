"""Reports: what each form of a brief costs, and how much of the Thai in its PDF other programs read back.

`python -m benchmarks.reports BENCH`; times are of the processor, in seconds, charts drawn before. The text layer
is that of `thai_text.txt` set as a report, as Typst writes it and as ours is repaired; the figure is the character
accuracy of `benchmarks.extract`, page numbers taken away.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from unittest.mock import patch

import pypdfium2
from pypdf import PdfReader

from benchmarks.extract import accuracy
from benchmarks.peers import table
from trachu import Bench
from trachu.bench.paper import FORMS
from trachu.briefs.render import paged
from trachu.briefs.render.setting import Setting
from trachu.briefs.render.sheet import Paragraph, Piece, Sheet

TEXT = Path(__file__).parent / "thai_text.txt"


def by_pdfium(data: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))


def by_pypdf(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)


def by_poppler(data: bytes) -> str:
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode()


def layer(read: Callable[[bytes], str], data: bytes, true: str) -> str:
    lines = [line for line in read(data).splitlines() if not line.strip().isdigit()]
    return accuracy("\n".join(lines), true)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    bench = Bench(parser.parse_args().bench)
    rows = []
    for name in ("order", "dyad", "outlook"):
        paper = bench.brief(name)
        paper.write("html")
        for form in FORMS:
            start = process_time()
            size = len(paper.write(form))
            rows.append([name, form, f"{process_time() - start:.2f}", f"{size / 1000:,.0f} KB"])
    print(table(["brief, Thai", "form", "seconds", "size"], rows))
    true = TEXT.read_text(encoding="utf8")
    blocks = tuple(Paragraph((Piece(line),)) for line in true.splitlines() if line.strip())
    sheet = Sheet("t", Setting(), blocks, (), "")
    with TemporaryDirectory() as nothing:
        ours = paged.pdf(sheet, {}, nothing)
        with patch.object(paged, "say_once", lambda data: data):
            bare = paged.pdf(sheet, {}, nothing)
    readers = {"pypdfium2": by_pdfium, "pypdf": by_pypdf}
    if shutil.which("pdftotext"):
        readers["pdftotext"] = by_poppler
    print(
        table(
            ["read by", "Typst", "repaired"],
            [[n, layer(r, bare, true), layer(r, ours, true)] for n, r in readers.items()],
        )
    )


if __name__ == "__main__":
    main()
