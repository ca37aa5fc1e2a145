"""The catalogue of datasets: what there is, taking it in, and whether what the bench has is as published."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from trachu import Bench
from trachu.app.cli import app
from trachu.bench import catalogue
from trachu.bench.download import Fetched
from trachu.core import parts
from trachu.core.errors import FormatError, UnknownName, UsageError

NMC = (
    b"stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version\n"
    b"THI,800,2021,-9,361,4000,173000,71601,23500,0.0079,2026\n"
)
LATER = NMC + b"THI,800,2022,-9,361,4000,173000,71697,24000,0.0078931926,2026\n"


def giving(raw: bytes) -> Callable[..., Fetched]:
    return lambda url, **_: Fetched(url, "NMC.csv", raw)


def nobody(url: str, **_: object) -> Fetched:
    raise AssertionError(f"nothing may be fetched, but {url} was")


def call(*words: str | Path, code: int = 0) -> str:
    result = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)

    assert code == result.exit_code, result.output
    return result.stdout


def test_every_dataset_is_listed_with_its_citation() -> None:
    rows = {row["name"]: row for row in catalogue.catalogue()}

    assert {part.name for part in parts.all_of("dataset")} | set(catalogue.NEVER) == set(rows)
    assert [] == [n for n, row in rows.items() if row["tier"] != "D" and not (row["bibtex"] and row["apa_th"])]
    assert rows["cow_nmc"]["fetched"]
    assert not rows["sipri_register"]["fetched"]


def test_addresses_are_https_and_only_of_what_may_be_fetched() -> None:
    addresses = [(p.more["tier"], url) for p in parts.all_of("dataset") for url in p.more["download"]]

    assert [] == [(tier, url) for tier, url in addresses if tier not in ("A", "B") or not url.startswith("https://")]


def test_a_dataset_is_fetched_and_its_checksum_compared(own_bench: Bench) -> None:
    first = catalogue.add(own_bench, "cow_nmc", get=giving(NMC))
    again = catalogue.add(own_bench, "cow_nmc", get=giving(NMC))
    newer = catalogue.add(own_bench, "cow_nmc", get=giving(LATER))
    source = own_bench.source(first[0].source.source)

    assert [(False, ()), (True, ()), (False, ("NMC.csv",))] == [(a.known, a.beside) for a in (*first, *again, *newer)]
    assert parts.find("dataset", "cow_nmc").more["download"][0] == source.url
    assert source.retrieved
    assert 2 == len(catalogue.kept(own_bench))


def test_a_file_of_another_dataset_changes_nothing(own_bench: Bench) -> None:
    with pytest.raises(FormatError, match=r"^NMC\.csv: "):
        catalogue.add(own_bench, "atop", get=giving(NMC))

    assert [] == own_bench.store.sources()


@pytest.mark.parametrize("name", ["sipri_register", "gw_states", "cow_alliances"])
def test_what_may_not_or_cannot_be_fetched_says_what_to_do(own_bench: Bench, name: str) -> None:
    with pytest.raises(UsageError, match="trachu data add"):
        catalogue.add(own_bench, name, get=nobody)


def test_a_file_of_ones_own_needs_no_network(own_bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "ksgmdw.txt").write_text(
        "statenumber\tcountryname\tstart\tend\n800\tThailand\t1816-01-01\t2020-12-31\n"
    )
    catalogue.add(own_bench, "gw_states", tmp_path / "ksgmdw.txt", get=nobody)
    (row,) = catalogue.check(own_bench)

    assert (True, 1816, 2020, []) == (row["ok"], row["first"], row["last"], row["notes"])


def test_a_file_that_was_changed_or_lost_is_told(own_bench: Bench) -> None:
    (added,) = catalogue.add(own_bench, "cow_nmc", get=giving(NMC))
    kept = own_bench.folder / "sources" / added.source.hash
    kept.write_bytes(LATER)
    changed = catalogue.check(own_bench)
    kept.unlink()
    lost = catalogue.check(own_bench)

    assert ["the file is not the one that was added"] == [one["en"] for one in changed[0]["faults"]]
    assert ["the file is gone from the bench"] == [one["en"] for one in lost[0]["faults"]]


def test_another_edition_is_told(own_bench: Bench) -> None:
    (added,) = catalogue.add(own_bench, "cow_nmc", get=giving(NMC))
    about = {c.name: getattr(added.source, c.name) for c in type(added.source).__table__.columns if c.name != "added"}
    own_bench.store.keep_source(**{**about, "version": "6.0"})
    (row,) = catalogue.check(own_bench)

    assert row["ok"]
    assert "added as version 6.0; trachu reads 7.0 now" == row["notes"][0]["en"]
    assert "2021–2021" in row["notes"][-1]["th"]


def test_verbs(own_bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "nmc.csv").write_bytes(NMC)
    folder = own_bench.folder
    added = json.loads(call("data", "add", "cow_nmc", tmp_path / "nmc.csv", "-b", folder, "--json"))
    listed = {row["name"]: row for row in json.loads(call("data", "list", "-b", folder, "--json"))}

    assert [False] == [one["known"] for one in added]
    assert (["nmc.csv"], 2021, 2021) == tuple(listed["cow_nmc"][n] for n in ("files", "have_first", "have_last"))
    assert "cow_nmc" in call("data", "list", "-b", folder, "--csv")
    assert "singer1972distribution" in call("data", "list", "cow_nmc", "--lang", "th", "-b", folder)
    assert call("data", "check", "-b", folder, "--lang", "th").startswith("ok  cow_nmc")
    (folder / "sources" / added[0]["sha256"]).unlink()
    assert call("data", "check", "-b", folder, code=1).startswith("NO  cow_nmc")


def test_a_wrong_name_gets_a_suggestion(own_bench: Bench) -> None:
    with pytest.raises(UnknownName, match="cow_nmc"):
        catalogue.add(own_bench, "cow_nnc", get=nobody)
