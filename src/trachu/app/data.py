"""The verbs of datasets: list what there is, take one in, check what the bench has."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from trachu.app import output
from trachu.app.options import Csv, Folder, Json, Language, Quiet
from trachu.core.errors import UnknownName, UsageError
from trachu.core.words import Lang, Words

if TYPE_CHECKING:
    from trachu.bench import Bench

app = typer.Typer(help="Datasets: list, add, check · ชุดข้อมูล", no_args_is_help=True, rich_markup_mode=None)
WHERE = {
    True: Words(en="trachu data add {name}", th="trachu data add {name}"),
    False: Words(en="trachu data add {name} FILE", th="trachu data add {name} แฟ้ม"),
}
FLAT = ("apa_en", "apa_th", "files", "gives")


@app.command("list")
def list_(
    names: Annotated[list[str] | None, typer.Argument(help="Datasets; none means all. ชื่อชุดข้อมูล")] = None,
    bench: Folder = None,
    lang: Language = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """List the datasets: version, years, licence, where to get them, citation · แสดงชุดข้อมูล."""
    from trachu.bench import catalogue

    form = output.form(as_json, as_csv, False)
    rows = _asked(catalogue.catalogue(_bench_if_any(bench)), names or [])
    if form == "json":
        output.show_data(rows)
    elif form == "csv":
        _show_csv(rows)
    else:
        tongue = output.language(lang)
        for row in rows:
            print(_card(row, tongue) if names else _line(row, tongue))


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="The dataset; see: trachu data list. ชื่อชุดข้อมูล")],
    file: Annotated[Path | None, typer.Argument(help="Its file, if you have it. แฟ้มที่มีอยู่แล้ว")] = None,
    bench: Folder = None,
    lang: Language = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Take in a dataset: your file, or the published one where the licence allows · เพิ่มชุดข้อมูล."""
    from trachu.bench import catalogue

    taken = catalogue.add(output.open_bench(bench, quiet=quiet), name, file)
    if as_json:
        output.show_data([
            {"source": one.source.source, "file": one.source.name, "sha256": one.source.hash, "known": one.known,
             "beside": list(one.beside)} for one in taken
        ])  # fmt: skip
        return
    for one in taken:
        print(one.say().say(output.language(lang)))


@app.command()
def check(bench: Folder = None, lang: Language = None, as_json: Json = False) -> None:
    """Check the datasets of a bench: whole, as published, which edition · ตรวจชุดข้อมูลในโต๊ะงาน."""
    from trachu.bench import catalogue

    rows = catalogue.check(output.open_bench(bench, quiet=True))
    if as_json:
        output.show_data(rows)
    else:
        _show_checked(rows, output.language(lang))
    if not all(row["ok"] for row in rows):
        raise typer.Exit(1)


def _show_checked(rows: list[dict[str, Any]], lang: Lang) -> None:
    none = Words(en="No dataset is in the bench.", th="โต๊ะงานนี้ไม่มีชุดข้อมูล")
    if not rows:
        print(none.say(lang))
    for row in rows:
        years = f"{row['first']}–{row['last']}" if row["first"] else "-"
        print(f"{'ok ' if row['ok'] else 'NO '} {row['name']:<18} {years:<10} {row['rows']:>9}  {row['file']}")
        for one in (*row["faults"], *row["notes"]):
            print(f"      {one[lang]}")


def _bench_if_any(given: Path | None) -> Bench | None:
    """Open the bench that is named or near; without one the list says only what there is."""
    if given is None and not os.environ.get("TRACHU_BENCH"):
        try:
            output.find_bench(None)
        except UsageError:
            return None
    return output.open_bench(given, quiet=True)


def _asked(rows: list[dict[str, Any]], names: list[str]) -> list[dict[str, Any]]:
    known = {row["name"]: row for row in rows}
    for name in names:
        if name not in known:
            raise UnknownName("dataset", name, known)
    return [known[name] for name in names] if names else rows


def _line(row: dict[str, Any], lang: Lang) -> str:
    years = f"{row['first']}–{row['last']}" if row["first"] else "-"
    have = f"{row['have_first']}–{row['have_last']}" if row["have_first"] else ("+" if row["files"] else "-")
    return f"{row['name']:<20} {row['version'] or '-':<24.24} {years:<10} {row['tier']}  {have:<10} {row[lang]}"


def _card(row: dict[str, Any], lang: Lang) -> str:
    """Lay out all that is known of one dataset."""
    from trachu.bench.catalogue import TIERS
    from trachu.bench.naming import licence

    years = f"{row['first']}–{row['last']}" if row["first"] else "-"
    have = ", ".join(row["files"]) or "-"
    if row["have_first"]:
        have += f" ({row['have_first']}–{row['have_last']}, {row['rows']})"
    terms = licence(row["licence"]).say(lang)
    lines = [
        (Words(en="name", th="ชื่อ"), f"{row['name']} {row['version'] or ''} · {row[lang]}"),
        (Words(en="years", th="ช่วงปี"), years),
        (Words(en="licence", th="สัญญาอนุญาต"), f"{row['tier']} ({TIERS[row['tier']].say(lang)}) · {terms}"),
        (Words(en="from", th="แหล่งที่มา"), row["url"]),
        (Words(en="newer", th="ฉบับใหม่กว่า"), row["later"]),
        (Words(en="bench", th="ในโต๊ะงาน"), have),
        (Words(en="add", th="วิธีเพิ่ม"), WHERE[row["fetched"]].say(lang).format(name=row["name"])),
        *((Words(en="cite", th="อ้างอิง"), entry) for entry in row[f"apa_{lang}"]),
    ]
    shown = [f"{words.say(lang)}: {text}" for words, text in lines if text and (row["tier"] != "D" or text)]
    return "\n".join([*shown, row["bibtex"]])


def _show_csv(rows: list[dict[str, Any]]) -> None:
    import polars as pl

    flat = [{k: "; ".join(v) if k in FLAT else v for k, v in row.items()} for row in rows]
    output.show(pl.DataFrame(flat, infer_schema_length=None), "csv")
