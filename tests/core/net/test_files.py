from __future__ import annotations

import contextlib
import os
import sys

import pytest

from core.net.files import files_left, raise_file_limit

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such limit on Windows")


def test_files_left() -> None:
    import resource

    assert files_left()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    hoard: list[int] = []
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 256), hard))
    try:
        with contextlib.suppress(OSError):
            while True:
                hoard.append(os.open(os.devnull, os.O_RDONLY))
        assert not files_left(1)
        for number in hoard[:3]:
            os.close(number)
        del hoard[:3]
        assert files_left(3)
        assert files_left(3)  # nothing was kept
        assert not files_left(4)
    finally:
        for number in hoard:
            os.close(number)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_file_limit_is_raised() -> None:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (512, hard))
    try:
        raise_file_limit()
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] > 512
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
