"""The middle column: a card for every socket; while there is none, an invitation."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from core.lab.session import LabSocket
from desktop.lab.call_area import CallArea
from desktop.lab.desk import Desk
from desktop.lab.parts import order_tabs
from desktop.lab.socket_card import SocketCard
from desktop.theme import set_ground
from desktop.widgets import EmptyState

translate = QCoreApplication.translate


class CardsView(QScrollArea):
    """Gives its body the size itself (see ``desktop.server.scroll_page``).

    Attributes: ``empty``, the invitation; ``cards`` by number of the socket.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.cards: dict[int, SocketCard] = {}
        self._fitting = False
        self._stops: list[QWidget] = []
        self.setProperty("bare", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_ground(self.viewport(), "paper")
        self.body = QWidget()
        set_ground(self.body, "paper")
        self._column = QVBoxLayout(self.body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(desk.scale.px(11))
        self.empty = EmptyState("flask-conical")
        self.make_first = self.empty.add_action("primary", "plus")
        self.show_first = self.empty.add_action("secondary", "folder-open")
        self._column.addWidget(self.empty, 1)
        self._column.addStretch()
        self.setWidget(self.body)
        desk.changed.connect(self.refresh)
        desk.ticked.connect(self.tick)
        desk.sight_wanted.connect(self._to_sight)
        self.refresh()
        self.retranslate()

    def refresh(self) -> None:
        """A socket came, went or changed."""
        sockets = self._desk.sockets
        numbers = {sock.number for sock in sockets}
        nested: dict[int, list[LabSocket]] = {}
        top: list[LabSocket] = []
        for sock in sockets:
            if sock.role == "accepted" and sock.parent in numbers:
                nested.setdefault(sock.parent, []).append(sock)
            else:
                top.append(sock)
        wanted = {sock.number for sock in top}
        for number in [each for each in self.cards if each not in wanted]:
            card = self.cards.pop(number)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        for at, sock in enumerate(top):
            if sock.number not in self.cards:
                self.cards[sock.number] = SocketCard(self._desk, sock.number)
            card = self.cards[sock.number]
            if self._column.indexOf(card) != at + 1:
                self._column.insertWidget(at + 1, card)
                card.show()  # at once: it is to take the keyboard
            card.refresh(nested.get(sock.number, []))
        self.empty.setVisible(not self.cards)
        self._order_tabs([self.cards[sock.number] for sock in top])
        self.fit()

    def _order_tabs(self, cards: list[SocketCard]) -> None:
        stops: list[QWidget] = [self.show_first]
        for card in cards:
            stops += card.stops()
        if stops != self._stops:  # setting it costs time that grows with the window
            self._stops = stops
            order_tabs(stops)

    def tick(self) -> None:
        """Seconds and queues."""
        for card in self.cards.values():
            card.tick()

    def areas(self) -> list[CallArea]:
        """The rows of calls, from the top: Alt+1 goes to the first."""
        ordered = sorted(self.cards.values(), key=self._column.indexOf)
        return [area for card in ordered for area in card.areas()]

    def area_of(self, number: int) -> CallArea | None:
        """The row of calls of a socket."""
        for card in self.cards.values():
            if card.number == number:
                return card.calls
            if number in card.accepted:
                return card.accepted[number].calls
        return None

    def show_socket(self, number: int) -> None:
        """Scroll to a socket, and put the keyboard on its first call."""
        area = self.area_of(number)
        if area is not None:
            self.fit()
            area.focus_first()
            self.ensureWidgetVisible(area, 0, self._desk.scale.px(60))

    def bring_to_sight(self, number: int) -> None:
        """Scroll to a socket; the keyboard stays where it is."""
        area = self.area_of(number)
        if area is not None:
            self.fit()
            self.ensureWidgetVisible(area, 0, self._desk.scale.px(60))

    def _to_sight(self, widget: QWidget) -> None:
        if self.isAncestorOf(widget):
            self.fit()
            margin = self._desk.scale.px(12)
            self.ensureWidgetVisible(widget, 0, margin)

    def showEvent(self, event: QShowEvent) -> None:
        """In its window now: the order of Tab is settled there."""
        super().showEvent(event)
        self._stops = []
        self.refresh()

    # --- size ---------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other heights."""
        super().resizeEvent(event)
        self.fit()

    def viewportEvent(self, event: QEvent) -> bool:
        """Something in the body needs more or less room than before."""
        done = super().viewportEvent(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return done

    def fit(self) -> None:
        """Make the body as wide as the view, and as high as it needs to be."""
        if self._fitting:
            return
        self._fitting = True
        for _ in range(3):  # the scroll bar may come or go, and the width is another
            width = self.viewport().width()
            self._column.activate()
            needed = self._column.totalMinimumSize().height()
            if self._column.hasHeightForWidth():
                needed = max(needed, self._column.totalHeightForWidth(width))
            self.body.resize(width, max(needed, self.viewport().height()))
            if self.viewport().width() == width:
                break
        self._fitting = False

    def retranslate(self) -> None:
        """Set every text anew."""
        self.empty.set_texts(
            translate("CardsView", "Make your first socket"),
            translate(
                "CardsView",
                "Choose what it is made of at the left. Then press its calls one by one: "
                "they are real, and the system answers below.",
            ),
        )
        self.make_first.setText(translate("CardsView", "Create the socket"))
        self.show_first.setText(translate("CardsView", "First server and client"))
        for card in self.cards.values():
            card.retranslate()
        self.refresh()
