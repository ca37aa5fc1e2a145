"""The fixed words of a brief, and how a footnote reads."""

from __future__ import annotations

from trachu.core.words import Lang, Words
from trachu.core.writing import Note, Origin

LABELS = {
    "findings": Words(en="Findings", th="ข้อค้นพบ"),
    "method": Words(en="How it was worked out", th="วิธีคำนวณ"),
    "references": Words(en="References", th="รายการอ้างอิง"),
    "notes": Words(en="Notes", th="เชิงอรรถ"),
    "figure": Words(en="Figure", th="ภาพ"),
    "table": Words(en="Table", th="ตาราง"),
    "back": Words(en="back to the text", th="กลับไปยังเนื้อความ"),
    "made": Words(
        en="Written by trachu from the sources named below. Every note ends with the trace that "
        "trachu why follows down to the words on the page.",
        th="เขียนโดย trachu จากแหล่งข้อมูลที่ระบุไว้ด้านล่าง เชิงอรรถทุกข้อลงท้ายด้วยรหัสที่มา "
        "ซึ่งคำสั่ง trachu why ใช้ไล่กลับไปจนถึงถ้อยคำในหน้าเอกสาร",
    ),
}
QUOTED = 220


def note_lines(note: Note, lang: Lang) -> list[str]:
    """Return the lines of a footnote: origins with page and words, then the traces to ask for, on one line."""
    lines = [_origin(origin, lang) for origin in note.origins]
    if note.more:
        lines.append(f"และอีก {note.more} แห่ง" if lang == "th" else f"and {note.more} more places")
    return [*(lines or ["-"]), f"trachu why {' · '.join(note.traces)}"]


def _origin(origin: Origin, lang: Lang) -> str:
    said = origin.reference.say(lang)
    if origin.page is not None:
        said += f" น. {origin.page}" if lang == "th" else f" p. {origin.page}"
    if origin.quote:
        said += f": “{_short(origin.quote)}”"
    return said


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= QUOTED else flat[:QUOTED].rstrip() + " …"
