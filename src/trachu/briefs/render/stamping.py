"""Office files with fixed dates: the same content gives the same bytes."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIRST_DAY = date(1980, 1, 1)  # the earliest that a zip can name


def stamped(package: bytes, day: date | None) -> bytes:
    """Return a zip whose parts all bear one date, in the order in which they were written.

    >>> raw = BytesIO()
    >>> with ZipFile(raw, "w") as given:
    ...     given.writestr("a.xml", "<a/>")
    >>> ZipFile(BytesIO(stamped(raw.getvalue(), None))).infolist()[0].date_time
    (1980, 1, 1, 0, 0, 0)
    """
    when = day if day and day >= FIRST_DAY else FIRST_DAY
    out = BytesIO()
    with ZipFile(BytesIO(package)) as given, ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name in given.namelist():
            info = ZipInfo(name, (when.year, when.month, when.day, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            made.writestr(info, given.read(name))
    return out.getvalue()
