"""Take back what a person did to a claim (accept, reject, correct, code, erase); what was typed is never lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from trachu.bench import people
from trachu.bench.store import Act, Coding, Judgement, written
from trachu.bench.versions import Stale
from trachu.core.errors import UsageError
from trachu.core.words import Words

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

Said = Mapping[str, Any]
SHAPE: dict[str, Any] = {
    "number": pl.Int64, "at": pl.Datetime("us", "UTC"), "what": pl.String, "who": pl.String, "record": pl.String,
    "source": pl.String, "text": pl.String, "stands": pl.Boolean,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: the act (accept, reject, coded, edited, erased), its record, and the claim that stands now.

    ``claim`` is None where nothing stands any more: a claim that was typed and is taken back.
    """

    what: str
    record: str
    source: str | None
    claim: str | None


def undo(bench: Bench, by: str, record: str | None = None) -> Undone:
    """Take back the last act of a person that still stands, on any claim or on this one; what stood before returns.

    Taking back is an act as well, so that nothing of what was typed is lost; see `acts`.
    """
    with Session(bench.store.engine) as session, session.begin():
        act = next((one for one in _acts(session, by, record) if one.number not in _undone(session)), None)
        if act is None:
            raise _nothing(by)
        _check(session, act)
        _restore(session, act)
        what, name, said = _what(act), act.record, act.before or act.after or {}
        claim = name if act.kind == "judgement" or act.before is not None else said.get("edits")
    return Undone(what, name, said.get("source") or _texts(bench).get(name, (None, None))[0], claim)


def acts(bench: Bench, by: str | None = None) -> pl.DataFrame:
    """Tabulate what people did to claims, the newest first; `stands` marks what an undo of its record takes back next.

    Columns: number, at, what (accept, reject, coded, edited, erased, undone), who, record, source, text, stands.
    """
    with Session(bench.store.engine) as session:
        found, gone = _acts(session, by), _undone(session)
    texts = _texts(bench) if found else {}
    rows, met = [], set[tuple[str, str]]()
    for act in found:
        said = act.after or act.before or {}
        source, text = texts.get(act.record, (None, None))
        whose, open_ = (act.coder, act.record), act.undoes is None and act.number not in gone
        what = "undone" if act.undoes is not None else _what(act)
        where, words = said.get("source") or source, said.get("exact") or text
        rows.append((act.number, _utc(act.at), what, act.coder, act.record, where, words, open_ and whose not in met))
        met |= {whose} if open_ else set()
    return pl.DataFrame(rows, schema=SHAPE, orient="row")


def _acts(session: Session, by: str | None, record: str | None = None) -> list[Act]:
    """Return the acts of people, the newest first; what an import replaced is nobody's act."""
    asked = select(Act).where(Act.coder != "").order_by(Act.number.desc())
    if by is not None:
        asked = asked.where(Act.coder == by)
    if record is not None:
        asked = asked.where(Act.record == record)
    return list(session.scalars(asked))


def _undone(session: Session) -> set[int]:
    """Return the numbers of acts that were taken back, and of those that take others back."""
    pairs = session.execute(select(Act.number, Act.undoes).where(Act.undoes.is_not(None)))
    return {number for pair in pairs for number in pair if number is not None}


def _what(act: Act) -> str:
    if act.kind == "judgement":
        return str((act.after or act.before or {})["verdict"])
    if act.after is None:
        return "erased"
    return "edited" if act.after.get("edits") else "coded"


def _row(session: Session, act: Act) -> Judgement | Coding | None:
    if act.kind == "judgement":
        return session.get(Judgement, (act.record, act.coder))
    return session.get(Coding, act.record)


def _check(session: Session, act: Act) -> None:
    """Refuse to take back what is not as it was left, or what somebody's correction rests on."""
    if written(_row(session, act)) != act.after:
        raise Stale(
            Words(
                en="This claim was changed since; nothing was taken back.", th="รายการนี้ถูกเปลี่ยนหลังจากนั้น ระบบไม่ได้ย้อนสิ่งใด"
            ),
            Words(en="Look at what stands now, and decide again.", th="โปรดดูข้อมูลปัจจุบัน แล้วตัดสินอีกครั้ง"),
        )
    resting = select(Coding).where(Coding.edits == act.record)
    if act.kind == "coding" and act.before is None and session.scalars(resting).first() is not None:
        raise UsageError(
            Words(en="A later correction rests on this one.", th="มีการแก้ไขภายหลังที่อาศัยรายการนี้อยู่"),
            Words(en="Take the later one back first.", th="โปรดย้อนการแก้ไขครั้งหลังก่อน"),
        )


def _restore(session: Session, act: Act) -> None:
    """Put back what stood before an act, and write down that this was done."""
    if act.before is None:
        session.delete(_row(session, act))
    else:
        before = {**act.before, "at": datetime.fromisoformat(act.before["at"])}
        session.merge(Judgement(**before) if act.kind == "judgement" else Coding(**before))
    session.add(
        Act(at=datetime.now(UTC), coder=act.coder, kind=act.kind, record=act.record, before=act.after,
            after=act.before, undoes=act.number)
    )  # fmt: skip


def _texts(bench: Bench) -> dict[str, tuple[str | None, str | None]]:
    """Return for each claim its document and its words."""
    frames = (people.suggestions(bench)["claims"], people.typed(bench)["claims"])
    rows = (row for frame in frames for row in frame.select("claim", "source", "text").iter_rows())
    return {claim: (source, text) for claim, source, text in rows}


def _utc(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _nothing(by: str) -> UsageError:
    return UsageError(
        Words(en=f"{by} has nothing to take back here.", th=f"{by} ไม่มีการตัดสินที่จะย้อนกลับในที่นี้"),
        Words(
            en="Only what you did yourself, under the name that you work under, can be taken back.",
            th="ย้อนกลับได้เฉพาะสิ่งที่ท่านทำเองในชื่อที่ใช้อยู่",
        ),
    )
