"""PDFs for tests: written by hand glyph by glyph, with the maps that programs give their fonts, or set by Typst."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

FONTS = Path(str(files("trachu.briefs.render").joinpath("fonts")))
MARKS = "ัิีึืฺุู็่้๊๋์ํ"
STEP = 20


def assemble(bodies: Sequence[bytes]) -> bytes:
    """Put objects together as a file; the first is the catalogue."""
    out, offsets = b"%PDF-1.5\n", []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, start)


def stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream"


def glyph_pdf(content: str, texts: Mapping[int, str], narrow: Sequence[int] = ()) -> bytes:
    """Make a page of these operators; `texts` is the font's map, and narrow codes have no width of their own."""
    rows = "".join(f"<{code:04x}> <{text.encode('utf-16-be').hex()}>\n" for code, text in texts.items())
    cmap = f"1 begincodespacerange <0000> <ffff> endcodespacerange {len(texts)} beginbfchar\n{rows}endbfchar"
    widths = " ".join(f"{code} [0]" for code in narrow)
    return assemble(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [7 0 R] /Count 1 >>",
            b"<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H /DescendantFonts [4 0 R] "
            b"/ToUnicode 6 0 R >>",
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /CIDSystemInfo << /Registry (Adobe) "
            b"/Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R /DW 500 /W [%s] >>" % widths.encode(),
            b"<< /Type /FontDescriptor /FontName /F /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 900 "
            b"/Descent -300 /CapHeight 700 /StemV 80 >>",
            stream(cmap.encode()),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 8 0 R "
            b"/Resources << /Font << /F 3 0 R >> >> >>",
            stream(content.encode("latin-1")),
        ]
    )


def glyphs_of(text: str) -> list[str]:
    """Cut a text into glyphs as a font draws them: sara am is a ring before the tone, and a stroke behind it."""
    drawn: list[str] = []
    for letter in text:
        if letter != "ำ":
            drawn.append(letter)
            continue
        tone = drawn.pop() if drawn and drawn[-1] in "่้๊๋" else ""
        drawn += ["ํ", *tone, "า"]
    return drawn


def drawn_pdf(lines: Sequence[str], means: Mapping[str, str]) -> bytes:
    """Draw lines glyph by glyph; the font's map says what `means` says where that differs from what is drawn."""
    rows = [glyphs_of(line) for line in lines]
    codes = {glyph: code for code, glyph in enumerate(sorted({glyph for row in rows for glyph in row}), 1)}
    shows = [
        f"1 0 0 1 40 {800 - STEP * number} Tm <{''.join(f'{codes[glyph]:04x}' for glyph in row)}> Tj"
        for number, row in enumerate(rows)
    ]
    texts = {code: means.get(glyph, glyph) for glyph, code in codes.items()}
    narrow = [code for glyph, code in codes.items() if glyph in MARKS]
    return glyph_pdf("BT /F 9 Tf\n" + "\n".join(shows) + "\nET", texts, narrow)


def typst_pdf(source: str, font: str = "Sarabun", folder: Path = FONTS) -> bytes:
    """Set a text with Typst."""
    import typst

    with TemporaryDirectory() as place:
        file = Path(place) / "text.typ"
        file.write_text(f'#set text(font: "{font}", size: 12pt, lang: "th")\n{source}', encoding="utf8")
        made = typst.compile(str(file), font_paths=[str(folder)])
    assert isinstance(made, bytes)
    return made
