"""The verbs of people at work: code by hand, review, compare coders, search, exchange."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from trachu.app import output
from trachu.app.options import Csv, Folder, Json, Language, Limit, Parquet
from trachu.core.errors import UsageError
from trachu.core.words import Lang, Words

if TYPE_CHECKING:
    from trachu.bench.double import Agreement
    from trachu.bench.search import Found

app = typer.Typer()

By = Annotated[str, typer.Option("--by", help="Who codes. ผู้ลงรหัส", envvar="TRACHU_CODER")]
Many = list[str] | None
Actors = Annotated[Many, typer.Option("--actor", help="Who acts; may be repeated. ผู้กระทำ")]
Recipients = Annotated[Many, typer.Option("--recipient", help="On whom; may be repeated. ผู้ถูกกระทำ")]
Party = Annotated[Many, typer.Option("--party", help="ROLE=ACTOR, such as forum=IGO:NATO. บทบาท=ผู้เกี่ยวข้อง")]
When = Annotated[str | None, typer.Option("--date", help="When, EDTF. วันที่")]
Stance = Annotated[str | None, typer.Option("--stance", help="asserts, denies, reports or predicts. ท่าที")]
Mode = Annotated[str | None, typer.Option("--mode", help="Mode of the event type. รูปแบบย่อย")]
Speaker = Annotated[str | None, typer.Option("--speaker", help="Who says so. ผู้พูด")]
Domain = Annotated[str | None, typer.Option("--domain", help="Domain. ด้าน")]
Cited = Annotated[Many, typer.Option("--cited", help="Source cited for it; may be repeated. แหล่งที่อ้าง")]
Disputes = Annotated[Many, typer.Option("--disputes", help="Claim that is disputed. ข้อความที่โต้แย้ง")]
Note = Annotated[str | None, typer.Option("--note", help="A note. บันทึก")]
Page = Annotated[int | None, typer.Option("--page", help="The page, where the words stand twice. หน้า")]
OfSource = Annotated[str | None, typer.Option("--source", help="Only this source. เฉพาะแหล่งข้อมูลนี้")]
OfKind = Annotated[str | None, typer.Option("--kind", help="Only this kind. เฉพาะชนิดนี้")]


@app.command()
def mark(
    source: Annotated[str, typer.Argument(help="The document, by id or file name. เอกสาร")],
    words: Annotated[str, typer.Argument(help="Its words, as they stand there. ถ้อยคำในเอกสาร")],
    type_: Annotated[str, typer.Argument(metavar="TYPE", help="What they are coded as. รหัส")],
    by: By, actor: Actors = None, recipient: Recipients = None, party: Party = None, date: When = None,
    stance: Stance = None, mode: Mode = None, speaker: Speaker = None, domain: Domain = None, cited: Cited = None,
    disputes: Disputes = None, note: Note = None, page: Page = None, bench: Folder = None, as_json: Json = False,
) -> None:  # fmt: skip
    """Code words of a document by hand · ลงรหัสถ้อยคำด้วยตนเอง."""
    given = {
        "actors": actor, "recipients": recipient, "parties": _parties(party), "date": date, "stance": stance,
        "mode": mode, "speaker": speaker, "domain": domain, "cited": cited, "disputes": disputes, "note": note,
        "page": page,
    }  # fmt: skip
    about = {name: value for name, value in given.items() if value}
    _made(output.open_bench(bench, quiet=True).code(source, words, type_, by=by, **about), as_json)


@app.command()
def edit(
    claim: Annotated[str, typer.Argument(help="The claim that is not quite right. ข้อความที่ต้องแก้")],
    by: By, words: Annotated[str | None, typer.Option("--words", help="Other words of it. ถ้อยคำใหม่")] = None,
    type_: Annotated[str | None, typer.Option("--type", help="Another type. รหัสใหม่")] = None,
    actor: Actors = None, recipient: Recipients = None, party: Party = None, date: When = None,
    stance: Stance = None, mode: Mode = None, speaker: Speaker = None, domain: Domain = None, cited: Cited = None,
    disputes: Disputes = None, note: Note = None, page: Page = None, bench: Folder = None, as_json: Json = False,
) -> None:  # fmt: skip
    """Put a corrected claim in the place of one; an empty value clears it · แก้ไขข้อความที่ระบบเสนอ."""
    given = {
        "quote": words, "type": type_, "actors": actor, "recipients": recipient, "parties": _parties(party),
        "date": date, "stance": stance, "mode": mode, "speaker": speaker, "domain": domain, "cited": cited,
        "disputes": disputes, "note": note, "page": page,
    }  # fmt: skip
    changes = {name: _filled(value) for name, value in given.items() if value is not None}
    _made(output.open_bench(bench, quiet=True).edit(claim, by=by, **changes), as_json)


@app.command()
def erase(coding: str, bench: Folder = None, as_json: Json = False) -> None:
    """Delete a coding by hand · ลบการลงรหัส."""
    from trachu.bench import people

    people.erase(output.open_bench(bench, quiet=True), coding)
    if as_json:
        output.show_data({"erased": coding})


@app.command()
def seen(source: str, by: By, bench: Folder = None, as_json: Json = False) -> None:
    """Say that you have read a document to the end · แจ้งว่าอ่านเอกสารจบแล้ว."""
    from trachu.bench import people

    people.seen(output.open_bench(bench, quiet=True), source, by)
    if as_json:
        output.show_data({"source": source, "by": by})


@app.command()
def review(
    source: OfSource = None, kind: OfKind = None,
    limit: Limit = 20,
    bench: Folder = None, as_json: Json = False, as_csv: Csv = False, as_parquet: Parquet = False,
) -> None:  # fmt: skip
    """List suggestions that nobody has judged, the least sure first · แสดงข้อเสนอที่ยังไม่มีผู้ตัดสิน."""
    from trachu.bench import people

    form = output.form(as_json, as_csv, as_parquet)
    frame = people.review(output.open_bench(bench, quiet=True), source=source, kind=kind).head(limit)
    short = ("claim", "confidence", "kind", "type", "stance", "date", "text")
    output.show(frame.select(short) if form == "text" else frame, form)


@app.command()
def codings(bench: Folder = None, as_json: Json = False, as_csv: Csv = False, as_parquet: Parquet = False) -> None:
    """List what people coded · แสดงการลงรหัสด้วยตนเอง."""
    from trachu.bench import people

    frame = people.codings(output.open_bench(bench, quiet=True))
    output.show(frame, output.form(as_json, as_csv, as_parquet))


@app.command()
def codebook(
    add: Annotated[str | None, typer.Option("--add", help="A code of your own. รหัสใหม่ของท่าน")] = None,
    en: Annotated[str, typer.Option(help="Its English name. ชื่อภาษาอังกฤษ")] = "",
    th: Annotated[str, typer.Option(help="Its Thai name. ชื่อภาษาไทย")] = "",
    meaning: Annotated[str | None, typer.Option(help="What it means. ความหมาย")] = None,
    parent: Annotated[str | None, typer.Option(help="The code above it. รหัสแม่")] = None,
    colour: Annotated[str | None, typer.Option(help="Its colour, like #1F77B4. สี")] = None,
    bench: Folder = None, as_json: Json = False, as_csv: Csv = False, as_parquet: Parquet = False,
) -> None:  # fmt: skip
    """List what claims may be coded as, or add a code · แสดงหรือเพิ่มรหัสในสมุดรหัส."""
    from trachu.bench import codebook as book

    store = output.open_bench(bench, quiet=True).store
    if add is not None:
        book.add_code(store, add, en=en, th=th, meaning=meaning, parent=parent, colour=colour)
    frame = book.codebook(store.codes())
    output.show(frame, output.form(as_json, as_csv, as_parquet))


@app.command()
def agreement(
    one: Annotated[str, typer.Argument(help="A person or a program. บุคคลหรือโปรแกรม")],
    other: Annotated[str, typer.Argument(help="Another one. อีกฝ่าย")],
    kind: Annotated[str, typer.Option(help="event, statement, tie or theme. ชนิด")] = "event",
    disagreements: Annotated[
        bool, typer.Option("--disagreements", help="List where they differ. แสดงจุดที่เห็นต่างกัน")
    ] = False,
    draws: Annotated[int, typer.Option(help="Draws of the interval. จำนวนการสุ่มช่วงความเชื่อมั่น")] = 500,
    bench: Folder = None, lang: Language = None, as_json: Json = False,
) -> None:  # fmt: skip
    """Work out how far two coders agree · คำนวณความสอดคล้องระหว่างผู้ลงรหัส."""
    found = output.open_bench(bench, quiet=True).agreement(one, other, kind=kind, draws=draws)
    if as_json:
        output.show_data(found.to_dict())
        return
    print("\n".join(_agreement(found, output.language(lang))))
    if disagreements:
        output.show(found.disagreements.drop("start", "end"), "text")


@app.command()
def search(
    words: Annotated[list[str] | None, typer.Argument(help='Words; "…" for a phrase. คำค้น')] = None,
    actor: Annotated[str | None, typer.Option(help="Who takes part. ผู้เกี่ยวข้อง")] = None,
    date: Annotated[str | None, typer.Option(help="What may have been then, EDTF. ช่วงเวลา")] = None,
    domain: Domain = None, stance: Stance = None, source: OfSource = None,
    kind: Annotated[str | None, typer.Option(help="passage, event, statement, tie or theme. ชนิด")] = None,
    type_: Annotated[str | None, typer.Option("--type", help="Only this type. เฉพาะรหัสนี้")] = None,
    limit: Limit = 20,
    bench: Folder = None, lang: Language = None, as_json: Json = False,
) -> None:  # fmt: skip
    """Find passages and claims by words, actor, date, domain, stance · ค้นหาข้อความ."""
    facets = {"actor": actor, "domain": domain, "stance": stance, "source": source, "kind": kind, "type": type_}
    asked = {name: value for name, value in facets.items() if value is not None}
    typed = " ".join(map(_phrase, words or []))
    found = output.open_bench(bench, quiet=True).search(typed, date=date, limit=limit, **asked)
    if as_json:
        output.show_data(found.to_dict())
    else:
        print("\n".join(_found(found, output.language(lang))))


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="File: .qdc, .qdpx or .ris. แฟ้มปลายทาง")],
    suggestions: Annotated[
        bool, typer.Option("--suggestions", help="What the program suggests as well. รวมข้อเสนอของโปรแกรม")
    ] = False,
    bench: Folder = None,
    lang: Language = None,
    as_json: Json = False,
) -> None:
    """Write codebook, codings or sources for other programs · ส่งออกให้โปรแกรมอื่น."""
    lost = output.open_bench(bench, quiet=True).export(file, suggestions=suggestions)
    if as_json:
        output.show_data({"file": str(file), "not_carried": [{"en": w.en, "th": w.th} for w in lost]})
        return
    tongue = output.language(lang)
    print(file)
    print(Words(en="This kind of file cannot carry:", th="แฟ้มชนิดนี้เก็บสิ่งต่อไปนี้ไม่ได้:").say(tongue))
    print("\n".join(f"  {words.say(tongue)}" for words in lost))


@app.command("import")
def import_(file: Path, bench: Folder = None, lang: Language = None, as_json: Json = False) -> None:
    """Take in a codebook, codings or references (.qdc .qdpx .ris .bib .json) · นำเข้าจากโปรแกรมอื่น."""
    taken = output.open_bench(bench, quiet=True).import_(file)
    if as_json:
        output.show_data(taken.to_dict())
        return
    tongue = output.language(lang)
    counts = (taken.codes, taken.codings, taken.sources)
    en = "{} codes, {} codings, {} sources taken in.".format(*counts)
    th = "นำเข้า {} รหัส {} การลงรหัส {} แหล่งข้อมูล".format(*counts)
    print(Words(en=en, th=th).say(tongue))
    for words in taken.left_out:
        print(f"  {Words(en='left out', th='ข้ามไป').say(tongue)}: {words.say(tongue)}")


def _parties(given: Sequence[str] | None) -> list[tuple[str, str]] | None:
    if given is None:
        return None
    found = []
    for pair in given:
        role, equals, name = pair.partition("=")
        if not (role and equals and name):
            raise UsageError(
                Words(en=f"{pair!r} is not ROLE=ACTOR.", th=f"{pair!r} ไม่ใช่รูปแบบ บทบาท=ผู้เกี่ยวข้อง"),
                Words(en="Write for example: forum=IGO:NATO", th="เขียนเช่น: forum=IGO:NATO"),
            )
        found.append((role, name))
    return found


def _filled(value: Any) -> Any:
    """Leave empty texts out of a list, so that ``--actor ""`` clears it."""
    return [one for one in value if one] if isinstance(value, list) else value


def _phrase(word: str) -> str:
    """Take what the shell handed over as one piece for a phrase."""
    return f'"{word}"' if " " in word.strip() and '"' not in word else word


def _made(record: str, as_json: bool) -> None:
    if as_json:
        output.show_data({"claim": record})
    else:
        print(record)


def _agreement(found: Agreement, lang: Lang) -> list[str]:
    n = len(found.documents)
    head = Words(en=f"{n} documents seen by both", th=f"เอกสารที่ทั้งสองฝ่ายอ่าน {n} ฉบับ").say(lang)
    lines = [f"{found.one} – {found.other} · {found.kind} · {head}"]
    for f in found.figures:
        spread = f"  [{f.low:.3f}, {f.high:.3f}]" if f.low is not None and f.high is not None else ""
        none = Words(en="not computed", th="ไม่ได้คำนวณ").say(lang)
        shown = f"{f.value:.3f}{spread}" if f.value is not None else f"{none}: {f.reason.say(lang) if f.reason else ''}"
        lines.append(f"  {f.about:<14} {f.measure:<14} {shown}  (n = {f.n})")
    for about, shares in found.prevalence.items():
        lines.append(f"  {about}: " + ", ".join(f"{name} {share:.0%}" for name, share in shares.items()))
    listed = len(found.disagreements)
    lines.append(
        Words(en=f"{listed} disagreements (--disagreements)", th=f"เห็นต่าง {listed} จุด (--disagreements)").say(lang)
    )
    return lines


def _found(found: Found, lang: Lang) -> list[str]:
    lines = [Words(en=f"{found.total} found", th=f"พบ {found.total} รายการ").say(lang)]
    for hit in found.hits.iter_rows(named=True):
        about: list[Any] = [hit["kind"], hit["type"], hit["date"], f"p. {hit['page']}", hit["claim"]]
        lines.append("  " + " · ".join(str(part) for part in about if part) + f"\n    {hit['snippet']}")
    for facet, counts in found.facets.items():
        if counts:
            lines.append(f"{facet}: " + ", ".join(f"{name} {count}" for name, count in list(counts.items())[:8]))
    return lines
