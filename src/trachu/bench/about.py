"""What this installation has: its parts, and whether it can do its work."""

from __future__ import annotations

import platform
import shutil
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, get_args

from trachu.bench import shelves
from trachu.core import parts
from trachu.core.errors import UnknownName
from trachu.core.parts import Kind

LIBRARIES = ("polars", "numpy", "sqlalchemy", "pypdfium2", "pypdf", "lxml", "pythainlp", "vl-convert-python")


def parts_list(kind: str | None = None) -> list[dict[str, Any]]:
    """Return kind, name, version, both labels, options and references of every part."""
    shelves.load()
    kinds: tuple[Kind, ...] = get_args(Kind)
    if kind is not None and kind not in kinds:
        raise UnknownName("kind of part", kind, kinds)
    return [_about(part) for one in kinds if kind in (None, one) for part in parts.all_of(one)]


def _about(part: parts.Part) -> dict[str, Any]:
    options = {name: list(allowed) for name, allowed in part.choices().items()}
    more = {name: part.more[name] for name in ("years", "tier", "licence", "url", "suffixes") if name in part.more}
    cite = [c if not c.lstrip().startswith("@") else "own entry" for c in part.cite]
    return {
        "kind": part.kind, "name": part.name, "version": part.version, "en": part.label.en, "th": part.label.th,
        "options": options, "cite": cite, **more,
    }  # fmt: skip


def check_up(bench: Path | None) -> list[dict[str, Any]]:
    """Return what was checked, whether it is well, and what was found."""
    rows = [_row("python", True, platform.python_version()), *(_library(name) for name in LIBRARIES)]
    count = len(parts_list())
    rows.append(_row("parts", count > 0, str(count)))
    for tool in ("pdftotext", "tesseract"):
        rows.append(_row(f"{tool} (optional)", True, shutil.which(tool) or "not installed"))
    if bench is not None:
        free = shutil.disk_usage(bench if bench.exists() else Path.cwd()).free // 2**20
        rows.append(_row("disk", free > 200, f"{free} MiB free"))
        rows.append(_row("bench", (bench / "trachu.db").exists(), str(bench)))
    return rows


def _library(name: str) -> dict[str, Any]:
    try:
        return _row(name, True, version(name))
    except PackageNotFoundError:
        return _row(name, False, "not installed; run make again")


def _row(what: str, ok: bool, says: str) -> dict[str, Any]:
    return {"what": what, "ok": ok, "says": says}
