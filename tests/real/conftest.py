"""Where the real documents and datasets lie; without them these tests are skipped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real documents, the gold and the datasets."""
    folder = Path(os.environ.get("TRACHU_SHARED") or Path(__file__).parents[3] / "shared")
    if not (folder / "sources").is_dir():
        pytest.skip(f"real documents are not here: no {folder.name}/sources beside the repository, no TRACHU_SHARED")
    return folder
