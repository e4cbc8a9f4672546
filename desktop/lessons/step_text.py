"""A lesson's text on the screen: the blocks of :mod:`core.lab.lesson_text`, in the theme's fonts.

Everything is escaped before it becomes rich text, so a lesson can show HTML but not use it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from core.lab.lesson_text import Block, Span
from desktop.sockets.scale import Scale
from desktop.theme import set_ground, set_text, theme
from desktop.widgets import Icon

LESSON = "lesson:"


def rich(spans: Iterable[Span], mono: QFont) -> str:
    """The spans as rich text; code is in the family and weight of ``mono``."""
    parts: list[str] = []
    code = f"font-family:'{mono.family()}';font-weight:{int(mono.weight())}"
    link = theme().color("accentInk").name()
    for span in spans:
        text = escape(span.text).replace("\n", "<br>")
        match span.style:
            case "code":
                # Spaces inside code count; a call stays on one line where it has none.
                parts.append(f'<span style="{code}">{text.replace("  ", " &nbsp;")}</span>')
            case "bold":
                parts.append(f'<span style="font-weight:600">{text}</span>')
            case "italic":
                parts.append(f"<i>{text}</i>")
            case "link":
                target = escape(span.target, quote=True)
                parts.append(f'<a href="{target}" style="color:{link}">{text}</a>')
            case _:
                parts.append(text)
    return "".join(parts)


class SpanLabel(QLabel):
    """Wrapped text with code, bold and links in it, as large as the scale says.

    Signals: ``followed(target)``: a link was pressed, by mouse or keyboard.
    """

    followed = Signal(str)

    def __init__(
        self, scale: Scale, role: str = "body", color: str = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._scale, self._role = scale, role
        self._spans: tuple[Span, ...] = ()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        if color != "text":
            set_text(self, color)
        self.linkActivated.connect(self.followed)
        scale.changed.connect(self._restyle)
        theme().changed.connect(self._restyle)
        self._restyle()

    def set_spans(self, spans: Sequence[Span]) -> None:
        """Show other words."""
        self._spans = tuple(spans)
        links = any(span.style == "link" for span in spans)
        flags = Qt.TextInteractionFlag.TextSelectableByMouse
        if links:
            flags |= (
                Qt.TextInteractionFlag.LinksAccessibleByMouse
                | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
            )
        self.setTextInteractionFlags(flags)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if links else Qt.FocusPolicy.NoFocus)
        self._restyle()

    def set_plain(self, text: str) -> None:
        """Show words without marks."""
        self.set_spans((Span(text),) if text else ())

    def is_code(self) -> bool:
        """Whether it is nothing but code."""
        return all(span.style == "code" for span in self._spans)

    def minimumSizeHint(self) -> QSize:
        """One line: how high it really is, its width decides."""
        return QSize(40, self.fontMetrics().height())

    def plain(self) -> str:
        """The words without their marks."""
        return "".join(span.text for span in self._spans)

    def _restyle(self) -> None:
        font = self._scale.font(self._role)
        self.setFont(font)
        mono = self._scale.font("mono")
        mono.setWeight(QFont.Weight(max(int(QFont.Weight.Normal), int(font.weight()))))
        line = round(font.pixelSize() * 1.45)
        body = self._role == "body"
        high = f' style="line-height:{line}px;-qt-line-height-type:fixed"' if body else ""
        self.setText(f"<div{high}>{rich(self._spans, mono)}</div>" if self._spans else "")


class CodeBlock(QFrame):
    """Some lines of code on a sunken ground; a long line is broken anywhere."""

    def __init__(self, text: str, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "sunken")
        self.setProperty("round", True)
        self._scale = scale
        self._label = QLabel(text)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.addWidget(self._label)
        scale.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self._label.setFont(self._scale.font("mono"))


class _Item(QWidget):
    """A list's item: a mark and the words beside it."""

    def __init__(
        self, mark: QWidget, label: SpanLabel, scale: Scale, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._scale, self._mark = scale, mark
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scale.px(10))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label, 1)


def lesson_link(block: Block) -> Span | None:
    """The link to another lesson in a block, if it has one."""
    return next((s for s in block.spans if s.style == "link" and s.target.startswith(LESSON)), None)


class _LessonRow(QFrame):
    """A block that leads to another lesson: an arrow on a sunken ground; Enter or a click goes."""

    def __init__(
        self,
        block: Block,
        target: str,
        scale: Scale,
        follow: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_ground(self, "sunken")
        self.setProperty("round", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(scale.px(12), scale.px(10), scale.px(12), scale.px(10))
        row.setSpacing(scale.px(10))
        side = scale.px(16)
        row.addWidget(Icon("arrow-right", "accent", side), 0, Qt.AlignmentFlag.AlignTop)
        label = SpanLabel(scale)
        label.set_spans(block.spans)
        label.followed.connect(follow)
        row.addWidget(label, 1)


class BlocksView(QWidget):
    """Paragraphs, lists, quotes and code, one under another.

    ``marks``: the icon before the items of a list ("check" for what was seen), "" for dots.
    Signals: ``followed(target)``, a web address or "lesson:" and a number.
    """

    followed = Signal(str)

    def __init__(
        self,
        scale: Scale,
        *,
        marks: str = "",
        role: str = "body",
        color: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._scale, self._marks, self._role, self._color = scale, marks, role, color
        self._blocks: tuple[Block, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()  # until there is something
        scale.changed.connect(self._rebuild)

    def set_blocks(self, blocks: Sequence[Block]) -> None:
        """Show other blocks."""
        if tuple(blocks) != self._blocks:
            self._blocks = tuple(blocks)
            self._rebuild()
            self.setVisible(bool(self._blocks))

    def plain(self) -> str:
        """The words without their marks, a block on each line."""
        return "\n".join(block.plain for block in self._blocks)

    def minimumSizeHint(self) -> QSize:
        """How high it really is, its width decides."""
        return QSize(0, 0)

    def _rebuild(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._column.setSpacing(self._scale.px(10))
        for block in self._blocks:
            self._column.addWidget(self._part(block))

    def _part(self, block: Block) -> QWidget:
        scale = self._scale
        if block.kind == "code":
            return CodeBlock(block.plain, scale, self)
        link = lesson_link(block)
        if link is not None and block.kind in ("paragraph", "quote"):
            return _LessonRow(block, link.target, scale, self.followed.emit, self)
        color = "muted" if block.kind == "quote" else self._color
        label = SpanLabel(scale, self._role, color, self)
        label.set_spans(block.spans)
        label.followed.connect(self.followed)
        if block.kind == "bullet" and self._marks:
            return _Item(Icon(self._marks, "accent", scale.px(18)), label, scale, self)
        if block.kind in ("bullet", "number"):
            mark = QLabel("•" if block.kind == "bullet" else f"{block.number}.")
            mark.setFont(scale.font(self._role))
            set_text(mark, "muted")
            mark.setMinimumWidth(scale.px(12))
            return _Item(mark, label, scale, self)
        if block.kind == "quote":
            bar = QFrame()
            set_ground(bar, "accentSoft")
            bar.setFixedWidth(scale.px(4))
            item = _Item(bar, label, scale, self)
            layout = item.layout()
            assert layout is not None
            layout.setAlignment(bar, Qt.AlignmentFlag(0))
            return item
        return label
