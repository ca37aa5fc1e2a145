"""Write docs/reference from the parts, the tables and the commands: `make docs`. A test fails when it is stale."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import typer.main

from trachu.app.cli import app
from trachu.bench import shelves
from trachu.core import parts
from trachu.core.parts import Kind, Part
from trachu.core.tables import TABLES

MADE = "<!-- Made by `make docs`; change the code, not this page. -->"
HEADINGS = {
    "dataset": "Datasets", "reader": "Readers", "coder": "Coders", "measure": "Measures", "model": "Models",
    "brief": "Briefs", "chart": "Charts",
}  # fmt: skip


def pages() -> dict[str, str]:
    """Return the text of every generated page by its name."""
    shelves.load()
    found = {"parts.md": _parts(), "tables.md": _tables(), "commands.md": _commands()}
    return {name: f"{MADE}\n\n{chr(10).join(lines)}\n" for name, lines in found.items()}


def _parts() -> Iterator[str]:
    yield "# Parts\n\nEvery part is one file; this page grows by itself."
    for kind in get_args(Kind):
        yield f"\n## {HEADINGS[kind]}\n"
        for part in parts.all_of(kind):
            yield from _part(part)


def _part(part: Part) -> Iterator[str]:
    yield f"### {part.name}\n\n{part.label.en} · {part.label.th}\n"
    summary = inspect.cleandoc(part.run.__doc__ or "").partition("\n>>>")[0].strip()
    yield summary.replace(">>>", "").strip() + "\n"
    rows = [("version", part.version), ("needs", ", ".join(part.needs)), ("key", ", ".join(part.key))]
    rows += [(f"option `{name}`", _option(part, name)) for name in part.options]
    rows += [
        (name, _plain(part.more[name])) for name in ("years", "codes", "tier", "licence", "url") if name in part.more
    ]
    rows += [("files", ", ".join(part.more.get("suffixes", ())))]
    rows += [("cite", ", ".join(c for c in part.cite if not c.startswith("@")))]
    yield "\n".join(f"- {name}: {value}" for name, value in rows if value) + "\n"


def _option(part: Part, name: str) -> str:
    allowed = part.choices().get(name)
    default = part.options[name].default
    shown = "" if default is inspect.Parameter.empty else f"default `{default!r}`"
    values = f"one of {', '.join(f'`{a!r}`' for a in allowed)}" if allowed else ""
    return "; ".join(said for said in (values, shown) if said)


def _plain(value: object) -> str:
    return "–".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _tables() -> Iterator[str]:
    yield "# Tables\n\nWhat passes between the rooms. Key columns in bold.\n"
    yield "| table | columns |\n| --- | --- |"
    for table in TABLES.values():
        columns = (f"**{name}**" if name in table.key else name for name in table.columns)
        yield f"| {table.name} | {', '.join(columns)} |"


def _commands() -> Iterator[str]:
    yield "# Commands\n"
    yield from _verbs("trachu", typer.main.get_command(app))


def _verbs(path: str, group: Any) -> Iterator[str]:
    """Describe the verbs of a group, and those of the groups in it."""
    for name, command in sorted(group.commands.items()):
        yield f"## {path} {name}\n\n{command.help}\n"
        for param in command.params:
            names = ", ".join(param.opts) if param.param_type_name == "option" else param.name.upper()
            yield f"- `{names}`" + (f" {param.help}" if getattr(param, "help", None) else "")
        yield ""
        if hasattr(command, "commands"):
            yield from _verbs(f"{path} {name}", command)


if __name__ == "__main__":
    for page, text in pages().items():
        Path("docs/reference", page).write_text(text, encoding="utf8")
