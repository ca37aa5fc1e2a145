"""Competing hypotheses: a file that a person edits, cells fed by measures or claims, and what the matrix says."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from trachu.bench import aside
from trachu.bench.aside import Aside
from trachu.bench.cache import key_of, write_whole
from trachu.bench.versions import unchanged
from trachu.core import competing
from trachu.core.competing import CELLS, WEIGHTINGS, Row
from trachu.core.errors import FormatError, NoAccess, UnknownName
from trachu.core.words import Lang, Words

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

BUILT_IN = "order"
FOLDER = "hypotheses"
LONGEST = 200_000  # characters of a question's file
DRAWS, SEED = 200, 1
Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """One item of evidence with its cells, what fed them, and why."""

    name: str
    en: str
    th: str
    weight: float
    cells: tuple[str, ...]
    fed: str
    year: int | None
    why: tuple[str, ...]
    diagnosticity: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the matrix says; hypotheses are named by their names throughout, items from the most telling one on."""

    question: dict[str, str]
    hypotheses: tuple[dict[str, str], ...]
    items: tuple[Item, ...]
    leads: tuple[str, ...]
    scores: dict[str, dict[str, float]]
    support: dict[str, float]
    without: dict[str, tuple[str, ...]]
    reversals: tuple[dict[str, Any], ...]

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain data."""
        return asdict(self)

    def say(self, lang: Lang) -> str:
        """Show the matrix, the scores, and what would change the verdict."""
        names = [one["name"] for one in self.hypotheses]
        head = f"{'':<28}" + "".join(f"{name:>14}" for name in names)
        rows = [
            f"{item.name:<28}" + "".join(f"{cell:>14}" for cell in item.cells) + f"   {item.diagnosticity:.2f}"
            for item in self.items
        ]
        scored = [
            f"{weighting:<28}" + "".join(f"{by[name]:>14.2f}" for name in names)
            for weighting, by in self.scores.items()
        ]
        shared = f"{_SHARE.say(lang):<28}" + "".join(f"{self.support[name]:>14.2f}" for name in names)
        left = [f"  − {item}: {', '.join(new)}" for item, new in self.without.items()]
        turned = [f"  {r['item']} · {r['hypothesis']} → {r['cell']}: {', '.join(r['leads'])}" for r in self.reversals]
        parts = [self.question[lang], head, *rows, "", *scored, shared, f"{_LEADS.say(lang)}: {', '.join(self.leads)}"]
        return "\n".join([*parts, "", _WOULD.say(lang), *(left + turned or [f"  {_NOTHING.say(lang)}"])])


_SHARE = Words(en="share of weights", th="สัดส่วนของค่าน้ำหนัก")
_LEADS = Words(en="Least is against", th="มีหลักฐานคัดค้านน้อยที่สุด")
_WOULD = Words(
    en="What would change the verdict (an item left out, or one cell changed):",
    th="สิ่งที่จะเปลี่ยนผลสรุป (ตัดหลักฐานออก หรือเปลี่ยนช่องเดียว):",
)
_NOTHING = Words(en="nothing single", th="ไม่มีสิ่งใดเพียงสิ่งเดียว")


def weigh(bench: Bench, file: str | Path | None = None) -> Verdict:
    """Weigh the hypotheses of a TOML file (or the built-in ones on the order of the world) against the evidence.

    A file lies anywhere, or in the bench's folder `hypotheses`, where its name without `.toml` is enough.
    Cells are CC, C, N, I, II or NA (Heuer 1999); typed, or fed by a measure. Leading is the hypothesis with the
    least against it; `scores` show other weightings, `support` the share of weights of the items under which each
    leads, `without` and `reversals` which item or cell alone would change the verdict.
    """
    return _weigh(bench, _parsed(str(file or BUILT_IN), text(bench, file)))


def _weigh(bench: Bench, given: Data) -> Verdict:
    names = [one["name"] for one in given["hypotheses"]]
    items = [_item(bench, one, names) for one in given["items"]]
    used = [Row(item.name, item.weight, item.cells) for item in items if set(item.cells) != {"NA"}]

    def named(places: tuple[int, ...]) -> tuple[str, ...]:
        """Return the names of the hypotheses at these places."""
        return tuple(names[place] for place in places)

    nothing = [0.0] * len(names)
    scores = {w: dict(zip(names, competing.inconsistency(used, w) or nothing, strict=True)) for w in WEIGHTINGS}
    shares = competing.support(used) if used else [1 / len(names)] * len(names)
    reversals = competing.reversed_cells(used)
    return Verdict(
        question=given["question"],
        hypotheses=tuple({key: one[key] for key in ("name", "en", "th")} for one in given["hypotheses"]),
        items=tuple(sorted(items, key=lambda item: (-item.diagnosticity, item.name))),
        leads=named(competing.leaders(list(scores["heuer"].values()))),
        scores=scores,
        support=dict(zip(names, shares, strict=True)),
        without={item: named(places) for item, places in competing.dropped(used).items()},
        reversals=tuple(
            {"item": item, "hypothesis": names[place], "cell": cell, "leads": named(new)}
            for item, place, cell, new in reversals
        ),
    )


def names(bench: Bench) -> list[str]:
    """Return the questions there are: the built-in ones and those in the bench's own folder."""
    built_in = (path.name.removesuffix(".toml") for path in (files("trachu.ontology") / FOLDER).iterdir())
    return sorted({*own(bench), *built_in})


def own(bench: Bench) -> list[str]:
    """Return the names of the questions in the bench's own folder."""
    return sorted(path.stem for path in (bench.folder / FOLDER).glob("*.toml"))


def version(bench: Bench, name: str) -> str:
    """Name the state of a question; empty where there is none."""
    return key_of(text(bench, name))[:12] if name in names(bench) else ""


def text(bench: Bench, file: str | Path | None = None) -> str:
    """Return the TOML of a question, the bench's own before the built-in one."""
    name = str(file or BUILT_IN)
    kept = bench.folder / FOLDER / f"{Path(name).stem}.toml"
    built_in = files("trachu.ontology") / FOLDER / f"{name}.toml"
    place = next((p for p in (Path(name), kept) if p.is_file()), built_in)
    try:
        return place.read_text(encoding="utf8")
    except OSError:
        raise NoAccess(
            Words(en=f"There is no file of hypotheses {name}.", th=f"ไม่พบแฟ้มสมมติฐาน {name}"),
            Words(en="Name a TOML file, or none for the built-in one.", th="โปรดระบุแฟ้ม TOML หรือไม่ระบุเพื่อใช้แฟ้มที่มีมาให้"),
        ) from None


def question(bench: Bench, name: str) -> Words:
    """Return what a file of hypotheses asks."""
    asked = _parsed(name, text(bench, name))["question"]
    return Words(en=str(asked["en"]), th=str(asked["th"]))


def save(bench: Bench, name: str, written: str, *, over: bool = False) -> str | None:
    """Keep a question under a name in the bench's folder, once it can be weighed.

    With `over` what stood there before is put aside first; the key to bring it back by is returned.
    """
    aside.check_name(name)
    if len(written) > LONGEST:
        raise _wrong(name, f"> {LONGEST}")
    _weigh(bench, _parsed(name, written))
    key = aside.copy(bench.folder / FOLDER, name) if over else None
    write_whole(bench.folder / FOLDER / f"{name}.toml", written.encode())
    return key


def remove(bench: Bench, name: str, seen: str) -> str:
    """Put a question of one's own aside, if nobody changed it since its version `seen`; return the key of it."""
    if name not in own(bench):
        raise UnknownName("file", name, own(bench))
    unchanged(version(bench, name), seen)
    return aside.put(bench.folder / FOLDER, name)


def removed(bench: Bench) -> list[Aside]:
    """Return the questions that were put aside or written over, the latest first."""
    return aside.listed(bench.folder / FOLDER)


def restore(bench: Bench, key: str, named: str = "") -> str:
    """Bring a question back under its own name or another; return the name."""
    return aside.back(bench.folder / FOLDER, key, named)


def _parsed(name: str, written: str) -> dict[str, Any]:
    """Read TOML and check its shape."""
    try:
        given = tomllib.loads(written)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _wrong(name, str(error)) from None
    _check(name, given)
    return given


def _check(name: str, given: Data) -> None:
    for part, keys in (("hypotheses", {"name", "en", "th"}), ("items", {"name", "en", "th"})):
        rows = given.get(part)
        if not isinstance(rows, list) or not rows:
            raise _wrong(name, f"[[{part}]]")
        lacking = [f"{part}: {sorted(keys - set(row))}" for row in rows if keys - set(row)]
        doubled = len({row.get("name") for row in rows}) < len(rows)
        if lacking or doubled:
            raise _wrong(name, lacking[0] if lacking else f"{part}: name")
    if not {"en", "th"} <= set(given.get("question", {})):
        raise _wrong(name, "question.en, question.th")


def _wrong(name: str, what: str) -> FormatError:
    return FormatError(
        Words(en=f"The file of hypotheses {name} is wrong: {what}", th=f"แฟ้มสมมติฐาน {name} ไม่ถูกต้อง: {what}"),
        Words(
            en="Correct it; ontology/hypotheses/order.toml shows the form.",
            th="โปรดแก้ไข ดูรูปแบบได้ใน ontology/hypotheses/order.toml",
        ),
    )


def _item(bench: Bench, one: Data, names: list[str]) -> Item:
    """Fill the cells of an item: by its measure where it has one, else as typed."""
    year: int | None = None
    why: list[str] = []
    if "measure" in one:
        cells, fed, year, why = _measured(bench, one, names)
    else:
        typed = one.get("cells", {})
        cells, fed = [typed.get(name, "NA") for name in names], "typed"
    strange = [cell for cell in cells if cell not in CELLS]
    if strange:
        raise _wrong(str(one["name"]), f"{strange[0]} ({', '.join(CELLS)})")
    why += _cited(bench, one.get("claims", []))
    weight = float(one.get("credibility", 1.0)) * float(one.get("relevance", 1.0))
    row = Row(str(one["name"]), weight, tuple(cells))
    return Item(row.name, one["en"], one["th"], weight, row.cells, fed, year, tuple(why), row.diagnosticity)


def _cited(bench: Bench, claims: list[str]) -> list[str]:
    """Return the traces of the claims that an item rests on."""
    known = dict(bench.table("claims").select("claim", "why").iter_rows()) if claims else {}
    for claim in claims:
        if claim not in known:
            raise UnknownName("claim", claim, known)
    return [known[claim] for claim in claims]


def _measured(bench: Bench, one: Data, names: list[str]) -> tuple[list[str], str, int | None, list[str]]:
    """Return the cells, what fed them, the year and the traces; without data every cell is NA."""
    options, model = one.get("options", {}), one.get("model")
    found = bench.every(one["measure"], **options)
    if model and not found.is_empty():
        found = bench.spread(one["measure"], model, draws=DRAWS, seed=SEED, **options)
    fed = f"{one['measure']} {json.dumps(options, sort_keys=True, ensure_ascii=False)}"
    latest = -1 if found.is_empty() else found["year"].max()
    year = one.get("year", latest)
    now = found.filter(pl.col("year") == year)
    if now.is_empty():
        return ["NA"] * len(names), fed, None, []
    why = now["why"].drop_nulls().unique().sort().to_list()
    return [_cell(now, one, name) for name in names], fed, int(str(year)), why


def _cell(now: pl.DataFrame, one: Data, name: str) -> str:
    if name in one.get("says", {}):
        said = now.filter(pl.col("item").is_in(one["says"][name]))
        specifications = now["options"].n_unique()
        return competing.cell_of_share(float(said["value"].sum()) / specifications)
    if name in one.get("fits", {}):
        value, low, high = (pl.col(n) for n in ("value", "low", "high"))
        row = now.select(
            value.median(), pl.coalesce(low, value).min().alias("least"), pl.coalesce(high, value).max().alias("most")
        ).row(0)
        return competing.cell_of_range(row[0], row[1], row[2], tuple(one["fits"][name]))
    return "NA"
