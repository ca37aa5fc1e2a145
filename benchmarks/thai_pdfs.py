"""Print a Thai text to PDF by several programs in several fonts, for `benchmarks.extract`.

`python -m benchmarks.thai_pdfs OUT [--text FILE] [--font FAMILY=FILE …] [--peers PYTHON]` writes ENGINE-FAMILY.pdf and
its true text beside it, for what is installed: LibreOffice (from ODT and from DOCX), Chromium, Typst, and in the peers'
environment ReportLab, WeasyPrint, fpdf2, and two imitations of Word's text layer, which need uharfbuzz and fonttools.
*word* says a blank for the ring of sara am and places every glyph by itself, blanks too; *word-old* gives the marks the
private numbers of old fonts for Windows.
"""

from __future__ import annotations

import base64
import html
import json
import os
import shutil
import subprocess
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.peers import ask

OWN = Path(__file__).parent / "thai_text.txt"
SARABUN = Path(__file__).parent.parent / "src/trachu/briefs/render/fonts/Sarabun_400Regular.ttf"
TLWG = Path("/usr/share/fonts/truetype/tlwg")
FONTS = {
    "Sarabun": SARABUN, "Laksaman": TLWG / "Laksaman.ttf", "Garuda": TLWG / "Garuda.ttf", "Norasi": TLWG / "Norasi.ttf",
}  # fmt: skip
SECONDS = 300

Engine = Callable[[list[str], str, Path, str], "bytes | None"]

HEAD = "import base64, html, io, json, sys\nlines, family, path = json.load(sys.stdin)\n"
TAIL = "\njson.dump(base64.b64encode(made).decode(), sys.stdout)"
REPORTLAB = """
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.platypus import Paragraph, SimpleDocTemplate
pdfmetrics.registerFont(ttfonts.TTFont("F", path))
style = ParagraphStyle("s", fontName="F", fontSize=12, leading=20, wordWrap="CJK")
file = io.BytesIO()
SimpleDocTemplate(file).build([Paragraph(html.escape(line), style) for line in lines])
made = file.getvalue()
"""
FPDF = """
from fpdf import FPDF
pdf = FPDF()
pdf.add_page()
pdf.add_font("F", "", path)
pdf.set_font("F", size=12)
pdf.set_text_shaping(True)
for line in lines:
    pdf.multi_cell(0, 8, line, wrapmode="CHAR", new_x="LMARGIN", new_y="NEXT")
made = bytes(pdf.output())
"""
WEASYPRINT = """
from pathlib import Path
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
fonts = FontConfiguration()
face = "@font-face { font-family: F; src: url(%s) } @page { size: A4; margin: 2.5cm } body { font: 12pt F }"
css = CSS(string=face % Path(path).as_uri(), font_config=fonts)
page = "<html lang=th><body>" + "".join(f"<p>{html.escape(line)}</p>" for line in lines)
made = HTML(string=page).write_pdf(stylesheets=[css], font_config=fonts)
"""
WORD = """
import re, uharfbuzz
from fontTools.ttLib import TTFont
blob = uharfbuzz.Blob.from_file_path(path)
face = uharfbuzz.Face(blob)
font, em = uharfbuzz.Font(face), face.upem
cmap, widths = TTFont(path).getBestCmap(), TTFont(path)["hmtx"]
order = TTFont(path).getReverseGlyphMap()
plain = {order[name]: chr(code) for code, name in cmap.items()}
OLD = dict(zip("\\u0e48\\u0e49\\u0e4a\\u0e4b\\u0e4c\\u0e31\\u0e47\\u0e34\\u0e35\\u0e36\\u0e37\\u0e38\\u0e39",
    (0xF70A, 0xF70B, 0xF70C, 0xF70D, 0xF70E, 0xF710, 0xF712, 0xF701, 0xF702, 0xF703, 0xF704, 0xF718, 0xF719)))
texts, pages, out, y = {}, [], [], 780.0
def shape(run):
    buffer = uharfbuzz.Buffer()
    buffer.add_str(run)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    return [(i.codepoint, i.cluster, p) for i, p in zip(buffer.glyph_infos, buffer.glyph_positions)]
def means(gid, cluster, run, first):
    said = plain.get(gid)
    if said is None:
        rest = re.match(r".[\\u0e31-\\u0e3a\\u0e47-\\u0e4e]*\\u0e33?", run[cluster:])[0]
        said = rest[0] if first else next((c for c in rest[1:] if c not in texts.values()), rest[-1])
    if said == "\\u0e4d":
        said = AM
    return chr(OLD[said]) if PRIVATE and said in OLD else said
for line in lines:
    for run in re.findall(r"[\\s\\S]{1,62}(?![\\u0e30-\\u0e3a\\u0e45\\u0e47-\\u0e4e])", line):
        x, before = 70.0, None
        for gid, cluster, at in shape(run):
            texts.setdefault(gid, means(gid, cluster, run, cluster != before))
            before = cluster
            if plain.get(gid) != " ":
                place = (x + at.x_offset * 12 / em, y + at.y_offset * 12 / em)
                out.append("1 0 0 1 %.2f %.2f Tm <%04x> Tj" % (*place, gid))
            x += at.x_advance * 12 / em
        y -= 20
        if y < 60:
            pages.append(out); out, y = [], 780.0
pages.append(out)
def stream(data, more=""):
    return f"<< /Length {len(data)} {more} >>\\nstream\\n".encode() + data + b"\\nendstream"
rows = "".join("<%04x> <%s>\\n" % (g, t.encode("utf-16-be").hex()) for g, t in texts.items())
to = f"1 begincodespacerange <0000> <ffff> endcodespacerange {len(texts)} beginbfchar\\n{rows}endbfchar".encode()
name = {gid: n for n, gid in order.items()}
w = " ".join("%d [%d]" % (g, widths[name[g]][0] * 1000 / em) for g in texts)
kids = " ".join(f"{7 + 2 * i} 0 R" for i in range(len(pages)))
objects = [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
    b"<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>",
    f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
    f" /Supplement 0 >> /FontDescriptor 5 0 R /CIDToGIDMap /Identity /W [{w}] >>".encode(),
    b"<< /Type /FontDescriptor /FontName /F /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 900 /Descent -300"
    b" /CapHeight 700 /StemV 80 /FontFile2 %d 0 R >>" % (7 + 2 * len(pages)), stream(to)]
for page, content in enumerate(pages):
    objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {8 + 2 * page} 0 R"
        " /Resources << /Font << /F 3 0 R >> >> >>".encode())
    objects.append(stream(("BT /F 12 Tf\\n" + "\\n".join(content) + "\\nET").encode()))
with open(path, "rb") as handle:
    objects.append(stream(handle.read()))
made, offsets = b"%PDF-1.5\\n", []
for number, body in enumerate(objects, 1):
    offsets.append(len(made))
    made += b"%d 0 obj\\n" % number + body + b"\\nendobj\\n"
table = "".join("%010d 00000 n \\n" % offset for offset in offsets)
start = len(made)
made += f"xref\\n0 {len(objects) + 1}\\n0000000000 65535 f \\n{table}trailer\\n".encode()
made += f"<< /Size {len(objects) + 1} /Root 1 0 R >>\\nstartxref\\n{start}\\n%%EOF\\n".encode()
"""
PROGRAMS = {
    "reportlab": REPORTLAB, "weasyprint": WEASYPRINT, "fpdf2": FPDF,
    "word": "AM, PRIVATE = ' ', False" + WORD, "word-old": "AM, PRIVATE = '\\u0e4d', True" + WORD,
}  # fmt: skip
ODT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document office:version="1.3" '
    'office:mimetype="application/vnd.oasis.opendocument.text" '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"><office:font-face-decls>'
    '<style:font-face style:name="F" svg:font-family="\'{family}\'"/></office:font-face-decls><office:styles>'
    '<style:default-style style:family="paragraph"><style:text-properties style:font-name="F" '
    'style:font-name-complex="F" fo:font-size="12pt" style:font-size-complex="12pt" fo:language="en" '
    'fo:country="US" style:language-complex="th" style:country-complex="TH"/></style:default-style></office:styles>'
    "<office:body><office:text>{body}</office:text></office:body></office:document>"
)


def by_peer(program: str) -> Engine:
    """Print with a program that runs in the peers' environment."""

    def make(lines: list[str], family: str, path: Path, python: str) -> bytes | None:
        made = ask(python, HEAD + program + TAIL, [lines, family, str(path)])
        return None if made is None else base64.b64decode(made)

    return make


def by_typst(lines: list[str], family: str, path: Path, _: str) -> bytes | None:
    try:
        import typst
    except ModuleNotFoundError:
        return None
    body = "\n\n".join(f"#par[#text({json.dumps(line, ensure_ascii=False)})]" for line in lines)
    with TemporaryDirectory() as folder:
        source = Path(folder) / "text.typ"
        source.write_text(f'#set text(font: "{family}", size: 12pt, lang: "th")\n{body}', encoding="utf8")
        made = typst.compile(str(source), font_paths=[str(path.parent)])
    return bytes(made) if isinstance(made, bytes) else None


def by_office(suffix: str) -> Engine:
    """Print with LibreOffice, from an ODT or DOCX made for it."""

    def make(lines: list[str], family: str, path: Path, _: str) -> bytes | None:
        with TemporaryDirectory() as folder:
            source = Path(folder) / f"text.{suffix}"
            _written(source, lines, family)
            home = f"-env:UserInstallation=file://{folder}/home"
            command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
            return _run(command, source.with_suffix(".pdf"), path)

    return make


def _written(source: Path, lines: list[str], family: str) -> None:
    if source.suffix == ".fodt":
        body = "".join(f"<text:p>{html.escape(line)}</text:p>" for line in lines)
        source.write_text(ODT.format(family=family, body=body), encoding="utf8")
        return
    import docx
    from docx.oxml.ns import qn

    document = docx.Document()
    fonts = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:cs", "w:eastAsia", "w:hAnsi", "w:ascii"):
        fonts.set(qn(name), family)
    for line in lines:
        document.add_paragraph(line)
    document.save(str(source))


def by_chromium(lines: list[str], family: str, path: Path, _: str) -> bytes | None:
    with TemporaryDirectory() as folder:
        page, made = Path(folder) / "page.html", Path(folder) / "page.pdf"
        body = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
        style = f'@font-face {{ font-family: "F"; src: url("{path.as_uri()}") }} body {{ font: 12pt "F" }}'
        page.write_text(f'<html lang="th"><meta charset="utf-8"><style>{style}</style>{body}', encoding="utf8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        return _run([*command, "--allow-file-access-from-files", f"--print-to-pdf={made}", str(page)], made, path)


def _run(command: list[str], made: Path, font: Path) -> bytes | None:
    """Run a program that knows one more folder of fonts; None if it is not installed."""
    if shutil.which(command[0]) is None:
        return None
    conf = made.with_name("fonts.conf")
    conf.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<include>/etc/fonts/fonts.conf</include><dir>{font.parent}</dir></fontconfig>"
    )
    told = {**os.environ, "FONTCONFIG_FILE": str(conf)}
    subprocess.run(command, capture_output=True, timeout=SECONDS, check=True, env=told)
    return made.read_bytes()


ENGINES: dict[str, Engine] = {
    "libreoffice": by_office("fodt"), "docx": by_office("docx"), "chromium": by_chromium, "typst": by_typst,
    **{name: by_peer(program) for name, program in PROGRAMS.items()},
}  # fmt: skip


def main() -> None:
    parser = ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("out", type=Path, help="the folder that is filled")
    parser.add_argument("--text", type=Path, default=OWN, help="a Thai text, one paragraph a line")
    parser.add_argument("--font", action="append", default=[], help="FAMILY=FILE, several times")
    parser.add_argument("--peers", default="", help="Python of an environment with the printing libraries")
    asked = parser.parse_args()
    lines = [line for line in asked.text.read_text(encoding="utf8").splitlines() if line.strip()]
    fonts = {name: Path(path) for name, path in (font.split("=", 1) for font in asked.font)} or FONTS
    asked.out.mkdir(parents=True, exist_ok=True)
    for engine, make in ENGINES.items():
        for family, path in fonts.items():
            made = make(lines, family, path, asked.peers) if asked.peers or engine not in PROGRAMS else None
            print(f"{engine} {family}: {'not installed' if made is None else f'{len(made)} bytes'}", flush=True)
            if made is not None:
                (asked.out / f"{engine}-{family}.pdf").write_bytes(made)
                (asked.out / f"{engine}-{family}.txt").write_text("\n".join(lines), encoding="utf8")


if __name__ == "__main__":
    main()
