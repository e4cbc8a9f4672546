"""The theme: the tokens of the light or dark scheme, as colours, fonts and icons."""

from __future__ import annotations

import zlib
from typing import ClassVar, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QToolTip

from desktop.theme import fonts, icons, tokens
from desktop.theme.colors import contrast, mix, over, with_alpha
from desktop.theme.motion import motion_reduced
from desktop.theme.stylesheet import build_stylesheet

Mode = Literal["system", "light", "dark"]
Contrast = Literal["system", "normal", "high"]
Motion = Literal["system", "full", "reduced"]
Density = Literal["comfortable", "normal", "dense"]

_ENHANCED = 7.0
_GROUNDS = frozenset({"paper", "surface", "sunken", "line", "accentText", "accentSoft"})
_DENSITY: dict[Density, float] = {"comfortable": 1.2, "normal": 1.0, "dense": 0.8}


class Theme(QObject):
    """The colours, fonts and icons in force.

    Attributes: ``dark``, the scheme in force; ``system_dark``, the one that the system asks for;
    ``reduced_motion``, whether things should appear at once instead of moving; ``high_contrast``,
    whether everything that is read stands out at 7:1; ``density``, how close rows stand.

    Signals: ``changed()`` when the scheme, the contrast or the density changed; whoever keeps a
    colour, an icon or the height of a row asks anew.
    """

    changed = Signal()

    space: ClassVar[tuple[int, ...]] = tokens.SPACE
    radius_control: ClassVar[int] = tokens.RADIUS_CONTROL
    radius_card: ClassVar[int] = tokens.RADIUS_CARD
    radius_bubble: ClassVar[int] = tokens.RADIUS_BUBBLE
    quick: ClassVar[int] = tokens.QUICK_MS
    calm: ClassVar[int] = tokens.CALM_MS

    def __init__(self, parent: QObject | None = None, *, mode: Mode = "system") -> None:
        super().__init__(parent)
        self.mode: Mode = mode
        self.dark = False
        self.system_dark = False
        self.motion: Motion = "system"
        self.reduced_motion = motion_reduced()
        self.contrast: Contrast = "system"
        self.high_contrast = False
        self.density: Density = "normal"
        self._colors: dict[str, QColor] = {}
        self._fonts: dict[tuple[str, bool], QFont] = {}
        self._app: QApplication | None = None
        self._choose()

    # --- the scheme ---------------------------------------------------------------------------

    def install(self, app: QApplication) -> None:
        """Dress the application: fonts, palette and style sheet. Follows the system."""
        self._app = app
        if self.mode != "system":  # what the system asks for is known before we ask otherwise
            scheme = QGuiApplication.styleHints().colorScheme()
            self.system_dark = scheme == Qt.ColorScheme.Dark
            self._tell_qt()
        fonts.load_fonts()
        app.setFont(self.font("body"))
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._update)
        if hasattr(hints, "accessibility"):  # Qt 6.10
            hints.accessibility().contrastPreferenceChanged.connect(self._update)
        self._dress()

    def set_mode(self, mode: Mode) -> None:
        """Follow the system, or stay light or dark."""
        self.mode = mode
        self._tell_qt()
        self._update()

    def set_contrast(self, contrast: Contrast) -> None:
        """Follow the system, or keep normal or high contrast."""
        self.contrast = contrast
        self._update()

    def set_motion(self, motion: Motion) -> None:
        """Follow the system, or let things move, or not."""
        self.motion = motion
        self.reduced_motion = motion == "reduced" or (motion == "system" and motion_reduced())

    def set_density(self, density: Density) -> None:
        """How close the rows of lists and the messages stand."""
        if density != self.density:
            self.density = density
            self.changed.emit()

    def refresh(self) -> None:
        """Everything is drawn anew: another zoom, another font."""
        icons.forget()
        self.changed.emit()

    def dense(self, pixels: int) -> int:
        """The height of a row, or a gap between rows, of ``pixels`` in the chosen density."""
        return round(pixels * _DENSITY[self.density])

    def _tell_qt(self) -> None:
        """Ask for a title bar of the same scheme, where the platform draws one (Qt 6.8)."""
        hints = QGuiApplication.styleHints()
        if not hasattr(hints, "setColorScheme"):
            return
        scheme = {
            "system": Qt.ColorScheme.Unknown,
            "light": Qt.ColorScheme.Light,
            "dark": Qt.ColorScheme.Dark,
        }[self.mode]
        hints.setColorScheme(scheme)

    def _update(self) -> None:
        was = self.dark, self.high_contrast
        self._choose()
        if (self.dark, self.high_contrast) != was:
            self._dress()
            self.changed.emit()

    def _choose(self) -> None:
        if self.mode == "system":
            scheme = QGuiApplication.styleHints().colorScheme()
            self.dark = self.system_dark = scheme == Qt.ColorScheme.Dark
        else:
            self.dark = self.mode == "dark"
        wanted = self.contrast
        self.high_contrast = wanted == "high" or (wanted == "system" and _system_high_contrast())
        self._colors = _colors(self.dark, high=self.high_contrast)
        icons.forget()

    def _dress(self) -> None:
        if self._app is not None:
            self._app.setPalette(self._palette())
            self._app.setStyleSheet(build_stylesheet(self._colors))
            QToolTip.setFont(self.font("small"))  # the style sheet has taken it away

    def _palette(self) -> QPalette:
        palette = QPalette()
        role = QPalette.ColorRole
        for part, name in (
            (role.Window, "paper"),
            (role.WindowText, "text"),
            (role.Base, "surface"),
            (role.AlternateBase, "sunken"),
            (role.Text, "text"),
            (role.PlaceholderText, "muted"),
            (role.Button, "surface"),
            (role.ButtonText, "text"),
            (role.BrightText, "danger"),
            (role.Highlight, "selection"),
            (role.HighlightedText, "text"),
            (role.Link, "accentInk"),
            (role.LinkVisited, "accentInk"),
            (role.ToolTipBase, "surface"),
            (role.ToolTipText, "text"),
            (role.Light, "surface"),
            (role.Midlight, "line"),
            (role.Mid, "edge"),
            (role.Dark, "muted"),
            (role.Shadow, "edge"),
            (role.Accent, "accent"),
        ):
            palette.setColor(part, self._colors[name])
        for part in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, part, self._colors["disabled"])
        return palette

    # --- colours ------------------------------------------------------------------------------

    def color(self, name: str) -> QColor:
        """The colour of a token, or of a derived name. Raises KeyError for any other name.

        Derived: ``hover``, ``press`` (translucent, over what is below), ``disabled``, ``edge``
        (outlines of fields, buttons, popups), ``warnSoft``, ``warnLine``, ``dangerSoft``,
        ``dangerLine``, ``accentInk`` (text on accentSoft), ``selection`` (behind selected text),
        ``scrim``, ``shadow``, ``bytes0`` to ``bytes7``.
        """
        return QColor(self._colors[name])

    def ink(self, color: QColor) -> QColor:
        """The colour made readable as text: 82 % of it, the rest the text's."""
        return mix(color, self._colors["text"], 0.82)

    def tint(self, color: QColor) -> QColor:
        """The ground of an avatar or a tile in that colour: 15 % of it on the surface."""
        return mix(color, self._colors["surface"], 0.15)

    def over(self, name: str, ground: str) -> QColor:
        """The translucent colour ``name`` (hover, press) on ``ground``, as an opaque colour."""
        return over(self._colors[name], self._colors[ground])

    def person_color(self, name: str) -> QColor:
        """A person's own hue: the same for every spelling of case, on every machine."""
        number = zlib.crc32(name.casefold().encode("utf-8", "replace")) % tokens.PERSON_COLORS
        return QColor(self._colors[f"bytes{number}"])

    # --- fonts and icons ----------------------------------------------------------------------

    def font(self, role: str, *, tabular: bool = False) -> QFont:
        """The font of a role ("caption", "small", "body", "title", "mono" …: ``fonts.ROLES``)."""
        key = (role, tabular)
        if (found := self._fonts.get(key)) is None:
            found = self._fonts[key] = fonts.make_font(role, tabular)
        return QFont(found)

    def icon(self, name: str, color: str = "muted", size: int = 16) -> QIcon:
        """A Lucide icon in a token's colour, faded by itself where it is disabled."""
        return icons.make_icon(name, self._colors[color], size)

    def pixmap(
        self, name: str, color: str | QColor = "muted", size: int = 16, dpr: float = 1.0
    ) -> QPixmap:
        """A Lucide icon to paint: ``size`` in device-independent pixels, ``dpr`` of the device."""
        chosen = color if isinstance(color, QColor) else self._colors[color]
        return icons.render(name, chosen, size, dpr)


def _system_high_contrast() -> bool:
    """Whether the system asks for more contrast (told by Qt 6.10 and later)."""
    hints = QGuiApplication.styleHints()
    if not hasattr(hints, "accessibility"):
        return False
    return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


def _raise_contrast(colors: dict[str, QColor], dark: bool) -> None:
    """Move every colour that is read or that tells something towards black or white until it
    stands out at 7:1 from every ground (WCAG 2.2, 1.4.6)."""
    pole = QColor("#FFFFFF" if dark else "#000000")
    colors["text"] = pole
    grounds = [colors[name] for name in ("paper", "surface", "sunken", "accentSoft")]
    for name, color in colors.items():
        if name in _GROUNDS:
            continue
        raised, share = color, 1.0
        while share > 0 and min(contrast(raised, ground) for ground in grounds) < _ENHANCED:
            share -= 0.04
            raised = mix(color, pole, max(share, 0.0))
        colors[name] = raised
    colors["accentText"] = QColor("#000000" if dark else "#FFFFFF")


def _colors(dark: bool, *, high: bool = False) -> dict[str, QColor]:
    base = tokens.DARK if dark else tokens.LIGHT
    colors = {name: QColor(value) for name, value in base.items()}
    for number, value in enumerate(tokens.DARK_BYTES if dark else tokens.LIGHT_BYTES):
        colors[f"bytes{number}"] = QColor(value)
    if high:
        _raise_contrast(colors, dark)
    text, paper = colors["text"], colors["paper"]
    colors["hover"] = with_alpha(text, 0.06 if dark else 0.05)
    colors["press"] = with_alpha(text, 0.10 if dark else 0.09)
    colors["disabled"] = with_alpha(text, 0.4)
    colors["edge"] = mix(colors["muted"], colors["line"], 0.24)
    for name in ("warn", "danger"):
        colors[f"{name}Soft"] = mix(colors[name], paper, 0.12)
        colors[f"{name}Line"] = mix(colors[name], paper, 0.30)
    colors["accentInk"] = mix(colors["accent"], text, 0.82)
    colors["selection"] = mix(colors["accent"], colors["surface"], 0.28)
    colors["scrim"] = with_alpha(QColor("#080A09"), 0.58)
    colors["shadow"] = (
        with_alpha(QColor("#000000"), 0.45) if dark else with_alpha(QColor("#282418"), 0.13)
    )
    if high:
        colors["edge"] = colors["muted"]
        colors["line"] = mix(colors["muted"], paper, 0.5)  # badges are written on it
        colors["disabled"] = with_alpha(text, 0.6)
    return colors


_current: Theme | None = None


def theme() -> Theme:
    """The application's theme. The first call after the QApplication is made dresses it."""
    app = QApplication.instance()
    if _current is not None:
        return _current
    assert isinstance(app, QApplication), "the theme needs a QApplication"
    return set_theme(Theme(app), app)


def set_theme(new: Theme, app: QApplication, *, style: bool = True) -> Theme:
    """Make ``new`` the theme of ``app``; called once, by whoever makes the QApplication.

    ``style`` False: the application has Qt's Fusion style already.
    """
    global _current  # noqa: PLW0603  one QApplication in a process has one theme
    _current = new
    new.destroyed.connect(_forget)
    if style:
        app.setStyle("Fusion")
    new.install(app)
    return new


def _forget() -> None:
    global _current  # noqa: PLW0603
    _current = None
