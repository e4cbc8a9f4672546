"""Lays out a model's rows, in bubbles or compact, by the measures of the design notes."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF

from core.client.events import MessageKind, MessageReceived, ServerText
from core.client.feature_events import HistoryGap
from desktop.client.message_content import bubble_kind, is_read, remarks, row_icon, shown_nick
from desktop.client.message_extras import RowExtras
from desktop.client.message_layout import Hit, Picture, RowLayout, TextBlock
from desktop.client.message_model import ConversationModel
from desktop.client.message_rows import NewsRow, Row, continues_group, local_day
from desktop.client.message_words import time_text

# Codes of server lines that may be drawings made of letters: message of the day, raw text.
_FIXED_WIDTH = frozenset({"372", "375", "376", "MOTD", "RAW"})
# What a row that nobody said follows: a message (or it is one itself), another such row, such a
# drawing.
AFTER_MESSAGE, AFTER_SERVICE, AFTER_LETTERS = range(3)


class RowBuilder(RowExtras):
    """Lays out rows of one model for one width and look."""

    def key(self, model: ConversationModel, number: int, row: Row) -> tuple[object, ...]:
        """What the layout of a row depends on besides the row itself."""
        before = model.row_or_none(number - 1)
        begins_day = before is None or local_day(before.time) != local_day(row.time)
        marked = model.marker == number
        grouped = (
            not begins_day and not marked and not row_answers(row) and continues_group(before, row)
        )
        same_minute = grouped and before is not None and before.time // 60 == row.time // 60
        message = row if isinstance(row, MessageReceived) else None
        after = AFTER_MESSAGE
        if message is None and not isinstance(before, MessageReceived):
            after = AFTER_LETTERS if _fixed_width(before) else AFTER_SERVICE
        return (
            self.serial,
            begins_day,
            marked,
            grouped,
            same_minute,
            after,
            before is None,
            message is not None and is_read(message, model.read_by_other),
            self.quote(model, message.reply_to) if message and message.reply_to else None,
        )

    def build(
        self, model: ConversationModel, number: int, key: tuple[object, ...] | None = None
    ) -> RowLayout:
        """The layout of a row; ``key``, where it is known already."""
        row = model.row(number)
        key = key or self.key(model, number, row)
        self.room = self.text_width
        self.widths = (0.0, math.inf)
        if isinstance(row, MessageReceived):
            make = self._compact_message if self.compact else self._bubble_message
            made = make(model, number, row, key)
        else:
            made = self._service(model, number, row, key)
        made.height = math.ceil(made.height)
        made.widths = self.widths
        return made

    # --- rows that nobody said -----------------------------------------------------------------

    def _service(
        self, model: ConversationModel, number: int, row: Row, key: tuple[object, ...]
    ) -> RowLayout:
        look = self.look
        body = self.body(model, number, row)
        fixed = _fixed_width(row)
        role = "mono" if fixed else "small"
        unfolds = isinstance(row, NewsRow) and row.can_unfold
        block = self.text(body, "paper", self.room - 22 * unfolds, role=role, service=True)
        made = RowLayout(number, row, key, body, block.layout, tone="muted")
        made.text_height = block.height
        after = key[5]
        if isinstance(row, NewsRow) and not self.options.news and not any(n.own for n in row.items):
            self._hide(model, made)
            return made
        first = not (fixed and after == AFTER_LETTERS)  # of what was drawn with letters
        if after == AFTER_MESSAGE:
            gap = self.options.gap(self.compact, grouped=False)
        elif not first:
            gap = 0.0
        else:
            gap = 8.0 if fixed or after == AFTER_LETTERS else 4.0
        self.head(model, made, gap)
        made.origin = QPointF(self.text_x, made.top)
        made.height = made.top + block.height
        middle = made.top + look.line("small") / 2
        icon, tone = row_icon(row)
        if self.compact:
            if first:
                self.compact_time(made, row.time, middle)
                made.pictures.append(Picture(98, round(middle - 7), look.icon(icon, tone, 14)))
        else:
            x = 28 if self.options.avatars else 8
            if first:
                made.pictures.append(Picture(x, round(middle - 8), look.icon(icon, tone, 16)))
            made.hover.append(self.gutter_time(row.time, middle, right_of_text=True))
        if unfolds and isinstance(row, NewsRow):
            natural = block.layout.lineAt(0).naturalTextWidth()
            x = round(self.text_x + natural + 8)
            name = "chevron-up" if row.unfolded else "chevron-down"
            made.pictures.append(Picture(x, round(middle - 6), look.icon(name, "muted", 14)))
            made.hits.append(Hit(QRectF(0, made.top - 2, x + 20, 20), "unfold", ""))
        if isinstance(row, HistoryGap):
            self.put_gap(made, row, block)
        return made

    def _hide(self, model: ConversationModel, made: RowLayout) -> None:
        """Joins and parts that the person does not want to see; the date above them stays."""
        self.head(model, made, 0.0)
        made.height = made.top
        made.hidden = True

    # --- messages in bubbles -------------------------------------------------------------------

    def _bubble_message(
        self, model: ConversationModel, number: int, row: MessageReceived, key: tuple[object, ...]
    ) -> RowLayout:
        look, x = self.look, self.text_x
        body = self.body(model, number, row)
        # A picture or a file alone needs no bubble: what closes the message stands below it.
        alone = not body.text
        kind = "" if alone else bubble_kind(row)
        ground = "accentSoft" if kind == "own" else "paper"
        action = row.kind is MessageKind.ACTION
        block = self.text(body, ground, self.room - (10 if kind else 0))
        made = RowLayout(number, row, key, body, block.layout, ground=ground)
        made.text_height = block.height
        made.tone = "muted" if row.redacted else "text"
        grouped, read = bool(key[3]), bool(key[7])
        self.head(model, made, self.options.gap(False, grouped))
        y = made.top
        if not grouped and not action:
            self._name_row(made, row, y)
            y += self.line + (2.0 if kind else 0.0)
        begin = y
        pad = 5.0 if kind else 0.0
        y, quoted = self.put_quote(model, made, row, y + pad)
        made.origin = QPointF(x, y)
        if action and not row.own and self.options.avatars:
            made.pictures.append(Picture(26, round(y), look.avatar(row.nick, 20)))
            made.hits.append(Hit(QRectF(26, y, 20, 20), "nick", row.nick))
        if not alone:
            y = self._close(made, row, block, read, 10.0 if kind else 0.0)
        if kind:
            width = max(made.natural, quoted - 10)
            made.bubble = QRectF(x - 10, begin, math.ceil(width) + 20, y + pad - begin)
            made.bubble_kind = kind
            y += pad
            y = self.failure(model, made, row, y)
        elif row.kind is MessageKind.NOTICE:
            made.bar = (x - 10, begin + 1, y - 1, look.color("edge"))
        self.put_code(made, block)
        if (grouped or action) and not row.own:  # nothing else tells when
            middle = made.origin.y() + self.line / 2
            made.hover.append(self.gutter_time(row.time, middle, right_of_text=action))
        y = self.put_cards(made, body, y)
        if alone:
            y = self._close_below(model, made, row, y, read)
        made.height = self.put_chips(made, row, y)
        return made

    def _close_below(
        self, model: ConversationModel, made: RowLayout, row: MessageReceived, y: float, read: bool
    ) -> float:
        """Put what closes a message under its cards."""
        if self.trailer_width(row, read):
            self.put_trailer(made, row, self.text_x, y + 7, read)
            y += 16
        return self.failure(model, made, row, y)

    def _close(
        self, made: RowLayout, row: MessageReceived, block: TextBlock, read: bool, pad: float
    ) -> float:
        """Put what closes a message after its last word, or below where there is no room: the end
        of both. ``made.natural`` is how wide they are."""
        x, end = self.text_x, made.origin.y() + block.height
        made.natural = block.natural
        extra = self.trailer_width(row, read)
        if not extra:
            return end
        if self.compact and block.boxes and math.isinf(block.last):
            # Code is the last of it, and the room beside it is free: on the line that ends it.
            code = block.boxes[-1].rect
            middle = made.origin.y() + code.bottom() - 10 - self.look.line("mono") / 2
            self.put_trailer(made, row, x + code.right() + 8, middle, read)
            return end
        small = self.look.line("small")
        between = 16.0 if pad else 8.0
        inline = block.last + between + extra <= self.room - pad
        self.holds_if(inline, block.last + between + extra + pad)
        if pad:
            # In a bubble it stands at the right end.
            made.natural = max(block.natural, block.last + between + extra if inline else extra)
            at = x + math.ceil(made.natural) - extra
        else:
            at = x + block.last + between if inline else x
        middle = end - self.line / 2 + 1 if inline else end + small / 2 - 1
        self.put_trailer(made, row, at, middle, read)
        return end if inline else end + small

    def _name_row(self, made: RowLayout, row: MessageReceived, y: float) -> None:
        look, x = self.look, self.text_x
        middle = y + self.line / 2
        name = look.elided(shown_nick(row.nick), "bodyStrong", min(260.0, self.room * 0.6))
        if look.text_width(name, "bodyStrong") > 100.0:
            self.holds_here()
        else:
            self.holds(100.0 / 0.6)
        label = self.label(x, middle, name, "bodyStrong", "text")
        label.color = look.person(row.nick)
        made.labels.append(label)
        width = look.text_width(name, "bodyStrong")
        if self.options.avatars:
            made.pictures.append(Picture(20, round(y), look.avatar(row.nick)))
            made.hits.append(Hit(QRectF(20, y, 32, 32), "nick", row.nick))
        made.hits.append(Hit(QRectF(x, y, width, self.line), "nick", row.nick))
        at = x + width + 8
        for text in remarks(row):
            made.labels.append(self.label(at, middle, text, "caption", "muted"))
            at += look.text_width(text, "caption") + 8
        made.labels.append(self.label(at, middle, time_text(row.time), "caption", "muted"))

    # --- messages in compact rows --------------------------------------------------------------

    def _compact_message(
        self, model: ConversationModel, number: int, row: MessageReceived, key: tuple[object, ...]
    ) -> RowLayout:
        look, x = self.look, self.text_x
        body = self.body(model, number, row)
        band = (row.highlight or bool(body.mentions)) and not row.own
        grouped, read = bool(key[3]), bool(key[7])
        extra = self.trailer_width(row, read)
        ground = "accentSoft" if band else "paper"
        # Room for what closes it, so that it need not stand in a line of its own.
        block = self.text(body, ground, self.room - (extra + 8 if extra else 0))
        made = RowLayout(number, row, key, body, block.layout, ground=ground, band=band)
        made.text_height = block.height
        made.tone = "muted" if row.redacted else "text"
        self.head(model, made, self.options.gap(True, grouped))
        y = made.top
        middle = y + self.line / 2
        if not key[4]:
            self.compact_time(made, row.time, middle)
        action = row.kind is MessageKind.ACTION
        if not grouped and not action:
            name = look.elided(shown_nick(row.nick), "bodyStrong", 62.0)
            width = look.text_width(name, "bodyStrong")
            label = self.label(112 - width, middle, name, "bodyStrong", "text")
            label.color = look.person(row.nick)
            made.labels.append(label)
            made.hits.append(Hit(QRectF(112 - width, y, width, self.line), "nick", row.nick))
        begin = y
        y, _ = self.put_quote(model, made, row, y)
        made.origin = QPointF(x, y)
        if body.text:
            y = self._close(made, row, block, read, 0.0)
        if row.kind is MessageKind.NOTICE and not row.own:
            made.bar = (x - 6, begin + 1, y - 1, look.color("edge"))
        self.put_code(made, block)
        if body.text:
            y = self.failure(model, made, row, y)
        y = self.put_cards(made, body, y)
        if not body.text:
            y = self._close_below(model, made, row, y, read)
        made.height = self.put_chips(made, row, y)
        return made


def row_answers(row: Row) -> bool:
    """Whether a message answers another one: then it begins a group of its own."""
    return isinstance(row, MessageReceived) and bool(row.reply_to) and not row.redacted


def _fixed_width(row: Row | None) -> bool:
    """Whether it may be a drawing made of letters, or a line of one."""
    return isinstance(row, ServerText) and row.code in _FIXED_WIDTH
