"""Messages that come twice: from the store, played back by the server, and live."""

from __future__ import annotations

from dataclasses import replace

from core.client.events import Delivery, MessageReceived
from desktop.client.message_changes import MAX_KINDS
from desktop.client.message_rows import Row
from desktop.client.row_list import RowList

# Of the newest rows, those among which a message without msgid is looked for when it comes again.
_LOOKED_BACK = 500
# Seconds by which the times of two copies of a message may differ where it has no msgid.
_CLOCKS = 2.0
_OWN_CLOCKS = 60.0


class Copies:
    """Finds, for one batch of messages, the rows that some of them are already."""

    def __init__(self, rows: RowList) -> None:
        self._rows = rows
        self._recent: list[tuple[int, MessageReceived]] | None = None

    def find(self, event: MessageReceived) -> int | None:
        """The number of the row that is this message, completed by what the event knows more; None
        where it is new. Only what is played back is looked for beyond memory, and by its words."""
        if event.msgid:
            number = self._rows.find(event.msgid, everywhere=event.history)
            if number is not None and is_same(row := self._rows.row(number), event):
                return self._complete(number, row, event)
        if not event.history:
            return None
        if self._recent is None:
            self._recent = self._newest_messages()
        for number, row in self._recent:
            if may_be_same(row, event):
                return self._complete(number, self._rows.row(number), event)
        return None

    def _newest_messages(self) -> list[tuple[int, MessageReceived]]:
        rows = self._rows
        numbers = range(rows.end - 1, max(rows.first, rows.end - _LOOKED_BACK) - 1, -1)
        found = ((number, rows.row(number)) for number in numbers)
        return [(number, row) for number, row in found if isinstance(row, MessageReceived)]

    def _complete(self, number: int, row: Row, event: MessageReceived) -> int:
        if isinstance(row, MessageReceived) and (known := merged(row, event)) is not row:
            self._rows.put(number, known)
        return number


def is_same(row: Row, event: MessageReceived) -> bool:
    """Whether ``row``, which has the msgid of ``event``, is that message. A broken server may give
    one msgid to many messages: those are told apart."""
    return (
        isinstance(row, MessageReceived)
        and row.nick.casefold() == event.nick.casefold()
        and bool(
            row.text == event.text or row.edited or row.redacted or event.edited or event.redacted
        )
    )


def may_be_same(row: MessageReceived, event: MessageReceived) -> bool:
    """Whether ``event``, played back, is probably ``row``: at least one of them has no msgid, the
    sender and the words are the same, and the time nearly so."""
    if row.msgid and event.msgid:
        return False
    if row.nick.casefold() != event.nick.casefold() or row.text != event.text:
        return False
    # The time of an own message that no echo confirmed is by our clock, not by the server's.
    slack = _OWN_CLOCKS if row.own and row.delivery is not Delivery.STORED else _CLOCKS
    return abs(row.time - event.time) <= slack


def merged(row: MessageReceived, event: MessageReceived) -> MessageReceived:
    """The message ``row`` with what a later copy of it knows more."""
    if row.redacted:
        return row
    known = row
    if event.redacted:
        return replace(
            row, text="", redacted=event.redacted, redaction=event.redaction, reactions=()
        )
    if event.edited > row.edited:
        known = replace(known, text=event.text, edited=event.edited)
    if event.reactions and event.reactions != row.reactions:
        known = replace(known, reactions=event.reactions[:MAX_KINDS])
    if event.msgid and not row.msgid:
        delivery = Delivery.STORED if row.own else row.delivery
        known = replace(known, msgid=event.msgid, time=event.time, delivery=delivery)
    return known
