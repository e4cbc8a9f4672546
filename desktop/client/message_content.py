"""What a row says and shows: its body, icon, remarks. Nothing here has a place on the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from core.client.events import (
    ChannelModesChanged,
    Delivery,
    MessageKind,
    MessageReceived,
    NewsKind,
    ServerText,
    TopicChanged,
)
from core.client.feature_events import HistoryGap
from desktop.client.gap_texts import gap_sentence
from desktop.client.message_rows import LocalLine, NewsRow, Row
from desktop.client.message_text import LINE, Body, isolated, make_body
from desktop.client.message_words import modes_body, news_body, topic_body

translate = QCoreApplication.translate

_NEWS_ICONS = {
    NewsKind.JOINED: "user-plus",
    NewsKind.LEFT: "user-minus",
    NewsKind.QUIT: "user-minus",
    NewsKind.KICKED: "user-x",
    NewsKind.NICK: "pencil",
    NewsKind.INVITED: "door-open",
    NewsKind.RENAMED: "hash",
    NewsKind.AWAY: "clock",
}
_EMPTY = "\u00a0"


def row_body(
    row: Row,
    own_nick: str,
    *,
    markup: bool = True,
    words: tuple[str, ...] = (),
    has_card: Callable[[str], bool] | None = None,
) -> Body:
    """What a row says. ``markup``: Markdown in messages is understood; ``words`` are marked in
    those of others, besides our nickname; ``has_card``: see ``make_body``."""
    if isinstance(row, MessageReceived):
        if row.redacted:
            return _redacted_body(row)
        prefix = row.nick if row.kind is MessageKind.ACTION else ""
        if row.own:
            own_nick, words = "", ()
        body = make_body(row.text, own_nick, prefix, markup=markup, words=words, has_card=has_card)
        if not body.text.strip() and not body.shortened:
            empty = translate("MessageView", "(an empty message)")
            body = replace(body, text=empty, plain=empty, blocks=())
        return body
    if isinstance(row, NewsRow):
        return news_body(row)
    if isinstance(row, TopicChanged):
        return topic_body(row)
    if isinstance(row, ChannelModesChanged):
        return modes_body(row)
    text = gap_sentence(row) if isinstance(row, HistoryGap) else row.text
    body = make_body(text, markup=False)
    return body if body.text.strip() else replace(body, text=_EMPTY, plain=_EMPTY)


def _redacted_body(row: MessageReceived) -> Body:
    """What stands in the place of a deleted message."""
    if row.redacted.casefold() == row.nick.casefold():
        words = translate("MessageView", "Message deleted")
    else:
        words = translate("MessageView", "Message deleted by %1")
        words = words.replace("%1", isolated(row.redacted))
    if reason := isolated(row.redaction.strip()):
        words = translate("MessageView", "%1: %2").replace("%1", words).replace("%2", reason)
    return Body(words, words)


def one_line(row: Row, own_nick: str = "", *, markup: bool = True) -> str:
    """What a row says in a single line, for a quote of it or a screen reader."""
    words = row_body(row, own_nick, markup=markup).plain.replace(LINE, " ")
    return " ".join((words.replace("`", "") if markup else words).split())


def row_icon(row: Row) -> tuple[str, str]:
    """The icon of a row that nobody said, and its colour's token."""
    if isinstance(row, NewsRow):
        return ("users", "muted") if row.can_unfold else (_NEWS_ICONS[row.items[0].kind], "muted")
    if isinstance(row, TopicChanged):
        return "pencil", "muted"
    if isinstance(row, ChannelModesChanged):
        return "sliders-horizontal", "muted"
    if isinstance(row, LocalLine):
        return row.icon, row.tone
    if isinstance(row, HistoryGap):
        return ("clock", "muted") if row.loading else ("triangle-alert", "warn")
    if isinstance(row, ServerText):
        if row.error:
            return "triangle-alert", "warn"
        return ("terminal", "muted") if row.code == "RAW" else ("info", "muted")
    return "info", "muted"


@lru_cache(maxsize=2048)
def shown_nick(nick: str) -> str:
    """A sender's name, made harmless."""
    return isolated(nick) or _EMPTY


def bubble_kind(row: MessageReceived) -> str:
    """How the bubble of a message looks: "own", "waiting", "failed", or "" for none."""
    if not row.own or row.redacted:
        return ""
    if row.delivery is Delivery.WAITING:
        return "waiting"
    return "failed" if row.delivery is Delivery.FAILED else "own"


def is_read(row: MessageReceived, until: float) -> bool:
    """Whether a message of ours was seen by the person who has read ``until`` that time."""
    return row.own and row.delivery is Delivery.STORED and row.time <= until


def remarks(row: MessageReceived) -> list[str]:
    """What stands between name and time."""
    remarks: list[str] = []
    if row.kind is MessageKind.NOTICE:
        remarks.append(translate("MessageView", "notice"))
    if row.target and row.target[:1] in "@%+~&":
        remarks.append(translate("MessageView", "to %1").replace("%1", isolated(row.target)))
    return remarks
