"""Where the states of TCP and the lines between them stand, in the sizes in force.

Three columns: what a server does first is at the left, a client at the right; whoever closes first
goes down the left side, the other the right.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt

from desktop.sockets import tcp_words
from desktop.sockets.scale import Scale

# column (0 left, 1 middle, 2 right) and row
PLACES: dict[str, tuple[int, float]] = {
    "CLOSED": (1, 0),
    "LISTEN": (0, 1),
    "SYN_SENT": (2, 1),
    "SYN_RECEIVED": (0, 2),
    "ESTABLISHED": (1, 3),
    "FIN_WAIT_1": (0, 4),
    "CLOSE_WAIT": (2, 4),
    "CLOSING": (1, 4.75),
    "FIN_WAIT_2": (0, 5),
    "LAST_ACK": (2, 5),
    "TIME_WAIT": (1, 6),
}
ORDER = tuple(PLACES)
END = "END"
"""The CLOSED at the foot of the right column, so that no line has to run back up."""
_ROWS = 6

LEFT = Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True)
class Line:
    """A transition: its corners, and its label with the point it is aligned to."""

    start: str
    end: str
    points: tuple[QPointF, ...]
    text: str
    label: QRectF


class TcpMap:
    """The layout for one size. Attributes: ``boxes`` by state, ``lines``, ``size``."""

    def __init__(self, scale: Scale, room: QSizeF) -> None:
        self._short, self._pad = False, scale.px(7)
        self._measure(scale, room)
        if self.least.height() > room.height():  # names and descriptors closer to the borders
            self._pad = scale.px(3)
            self._measure(scale, room)
        if self.least.width() > room.width():  # labels of one word: "ACK" for "ACK came"
            self._short = True
            self._measure(scale, room)
        self.boxes = {state: self._box(*place) for state, place in PLACES.items()}
        end = self._box(2, 6)
        self.boxes[END] = end.adjusted(scale.px(14), scale.px(4), -scale.px(14), -scale.px(4))
        self.lines = self._lines()

    def _measure(self, scale: Scale, room: QSizeF) -> None:
        names = scale.metrics("smallStrong")
        labels = scale.metrics("caption")
        self._labels = labels
        self._gap = scale.px(6)
        width = max(names.horizontalAdvance(tcp_words.state_name(s)) for s in ORDER)
        self.box_size = QSizeF(
            width + 2 * scale.px(6), names.height() + labels.height() + self._pad
        )
        # Between two columns a label must fit beside a line that stands under a box's middle.
        widest = max(
            labels.horizontalAdvance(self._cause(*pair))
            for pair in (("FIN_WAIT_1", "FIN_WAIT_2"), ("FIN_WAIT_1", "CLOSING"))
        )
        need = widest + 2 * self._gap + scale.px(2) - self.box_size.width() / 2
        gap_x = max(float(scale.px(14 if self._short else 18)), need)
        beside = max(  # the labels of the right column, which stand beside its middle
            labels.horizontalAdvance(self._cause(*pair))
            for pair in (
                ("LAST_ACK", "CLOSED") if self._short else ("CLOSED", "SYN_SENT"),
                ("CLOSE_WAIT", "LAST_ACK"),
                ("LAST_ACK", "CLOSED"),
            )
        )
        margin = max(beside + self._gap + 1 - self.box_size.width() / 2, float(scale.px(4)))
        step_y = self.box_size.height() + labels.height() + 1
        least_x = 3 * self.box_size.width() + 2 * gap_x + margin + scale.px(3)
        least_y = _ROWS * step_y + self.box_size.height() + scale.px(4)
        self.least = QSizeF(least_x, least_y)
        gap_x += min(max(0.0, room.width() - least_x) / 2, scale.px(36))
        step_y += min(max(0.0, room.height() - least_y) / _ROWS, scale.px(12))
        used = 3 * self.box_size.width() + 2 * gap_x + margin
        left = max(scale.px(2), (room.width() - used) / 2)
        self._x = [
            left + self.box_size.width() / 2 + column * (self.box_size.width() + gap_x)
            for column in range(3)
        ]
        self._top = scale.px(2) + self.box_size.height() / 2
        self._step = step_y

    def _box(self, column: int, row: float) -> QRectF:
        box = QRectF(QPointF(0, 0), self.box_size)
        box.moveCenter(QPointF(self._x[column], self._top + row * self._step))
        return box

    def _cause(self, start: str, end: str) -> str:
        return tcp_words.cause(start, end, short=self._short)

    def _label(
        self, text: str, x: float, y: float, side: Qt.AlignmentFlag, *, above: bool = False
    ) -> QRectF:
        width, height = self._labels.horizontalAdvance(text) + 1, self._labels.height()
        left = x + self._gap if side == LEFT else x - self._gap - width
        return QRectF(left, y - height if above else y - height / 2, width, height)

    def _between(self, upper: str, lower: str) -> float:
        return (self.boxes[upper].bottom() + self.boxes[lower].top()) / 2

    def _lines(self) -> tuple[Line, ...]:
        box, (left, middle, right) = self.boxes, self._x
        found: list[Line] = []

        def add(
            start: str,
            end: str,
            points: list[tuple[float, float]],
            x: float,
            y: float,
            side: Qt.AlignmentFlag = LEFT,
            *,
            above: bool = False,
        ) -> None:
            text = self._cause(start, "CLOSED" if end == END else end)
            corners = tuple(QPointF(*point) for point in points)
            label = self._label(text, x, y, side, above=above)
            found.append(Line(start, end, corners, text, label))

        def mid(state: str) -> float:
            return box[state].center().y()

        def down(start: str, end: str, side: Qt.AlignmentFlag = LEFT) -> None:
            x = box[start].center().x()
            between = self._between(start, end)
            add(start, end, [(x, box[start].bottom()), (x, box[end].top())], x, between, side)

        head = box["CLOSED"]
        between = self._between("CLOSED", "LISTEN")
        for state, edge, x, side in (
            ("LISTEN", head.left(), left, LEFT),
            ("SYN_SENT", head.right(), right, RIGHT if self._short else LEFT),
        ):
            corners = [(edge, head.center().y()), (x, head.center().y()), (x, box[state].top())]
            add("CLOSED", state, corners, x, between, side)
        down("LISTEN", "SYN_RECEIVED")
        rcvd, made = box["SYN_RECEIVED"], box["ESTABLISHED"]
        corners = [(rcvd.right(), mid("SYN_RECEIVED")), (middle, mid("SYN_RECEIVED")),
                   (middle, made.top())]  # fmt: skip
        add("SYN_RECEIVED", "ESTABLISHED", corners, middle, self._between("SYN_RECEIVED",
            "ESTABLISHED"))  # fmt: skip
        sent = box["SYN_SENT"]
        corners = [(right, sent.bottom()), (right, mid("ESTABLISHED")),
                   (made.right(), mid("ESTABLISHED"))]  # fmt: skip
        add("SYN_SENT", "ESTABLISHED", corners, right, self._between("LISTEN", "SYN_RECEIVED"),
            RIGHT)  # fmt: skip
        first, wait = box["FIN_WAIT_1"], box["CLOSE_WAIT"]
        corners = [(made.left(), mid("ESTABLISHED")), (left, mid("ESTABLISHED")),
                   (left, first.top())]  # fmt: skip
        add("ESTABLISHED", "FIN_WAIT_1", corners, left, self._between("ESTABLISHED", "FIN_WAIT_1"))
        out = middle + self.box_size.width() * 0.3
        corners = [(out, made.bottom()), (out, mid("CLOSE_WAIT")), (wait.left(), mid("CLOSE_WAIT"))]
        add("ESTABLISHED", "CLOSE_WAIT", corners, out, self._between("ESTABLISHED", "CLOSE_WAIT"))
        down("FIN_WAIT_1", "FIN_WAIT_2")
        cross = middle - self.box_size.width() * 0.3
        corners = [(first.right(), mid("FIN_WAIT_1")), (cross, mid("FIN_WAIT_1")),
                   (cross, box["CLOSING"].top())]  # fmt: skip
        add("FIN_WAIT_1", "CLOSING", corners, cross,
            (mid("FIN_WAIT_1") + box["CLOSING"].top()) / 2)  # fmt: skip
        down("CLOSE_WAIT", "LAST_ACK")
        second, last = box["FIN_WAIT_2"], box["TIME_WAIT"]
        corners = [(left, second.bottom()), (left, mid("TIME_WAIT")), (last.left(),
                    mid("TIME_WAIT"))]  # fmt: skip
        add("FIN_WAIT_2", "TIME_WAIT", corners, left, self._between("FIN_WAIT_2", "TIME_WAIT"))
        down("CLOSING", "TIME_WAIT")
        down("LAST_ACK", END)
        corners = [(last.right(), mid("TIME_WAIT")), (box[END].left(), mid("TIME_WAIT"))]
        add("TIME_WAIT", END, corners, middle, mid("TIME_WAIT"))
        return tuple(found)
