"""A QR code of an address. Source: ISO/IEC 18004, through segno (imported at the first use)."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget


class QrCode(QWidget):
    """Dark on white in both themes, since many phones read nothing else; whole pixels a module."""

    def __init__(
        self, text: str = "", *, module: int = 5, quiet: int = 2, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._module, self._quiet = module, quiet
        self._rows: tuple[bytes, ...] = ()
        self._text = ""
        if text:
            self.set_text(text)

    def text(self) -> str:
        """What the code says."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show the code of another text; the widget takes the size that it needs."""
        if text == self._text:
            return
        self._text = text
        self._rows = _matrix(text) if text else ()
        side = (len(self._rows) + 2 * self._quiet) * self._module
        self.setFixedSize(side, side)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The modules, merged along each row."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(Qt.GlobalColor.white))
        painter.drawRoundedRect(self.rect(), 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        dark = QColor("#1F2421")
        step = self._module
        for y, row in enumerate(self._rows):
            x = 0
            while x < len(row):
                if not row[x]:
                    x += 1
                    continue
                end = x
                while end < len(row) and row[end]:
                    end += 1
                box = QRect(
                    (x + self._quiet) * step, (y + self._quiet) * step, (end - x) * step, step
                )
                painter.fillRect(box, dark)
                x = end


def _matrix(text: str) -> tuple[bytes, ...]:
    import segno  # late: only the server window shows a code

    return tuple(bytes(row) for row in segno.make(text, error="m", micro=False).matrix)
