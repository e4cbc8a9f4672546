"""The question before a picture or files are sent: what they are, and a word to go with them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.client.composer_counts import composer_counts
from desktop.client.data_size import size_text
from desktop.client.given_files import (
    GivenFiles,
    left_out_sentences,
    read_file,
    shown_name,
    size_of,
)
from desktop.client.picture_decoding import Decoded, PictureDecoder
from desktop.theme import theme
from desktop.widgets import Dialog, ElidedLabel, Field, Icon
from desktop.widgets.basics import Card, label

WIDTH, HEIGHT = 360, 240
_MOST_BYTES = 20 * 1024 * 1024
_ENDINGS = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp"})
_SHOWN = 5  # files that are listed

translate = QCoreApplication.translate


class _Picture(QWidget):
    """A picture in at most 360x240, as it will be seen."""

    def __init__(self, image: QImage) -> None:
        super().__init__()
        ratio = self.devicePixelRatioF()
        size = image.size()
        if size.width() > WIDTH or size.height() > HEIGHT:
            size.scale(QSize(WIDTH, HEIGHT), Qt.AspectRatioMode.KeepAspectRatio)
        size = size.expandedTo(QSize(1, 1))
        self._image = image.scaled(
            size * ratio,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        self.setFixedSize(size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        path = QPainterPath()
        path.addRoundedRect(box, look.radius_control, look.radius_control)
        painter.setClipPath(path)
        painter.drawImage(QRectF(self.rect()), self._image)
        painter.setClipping(False)
        painter.setPen(QPen(look.color("edge"), 1))
        painter.drawPath(path)
        painter.end()


class _Preview(Dialog):
    """What is to be sent, a caption, and whether the server takes it.

    Signals: ``confirmed(str)``: send it, with that caption.
    """

    confirmed = Signal(str)

    def __init__(self, icon: str, possible: bool, parent: QWidget | None) -> None:
        super().__init__(icon, parent)
        self._possible = possible
        self.caption = Field(height=36)
        self.caption.edit.setObjectName("caption")
        self._why = label("body", "muted", wrap=True)
        self._why.setObjectName("why_not")
        self.cancel = self.add_button("secondary")
        self.cancel.clicked.connect(self.reject)
        self.send = self.add_button("primary", default=True)
        self.send.setObjectName("send_files")
        self.send.clicked.connect(self._confirm)

    def _finish(self) -> None:
        self.body.addWidget(self.caption)
        self.body.addWidget(self._why)
        self.caption.setVisible(self._possible)
        self.send.setVisible(self._possible)
        self._why.setVisible(not self._possible)
        self.retranslate()
        (self.caption.edit if self._possible else self.cancel).setFocus()

    def _confirm(self) -> None:
        self.accept()
        self.confirmed.emit(self.caption.edit.text().strip())

    def retranslate(self) -> None:
        """Every text anew."""
        self.caption.set_accessible(translate("PastePicture", "Caption"))
        self.caption.set_placeholder(translate("PastePicture", "Caption, if you like"))
        self._why.setText(
            translate(
                "PastePicture",
                "This server takes no files, so nothing can be sent here. A server of Besedka "
                "does, and so does any other with a file host.",
            )
        )
        self.cancel.setText(
            translate("PastePicture", "Cancel")
            if self._possible
            else translate("PastePicture", "Close")
        )
        self.send.setText(translate("PastePicture", "Send"))


class PicturePreview(_Preview):
    """A picture from the clipboard, or one that was dropped."""

    def __init__(
        self, image: QImage, name: str = "", *, possible: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__("image", possible, parent)
        self.setObjectName("picture_preview")
        self._name, self._pixels = name, image.size()
        self._picture = _Picture(image)
        self._about = label("small", "muted")
        self.body.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addWidget(self._about, 0, Qt.AlignmentFlag.AlignHCenter)
        self._finish()

    def retranslate(self) -> None:
        """Every text anew."""
        super().retranslate()
        self.set_title(translate("PastePicture", "Send the picture?"))
        size = f"{self._pixels.width()} × {self._pixels.height()}"
        self._about.setText(" · ".join(part for part in (self._name, size) if part))
        self._picture.setAccessibleName(translate("PastePicture", "The picture"))


class FilesPreview(_Preview):
    """Files that were pasted or dropped, and what of them cannot be sent; a single picture is
    shown."""

    def __init__(self, given: GivenFiles, *, possible: bool, parent: QWidget | None = None) -> None:
        super().__init__("paperclip", possible, parent)
        self.setObjectName("files_preview")
        self._given = given
        files = self._files = given.files
        self._decoder = PictureDecoder(None, QSize(2 * WIDTH, 2 * HEIGHT))
        self._decoder.decoded.connect(self._decoded)
        self.finished.connect(self._decoder.let_go)
        self.destroyed.connect(self._decoder.let_go)  # where the whole window goes
        if len(files) == 1 and (data := _picture_data(files[0])):
            self._decoder.decode("", data)
        for path in files[:_SHOWN]:
            self.body.addWidget(_file_card(path))
        self._more = label("small", "muted")
        self._more.setVisible(len(files) > _SHOWN)
        self.body.addWidget(self._more)
        self.left_out = label("body", "warn", wrap=True)
        self.left_out.setObjectName("left_out")
        self.left_out.setVisible(possible and bool(given.unfit or given.beyond))
        self.body.addWidget(self.left_out)
        self._finish()

    def _decoded(self, decoded: Decoded) -> None:
        if decoded.image is not None:
            picture = _Picture(decoded.image)
            picture.setAccessibleName(translate("PastePicture", "The picture"))
            self.body.insertWidget(0, picture, 0, Qt.AlignmentFlag.AlignHCenter)

    def retranslate(self) -> None:
        """Every text anew."""
        super().retranslate()
        self.set_title(composer_counts().send_files(len(self._files)))
        more = max(0, len(self._files) - _SHOWN)
        self._more.setText(composer_counts().more_files(more))
        self.left_out.setText("\n".join(left_out_sentences(self._given)))


def _file_card(path: Path) -> QWidget:
    """A file's name and size."""
    card = Card()
    row = QHBoxLayout(card)
    row.setContentsMargins(12, 8, 12, 8)
    row.setSpacing(12)
    row.addWidget(Icon("file-text", "muted", 20))
    words = QVBoxLayout()
    words.setSpacing(0)
    name = ElidedLabel("bodyMedium")
    name.setText(shown_name(path))
    words.addWidget(name)
    size, number = label("small", "muted"), size_of(path)
    size.setText("" if number is None else size_text(number))
    words.addWidget(size)
    row.addLayout(words, 1)
    return card


def _picture_data(path: Path) -> bytes:
    """What is in a file that is to be looked at; nothing of what is called no picture, or is too
    large for a look."""
    try:
        if path.suffix.lower() in _ENDINGS and size_of(path) is not None:
            return read_file(path, _MOST_BYTES)
    except OSError:
        pass
    return b""
