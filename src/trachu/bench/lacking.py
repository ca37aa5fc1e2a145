"""What a model would read and a bench does not have: said before its numbers are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trachu.core import parts
from trachu.core.income import SERIES
from trachu.core.words import Words

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

WITHOUT = Words(
    en="No GDP per head in this bench: {model} does without relative income. Add the dataset fariss or maddison.",
    th="โต๊ะงานนี้ไม่มีข้อมูลผลิตภัณฑ์มวลรวมในประเทศต่อหัว {model} จึงคำนวณโดยไม่ใช้รายได้เปรียบเทียบ โปรดเพิ่มชุดข้อมูล fariss หรือ maddison",
)
NOTHING = Words(
    en="No GDP per head in this bench: {model} has no forecast. Add the dataset fariss or maddison.",
    th="โต๊ะงานนี้ไม่มีข้อมูลผลิตภัณฑ์มวลรวมในประเทศต่อหัว {model} จึงพยากรณ์ไม่ได้ โปรดเพิ่มชุดข้อมูล fariss หรือ maddison",
)


def lacking(bench: Bench, model: str) -> Words | None:
    """Say what falls out of a model because the bench has no GDP per head; None where nothing does."""
    part = parts.find("model", model)
    if not set(SERIES) & set(part.more["reads"]):
        return None
    if bench.run_.facts().frame("capabilities")["indicator"].is_in(list(SERIES)).any():
        return None
    said = WITHOUT if "income" in part.options else NOTHING
    return Words(en=said.en.format(model=model), th=said.th.format(model=model))
