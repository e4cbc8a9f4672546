"""Whether what is said is kept, how long, and how much of it. What is changed acts at once."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from desktop.server.controller import ServerController
from desktop.server.scroll_page import ScrollPage
from desktop.server.setting_rows import NARROW, NumberField, SettingsCard
from desktop.server.start_config import MEGABYTE
from desktop.widgets import label

translate = QCoreApplication.translate

_MOST_MESSAGES = 10_000_000
_MOST_DAYS = 36_500
_MOST_MEGABYTES = 1_000_000


class HistoryKeep(ScrollPage):
    """Signals: ``changed()``: the controller's configuration is another, keep it."""

    changed = Signal()

    def __init__(self, controller: ServerController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self.card = SettingsCard()
        self.on = self.card.add_switch("on")
        self.messages = self.card.add_number("messages", 0, _MOST_MESSAGES)
        self.days = self.card.add_number("days", 0, _MOST_DAYS)
        self.megabytes = self.card.add_number("megabytes", 0, _MOST_MEGABYTES)
        self._note = label("small", "muted", wrap=True)
        self._note.setContentsMargins(16, 0, 16, 0)
        self.column.addWidget(self.card)
        self.column.addWidget(self._note)
        self.column.addStretch()
        self.on.clicked.connect(lambda on: self._apply(keep_history=on))
        self.messages.chosen.connect(lambda value: self._apply(history_messages=value))
        self.days.chosen.connect(lambda value: self._apply(history_days=value))
        self.megabytes.chosen.connect(lambda value: self._apply(history_bytes=value * MEGABYTE))
        self.show_config()

    def lay_out(self, width: int) -> None:
        """No margins of its own: it stands in a page."""
        self.column.setContentsMargins(0, 0, 0, 0)
        self.card.set_narrow(width < NARROW)

    def numbers(self) -> tuple[NumberField, ...]:
        """The fields with numbers."""
        return self.messages, self.days, self.megabytes

    def show_config(self) -> None:
        """Show what is in force."""
        config = self._controller.config
        self.on.setChecked(config.keep_history)
        self.messages.show_value(config.history_messages)
        self.days.show_value(config.history_days)
        self.megabytes.show_value(config.history_bytes // MEGABYTE)
        for field in self.numbers():
            field.setEnabled(config.keep_history)

    def _apply(self, **changes: object) -> None:
        self._controller.apply(replace(self._controller.config, **changes))  # type: ignore[arg-type]
        self.show_config()
        self.changed.emit()

    def retranslate(self) -> None:
        """Set every text."""
        for key, title, text in (
            (
                "on",
                translate("HistoryPage", "Keep what is said"),
                translate(
                    "HistoryPage", "Whoever comes late can read it. It stays on this computer."
                ),
            ),
            (
                "messages",
                translate("HistoryPage", "Messages of each channel"),
                translate("HistoryPage", "The oldest go when there are more"),
            ),
            (
                "days",
                translate("HistoryPage", "Age"),
                translate("HistoryPage", "What is older is deleted"),
            ),
            (
                "megabytes",
                translate("HistoryPage", "Size of the file"),
                translate("HistoryPage", "The oldest of everything goes when it is larger"),
            ),
        ):
            self.card.rows[key].set_texts(title, text)
        self.messages.setSpecialValueText(translate("HistoryPage", "any number"))
        self.days.setSpecialValueText(translate("HistoryPage", "for ever"))
        self.days.setSuffix(translate("HistoryPage", " d", "days"))
        self.megabytes.setSpecialValueText(translate("HistoryPage", "any size"))
        self.megabytes.setSuffix(" " + words_mb())
        self._note.setText(
            translate(
                "HistoryPage",
                "Changes act at once and are kept. What two people write to each other is kept "
                "only for those with an account, and is not shown in this window.",
            )
        )
        self.fit()


def words_mb() -> str:
    """The unit of the size."""
    from desktop.server.words import size_parts

    return size_parts(MEGABYTE)[1]
