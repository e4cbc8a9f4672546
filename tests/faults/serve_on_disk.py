"""A program for the tests: ``besedka serve`` with its folder on a full or on a read-only disk.

``python -m tests.faults.serve_on_disk FOLDER MOUNT_OPTIONS`` in a namespace of its own. Prints the
log of the server.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.desktop.test_serve import Served, serve
from tests.faults.test_storage_serve import LOCAL, said


def fill(served: Served, ballast: Path) -> None:
    """Talk until the disk is full, and on; then make room."""
    texts = [f"сообщение {number} " + "x" * 200 for number in range(100)]
    rounds_when_full = 0
    while rounds_when_full < 3:
        rounds_when_full += shutil.disk_usage(ballast.parent).free < 16384
        assert said(served, "#room", *texts) == texts
    ballast.unlink()
    said(served, "#room", "вновь")


def main() -> None:
    folder, options = Path(sys.argv[1]), sys.argv[2]
    mount = ["mount", "-t", "tmpfs", "-o", options, "besedka", str(folder)]
    subprocess.run(mount, check=True)
    ballast = folder / "ballast"
    if options != "ro":
        ballast.write_bytes(bytes(6_000_000))
        data = folder / "data"
    else:
        data = folder
    with serve(*LOCAL, "--no-flood-control", "--data-dir", str(data)) as served:
        if options == "ro":
            said(served, "#room", "новое")
        else:
            fill(served, ballast)
        assert served.stop() == 0
    print("".join(served.lines))
    if options != "ro":
        with serve(*LOCAL, "--data-dir", str(data)) as served:
            assert said(served, "#room")[-1] == "вновь"
            assert served.stop() == 0


if __name__ == "__main__":
    main()
