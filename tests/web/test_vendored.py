"""The files of others: as they were published, with their licences, none of them copyleft."""

from __future__ import annotations

import tomllib
from hashlib import sha256

from trachu.app.web.factory import STATIC

VENDOR = STATIC / "vendor"
LISTED = tomllib.loads((VENDOR / "VENDORED.toml").read_text(encoding="utf8"))["files"]
FREE = {"0BSD", "ISC", "MIT", "BSD-3-Clause", "Apache-2.0"}


def test_every_file_is_listed_and_every_licence_is_there() -> None:
    listed = {entry["file"] for entry in LISTED} | {entry["licence_file"] for entry in LISTED} | {"VENDORED.toml"}

    assert listed == {path.name for path in VENDOR.iterdir()}


def test_every_file_is_as_it_was_published() -> None:
    for entry in LISTED:
        assert entry["sha256"] == sha256((VENDOR / entry["file"]).read_bytes()).hexdigest(), entry["file"]


def test_every_licence_is_free() -> None:
    assert {entry["licence"] for entry in LISTED} <= FREE
