"""Text out of PDFs: our reader and repair beside public extractors, against the true text.

`python -m benchmarks.extract DIR [--peers PYTHON]`; beside every NAME.pdf lies its true text, NAME.txt. The figure is
the character accuracy: 1 less the Levenshtein distance without blanks over the true characters without blanks.
"""

from __future__ import annotations

import base64
import shutil
import subprocess
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from benchmarks.peers import ABSENT, arguments, ask, table
from trachu.core.errors import TrachuError
from trachu.sources.pages import document
from trachu.sources.readers.pdf import read_pdf
from trachu.sources.repair import repair

HEAD = "import base64, io, json, sys\ndata = io.BytesIO(base64.b64decode(json.load(sys.stdin)))\n"
PEERS = {
    "pypdfium2": HEAD + "import pypdfium2\nd = pypdfium2.PdfDocument(data)\n"
    "json.dump(' '.join(p.get_textpage().get_text_range() for p in d), sys.stdout)",
    "pypdf": HEAD + "from pypdf import PdfReader\n"
    "json.dump(' '.join(p.extract_text() for p in PdfReader(data).pages), sys.stdout)",
    "pdfminer.six": HEAD + "from pdfminer.high_level import extract_text\njson.dump(extract_text(data), sys.stdout)",
}  # fmt: skip


def ours(data: bytes) -> str:
    """Read and repair; a PDF that is refused has no text."""
    try:
        return document(repair(read_pdf(data))).text
    except TrachuError:
        return ""


def poppler(path: Path) -> str | None:
    """Read with `pdftotext -raw`, where it is installed."""
    if shutil.which("pdftotext") is None:
        return None
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, timeout=300, check=False)
    return done.stdout.decode("utf8", errors="replace")


def accuracy(given: str | None, true: str) -> str:
    """Return the character accuracy in per cent."""
    if given is None:
        return ABSENT
    a, b = "".join(given.split()), "".join(true.split())
    return f"{100 * (1 - Levenshtein.distance(a, b) / max(1, len(b))):.2f}"


def main() -> None:
    asked = arguments(str(__doc__), "a folder of PDFs beside their true text")
    rows = []
    for path in sorted(asked.path.glob("*.pdf")):
        beside = path.with_suffix(".txt")
        if not beside.is_file():
            print(f"{path.name}: no {beside.name} beside it")
            continue
        true, data = beside.read_text(encoding="utf8"), path.read_bytes()
        coded = base64.b64encode(data).decode()
        found = [ours(data), *(ask(asked.peers, program, coded) for program in PEERS.values()), poppler(path)]
        rows.append([path.name, *(accuracy(one, true) for one in found)])
    print(table(["file", "trachu", *PEERS, "pdftotext -raw"], rows))


if __name__ == "__main__":
    main()
