"""What stands around the words of a message: the quote of the one it answers, reactions, the button
that copies code, pictures behind a click."""

from __future__ import annotations

import math
from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRectF

from core.client.events import MessageReceived
from desktop.client.file_hosts import file_of_host
from desktop.client.message_content import one_line, shown_nick
from desktop.client.message_layout import Card, Chip, Hit, RowLayout, TextBlock
from desktop.client.message_model import ConversationModel
from desktop.client.message_parts import RowParts
from desktop.client.message_pictures import (
    PictureSource,
    PictureState,
    card_words,
    file_words,
    is_picture,
    picture_name,
)
from desktop.client.message_text import MAX_CARDS, Body, isolated

translate = QCoreApplication.translate

# Quotes that are remembered; characters of one; kinds of reactions that are shown.
QUOTES, QUOTE_LENGTH, CHIPS = 500, 200, 20
CHIP_HEIGHT, CARD_HEIGHT, CARD_WIDTH = 24.0, 66.0, 404.0
PICTURE_WIDTH, PICTURE_HEIGHT = 360.0, 240.0


@dataclass(frozen=True, slots=True)
class Quote:
    """Who is quoted, and with which words; ``number`` of the row, None where it is not here."""

    number: int | None
    nick: str = ""
    words: str = ""


class RowExtras(RowParts):
    """Builds what stands around the words of a message.

    Attributes: ``reactable``: reactions can be given here; ``pictures``: where they come from, None
    for nowhere; ``file_host``: the address below which the server keeps files, "" for none.
    """

    reactable = False
    pictures: PictureSource | None = None
    file_host = ""
    _quotes: OrderedDict[str, Quote] | None = None

    def forget_quotes(self, number: int | None = None) -> None:
        """The row of that number (or every row) is another one now: quotes of it are stale."""
        quotes = self._quotes
        if quotes is None:
            return
        if number is None:
            quotes.clear()
            return
        stale = [msgid for msgid, quote in quotes.items() if quote.number == number]
        for msgid in stale:
            del quotes[msgid]

    def forget_missing(self) -> None:
        """More rows are here: what was looked for in vain may be among them."""
        for msgid, quote in list((self._quotes or {}).items()):
            if quote.number is None and self._quotes is not None:
                del self._quotes[msgid]

    def quote(self, model: ConversationModel, msgid: str) -> Quote:
        """What a message answers, remembered: looking for it may take a look into the store."""
        if self._quotes is None:
            self._quotes = OrderedDict()
        found = self._quotes.get(msgid)
        if found is None:
            found = self._quotes[msgid] = self._look_for(model, msgid)
            if len(self._quotes) > QUOTES:
                self._quotes.popitem(last=False)
        return found

    def _look_for(self, model: ConversationModel, msgid: str) -> Quote:
        if (found := model.look_up(msgid)) is None:
            return Quote(None)
        number, row = found
        words = one_line(row, markup=self.options.markdown)[:QUOTE_LENGTH]
        return Quote(number, row.nick, words)

    def put_quote(
        self, model: ConversationModel, made: RowLayout, row: MessageReceived, y: float
    ) -> tuple[float, float]:
        """The line of the message that ``row`` answers, above its text: where the text begins, and
        how wide the line is."""
        if not row.reply_to or row.redacted:
            return y, 0.0
        look, x = self.look, self.text_x
        quote = self.quote(model, row.reply_to)
        room = self.room - 12 - (10 if row.own else 0)
        height = look.line("small") + 4
        middle = y + height / 2
        if quote.number is None:
            words = translate("MessageView", "An answer to a message that is not here")
            words = look.elided(words, "small", room)
            made.labels.append(self.label(x + 12, middle, words, "small", "muted"))
            width = look.text_width(words, "small")
            color = look.color("edge")
            self.holds_here()
        else:
            whole = shown_nick(quote.nick)
            nick = look.elided(whole, "smallMedium", room * 0.5)
            label = self.label(x + 12, middle, nick, "smallMedium", "text")
            label.color = color = look.person(quote.nick)
            made.labels.append(label)
            taken = look.text_width(nick, "smallMedium") + 8
            words = look.elided(quote.words, "small", room - taken)
            made.labels.append(self.label(x + 12 + taken, middle, words, "small", "muted"))
            width = taken + look.text_width(words, "small")
            if (nick, words) == (whole, quote.words):
                needed = max(width + 12, 2 * look.text_width(nick, "smallMedium"))
                self.holds(needed + self.room - room)
            else:
                self.holds_here()
            rect = QRectF(x, y, min(room, width + 12) + 8, height)
            made.hits.append(Hit(rect, "quote", row.reply_to))
        made.quote_bar = (QRectF(x, y + 2, 2, height - 4), color)
        return y + height, width + 12

    # --- reactions -----------------------------------------------------------------------------

    def put_chips(self, made: RowLayout, row: MessageReceived, y: float) -> float:
        """The reactions to a message, in as many lines as they need."""
        if not row.reactions or row.redacted:
            return y
        look, left = self.look, self.text_x
        right = left + self.room
        x, y = left, y + 6
        top = y
        height = max(CHIP_HEIGHT, self.line + 4)

        def place(width: float) -> QRectF:
            nonlocal x, y
            if x > left and x + width > right:
                x, y = left, y + height + 4
            rect = QRectF(x, y, width, height)
            x += width + 4
            return rect

        for reaction in row.reactions[:CHIPS]:
            # Emoji are drawn as large as what one reads; words as small as their number.
            shown = "smallMedium" if any(map(str.isalnum, reaction.text)) else "body"
            text = look.elided(isolated(reaction.text), shown, 140.0)
            wide = look.text_width(text, shown)
            number = str(len(reaction.nicks))
            role = "smallStrong" if reaction.own else "smallMedium"
            rect = place(math.ceil(wide + look.text_width(number, role)) + 26)
            middle = rect.center().y()
            ink = "accentInk" if reaction.own else "muted"
            made.chips.append(
                Chip(
                    rect,
                    self.label(rect.left() + 10, middle, text, shown, "text"),
                    self.label(rect.left() + 16 + wide, middle, number, role, ink),
                    reaction.own,
                )
            )
            made.hits.append(Hit(rect, "chip", reaction.text))
        if (rest := len(row.reactions) - CHIPS) > 0:
            words = f"+{rest}"
            rect = place(look.text_width(words, "smallMedium") + 12)
            label = self.label(rect.left() + 6, rect.center().y(), words, "smallMedium", "muted")
            made.labels.append(label)
        if self.reactable:
            rect = place(30.0)
            made.add_chip = rect
            made.hits.append(Hit(rect, "add", ""))
        if y > top:
            self.holds_here()
        else:
            self.holds(rect.right() - left)
        return y + height + 3

    # --- code ----------------------------------------------------------------------------------

    def put_code(self, made: RowLayout, block: TextBlock) -> None:
        """The grounds of code blocks and their buttons, once the text has its origin."""
        look, origin = self.look, made.origin
        made.boxes, made.bars, made.pending = block.boxes, block.bars, block.pending
        for index, box in enumerate(block.boxes):
            rect = box.rect.translated(origin)
            words = "" if self.compact else translate("MessageView", "Copy")
            wide = 26.0 if self.compact else self._copy_width()
            button = QRectF(rect.right() - 6 - wide, rect.top() + 6, wide, 26)
            labels = (
                [self.label(button.left() + 30, button.center().y(), words, "smallMedium", "muted")]
                if words
                else []
            )
            made.buttons.append((button, labels))
            made.hits.append(Hit(button, "code", str(index)))
            if self.compact:
                continue
            for number, top in enumerate(box.numbers, 1):
                text = str(number)
                x = rect.left() + 14 + 12 - look.text_width(text, "mono")
                middle = origin.y() + top + look.line("mono") / 2 + 1
                made.labels.append(
                    self.label(max(x, rect.left() + 2), middle, text, "mono", "muted")
                )

    # --- pictures ------------------------------------------------------------------------------

    def card_kind(self, url: str) -> str:
        """Which card an address has: "picture", "file", or "" for none."""
        if self.pictures is not None and self.options.pictures and is_picture(url):
            return "picture"
        base = self.file_host.rstrip("/")
        return "file" if base and file_of_host(base, url) else ""

    def put_cards(self, made: RowLayout, body: Body, y: float) -> float:
        """The pictures and files that a message has addresses of: pictures behind a click until
        somebody asks."""
        if not body.links:
            return y
        urls = [u for u in dict.fromkeys(link.url for link in body.links) if self.card_kind(u)]
        if not urls:
            return y
        self.holds_here()
        left, right = self.text_x, self.text_x + self.room
        x, y = left, y + (8 if body.text else 2)
        below = y
        for url in urls[:MAX_CARDS]:
            kind = self.card_kind(url)
            picture = self.pictures if kind == "picture" else None
            state = picture.state(url) if picture is not None else PictureState()
            width, height = self._card_size(state, right - left)
            if x > left and x + width > right:
                x, y = left, below + 8
            rect = QRectF(x, y, width, height)
            made.cards.append(self._card(rect, url, state, kind))
            made.hits.append(Hit(rect, kind, url))
            x += width + 8
            below = max(below, y + height)
        return below + 4

    def _card_size(self, state: PictureState, room: float) -> tuple[float, float]:
        image = state.image
        if image is None or image.isNull():
            return min(CARD_WIDTH, room), CARD_HEIGHT
        ratio = image.devicePixelRatio()
        width, height = image.width() / ratio, image.height() / ratio
        share = min(1.0, min(PICTURE_WIDTH, room) / width, PICTURE_HEIGHT / height)
        return max(24.0, round(width * share)), max(24.0, round(height * share))

    def _card(self, rect: QRectF, url: str, state: PictureState, kind: str) -> Card:
        if state.image is not None and not state.image.isNull():
            return Card(rect, [], "", url, state.image)
        look = self.look
        x, room = rect.left() + 58, rect.width() - (102 if kind == "file" else 70)
        name = look.elided(picture_name(url), "bodyMedium", room)
        told = card_words(url, state) if kind == "picture" else file_words(url)
        words = look.elided(told, "small", room)
        tone = "danger" if state.failed else "muted"
        labels = [
            self.label(x, rect.top() + 23, name, "bodyMedium", "text"),
            self.label(x, rect.top() + 44, words, "small", tone),
        ]
        icon = "circle-alert" if state.failed else "image" if kind == "picture" else "file"
        return Card(rect, labels, icon, url, button="download" if kind == "file" else "")
