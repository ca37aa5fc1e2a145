"""What people typed: sources and judgements, in a database (SQLite in the folder, or PostgreSQL by URL)."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import DateTime, Engine, Integer, String, create_engine, event, inspect, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import NullPool

HEAD = "0001"


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
    added: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class Judgement(Base):
    """What a person said of a suggested record: accepted or rejected, by whom and why."""

    __tablename__ = "judgements"

    record: Mapped[str] = mapped_column(String(64), primary_key=True)
    coder: Mapped[str] = mapped_column(String(100), primary_key=True)
    verdict: Mapped[str] = mapped_column(String(16))
    note: Mapped[str | None] = mapped_column(String(2000))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


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
            session.merge(Judgement(record=record, coder=coder, verdict=verdict, note=note, at=_now()))


def _now() -> datetime:
    return datetime.now(UTC)


def _engine(url: str) -> Engine:
    sqlite = url.startswith("sqlite")
    engine = create_engine(url, poolclass=NullPool if sqlite else None)
    if sqlite:

        @event.listens_for(engine, "connect")
        def durable(connection: Any, _: Any) -> None:
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
