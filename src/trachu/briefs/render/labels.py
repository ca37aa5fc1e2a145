"""The fixed words of a brief, and how a footnote reads."""

from __future__ import annotations

from trachu.core.dates import say_date
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
    "summary": Words(en="In brief", th="สรุปสาระสำคัญ"),
    "contents": Words(en="Contents", th="สารบัญ"),
    "tables": Words(en="Tables", th="สารบัญตาราง"),
    "figures": Words(en="Figures", th="สารบัญภาพ"),
    "chapter": Words(en="Chapter", th="บทที่"),
    "conclusion": Words(en="Findings", th="สรุปผลการศึกษา"),
    "numbered table": Words(en="Table", th="ตารางที่"),
    "numbered figure": Words(en="Figure", th="ภาพที่"),
    "bibliography": Words(en="References", th="บรรณานุกรม"),
    "memo": Words(en="Memorandum", th="บันทึกข้อความ"),
    "office": Words(en="From", th="ส่วนราชการ"),
    "number": Words(en="No.", th="ที่"),
    "date": Words(en="Date", th="วันที่"),
    "subject": Words(en="Subject", th="เรื่อง"),
    "to": Words(en="To", th="เรียน"),
    "background": Words(en="Background", th="ความเป็นมา"),
    "facts": Words(en="Facts", th="ข้อเท็จจริง"),
    "considerations": Words(en="Considerations", th="ข้อพิจารณา"),
    "advice": Words(en="Recommendations", th="ข้อเสนอแนะ"),
    "closing": Words(en="Submitted for consideration.", th="จึงเรียนมาเพื่อโปรดพิจารณา"),
    "signature": Words(en="(Name) ………………………………", th="(……………………………………)"),
    "post": Words(en="(Position) ……………………………", th="ตำแหน่ง ………………………………"),
    "to write": Words(
        en="(To be written by the officer in charge: the sources bear facts and considerations, not a recommendation.)",
        th="(ผู้รับผิดชอบเรื่องเป็นผู้เขียนข้อเสนอแนะ เพราะแหล่งข้อมูลรองรับเพียงข้อเท็จจริงและข้อพิจารณา)",
    ),
    "asks": Words(
        en="This memorandum answers the question above from {works} works, listed at its end, with {notes} notes.",
        th="บันทึกนี้ตอบคำถามข้างต้นโดยอาศัยเอกสารและชุดข้อมูลตามรายการอ้างอิง {works} รายการ และเชิงอรรถ {notes} ข้อ",
    ),
    "content": Words(en="Content", th="รหัสเนื้อหา"),
    "see": Words(en="Sources", th="ที่มา"),
    "finding": Words(en="Finding", th="ข้อค้นพบที่"),
    "continued": Words(en="continued", th="ต่อ"),
    "shows": Words(en="Chart", th="แผนภูมิ"),
}
QUOTED = 220
TRACES = 4  # that a footnote on paper names; the others stand in the HTML and in the bench


def note_lines(note: Note, lang: Lang) -> list[str]:
    """Return the lines of a footnote: origins with page and words, then the traces to ask for, on one line."""
    lines = [_origin(origin, lang) for origin in note.origins]
    if note.more:
        lines.append(f"และอีก {note.more} แห่ง" if lang == "th" else f"and {note.more} more places")
    return [*(lines or ["-"]), f"trachu why {' · '.join(note.traces)}"]


def short_note(note: Note, lang: Lang) -> tuple[str, str]:
    """Return a footnote for paper: its origins on one line, the first traces on another.

    >>> origin = Origin("dataset", Words(en="(A, 2020)", th="(ก, 2563)"), "source:1", hash="0f")
    >>> short_note(Note(1, ("a", "b", "c", "d", "e", "f"), (), (origin,)), "en")
    ('(A, 2020) · sha256:0f', 'trachu why a · b · c · d (+2)')
    """
    *origins, _ = note_lines(note, lang)
    more = f" (+{len(note.traces) - TRACES})" if len(note.traces) > TRACES else ""
    return "; ".join(origins), f"trachu why {' · '.join(note.traces[:TRACES])}{more}"


def _origin(origin: Origin, lang: Lang) -> str:
    said = origin.reference.say(lang)
    if origin.page is not None:
        said += f" น. {origin.page}" if lang == "th" else f" p. {origin.page}"
    if origin.quote:
        said += f": “{_short(origin.quote)}”"
    if origin.retrieved:
        day = say_date(origin.retrieved, lang)
        said += f" สืบค้นเมื่อ {day}" if lang == "th" else f", retrieved {day}"
    return f"{said} · sha256:{origin.hash}" if origin.hash else said


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= QUOTED else flat[:QUOTED].rstrip() + " …"
