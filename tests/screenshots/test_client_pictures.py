"""The client's main states look as they are stored in ``expected``: a part that is missing or has
moved fails here, and the new picture is left to be looked at.

Where a window was changed on purpose: look at the new pictures, then

    python -m tests.screenshots.client_pictures --expect
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter

from tests.screenshots.client_pictures import COMPARED, EXPECTED
from tests.screenshots.comparing import PART, different_cells, marked, small

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="letters are drawn otherwise elsewhere"
)
_ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the pictures as they are now, from a process of its own."""
    folder = tmp_path_factory.mktemp("pictures")
    command = [sys.executable, "-m", "tests.screenshots.client_pictures", str(folder)]
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("QT_", "BESEDKA_"))}
    done = subprocess.run(
        [*command, "--compared"],
        cwd=_ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return folder


@pytest.mark.parametrize("name", COMPARED)
def test_a_state_looks_as_expected(pictures: Path, name: str) -> None:
    found = QImage(str(pictures / f"{name}.png"))
    expected = QImage(str(EXPECTED / f"{name}.png"))
    assert not found.isNull() and not expected.isNull()
    cells = different_cells(expected, small(found))
    if cells:
        shown = pictures / f"{name}-differs.png"
        marked(found, cells).save(str(shown))
        pytest.fail(f"{name} looks otherwise in {len(cells)} places, framed in {shown}")


def test_what_is_stored_is_what_is_compared() -> None:
    assert {path.stem for path in EXPECTED.glob("*.png")} == set(COMPARED)


def _changed(picture: QImage, area: QRect, to: QPoint | None) -> QImage:
    """The picture with an area moved by ``to``, or painted over with the ground beside it."""
    made = picture.copy()
    painter = QPainter(made)
    if to is None:
        painter.fillRect(area, QColor(picture.pixel(area.topLeft() - QPoint(2, 2))))
    else:
        painter.drawImage(area.topLeft() + to, picture.copy(area))
    painter.end()
    return made


@pytest.mark.parametrize(
    ("area", "to"),
    [
        (QRect(276, 680, 728, 84), QPoint(0, -8)),  # the composer
        (QRect(0, 100, 256, 300), QPoint(0, 6)),  # the sidebar's rows
        (QRect(316, 268, 600, 140), QPoint(10, 0)),  # messages
        (QRect(1160, 150, 60, 24), None),  # somebody's raised hand
        (QRect(324, 112, 140, 30), None),  # the reactions
        (QRect(206, 192, 36, 24), None),  # how much is unread
    ],
)
def test_what_moved_or_is_missing_is_seen(pictures: Path, area: QRect, to: QPoint | None) -> None:
    picture = QImage(str(pictures / "busy-ru-light.png"))
    assert different_cells(small(picture), small(_changed(picture, area, to)))


def test_letters_that_are_drawn_a_little_otherwise_are_the_same(pictures: Path) -> None:
    picture = QImage(str(pictures / "busy-ru-light.png"))
    bolder = picture.copy()  # every letter half a pixel wider
    painter = QPainter(bolder)
    painter.setOpacity(0.3)
    painter.drawImage(1, 0, picture)
    painter.end()
    assert not different_cells(small(picture), small(bolder))
    assert PART == 4
