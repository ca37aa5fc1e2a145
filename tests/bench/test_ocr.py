"""Pages without a usable text layer: read by programs of the system where they are installed, and marked as such."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from tests.sources.pdfs import assemble, drawn_pdf, stream, typst_pdf
from trachu import Bench
from trachu.bench import extractors, shelves
from trachu.core import parts
from trachu.core.errors import FormatError
from trachu.sources.repair.quality import known_share

LINES = [
    "ประเทศไทยและเกาหลีใต้ลงนามสนธิสัญญาความร่วมมือ เมื่อวันที่ 19 มิถุนายน 2567",
    "NATO held a summit in Washington in July 2024.",
]
needs_tesseract = pytest.mark.skipif(
    extractors.can_recognise() != extractors.LANGUAGES, reason="tesseract with Thai and English is not installed"
)


def scan(pages: Sequence[str]) -> bytes:
    """Make a PDF of nothing but pictures of pages; an empty page is white."""
    shown = [extractors.pictures(typst_pdf(f"#set text(size: 14pt)\n{page}"), [0]) if page else None for page in pages]
    bodies = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for picture in shown:
        dots = next(picture)[1] if picture is not None else b"P5 1 1 255\n\xff"
        head, shades = dots.split(b"\n", 1)
        width, height = head.split()[1:3]
        first = len(bodies) + 1
        content = stream(b"q 595 0 0 842 0 0 cm /I Do Q")
        image = b"<< /Type /XObject /Subtype /Image /Width %s /Height %s /ColorSpace /DeviceGray " % (width, height)
        bodies += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /XObject << /I %d 0 R >> >> >>" % (first + 1, first + 2),
            content,
            image + b"/BitsPerComponent 8 /Length %d >>\nstream\n" % len(shades) + shades + b"\nendstream",
        ]
        kids.append(b"%d 0 R" % first)
    bodies[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return assemble(bodies)


@pytest.fixture
def part() -> parts.Part:
    shelves.load()
    return parts.find("reader", "pdf")


@pytest.mark.slow
@needs_tesseract
def test_a_scan_is_recognised_and_says_so(part: parts.Part, tmp_path: Path) -> None:
    data = scan(["\n\n".join(LINES), ""])
    pages = extractors.read(part, data)
    want, got = ("".join(text.split()) for text in ("".join(LINES), pages["text"][0]))

    assert pages["how"].to_list() == ["tesseract", None]
    assert Levenshtein.distance(want, got) <= 0.05 * len(want)

    (tmp_path / "scan.pdf").write_bytes(data)
    bench = Bench(tmp_path / "bench")
    bench.add(tmp_path / "scan.pdf")
    passages = bench.table("passages")

    assert set(passages["how"]) == {"tesseract"}
    assert any("· tesseract ·" in says for says in bench.table("traces")["says"])


def test_without_the_program_a_scan_is_refused_with_advice(part: parts.Part, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extractors, "can_recognise", tuple)

    with pytest.raises(FormatError, match="install tesseract-ocr"):
        extractors.read(part, scan([LINES[1]]))


def test_a_page_that_shows_what_nothing_read_is_told(part: parts.Part, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extractors, "can_recognise", tuple)
    whole = typst_pdf("Words that can be read.\n#pagebreak()\n#rect(width: 5cm, fill: black)\n#pagebreak()\n")

    pages = extractors.read(part, whole)

    assert pages["how"].to_list() == [None, extractors.UNREAD, None]
    assert pages["text"].to_list() == ["Words that can be read.", "", ""]


def test_a_good_text_layer_is_left_to_the_reader(part: parts.Part, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extractors, "run", lambda *_: pytest.fail("no program is needed"))

    assert extractors.read(part, drawn_pdf(LINES, {}))["how"].to_list() == [None]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_a_poor_page_is_read_by_pdftotext_if_that_is_better(part: parts.Part, monkeypatch: pytest.MonkeyPatch) -> None:
    from trachu.sources.pdf.layout import Sheet
    from trachu.sources.readers import pdf

    monkeypatch.setattr(pdf, "readings", lambda _: [Sheet(LINES[0].replace("ี", " "))])

    pages = extractors.read(part, drawn_pdf(LINES[:1], {}))

    assert pages["how"].to_list() == ["pdftotext"]
    assert known_share(pages["text"][0]) == 1.0


def test_a_program_that_hangs_fails_or_is_not_there_gives_nothing() -> None:
    assert extractors.run([sys.executable, "-c", "import time; time.sleep(60)"], seconds=0.5) is None
    assert extractors.run([sys.executable, "-c", "raise SystemExit(3)"]) is None
    assert extractors.run(["no-such-program"]) is None
    assert extractors.run([sys.executable, "-c", "print(input())"], b"here\n") == b"here\n"


@pytest.mark.skipif(sys.platform != "linux", reason="memory of a program can be limited on Linux only")
def test_a_program_that_takes_too_much_memory_gives_nothing() -> None:
    greedy = "import sys; sys.stdin.read(); bytearray(6 * 2**30); print(1)"

    assert extractors.run([sys.executable, "-c", greedy]) is None
