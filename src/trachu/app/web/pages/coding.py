"""Coding: the codebook, who codes, blind double coding, how far two coders agree, and settling where they do not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

import polars as pl
from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from trachu.app.web.shown import FLAG, NUMBER, WORD, Column, Shown, col
from trachu.app.web.view import View, Viewing, message_of
from trachu.bench import blind, codebook, double, versions
from trachu.core.errors import UnknownName, UsageError

router = APIRouter()
MENU = (30, "coding")
ABOUT = ("spans", "spans by type", "type", "mode", "stance", "date", "speaker", "domain", "parties", "coded by one")
MEASURES = {
    "alpha_u": "alpha_u", "alpha": "alpha", "F1 exact": "f1_exact", "F1 overlap": "f1_overlap",
    "Cohen's kappa": "kappa", "Scott's pi": "pi", "Gwet's AC1": "ac1", "percent": "percent",
}  # fmt: skip
KINDS = ("event", "statement", "tie", "theme")
BLANK = {"code": "", "th": "", "en": "", "meaning": "", "parent": "", "colour": "#1f77b4"}
FILES = {"qdc": "application/xml", "qdpx": "application/zip", "ris": "application/x-research-info-systems"}


@router.get("/coding")
def show(view: Viewing) -> Response:
    """Show the codebook and who codes."""
    return _show(view, {})


def _show(
    view: View, typed: Mapping[str, str], told: tuple[str, str] | None = None, status: int = 200, clash: bool = False
) -> Response:
    """Show the page; after a refusal with what was typed, after a clash also with the code that stands."""
    names = {kind: view.t(f"kind_{kind}") for kind in KINDS}
    book = codebook.codebook(view.bench.store.codes())
    book_columns = [
        col("code", "code"), col("kind", "kind", names=names), col(view.lang, "code_name"),
        col(f"meaning_{view.lang}", "meaning"),
    ]  # fmt: skip
    who_columns = [
        col("coder", "coder"), col("program", "program", FLAG), col("codings", "codings", NUMBER, digits=0),
        col("decisions", "decisions", NUMBER, digits=0), col("read", "read_documents", NUMBER, digits=0),
    ]  # fmt: skip
    coders = blind.coders(view.bench)
    own = view.bench.store.codes()
    stands = next((one for one in own if one.code == typed.get("code")), None) if clash else None
    return view.page(
        "coding", status=status, typed={**BLANK, **typed}, told=told, stands=stands,
        version=codebook.version(own, stands.code) if stands else "",
        tables={
            "codebook": Shown(book, book_columns, "codebook", rows=100),
            "coders": Shown(coders, who_columns, "coders"),
        },
        own=own, coders=coders["coder"].to_list(), kinds=KINDS, files=list(FILES),
    )  # fmt: skip


@router.post("/coding/codes")
async def add(request: Request, view: Viewing) -> Response:
    """Add a code of the team's own."""
    form = {name: str(value).strip() for name, value in (await request.form()).items()}
    return await run_in_threadpool(_add, view, form)


def _add(view: View, form: dict[str, str]) -> Response:
    """Keep a code; one that is there already only for who saw how it stands."""
    code = form.get("code", "")
    try:
        with view.keeper.writing:
            versions.unchanged(codebook.version(view.bench.store.codes(), code), form.get("version", ""))
            codebook.add_code(
                view.bench.store, code, en=form.get("en", ""), th=form.get("th", ""),
                meaning=form.get("meaning") or None, parent=form.get("parent") or None,
                colour=form.get("colour") or None,
            )  # fmt: skip
    except UsageError as error:
        clash = isinstance(error, versions.Stale)
        return _show(view, form, message_of(error, view), 409 if clash else 400, clash)
    return view.go("/coding")


@router.post("/coding/blind")
async def blinded(request: Request, view: Viewing) -> Response:
    """Hide what other people coded, or show it again."""
    answer = view.go("/coding")
    view.remember(answer, "blind", "no" if view.blind else "yes")
    return answer


@router.get("/coding/export/{kind}")
def export(view: Viewing, kind: str, suggestions: bool = False) -> Response:
    """Give codebook, codings or the register of sources as a file."""
    if kind not in FILES:
        raise UnknownName("file", kind, FILES)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"trachu.{kind}"
        view.bench.export(path, suggestions=suggestions)
        return view.file(path.read_bytes(), path.name, FILES[kind])


@router.get("/coding/agreement")
def agreement(view: Viewing, one: str = "rules", other: str = "", kind: str = "event") -> Response:
    """Show how far two coders agree, and where they do not."""
    view.need("evidence")
    coders = blind.coders(view.bench)["coder"].to_list()
    other = other or view.coder
    found = view.bench.agreement(one, other, kind=kind) if {one, other} <= set(coders) else None
    tables = {} if found is None else _tables(view, found)
    return view.page(
        "agreement", tables=tables, found=found, one=one, other=other, kind=kind, kinds=KINDS, coders=coders,
        differ=[] if found is None else _differ(view, found), abouts=_abouts(view),
    )  # fmt: skip


@router.post("/coding/adjudicate")
async def adjudicate(request: Request, view: Viewing) -> Response:
    """Settle one disagreement."""
    form = {name: str(value) for name, value in (await request.form()).items()}
    await run_in_threadpool(_adjudicate, view, form)
    asked = {name: form.get(name, "") for name in ("one", "other", "kind")}
    return view.go(f"/coding/agreement?{urlencode(asked)}#differ")


def _adjudicate(view: View, form: dict[str, str]) -> None:
    first, second = form.get("record", ""), form.get("against", "")
    seen = (form.get("record_version", ""), form.get("against_version", ""))
    with view.keeper.writing:
        if form.get("right") == "other":
            blind.adjudicate(view.bench, second, first, view.coder, (seen[1], seen[0]))
        else:
            blind.adjudicate(view.bench, first, second, view.coder, seen)


def _tables(view: View, found: double.Agreement) -> dict[str, Shown]:
    rows = [
        {"about": f.about, "measure": f.measure, "value": f.value, "low": f.low, "high": f.high, "n": f.n,
         "reason": f.reason.say(view.lang) if f.reason else None}
        for f in found.figures
    ]  # fmt: skip
    texts = dict.fromkeys(("about", "measure", "reason"), pl.String)
    schema: dict[str, Any] = {**texts, **dict.fromkeys(("value", "low", "high"), pl.Float64), "n": pl.Int64}
    figure_columns = [
        col("about", "about", names=_abouts(view)), col("measure", "measure", names=_measures(view)),
        col("value", "value", NUMBER, digits=3),
        col("low", "low", NUMBER, digits=3), col("high", "high", NUMBER, digits=3), col("n", "n", NUMBER, digits=0),
        col("reason", "reason"),
    ]  # fmt: skip
    return {
        "figures": Shown(pl.DataFrame(rows, schema=schema), figure_columns, "figures", rows=60),
        "disagreements": Shown(found.disagreements, _differ_columns(view), "disagreements", rows=30),
    }


def _titles(view: View) -> dict[str, str]:
    return {source.source: source.title or source.name for source in view.bench.store.sources()}


def _abouts(view: View) -> dict[str, str]:
    return {one: view.t("about_" + one.replace(" ", "_")) for one in ABOUT}


def _measures(view: View) -> dict[str, str]:
    return {one: view.t(f"by_{key}") for one, key in MEASURES.items()}


def _differ_columns(view: View) -> list[Column]:
    return [
        col("source", "source", names=_titles(view)), col("page", "page"), col("text", "words", WORD),
        col("about", "about", names=_abouts(view)),
        col("one", "first"), col("other", "second"),
    ]  # fmt: skip


def _differ(view: View, found: double.Agreement, most: int = 20) -> list[dict[str, Any]]:
    """Return the disagreements that nobody has settled, one for each pair of claims, with their versions."""
    settled = {j.record for j in view.bench.store.judgements() if j.coder == view.coder}
    versions_of = versions.of_records(view.bench)
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for row in found.disagreements.iter_rows(named=True):
        pair = (row["record"] or "", row["against"] or "")
        if settled & (set(pair) - {""}):
            continue
        seen = [versions_of.get(record, versions.NEVER) for record in pair]
        kept = rows.setdefault(pair, {**row, "differs": [], "versions": seen})
        kept["differs"].append((row["about"], row["one"], row["other"]))
    return list(rows.values())[:most]
