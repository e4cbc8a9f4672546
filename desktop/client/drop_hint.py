"""What stands over the messages while files or a picture are held over the window: that they may be
let go, and where they will go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QDragEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.client.events import BufferKind
from desktop.client.message_safety import isolated
from desktop.theme import theme
from desktop.theme.colors import with_alpha
from desktop.widgets import Icon, label

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow

translate = QCoreApplication.translate
_MARGIN = 12
_DASHES = (4.0, 3.0)  # in widths of the pen


class DropHint(QObject):
    """Shows the pane over the messages of one window when it is wanted. Attributes: ``pane``, None
    until then."""

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window)
        self._window = window
        self.pane: DropPane | None = None
        window.page.installEventFilter(self)

    def _show(self) -> None:
        window, page = self._window, self._window.page
        if self.pane is None:
            self.pane = DropPane(page)
        shown = window.conversations.shown
        to = "" if shown.kind is BufferKind.SERVER else shown.name
        self.pane.tell(to, possible=window.files.possible)
        room = QRect(page.view.mapTo(page, QPoint(0, 0)), page.view.size())
        self.pane.setGeometry(room.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN))
        self.pane.show()
        self.pane.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Come with what is held over the page, go with it. Nothing is taken from anybody."""
        kind = event.type()
        if kind == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            from desktop.client.given_files import has_files

            data = event.mimeData()
            if data.hasImage() or has_files(data):
                self._show()
        elif self.pane is not None and kind in (QEvent.Type.DragLeave, QEvent.Type.Drop):
            self.pane.hide()
        return False


class DropPane(QWidget):
    """The pane; the mouse goes through it. Attributes: ``title`` and ``text``, what it says."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dropHint")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._possible = True
        self._icon = Icon("upload", "accent", 32)
        self.title = label("title", wrap=True)
        self.text = label("body", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(4)
        column.addStretch()
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(12)
        for part in (self.title, self.text):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(part)
        column.addStretch()

    def tell(self, to: str, *, possible: bool) -> None:
        """What becomes of it: it goes to the conversation ``to`` ("": there is none in sight);
        ``possible``: the server takes files."""
        self._possible = bool(to) and possible
        text = ""
        if not to:
            title = translate("DropHint", "Choose a channel or a person first")
        elif not possible:
            title = translate("DropHint", "This server takes no files")
        else:
            title = translate("DropHint", "Let go to send")
            text = translate("DropHint", "%1: you see it once more before it goes.")
        self._icon.set_icon(*(("upload", "accent") if self._possible else ("ban", "muted")))
        self.title.setText(title)
        self.text.setText(text.replace("%1", isolated(to)))
        self.text.setVisible(bool(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ground that lets little through, in a dashed frame."""
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(look.color("accent" if self._possible else "muted"), 2)
        pen.setDashPattern(_DASHES)
        painter.setPen(pen)
        painter.setBrush(with_alpha(look.color("paper"), 0.94))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, look.radius_bubble, look.radius_bubble)
