"""What a person did is taken back step by step, and nothing that was typed is lost."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from trachu import Bench
from trachu.bench import highlights, samples, undoing, versions
from trachu.bench.store import Store, written
from trachu.core.errors import UsageError


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("undo") / "bench"
    bench = Bench(folder)
    samples.add_to(bench)
    return folder


@pytest.fixture
def bench(read: Path, tmp_path: Path) -> Bench:
    """A bench over the sample, its database its own."""
    found = Bench(read, database=f"sqlite:///{tmp_path / 'own.db'}")
    for source in Bench(read).store.sources():
        columns = {c.name: getattr(source, c.name) for c in source.__table__.columns if c.name != "added"}
        found.store.keep_source(**columns)
    return found


def claims(bench: Bench) -> list[str]:
    return list(bench.table("claims").filter(kind="event")["claim"])


def state(bench: Bench, claim: str, source: str) -> str:
    return highlights.card(bench, claim, source).state


def test_the_last_act_is_taken_back_then_the_one_before(bench: Bench) -> None:
    one, two = claims(bench)[:2]
    bench.judge(one, "accept", by="me")
    bench.judge(two, "reject", by="me")
    done = [bench.undo(by="me"), bench.undo(by="me")]

    assert [("reject", two, two), ("accept", one, one)] == [(u.what, u.record, u.claim) for u in done]
    assert [] == bench.store.judgements()
    assert two in claims(bench)


def test_a_second_thought_gives_way_to_the_first(bench: Bench) -> None:
    claim = claims(bench)[0]
    bench.judge(claim, "accept", by="me", note="first")
    seen = versions.of_record(bench, claim)
    bench.judge(claim, "reject", by="me")
    bench.undo(by="me", record=claim)

    assert [("accept", "first")] == [(j.verdict, j.note) for j in bench.store.judgements()]
    assert seen == versions.of_record(bench, claim)


def test_others_keep_what_they_did(bench: Bench) -> None:
    claim = claims(bench)[0]
    bench.judge(claim, "reject", by="other")
    with pytest.raises(UsageError, match="nothing to take back"):
        bench.undo(by="me")
    bench.judge(claim, "accept", by="me")
    bench.undo(by="me", record=claim)

    assert [("other", "reject")] == [(j.coder, j.verdict) for j in bench.store.judgements()]
    with pytest.raises(UsageError, match="nothing to take back"):
        bench.undo(by="me", record=claim)


def test_a_correction_is_taken_back_and_the_suggestion_counts_again(bench: Bench) -> None:
    row = bench.table("claims").filter(kind="event").row(0, named=True)
    made = bench.edit(row["claim"], by="me", date="2024-06")
    again = bench.edit(row["claim"], by="me", date="2024-07")
    first = bench.undo(by="me", record=made)

    assert made == again and ("edited", made) == (first.what, first.claim)
    assert ["2024-06"] == [c.date for c in bench.store.codings()]

    second = bench.undo(by="me", record=made)
    assert ("edited", row["claim"], row["source"]) == (second.what, second.claim, second.source)
    assert "open" == state(bench, row["claim"], row["source"])


def test_a_correction_that_another_corrected_stays(bench: Bench) -> None:
    made = bench.edit(claims(bench)[0], by="me", date="2024-06")
    bench.edit(made, by="other", date="2024-07")
    with pytest.raises(UsageError, match="rests on this one"):
        bench.undo(by="me")

    assert {"me", "other"} == {c.coder for c in bench.store.codings()}


def test_what_was_erased_comes_back(bench: Bench) -> None:
    row = bench.table("claims").filter(kind="event").row(0, named=True)
    made = bench.code(row["source"], row["text"], "AID", by="me", actors=["RUS"], page=row["page"], note="kept")
    before = [written(c) for c in bench.store.codings()]
    bench.store.forget_coding(made)
    done = bench.undo(by="me")

    assert ("erased", made, row["source"]) == (done.what, done.claim, done.source)
    assert before == [written(c) for c in bench.store.codings()]


def test_what_was_coded_is_gone_and_still_told(bench: Bench) -> None:
    row = bench.table("claims").filter(kind="event").row(0, named=True)
    bench.code(row["source"], row["text"], "AID", by="me", actors=["RUS"], page=row["page"])
    done = bench.undo(by="me")
    told = undoing.acts(bench, "me")

    assert ("coded", None) == (done.what, done.claim)
    assert [("undone", False), ("coded", False)] == told.select("what", "stands").rows()
    assert {row["text"]} == set(told["text"]) and {row["source"]} == set(told["source"])


def test_what_an_import_wrote_over_is_not_taken_back_unseen(bench: Bench) -> None:
    made = bench.edit(claims(bench)[0], by="me", date="2024-06")
    row = {**(written(bench.store.codings()[0]) or {}), "date": "2024"}
    bench.store.keep_codings([{name: value for name, value in row.items() if name != "at"}])
    with pytest.raises(versions.Stale):
        bench.undo(by="me", record=made)

    assert ["2024"] == [c.date for c in bench.store.codings()]


def test_each_record_has_one_act_that_can_be_taken_back(bench: Bench) -> None:
    one, two = claims(bench)[:2]
    for claim, verdict in ((one, "accept"), (two, "accept"), (one, "reject")):
        bench.judge(claim, verdict, by="me")
    bench.judge(one, "reject", by="other")

    assert [(one, "reject", True), (two, "accept", True), (one, "accept", False)] == undoing.acts(bench, "me").select(
        "record", "what", "stands"
    ).rows()
    assert {"me", "other"} == set(undoing.acts(bench)["who"])


def test_what_was_typed_before_there_were_acts_can_be_taken_back(tmp_path: Path) -> None:
    store = Store.in_folder(tmp_path)
    store.keep_judgement("c1", "me", "accept", None)
    with store.engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE acts"))
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0003'"))
    again = Bench(tmp_path)
    said = written(again.store.judgements()[0])

    assert [("accept", True)] == undoing.acts(again).select("what", "stands").rows()
    assert "accept" == again.undo(by="me").what
    assert [] == again.store.judgements()
    with again.store.engine.connect() as connection:
        kept = connection.execute(sa.text("SELECT after FROM acts WHERE undoes IS NULL")).scalar_one()

    assert said == json.loads(kept)
    assert datetime.now(UTC) > datetime.fromisoformat(json.loads(kept)["at"])
