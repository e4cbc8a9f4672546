"""The sentences of rows that nobody said: joins and parts, topic, modes; dates and times."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from core.client.events import ChannelModesChanged, News, NewsKind, TopicChanged
from core.client.netsplits import is_netsplit
from core.irc.formatting import strip_formatting
from desktop.client.counts import counts
from desktop.client.message_rows import NewsRow, safe_time
from desktop.client.message_text import (
    LINE,
    Body,
    Link,
    find_links,
    isolated,
    make_body,
    utf16_length,
)

# Names that a condensed line tells before it counts the rest.
NAMES_SHOWN = 2
# Characters of a reason (of leaving, of a kick) that are shown.
MAX_REASON = 200

translate = QCoreApplication.translate


@dataclass(slots=True)
class Sentence:
    """A text under construction that remembers where names stand in it."""

    text: str = ""
    names: list[tuple[int, int, str]] = field(default_factory=list)

    def add(self, text: str) -> Sentence:
        """Append plain words."""
        self.text += text
        return self

    def add_name(self, name: str) -> Sentence:
        """Append a nickname, made harmless."""
        shown = isolated(name)
        self.names.append((len(self.text), len(self.text) + len(shown), name))
        self.text += shown
        return self

    def add_sentence(self, other: Sentence) -> Sentence:
        """Append another text with its names."""
        shift = len(self.text)
        self.text += other.text
        self.names.extend((a + shift, b + shift, name) for a, b, name in other.names)
        return self

    def body(self) -> Body:
        """As a body; the positions of names become UTF-16."""
        at = utf16_length
        text = self.text
        return Body(
            text=text,
            plain=text,
            names=tuple((at(text[:a]), at(text[:b]), name) for a, b, name in self.names),
            links=tuple(Link(at(text[:a]), at(text[:b]), url) for a, b, url in find_links(text)),
        )


def _fill(template: str, *arguments: Sentence) -> Sentence:
    """Put ``arguments`` where the template has %1, %2 …"""
    result = Sentence()
    for piece in re.split(r"(%\d)", template):
        if len(piece) == 2 and piece[0] == "%" and 0 < int(piece[1]) <= len(arguments):
            result.add_sentence(arguments[int(piece[1]) - 1])
        else:
            result.add(piece)
    return result


def _name(nick: str) -> Sentence:
    return Sentence().add_name(nick)


def _words(text: str) -> Sentence:
    words = strip_formatting(text[: 4 * MAX_REASON])[:MAX_REASON]
    clean = make_body(words, markup=False).plain
    return Sentence(clean.replace(LINE, " "))


def _names(nicks: Sequence[str]) -> Sentence:
    """ "a", "a and b", "a, b and c", "a, b and 5 more"."""
    if len(nicks) == 1:
        return _name(nicks[0])
    shown = list(nicks) if len(nicks) <= NAMES_SHOWN + 1 else list(nicks[:NAMES_SHOWN])
    rest = len(nicks) - len(shown)
    more = counts().more_names(rest)
    last = Sentence(more) if rest else _name(shown.pop())
    first = Sentence()
    for index, nick in enumerate(shown):
        if index:
            first.add(translate("MessageRows", ", "))
        first.add_name(nick)
    return _fill(translate("MessageRows", "%1 and %2"), first, last)


def _with_reason(sentence: Sentence, reason: str) -> Sentence:
    words = _words(reason)
    return (
        _fill(translate("MessageRows", "%1: %2"), sentence, words)
        if words.text.strip()
        else sentence
    )


def news_sentence(news: News) -> Sentence:
    """One piece of news in full."""
    nick, other = _name(news.nick), _name(news.other)
    kind = news.kind
    if kind is NewsKind.JOINED:
        if is_netsplit(news.text):
            return _fill(translate("MessageRows", "%1 can be reached again"), nick)
        return (
            Sentence(translate("MessageRows", "You are in the channel now"))
            if news.own
            else _joined([news.nick])
        )
    if kind is NewsKind.LEFT:
        sentence = (
            Sentence(translate("MessageRows", "You are no longer in the channel"))
            if news.own
            else _left([news.nick])
        )
        return _with_reason(sentence, news.text)
    if kind is NewsKind.QUIT and is_netsplit(news.text):
        words = translate("MessageRows", "%1 cannot be reached: two servers lost each other (%2)")
        return _fill(words, nick, _words(news.text))
    if kind is NewsKind.QUIT:
        return _with_reason(_fill(translate("MessageRows", "%1 went offline"), nick), news.text)
    if kind is NewsKind.KICKED:
        if news.own:
            sentence = _fill(translate("MessageRows", "%1 removed you from the channel"), other)
        else:
            sentence = _fill(
                translate("MessageRows", "%1 removed %2 from the channel"), other, nick
            )
        return _with_reason(sentence, news.text)
    if kind is NewsKind.NICK:
        if news.own:
            return _fill(translate("MessageRows", "Your name is %1 now"), other)
        return _fill(translate("MessageRows", "%1 is called %2 now"), nick, other)
    if kind is NewsKind.INVITED:
        if news.own:
            return _fill(translate("MessageRows", "%1 invites you to %2"), other, _words(news.text))
        return _fill(translate("MessageRows", "%1 invited %2"), other, nick)
    if kind is NewsKind.RENAMED:
        sentence = _fill(
            translate("MessageRows", "%1 renamed the channel; it was called %2"), nick, other
        )
        return _with_reason(sentence, news.text)
    return _with_reason(_fill(translate("MessageRows", "%1 is away"), nick), news.text)


def _joined(nicks: Sequence[str]) -> Sentence:
    template = counts().joined(len(nicks))
    return _fill(template, _names(nicks))


def _left(nicks: Sequence[str]) -> Sentence:
    template = counts().left(len(nicks))
    return _fill(template, _names(nicks))


def condensed(items: Sequence[News]) -> Sentence:
    """Many joins and parts in one line: who is there now, who is not, who came and went."""
    if len(items) == 1:
        return news_sentence(items[0])
    items, parts = _netsplits(items)
    first: dict[str, bool] = {}
    last: dict[str, bool] = {}
    others: list[News] = []
    renamed: list[News] = []
    for news in items:
        if news.kind in (NewsKind.JOINED, NewsKind.LEFT, NewsKind.QUIT):
            came = news.kind is NewsKind.JOINED
            first.setdefault(news.nick, came)
            last[news.nick] = came
        elif news.kind is NewsKind.NICK:
            renamed.append(news)
        else:
            others.append(news)
    groups: list[tuple[Callable[[Sequence[str]], Sentence], bool, bool]] = [
        (_joined, True, True),
        (_left, False, False),
        (_returned, False, True),
        (_visited, True, False),
    ]
    for make, began, ended in groups:
        if nicks := [n for n in first if first[n] is began and last[n] is ended]:
            parts.append(make(nicks))
    if len(renamed) == 1:
        parts.append(news_sentence(renamed[0]))
    elif renamed:
        count = len(renamed)
        parts.append(Sentence(counts().new_names(count)))
    parts.extend(news_sentence(news) for news in others[:2])
    if (rest := len(others) - 2) > 0:
        parts.append(Sentence(counts().more_news(rest)))
    result = Sentence()
    for index, part in enumerate(parts):
        if index:
            result.add(" · ")
        result.add_sentence(_lowered(part) if index else part)
    return _capitalised(result)


def _netsplits(items: Sequence[News]) -> tuple[list[News], list[Sentence]]:
    """What is left besides those who went and came because servers lost each other; and how it
    stands with those."""
    back: dict[str, bool] = {}
    rest: list[News] = []
    for news in items:
        if is_netsplit(news.text) and news.kind in (NewsKind.QUIT, NewsKind.JOINED):
            back[news.nick] = news.kind is NewsKind.JOINED
        else:
            rest.append(news)
    parts = []
    if lost := [nick for nick, is_back in back.items() if not is_back]:
        words = translate(
            "MessageRows", "The network's servers lost each other; out of reach for now: %1"
        )
        parts.append(_fill(words, _names(lost)))
    # Who came shortly before is not told of any more.
    rest = [n for n in rest if n.kind is not NewsKind.JOINED or n.nick not in lost]
    if found := [nick for nick, is_back in back.items() if is_back]:
        words = translate("MessageRows", "The network is whole again; here once more: %1")
        parts.append(_fill(words, _names(found)))
    return rest, parts


def _returned(nicks: Sequence[str]) -> Sentence:
    template = counts().came_back(len(nicks))
    return _fill(template, _names(nicks))


def _visited(nicks: Sequence[str]) -> Sentence:
    template = counts().came_and_went(len(nicks))
    return _fill(template, _names(nicks))


def _lowered(sentence: Sentence) -> Sentence:
    """Go on within a line: a small letter, unless it begins with a name."""
    if sentence.text and not (sentence.names and sentence.names[0][0] == 0):
        sentence.text = sentence.text[0].lower() + sentence.text[1:]
    return sentence


def _capitalised(sentence: Sentence) -> Sentence:
    """Begin with a capital, unless with a name: names stay as they are."""
    if sentence.text and not (sentence.names and sentence.names[0][0] == 0):
        sentence.text = sentence.text[0].upper() + sentence.text[1:]
    return sentence


def news_body(row: NewsRow) -> Body:
    """The body of a condensed line, with one line for each piece of news when unfolded."""
    result = Sentence().add_sentence(condensed(row.items))
    if row.unfolded:
        for news in row.items:
            result.add(f"{LINE}{time_text(news.time)}  ")
            result.add_sentence(_capitalised(news_sentence(news)))
    else:
        _capitalised(result)
    return result.body()


def topic_body(row: TopicChanged) -> Body:
    """Who changed the topic, and to what."""
    words = _words(row.topic)
    if not words.text.strip():
        return _fill(translate("MessageRows", "%1 removed the topic"), _name(row.setter)).body()
    return _fill(
        translate("MessageRows", "%1 changed the topic: %2"), _name(row.setter), words
    ).body()


def modes_body(row: ChannelModesChanged) -> Body:
    """Who changed which modes; the common ones in words."""
    modes, _, target = row.text.strip().partition(" ")
    templates = {
        "+o": translate("MessageRows", "%1 lets %2 lead the channel"),
        "-o": translate("MessageRows", "%1 lets %2 lead the channel no longer"),
        "+v": translate("MessageRows", "%1 lets %2 speak"),
        "-v": translate("MessageRows", "%1 takes the right to speak from %2"),
        "+b": translate("MessageRows", "%1 keeps %2 out of the channel"),
        "-b": translate("MessageRows", "%1 lets %2 in again"),
    }
    setter = _name(row.setter)
    if modes in templates and target and " " not in target:
        return _fill(templates[modes], setter, _name(target)).body()
    return _fill(translate("MessageRows", "%1 set modes: %2"), setter, _words(row.text)).body()


# --- dates and times ----------------------------------------------------------------------------


def view_locale() -> QLocale:
    """How dates and times are written: as the language of the window does (the default QLocale),
    with the system's own habits where it speaks the same language."""
    language = QLocale()
    system = QLocale.system()
    if system.language() == language.language():
        return system
    if language.language() in (QLocale.Language.English, QLocale.Language.C):
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    return language


_CLOCKS = {"24": "HH:mm", "12": "h:mm AP"}
_clock = ""  # the format that the person chose, "" for the system's


def use_clock(clock: str) -> None:
    """Write times of day by the "24" or the "12" hour clock, or as the "system" does."""
    global _clock  # noqa: PLW0603  one choice for every window of the program
    _clock = _CLOCKS.get(clock, "")
    forget_times()


def forget_times() -> None:
    """Times may be written differently from now on."""
    _minute_text.cache_clear()
    _locale_name.cache_clear()


@lru_cache(maxsize=4096)
def _minute_text(minute: int, locale_name: str) -> str:
    local = time.localtime(minute * 60)
    clock = QTime(local.tm_hour, local.tm_min)
    locale = QLocale(locale_name)
    if _clock:
        return str(locale.toString(clock, _clock))
    return str(locale.toString(clock, QLocale.FormatType.ShortFormat))


def time_text(seconds: float) -> str:
    """The local time of day, without seconds."""
    return _minute_text(int(safe_time(seconds) // 60), _locale_name(QLocale().name()))


@lru_cache(maxsize=8)
def _locale_name(_default: str) -> str:
    return view_locale().name()


def full_time_text(seconds: float) -> str:
    """Date and time with seconds."""
    local = time.localtime(safe_time(seconds))
    clock = QTime(local.tm_hour, local.tm_min, min(local.tm_sec, 59))
    day = date(min(max(local.tm_year, 1), 9999), local.tm_mon, local.tm_mday)
    locale = view_locale()
    seconds_format = "h:mm:ss AP" if _clock == _CLOCKS["12"] else "HH:mm:ss"
    return f"{day_text(day)}, {locale.toString(clock, seconds_format)}"


def moment_text(seconds: float) -> str:
    """When it was, as short as it is clear: "08:55" of today, else "20 November, 08:55"."""
    local = time.localtime(safe_time(seconds))
    day = date(min(max(local.tm_year, 1), 9999), local.tm_mon, local.tm_mday)
    if day == date.fromtimestamp(time.time()):
        return time_text(seconds)
    words = day_text(day).partition(", ")[2]  # without the day of the week
    return f"{words}, {time_text(seconds)}"


def day_text(day: date, today: date | None = None) -> str:
    """A date in words, with its year unless it is this one: "Friday, 20 November"."""
    locale = view_locale()
    when = QDate(day.year, day.month, day.day)
    month_first = locale.dateFormat(QLocale.FormatType.LongFormat).find("M") < locale.dateFormat(
        QLocale.FormatType.LongFormat
    ).replace("dddd", "").find("d")
    pattern = "dddd, MMMM d" if month_first else "dddd, d MMMM"
    if day.year != (today or date.fromtimestamp(time.time())).year:
        pattern += ", yyyy" if month_first else " yyyy"
    text = str(locale.toString(when, pattern))
    return text[:1].upper() + text[1:]
