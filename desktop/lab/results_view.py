"""What the system answered: every call with its time, its line of Python, and what came of it."""

from __future__ import annotations

import html
import time

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from core.lab.session import CallState, LabCall
from desktop.lab.call_words import Answer, answer
from desktop.lab.counts import counts
from desktop.lab.desk import Desk, pending_token
from desktop.lab.parts import LabButton, LabIcon, Short, Words, order_tabs
from desktop.sockets.event_words import seconds
from desktop.theme import set_ground, theme
from desktop.theme.colors import css, mix
from desktop.widgets import Card, Divider
from desktop.widgets.accessible_role import set_role

translate = QCoreApplication.translate

KEPT = 120
"""How many calls the list shows; older ones stay in the session and in the files."""


class AnswerRow(QWidget):
    """One call."""

    def __init__(self, desk: Desk, call: LabCall) -> None:
        super().__init__()
        self._desk, self.call = desk, call
        self.shown: Answer | None = None
        self._measured: tuple[tuple[int, str, bool], int] | None = None
        scale = desk.scale
        self.clock = Words(scale, "mono", "muted", tabular=True)
        self.line = Short(scale, "mono")
        self.icon = LabIcon(scale, "check", "running")
        self.words = Words(scale, "small", wrap=True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.lesson: LabButton | None = None
        for part in (self.clock, self.line, self.icon, self.words):
            part.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self.retranslate)

    def _place(self, width: int, *, move: bool) -> int:
        """Four columns: time, line, icon, answer. The height that they need."""
        scale = self._desk.scale
        px = scale.px
        top, line_height = px(4), max(self.line.sizeHint().height(), px(18))
        left = px(14)
        clock = round(scale.metrics("mono", tabular=True).horizontalAdvance("00:00:00")) + 2
        line_at = left + clock + px(9)
        answer_at = line_at + max(px(90), round((width - line_at - px(12)) * 0.47))
        words_at = answer_at + px(22)
        words_width = max(px(60), width - words_at - px(12))
        below = max(line_height, self.words.heightForWidth(words_width))
        button = self.lesson
        if button is not None:
            below = max(below, line_height + px(4) + button.height())
        if move:
            self.clock.setGeometry(left, top, clock, line_height)
            self.line.setGeometry(line_at, top, answer_at - line_at - px(8), line_height)
            icon = self.icon.height()
            self.icon.move(answer_at, top + (line_height - icon) // 2)
            self.words.setGeometry(words_at, top + px(1), words_width, below)
            if button is not None:
                y = top + line_height + px(4)
                button.setGeometry(line_at, y, button.sizeHint().width(), button.height())
        return below + 2 * top

    def sizeHint(self) -> QSize:
        """One line is the least."""
        return QSize(self._desk.scale.px(300), self._place(max(self.width(), 200), move=False))

    def minimumSizeHint(self) -> QSize:
        """It can be narrow."""
        return QSize(self._desk.scale.px(200), self._desk.scale.px(26))

    def heightForWidth(self, width: int) -> int:
        """The answer wraps."""
        key = (width, self.words.text(), self.lesson is not None)
        if self._measured is None or self._measured[0] != key:
            self._measured = (key, self._place(width, move=False))
        return self._measured[1]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the columns."""
        super().resizeEvent(event)
        self._place(self.width(), move=True)

    def show_call(self, call: LabCall) -> None:
        """The call as it is now."""
        self.call = call
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        call = self.call
        began = time.localtime(call.began)
        self.clock.setText(time.strftime("%H:%M:%S", began))
        self.line.setText(call.python)
        self.line.updateGeometry()
        found = answer(call, self._desk.before_accept(call))
        self.shown = found
        if found.failed:
            self.icon.set_icon("circle-x", "danger")
        elif call.over:
            self.icon.set_icon("check", "running")
        else:
            token = pending_token([call])
            self.icon.set_icon("pause" if token == "parked" else "hourglass", token)
        self._show_lesson(found)
        self.tick()
        self._place(self.width(), move=True)
        self.updateGeometry()
        self.update()

    def _show_lesson(self, found: Answer) -> None:
        if found.lesson is None:
            return
        if self.lesson is None:
            number = found.lesson
            self.lesson = LabButton(self._desk.scale, "book-open", "secondary", 28)
            self.lesson.clicked.connect(lambda: self._desk.lesson_wanted.emit(number))
            self.lesson.setParent(self)
            self.lesson.show()
        text = translate("Results", "Lesson %1").replace("%1", QLocale().toString(found.lesson))
        self.lesson.setText(text)

    def tick(self) -> None:
        """The seconds of a call that has not returned."""
        found = self.shown
        if found is None:
            return
        look = theme()
        if not self.call.over:
            lasted = seconds(time.time() - self.call.began)
            ink = css(look.ink(look.color(pending_token([self.call]))))
            words = html.escape(found.words)
            text = f"<b style='color:{ink}'>{words}</b> {html.escape(lasted)}"
        elif found.failed:
            ink = css(look.color("danger"))
            text = f"<b style='color:{ink}'>{html.escape(found.code)}</b><br>"
            text += html.escape(found.words)
        else:
            mono = look.font("mono").family()
            text = f"<span style='font-family:{mono}'>{html.escape(found.code)}</span>"
            if found.words:
                muted = css(look.color("muted"))
                dot = " · " if found.code else ""
                text += f"<span style='color:{muted}'>{dot}{html.escape(found.words)}</span>"
            if found.text:
                text += f" <span style='font-family:{mono}'>{html.escape(found.text)}</span>"
        if self.words.text() != text:
            self.words.setText(text)
            self.setAccessibleName(f"{self.call.python}: {found.code} {found.words}")

    def text(self) -> str:
        """Everything that it says, plain."""
        found = self.shown
        said = f"{found.code} {found.words} {found.text}".strip() if found is not None else ""
        return f"{self.call.python} {said}"

    def paintEvent(self, event: QPaintEvent) -> None:
        """Red where it raised, the kernel's colour while it has not returned."""
        look = theme()
        painter = QPainter(self)
        if self.call.error is not None:
            token, share = "danger", 0.08
        elif not self.call.over:
            token, share = pending_token([self.call]), 0.11
        else:
            return
        color = look.color(token)
        painter.fillRect(self.rect(), mix(color, look.color("surface"), share))
        bar = self._desk.scale.px(4)
        painter.fillRect(0, 0, bar, self.height(), color)


class ResultsView(Card):
    """The list of answers, the latest at the bottom."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        scale = desk.scale
        self.title = Words(scale, "bodyStrong")
        self.note = Words(scale, "small", "muted")
        self.rows: dict[int, AnswerRow] = {}
        self.earlier = Words(scale, "small", "muted")
        self.nothing = Words(scale, "small", "muted", wrap=True)
        self.body = QWidget()
        set_ground(self.body, "surface")
        self._column = QVBoxLayout(self.body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.earlier)
        self._column.addWidget(self.nothing)
        self._column.addStretch()
        self.area = QScrollArea()
        set_role(self.area, QAccessible.Role.Document)
        self.area.setProperty("bare", True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_ground(self.area.viewport(), "surface")
        self.area.setWidget(self.body)
        self._at_end = True
        bar = self.area.verticalScrollBar()
        bar.rangeChanged.connect(self._range_changed)
        bar.valueChanged.connect(self._scrolled)
        head = QHBoxLayout()
        head.setContentsMargins(scale.px(14), scale.px(7), scale.px(14), scale.px(7))
        head.addWidget(self.title)
        head.addStretch()
        head.addWidget(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, scale.px(6))
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Divider())
        column.addWidget(self.area, 1)
        for part in (self.earlier, self.nothing):
            part.setContentsMargins(scale.px(14), scale.px(6), scale.px(14), scale.px(6))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.refresh)
        desk.changed.connect(self._later.start)
        desk.ticked.connect(self.tick)
        self.retranslate()

    def refresh(self) -> None:
        """A call began, returned or raised."""
        calls = [call for call in self._desk.lab.calls() if call.name != "socket" or call.error]
        kept = {call.number for call in calls[-KEPT:]}
        kept |= {call.number for call in calls if not call.over}
        shown = [call for call in calls if call.number in kept]
        for number in [each for each in self.rows if each not in kept]:
            row = self.rows.pop(number)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for at, call in enumerate(shown):
            found = self.rows.get(call.number)
            if found is None:
                found = AnswerRow(self._desk, call)
                self.rows[call.number] = found
                self._column.insertWidget(at + 2, found)
                found.show_call(call)
            elif found.call != call:
                found.show_call(call)
        rows = [self.rows[call.number] for call in shown]
        order_tabs([self.area, *(row.lesson for row in rows if row.lesson is not None)])
        left = len(calls) - len(shown)
        self.earlier.setText(counts().earlier(left))
        self.earlier.setVisible(left > 0)
        self.nothing.setVisible(not shown)

    def row(self, number: int) -> AnswerRow:
        """The row of a call. Raises KeyError where it is not shown."""
        return self.rows[number]

    def tick(self) -> None:
        """The seconds of what has not returned."""
        for row in self.rows.values():
            if not row.call.over:
                if row.call.state is not CallState.IN_KERNEL:
                    row.retranslate()
                row.tick()

    def _range_changed(self, _low: int, high: int) -> None:
        if self._at_end:
            self.area.verticalScrollBar().setValue(high)

    def _scrolled(self, value: int) -> None:
        self._at_end = value >= self.area.verticalScrollBar().maximum() - 4

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay at the end."""
        super().resizeEvent(event)
        bar = self.area.verticalScrollBar()
        if self._at_end:
            bar.setValue(bar.maximum())

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.title.setText(translate("Results", "What the system answered"))
        self.area.setAccessibleName(self.title.text())
        self.note.setText(translate("Results", "the latest call is the lowest"))
        self.nothing.setText(
            translate(
                "Results",
                "Nothing yet. Each call stands here with what it returned or raised.",
            )
        )
        for row in self.rows.values():
            row.retranslate()
        self.refresh()
