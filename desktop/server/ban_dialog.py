"""Whom to keep out of the server, for how long, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from core.server.bans import BanError, BanKind, kind_of, normal
from desktop.server.ban_words import DURATIONS, duration_text, fault_text
from desktop.server.combo import ComboBox
from desktop.server.dialogs import TEXT_LENGTH, ServerDialog
from desktop.widgets import Field, Segment, label

translate = QCoreApplication.translate

_KINDS = (BanKind.ADDRESS, BanKind.ACCOUNT, BanKind.MASK)


@dataclass(frozen=True)
class BanWish:
    """What the dialog answers; ``seconds`` 0 is for ever."""

    kind: BanKind
    what: str
    reason: str
    seconds: int


class BanDialog(ServerDialog):
    """Signals: ``answered(BanWish)``.

    ``known`` has what is known of the person in question by kind; without it anything can be typed.
    """

    answered = Signal(object)

    def __init__(
        self, parent: QWidget, name: str = "", known: Mapping[BanKind, str] | None = None
    ) -> None:
        super().__init__("ban", parent)
        self._name = name
        self._known = dict(known or {})
        self._kinds = [kind for kind in _KINDS if not self._known or self._known.get(kind)]
        self._help = label("body", "muted", wrap=True)
        self.kind = Segment([(kind, "") for kind in self._kinds])
        self.field = Field()
        self.field.edit.setMaxLength(150)
        self._for_label = label("bodyMedium")
        self.duration = ComboBox()
        self.duration.setFixedHeight(36)
        for seconds in DURATIONS:
            self.duration.addItem("", seconds)
        self._reason_label = label("bodyMedium")
        self.reason = Field()
        self.reason.edit.setMaxLength(TEXT_LENGTH)
        for part in (self._help, self.kind, self.field, self._for_label, self.duration):
            self.body.addWidget(part)
        self.body.addWidget(self._reason_label)
        self.body.addWidget(self.reason)
        self.body.setSpacing(8)
        self.cancel = self.add_button()
        self.cancel.clicked.connect(self.reject)
        self.ok = self.add_button("danger")
        self.ok.clicked.connect(self._answer)
        self.kind.changed.connect(self._kind_changed)
        self.field.changed.connect(self._edited)
        self.field.submitted.connect(self._entered)
        self.reason.submitted.connect(self._entered)
        first = next((k for k in self._kinds if not _own(k, self._known.get(k, ""))), _KINDS[0])
        self.kind.set_current(first)
        self._kind_changed(first)
        self.duration.setCurrentIndex(2)
        self.retranslate()
        self.field.setFocus()

    def _edited(self) -> None:
        self.field.set_error("")
        self._explain()

    def _kind_changed(self, key: str) -> None:
        if self._known:
            self.field.set_text(self._known.get(BanKind(key), ""))
        self.field.set_error("")
        self._explain()

    def _entered(self) -> None:
        """Enter in what was filled in for the person does no harm yet."""
        if self._known and not self.reason.text().strip():
            (self.ok if self.reason.edit.hasFocus() else self.reason).setFocus()
        else:
            self._answer()

    def _answer(self) -> None:
        what = self.field.text().strip()
        kind = BanKind(self.kind.current)
        if kind is BanKind.ADDRESS and kind_of(what) is BanKind.NETWORK:
            kind = BanKind.NETWORK
        try:
            normal(kind, what)
        except BanError as error:
            self.field.set_error(fault_text(error.code))
            self.field.setFocus()
            return
        wish = BanWish(
            kind, what, " ".join(self.reason.text().split()), int(self.duration.currentData())
        )
        self.accept()
        self.answered.emit(wish)

    def _explain(self) -> None:
        match BanKind(self.kind.current):
            case BanKind.ADDRESS if _own(BanKind.ADDRESS, self.field.text()):
                text = translate(
                    "Bans", "This computer itself: your own chat would be put out too."
                )
            case BanKind.ADDRESS:
                text = translate(
                    "Bans",
                    "Nobody may connect from this address. In a school several people may share "
                    "one.",
                )
            case BanKind.ACCOUNT:
                text = translate("Bans", "Nobody may log in to this account.")
            case _:
                text = translate(
                    "Bans",
                    "Nobody may use this nickname. A * stands for anything; others may be chosen.",
                )
        self._help.setText(text)

    def retranslate(self) -> None:
        """Set every text."""
        self.set_title(
            translate("Bans", "Ban %1?").replace("%1", self._name)
            if self._name
            else translate("Bans", "Ban somebody")
        )
        for kind, text in (
            (BanKind.ADDRESS, translate("Bans", "Address")),
            (BanKind.ACCOUNT, translate("Bans", "Account")),
            (BanKind.MASK, translate("Bans", "Name")),
        ):
            if kind in self._kinds:
                self.kind.set_option(kind, text, text)
        self.kind.setAccessibleName(translate("Bans", "What is banned"))
        self.field.set_accessible(translate("Bans", "Whom"))
        self._for_label.setText(translate("Bans", "For how long"))
        self.duration.setAccessibleName(translate("Bans", "For how long"))
        for number, seconds in enumerate(DURATIONS):
            self.duration.setItemText(number, duration_text(seconds))
        self._reason_label.setText(translate("Bans", "Reason"))
        self.reason.set_accessible(translate("Bans", "Reason"))
        self.reason.set_placeholder(translate("Bans", "They read it, if you want to give one"))
        self.cancel.setText(translate("Bans", "Do not ban"))
        self.ok.setText(translate("Bans", "Ban"))
        self._explain()


def _own(kind: BanKind, what: str) -> bool:
    """Whether an address is this computer's own way to itself."""
    return kind is BanKind.ADDRESS and (what.startswith("127.") or what in ("::1", "0::1"))
