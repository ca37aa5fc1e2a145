from __future__ import annotations

import os
import time
from pathlib import Path

import polars as pl
import pytest

from trachu.bench.cache import Absent, Cache, Kept, digest, write_whole


def frames(*values: int) -> dict[str, pl.DataFrame]:
    return {"numbers": pl.DataFrame({"value": list(values)})}


def test_a_step_is_computed_once(tmp_path: Path) -> None:
    cache = Cache(tmp_path)

    first = cache.step("sum", [1], lambda: frames(1, 2))
    again = Cache(tmp_path).step("sum", [1], lambda: frames(9, 9))

    assert again.frame("numbers")["value"].to_list() == [1, 2]
    assert first.digests == again.digests
    assert cache.computed == ["sum"]


def test_another_input_is_another_result(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.step("sum", [1], lambda: frames(1))

    other = cache.step("sum", [2], lambda: frames(2))

    assert other.frame("numbers")["value"].to_list() == [2]
    assert cache.computed == ["sum", "sum"]


def test_a_step_that_fails_leaves_nothing(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")

    def fail() -> dict[str, pl.DataFrame]:
        raise ZeroDivisionError

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            cache.step("sum", [1], fail)

    assert not (tmp_path / "cache").exists()


def test_digest_tells_content_not_layout() -> None:
    whole = pl.DataFrame({"a": ["x", "y", "z"]})
    pieces = pl.concat([whole[:1], whole[1:]], rechunk=True)

    assert digest(whole) == digest(pieces)
    assert digest(whole) != digest(whole.reverse())


def test_write_whole_leaves_no_half_file(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "file.txt"
    write_whole(path, b"one")
    write_whole(path, b"two")

    assert path.read_bytes() == b"two"
    assert [path] == list(path.parent.iterdir())


def test_sweep_removes_what_killed_runs_left(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for name, age in (("killed", 7200), ("young", 0)):
        (tmp_path / f".aside-{name}").mkdir()
        os.utime(tmp_path / f".aside-{name}", (time.time() - age,) * 2)
    cache.step("sum", [1], lambda: frames(1))

    assert 1 == cache.sweep()
    assert [".aside-young"] == [path.name for path in tmp_path.glob(".aside-*")]
    assert 2 == len(list(tmp_path.iterdir()))


def test_what_is_kept_is_given_and_nothing_else_is_worked_out(tmp_path: Path) -> None:
    made = Cache(tmp_path).step("one", [1], lambda: {"a": pl.DataFrame({"n": [1]})})
    kept = Kept(tmp_path)

    assert made == kept.step("one", [1], lambda: {})
    with pytest.raises(Absent):
        kept.step("one", [2], lambda: {"a": pl.DataFrame({"n": [2]})})
    assert 1 == len(list(tmp_path.iterdir()))
