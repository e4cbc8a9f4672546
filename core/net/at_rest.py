"""Whether a thread is really asleep in the kernel, or only on its way in or out.

Linux tells it: ``/proc/self/task/TID/syscall`` (proc(5)) says "running", or the number of the
system call that the thread sleeps in, or -1 where it sleeps in none (a page of the program is
being read). A thread that has left its ``recv`` and waits for Python's lock sleeps in
``futex(2)``. Elsewhere it is inferred: the socket is not ready for what is wanted, in two looks.
"""

from __future__ import annotations

import os
import platform
import select
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress

from core.net.trace import BLOCKING_CALLS, SENDING_CALLS

# The system calls in which a socket call of Python waits (asm/unistd.h): connect, accept, accept4,
# sendto, recvfrom, sendmsg, recvmsg, poll, ppoll, select, pselect6, epoll_(p)wait, read, write.
_WAITS = {
    "x86_64": {42, 43, 288, 44, 45, 46, 47, 7, 271, 23, 270, 232, 281, 0, 1},
    "aarch64": {203, 202, 242, 206, 207, 211, 212, 73, 72, 22, 63, 64},
}.get(platform.machine())
_SECOND_LOOK_S = 0.002


def is_asleep_in_call(thread: int, call: str, find: Callable[[], socket.socket | None]) -> bool:
    """Whether ``thread`` (its native id), which makes ``call``, sleeps until something happens to
    the socket (which ``find`` finds)."""
    if call not in BLOCKING_CALLS:
        return False
    if sys.platform == "linux" and _WAITS is not None:
        with suppress(OSError, ValueError):
            return _system_call(thread) in _WAITS
    sock = find()
    if sock is None or _is_ready(sock, call):
        return False
    time.sleep(_SECOND_LOOK_S)
    return not _is_ready(sock, call)


def _system_call(thread: int) -> int | None:
    """The system call that the thread sleeps in, None while it runs. Raises OSError, ValueError."""
    file = os.open(f"/proc/self/task/{thread}/syscall", os.O_RDONLY)
    try:
        words = os.read(file, 64).split(maxsplit=1)
    finally:
        os.close(file)
    return None if words[0] == b"running" else int(words[0])


def _is_ready(sock: socket.socket, call: str) -> bool:
    """Whether the call would return at once."""
    writing = call in SENDING_CALLS or call == "connect"
    try:
        if hasattr(select, "poll"):  # select(2) knows descriptors below 1024 only
            poll = select.poll()
            poll.register(sock, select.POLLOUT if writing else select.POLLIN)
            return bool(poll.poll(0))
        sockets: list[socket.socket] = [sock]
        return any(
            select.select([] if writing else sockets, sockets if writing else [], sockets, 0)
        )
    except (OSError, ValueError):  # closed meanwhile
        return True
