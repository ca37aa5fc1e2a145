"""Parts: functions that trachu can find by name, with the words that describe them.

A part is data and a function. The decorators below only write the function down;
they return it unchanged, so a part can be called, tested and read as it stands.
"""

from __future__ import annotations

import hashlib
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from types import ModuleType
from typing import Any, Literal, NamedTuple, TypeVar, get_args, get_origin, get_type_hints

from trachu.core.errors import OptionError, UnknownName
from trachu.core.tables import Table
from trachu.core.words import Words

F = TypeVar("F", bound=Callable[..., Any])
Kind = Literal["dataset", "reader", "coder", "measure", "model", "brief", "chart"]
Tier = Literal["A", "B", "C", "D"]
Codes = Literal["iso3", "cow", "gw", "name"]
Skill = Literal["skilled", "calibrated", "theory"]
SKILLS: Mapping[Skill, Words] = {
    "skilled": Words(en="skilled: beats no change in hindcasts", th="มีทักษะ: พยากรณ์ย้อนหลังได้ดีกว่าการสมมติว่าไม่เปลี่ยนแปลง"),
    "calibrated": Words(
        en="calibrated only: its intervals hold, it does not see change coming",
        th="เทียบค่าแล้วเท่านั้น: ช่วงความเชื่อมั่นใช้ได้ แต่มองไม่เห็นการเปลี่ยนแปลงล่วงหน้า",
    ),
    "theory": Words(
        en="theory module: no skill shown in hindcasts", th="แบบจำลองเชิงทฤษฎี: ยังไม่มีหลักฐานว่าพยากรณ์ย้อนหลังได้ดี"
    ),
}


class Edition(NamedTuple):
    """An edition of a dataset: its version, the last year that it covers, and how to cite it, if not as the others."""

    version: str
    last: int
    cite: tuple[str, ...] = ()


Editions = Mapping[str, Edition]  # by what files say in their column `version`


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A registered function: what it is called, needs, gives and cites.

    ``cite`` holds keys of the ontology's BibTeX files, or whole BibTeX entries (a text that
    begins with ``@``), so that a part in one file can bring its own reference.
    """

    kind: Kind
    name: str
    version: str
    label: Words
    run: Callable[..., Any]
    needs: tuple[str, ...] = ()
    gives: tuple[Table, ...] = ()
    key: tuple[str, ...] = ()
    cite: tuple[str, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """Name this state of the part: kind, name, version and the text of its file."""
        return f"{self.kind}.{self.name}.v{self.version}.{_digest(self.run.__module__)}"

    @property
    def options(self) -> dict[str, inspect.Parameter]:
        """Return the keyword-only options of the function."""
        signature = inspect.signature(self.run)
        return {n: p for n, p in signature.parameters.items() if p.kind is p.KEYWORD_ONLY}

    def choices(self) -> dict[str, tuple[Any, ...]]:
        """Return the values that each `Literal` or `bool` option may take."""
        hints = get_type_hints(self.run)
        found: dict[str, tuple[Any, ...]] = {}
        for name in self.options:
            if get_origin(hints[name]) is Literal:
                found[name] = get_args(hints[name])
            elif hints[name] is bool:
                found[name] = (False, True)
        return found

    def every(self, **fixed: Any) -> Iterator[dict[str, Any]]:
        """Yield every combination of the options that are not fixed: the specifications."""
        self.settle(fixed)
        free = {n: c for n, c in self.choices().items() if n not in fixed}
        for combination in product(*free.values()):
            yield {**fixed, **dict(zip(free, combination, strict=True))}

    def settle(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return all options with their values, defaults filled in; refuse what is not known."""
        unknown = [name for name in given if name not in self.options]
        if unknown:
            raise _option_error(self, unknown[0], list(self.options))
        for name, allowed in self.choices().items():
            if name in given and given[name] not in allowed:
                raise _option_error(self, f"{name}={given[name]!r}", [f"{name}={c!r}" for c in allowed])
        defaults = {n: p.default for n, p in self.options.items() if p.default is not p.empty}
        settled = {**defaults, **given}
        lacking = [name for name in self.options if name not in settled]
        if lacking:
            raise _option_error(self, f"(no {lacking[0]})", [f"{lacking[0]}=…"])
        return settled


def _option_error(part: Part, given: str, allowed: list[str]) -> OptionError:
    listed = ", ".join(allowed) or "-"
    return OptionError(
        Words(en=f"The {part.kind} {part.name} does not take {given}.", th=f"{part.kind} {part.name} ไม่รับ {given}"),
        Words(en=f"It takes: {listed}.", th=f"ตัวเลือกที่รับได้: {listed}"),
    )


@cache
def _digest(module: str) -> str:
    source = inspect.getsource(sys.modules[module])
    return hashlib.sha256(source.encode()).hexdigest()[:10]


_parts: dict[Kind, dict[str, Part]] = {}


def _register(kind: Kind, name: str, **about: Any) -> Callable[[F], F]:
    def write_down(run: F) -> F:
        """Put a function on its shelf, and return it unchanged."""
        shelf = _parts.setdefault(kind, {})
        if name in shelf and shelf[name].run.__module__ != run.__module__:
            raise ValueError(
                f"Two {kind}s are called {name!r}: one in {shelf[name].run.__module__} "
                f"and one in {run.__module__}. Rename one of them."
            )
        shelf[name] = Part(kind=kind, name=name, run=run, **about)
        return run

    return write_down


def dataset(
    *, name: str, version: str, gives: tuple[Table, ...], years: tuple[int, int], header: tuple[str, ...], codes: Codes,
    label: Words, url: str, licence: str, tier: Tier, cite: tuple[str, ...], checksums: tuple[str, ...] = (),
    download: tuple[str, ...] = (), later: str = "", editions: Editions | None = None,
) -> Callable[[F], F]:  # fmt: skip
    """Register a function from the bytes of a published file to `{table name: frame}`.

    ``years`` is the coverage, first and last; rows outside it are a fault. ``header`` are columns
    that tell the published file from others. ``codes`` says which codes stand in the actor
    columns; facts turns them into actors. ``tier``: A may be bundled, B is fetched or added with
    citation, C the user brings, D is never automated. ``checksums`` are SHA-256 of known files.
    ``download`` are the addresses of the published files themselves, where tier A or B allows to fetch them
    and they are known; ``later`` names a newer edition that this part does not read yet. ``editions`` are
    those that the part reads: a file says itself which it is, and is shown and covers years accordingly.
    """
    more = {
        "years": years, "header": header, "codes": codes, "url": url, "licence": licence, "tier": tier,
        "checksums": checksums, "download": download, "later": later, "editions": editions or {},
    }  # fmt: skip
    return _register("dataset", name, version=version, gives=gives, label=label, cite=cite, more=more)


def reader(*, name: str, version: str, suffixes: tuple[str, ...], label: Words) -> Callable[[F], F]:
    """Register a function from the bytes of a document to its `pages` (page, text, raw).

    ``raw`` holds, for every character of the page's text, its index in the raw document: the
    decoded file for plain text and HTML, the extractor's text for PDF and DOCX.
    """
    return _register("reader", name, version=version, label=label, more={"suffixes": suffixes})


def coder(
    *, name: str, version: str, label: Words, cite: tuple[str, ...] = (),
    questions: Callable[[Any], list[str]] | None = None,
) -> Callable[[F], F]:  # fmt: skip
    """Register a function from one document's passages to `{mentions, dates, citations, claims, parties}`.

    A coder that leans on a program outside trachu gives its ``questions`` for a document's passages; it is called with
    the answers that were recorded, by question, and the name of the program: `(passages, answers, *, program)`.
    """
    return _register("coder", name, version=version, label=label, cite=cite, more={"questions": questions})


def measure(
    *, name: str, version: str, needs: tuple[str, ...], key: tuple[str, ...], label: Words, cite: tuple[str, ...],
    unit: Words, indicators: Callable[[Mapping[str, Any]], tuple[str, ...]] | None = None,
) -> Callable[[F], F]:  # fmt: skip
    """Register a function from fact tables to one number per key.

    Options are keyword-only. Those typed as `Literal` or `bool` are specifications: the bench can
    run every combination. The result has the key's columns, `value`, and if known `low`, `high`
    and `because` (the whys of the rows that the number rests on). ``indicators`` tells from the
    options which capabilities are read, so that a model need not draw the others.
    """
    more = {"unit": unit, "indicators": indicators}
    about: dict[str, Any] = {"needs": needs, "key": key, "label": label, "cite": cite, "more": more}
    return _register("measure", name, version=version, **about)


def model(
    *, name: str, version: str, needs: tuple[str, ...], label: Words, skill: Skill, cite: tuple[str, ...] = (),
    reads: tuple[str, ...] = (),
) -> Callable[[F], F]:  # fmt: skip
    """Register `(*tables, seed, draws) -> {table name: frame with a column draw}`.

    ``skill`` is the class that hindcasts have shown, and every number of the model carries it. ``reads`` are the
    indicators that the model needs whatever the measure reads; without any it treats each indicator alike.
    """
    more = {"skill": skill, "reads": reads}
    return _register("model", name, version=version, needs=needs, label=label, cite=cite, more=more)


def brief(*, name: str, version: str, label: Words) -> Callable[[F], F]:
    """Register a function from a desk (which answers for measures and tables) to a `Brief`."""
    return _register("brief", name, version=version, label=label)


def chart(*, name: str, version: str, label: Words) -> Callable[[F], F]:
    """Register a function from a frame of values and a language to a Vega-Lite specification."""
    return _register("chart", name, version=version, label=label)


def find(kind: Kind, name: str) -> Part:
    """Return the part of this kind and name."""
    shelf = _parts.get(kind, {})
    if name not in shelf:
        raise UnknownName(kind, name, shelf)
    return shelf[name]


def all_of(kind: Kind) -> list[Part]:
    """Return every part of this kind, in order of name."""
    return [part for _, part in sorted(_parts.get(kind, {}).items())]


def load(package: ModuleType) -> None:
    """Import every module of `package`, so that adding a file is enough."""
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
