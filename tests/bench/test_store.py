from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import trachu.bench.store as stores
from trachu.bench.store import HEAD, Base, Store

ABOUT = {"source": "abc", "kind": "document", "name": "a.txt", "part": "plain", "hash": "h", "size": 3}


def test_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(stores.__file__).parent / "migrations"))

    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_migrations_make_what_the_classes_say(tmp_path: Path) -> None:
    store = Store.in_folder(tmp_path)
    with store.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)

    assert differences == []


def test_what_was_typed_is_there_when_opened_again(tmp_path: Path) -> None:
    Store.in_folder(tmp_path).keep_source(**ABOUT, title="A title")
    Store.in_folder(tmp_path).keep_judgement("c1", "me", "reject", "not said")

    again = Store.in_folder(tmp_path)

    assert [s.title for s in again.sources()] == ["A title"]
    assert [(j.record, j.coder, j.verdict, j.note) for j in again.judgements()] == [("c1", "me", "reject", "not said")]


def test_a_later_judgement_replaces_the_earlier(tmp_path: Path) -> None:
    store = Store.in_folder(tmp_path)
    store.keep_judgement("c1", "me", "reject", None)
    store.keep_judgement("c1", "me", "accept", None)

    assert [j.verdict for j in store.judgements()] == ["accept"]


def test_a_forgotten_source_is_gone(tmp_path: Path) -> None:
    store = Store.in_folder(tmp_path)
    store.keep_source(**ABOUT)
    store.forget_source("abc")

    assert store.sources() == []
