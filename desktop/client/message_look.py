"""What the message view draws with: fonts, colours, formats and small pictures of the theme,
prepared once and made anew when the theme or the language changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPixmap,
    QStaticText,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from core.irc.formatting import Style
from desktop.client.message_code import Piece
from desktop.client.message_text import Block, Body
from desktop.theme import theme
from desktop.theme.colors import contrast, mix
from desktop.widgets.paint import Faces, paint_avatar

# mIRC's sixteen colours; 16 to 98 are those of "IRC Formatting" on modern.ircdocs.horse.
_HEX = (
    "ffffff00000000007f009300ff00007f00009c009cfc7f00ffff0000fc0000939300ffff0000fcff00ff"
    "7f7f7fd2d2d247000047210047470032470000470000472c0047470027470000472e004747004747002a"
    "740000743a007474005174000074000074490074740040740000744b0074740074740045b50000b56300"
    "b5b5007db50000b50000b57100b5b50063b50000b57500b5b500b5b5006bff0000ff8c00ffff00b2ff00"
    "00ff0000ffa000ffff008cff0000ffa500ffff00ffff0098ff5959ffb459ffff71cfff606fff6f65ffc9"
    "6dffff59b4ff5959ffc459ffff66ffff59bcff9c9cffd39cffff9ce2ff9c9cff9c9cffdb9cffff9cd3ff"
    "9c9cffdc9cffff9cffff94d30000001313132828283636364d4d4d6565658181819f9f9fbcbcbce2e2e2"
    "ffffff"
)
_PALETTE = tuple(QColor(f"#{_HEX[at : at + 6]}") for at in range(0, len(_HEX), 6))
# The least contrast of a message's own colours (WCAG AA for text).
READABLE = 4.5
_MAX_TEXTS = 4000


def readable(color: QColor, ground: QColor, text: QColor) -> QColor:
    """``color``, moved towards ``text`` as far as it takes to be read on ``ground``."""
    for share in (1.0, 0.85, 0.7, 0.55, 0.4, 0.25, 0.1):
        mixed = mix(color, text, share)
        if contrast(mixed, ground) >= READABLE:
            return mixed
    return QColor(text)


def palette_color(value: int | str | None) -> QColor | None:
    """The colour that a formatting code names, or None for the default."""
    if isinstance(value, int):
        return _PALETTE[value] if 0 <= value < len(_PALETTE) else None
    return QColor(value) if value else None


class Look:
    """Fonts, colours and prepared texts for one theme and language.

    Everything is cached for the life of the object; the view makes a new one when something of it
    changes.
    """

    def __init__(self, ratio: float = 1.0, faces: Faces | None = None) -> None:
        self._theme = theme()
        self.ratio = ratio
        self.faces = faces
        self._colors: dict[str, QColor] = {}
        self._fonts: dict[str, QFont] = {}
        self._metrics: dict[str, QFontMetricsF] = {}
        self._people: dict[str, QColor] = {}
        self._lines: dict[str, float] = {}
        self._texts: OrderedDict[tuple[str, str], QStaticText] = OrderedDict()
        self._avatars: OrderedDict[tuple[str, int], QPixmap] = OrderedDict()

    def color(self, name: str) -> QColor:
        """A token's colour."""
        found = self._colors.get(name)
        if found is None:
            found = self._colors[name] = self._theme.color(name)
        return found

    def font(self, role: str) -> QFont:
        """A role's font; times have figures of one width."""
        found = self._fonts.get(role)
        if found is None:
            found = self._theme.font(role, tabular=role == "caption")
            self._fonts[role] = found
        return found

    def metrics(self, role: str) -> QFontMetricsF:
        """The measures of a role's font."""
        found = self._metrics.get(role)
        if found is None:
            found = self._metrics[role] = QFontMetricsF(self.font(role))
        return found

    def line(self, role: str) -> float:
        """The height of a line of a role's text: 20 for 14 px, growing with the font."""
        found = self._lines.get(role)
        if found is None:
            share = {"small": 16 / 12, "mono": 18 / 12}.get(role, 20 / 14)
            found = self._lines[role] = float(round(self.font(role).pixelSize() * share))
        return found

    def person(self, nick: str) -> QColor:
        """The colour in which a name is written."""
        found = self._people.get(nick)
        if found is None:
            if len(self._people) > _MAX_TEXTS:
                self._people.clear()
            found = self._people[nick] = self._theme.ink(self._theme.person_color(nick))
        return found

    def static(self, text: str, role: str) -> QStaticText:
        """A short text prepared for drawing."""
        key = (text, role)
        found = self._texts.get(key)
        if found is None:
            found = QStaticText(text)
            found.setTextFormat(Qt.TextFormat.PlainText)
            found.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            option = QTextOption()
            option.setWrapMode(QTextOption.WrapMode.NoWrap)
            found.setTextOption(option)
            found.prepare(font=self.font(role))
            self._texts[key] = found
            if len(self._texts) > _MAX_TEXTS:
                self._texts.popitem(last=False)
        return found

    def text_width(self, text: str, role: str) -> float:
        """The width of a short text in pixels."""
        return float(self.static(text, role).size().width())

    def elided(self, text: str, role: str, width: float) -> str:
        """A short text cut to a width."""
        if self.text_width(text, role) <= width:
            return text
        return str(self.metrics(role).elidedText(text, Qt.TextElideMode.ElideRight, width))

    def avatar(self, nick: str, size: int = 32) -> QPixmap:
        """The picture that stands for a person."""
        if self.faces is not None:
            picture = self.faces.picture(nick, size, self.ratio)
            if picture is not None:
                return picture
        found = self._avatars.get((nick, size))
        if found is None:
            found = QPixmap(round(size * self.ratio), round(size * self.ratio))
            found.setDevicePixelRatio(self.ratio)
            found.fill(Qt.GlobalColor.transparent)
            painter = QPainter(found)
            paint_avatar(painter, QRectF(0, 0, size, size), nick)
            painter.end()
            self._avatars[nick, size] = found
            if len(self._avatars) > 500:
                self._avatars.popitem(last=False)
        return found

    def icon(self, name: str, color: str, size: int) -> QPixmap:
        """An icon in a token's colour."""
        return self._theme.pixmap(name, color, size, self.ratio)

    # --- formats of a text ---------------------------------------------------------------------

    @cached_property
    def _mono_format(self) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFont(self.font("mono"))
        return made

    @cached_property
    def _mark_format(self) -> QTextCharFormat:
        made = QTextCharFormat()
        font = QFont(self.font("mono"))
        font.setPixelSize(self.font("body").pixelSize())  # control pictures are small enough
        made.setFont(font)
        made.setForeground(self.color("danger"))
        made.setBackground(self.color("dangerSoft"))
        return made

    @cached_property
    def _code_formats(self) -> dict[str, QTextCharFormat]:
        made = {}
        for kind, token in (
            ("keyword", "kernel"),
            ("string", "accent"),
            ("number", "server"),
            ("name", "client"),
        ):
            made[kind] = QTextCharFormat()
            made[kind].setForeground(self._theme.ink(self.color(token)))
        made["comment"] = QTextCharFormat()
        made["comment"].setForeground(self.color("muted"))
        return made

    @cached_property
    def _quote_format(self) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(self.color("muted"))
        return made

    @cached_property
    def _link_format(self) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(self.color("accentInk"))
        made.setFontUnderline(True)
        return made

    @cached_property
    def _mention_format(self) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(self.color("accentInk"))
        made.setFontWeight(QFont.Weight.Medium)
        return made

    @cached_property
    def _service_name_format(self) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFontWeight(QFont.Weight.Medium)
        made.setForeground(mix(self.color("text"), self.color("muted"), 0.5))
        return made

    def _name_format(self, nick: str) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFontWeight(QFont.Weight.DemiBold)
        made.setForeground(self.person(nick))
        return made

    def _style_format(self, style: Style, ground: QColor) -> QTextCharFormat:
        made = QTextCharFormat()
        if style.bold:
            made.setFontWeight(QFont.Weight.DemiBold)
        if style.italic:
            made.setFontItalic(True)
        if style.underline:
            made.setFontUnderline(True)
        if style.strike:
            made.setFontStrikeOut(True)
        if style.monospace:
            made.setFont(self.font("mono"))
        text = self.color("text")
        fore, back = palette_color(style.foreground), palette_color(style.background)
        if style.reverse:
            fore, back = back or ground, fore or text
        if back is not None:
            made.setBackground(back)
            ground = back
            dark_on_light = contrast(QColor("#000000"), back) >= contrast(QColor("#ffffff"), back)
            text = QColor("#000000") if dark_on_light else QColor("#ffffff")
            fore = fore or text
        if fore is not None:
            made.setForeground(readable(fore, ground, text))
        return made

    def formats(
        self,
        body: Body,
        ground: str,
        service: bool,
        code: Sequence[tuple[Block, Sequence[Piece]]] = (),
    ) -> list[QTextLayout.FormatRange]:
        """The formats of a body on a ground (a token); ``service``: names are not coloured;
        ``code``: its blocks of code and their coloured pieces."""
        ranges: list[QTextLayout.FormatRange] = []

        def add(start: int, end: int, how: QTextCharFormat) -> None:
            piece = QTextLayout.FormatRange()
            piece.start, piece.length, piece.format = start, end - start, how
            ranges.append(piece)

        for block in body.blocks:
            if block.kind == "quote":
                add(block.start, block.end, self._quote_format)
        for block, pieces in code:
            add(block.start, block.end, self._mono_format)
            for start, end, kind in pieces:
                add(block.start + start, block.start + end, self._code_formats[kind])
        for start, end, style in body.styles:
            add(start, end, self._style_format(style, self.color(ground)))
        for start, end in body.codes:
            add(start, end, self._mono_format)
        for start, end in body.mentions:
            add(start, end, self._mention_format)
        for link in body.links:
            add(link.start, link.end, self._link_format)
        for start, end in body.marks:
            add(start, end, self._mark_format)
        for start, end, nick in body.names:
            add(start, end, self._service_name_format if service else self._name_format(nick))
        return ranges
