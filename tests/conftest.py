"""What many tests share: the sample bench, made once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from trachu import Bench
from trachu.bench import samples

settings.register_profile("trachu", deadline=None)  # time never decides a test
settings.load_profile("trachu")


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the machine has set from changing a test."""
    for name in ("TRACHU_BENCH", "TRACHU_DATABASE", "TRACHU_LANG", "TRACHU_CODER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture(scope="session")
def sample_bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A bench with the bundled sample; tests read it and never change it."""
    bench = Bench(tmp_path_factory.mktemp("sample") / "bench")
    samples.add_to(bench)
    bench.run()
    return bench


@pytest.fixture
def own_bench(tmp_path: Path) -> Bench:
    """An empty bench of the test's own."""
    return Bench(tmp_path / "bench")
