"""Stata files (.dta) as the text tables that every dataset is read from: numbers as they are written, dates as days."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

import numpy as np

OLD = range(102, 116)  # the first byte of files before Stata 13
NEW = b"<stata_dta>"


class Damaged(Exception):
    """A file that begins as a Stata file and cannot be read as one."""


def is_stata(raw: bytes) -> bool:
    r"""Whether a file begins as Stata writes it.

    >>> is_stata(b"<stata_dta><header>"), is_stata(b"r\x02\x01\x00"), is_stata(b"ccode,year")
    (True, True, False)
    """
    return raw.startswith(NEW) or (len(raw) > 3 and raw[0] in OLD and raw[1] in (1, 2) and raw[2:4] == b"\1\0")


def text(raw: bytes, rows: int | None = None) -> bytes:
    """Return the table with its header, cells separated by commas; of its rows the first `rows`, or all.

    Missing numbers are empty cells. Values stay the codes that they are; their labels are left out.
    """
    import pyreadstat

    try:
        columns, _ = pyreadstat.read_dta(io.BytesIO(raw), output_format="dict", row_limit=rows or 0)
    except (pyreadstat.ReadstatError, UnicodeDecodeError, ValueError, OverflowError) as error:
        raise Damaged(str(error)) from None
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*(_cells(values) for values in columns.values()), strict=True))
    return out.getvalue().encode()


def _cells(values: Sequence[Any]) -> list[Any]:
    """Write numbers without idle digits: 5 and not 5.0, 5.1 and not 5.099999904632568."""
    column = np.asarray(values)
    if column.dtype.kind == "O" and all(value is None or isinstance(value, float) for value in values):
        column = np.asarray(values, dtype=np.float64)  # a missing number comes as None, and becomes NaN
    if column.dtype.kind != "f":
        return ["" if value is None else value for value in column.tolist()]
    known = column[np.isfinite(column)]
    if (known == np.round(known)).all() and (np.abs(known) < 2**53).all():
        return [int(value) if np.isfinite(value) else "" for value in column.tolist()]
    single = column.astype(np.float32)
    exact = (single[np.isfinite(column)] == known).all()
    return [str(one) if np.isfinite(one) else "" for one in (single if exact else column)]
