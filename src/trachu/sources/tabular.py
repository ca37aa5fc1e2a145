"""Tables in text files: from the bytes of a published CSV file, or an archive with one, to frames.

Every fault is a `FormatError` of two lines: what is wrong, and where the file as published is to be had.
Cells are read as text first and turned into numbers by name, so a column that holds only the code of
missing values is still a column of numbers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Sequence

import polars as pl

from trachu.core.errors import FormatError
from trachu.core.parts import Editions
from trachu.core.tables import PARTIES, TIES, Frames, Table
from trachu.core.words import Words
from trachu.sources import unpack

HEAD_BYTES = 65_536
HEAD_LINES = unpack.HEAD_LINES
VERSION = "version"  # what publishers call the column that says which edition a file is
BLANK = ("", ".", "..", "NA", "N/A", "#N/A", "NaN", "nan", "NULL")


def fault(en: str, th: str, url: str) -> FormatError:
    """Make the error of a file that is not as published at `url`; without one, of a file nobody knows yet."""
    if url:
        cure = Words(en=f"Use the file as published at {url}", th=f"ใช้แฟ้มตามที่เผยแพร่ไว้ที่ {url}")
    else:
        cure = Words(
            en="Download it again, as CSV, and check that it opens.", th="ดาวน์โหลดใหม่เป็น CSV แล้วตรวจว่าเปิดอ่านได้"
        )
    return FormatError(Words(en=en, th=th), cure)


def sheet(raw: bytes, header: Sequence[str], *, url: str, more: Collection[str] | None = ()) -> pl.DataFrame:
    r"""Return the table under this header, all cells stripped text, empty ones null.

    Lines above the header are skipped; in an archive the first file with the header is taken.
    The frame holds the columns of `header`, then those of `more` that are there; all if None. Names of
    columns are matched whatever the case of their letters, and come out as `header` and `more` write them.

    >>> sheet(b"made today\na;b;c\n1; x;\n", ["a", "b"], url="x").rows()
    [('1', 'x')]
    """
    return next(sheets(raw, header, url=url, more=more))[1]


def sheets(
    raw: bytes, header: Sequence[str], *, url: str, more: Collection[str] | None = ()
) -> Iterator[tuple[str, pl.DataFrame]]:
    r"""Yield every table under this header with its title: the name of its sheet or file, and the lines above it.

    >>> [title for title, _ in sheets(b"Spending, in dollars\na;b\n1;x\n", ["a", "b"], url="x")]
    ['\nSpending, in dollars\n']
    """
    if not raw.strip():
        raise fault("The file is empty.", "แฟ้มว่างเปล่า", url)
    none = True
    for name, text in _texts(raw, url):
        data = unpack.lines_ended(text)
        if (found := _find(data[:HEAD_BYTES], header)) is not None:
            offset, separator = found
            none = False
            title = data[:offset].decode("utf8", errors="replace")
            yield f"{name}\n{title}", _cells(data[offset:], header, separator, url, more)
    if none:
        listed = ", ".join(header)
        raise fault(f"The file has no line with the columns {listed}.", f"ไม่พบบรรทัดหัวตารางที่มีคอลัมน์ {listed}", url)


def _cells(data: bytes, header: Sequence[str], separator: str, url: str, more: Collection[str] | None) -> pl.DataFrame:
    names = _named_as([name.strip() for name in next(_lines(data[:HEAD_BYTES], separator))], [*header, *(more or ())])
    wanted = [*header, *(n for n in names if n and n not in header and (more is None or n in more))]
    places = sorted(names.index(name) for name in wanted)
    try:
        frame = pl.read_csv(data, separator=separator, infer_schema=False, columns=places)
        frame.columns = [names[place] for place in places]
    except pl.exceptions.PolarsError as error:
        reason = str(error).splitlines()[0][:120]
        raise fault(f"The table cannot be read: {reason}", f"อ่านตารางไม่ได้: {reason}", url) from None
    if not frame.height:
        raise fault("The file has a header but no rows.", "แฟ้มมีเพียงหัวตาราง ไม่มีข้อมูล", url)
    _ends_well(data, len(names), separator, url)
    stripped = pl.all().str.strip_chars()
    cells = frame.select(wanted).with_columns(pl.when(stripped != "").then(stripped).name.keep())
    return cells.filter(~pl.all_horizontal(pl.all().is_null()))  # lines without any cell, as spreadsheets leave behind


def _named_as(names: Sequence[str], written: Sequence[str]) -> list[str]:
    """Write the names of columns as the part does, where only the case of letters differs."""
    known = {name.casefold(): name for name in written if name not in names}
    return [known.get(name.casefold(), name) for name in names]


def _ends_well(data: bytes, cells: int, separator: str, url: str) -> None:
    """Refuse a file that stops in the middle of a row: no line end, and fewer cells than the header."""
    if data.endswith((b"\n", b"\r")):
        return
    last = data[data.rfind(b"\n") + 1 :]
    if len(next(csv.reader([last.decode("utf8", errors="replace")], delimiter=separator), [])) < cells:
        raise fault(
            "The file ends in the middle of a row; it was not copied or downloaded whole.",
            "แฟ้มจบลงกลางแถว จึงคัดลอกหรือดาวน์โหลดมาไม่ครบ",
            url,
        )


def columned(frame: pl.DataFrame, columns: Iterable[str], *, url: str) -> pl.DataFrame:
    """Return the frame if it has these columns; a header is looked for by those that tell it from others."""
    lacking = [name for name in columns if name not in frame.columns]
    if lacking:
        listed = ", ".join(lacking)
        raise fault(f"The file has no column {listed}.", f"แฟ้มไม่มีคอลัมน์ {listed}", url)
    return frame


def required(frame: pl.DataFrame, columns: Iterable[str], *, url: str) -> pl.DataFrame:
    """Return the frame if these cells are all filled; a line that was cut off has empty ones."""
    for name in columns:
        if frame[name].null_count():
            row = frame[name].is_null().arg_true()[0] + 1
            raise fault(
                f"Row {row} has no {name}; the file may be cut off.", f"แถวที่ {row} ไม่มีค่า {name} แฟ้มอาจขาดตอน", url
            )
    return frame


def numbers(frame: pl.DataFrame, columns: Iterable[str], *, url: str, missing: Sequence[str] = ()) -> pl.DataFrame:
    """Turn these columns into numbers; the codes of missing values become null.

    >>> numbers(pl.DataFrame({"milex": ["-9", "-9"]}), ["milex"], url="x", missing=["-9"])["milex"].dtype
    Float64
    """
    named = list(columns)
    codes = [*BLANK, *missing]
    empty = [pl.when(~pl.col(name).is_in(codes)).then(pl.col(name)).alias(name) for name in named]
    known = frame.with_columns(empty)
    cast = known.with_columns(pl.col(name).cast(pl.Float64, strict=False) for name in named)
    for name in named:
        wrong = (~cast[name].is_finite().fill_null(False) & known[name].is_not_null()).arg_true()
        if len(wrong):
            row, cell = int(wrong[0]) + 1, known[name][int(wrong[0])]
            raise fault(
                f"Row {row}: {name} is {cell!r}, not a number.", f"แถวที่ {row}: {name} มีค่า {cell!r} ซึ่งไม่ใช่ตัวเลข", url
            )
    return cast


def inside(frame: pl.DataFrame, years: tuple[int, int], *, url: str, column: str = "year") -> pl.DataFrame:
    """Return the frame, the column as whole years, if none lies outside the coverage of the data.

    >>> inside(pl.DataFrame({"year": [1816.0, None]}), (1816, 2022), url="x")["year"].to_list()
    [1816, None]
    """
    first, last = years
    outside = frame[column].filter((frame[column] < first) | (frame[column] > last))
    if len(outside):
        year = int(outside[0])
        raise fault(
            f"The file has a row of {year}, but this edition of the data covers {first} to {last}.",
            f"แฟ้มมีข้อมูลปี ค.ศ. {year} แต่ชุดข้อมูลฉบับนี้ครอบคลุม ค.ศ. {first} ถึง {last}",
            url,
        )
    return frame.with_columns(pl.col(column).cast(pl.Int64))


def edition(raw: bytes, header: Sequence[str]) -> str | None:
    r"""Return what a file says of its own edition in its column `version`, in any case; None if it says nothing.

    Of several editions in one file none is its own. Numbers are written without idle zeros.

    >>> edition(b"ccode,Version\n2,2016\n20,2016\n", ["ccode"]), edition(b"ccode\n2\n", ["ccode"])
    ('2016', None)
    """
    cells = sheet(raw, header, url="", more=(VERSION,))
    named = [name for name in cells.columns if name.casefold() == VERSION]
    said = {text.removesuffix(".0") for name in named for text in cells[name].drop_nulls().unique()}
    return said.pop() if len(said) == 1 else None


def covered(raw: bytes, header: Sequence[str], editions: Editions, years: tuple[int, int]) -> tuple[int, int]:
    r"""Return the years that this edition of a dataset covers; those of the dataset, if it is none that is known.

    >>> from trachu.core.parts import Edition
    >>> covered(b"ccode,version\n2,2016\n", ["ccode"], {"2016": Edition("2016", 2016)}, (1816, 2024))
    (1816, 2016)
    """
    said = edition(raw, header)
    return (years[0], editions[said].last) if said is not None and said in editions else years


def lay(table: Table, frame: pl.DataFrame, *, url: str) -> pl.DataFrame:
    """Lay rows out as this table, without `why`; rows that share its key are a fault of the file."""
    key = [name for name in table.key if name in frame.columns]
    twice = frame.filter(frame.select(key).is_duplicated())
    if twice.height:
        shown = ", ".join(str(cell) for cell in twice.select(key).row(0))
        raise fault(f"The file has two rows for {shown}.", f"แฟ้มมีข้อมูลซ้ำสองแถวสำหรับ {shown}", url)
    return table.of(frame).drop("why")


def membership(tie: str, spells: pl.DataFrame, *, url: str) -> Frames:
    """Lay a published list of members out as one complete list and a party for each spell.

    `spells` has the columns actor, since and until.

    >>> spells = pl.DataFrame({"actor": ["220"], "since": ["1816"], "until": ["1940"]})
    >>> membership("LIST:X", spells, url="x")["ties"].select("tie", "type", "since", "until").rows()
    [('LIST:X', 'list', '1816', '1940')]
    """
    members = spells.select(pl.lit(tie).alias("record"), pl.lit("member").alias("role"), "actor", "since", "until")
    ties = spells.select(
        pl.lit(tie).alias("tie"),
        pl.lit("list").alias("type"),
        pl.col("since").min(),
        pl.col("until").max(),
        pl.lit(False).alias("directed"),
        pl.lit(True).alias("exhaustive"),
    ).unique()
    return {"ties": lay(TIES, ties, url=url), "parties": lay(PARTIES, members, url=url)}


def edtf(year: str, month: str, day: str) -> pl.Expr:
    """Write year, month and day columns as an EDTF date, no more precise than they are; no year, no date.

    A month or a day that the calendar does not have (one published dispute begins in month 13) is not known.

    >>> frame = pl.DataFrame({"y": [1992, 1992, 0, 1918], "m": [5, 5, 0, 13], "d": [None, 7, 0, None]})
    >>> frame.select(date=edtf("y", "m", "d"))["date"].to_list()
    ['1992-05', '1992-05-07', None, '1918']
    """
    y, m, d = (pl.col(name).cast(pl.Int64) for name in (year, month, day))
    whole = pl.format("{}-{}-{}", _digits(y, 4), _digits(m, 2), _digits(d, 2))
    partial = pl.format("{}-{}", _digits(y, 4), _digits(m, 2))
    return (
        pl.when((y > 0) & whole.str.to_date("%Y-%m-%d", strict=False).is_not_null()).then(whole)
        .when((y > 0) & m.is_between(1, 12)).then(partial)
        .when(y > 0).then(_digits(y, 4))
    )  # fmt: skip


def _digits(column: pl.Expr, width: int) -> pl.Expr:
    return column.cast(pl.String).str.zfill(width)


def header_of(raw: bytes) -> list[set[str]]:
    r"""Return the cells of each of the first lines, in every text of an archive: one of them may be the header.

    >>> header_of(b"Source: x\nactor,year\nTHA,2022")[1] == {"actor", "year"}
    True
    """
    heads = []
    for _, text in _texts(raw, "", most=HEAD_BYTES):
        heads += [{cell.strip() for cell in cells} for _, _, cells in _rows(text)]
    return heads


def _texts(raw: bytes, url: str, *, most: int = -1) -> Iterator[tuple[str, bytes]]:
    """Yield (name, text in UTF-8) of the file, or of each table in the archive; of each the first bytes, or all."""
    try:
        yield from unpack.texts(raw, most=most)
    except unpack.Unreadable as error:
        raise fault(error.words.en, error.words.th, url) from None


def _find(head: bytes, header: Sequence[str]) -> tuple[int, str] | None:
    """Return where the line with this header begins and what separates its cells."""
    wanted = {name.casefold() for name in header}
    for offset, separator, cells in _rows(head):
        if wanted <= {cell.strip().casefold() for cell in cells}:
            return offset, separator
    return None


def _rows(head: bytes) -> Iterator[tuple[int, str, list[str]]]:
    """Yield (offset, separator, cells) of the first lines that are not empty."""
    offset, seen = 0, 0
    for line in head.splitlines(keepends=True):
        if line.strip():
            separator = max(",;\t", key=line.decode("utf8", errors="ignore").count)
            yield offset, separator, next(_lines(line, separator), [])
            seen += 1
        offset += len(line)
        if seen == HEAD_LINES:
            return


def _lines(text: bytes, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text.decode("utf8", errors="ignore")), delimiter=separator)
