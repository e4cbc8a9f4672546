"""File descriptors: how many there may be, and whether some are left.

Sources: setrlimit(2), dup(2). Qt and GLib open two for every QThread, and end the whole process
when they get none: so a thread is started only while some are left.
"""

from __future__ import annotations

import contextlib
import os
import sys

_WANTED_LIMIT = 65536
_MARGIN = 8
"""Two for the thread itself, the others for threads that start at the same time."""


def files_left(count: int = _MARGIN) -> bool:
    """Whether ``count`` files can be opened now (on Windows always: it has no such limit)."""
    if sys.platform == "win32":
        return True
    opened: list[int] = []
    try:
        opened.append(os.open(os.devnull, os.O_RDONLY))
        for _ in range(count - 1):
            opened.append(os.dup(opened[0]))
    except OSError:
        return False
    finally:
        for number in opened:
            os.close(number)
    return True


def raise_file_limit() -> None:
    """Let this process open as many files as the system allows it to.

    The soft limit is often 1024, which 300 connections pass: each has a socket and a thread.
    """
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _WANTED_LIMIT if hard == resource.RLIM_INFINITY else min(hard, _WANTED_LIMIT)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
