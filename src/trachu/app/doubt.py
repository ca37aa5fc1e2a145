"""Verbs that make doubt visible: the probability of each polarity, ranks that hang on weights, hypotheses."""

from __future__ import annotations

from typing import Annotated

import typer

from trachu.app import output
from trachu.app.options import Csv, Folder, Json, Language, Parquet, Quiet, Seed

app = typer.Typer()


@app.command()
def regimes(
    years: Annotated[list[int] | None, typer.Argument(help="Years; none means all. ปี ค.ศ.")] = None,
    draws: Annotated[int, typer.Option(help="Draws of measurement error. จำนวนการสุ่ม")] = 0,
    seed: Seed = 1,
    hold: Annotated[int, typer.Option(help="Years that a verdict must last. จำนวนปีที่ต้องคงอยู่")] = 3,
    bench: Folder = None, as_json: Json = False, as_csv: Csv = False,
    as_parquet: Parquet = False, quiet: Quiet = False,
) -> None:  # fmt: skip
    """Weigh each kind of polarity by year, over specifications and draws · ความน่าจะเป็นของขั้วอำนาจแต่ละแบบรายปี."""
    from trachu.bench import doubt

    form = output.form(as_json, as_csv, as_parquet)
    desk = output.open_bench(bench, quiet=quiet)
    output.show(doubt.regimes(desk, years or None, draws, seed=seed, hold=hold), form)
    if draws and form == "text":
        print(doubt.sources_told(desk).say(output.language(None)))


@app.command()
def ranks(
    weights: Annotated[str, typer.Argument(help="INDICATOR:WEIGHT,… ตัวชี้วัดและค่าน้ำหนัก")] = "gdp:1,milex:1,pop:1",
    year: Annotated[int | None, typer.Option(help="The year; else the latest. ปี ค.ศ.")] = None,
    draws: Annotated[int, typer.Option(help="How many draws of the weights. จำนวนการสุ่ม")] = 1000,
    seed: Seed = 1,
    alpha: Annotated[float, typer.Option(help="1: any mixture; larger: near the weights given. ค่าอัลฟา")] = 1.0,
    bench: Folder = None, as_json: Json = False, as_csv: Csv = False,
    as_parquet: Parquet = False, quiet: Quiet = False,
) -> None:  # fmt: skip
    """Rank states by weights of one's own, and by how far the ranks hang on them · จัดลำดับรัฐตามค่าน้ำหนักที่กำหนดเอง."""
    from trachu.bench import doubt

    form = output.form(as_json, as_csv, as_parquet)
    desk = output.open_bench(bench, quiet=quiet)
    found = doubt.ranks(desk, year, weights=weights, draws=draws, seed=seed, alpha=alpha)
    output.show(found, form)


@app.command()
def hypotheses(
    file: Annotated[str | None, typer.Argument(help="A TOML file; none means the built-in one. แฟ้ม TOML")] = None,
    bench: Folder = None,
    lang: Language = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Weigh competing hypotheses against the evidence · ชั่งสมมติฐานที่แข่งขันกันด้วยหลักฐาน."""
    from trachu.bench.hypotheses import weigh

    found = weigh(output.open_bench(bench, quiet=quiet), file)
    if as_json:
        output.show_data(found.to_dict())
    else:
        print(found.say(output.language(lang)))
