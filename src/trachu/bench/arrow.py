"""Frames of other libraries on their way in: whatever streams Arrow becomes the bytes of a CSV file."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

import polars as pl

from trachu.core.errors import UsageError
from trachu.core.words import Words


@runtime_checkable
class Streams(Protocol):
    """A table of any library that hands out an Arrow stream."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Return a PyCapsule with the stream."""


def csv_of(frame: object) -> bytes:
    r"""Return a frame of any library that streams Arrow (`__arrow_c_stream__`) as CSV, empty cells for nulls.

    >>> csv_of(pl.DataFrame({"actor": ["THA"], "value": [None]}))
    b'actor,value\nTHA,\n'
    """
    if not isinstance(frame, Streams):
        named = type(frame).__name__
        raise UsageError(
            Words(en=f"{named} does not stream Arrow.", th=f"{named} ส่งข้อมูลแบบ Arrow ไม่ได้"),
            Words(
                en="Give a frame of Polars, pandas, pyarrow or DuckDB, or add a file.",
                th="โปรดให้ตารางของ Polars, pandas, pyarrow หรือ DuckDB หรือเพิ่มเป็นแฟ้ม",
            ),
        )
    return pl.DataFrame(frame).write_csv().encode()
