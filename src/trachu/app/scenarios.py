"""The verb of scenarios: list, show and run; put one of one's own aside, and bring it back."""

from __future__ import annotations

from typing import Annotated

import typer

from trachu.app import output
from trachu.app.options import Csv, Draws, Folder, Json, Language, Parquet, Quiet, Seed

app = typer.Typer(no_args_is_help=True, help="What if · ฉากทัศน์", rich_markup_mode=None)
Name = Annotated[str, typer.Argument(help="A scenario of the box or the bench, or a TOML file. ชื่อฉากทัศน์หรือแฟ้ม TOML")]


@app.command("list")
def list_(bench: Folder = None, lang: Language = None, as_json: Json = False) -> None:
    """List the scenarios in the box, and those of a bench · แสดงฉากทัศน์ที่มีให้และของโต๊ะงาน."""
    from trachu.bench import scenarios

    rows = scenarios.listed(bench)
    if as_json:
        output.show_data(rows)
        return
    tongue = output.language(lang)
    for row in rows:
        print(f"{row['name']:<28} {row[tongue]}")


@app.command()
def show(
    name: Name,
    toml: Annotated[bool, typer.Option("--toml", help="As its file. พิมพ์เป็นแฟ้ม TOML")] = False,
    bench: Folder = None,
    lang: Language = None,
    as_json: Json = False,
) -> None:
    """Show what a scenario supposes · แสดงสมมติฐานของฉากทัศน์."""
    from trachu.bench import scenarios

    if toml:
        print(scenarios.source(bench, name), end="")
        return
    found = scenarios.found(bench, name)
    if as_json:
        output.show_data(scenarios.plain(found))
    else:
        print(scenarios.shown(found, output.language(lang)))


@app.command()
def run(
    name: Name,
    years: Annotated[int, typer.Option(help="Years from the last of the data. จำนวนปี")] = 13,
    draws: Draws = 200,
    seed: Seed = 1,
    states: Annotated[int, typer.Option(help="How many of the strongest. จำนวนรัฐที่แข็งแกร่งที่สุด")] = 40,
    paths: Annotated[bool, typer.Option("--paths", help="Every year (with --csv). แสดงทุกปี")] = False,
    bench: Folder = None, lang: Language = None, as_json: Json = False, as_csv: Csv = False,
    as_parquet: Parquet = False, quiet: Quiet = False,
) -> None:  # fmt: skip
    """Run a scenario beside the baseline · เปรียบเทียบฉากทัศน์กับกรณีฐาน."""
    form = output.form(as_json, as_csv, as_parquet)
    found = output.open_bench(bench, quiet=quiet).scenario(name, years=years, draws=draws, seed=seed, states=states)
    if form == "json":
        output.show_data(found.to_dict())
    elif form == "text":
        print(found.say(output.language(lang)))
    else:
        output.show(found.paths if paths else found.changes, form)


@app.command()
def remove(
    name: Annotated[str, typer.Argument(help="A scenario of the bench's own. ชื่อฉากทัศน์ของโต๊ะงาน")],
    bench: Folder = None,
    as_json: Json = False,
) -> None:
    """Put a scenario of the bench aside · นำฉากทัศน์ของโต๊ะงานออก."""
    from trachu.bench import own_scenarios

    desk = output.open_bench(bench, quiet=True)
    key = own_scenarios.remove(desk, name, own_scenarios.version(desk.folder, name))
    if as_json:
        output.show_data({"removed": name, "key": key})
    else:
        print(key)


@app.command()
def removed(bench: Folder = None, as_json: Json = False) -> None:
    """List the scenarios that were put aside · แสดงฉากทัศน์ที่นำออก."""
    from trachu.bench import own_scenarios

    found = own_scenarios.removed(output.open_bench(bench, quiet=True).folder)
    if as_json:
        output.show_data([{"key": one.key, "name": one.name, "at": one.at.isoformat()} for one in found])
        return
    for one in found:
        print(f"{one.key:<28} {one.at:%Y-%m-%d %H:%M} UTC")


@app.command()
def restore(
    key: Annotated[str, typer.Argument(help="Its key; see: trachu scenario removed. รหัสของฉากทัศน์ที่นำออก")],
    named: Annotated[str, typer.Option("--as", help="Under another name. ชื่อใหม่")] = "",
    bench: Folder = None,
    as_json: Json = False,
) -> None:
    """Bring a scenario back that was put aside · นำฉากทัศน์กลับมา."""
    from trachu.bench import own_scenarios

    name = own_scenarios.restore(output.open_bench(bench, quiet=True), key, named)
    if as_json:
        output.show_data({"restored": name, "key": key})
    else:
        print(name)
