"""The client's main states look as they are stored in ``expected``, in both languages and both
themes: a part that is missing, has moved or has another colour fails here, and the new picture is
left to be looked at.

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

from tests.screenshots.client_pictures import EXPECTED, LOOKS, NAMES
from tests.screenshots.client_states import STATES
from tests.screenshots.comparing import different_cells, marked, small

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="letters are drawn otherwise elsewhere"
)
_ROOT = Path(__file__).resolve().parents[2]
_HALF = len(STATES) // 2
_PARTS = {"first": tuple(STATES)[:_HALF], "second": tuple(STATES)[_HALF:]}


def _take(folder: Path, looks: list[str], states: tuple[str, ...]) -> None:
    """Make pictures as they are now, in a process of its own."""
    command = [sys.executable, "-m", "tests.screenshots.client_pictures", str(folder)]
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("QT_", "BESEDKA_"))}
    done = subprocess.run(
        [*command, "--looks", *looks, "--only", *states],
        cwd=_ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr


@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", _PARTS)
@pytest.mark.parametrize("look", LOOKS)
def test_the_states_look_as_expected(tmp_path: Path, look: str, part: str) -> None:
    _take(tmp_path, [look], _PARTS[part])
    wrong = []
    for state in _PARTS[part]:
        name = f"{state}-{look}"
        found = QImage(str(tmp_path / f"{name}.png"))
        expected = QImage(str(EXPECTED / f"{name}.png"))
        assert not found.isNull() and not expected.isNull(), name
        if cells := different_cells(expected, found):
            shown = tmp_path / f"{name}-differs.png"
            marked(found, cells).save(str(shown))
            wrong.append(f"{name} in {len(cells)} places, framed in {shown}")
    assert not wrong, "looks otherwise: " + "; ".join(wrong)


def test_what_is_stored_is_what_is_compared() -> None:
    stored = list(EXPECTED.glob("*.png"))
    assert {path.stem for path in stored} == set(NAMES)
    assert sum(path.stat().st_size for path in stored) < 3_000_000


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> QImage:
    """The busy channel as it is now."""
    folder = tmp_path_factory.mktemp("pictures")
    _take(folder, ["ru-light"], ("busy",))
    return QImage(str(folder / "busy-ru-light.png"))


def _moved(picture: QImage, area: QRect, to: QPoint) -> QImage:
    made = picture.copy()
    painter = QPainter(made)
    painter.drawImage(area.topLeft() + to, picture.copy(area))
    painter.end()
    return made


def _painted(picture: QImage, area: QRect, color: QColor) -> QImage:
    made = picture.copy()
    painter = QPainter(made)
    painter.fillRect(area, color)
    painter.end()
    return made


def _seen(one: QImage, other: QImage) -> bool:
    return bool(different_cells(small(one), other))


def test_what_moved_or_is_missing_is_seen(picture: QImage) -> None:
    for area, to in (
        (QRect(256, 4, 768, 50), QPoint(0, -2)),  # the header
        (QRect(276, 680, 728, 84), QPoint(0, -2)),  # the composer
        (QRect(0, 100, 256, 300), QPoint(0, 2)),  # the sidebar's rows
        (QRect(316, 268, 600, 140), QPoint(2, 0)),  # messages
        (QRect(480, 730, 24, 20), QPoint(-24, 0)),  # other letters in a word
    ):
        assert _seen(picture, _moved(picture, area, to)), area
    for area in (
        QRect(1195, 150, 30, 24),  # somebody's raised hand
        QRect(324, 112, 140, 30),  # the reactions
        QRect(206, 192, 36, 24),  # how much is unread
        QRect(727, 631, 12, 12),  # the cross on the file's card
    ):
        beside = QColor(picture.pixel(area.topLeft() - QPoint(2, 2)))
        assert _seen(picture, _painted(picture, area, beside)), area


def test_a_colour_that_is_off_is_seen(picture: QImage) -> None:
    for area in (QRect(20, 560, 120, 60), QRect(968, 726, 10, 10)):  # the ground, a button
        color = QColor(picture.pixel(area.topLeft()))
        other = QColor(color.red(), max(color.green() - 8, 0), color.blue())
        assert _seen(picture, _painted(picture, area, other)), area
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    made = picture.copy()
    painter = QPainter(made)
    word = QRect(960, 246, 46, 18)  # "New" beside its line
    painter.drawImage(word.topLeft(), grey.copy(word))
    painter.end()
    assert _seen(picture, made)


def test_letters_that_are_drawn_a_little_otherwise_are_the_same(picture: QImage) -> None:
    bolder = picture.copy()  # every letter half a pixel wider
    painter = QPainter(bolder)
    painter.setOpacity(0.2)
    painter.drawImage(1, 0, picture)
    painter.end()
    assert bolder != picture
    assert not _seen(picture, bolder)
