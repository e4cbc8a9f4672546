"""The pieces that rows of every kind are built of: date and "New" line, labels, text, trailers."""

from __future__ import annotations

import math
from collections import OrderedDict

from PySide6.QtCore import QCoreApplication, QRectF

from core.client.events import Delivery, MessageReceived
from core.client.feature_events import HistoryGap
from desktop.client.gap_texts import gap_act
from desktop.client.message_code import CodeColors
from desktop.client.message_content import row_body
from desktop.client.message_layout import Hit, Label, Picture, RowLayout, TextBlock
from desktop.client.message_lines import BlockStyle, LineStyle, lay_out
from desktop.client.message_look import Look
from desktop.client.message_model import ConversationModel
from desktop.client.message_options import ViewOptions
from desktop.client.message_rows import Row, local_day
from desktop.client.message_text import Body, Positions, isolated, utf16_slice
from desktop.client.message_words import day_text, time_text
from desktop.client.server_texts import class_refusal

translate = QCoreApplication.translate

# Bodies that are remembered.
BODIES = 500


class RowParts:
    """Builds the pieces of rows of one model for one width and look.

    Attributes: ``width`` of the view in pixels; ``compact``; ``options``; ``serial`` rises whenever
    layouts made before are stale (the look, the width or the layout changed); ``colors`` of code.
    """

    def __init__(self, look: Look) -> None:
        self.look = look
        self.width = 600
        self.compact = False
        self.options = ViewOptions()
        self.serial = 0
        self.colors = CodeColors()
        self._lines: dict[tuple[str, float], tuple[Look, LineStyle]] = {}
        self._bodies: OrderedDict[int, tuple[Row, str, Body]] = OrderedDict()
        self.room = 60.0  # pixels that a text of the row that is built may fill
        self.widths = (0.0, math.inf)  # of a text, from and to which the row would be the same

    def forget(self) -> None:
        """Another conversation, language or theme: nothing that was made before holds."""
        self.serial += 1
        self._bodies.clear()

    def body(self, model: ConversationModel, number: int, row: Row) -> Body:
        """What a row says; it does not depend on the width, so resizing need not make it anew."""
        found = self._bodies.get(number)
        if found is not None and found[0] is row and found[1] == model.own_nick:
            return found[2]
        body = self.body_of(row, model.own_nick)
        self._bodies[number] = (row, model.own_nick, body)
        if len(self._bodies) > BODIES:
            self._bodies.popitem(last=False)
        return body

    def body_of(self, row: Row, own_nick: str) -> Body:
        """What a row says, made anew."""
        options = self.options
        return row_body(
            row,
            own_nick,
            markup=options.markdown,
            words=options.words,
            has_card=lambda url: bool(self.card_kind(url)),
        )

    def card_kind(self, _url: str) -> str:
        """Which card an address has: "picture", "file", or "" for none."""
        return ""

    # --- measures ------------------------------------------------------------------------------

    @property
    def text_x(self) -> float:
        """Where all text begins."""
        if self.compact:
            return 122.0
        return 68.0 if self.options.avatars else 30.0

    @property
    def _right(self) -> float:
        return 12.0 if self.compact else 20.0

    @property
    def text_width(self) -> float:
        """Pixels that a text may fill."""
        most = 900.0 if self.compact else 620.0
        return max(60.0, min(most, self.width - self.text_x - self._right))

    @property
    def line(self) -> float:
        """The height of a line of what one reads."""
        return self.look.line("body")

    def holds(self, least: float = 0.0, most: float = math.inf) -> None:
        """What was just put into the row is the same while a text may be from ``least`` to ``most``
        pixels wide."""
        here = self.room
        if not least <= here <= most:
            self.widths = (here, here)
            return
        before = self.widths
        if least > before[0] or most < before[1]:
            self.widths = (max(before[0], least), min(before[1], most))

    def holds_here(self) -> None:
        """What was just put into the row depends on the width."""
        self.holds(self.room, self.room)

    def holds_if(self, fits: bool, needed: float) -> None:
        """Whether something had room decided how the row is; it needs a text of that width."""
        self.holds(needed, math.inf) if fits else self.holds(0.0, math.nextafter(needed, 0.0))

    # --- pieces --------------------------------------------------------------------------------

    def head(self, model: ConversationModel, made: RowLayout, gap: float) -> None:
        """Date, "New" line and the gap above a row."""
        _, begins_day, marked, _, _, _, first, *_ = made.key
        left = 12.0 if self.compact else 20.0
        made.margins = (left, left)
        y = 0.0
        if first and model.dropped:
            words = translate("MessageView", "What came before is not kept")
            width = self.look.text_width(words, "small")
            y += 32.0
            made.labels.append(self.label((self.width - width) / 2, y - 8, words, "small", "muted"))
            self.holds_here()
        if begins_day:
            y += 16.0 if first else 12.0
            words = day_text(local_day(made.row.time))
            made.day = (y, self.look.static(words, "smallStrong"))
            y += 24.0 + (6.0 if not marked else 0.0)
        if marked:
            y += 10.0
            made.marker = (y, self.look.static(translate("MessageView", "New"), "badge"))
            y += 16.0 + 6.0
        elif not begins_day:
            y += gap
        made.top = y

    def label(self, x: float, middle: float, text: str, role: str, color: str) -> Label:
        """A short text, its middle at a height."""
        static = self.look.static(text, role)
        y = middle - static.size().height() / 2
        return Label(round(x), round(y), static, role, self.look.color(color))

    def text(
        self, body: Body, ground: str, width: float, *, role: str = "body", service: bool = False
    ) -> TextBlock:
        """A body, broken into lines."""
        block = self._broken(body, ground, width, role, service)
        beside = self.room - width
        self.holds(block.widths[0] + beside, block.widths[1] + beside)
        return block

    def _broken(self, body: Body, ground: str, width: float, role: str, service: bool) -> TextBlock:
        look = self.look
        line = self._line_style(role)
        if not body.blocks:
            formats = look.formats(body, ground, service)
            return lay_out(body, look.font(role), formats, width, line=line)
        pieces, pending = [], False
        for block in body.blocks:
            if block.kind == "code":
                code = utf16_slice(body.text, block.start, block.end)
                colored = self.colors.pieces(code, block.language)
                pending = pending or colored is None
                at = Positions(code)
                pieces.append((block, [(at(a), at(b), kind) for a, b, kind in colored or ()]))
        gutter = 0.0 if self.compact else 22.0
        button = 0.0 if self.compact else self._copy_width() + 6
        made = lay_out(
            body,
            look.font(role),
            look.formats(body, ground, service, pieces),
            width,
            line=line,
            blocks=BlockStyle(
                self._line_style("mono", 1.0),
                gutter,
                button,
                4 * look.text_width("0", "mono"),
                look.metrics(role).horizontalAdvance,
            ),
        )
        made.pending = pending
        return made

    def _copy_width(self) -> float:
        words = translate("MessageView", "Copy")
        return self.look.text_width(words, "smallMedium") + 38

    def _line_style(self, role: str, more: float = 0.0) -> LineStyle:
        found = self._lines.get((role, more))
        if found is None or found[0] is not self.look:
            height = self.look.line(role) + more
            metrics = self.look.metrics(role)
            style = LineStyle(height, (height - metrics.height()) / 2 + metrics.ascent())
            found = self._lines[role, more] = (self.look, style)
        return found[1]

    def gutter_time(self, when: float, middle: float, *, right_of_text: bool = False) -> Label:
        """The time that appears beside a row under the mouse."""
        text = time_text(when)
        width = self.look.text_width(text, "caption")
        if right_of_text or not self.options.avatars:
            return self.label(-20 - width, middle, text, "caption", "muted")
        return self.label(max(4.0, 58 - width - 4), middle, text, "caption", "muted")

    def compact_time(self, made: RowLayout, when: float, middle: float) -> None:
        """The time before a compact row."""
        text = time_text(when)
        width = self.look.text_width(text, "caption")
        made.labels.append(self.label(max(2.0, 46 - width), middle, text, "caption", "muted"))

    # --- what closes a message -----------------------------------------------------------------

    def trailer(self, row: MessageReceived, read: bool) -> tuple[list[str], str, str]:
        """Texts, icon and the icon's token that close a message: edited, time, how far it came."""
        texts = [translate("MessageView", "edited")] if row.edited and not row.redacted else []
        if not row.own or row.redacted:
            return texts, "", ""
        if row.delivery is Delivery.WAITING:
            return [*texts, translate("MessageView", "waiting")], "clock", "warn"
        if row.delivery is Delivery.FAILED:
            return [*texts, translate("MessageView", "not sent")], "circle-alert", "danger"
        if not self.compact:
            texts.append(time_text(row.time))
        if row.delivery is Delivery.STORED:
            return texts, "check-check" if read else "check", "accent"
        return texts, "", ""

    def trailer_width(self, row: MessageReceived, read: bool) -> float:
        """Its width, 0 for none."""
        texts, icon, _ = self.trailer(row, read)
        width = sum(self.look.text_width(text, "caption") for text in texts)
        width += 8.0 * max(0, len(texts) - 1)
        return width + ((19.0 if texts else 14.0) if icon else 0.0)

    def put_trailer(
        self, made: RowLayout, row: MessageReceived, x: float, middle: float, read: bool
    ) -> None:
        """Put it where it begins at ``x``."""
        texts, icon, tone = self.trailer(row, read)
        color = "danger" if row.delivery is Delivery.FAILED else "muted"
        for index, text in enumerate(texts):
            x += 8.0 if index else 0.0
            made.labels.append(self.label(x, middle, text, "caption", color))
            x += self.look.text_width(text, "caption")
        if icon:
            pixmap = self.look.icon(icon, tone, 14)
            left = x + (5 if texts else 0)
            made.pictures.append(Picture(round(left), round(middle - 7), pixmap))

    def put_gap(self, made: RowLayout, row: HistoryGap, block: TextBlock) -> None:
        """The way to load what is missing, after the sentence or below it."""
        if not (act := gap_act(row)):
            return
        width = self.look.text_width(act, "smallMedium")
        high = self.look.line("small")
        below = block.last + 10 + width > self.room
        self.holds_here()
        x = self.text_x + (0.0 if below else block.last + 10)
        y = made.origin.y() + block.height - (0 if below else high)
        made.labels.append(self.label(x, y + high / 2, act, "smallMedium", "accentInk"))
        made.hits.append(Hit(QRectF(x - 4, y - 2, width + 8, high + 4), "gap", ""))
        if below:
            made.height += high

    def failure(
        self, model: ConversationModel, made: RowLayout, row: MessageReceived, y: float
    ) -> float:
        """Why a message was not sent, and the way to send it again."""
        if row.delivery is not Delivery.FAILED:
            return y
        self.holds_here()
        look, x = self.look, self.text_x
        middle = y + 11
        if model.was_sent_again(row.key):
            words = translate("MessageView", "Sent again below")
            made.labels.append(self.label(x, middle, words, "small", "muted"))
            return y + 20
        again = translate("MessageView", "Send again")
        again_width = look.text_width(again, "smallMedium")
        reason = model.error(row.key) or translate(
            "MessageView", "The connection was lost: it may not have arrived."
        )
        reason = isolated(class_refusal(reason) or reason)
        room = self.room
        below = look.text_width(reason, "small") + 12 + again_width > room
        words = look.elided(reason, "small", room)
        made.labels.append(self.label(x, middle, words, "small", "danger"))
        at = x if below else x + look.text_width(words, "small") + 12
        if below:
            y += 18
        made.labels.append(self.label(at, y + 11, again, "smallMedium", "accentInk"))
        made.hits.append(Hit(QRectF(at - 4, y + 2, again_width + 8, 18), "resend", row.key))
        return y + 20
