"""PDF: the text layer, read glyph by glyph and by two programs; for every page the best reading is kept."""

from __future__ import annotations

import logging
import warnings
from io import BytesIO
from typing import Any

import polars as pl

from trachu.core.parts import reader
from trachu.core.words import Words
from trachu.sources.guard import broken, check_pages, expect, no_text
from trachu.sources.pdf.choice import better, doubtful, worth
from trachu.sources.pdf.layout import Sheet, put_together
from trachu.sources.pdf.reading import read_sheets

LABEL = Words(en="PDF", th="เอกสาร PDF")

_PASSWORD = Words(en="Remove the password and add the file again.", th="ปลดรหัสผ่านแล้วเพิ่มแฟ้มอีกครั้ง")
# pdfium writes U+FFFE or U+0002 for a hyphen at a line's end, and carriage returns at all of them.
_TIDY = {0x0D: None, 0x00: None, 0xFFFE: "-", 0x02: "-"}


@reader(name="pdf", version="2", suffixes=(".pdf",), label=LABEL)
def read_pdf(data: bytes) -> pl.DataFrame:
    r"""Read the text of every page; offsets are those of all page texts, one behind the other.

    >>> font = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >> >>"
    >>> page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Resources << {font} >> /Contents 4 0 R >>"
    >>> said = "<< /Length 24 >> stream\nBT /F 9 Tf (ASEAN) Tj ET\nendstream"
    >>> parts = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, said]
    >>> file = "%PDF-1.4\n" + "".join(f"{i} 0 obj {p} endobj\n" for i, p in enumerate(parts, 1))
    >>> read_pdf(f"{file}trailer << /Root 1 0 R >>".encode())["text"].to_list()
    ['ASEAN']
    """
    found = readings(data)
    if not any(page.text.strip() for page in found):
        raise no_text(LABEL)
    return put_together(found)


def readings(data: bytes) -> list[Sheet]:
    """Return the best reading of every page that can be had without other programs; it may be empty."""
    expect(data, "pdf", LABEL)
    texts = _with_pdfium(data)
    laid = read_sheets(data)
    chosen = [better(laid.get(number), text) for number, text in enumerate(texts)]
    poor = [number for number, page in enumerate(chosen) if doubtful(page.text)]
    for number, other in (_with_pypdf(data, poor) if poor else {}).items():
        if worth(other) > worth(chosen[number].text):
            chosen[number] = Sheet(other)
    return chosen


def _with_pdfium(data: bytes) -> list[str]:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == 4:  # FPDF_ERR_PASSWORD
            raise broken(LABEL, Words(en="it has a password", th="แฟ้มมีรหัสผ่าน"), _PASSWORD) from None
        raise broken(LABEL, Words(en="it is damaged or cut off", th="แฟ้มเสียหายหรือขาดท้าย")) from None
    try:
        check_pages(len(pdf))
        return [_page_text(pdf, number) for number in range(len(pdf))]
    finally:
        pdf.close()


def _page_text(pdf: Any, number: int) -> str:
    """Return the text of one page; nothing for a page that cannot be loaded."""
    import pypdfium2

    try:
        page = pdf[number]
        layer = page.get_textpage()
    except pypdfium2.PdfiumError:
        return ""
    text = layer.get_text_bounded()
    layer.close()
    page.close()
    return str(text).translate(_TIDY)


def _with_pypdf(data: bytes, numbers: list[int]) -> dict[int, str]:
    """Read some pages with pypdf; a page that it cannot read is left out."""
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it cannot read is told by us
    found = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            pages = pypdf.PdfReader(BytesIO(data)).pages
            for number in numbers:
                found[number] = pages[number].extract_text().translate(_TIDY)
        except (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
            return found
    return found
