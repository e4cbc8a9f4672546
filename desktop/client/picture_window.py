"""One picture, large: fitted to the window or in its own size, to be copied and saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QGuiApplication,
    QImage,
    QKeySequence,
    QPixmap,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from core.net.file_store import safe_name
from desktop.client.picture_decoding import Decoded, PictureDecoder
from desktop.theme import set_ground
from desktop.widgets import Button, ElidedLabel, label
from desktop.widgets.accessible_role import set_role

_LARGEST = QSize(8192, 8192)


class PictureWindow(QWidget):
    """Shows ``data``, the file as it came; until it is decoded, and where it is not kept any more,
    ``small``."""

    def __init__(
        self, name: str, data: bytes, small: QImage | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        set_role(self, QAccessible.Role.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("picture")
        set_ground(self, "sunken")
        self.name = safe_name(name)
        self._data = data
        self.image = small or QImage()
        self._fits = True
        self.fault = label("small", "danger")
        self._title = ElidedLabel("bodyMedium")
        self._title.setText(self.name)
        self._shown = QLabel()
        self._shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area = QScrollArea()
        set_role(self._area, QAccessible.Role.Graphic)
        self._area.setWidget(self._shown)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        set_ground(self._shown, "sunken")
        self.size_button = Button("maximize", "flat")
        self.copy_button = Button("copy", "flat")
        self.save_button = Button("download", "secondary")
        self.size_button.clicked.connect(self._toggle_size)
        self.copy_button.clicked.connect(self._copy)
        self.save_button.clicked.connect(self._save)
        self.save_button.setEnabled(bool(data))
        row = QHBoxLayout()
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(8)
        row.addWidget(self._title, 1)
        row.addWidget(self.fault)
        for button in (self.size_button, self.copy_button, self.save_button):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._area, 1)
        for keys, act in (
            ("Esc", self.close),
            ("Ctrl+S", self._save),
            ("Ctrl+C", self._copy),
        ):
            QShortcut(QKeySequence(keys), self, act)
        space = QShortcut(QKeySequence("Space"), self._area, self._toggle_size)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)  # on a button it presses that
        self._area.setFocus()
        self._decoder = PictureDecoder(None, _LARGEST)
        self.destroyed.connect(self._decoder.let_go)
        self._decoder.decoded.connect(self._decoded)
        if data:
            self._decoder.decode("", data)
        self.resize(self._first_size())
        self._retranslate()

    def _decoded(self, decoded: Decoded) -> None:
        if decoded.image is not None:
            self.image = decoded.image
            self._show_image()

    def _first_size(self) -> QSize:
        room = QGuiApplication.primaryScreen().availableSize() * 0.8
        wanted = self.image.size() + QSize(32, 90)
        return wanted.boundedTo(room).expandedTo(QSize(640, 400))

    def _show_image(self) -> None:
        pixmap = QPixmap.fromImage(self.image)
        room = self._area.viewport().size()
        larger = self.image.width() > room.width() or self.image.height() > room.height()
        if self._fits and larger:
            ratio = self.devicePixelRatioF()
            pixmap = pixmap.scaled(
                room * ratio,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            pixmap.setDevicePixelRatio(ratio)
        self._area.setWidgetResizable(self._fits or not larger)
        self._shown.setPixmap(pixmap)
        if not self._area.widgetResizable():
            self._shown.resize(pixmap.size())

    def _toggle_size(self) -> None:
        self._fits = not self._fits
        self._show_image()
        self._retranslate()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setImage(self.image)

    def _save(self) -> None:
        if not self._data:
            return
        title = QCoreApplication.translate("PictureWindow", "Save the picture")
        name, _ = QFileDialog.getSaveFileName(self, title, self.name)
        if not name:
            return
        try:
            Path(name).write_bytes(self._data)
        except OSError as error:
            words = self.tr("It could not be saved: %1")
            self.fault.setText(words.replace("%1", error.strerror or str(error)))
            return
        self.fault.setText("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture anew."""
        super().resizeEvent(event)
        self._show_image()

    def _retranslate(self) -> None:
        self.setWindowTitle(self.name)
        for part in (self._area, self._shown):
            part.setAccessibleName(self.tr("Picture %1").replace("%1", self.name))
        fit = self.tr("Fit to the window") if not self._fits else self.tr("Own size")
        self.size_button.setText(fit)
        self.copy_button.setText(self.tr("Copy"))
        self.save_button.setText(self.tr("Save…"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
