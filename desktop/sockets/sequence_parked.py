"""The cards of parked actors, and the real buttons in them that let one call go."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from core.net.trace import ActorSnapshot
from desktop.sockets import sequence_words as words
from desktop.sockets.scale import Scale
from desktop.sockets.sequence_items import Hatch
from desktop.widgets import Button

translate = QCoreApplication.translate
_CARD_HEIGHT = 140
_SMALL_HEIGHT = 64
_EDGE = 8


@dataclass(frozen=True, slots=True)
class Card:
    """A card in the stripes of a parked actor. ``button`` is empty where there is no room."""

    hatch: Hatch
    rect: QRectF
    button: QRectF


def place_card(hatch: QRectF, view: QRectF, scale: Scale, button: QSize) -> tuple[QRectF, QRectF]:
    """Where the card of a parked actor and its button stand: in the middle of what is seen of the
    stripes. The button is empty where there is no room for it."""
    seen = hatch.intersected(QRectF(hatch.left(), view.top(), hatch.width(), view.height()))
    edge = float(scale.px(_EDGE))
    width = min(hatch.width() - 2 * edge, float(scale.px(190)))
    height = min(float(scale.px(_CARD_HEIGHT)), seen.height() - 2 * edge)
    card = QRectF(0, 0, max(width, 1.0), max(height, 1.0))
    card.moveCenter(seen.center())
    if height < scale.px(_SMALL_HEIGHT):
        return card, QRectF()
    rect = QRectF(0, 0, min(float(button.width()), width - edge), button.height())
    rect.moveCenter(card.center())
    rect.moveBottom(card.bottom() - edge)
    return card, rect


class StepButtons(QObject):
    """One button for each parked actor in view. Signals: ``wanted(actor number)``."""

    wanted = Signal(int)

    def __init__(self, viewport: QWidget, scale: Scale) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._scale = scale
        self._buttons: dict[int, Button] = {}
        self._sample = self._new()
        self._sample.hide()
        self.names: dict[int, str] = {}

    def _new(self) -> Button:
        button = Button("step-forward", "secondary", 28, self._viewport)
        self._dress(button)
        return button

    def _dress(self, button: Button) -> None:
        button.setText(translate("Sequence", "Step"))
        button.setFont(self._scale.font("smallMedium"))
        button.setFixedHeight(self._scale.px(28))

    def size_hint(self) -> QSize:
        """How large a button is."""
        return self._sample.sizeHint()

    def button(self, actor: int) -> Button | None:
        """The button of an actor, if it is in view."""
        found = self._buttons.get(actor)
        return found if found is not None and not found.isHidden() else None

    def show_for(self, wanted: dict[int, tuple[ActorSnapshot, QRect]], left: int) -> None:
        """Show the buttons of these actors at these places of the viewport, right of ``left``."""
        for actor, button in list(self._buttons.items()):
            if actor not in wanted:
                view = self._viewport.parentWidget()
                if button.hasFocus() and view is not None:
                    view.setFocus(Qt.FocusReason.OtherFocusReason)
                button.hide()
        for actor, (snapshot, place) in wanted.items():
            button = self._buttons.get(actor) or self._make(actor)
            name = words.actor_title(snapshot.info, self.names.get(actor, ""))
            button.setAccessibleName(translate("Sequence", "Step: %1").replace("%1", name))
            button.setGeometry(place)
            button.setVisible(place.left() >= left - 2)

    def _make(self, actor: int) -> Button:
        button = self._new()
        button.clicked.connect(lambda: self.wanted.emit(actor))
        self._buttons[actor] = button
        return button

    def restyle(self) -> None:
        """Sizes and words anew."""
        for button in (*self._buttons.values(), self._sample):
            self._dress(button)
