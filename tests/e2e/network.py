"""Two machines in one: network namespaces joined by a cable (veth), as root on Linux.

Sources: ip-netns(8), veth(4), nsenter(1). ``ip netns exec`` and ``ip -n`` would mount things anew,
which is not possible in a chroot; nsenter only changes the network.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest


def _run(*command: str, check: bool = True) -> None:
    subprocess.run(command, check=check, capture_output=True, text=True)


@dataclass(frozen=True)
class Machine:
    """One end: a network namespace with one interface and one address."""

    name: str
    interface: str
    address: str

    def inside(self, *command: str) -> list[str]:
        """The command line that runs ``command`` on this machine."""
        return ["nsenter", f"--net=/var/run/netns/{self.name}", *command]

    def ip(self, *arguments: str) -> None:
        """Run ip(8) on this machine."""
        _run(*self.inside("ip", *arguments))

    def cable(self, plugged: bool) -> None:
        """Pull the cable out, or put it back."""
        self.ip("link", "set", self.interface, "up" if plugged else "down")


@contextlib.contextmanager
def two_machines() -> Iterator[tuple[Machine, Machine]]:
    """Two machines that reach each other and nothing else. Skips where that cannot be made."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("network namespaces need Linux and root")
    if shutil.which("ip") is None or shutil.which("nsenter") is None:
        pytest.skip("there is no ip (package iproute2), or no nsenter (package util-linux)")
    mark = f"{os.getpid() % 100_000}"  # an interface's name has at most 15 letters
    one = Machine(f"besedka-a-{mark}", f"bsa{mark}", "10.77.0.1")
    two = Machine(f"besedka-b-{mark}", f"bsb{mark}", "10.77.0.2")
    try:
        try:
            for machine in (one, two):
                _run("ip", "netns", "add", machine.name)
            here, there = (("netns", machine.name) for machine in (one, two))
            kind = ("type", "veth", "peer", "name", two.interface)
            _run("ip", "link", "add", one.interface, *here, *kind, *there)
            for machine in (one, two):
                machine.ip("addr", "add", f"{machine.address}/24", "dev", machine.interface)
                machine.ip("link", "set", "lo", "up")
                machine.cable(plugged=True)
        except subprocess.CalledProcessError as error:
            pytest.skip(f"no network namespaces here: {error.stderr.strip()}")
        yield one, two
    finally:
        for machine in (one, two):
            _run("ip", "netns", "del", machine.name, check=False)
