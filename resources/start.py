#!/usr/bin/env python3
"""From a fresh clone to the running program, or to the passing tests, in one command.

    python3 resources/start.py                 open Besedka (further words are given to the program)
    python3 resources/start.py test [...]      run the tests (further words are given to pytest)

Makes ``.venv`` beside this checkout, installs what is missing there, and starts. System libraries
that Qt needs are installed too where this is Debian or Ubuntu and you are root; otherwise the one
command that installs them is printed. Where there is no screen, Besedka opens on a virtual one.
Uses the standard library only.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from desktop.display import LIBRARIES  # noqa: E402  (needs no Qt, and nothing installed)

VENV = ROOT / ".venv"
LINUX = sys.platform.startswith("linux")

SOME_FAILED = 1  # pytest's exit code
TRIED_AGAIN = 5  # so many failed tests are tried again; more is no accident

# What needs no screen.
WITHOUT_WINDOWS = {"serve", "--version", "-V", "--help", "--add-to-menu", "--remove-from-menu"}
# What the tests drive besides our own program; a test whose program is absent says so and skips.
TEST_PROGRAMS = {
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "xdotool": "xdotool",
    "openbox": "openbox",
    "irssi": "irssi",
    "weechat-headless": "weechat-headless",
    "ngircd": "ngircd",
    "inspircd": "inspircd",
    "atheme-services": "atheme-services",
    "znc": "znc",
    "nc": "netcat-openbsd",
    "ip": "iproute2",
    "nft": "nftables",
    "strace": "strace",
    "objdump": "binutils",
    "git": "git",
    "dbus-daemon": "dbus-daemon",
}
# Parts of theirs that Debian packs apart, wherever they lie below /usr/lib.
TEST_FILES = {
    "weechat/plugins/fifo.so": "weechat-plugins",
    "systemd/user/at-spi-dbus-bus.service": "at-spi2-core",
    "python3/dist-packages/gi/__init__.py": "python3-gi",
    "girepository-1.0/Atspi-2.0.typelib": "gir1.2-atspi-2.0",
}
# PyInstaller wants Python as a shared library, which Debian keeps in a package of its own.
TEST_LIBRARIES = {"libpython3.11.so.1.0": "libpython3.11"} if sys.base_prefix == "/usr" else {}


def say(text: str) -> None:
    """One line for the person at the keyboard."""
    print(f"besedka: {text}", file=sys.stderr, flush=True)


def missing_libraries(wanted: dict[str, str]) -> list[str]:
    """The Debian packages of those libraries that can't be loaded."""
    packages = []
    for library, package in wanted.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            packages.append(package)
    return packages


def missing_programs(wanted: dict[str, str]) -> list[str]:
    """The Debian packages of those programs that are not on the PATH."""
    path = os.environ.get("PATH", os.defpath) + os.pathsep + "/usr/sbin:/sbin"
    return [package for name, package in wanted.items() if not shutil.which(name, path=path)]


def missing_files(wanted: dict[str, str]) -> list[str]:
    """The Debian packages of those files that are nowhere in a library folder."""
    folders = [Path("/usr/lib"), *Path("/usr/lib").glob("*-linux-gnu*")]
    return [
        package
        for name, package in wanted.items()
        if not any((folder / name).exists() for folder in folders)
    ]


@contextmanager
def no_services_start() -> Iterator[None]:
    """Keep Debian from starting the services of what is installed (ngircd would take our port)."""
    policy = Path("/usr/sbin/policy-rc.d")
    if policy.exists():
        yield
        return
    policy.write_text("#!/bin/sh\nexit 101\n")
    policy.chmod(0o755)
    try:
        yield
    finally:
        policy.unlink(missing_ok=True)


def install_packages(packages: Sequence[str], why: str) -> bool:
    """Install Debian packages, or print how. True if they are there now."""
    if not packages:
        return True
    names = " ".join(sorted(set(packages)))
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        say(f"{why} needs system packages. Install them with:  sudo apt install {names}")
        return False
    say(f"installing for {why}: {names}")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = [apt, "-qq", "-o", "Dpkg::Use-Pty=0"]
    with no_services_start():
        for attempt in range(3):
            subprocess.run([*quiet, "update"], env=env, check=False, stdout=subprocess.DEVNULL)
            done = subprocess.run(
                [*quiet, "install", "-y", "--no-install-recommends", *sorted(set(packages))],
                env=env,
                check=False,
                stdout=subprocess.DEVNULL,
            )
            if done.returncode == 0:
                return True
            say(f"apt-get ended with {done.returncode}, attempt {attempt + 1} of 3")
            time.sleep(2 * attempt)
    return False


def venv_python() -> Path:
    """The interpreter of ``.venv``."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def venv_works() -> bool:
    """Whether ``.venv`` is there and has a pip that runs (a moved or half-made one has not)."""
    if not venv_python().exists():
        return False
    asked = subprocess.run(
        [venv_python(), "-c", "import pip"], check=False, capture_output=True, text=True
    )
    return asked.returncode == 0


def make_venv() -> None:
    """Make ``.venv`` where there is none that works."""
    if venv_works():
        return
    say("making .venv")
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    made = subprocess.run(command, check=False, capture_output=True, text=True)
    if made.returncode != 0 and "ensurepip" in made.stdout + made.stderr:
        version = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        if install_packages([version], "a virtual environment"):
            made = subprocess.run(command, check=False, capture_output=True, text=True)
    if made.returncode != 0:
        sys.exit(f"besedka: .venv could not be made:\n{made.stdout}{made.stderr}")


def install(extra: str) -> None:
    """Install this checkout into ``.venv``, unless that was done for this pyproject.toml."""
    stamp = VENV / f"besedka-{extra or 'program'}.stamp"
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + str(ROOT).encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    what = f"{ROOT}[{extra}]" if extra else str(ROOT)
    say("installing the Python packages, this takes a minute or two the first time")
    command = [str(venv_python()), "-m", "pip", "install", "--quiet", "--editable", what]
    command += ["--disable-pip-version-check", "--retries", "5"]
    for attempt in range(3):
        if subprocess.run(command, check=False, stdin=subprocess.DEVNULL).returncode == 0:
            stamp.write_text(wanted)
            return
        say(f"pip did not succeed, attempt {attempt + 1} of 3")
        time.sleep(2 * attempt)
    sys.exit("besedka: the Python packages could not be installed; pip's words are above")


def has_display() -> bool:
    """Whether a window could open without our help."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not LINUX or any(os.environ.get(name) for name in names)


@contextmanager
def virtual_display() -> Iterator[str]:
    """An Xvfb of our own; yields its DISPLAY."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    server = subprocess.Popen(
        command, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(write)
    try:
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        if not number:
            sys.exit("besedka: Xvfb, the virtual screen, did not start")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


def run_child(command: Sequence[str], env: dict[str, str]) -> int:
    """Run to the end, handing on SIGTERM and SIGINT."""
    child = subprocess.Popen(command, env=env)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _frame: child.send_signal(received))
    return child.wait()


def run_program(arguments: Sequence[str]) -> int:
    """Open Besedka."""
    headless = bool(arguments) and arguments[0] in WITHOUT_WINDOWS
    virtual = not headless and not has_display()
    if LINUX and not headless:
        packages = missing_libraries(LIBRARIES)
        if virtual:
            packages += missing_programs({"Xvfb": "xvfb"})
        if not install_packages(packages, "Besedka's window"):
            if virtual and not shutil.which("Xvfb"):
                say("there is no screen here (DISPLAY is not set) and no Xvfb to stand in for it")
                return 1
            say("trying without: they may be in a place of their own")
    make_venv()
    install("")
    command = [str(venv_python()), "-m", "desktop", *arguments]
    if not virtual:
        return run_child(command, dict(os.environ))
    with virtual_display() as display:
        say(f"there is no screen here: Besedka opens on a virtual one, DISPLAY={display}")
        return run_child(command, {**os.environ, "DISPLAY": display})


def run_tests(arguments: Sequence[str]) -> int:
    """Run the test suite, on both cores. The few tests that failed there are run once more, alone:
    thousands of tests with real sockets, threads and programs share a machine that may be busy.
    What fails twice has failed; what passed only alone is said."""
    if LINUX:
        packages = missing_libraries(LIBRARIES | TEST_LIBRARIES)
        packages += missing_programs(TEST_PROGRAMS) + missing_files(TEST_FILES)
        if not install_packages(packages, "all of the tests"):
            say("going on without: tests whose programs are missing will say so and skip")
    make_venv()
    install("test")
    compile_sources()
    paths = os.environ.get("PATH", os.defpath)
    env = {**os.environ, "PATH": f"{paths}:/usr/sbin:/sbin"} if LINUX else dict(os.environ)
    pytest = [str(venv_python()), "-m", "pytest"]
    if arguments:
        return run_child([*pytest, *arguments], env)
    code = run_child([*pytest, "-n", "2", "--dist", "loadgroup", "-q", "-ra"], env)
    failed = last_failed() if code == SOME_FAILED else []
    if not 0 < len(failed) <= TRIED_AGAIN:
        return code
    say(f"{len(failed)} failed among the others; once more, alone:")
    code = run_child([*pytest, "-n", "0", "-q", "-ra", "--last-failed"], env)
    if code == 0:
        say("passed only alone, on the second try: " + ", ".join(failed))
    return code


def compile_sources() -> None:
    """Write Python's bytecode. Many tests start our programs, and where the environment forbids to
    write it on the way (PYTHONDONTWRITEBYTECODE) each start would compile all sources anew."""
    command = [str(venv_python()), "-m", "compileall", "-q", "core", "desktop"]
    subprocess.run(command, check=False)


def last_failed() -> list[str]:
    """The tests that failed in the last run, as pytest remembers them."""
    try:
        return sorted(json.loads((VENV / "pytest_cache/v/cache/lastfailed").read_text()))
    except (OSError, ValueError):
        return []


def main() -> int:
    """See the module's text."""
    if sys.version_info < (3, 11):  # noqa: UP036  (this file meets any Python first)
        sys.exit(f"besedka: Python 3.11 or later is needed, this is {sys.version.split()[0]}")
    os.chdir(ROOT)
    arguments = sys.argv[1:]
    if arguments[:1] in (["-h"], ["help"]):
        print(__doc__)
        return 0
    if arguments[:1] == ["test"]:
        return run_tests(arguments[1:])
    return run_program(arguments)


if __name__ == "__main__":
    sys.exit(main())
