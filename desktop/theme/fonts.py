"""The bundled fonts, and the sizes and weights in which they are used.

Inter and JetBrains Mono come with the program, so a machine without a single font is readable. Noto
Color Emoji (10 MB) is loaded only where the system has no colour emoji of its own, and only after
the first window is on the screen.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QFont, QFontDatabase

from core.paths import resources_dir
from desktop.theme import tokens

_UI_FILES = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf")
_MONO_FILE = "JetBrainsMono-Regular.ttf"
_MONO_MEDIUM_FILE = "JetBrainsMono-Medium.ttf"  # loaded when a font asks for it
_EMOJI_FILE = "NotoColorEmoji.ttf"
_SYSTEM_EMOJI = (
    "Noto Color Emoji",
    "Apple Color Emoji",
    "Segoe UI Emoji",
    "Twemoji",
    "Twitter Color Emoji",
    "JoyPixels",
    "OpenMoji",
    "EmojiOne Color",
)


class _Role(NamedTuple):
    size: int  # pixels
    weight: QFont.Weight
    mono: bool = False
    spacing: float = 100.0  # letter spacing in per cent


_NORMAL, _MEDIUM, _STRONG = QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold

ROLES: dict[str, _Role] = {
    "caption": _Role(tokens.SIZE_CAPTION, _NORMAL),
    "captionMedium": _Role(tokens.SIZE_CAPTION, _MEDIUM),
    "badge": _Role(tokens.SIZE_CAPTION, _STRONG),
    "small": _Role(tokens.SIZE_SMALL, _NORMAL),
    "smallMedium": _Role(tokens.SIZE_SMALL, _MEDIUM),
    "smallStrong": _Role(tokens.SIZE_SMALL, _STRONG),
    "body": _Role(tokens.SIZE_BODY, _NORMAL),
    "bodyMedium": _Role(tokens.SIZE_BODY, _MEDIUM),
    "bodyStrong": _Role(tokens.SIZE_BODY, _STRONG),
    "title": _Role(tokens.SIZE_TITLE, _STRONG, spacing=99.0),
    "titleMedium": _Role(tokens.SIZE_TITLE, _MEDIUM),
    "display": _Role(tokens.SIZE_DISPLAY, _STRONG, spacing=98.0),
    "mono": _Role(tokens.SIZE_SMALL, _NORMAL, mono=True),
    "monoSmall": _Role(tokens.SIZE_CAPTION, _NORMAL, mono=True),
    "monoLarge": _Role(tokens.SIZE_TITLE, _MEDIUM, mono=True),
}

_loaded: set[str] = set()


def _load(file: str) -> list[str]:
    """Load one bundled file once; the families in it (none where it is missing or loaded)."""
    if file in _loaded:
        return []
    _loaded.add(file)
    number = QFontDatabase.addApplicationFont(str(resources_dir() / "fonts" / file))
    return QFontDatabase.applicationFontFamilies(number) if number >= 0 else []


def load_fonts() -> None:
    """Load what the first window needs: the fonts of the interface and of addresses."""
    for file in (*_UI_FILES, _MONO_FILE):
        _load(file)


def load_emoji() -> bool:
    """Load the bundled colour emoji where the system has none. Call it after the first window.

    Returns whether the bundled font was loaded (texts that are already laid out may change).
    """
    system = set(QFontDatabase.families())
    if any(family in system for family in _SYSTEM_EMOJI):
        return False
    families = _load(_EMOJI_FILE)
    register = getattr(QFontDatabase, "setApplicationEmojiFontFamilies", None)  # Qt 6.9
    if families and register is not None:
        register(families)
    return bool(families)


def make_font(role: str, tabular: bool = False) -> QFont:
    """The font of a role of ROLES; ``tabular``: figures of one width (clocks, counters, speeds).

    Raises KeyError for a role that does not exist.
    """
    size, weight, mono, spacing = ROLES[role]
    if mono and weight != _NORMAL:
        _load(_MONO_MEDIUM_FILE)
    font = QFont(tokens.MONO_FAMILY if mono else tokens.UI_FAMILY)
    font.setPixelSize(size)
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    if mono:
        for ligature in ("calt", "liga"):  # "!=" stays what has to be typed
            font.setFeature(QFont.Tag.fromString(ligature), 0)
        font.setStyleHint(QFont.StyleHint.Monospace)
        font.setFixedPitch(True)
    else:
        font.setStyleHint(QFont.StyleHint.SansSerif)
    if spacing != 100.0:
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, spacing)
    if tabular and not mono:
        font.setFeature(QFont.Tag.fromString("tnum"), 1)
    return font
