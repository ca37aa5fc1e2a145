"""Graphs as GraphML: actors and ties as nodes, pairs and parties as edges, with their names in both languages."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

import polars as pl
from lxml import etree

from trachu.core.words import Lang, Words

SPACE = "http://graphml.graphdrawing.org/xmlns"
Name = Callable[[str], Words]
Row = tuple[object, ...]
FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])  # characters that XML cannot hold


def of_pairs(pairs: pl.DataFrame, name: Name, words: Mapping[str, Words], lang: Lang) -> bytes:
    """Write pairs as edges from `actor` to `other`; the other columns are their attributes.

    A graph is undirected where no pair comes the other way round as well in the same time.
    """
    when = [column for column in ("year", "month", "item") if column in pairs.columns]
    swapped = pairs.select(pl.col("other").alias("actor"), pl.col("actor").alias("other"), *when)
    both = pairs.join(swapped, on=["actor", "other", *when], how="semi", nulls_equal=True).height > 0
    nodes = sorted({*pairs["actor"].drop_nulls(), *pairs["other"].drop_nulls()})
    kept = [column for column in pairs.columns if column not in ("actor", "other") and pairs[column].count()]
    known = pairs.drop_nulls(["actor", "other"])
    edges = known.select("actor", "other", *kept).iter_rows()
    kinds = {column: _kind(pairs.schema[column]) for column in kept}
    return _write([(n, "actor") for n in nodes], name, edges, kinds, words, lang, directed=both)


def of_ties(ties: pl.DataFrame, parties: pl.DataFrame, name: Name, words: Mapping[str, Words], lang: Lang) -> bytes:
    """Write ties as nodes, with an edge from each party to the tie: its role, since when and until when."""
    seats = parties.filter(pl.col("record").is_in(ties["tie"].implode())).drop_nulls("actor")
    nodes = [(n, "actor") for n in sorted(set(seats["actor"]))] + [(n, "tie") for n in sorted(set(ties["tie"]))]
    columns = ("role", "since", "until")
    edges = seats.select("actor", "record", *columns).iter_rows()
    return _write(nodes, name, edges, dict.fromkeys(columns, "string"), words, lang, directed=True)


def _write(
    nodes: Sequence[tuple[str, str]], name: Name, edges: Iterable[Row], kinds: Mapping[str, str],
    words: Mapping[str, Words], lang: Lang, *, directed: bool,
) -> bytes:  # fmt: skip
    buffer = io.BytesIO()
    with etree.xmlfile(buffer, encoding="utf-8") as out:
        out.write_declaration()
        with out.element("graphml", xmlns=SPACE):
            for column in ("id", "kind", "label", "en", "th"):
                _key(out, column, "node", "string", None)
            for column, kind in kinds.items():
                told = words.get(column)
                _key(out, column, "edge", kind, told.say(lang) if told else None)
            with out.element("graph", id="G", edgedefault="directed" if directed else "undirected"):
                for node, kind in nodes:
                    named = name(node)
                    _element(out, "node", {"id": _token(node)}, {"id": node, **_node(kind, named, lang)}, "node")
                for edge in edges:
                    given = {column: value for column, value in zip(kinds, edge[2:], strict=True) if value is not None}
                    ends = {"source": _token(str(edge[0])), "target": _token(str(edge[1]))}
                    _element(out, "edge", ends, given, "edge")
    return buffer.getvalue()


def _node(kind: str, named: Words, lang: Lang) -> Mapping[str, object]:
    return {"kind": kind, "label": named.say(lang), "en": named.en, "th": named.th}


def _key(out: etree._IncrementalFileWriter, column: str, of: str, kind: str, told: str | None) -> None:
    about = {"id": _token(f"{of}_{column}"), "for": of, "attr.name": column, "attr.type": kind}
    with out.element("key", about):
        if told:
            with out.element("desc"):
                out.write(told.translate(FORBIDDEN))


def _element(
    out: etree._IncrementalFileWriter, tag: str, about: Mapping[str, str], given: Mapping[str, object], of: str
) -> None:
    with out.element(tag, about):
        for column, value in given.items():
            with out.element("data", key=_token(f"{of}_{column}")):
                out.write(_text(value))


def _token(text: str) -> str:
    """Return a text as a name that XML allows for an identifier.

    >>> _token("PER:Vladimir Putin")
    'PER:Vladimir_Putin'
    """
    return re.sub(r"[^\w.:-]", "_", text)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value).translate(FORBIDDEN)


def _kind(kind: pl.DataType) -> str:
    """Return the type of an attribute as GraphML calls it."""
    if kind == pl.Boolean:
        return "boolean"
    if kind.is_integer():
        return "long"
    return "double" if kind.is_float() else "string"
