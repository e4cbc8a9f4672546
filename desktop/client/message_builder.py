"""Lays out a model's rows, in bubbles or compact, by the measures of the design notes."""

from __future__ import annotations

import math
from collections import OrderedDict

from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QFont

from core.client.events import Delivery, MessageKind, MessageReceived, ServerText
from desktop.client.message_content import bubble_kind, remarks, row_body, row_icon, shown_nick
from desktop.client.message_layout import Hit, Label, Picture, RowLayout, TextBlock, lay_out
from desktop.client.message_look import Look
from desktop.client.message_model import ConversationModel
from desktop.client.message_rows import NewsRow, Row, continues_group, local_day
from desktop.client.message_text import Body, isolated
from desktop.client.message_words import day_text, time_text
from desktop.client.server_texts import class_refusal

translate = QCoreApplication.translate

# Codes of server lines that may be drawings made of letters: message of the day, raw text.
_FIXED_WIDTH = frozenset({"372", "375", "376", "MOTD", "RAW"})
# Bodies that are remembered.
BODIES = 500


class RowBuilder:
    """Lays out rows of one model for one width and look.

    Attributes: ``width`` of the view in pixels; ``compact``; ``serial`` rises whenever layouts made
    before are stale (the look, the width or the layout changed).
    """

    def __init__(self, look: Look) -> None:
        self.look = look
        self.width = 600
        self.compact = False
        self.serial = 0
        self._bodies: OrderedDict[int, tuple[Row, str, Body]] = OrderedDict()

    def forget(self) -> None:
        """Another conversation, language or theme: nothing that was made before holds."""
        self.serial += 1
        self._bodies.clear()

    def _body(self, model: ConversationModel, number: int, row: Row) -> Body:
        """What a row says; it does not depend on the width, so resizing need not make it anew."""
        found = self._bodies.get(number)
        if found is not None and found[0] is row and found[1] == model.own_nick:
            return found[2]
        body = row_body(row, model.own_nick)
        self._bodies[number] = (row, model.own_nick, body)
        if len(self._bodies) > BODIES:
            self._bodies.popitem(last=False)
        return body

    def key(self, model: ConversationModel, number: int, row: Row) -> tuple[object, ...]:
        """What the layout of a row depends on besides the row itself."""
        before = model.row_or_none(number - 1)
        begins_day = before is None or local_day(before.time) != local_day(row.time)
        marked = model.marker == number
        grouped = not begins_day and not marked and continues_group(before, row)
        same_minute = grouped and before is not None and before.time // 60 == row.time // 60
        service = not isinstance(row, MessageReceived) and not isinstance(before, MessageReceived)
        return (self.serial, begins_day, marked, grouped, same_minute, service, before is None)

    def build(self, model: ConversationModel, number: int) -> RowLayout:
        """The layout of a row."""
        row = model.row(number)
        key = self.key(model, number, row)
        if isinstance(row, MessageReceived):
            make = self._compact_message if self.compact else self._bubble_message
            made = make(model, number, row, key)
        else:
            made = self._service(model, number, row, key)
        made.height = math.ceil(made.height)
        return made

    # --- pieces --------------------------------------------------------------------------------

    @property
    def _text_x(self) -> float:
        return 122.0 if self.compact else 68.0

    @property
    def _right(self) -> float:
        return 12.0 if self.compact else 20.0

    @property
    def _text_width(self) -> float:
        most = 900.0 if self.compact else 620.0
        return max(60.0, min(most, self.width - self._text_x - self._right))

    def _head(self, model: ConversationModel, made: RowLayout, gap: float) -> None:
        """Date, "New" line and the gap above a row."""
        _, begins_day, marked, _, _, _, first = made.key
        left = 12.0 if self.compact else 20.0
        made.margins = (left, left)
        y = 0.0
        if first and model.dropped:
            words = translate("MessageView", "What came before is not kept")
            width = self.look.text_width(words, "small")
            y += 32.0
            made.labels.append(
                self._label((self.width - width) / 2, y - 8, words, "small", "muted")
            )
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

    def _label(self, x: float, middle: float, text: str, role: str, color: str) -> Label:
        static = self.look.static(text, role)
        y = middle - static.size().height() / 2
        return Label(round(x), round(y), static, role, self.look.color(color))

    def _text(
        self, body: Body, ground: str, width: float, *, role: str = "body", service: bool = False
    ) -> TextBlock:
        line_height = {"body": 20.0, "small": 16.0}.get(role, 18.0)
        font: QFont = self.look.font(role)
        metrics = self.look.metrics(role)
        ascent = (line_height - metrics.height()) / 2 + metrics.ascent()
        formats = self.look.formats(body, ground, service)
        return lay_out(
            body,
            font,
            formats,
            width,
            line_height=line_height,
            ascent=ascent,
        )

    # --- rows that nobody said -----------------------------------------------------------------

    def _service(
        self, model: ConversationModel, number: int, row: Row, key: tuple[object, ...]
    ) -> RowLayout:
        body = self._body(model, number, row)
        role = "mono" if isinstance(row, ServerText) and row.code in _FIXED_WIDTH else "small"
        unfolds = isinstance(row, NewsRow) and row.can_unfold
        block = self._text(body, "paper", self._text_width - 22 * unfolds, role=role, service=True)
        made = RowLayout(number, row, key, body, block.layout)
        made.text_height = block.height
        together = bool(key[5])
        self._head(model, made, (0.0 if role == "mono" else 4.0) if together else 12.0)
        made.origin = QPointF(self._text_x, made.top)
        made.height = made.top + block.height
        middle = made.top + 8
        icon, tone = row_icon(row)
        if self.compact:
            if not (role == "mono" and together):
                self._compact_time(made, row.time, made.top + 8)
            made.pictures.append(Picture(98, round(middle - 7), self.look.icon(icon, tone, 14)))
        else:
            if not (role == "mono" and together):
                made.pictures.append(Picture(28, round(middle - 8), self.look.icon(icon, tone, 16)))
            made.hover.append(self._gutter_time(row.time, middle, right_of_text=True))
        if unfolds and isinstance(row, NewsRow):
            first = block.layout.lineAt(0).naturalTextWidth()
            x = self._text_x + first + 8
            name = "chevron-up" if row.unfolded else "chevron-down"
            made.pictures.append(
                Picture(round(x), round(middle - 6), self.look.icon(name, "muted", 14))
            )
            rect = QRectF(0, made.top - 2, x + 20, 20)
            made.hits.append(Hit(rect, "unfold", ""))
        return made

    def _gutter_time(self, when: float, middle: float, *, right_of_text: bool = False) -> Label:
        """The time that appears beside a row under the mouse."""
        text = time_text(when)
        width = self.look.text_width(text, "caption")
        if right_of_text:
            return self._label(self.width - 20 - width, middle, text, "caption", "muted")
        return self._label(max(4.0, 58 - width - 4), middle, text, "caption", "muted")

    def _compact_time(self, made: RowLayout, when: float, middle: float) -> None:
        text = time_text(when)
        width = self.look.text_width(text, "caption")
        made.labels.append(self._label(max(2.0, 46 - width), middle, text, "caption", "muted"))

    # --- messages in bubbles -------------------------------------------------------------------

    def _bubble_message(
        self, model: ConversationModel, number: int, row: MessageReceived, key: tuple[object, ...]
    ) -> RowLayout:
        look, x = self.look, self._text_x
        kind = bubble_kind(row)
        ground = "accentSoft" if kind == "own" else "paper"
        action = row.kind is MessageKind.ACTION
        body = self._body(model, number, row)
        extra = self._trailer_width(row) if row.own else 0.0
        block = self._text(body, ground, self._text_width - (10 if row.own else 0))
        made = RowLayout(number, row, key, body, block.layout, ground=ground)
        made.text_height = block.height
        grouped = bool(key[3])
        self._head(model, made, 3.0 if grouped else 12.0)
        y = made.top
        if not grouped and not action:
            self._name_row(made, row, y)
            y += 22.0 if row.own else 20.0
        if row.kind is MessageKind.NOTICE and not row.own:
            made.bar = (x - 10, y + 1, y + block.height - 1, look.color("edge"))
        pad = 5.0 if row.own else 0.0
        made.origin = QPointF(x, y + pad)
        if action and not row.own:
            made.pictures.append(Picture(26, round(y), look.avatar(row.nick, 20)))
            made.hits.append(Hit(QRectF(26, y, 20, 20), "nick", row.nick))
        if row.own:
            y = self._bubble(made, row, block, y, extra)
            y = self._failure(model, made, row, y)
        else:
            y += block.height
        if (grouped or action) and not row.own:  # nothing else tells when
            middle = made.origin.y() + 10
            made.hover.append(self._gutter_time(row.time, middle, right_of_text=action))
        made.height = y
        return made

    def _name_row(self, made: RowLayout, row: MessageReceived, y: float) -> None:
        look, x = self.look, self._text_x
        middle = y + 10
        made.pictures.append(Picture(20, round(y), look.avatar(row.nick)))
        name = look.elided(shown_nick(row.nick), "bodyStrong", min(260.0, self._text_width * 0.6))
        label = self._label(x, middle, name, "bodyStrong", "text")
        label.color = look.person(row.nick)
        made.labels.append(label)
        width = look.text_width(name, "bodyStrong")
        for rect in (QRectF(20, y, 32, 32), QRectF(x, y, width, 20)):
            made.hits.append(Hit(rect, "nick", row.nick))
        at = x + width + 8
        for text in remarks(row):
            made.labels.append(self._label(at, middle, text, "caption", "muted"))
            at += look.text_width(text, "caption") + 8
        made.labels.append(self._label(at, middle, time_text(row.time), "caption", "muted"))

    def _trailer(self, row: MessageReceived) -> tuple[str, str, str]:
        """Text, icon and the icon's token that close an own bubble."""
        if row.delivery is Delivery.WAITING:
            return translate("MessageView", "waiting"), "clock", "warn"
        if row.delivery is Delivery.FAILED:
            return translate("MessageView", "not sent"), "circle-alert", "danger"
        if row.delivery is Delivery.STORED:
            return time_text(row.time), "check", "accent"
        return time_text(row.time), "", ""

    def _trailer_width(self, row: MessageReceived) -> float:
        text, icon, _ = self._trailer(row)
        return self.look.text_width(text, "caption") + (19.0 if icon else 0.0)

    def _put_trailer(self, made: RowLayout, row: MessageReceived, x: float, middle: float) -> None:
        text, icon, tone = self._trailer(row)
        color = "danger" if row.delivery is Delivery.FAILED else "muted"
        made.labels.append(self._label(x, middle, text, "caption", color))
        if icon:
            left = x + self.look.text_width(text, "caption") + 5
            pixmap = self.look.icon(icon, tone, 14)
            made.pictures.append(Picture(round(left), round(middle - 7), pixmap))

    def _bubble(
        self, made: RowLayout, row: MessageReceived, block: TextBlock, y: float, extra: float
    ) -> float:
        x = self._text_x
        available = self._text_width - 10
        inline = block.last + 16 + extra <= available
        width = max(block.natural, block.last + 16 + extra if inline else extra)
        height = block.height + (0 if inline else 16)
        made.bubble = QRectF(x - 10, y, math.ceil(width) + 20, height + 10)
        made.bubble_kind = bubble_kind(row)
        middle = y + 5 + (block.height - 9 if inline else block.height + 7)
        self._put_trailer(made, row, x + math.ceil(width) - extra, middle)
        return y + height + 10

    def _failure(
        self, model: ConversationModel, made: RowLayout, row: MessageReceived, y: float
    ) -> float:
        """Why a message was not sent, and the way to send it again."""
        if row.delivery is not Delivery.FAILED:
            return y
        look, x = self.look, self._text_x
        middle = y + 11
        if model.was_sent_again(row.key):
            words = translate("MessageView", "Sent again below")
            made.labels.append(self._label(x, middle, words, "small", "muted"))
            return y + 20
        again = translate("MessageView", "Send again")
        again_width = look.text_width(again, "smallMedium")
        reason = model.error(row.key) or translate(
            "MessageView", "The connection was lost: it may not have arrived."
        )
        reason = isolated(class_refusal(reason) or reason)
        room = self._text_width
        below = look.text_width(reason, "small") + 12 + again_width > room
        words = look.elided(reason, "small", room)
        made.labels.append(self._label(x, middle, words, "small", "danger"))
        at = x if below else x + look.text_width(words, "small") + 12
        if below:
            y += 18
        made.labels.append(self._label(at, y + 11, again, "smallMedium", "accentInk"))
        made.hits.append(Hit(QRectF(at - 4, y + 2, again_width + 8, 18), "resend", row.key))
        return y + 20

    # --- messages in compact rows --------------------------------------------------------------

    def _compact_message(
        self, model: ConversationModel, number: int, row: MessageReceived, key: tuple[object, ...]
    ) -> RowLayout:
        look, x = self.look, self._text_x
        body = self._body(model, number, row)
        band = row.highlight and not row.own
        extra = self._compact_trailer_width(row) if row.own else 0.0
        ground = "accentSoft" if band else "paper"
        # Room for the tick, so that it need not stand in a line of its own.
        block = self._text(body, ground, self._text_width - (extra + 8 if extra else 0))
        made = RowLayout(number, row, key, body, block.layout, ground=ground, band=band)
        made.text_height = block.height
        grouped = bool(key[3])
        self._head(model, made, 2.0 if grouped else 6.0)
        y = made.top
        middle = y + 10
        made.origin = QPointF(x, y)
        if not key[4]:
            self._compact_time(made, row.time, middle)
        action = row.kind is MessageKind.ACTION
        if not grouped and not action:
            name = look.elided(shown_nick(row.nick), "bodyStrong", 62.0)
            width = look.text_width(name, "bodyStrong")
            label = self._label(112 - width, middle, name, "bodyStrong", "text")
            label.color = look.person(row.nick)
            made.labels.append(label)
            made.hits.append(Hit(QRectF(112 - width, y, width, 20), "nick", row.nick))
        if row.kind is MessageKind.NOTICE and not row.own:
            made.bar = (x - 6, y + 1, y + block.height - 1, look.color("edge"))
        y += block.height
        if extra:
            inline = block.last + 8 + extra <= self._text_width
            left = x + block.last + 8 if inline else x
            self._put_compact_trailer(made, row, left, y - 10 if inline else y + 7)
            y += 0 if inline else 16
        y = self._failure(model, made, row, y)
        made.height = y
        return made

    def _compact_trailer_width(self, row: MessageReceived) -> float:
        text, icon, _ = self._trailer(row)
        if row.delivery is Delivery.WAITING or row.delivery is Delivery.FAILED:
            return self.look.text_width(text, "caption") + 19.0
        return 14.0 if icon else 0.0

    def _put_compact_trailer(
        self, made: RowLayout, row: MessageReceived, x: float, middle: float
    ) -> None:
        if row.delivery is Delivery.STORED:
            pixmap = self.look.icon("check", "accent", 14)
            made.pictures.append(Picture(round(x), round(middle - 7), pixmap))
        else:
            self._put_trailer(made, row, x, middle)
