"""The trace tells the truth: what strace(1) saw of a whole chat, the lens saw too, call by call."""

from __future__ import annotations

import errno
import json
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from .server_helpers import ROOT

Call = tuple[int, str, int | None, int]  # descriptor, call, result, errno

# Python's name for what the system calls otherwise. The chat connects by connect_ex.
_NAMES = {"sendto": "send", "recvfrom": "recv", "accept4": "accept", "connect": "connect_ex"}
# Python asks fcntl(2) or nobody for these.
_NO_NETWORK_CALL = {"setblocking", "settimeout"}
_LINE = re.compile(r"(\d+) +(?:<\.\.\. (\w+) resumed>(.*)|(\w+)\((.*))$")
_RESULT = re.compile(r"\) += (-?\d+)(?: (E[A-Z]+))?")


def system_calls(trace: str) -> dict[int, list[Call]]:
    """Each thread's calls on the sockets of IPv4 and IPv6, in the order in which they returned."""
    begun: dict[tuple[str, str], str] = {}
    sockets: set[int] = set()
    calls: dict[int, list[Call]] = defaultdict(list)
    for line in trace.splitlines():
        match = _LINE.match(line)
        if match is None:
            continue
        thread, resumed, rest, started, arguments = match.groups()
        name = resumed or started
        text = begun.pop((thread, name), "") + rest if resumed else arguments
        if text.endswith("<unfinished ...>"):
            begun[thread, name] = text.removesuffix("<unfinished ...>")
            continue
        result = _RESULT.search(text)
        assert result is not None, line
        value = int(result[1])
        code = getattr(errno, result[2]) if result[2] else 0
        if name == "socket":
            if not text.startswith("AF_INET") or "SOCK_STREAM" not in text:
                continue  # name service, the window system, asking for our addresses
            sockets.add(value)
            calls[int(thread)].append((-1, "socket", value, code))
            continue
        fd = int(re.match(r"\d+", text)[0]) if re.match(r"\d+", text) else -1  # type: ignore[index]
        if fd not in sockets:
            continue
        if name == "accept4" and value >= 0:
            sockets.add(value)
        if name == "close":
            sockets.discard(fd)
        shown = value if name in ("sendto", "recvfrom") and not code else None
        calls[int(thread)].append((fd, _NAMES.get(name, name), shown, code))
    return calls


def seen_calls(told: str) -> dict[int, list[Call]]:
    """The same of what the lens saw."""
    calls: dict[int, list[Call]] = defaultdict(list)
    for line in told.splitlines():
        thread, fd, call, result, code = json.loads(line)
        if call in _NO_NETWORK_CALL:
            continue
        if call == "connect_ex":
            code, result = result, None
        elif call not in ("socket", "send", "recv") or code:
            result = None
        calls[thread].append((fd, call, result, code))
    return calls


@pytest.mark.skipif(sys.platform != "linux", reason="strace is a program of Linux")
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace could not be installed")
def test_strace_and_the_lens_agree(tmp_path: Path) -> None:
    file = tmp_path / "strace.txt"
    done = subprocess.run(
        [
            *("strace", "-f", "-s", "0", "-e", "trace=network,close", "-o", str(file)),
            *(sys.executable, "-m", "tests.core.threads.strace_chat"),
        ],
        cwd=ROOT, capture_output=True, text=True, timeout=170, check=False,
    )  # fmt: skip
    if "ptrace" in done.stderr and "not permitted" in done.stderr:
        pytest.skip("this system forbids tracing")
    assert done.returncode == 0, done.stderr
    by_system = system_calls(file.read_text())
    by_lens = seen_calls(done.stdout)
    assert set(by_lens) == set(by_system)
    for thread, calls in by_system.items():
        assert by_lens[thread] == calls, thread
    everything = [call for calls in by_lens.values() for call in calls]
    assert {name for _, name, _, _ in everything} >= {
        "socket", "bind", "listen", "accept", "connect_ex", "send", "recv", "shutdown", "close",
        "setsockopt", "getsockopt", "getsockname", "getpeername",
    }  # fmt: skip
    assert {code for _, _, _, code in everything} >= {0, errno.EINPROGRESS, errno.EINVAL}
    assert sum(result or 0 for _, name, result, _ in everything if name == "send") > 4000
