"""A person's own scenarios: TOML files in the bench's folder, kept once they can be run; removed ones come back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from trachu.bench.cache import key_of, write_whole
from trachu.bench.versions import unchanged
from trachu.core.errors import NoAccess, TooLarge, TrachuError, UnknownName, UsageError
from trachu.core.structure import MECHANISMS, Rules
from trachu.core.words import Words
from trachu.ontology.scenario import Scenario, read, scenarios

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

FOLDER = "scenarios"
REMOVED = "removed"
LONGEST = 100_000  # characters of a file
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,40}")


def names(folder: Path | None) -> list[str]:
    """Return the names of a bench's own scenarios."""
    found = (path.stem for path in folder.joinpath(FOLDER).glob("*.toml")) if folder else ()
    return sorted(name for name in found if _NAME.fullmatch(name) and name not in scenarios())


def text(folder: Path, name: str) -> str:
    """Return the TOML of an own scenario."""
    if name not in names(folder):
        raise UnknownName("scenario", name, [*names(folder), *scenarios()])
    try:
        return folder.joinpath(FOLDER, f"{name}.toml").read_text(encoding="utf8")
    except (OSError, UnicodeDecodeError):
        raise NoAccess(
            Words(en=f"{name}.toml cannot be read.", th=f"อ่าน {name}.toml ไม่ได้"),
            Words(en="Save it as UTF-8 in the folder scenarios.", th="โปรดบันทึกเป็น UTF-8 ในโฟลเดอร์ scenarios"),
        ) from None


def title(folder: Path, name: str) -> Words:
    """Return the title of an own scenario; its name, if the file is wrong."""
    try:
        return read(name, text(folder, name)).title
    except TrachuError:
        return Words(en=name, th=name)


def version(folder: Path, name: str) -> str:
    """Name the state of an own scenario; empty where there is none."""
    return key_of(text(folder, name))[:12] if name in names(folder) else ""


def free(folder: Path, stem: str) -> str:
    """Return a name that no scenario has yet.

    >>> free(Path("nowhere"), "chip4_controls"), free(Path("nowhere"), "scenario")
    ('chip4_controls_2', 'scenario')
    """
    taken = {*names(folder), *scenarios()}
    numbered = (f"{stem[:36]}_{n}" for n in range(2, 2 + len(taken) + 1))
    return next(name for name in (stem, *numbered) if name not in taken)


def checked(supposed: Scenario) -> Scenario:
    """Refuse mechanisms and rules that the engine does not have."""
    for mechanism in supposed.mechanisms:
        if mechanism not in MECHANISMS:
            raise UnknownName("mechanism", mechanism, MECHANISMS)
    for rule in supposed.rules:
        if rule not in Rules._fields:
            raise UnknownName("rule", rule, Rules._fields)
    return supposed


def save(bench: Bench, name: str, written: str, seen: str, old: str = "") -> Scenario:
    """Keep a scenario under a name, if nobody changed it since its version `seen`; `old` is renamed to `name`."""
    folder, before = bench.folder, old or name
    check_name(name)
    if len(written) > LONGEST:
        raise TooLarge(
            Words(en=f"A scenario has at most {LONGEST:,} characters.", th=f"ฉากทัศน์ยาวได้ไม่เกิน {LONGEST:,} อักขระ"),
            Words(en="Shorten it.", th="โปรดทำให้สั้นลง"),
        )
    if name != before and name in names(folder):
        raise _taken(name)
    supposed = checked(read(name, written))
    unchanged(version(folder, before), seen)
    write_whole(folder / FOLDER / f"{name}.toml", written.encode())
    if name != before:
        folder.joinpath(FOLDER, f"{before}.toml").unlink(missing_ok=True)
    return supposed


def check_name(name: str) -> None:
    """Refuse what is no name, or a name of the box."""
    if name in scenarios():
        raise _taken(name)
    if not _NAME.fullmatch(name):
        raise UsageError(
            Words(en=f"{name!r} is no name for a scenario.", th=f"{name!r} ใช้เป็นชื่อฉากทัศน์ไม่ได้"),
            Words(en="Use letters a–z, digits, - and _.", th="โปรดใช้อักษร a–z ตัวเลข - และ _"),
        )


def remove(bench: Bench, name: str, seen: str) -> str:
    """Put a scenario aside, if nobody changed it since its version `seen`; return the version that was put aside."""
    written = text(bench.folder, name)
    unchanged(version(bench.folder, name), seen)
    write_whole(_aside(bench.folder, name, seen), written.encode())
    bench.folder.joinpath(FOLDER, f"{name}.toml").unlink()
    return seen


def removed(folder: Path) -> list[tuple[str, str]]:
    """Return name and version of the scenarios that were put aside."""
    files = (path.stem.rpartition(".") for path in folder.joinpath(FOLDER, REMOVED).glob("*.toml"))
    return sorted((name, version) for name, _, version in files if _NAME.fullmatch(name))


def restore(bench: Bench, name: str, version: str) -> str:
    """Bring back a scenario that was put aside; under another name if its own is taken by now. Return the name."""
    if (name, version) not in removed(bench.folder):
        raise UnknownName("removed scenario", name, [one for one, _ in removed(bench.folder)])
    aside, named = _aside(bench.folder, name, version), free(bench.folder, name)
    write_whole(bench.folder / FOLDER / f"{named}.toml", aside.read_bytes())
    aside.unlink()
    return named


def _aside(folder: Path, name: str, version: str) -> Path:
    return folder / FOLDER / REMOVED / f"{name}.{version}.toml"


def _taken(name: str) -> UsageError:
    return UsageError(
        Words(en=f"There is a scenario {name!r} already.", th=f"มีฉากทัศน์ชื่อ {name!r} อยู่แล้ว"),
        Words(en="Choose another name.", th="โปรดใช้ชื่ออื่น"),
    )
