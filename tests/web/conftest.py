"""Benches for the pages, and a browser over each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from web.browsing import Browser

from trachu import Bench
from trachu.app.web.keeper import Keeper
from trachu.bench import samples


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    """A browser over an empty bench of the test's own; jobs are done at once."""
    yield Browser(Keeper(tmp_path / "bench", working=False))


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bench with the sample, for the tests of this folder; they read it."""
    folder = tmp_path_factory.mktemp("web") / "bench"
    bench = Bench(folder)
    samples.add_to(bench)
    bench.run()
    return folder


@pytest.fixture(scope="session")
def reading(sample_folder: Path) -> Callable[[str], Browser]:
    """Return a browser over the sample in a language; tests look and do not touch."""
    made: dict[str, Browser] = {}

    def of(lang: str = "en") -> Browser:
        if lang not in made:
            made[lang] = Browser(Keeper(sample_folder, working=False), lang)
        return made[lang]

    return of
