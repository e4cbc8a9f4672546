"""Pictures of the client's main states from the real program, the same on every run.

    python -m tests.screenshots.client_pictures FOLDER [--only STATE …] [--looks ru-light …]
    python -m tests.screenshots.client_pictures --expect

``--expect`` renews what ``test_client_pictures`` compares with. Real windows are fed with a
session's own events (``client_talk``, ``client_states``): nothing is connected, the clock stands
still, nothing moves. Each picture is ``STATE-LANGUAGE-THEME.png`` in FOLDER.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

from PySide6.QtGui import QCursor, QImage
from PySide6.QtWidgets import QApplication

from tests.screenshots.client_stage import CHOSEN, Stage, stand_still
from tests.screenshots.client_states import STATES
from tests.screenshots.comparing import small

EXPECTED = Path(__file__).with_name("expected")
LOOKS = ("ru-light", "ru-dark", "en-light", "en-dark")
NAMES = tuple(f"{state}-{look}" for look in LOOKS for state in STATES)


def take(folder: Path, names: Sequence[str]) -> list[Path]:
    """Make pictures by their names ("busy-ru-light"); the files."""
    from desktop.__main__ import make_app
    from desktop.theme import fonts

    folder.mkdir(parents=True, exist_ok=True)
    app = make_app(["besedka"])
    assert app is not None
    QApplication.setCursorFlashTime(0)
    QCursor.setPos(9000, 9000)  # over no window
    with patch.object(fonts, "_SYSTEM_EMOJI", ()):
        fonts.load_emoji()  # the bundled one, also where the system has its own
    stage = Stage(app)
    made = []
    for key, value in CHOSEN.items():
        stage.context.set_preference(key, value)
    with stand_still():
        for name in names:
            state, language, theme = name.rsplit("-", 2)
            stage.context.set_language(language)
            stage.context.set_theme("dark" if theme == "dark" else "light")
            picture = stage.photograph(STATES[state](stage))
            made.append(folder / f"{name}.png")
            picture.save(str(made[-1]))
            stage.clear()
    return made


def expect(folder: Path) -> None:
    """Store the pictures of now, small, as those that are expected."""
    EXPECTED.mkdir(exist_ok=True)
    for old in EXPECTED.glob("*.png"):
        old.unlink()
    for path in take(folder, NAMES):
        small(QImage(str(path))).save(str(EXPECTED / path.name))


def prepare() -> None:
    """Say to Qt and to the program, before they start, how things are on the pictures."""
    os.environ.update(
        QT_QPA_PLATFORM="offscreen", QT_SCALE_FACTOR="1", TZ="UTC", LC_ALL="C.UTF-8", LANGUAGE="C"
    )
    if hasattr(time, "tzset"):
        time.tzset()


def main() -> None:
    """See the module's text."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER", nargs="?")
    parser.add_argument("--expect", action="store_true")
    parser.add_argument("--only", nargs="*", choices=STATES, default=list(STATES))
    parser.add_argument("--looks", nargs="*", choices=LOOKS, default=list(LOOKS))
    options = parser.parse_args()
    prepare()
    with tempfile.TemporaryDirectory() as settings_folder:
        os.environ["BESEDKA_CONFIG_DIR"] = settings_folder
        if options.expect:
            expect(Path(settings_folder) / "pictures")
            return
        if options.folder is None:
            parser.error("where to?")
        names = [f"{state}-{look}" for look in options.looks for state in options.only]
        for path in take(options.folder, names):
            print(path)


if __name__ == "__main__":
    main()
