"""Keep to one worker for each folder, on every system: SQLite locks a file, and the system lets go of it.

The lock is held by the connection, so it ends with the process, however that ends; nothing has to be cleaned up, and
no clock is compared. See docs/decisions/0023-one-worker-for-a-folder.md.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

FILE = ".worker"
LOOKS = 3600.0  # seconds that one try to take the lock lasts before it is made again
BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def alone(folder: Path, patience: float | None = None) -> sqlite3.Connection | None:
    """Wait until nobody else works on this folder; others are kept out until the connection is closed.

    With ``patience`` seconds given, return None if the folder is not free by then.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     held = alone(Path(folder))
    ...     second = alone(Path(folder), patience=0)
    ...     held.close()
    >>> second is None
    True
    """
    lock = sqlite3.connect(folder / FILE, timeout=LOOKS if patience is None else patience, isolation_level=None)
    while True:
        try:
            lock.execute("BEGIN EXCLUSIVE")
            return lock
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode not in BUSY:
                lock.close()
                raise
            if patience is not None:
                lock.close()
                return None
