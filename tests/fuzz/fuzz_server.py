"""Coverage-guided fuzzing of decoder and server.

``python -m tests.fuzz.fuzz_server --seconds 3600`` (needs the extra "fuzz"). An input is a script
for several clients (``conversation``); no handler may raise, the state must hold together after
each step, and nothing may be left when everybody has gone. What is found is written to
``--findings``, shortened, once for each place where it comes from; the exit code is 1 then. Put the
file into ``tests/fuzz/corpus``: ``test_corpus`` plays those.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
import traceback
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
_LONGEST = 4000  # bytes of an input
_WORDS = (
    "#x", "#y", "n0", "n1", "n2", "n3", "n4", "new", "*", "@#x", "+o", "-o", "+v", "+b", "+m", "+i",
    "+k", "+l", "LS 302", "REQ :", "END", "LATEST", "BEFORE", "AFTER", "AROUND", "BETWEEN",
    "TARGETS", "timestamp=2027-01-15T08:00:00.000Z", "msgid=id1", "PLAIN", "SCRAM-SHA-256",
    "EXTERNAL", "GET", "SET", "SUB", "SYNC", "CLEAR", "LIST", "@label=a ", "@+draft/reply=id1;+x ",
    "BATCH +a draft/multiline #x", "@batch=a ", "BATCH -a", "%tcuhnfdlaor,1", ":", "1h", "10.0.0.1",
    "10.0.0.0/8", "a:n1", "\xff", "\0", "\r", "~100", "=0", "-1", "+",
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--findings", type=Path, default=Path("fuzz-findings"))
    parser.add_argument("--corpus", type=Path, help="a folder that keeps what covers new code")
    options = parser.parse_args()
    import atheris

    with atheris.instrument_imports(include=["core.server", "core.irc"]):
        from core.server.commands.table import TABLE
        from tests.fuzz.conversation import run

    state = _State(options.findings, run)
    with tempfile.TemporaryDirectory() as scratch:
        words = Path(scratch) / "words"
        words.write_text(
            "".join(f'"{_quoted(word)}"\n' for word in (*TABLE, *_WORDS)), encoding="ascii"
        )
        kept = options.corpus or Path(scratch) / "corpus"
        kept.mkdir(parents=True, exist_ok=True)
        argv = [
            sys.argv[0],
            str(kept),
            str(CORPUS),
            f"-max_total_time={options.seconds}",
            f"-max_len={_LONGEST}",
            f"-dict={words}",
            f"-artifact_prefix={scratch}/",
            "-timeout=60",
            "-rss_limit_mb=2048",
            "-print_final_stats=1",
        ]
        atheris.Setup(argv, state.one)
        import atexit

        atexit.register(state.report)
        atheris.Fuzz()
    return 0


class _State:
    """Counts, and keeps what was found."""

    def __init__(self, folder: Path, run: object) -> None:
        self.folder = folder
        self.run = run
        self.inputs = 0
        self.found: dict[str, int] = {}
        self.began = self.told = time.monotonic()
        self.memory_early = 0

    def one(self, data: bytes) -> None:
        """One input of the fuzzer."""
        self.inputs += 1
        try:
            self.run(bytes(data))  # type: ignore[operator]
        except Exception as error:
            self.keep(bytes(data), error)
        now = time.monotonic()
        if now - self.told > 30:
            self.told = now
            if not self.memory_early and now - self.began > 120:
                self.memory_early = _memory_mb()
            self.report()

    def keep(self, data: bytes, error: Exception) -> None:
        frames = [
            f for f in traceback.extract_tb(error.__traceback__) if "/tests/" not in f.filename
        ]
        place = f"{Path(frames[-1].filename).stem}-{frames[-1].lineno}" if frames else "check"
        own = traceback.extract_tb(error.__traceback__)[-1]
        text = str(error).splitlines()[0][:40] if str(error) else ""
        kind = type(error).__name__
        key = f"{kind}-{place}-{Path(own.filename).stem}-{own.lineno}-" + "".join(
            letter if letter.isalnum() else "_" for letter in text
        )
        self.found[key] = self.found.get(key, 0) + 1
        file = self.folder / f"{key}.txt"
        if not file.exists() or file.stat().st_size > len(data):
            self.folder.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        if self.found[key] == 1:
            print(f"FOUND {key}: {data[:300]!r}", flush=True)
            traceback.print_exception(error, limit=-6)

    def report(self) -> None:
        """What was done so far, in one line."""
        early = f" (after two minutes {self.memory_early})" if self.memory_early else ""
        print(
            f"{time.monotonic() - self.began:.0f} s, {self.inputs} inputs, most memory"
            f" {_memory_mb()} MB{early}, found {len(self.found)}: {self.found}",
            flush=True,
        )


def _memory_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _quoted(word: str) -> str:
    return "".join(
        chr(b) if 32 <= b < 127 and b not in (34, 92) else f"\\x{b:02x}"
        for b in word.encode("latin-1")
    )


if __name__ == "__main__":
    sys.exit(main())
