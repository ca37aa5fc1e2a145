"""Many files handed over at one time: how many a request may hold, and what the system must allow for it."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec

from starlette.formparsers import MultiPartParser

from trachu.bench import inbox

MOST_FILES = 10 * inbox.MOST_FILES  # of one request; the inbox, which says what to do, refuses earlier
IN_MEMORY = 1 << 16  # bytes of a file that are kept in memory while it comes in; the rest goes to the disk
HANDLES = 2 * inbox.MOST_FILES + 1000  # files that may be open at one time


def make_room() -> None:
    """Keep what comes in on the disk, and let as many files be open as one handing-over has.

    Some systems allow a program 256 open files unless it asks for more.
    """
    MultiPartParser.spool_max_size = IN_MEMORY
    if find_spec("resource") is None:  # Windows has no such limit
        return
    resource = import_module("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = HANDLES if hard == resource.RLIM_INFINITY else min(HANDLES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
