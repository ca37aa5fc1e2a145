"""The command line: one verb for each method of the bench. Heavy imports wait until a verb runs."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from trachu.app import (
    data,
    doubt,
    frames,
    futures,
    notes,
    output,
    people,
    reports,
    scenarios,
    serve,
    single,
    suggest,
    undoing,
    warning,
)
from trachu.app.options import Csv, Draws, Folder, Json, Language, Method, OnlyYear, Options, Out, Parquet, Quiet, Seed
from trachu.core.errors import TrachuError
from trachu.core.words import Words

HELP = """Weigh evidence and weigh powers: documents and datasets in, cited briefs out.

ชั่งหลักฐานและชั่งอำนาจ: รับเอกสารและชุดข้อมูล แล้วออกบทสรุปที่อ้างอิงได้ทุกตัวเลข"""
app = typer.Typer(help=HELP, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)
app.add_typer(people.app)
app.add_typer(reports.app)
app.add_typer(futures.app)
app.add_typer(doubt.app)
app.add_typer(data.app, name="data")
app.add_typer(frames.app)
app.add_typer(serve.app)
app.add_typer(suggest.app)
app.add_typer(single.app)
app.add_typer(warning.app)
app.add_typer(undoing.app)
app.add_typer(scenarios.app, name="scenario")


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(help="The folder to make. โฟลเดอร์ที่จะสร้าง")],
    sample: Annotated[
        bool, typer.Option("--sample", help="Fill it with the bundled sample. ใส่ตัวอย่างที่มาพร้อมโปรแกรม")
    ] = False,
    lang: Language = None,
    as_json: Json = False,
) -> None:
    """Make a bench · สร้างโต๊ะงาน."""
    from trachu.bench import Bench, samples

    bench = Bench(folder, database=os.environ.get("TRACHU_DATABASE"), tell=output.Teller())
    added = samples.add_to(bench) if sample else []
    if as_json:
        output.show_data({"bench": str(folder), "added": [s.name for s in added]})
        return
    words = Words(en=f"The bench {folder} is ready.", th=f"โต๊ะงาน {folder} พร้อมแล้ว")
    print(words.say(output.language(lang)))
    for source in added:
        print(f"  {source.kind}  {source.name}")


@app.command()
def add(
    files: Annotated[list[Path], typer.Argument(help="Documents, or datasets as published. เอกสารหรือชุดข้อมูล")],
    bench: Folder = None,
    dataset: Annotated[str | None, typer.Option(help="The dataset, if its header does not tell. ชื่อชุดข้อมูล")] = None,
    title: Annotated[str | None, typer.Option(help="Title, for citing. ชื่อเรื่อง")] = None,
    authors: Annotated[str | None, typer.Option(help="Authors, joined by ' and '. ผู้แต่ง")] = None,
    published: Annotated[str | None, typer.Option(help="Date of publication, EDTF. วันที่เผยแพร่")] = None,
    publisher: Annotated[str | None, typer.Option(help="Publisher. ผู้เผยแพร่")] = None,
    url: Annotated[str | None, typer.Option(help="Address. ที่อยู่เว็บ")] = None,
    lang: Language = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Take in documents or datasets · เพิ่มเอกสารหรือชุดข้อมูล."""
    desk = output.open_bench(bench, quiet=quiet)
    about = {"title": title, "authors": authors, "published": published, "publisher": publisher, "url": url}
    kept = [desk.add(path, dataset, **about) for path in files]
    if as_json:
        output.show_data([{"source": s.source, "kind": s.kind, "name": s.name, "part": s.part} for s in kept])
        return
    for source in kept:
        print(f"{source.source}  {source.kind} ({source.part})  {source.name}")


@app.command()
def remove(source: str, bench: Folder = None, as_json: Json = False) -> None:
    """Forget a source · นำแหล่งข้อมูลออก."""
    output.open_bench(bench, quiet=True).remove(source)
    if as_json:
        output.show_data({"removed": source})


@app.command()
def run(bench: Folder = None, lang: Language = None, as_json: Json = False, quiet: Quiet = False) -> None:
    """Compute what is not there yet · คำนวณส่วนที่ยังไม่มี."""
    steps = output.open_bench(bench, quiet=quiet).run()
    if as_json:
        output.show_data({"computed": steps})
        return
    words = Words(en=f"{len(steps)} steps computed.", th=f"คำนวณ {len(steps)} ขั้นตอน")
    print(words.say(output.language(lang)))


@app.command()
def table(
    name: str, out: Out = None, bench: Folder = None, as_json: Json = False, as_csv: Csv = False,
    as_parquet: Parquet = False, quiet: Quiet = False,
) -> None:  # fmt: skip
    """Print a table of sources, evidence or facts · พิมพ์ตาราง."""
    form = output.form(as_json, as_csv, as_parquet)
    desk = output.open_bench(bench, quiet=quiet)
    frame = desk.table(name)
    shown = frame.drop("raw", strict=False) if out or form in ("text", "csv") else frame
    output.deliver(desk, shown, form, out, False, None)


@app.command()
def measure(
    name: str,
    options: Options = None,
    every: Annotated[bool, typer.Option("--every", help="Run every specification. ทุกข้อกำหนด")] = False,
    year: OnlyYear = None,
    out: Out = None,
    method: Method = False,
    bench: Folder = None, lang: Language = None, as_json: Json = False, as_csv: Csv = False,
    as_parquet: Parquet = False, quiet: Quiet = False,
) -> None:  # fmt: skip
    """Work out a measure · คำนวณตัวชี้วัด."""
    form = output.form(as_json, as_csv, as_parquet)
    desk = output.open_bench(bench, quiet=quiet)
    frame = desk.measure(name, every=every, **output.pairs(options or []))
    output.deliver(desk, _of_year(frame, year), form, out, method, lang)


@app.command()
def forecast(
    name: str,
    options: Options = None,
    model: Annotated[str, typer.Option(help="The model. แบบจำลอง")] = "noise",
    draws: Draws = 200,
    seed: Seed = 1,
    year: OnlyYear = None,
    bench: Folder = None, as_json: Json = False, as_csv: Csv = False,
    as_parquet: Parquet = False, quiet: Quiet = False,
) -> None:  # fmt: skip
    """Work out a measure over the draws of a model · คำนวณตัวชี้วัดพร้อมช่วงความไม่แน่นอน."""
    form = output.form(as_json, as_csv, as_parquet)
    desk = output.open_bench(bench, quiet=quiet)
    notes.lacks(desk, model, None)
    frame = desk.forecast(name, model, draws=draws, seed=seed, **output.pairs(options or []))
    output.show(_of_year(frame, year), form)


@app.command()
def dyad(actor: str, other: str, bench: Folder = None, as_json: Json = False, quiet: Quiet = False) -> None:
    """Set two states side by side · เทียบรัฐสองรัฐ."""
    found = output.open_bench(bench, quiet=quiet).dyad(actor, other)
    if as_json:
        output.show_data(found.to_dict())
    else:
        print(found)


@app.command()
def why(
    trace: str,
    bench: Folder = None,
    all_: Annotated[bool, typer.Option("--all", help="Every parent of every trace. แสดงทั้งหมด")] = False,
    as_json: Json = False,
) -> None:
    """Tell the reasons for a number, down to the words on the page · บอกเหตุผลของตัวเลขจนถึงถ้อยคำในหน้าเอกสาร."""
    found = output.open_bench(bench, quiet=True).why(trace)
    if as_json:
        output.show_data(found.to_dict())
    else:
        print("\n".join(found.lines()) if all_ else found)


@app.command()
def cite(
    traces: Annotated[list[str] | None, typer.Argument(help="Traces; none means all sources. รหัสที่มา")] = None,
    style: Annotated[str, typer.Option(help="bibtex, csl or apa. รูปแบบ")] = "bibtex",
    bench: Folder = None,
    lang: Language = None,
    as_json: Json = False,
) -> None:
    """Print the references that numbers rest on · พิมพ์รายการอ้างอิง."""
    from trachu.bench import citing

    found = output.open_bench(bench, quiet=True).cite(*(traces or []))
    if as_json or style == "csl":
        output.show_data(citing.as_csl(found))
    else:
        print(citing.as_text(found, style, output.language(lang)))


@app.command()
def judge(
    record: str,
    verdict: Annotated[str, typer.Argument(help="accept or reject. รับหรือปฏิเสธ")],
    by: Annotated[str, typer.Option("--by", help="Who judges. ผู้ตัดสิน", envvar="TRACHU_CODER")],
    note: Annotated[str | None, typer.Option(help="Why. เหตุผล")] = None,
    bench: Folder = None,
    as_json: Json = False,
) -> None:
    """Accept or reject a suggested claim · รับหรือปฏิเสธข้อความที่ระบบเสนอ."""
    output.open_bench(bench, quiet=True).judge(record, verdict, by=by, note=note)
    if as_json:
        output.show_data({"record": record, "verdict": verdict, "by": by})


@app.command()
def parts(
    kind: Annotated[str | None, typer.Argument(help="dataset, reader, coder, measure, model, brief, chart")] = None,
    lang: Language = None,
    as_json: Json = False,
) -> None:
    """List the parts · แสดงส่วนประกอบ."""
    from trachu.bench import about

    rows = about.parts_list(kind)
    if as_json:
        output.show_data(rows)
        return
    tongue = output.language(lang)
    for row in rows:
        print(f"{row['kind']:<8} {row['name']:<18} {row[tongue]}")


@app.command()
def doctor(bench: Folder = None, as_json: Json = False) -> None:
    """Check the installation · ตรวจการติดตั้ง."""
    from trachu.bench import about

    rows = about.check_up(bench)
    if as_json:
        output.show_data(rows)
        return
    for row in rows:
        print(f"{'ok ' if row['ok'] else 'NO '} {row['what']:<24} {row['says']}")


def _of_year(frame: Any, year: int | None) -> Any:
    return frame if year is None else frame.filter(year=year)


def _whole_lines(verbs: typer.Typer) -> None:
    """Show the first line of each verb whole in the list of verbs: cut short, it would lose its Thai."""
    for verb in verbs.registered_commands:
        verb.short_help = (verb.callback.__doc__ or "").partition("\n")[0] if verb.callback else None
    for group in verbs.registered_groups:
        if group.typer_instance is not None:
            _whole_lines(group.typer_instance)


def main() -> None:
    """Run the command line; our own errors end in two lines and an exit code, never in a traceback."""
    _whole_lines(app)
    output.speak_thai()
    debug = "--debug" in sys.argv
    if debug:
        sys.argv.remove("--debug")
    try:
        app()
    except TrachuError as error:
        if debug:
            raise
        given = sys.argv[sys.argv.index("--lang") + 1] if "--lang" in sys.argv[:-1] else None
        lang = output.language(given if given in ("th", "en") else None)
        print(f"trachu: {error.say(lang)}", file=sys.stderr)
        raise SystemExit(error.code) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None
