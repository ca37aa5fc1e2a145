"""What the command line prints: data to stdout, progress and errors to stderr."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from trachu.core.errors import NoAccess, UsageError
from trachu.core.typed import value_of
from trachu.core.words import Lang, Words

if TYPE_CHECKING:
    import polars as pl
    from rich.progress import Progress, TaskID

    from trachu.bench import Bench

Format = Literal["text", "json", "csv", "parquet"]
PATIENCE = 1.0


def language(given: str | None) -> Lang:
    """Return th or en: as given, else from TRACHU_LANG or the locale.

    >>> language("th")
    'th'
    """
    if given in ("th", "en"):
        return "th" if given == "th" else "en"
    if given is not None:
        raise UsageError(
            Words(en=f"There is no language {given!r}.", th=f"ไม่มีภาษา {given!r}"),
            Words(en="Say th or en.", th="โปรดระบุ th หรือ en"),
        )
    for name in ("TRACHU_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "th" if value.lower().startswith("th") else "en"
    return "en"


def speak_thai() -> None:
    """Print as UTF-8 where the system's own way of printing has no Thai, as when Windows writes to a file."""
    for stream in (sys.stdout, sys.stderr):
        try:
            "ก".encode(stream.encoding)
        except UnicodeEncodeError:
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(encoding="utf8")


def form(as_json: bool, as_csv: bool, as_parquet: bool) -> Format:
    """Return the format that was asked for; text without any."""
    if as_json + as_csv + as_parquet > 1:
        raise UsageError(
            Words(en="Only one of --json, --csv and --parquet.", th="เลือกได้เพียงหนึ่งใน --json --csv --parquet"),
            Words(en="Leave the others out.", th="โปรดตัดตัวเลือกอื่นออก"),
        )
    if as_json:
        return "json"
    if as_csv:
        return "csv"
    return "parquet" if as_parquet else "text"


NOTHING = Words(
    en="No rows: nothing on the bench answers this. Look at what there is: trachu table sources, trachu data list.",
    th="ไม่มีแถวใด เพราะโต๊ะงานไม่มีข้อมูลที่ตอบคำถามนี้ ดูสิ่งที่มีด้วย trachu table sources หรือ trachu data list",
)


def show(frame: pl.DataFrame, format: Format, lang: str | None = None) -> None:
    """Print a frame; of an empty one stderr says so, lest it be taken for an answer."""
    import polars as pl

    if frame.is_empty():
        print(NOTHING.say(language(lang)), file=sys.stderr)
    if format == "json":
        print(frame.write_json())
    elif format == "csv":
        lists = [n for n, t in frame.schema.items() if isinstance(t, pl.List)]
        print(frame.with_columns(pl.col(lists).cast(pl.List(pl.String)).list.join("; ")).write_csv(), end="")
    elif format == "parquet":
        frame.write_parquet(sys.stdout.buffer)
    else:
        with pl.Config(
            tbl_rows=60, tbl_cols=-1, tbl_width_chars=_width(), fmt_str_lengths=70, tbl_hide_column_data_types=True
        ):
            print(frame)


def deliver(desk: Bench, frame: pl.DataFrame, format: Format, out: Path | None, method: bool, lang: str | None) -> None:
    """Write a frame to a file with what belongs to it, or print how it was made, or print it."""
    tongue = language(lang)
    if out is not None:
        for path in desk.save(frame, out, lang=tongue):
            print(path)
    if method:
        print(desk.method(frame).say(tongue))
    if out is None and not method:
        show(frame, format)


def show_data(data: Any) -> None:
    """Print plain data as JSON."""
    print(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def show_compact(data: Any) -> None:
    """Print plain data as one line of JSON."""
    print(json.dumps(data, ensure_ascii=False, default=str))


def find_bench(given: Path | None) -> Path:
    """Return the bench's folder: as given, or from TRACHU_BENCH, or found upward from here."""
    if given is not None:
        return given
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "trachu.db").exists():
            return folder
    raise UsageError(
        Words(en="No bench here, nor in any folder above.", th="ไม่พบโต๊ะงานในโฟลเดอร์นี้หรือโฟลเดอร์เหนือขึ้นไป"),
        Words(
            en="Make one with: trachu new DIR, or name one with -b DIR.", th="สร้างด้วย: trachu new DIR หรือระบุด้วย -b DIR"
        ),
    )


def open_bench(given: Path | None, *, quiet: bool) -> Bench:
    """Open a bench that exists."""
    from trachu.bench import Bench

    folder = find_bench(given)
    if not (folder / "trachu.db").exists() and not os.environ.get("TRACHU_DATABASE"):
        raise NoAccess(
            Words(en=f"{folder} is not a bench.", th=f"{folder} ไม่ใช่โต๊ะงาน"),
            Words(en=f"Make it one with: trachu new {folder}", th=f"สร้างด้วย: trachu new {folder}"),
        )
    return Bench(folder, database=os.environ.get("TRACHU_DATABASE"), tell=Teller(quiet))


class Teller:
    """Show progress on stderr, once a task takes longer than a second."""

    def __init__(self, quiet: bool = False) -> None:
        self.quiet = quiet
        self.began: float | None = None
        self.bar: Progress | None = None
        self.task: TaskID | None = None

    def __call__(self, what: str, done: int, total: int) -> None:
        """Tell that `done` of `total` are done and `what` comes next."""
        if self.quiet or total < 2 or not sys.stderr.isatty():
            return
        self.began = self.began or time.monotonic()
        if done >= total:
            self._stop()
        elif time.monotonic() - self.began > PATIENCE:
            self._show(what, done, total)

    def _show(self, what: str, done: int, total: int) -> None:
        if self.bar is None:
            from rich.console import Console
            from rich.progress import Progress

            self.bar = Progress(console=Console(stderr=True), transient=True)
            self.task = self.bar.add_task("", total=total)
            self.bar.start()
        assert self.task is not None
        self.bar.update(self.task, completed=done, total=total, description=what)

    def _stop(self) -> None:
        self.began = None
        if self.bar is not None:
            self.bar.stop()
            self.bar = None


def pairs(given: Sequence[str]) -> dict[str, Any]:
    """Read OPTION=VALUE pairs; whole numbers, numbers, true and false are read as such.

    >>> pairs(["base=gdp", "year=2022", "carry=true"])
    {'base': 'gdp', 'year': 2022, 'carry': True}
    """
    found: dict[str, Any] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise UsageError(
                Words(en=f"{pair!r} is not OPTION=VALUE.", th=f"{pair!r} ไม่ใช่รูปแบบ OPTION=VALUE"),
                Words(en="Write for example: base=gdp", th="เขียนเช่น: base=gdp"),
            )
        found[name] = value_of(value)
    return found


def _width() -> int:
    import shutil

    return max(shutil.get_terminal_size((160, 40)).columns, 120)
