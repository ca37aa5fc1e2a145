"""Frames and values of measures as files for other programs, with their labels, citations and method beside them.

Beside `x.dta` lie `x.codebook.csv` (what each column means, in both languages), `x.bib` (what to cite) and
`x.method.md` (how it was made, in both languages). Stata gets labels of variables and values inside the file, R a
script that reads the file and labels it, GraphML the labels of its attributes.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from trachu.bench import graphml, units
from trachu.bench.cache import write_whole
from trachu.bench.feeding import feeding
from trachu.bench.labels import label, values_of, whole
from trachu.bench.method import made, method
from trachu.core import parts
from trachu.core.errors import NoAccess, UsageError
from trachu.core.words import Lang, Words
from trachu.ontology import reference as refs

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

STATA_NAME, STATA_LABEL, STATA_TEXT = 32, 80, 2045  # characters; characters; bytes of a fixed text
SMALL = 2**31 - 28  # Stata's largest whole number
RESERVED = {"if", "in", "using", "with", "byte", "int", "long", "float", "double", "strl", "_all", "_n", "_cons"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file: its name there, what it means in both languages, and its unit."""

    name: str
    column: str
    words: Words


def save(bench: Bench, frame: pl.DataFrame, path: Path, lang: Lang = "en") -> list[Path]:
    """Write a frame to a file of the format that its ending names, and what belongs to it beside; return the paths.

    Endings: .parquet, .csv, .dta (Stata 14 and later), .arrow (R and others), .graphml (pairs, or the table of ties).
    `lang` is the language of the labels inside the file; the codebook has both.
    """
    write = FORMATS.get(path.suffix.lower())
    if write is None:
        listed = ", ".join(FORMATS)
        raise UsageError(
            Words(en=f"{path.name} has no ending that trachu writes.", th=f"trachu ไม่เขียนแฟ้มชนิดของ {path.name}"),
            Words(en=f"Choose one of {listed}.", th=f"โปรดเลือกนามสกุลใดนามสกุลหนึ่งใน {listed}"),
        )
    plain = _plain(frame)
    columns = described(bench, plain, stata=path.suffix.lower() == ".dta")
    found = made(bench, frame)
    files = write(bench, plain, columns, path, lang)
    stem = path.with_suffix("")
    files[Path(f"{stem}.codebook.csv")] = _codebook(plain, columns, feeding(bench, plain.columns, found.datasets))
    files[Path(f"{stem}.bib")] = refs.bibtex(found.references).encode()
    words = method(bench, frame)
    files[Path(f"{stem}.method.md")] = f"{words.en}\n\n{words.th}\n".encode()
    try:
        for file, content in files.items():
            write_whole(file, content)
    except OSError as error:
        raise NoAccess(
            Words(en=f"{path} cannot be written: {error.strerror}.", th=f"เขียน {path} ไม่ได้: {error.strerror}"),
            Words(en="Check the folder and the permissions.", th="โปรดตรวจโฟลเดอร์และสิทธิ์การเข้าถึง"),
        ) from None
    return list(files)


def described(bench: Bench, frame: pl.DataFrame, *, stata: bool = False) -> list[Column]:
    """Return the columns of a frame with their labels, under names that the format allows."""
    known = _units(bench)
    names = stata_names(frame.columns) if stata else {name: name for name in frame.columns}
    told = units.thai(known)
    words = {name: Words(en=label(name, known).en, th=label(name, told).th) for name in frame.columns}
    if "value" in words and "measure" in frame.columns and frame["measure"].n_unique() == 1:
        part = parts.find("measure", frame["measure"][0])
        en, th = f"{part.label.en} ({part.more['unit'].en})", f"{part.label.th} ({part.more['unit'].th})"
        words["value"] = Words(en=en, th=th)
    return [Column(names[name], name, words[name]) for name in frame.columns]


def stata_names(columns: Sequence[str]) -> dict[str, str]:
    """Return names that Stata takes: letters, digits and _, up to 32 characters, none twice.

    >>> stata_names(["gdp", "sanction:arms", "sanction_arms", "2x", "if"])
    {'gdp': 'gdp', 'sanction:arms': 'sanction_arms', 'sanction_arms': 'sanction_arms_2', '2x': '_2x', 'if': 'if_'}
    """
    found: dict[str, str] = {}
    for column in columns:
        name = re.sub(r"[^A-Za-z0-9_]", "_", column)[:STATA_NAME]
        name = f"_{name}"[:STATA_NAME] if not name or name[0].isdigit() else name
        name = f"{name}_" if name.lower() in RESERVED else name
        root, number = name, 2
        while name in found.values():
            name, number = f"{root[: STATA_NAME - 1 - len(str(number))]}_{number}", number + 1
        found[column] = name
    return found


def _units(bench: Bench) -> dict[str, str]:
    """Return the unit of every indicator and flow of the bench."""
    found: dict[str, str] = {}
    for table, column in (("flows", "type"), ("capabilities", "indicator")):
        rows = bench.table(table).drop_nulls("unit").unique(column, keep="first").select(column, "unit")
        found |= dict(rows.iter_rows())
    return found


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    """Write lists as one text and names from a list of names as text."""
    lists = [name for name, kind in frame.schema.items() if isinstance(kind, pl.List)]
    named = [name for name, kind in frame.schema.items() if isinstance(kind, (pl.Enum, pl.Categorical))]
    joined = frame.with_columns(pl.col(lists).cast(pl.List(pl.String)).list.join("; "))
    return joined.with_columns(pl.col(named).cast(pl.String))


def _codebook(frame: pl.DataFrame, columns: Sequence[Column], datasets: Mapping[str, str]) -> bytes:
    rows = [
        {
            "column": c.name, "trachu": c.column, "en": c.words.en, "th": c.words.th,
            "type": str(frame.schema[c.column]), "rows": frame.height, "missing": frame[c.column].null_count(),
            "values": "; ".join(f"{v}={w.en} / {w.th}" for v, w in values_of(c.column).items()),
            "datasets": datasets[c.column],
        }
        for c in columns
    ]  # fmt: skip
    return pl.DataFrame(rows).write_csv().encode()


def _parquet(bench: Bench, frame: pl.DataFrame, columns: Sequence[Column], path: Path, lang: Lang) -> dict[Path, bytes]:
    buffer = io.BytesIO()
    words = {c.name: {"en": c.words.en, "th": c.words.th} for c in columns}
    frame.write_parquet(buffer, metadata={"labels": json.dumps(words, ensure_ascii=False)})
    return {path: buffer.getvalue()}


def _csv(bench: Bench, frame: pl.DataFrame, columns: Sequence[Column], path: Path, lang: Lang) -> dict[Path, bytes]:
    return {path: frame.write_csv().encode()}


def _arrow(bench: Bench, frame: pl.DataFrame, columns: Sequence[Column], path: Path, lang: Lang) -> dict[Path, bytes]:
    """Write Arrow as every version of R's package arrow reads it, and a script that reads and labels it."""
    buffer = io.BytesIO()
    frame.write_ipc(buffer, compat_level=pl.CompatLevel.oldest())
    lines = [
        "# install.packages(\"arrow\") once",
        f"data <- as.data.frame(arrow::read_feather({_quoted(path.name)}))",
        *(f"attr(data[[{_quoted(c.name)}]], \"label\") <- {_quoted(c.words.say(lang))}" for c in columns),
        *(_r_values(frame, c, lang) for c in columns if whole(frame, c.column)),
    ]  # fmt: skip
    return {path: buffer.getvalue(), path.with_suffix(".R"): ("\n".join(lines) + "\n").encode()}


def _r_values(frame: pl.DataFrame, column: Column, lang: Lang) -> str:
    """Write the labels of values as the attribute that R packages for labelled data use."""
    pairs = [f"{_quoted(w.say(lang))} = {v}" for v, w in values_of(column.column).items()]
    return f'attr(data[[{_quoted(column.name)}]], "labels") <- c({", ".join(pairs)})'


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _stata(bench: Bench, frame: pl.DataFrame, columns: Sequence[Column], path: Path, lang: Lang) -> dict[Path, bytes]:
    """Write a Stata file of version 14 (UTF-8) with labels of variables and, where all values have one, of values."""
    import tempfile

    import pyreadstat

    labelled = {c.name: _stata_values(c.column, lang) for c in columns if whole(frame, c.column)}
    shown = frame.select(_stata_column(frame, c, c.name in labelled) for c in columns)
    with tempfile.TemporaryDirectory() as folder:
        aside = Path(folder) / "frame.dta"
        pyreadstat.write_dta(
            shown,
            str(aside),
            file_label=_cut(f"trachu: {path.stem}", STATA_LABEL),
            column_labels=[_cut(c.words.say(lang), STATA_LABEL) for c in columns],
            variable_value_labels=labelled,
            version=14,
        )
        return {path: aside.read_bytes()}


def _stata_values(column: str, lang: Lang) -> dict[int | float, str]:
    return {value: words.say(lang) for value, words in values_of(column).items()}


def _stata_column(frame: pl.DataFrame, column: Column, coded: bool) -> pl.Expr:
    """Cast a column to what Stata has: whole numbers of 32 bits, floating point, text of up to 2,045 bytes."""
    kind, expression = frame.schema[column.column], pl.col(column.column).alias(column.name)
    if coded or kind == pl.Boolean:
        return expression.cast(pl.Int32)
    if kind.is_integer():
        small = frame.filter(pl.col(column.column).abs() > SMALL).is_empty()
        return expression.cast(pl.Int32 if small else pl.Float64)
    if kind.is_float():
        return expression.cast(pl.Float64)
    if kind == pl.String:
        cut = pl.col(column.column).map_elements(lambda t: _cut_bytes(t, STATA_TEXT), return_dtype=pl.String)
        long = frame.filter(pl.col(column.column).str.len_bytes() > STATA_TEXT).height
        return (cut if long else pl.col(column.column)).fill_null("").alias(column.name)
    return expression.cast(pl.String).fill_null("")


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _cut_bytes(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore")


def _graph(bench: Bench, frame: pl.DataFrame, columns: Sequence[Column], path: Path, lang: Lang) -> dict[Path, bytes]:
    """Write pairs as edges between actors, or ties as nodes of their own with their parties as edges."""
    words = {c.column: c.words for c in columns}
    if "tie" in frame.columns:
        return {path: graphml.of_ties(frame, _plain(bench.table("parties")), bench.actor, words, lang)}
    if not {"actor", "other"} <= set(frame.columns):
        raise UsageError(
            Words(en="GraphML needs pairs of actors.", th="GraphML ต้องเป็นข้อมูลคู่ของผู้กระทำ"),
            Words(en="Ask for dyad-years or the table of ties.", th="โปรดขอ dyad-years หรือตารางความผูกพัน (ties)"),
        )
    return {path: graphml.of_pairs(frame, bench.actor, words, lang)}


Write = Callable[["Bench", pl.DataFrame, Sequence[Column], Path, Lang], dict[Path, bytes]]
FORMATS: Mapping[str, Write] = {
    ".parquet": _parquet,
    ".csv": _csv,
    ".dta": _stata,
    ".arrow": _arrow,
    ".graphml": _graph,
}
