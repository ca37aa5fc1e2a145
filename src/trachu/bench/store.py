"""What people typed: sources, codings, codes and judgements; in a database (SQLite in the folder, or PostgreSQL)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, DateTime, Engine, Float, Integer, String, Text, create_engine, event, inspect, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import NullPool

HEAD = "0004"


class Base(DeclarativeBase):
    """What all tables of the database share."""


class Source(Base):
    """A file that somebody added: the document or the published dataset, and how to cite it."""

    __tablename__ = "sources"

    source: Mapped[str] = mapped_column(String(16), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(255))
    part: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    size: Mapped[int] = mapped_column(Integer)
    title: Mapped[str | None] = mapped_column(String(1000))
    authors: Mapped[str | None] = mapped_column(String(1000))
    publisher: Mapped[str | None] = mapped_column(String(1000))
    lang: Mapped[str | None] = mapped_column(String(8))
    published: Mapped[str | None] = mapped_column(String(40))
    retrieved: Mapped[str | None] = mapped_column(String(40))
    version: Mapped[str | None] = mapped_column(String(64))
    url: Mapped[str | None] = mapped_column(String(2000))
    licence: Mapped[str | None] = mapped_column(String(1000))
    label: Mapped[str | None] = mapped_column(String(64))
    grade: Mapped[str | None] = mapped_column(String(2))
    added: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class Judgement(Base):
    """What a person said of a suggested record: accepted or rejected, by whom and why."""

    __tablename__ = "judgements"

    record: Mapped[str] = mapped_column(String(64), primary_key=True)
    coder: Mapped[str] = mapped_column(String(100), primary_key=True)
    verdict: Mapped[str] = mapped_column(String(16))
    note: Mapped[str | None] = mapped_column(String(2000))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class Coding(Base):
    """A claim that a person typed: its words with what stands around them, and what they are coded as."""

    __tablename__ = "codings"

    coding: Mapped[str] = mapped_column(String(16), primary_key=True)
    source: Mapped[str] = mapped_column(String(16))
    start: Mapped[int] = mapped_column(Integer)
    end: Mapped[int] = mapped_column(Integer)
    exact: Mapped[str] = mapped_column(Text)
    prefix: Mapped[str] = mapped_column(Text)
    suffix: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(64))
    type: Mapped[str] = mapped_column(String(64))
    stance: Mapped[str] = mapped_column(String(64))
    mode: Mapped[str | None] = mapped_column(String(64))
    domain: Mapped[str | None] = mapped_column(String(64))
    date: Mapped[str | None] = mapped_column(String(64))
    speaker: Mapped[str | None] = mapped_column(String(255))
    unit: Mapped[str | None] = mapped_column(String(64))
    edits: Mapped[str | None] = mapped_column(String(64))
    note: Mapped[str | None] = mapped_column(String(4000))
    guid: Mapped[str | None] = mapped_column(String(36))
    contexts: Mapped[list[str]] = mapped_column(JSON)
    cited: Mapped[list[str]] = mapped_column(JSON)
    disputes: Mapped[list[str]] = mapped_column(JSON)
    parties: Mapped[list[list[str]]] = mapped_column(JSON)
    value: Mapped[float | None] = mapped_column(Float)
    coder: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class Code(Base):
    """A code of the team's own, beside the types of the ontology."""

    __tablename__ = "codes"

    code: Mapped[str] = mapped_column(String(64), primary_key=True)
    parent: Mapped[str | None] = mapped_column(String(64))
    en: Mapped[str] = mapped_column(String(255))
    th: Mapped[str] = mapped_column(String(255))
    meaning: Mapped[str | None] = mapped_column(String(4000))
    colour: Mapped[str | None] = mapped_column(String(7))
    guid: Mapped[str | None] = mapped_column(String(36))


class Seen(Base):
    """A document that a person has read to the end, whether or not anything in it was coded."""

    __tablename__ = "readings"

    source: Mapped[str] = mapped_column(String(16), primary_key=True)
    coder: Mapped[str] = mapped_column(String(100), primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class Job(Base):
    """Long work that a person asked for: what, how far it is, and how it ended."""

    __tablename__ = "jobs"

    job: Mapped[str] = mapped_column(String(16), primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    about: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(16))
    says: Mapped[str] = mapped_column(String(255))
    done: Mapped[int] = mapped_column(Integer)
    total: Mapped[int] = mapped_column(Integer)
    tries: Mapped[int] = mapped_column(Integer)
    worker: Mapped[str | None] = mapped_column(String(255))
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    error: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    asked: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ended: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class Act(Base):
    """What a person did to a record: what stood before, what stands since; None where there is nothing.

    Acts are added and never changed; one that takes another back names it as `undoes`.
    """

    __tablename__ = "acts"

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    coder: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(16))
    record: Mapped[str] = mapped_column(String(64))
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    undoes: Mapped[int | None] = mapped_column(Integer)


class Store:
    """The database of a bench."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        if _version(self.engine) != HEAD:
            _upgrade(self.engine)

    @classmethod
    def in_folder(cls, folder: Path) -> Store:
        """Open the SQLite database of a folder, made if absent."""
        return cls(f"sqlite:///{folder / 'trachu.db'}")

    def sources(self) -> list[Source]:
        """Return every source, in the order of its id, so that results do not depend on the order of adding."""
        with Session(self.engine, expire_on_commit=False) as session:
            return list(session.scalars(select(Source).order_by(Source.source)))

    def keep_source(self, **about: Any) -> Source:
        """Write a source down; what is known of it already is replaced."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            return session.merge(Source(added=_now(), **about))

    def forget_source(self, source: str) -> None:
        """Delete a source."""
        with Session(self.engine) as session, session.begin():
            found = session.get(Source, source)
            if found is not None:
                session.delete(found)

    def judgements(self) -> list[Judgement]:
        """Return every judgement, in order of record and coder."""
        with Session(self.engine, expire_on_commit=False) as session:
            return list(session.scalars(select(Judgement).order_by(Judgement.record, Judgement.coder)))

    def keep_judgement(self, record: str, coder: str, verdict: str, note: str | None) -> None:
        """Write a judgement down; a coder's later judgement replaces the earlier."""
        with Session(self.engine) as session, session.begin():
            before = written(session.get(Judgement, (record, coder)))
            made = session.merge(Judgement(record=record, coder=coder, verdict=verdict, note=note, at=_now()))
            session.add(_act("judgement", record, coder, before, written(made)))

    def codings(self) -> list[Coding]:
        """Return every coding, in order of source, place and id."""
        order = (Coding.source, Coding.start, Coding.coding)
        with Session(self.engine, expire_on_commit=False) as session:
            return list(session.scalars(select(Coding).order_by(*order)))

    def keep_codings(self, rows: Iterable[Mapping[str, Any]], by: str = "") -> None:
        """Write codings down, all or none; one with a known id replaces it. `by` is who typed them, if anybody did."""
        with Session(self.engine) as session, session.begin():
            for row in rows:
                before = written(session.get(Coding, row["coding"]))
                made = session.merge(Coding(at=_now(), **row))
                if by or before:
                    session.add(_act("coding", row["coding"], by, before, written(made)))

    def forget_coding(self, coding: str) -> None:
        """Delete a coding; what it said is kept among the acts of its coder."""
        with Session(self.engine) as session, session.begin():
            found = session.get(Coding, coding)
            if found is not None:
                session.add(_act("coding", coding, found.coder, written(found), None))
                session.delete(found)

    def codes(self) -> list[Code]:
        """Return the team's own codes."""
        with Session(self.engine, expire_on_commit=False) as session:
            return list(session.scalars(select(Code).order_by(Code.code)))

    def keep_codes(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Write codes down, all or none; one that is known is replaced, and what it said is kept among the acts."""
        with Session(self.engine) as session, session.begin():
            for row in rows:
                before = written(session.get(Code, row["code"]))
                after = written(session.merge(Code(**row)))
                if before not in (None, after):
                    session.add(_act("code", row["code"], "", before, after))

    def readings(self) -> list[Seen]:
        """Return who has read what to the end."""
        with Session(self.engine, expire_on_commit=False) as session:
            return list(session.scalars(select(Seen).order_by(Seen.source, Seen.coder)))

    def keep_reading(self, source: str, coder: str) -> None:
        """Write down that a person has read a document to the end."""
        with Session(self.engine) as session, session.begin():
            session.merge(Seen(source=source, coder=coder, at=_now()))


def written(row: Judgement | Coding | Code | None) -> dict[str, Any] | None:
    """Return a row as it is kept among the acts: every column, its time as text of UTC."""
    if row is None:
        return None
    columns = {column.name: getattr(row, column.name) for column in row.__table__.columns}
    if isinstance(row, Code):
        return columns
    at = row.at if row.at.tzinfo else row.at.replace(tzinfo=UTC)
    return {**columns, "at": at.astimezone(UTC).isoformat()}


def _act(kind: str, record: str, coder: str, before: dict[str, Any] | None, after: dict[str, Any] | None) -> Act:
    return Act(at=_now(), coder=coder, kind=kind, record=record, before=before, after=after)


def _now() -> datetime:
    return datetime.now(UTC)


def _engine(url: str) -> Engine:
    sqlite = url.startswith("sqlite")
    engine = create_engine(url, poolclass=NullPool if sqlite else None)
    if sqlite:

        @event.listens_for(engine, "connect")
        def durable(connection: Any, _: Any) -> None:
            """Have SQLite keep what is written through a loss of power, and keep foreign keys."""
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA foreign_keys=ON")
            connection.execute("PRAGMA busy_timeout=10000")

    return engine


def _version(engine: Engine) -> str | None:
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
