"""A person's own scenarios: TOML files in the bench's folder, kept once they can be run; removed ones come back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from trachu.bench import aside
from trachu.bench.aside import Aside
from trachu.bench.cache import key_of, write_whole
from trachu.bench.versions import unchanged
from trachu.core.errors import NoAccess, TooLarge, TrachuError, UnknownName
from trachu.core.structure import MECHANISMS, Rules
from trachu.core.words import Words
from trachu.ontology.scenario import Scenario, read, scenarios

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

FOLDER = "scenarios"
LONGEST = 100_000  # characters of a file


def names(folder: Path | None) -> list[str]:
    """Return the names of a bench's own scenarios."""
    found = (path.stem for path in folder.joinpath(FOLDER).glob("*.toml")) if folder else ()
    return sorted(name for name in found if aside.NAME.fullmatch(name) and name not in scenarios())


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
    return aside.unused(folder / FOLDER, stem, scenarios())


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
    aside.check_name(name)
    if name != before or name in scenarios():
        aside.refuse_taken(folder / FOLDER, name, scenarios())
    if len(written) > LONGEST:
        raise TooLarge(
            Words(en=f"A scenario has at most {LONGEST:,} characters.", th=f"ฉากทัศน์ยาวได้ไม่เกิน {LONGEST:,} อักขระ"),
            Words(en="Shorten it.", th="โปรดทำให้สั้นลง"),
        )
    supposed = checked(read(name, written))
    unchanged(version(folder, before), seen)
    write_whole(folder / FOLDER / f"{name}.toml", written.encode())
    if name != before:
        folder.joinpath(FOLDER, f"{before}.toml").unlink(missing_ok=True)
    return supposed


def remove(bench: Bench, name: str, seen: str) -> str:
    """Put a scenario aside, if nobody changed it since its version `seen`; return the key to bring it back by."""
    text(bench.folder, name)
    unchanged(version(bench.folder, name), seen)
    return aside.put(bench.folder / FOLDER, name)


def removed(folder: Path) -> list[Aside]:
    """Return the scenarios that were put aside, the latest first."""
    return aside.listed(folder / FOLDER, scenarios())


def restore(bench: Bench, key: str, named: str = "") -> str:
    """Bring back a scenario that was put aside, under its own name or another; return the name."""
    return aside.back(bench.folder / FOLDER, key, named, scenarios())
