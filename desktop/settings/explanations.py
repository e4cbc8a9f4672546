"""What every choice of ``core.preferences`` is called, what it does in one sentence, and where in
the settings it stands. A preference without a row here fails its test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.settings.proxy_words import PROXY_GROUP, PROXY_ROWS


class Page(StrEnum):
    """The pages of the settings, in their order."""

    GENERAL = "general"
    LOOK = "look"
    NOTIFICATIONS = "notifications"
    WRITING = "writing"
    HISTORY = "history"
    IDENTITIES = "identities"
    KEYS = "keys"
    ABOUT = "about"


def words(source: str) -> str:
    """A text of this file, in the language in force."""
    return QCoreApplication.translate("Settings", source)


@dataclass(frozen=True, slots=True)
class Explanation:
    """A row: ``title``, ``help`` (one sentence), the ``choices``' names, all source texts.

    ``none``: what the least number is called where it means "no limit". ``lines``: the texts of a
    list stand under each other, and may have commas in them.
    """

    key: str
    page: Page
    group: str
    title: str
    help: str
    choices: Mapping[str, str] = field(default_factory=dict)
    suffix: str = ""
    none: str = ""
    lines: bool = False


PAGES: dict[Page, tuple[str, str, str]] = {
    Page.GENERAL: (
        "settings",
        str(QT_TRANSLATE_NOOP("Settings", "General")),
        str(QT_TRANSLATE_NOOP("Settings", "The program and this computer.")),
    ),
    Page.LOOK: (
        "palette",
        str(QT_TRANSLATE_NOOP("Settings", "Look")),
        str(QT_TRANSLATE_NOOP("Settings", "Colours, sizes, and how messages are shown.")),
    ),
    Page.NOTIFICATIONS: (
        "bell",
        str(QT_TRANSLATE_NOOP("Settings", "Notifications")),
        str(QT_TRANSLATE_NOOP("Settings", "What calls you when you look elsewhere.")),
    ),
    Page.WRITING: (
        "pencil",
        str(QT_TRANSLATE_NOOP("Settings", "Writing")),
        str(QT_TRANSLATE_NOOP("Settings", "What happens while you write and read.")),
    ),
    Page.HISTORY: (
        "history",
        str(QT_TRANSLATE_NOOP("Settings", "History")),
        str(QT_TRANSLATE_NOOP("Settings", "What stays on this computer.")),
    ),
    Page.IDENTITIES: (
        "user-round",
        str(QT_TRANSLATE_NOOP("Settings", "Identities")),
        str(QT_TRANSLATE_NOOP("Settings", "Who you are on which server.")),
    ),
    Page.KEYS: (
        "keyboard",
        str(QT_TRANSLATE_NOOP("Settings", "Keys")),
        str(QT_TRANSLATE_NOOP("Settings", "Everything that a key does, and which.")),
    ),
    Page.ABOUT: (
        "info",
        str(QT_TRANSLATE_NOOP("Settings", "About")),
        str(QT_TRANSLATE_NOOP("Settings", "This program.")),
    ),
}


def _row(
    key: str, group: object, title: object, explanation: object, **more: object
) -> Explanation:
    page = {
        "view": Page.LOOK,
        "pictures": Page.LOOK,
        "write": Page.WRITING,
        "notify": Page.NOTIFICATIONS,
        "program": Page.GENERAL,
        "history": Page.HISTORY,
        "network": Page.GENERAL,
    }[key.partition(".")[0]]
    choices = more.get("choices", {})
    assert isinstance(choices, dict)
    return Explanation(
        key,
        page,
        str(group),
        str(title),
        str(explanation),
        {value: str(name) for value, name in choices.items()},
        str(more.get("suffix", "")),
        str(more.get("none", "")),
        more.get("lines") is True,
    )


SIZES = str(QT_TRANSLATE_NOOP("Settings", "Sizes and contrast"))
MESSAGES = str(QT_TRANSLATE_NOOP("Settings", "Messages"))
WHEN = str(QT_TRANSLATE_NOOP("Settings", "What calls you"))
HOW = str(QT_TRANSLATE_NOOP("Settings", "How it calls"))
QUIET = str(QT_TRANSLATE_NOOP("Settings", "Do not disturb"))
PROGRAM = str(QT_TRANSLATE_NOOP("Settings", "The program"))
OTHERS = str(QT_TRANSLATE_NOOP("Settings", "What others see"))
TYPING = str(QT_TRANSLATE_NOOP("Settings", "Your messages"))
KEEPING = str(QT_TRANSLATE_NOOP("Settings", "Messages kept here"))

EXPLANATIONS: tuple[Explanation, ...] = (
    _row(
        "view.font_size",
        SIZES,
        QT_TRANSLATE_NOOP("Settings", "Size"),
        QT_TRANSLATE_NOOP(
            "Settings", "The height of text; everything else in every window grows with it."
        ),
        suffix=QT_TRANSLATE_NOOP("Settings", " px"),
    ),
    _row(
        "view.density",
        SIZES,
        QT_TRANSLATE_NOOP("Settings", "Density"),
        QT_TRANSLATE_NOOP("Settings", "How much room is left between rows and messages."),
        choices={
            "comfortable": QT_TRANSLATE_NOOP("Settings", "Roomy"),
            "normal": QT_TRANSLATE_NOOP("Settings", "Normal"),
            "dense": QT_TRANSLATE_NOOP("Settings", "Close"),
        },
    ),
    _row(
        "view.contrast",
        SIZES,
        QT_TRANSLATE_NOOP("Settings", "Contrast"),
        QT_TRANSLATE_NOOP("Settings", "High contrast makes texts, icons and frames stronger."),
        choices={
            "system": QT_TRANSLATE_NOOP("Settings", "As the system"),
            "normal": QT_TRANSLATE_NOOP("Settings", "Normal"),
            "high": QT_TRANSLATE_NOOP("Settings", "High"),
        },
    ),
    _row(
        "view.motion",
        SIZES,
        QT_TRANSLATE_NOOP("Settings", "Motion"),
        QT_TRANSLATE_NOOP("Settings", "Without motion everything appears at its place at once."),
        choices={
            "system": QT_TRANSLATE_NOOP("Settings", "As the system"),
            "full": QT_TRANSLATE_NOOP("Settings", "With motion"),
            "reduced": QT_TRANSLATE_NOOP("Settings", "Without motion"),
        },
    ),
    _row(
        "view.layout",
        MESSAGES,
        QT_TRANSLATE_NOOP("Settings", "Layout"),
        QT_TRANSLATE_NOOP(
            "Settings", "Messages in groups with avatars, or one line each as IRC programs do."
        ),
        choices={
            "auto": QT_TRANSLATE_NOOP("Settings", "As the window has room"),
            "bubbles": QT_TRANSLATE_NOOP("Settings", "Groups"),
            "compact": QT_TRANSLATE_NOOP("Settings", "Lines"),
        },
    ),
    _row(
        "view.avatars",
        MESSAGES,
        QT_TRANSLATE_NOOP("Settings", "Avatars"),
        QT_TRANSLATE_NOOP("Settings", "A circle with the person's initial or picture."),
    ),
    _row(
        "view.clock",
        MESSAGES,
        QT_TRANSLATE_NOOP("Settings", "Time"),
        QT_TRANSLATE_NOOP("Settings", "How the time of a message is written."),
        choices={
            "system": QT_TRANSLATE_NOOP("Settings", "As the language has it"),
            "24": QT_TRANSLATE_NOOP("Settings", "18:05"),
            "12": QT_TRANSLATE_NOOP("Settings", "6:05 PM"),
        },
    ),
    _row(
        "view.markdown",
        MESSAGES,
        QT_TRANSLATE_NOOP("Settings", "Markdown"),
        QT_TRANSLATE_NOOP(
            "Settings", "Shows **bold**, _italic_, `code` and lists as they are meant."
        ),
    ),
    _row(
        "view.join_part",
        MESSAGES,
        QT_TRANSLATE_NOOP("Settings", "Who comes and goes"),
        QT_TRANSLATE_NOOP("Settings", "One line in the channel that tells who joined and left."),
    ),
    _row(
        "pictures.load",
        MESSAGES,
        QT_TRANSLATE_NOOP("Settings", "Pictures"),
        QT_TRANSLATE_NOOP(
            "Settings", "Whoever keeps a picture learns your address when it is fetched."
        ),
        choices={
            "ask": QT_TRANSLATE_NOOP("Settings", "When you click"),
            "server": QT_TRANSLATE_NOOP("Settings", "From the chat's server at once"),
            "never": QT_TRANSLATE_NOOP("Settings", "Never"),
        },
    ),
    _row(
        "write.typing",
        OTHERS,
        QT_TRANSLATE_NOOP("Settings", "That you are typing"),
        QT_TRANSLATE_NOOP("Settings", "Others see it while you write, where the server tells it."),
    ),
    _row(
        "write.read_receipts",
        OTHERS,
        QT_TRANSLATE_NOOP("Settings", "That you have read"),
        QT_TRANSLATE_NOOP("Settings", "In private conversations the other sees two ticks."),
    ),
    _row(
        "write.emoji_names",
        TYPING,
        QT_TRANSLATE_NOOP("Settings", "Emoji by name"),
        QT_TRANSLATE_NOOP("Settings", "A colon and two letters offer emoji: :smi"),
    ),
    _row(
        "write.spelling",
        TYPING,
        QT_TRANSLATE_NOOP("Settings", "Spelling"),
        QT_TRANSLATE_NOOP("Settings", "Underlines words that the dictionaries do not have."),
    ),
    _row(
        "write.enter_breaks",
        TYPING,
        QT_TRANSLATE_NOOP("Settings", "Enter begins a new line"),
        QT_TRANSLATE_NOOP("Settings", "Ctrl+Enter sends then; otherwise Enter does."),
    ),
    _row(
        "write.own_words",
        TYPING,
        QT_TRANSLATE_NOOP("Settings", "Commands and words of your own"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "One in a line: “omw = on my way” is written out when you send, and "
            "“/hi = /me greets $1” makes a command. $1 is the first word behind it, $* are all.",
        ),
        lines=True,
    ),
    _row(
        "write.away_after",
        OTHERS,
        QT_TRANSLATE_NOOP("Settings", "Away by itself"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "After so many minutes without a movement of the mouse or a key in the chat, others "
            "see that you are away.",
        ),
        suffix=QT_TRANSLATE_NOOP("Settings", " min"),
        none=QT_TRANSLATE_NOOP("Settings", "Never"),
    ),
    _row(
        "notify.private",
        WHEN,
        QT_TRANSLATE_NOOP("Settings", "Private messages"),
        QT_TRANSLATE_NOOP("Settings", "Somebody writes to you alone."),
    ),
    _row(
        "notify.mention",
        WHEN,
        QT_TRANSLATE_NOOP("Settings", "Mentions"),
        QT_TRANSLATE_NOOP("Settings", "Somebody writes your nickname in a channel."),
    ),
    _row(
        "notify.words",
        WHEN,
        QT_TRANSLATE_NOOP("Settings", "Words of your own"),
        QT_TRANSLATE_NOOP(
            "Settings", "Whole words that call you in any channel; put commas between."
        ),
    ),
    _row(
        "notify.ignored",
        WHEN,
        QT_TRANSLATE_NOOP("Settings", "People you ignore"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "You see nothing of what they write: nicknames or masks, with commas between.",
        ),
    ),
    _row(
        "notify.watched",
        WHEN,
        QT_TRANSLATE_NOOP("Settings", "People you wait for"),
        QT_TRANSLATE_NOOP(
            "Settings", "You are told when they come and go: nicknames, with commas between."
        ),
    ),
    _row(
        "notify.everything",
        WHEN,
        QT_TRANSLATE_NOOP("Settings", "Every message"),
        QT_TRANSLATE_NOOP(
            "Settings", "Also those in channels; conversations that are muted never call."
        ),
    ),
    _row(
        "notify.preview",
        HOW,
        QT_TRANSLATE_NOOP("Settings", "Show what was written"),
        QT_TRANSLATE_NOOP(
            "Settings", "Otherwise a notification only tells where something is new."
        ),
    ),
    _row(
        "notify.sound",
        HOW,
        QT_TRANSLATE_NOOP("Settings", "Sound"),
        QT_TRANSLATE_NOOP("Settings", "Two soft notes, at most once in two seconds."),
    ),
    _row(
        "notify.quiet",
        QUIET,
        QT_TRANSLATE_NOOP("Settings", "Do not disturb now"),
        QT_TRANSLATE_NOOP(
            "Settings", "Nothing calls you until you switch it off; messages are counted."
        ),
    ),
    _row(
        "notify.quiet_from",
        QUIET,
        QT_TRANSLATE_NOOP("Settings", "Quiet every day from"),
        QT_TRANSLATE_NOOP("Settings", "A time such as 22:00; empty means never."),
    ),
    _row(
        "notify.quiet_to",
        QUIET,
        QT_TRANSLATE_NOOP("Settings", "Quiet every day until"),
        QT_TRANSLATE_NOOP("Settings", "A time such as 7:30; it may be on the next day."),
    ),
    _row(
        "program.reopen",
        PROGRAM,
        QT_TRANSLATE_NOOP("Settings", "Go on where you left off"),
        QT_TRANSLATE_NOOP(
            "Settings", "The chat windows that were open are opened again at the next start."
        ),
    ),
    _row(
        "program.tray",
        PROGRAM,
        QT_TRANSLATE_NOOP("Settings", "Icon in the tray"),
        QT_TRANSLATE_NOOP(
            "Settings", "Shows whether there is something new, and brings the windows back."
        ),
    ),
    _row(
        "program.close_to_tray",
        PROGRAM,
        QT_TRANSLATE_NOOP("Settings", "Closing keeps you connected"),
        QT_TRANSLATE_NOOP(
            "Settings", "A chat window that is closed goes into the tray and listens on."
        ),
    ),
    _row(
        "program.autostart",
        PROGRAM,
        QT_TRANSLATE_NOOP("Settings", "Start with the session"),
        QT_TRANSLATE_NOOP("Settings", "Besedka opens when you log in to this computer."),
    ),
    _row(
        "program.irc_links",
        PROGRAM,
        QT_TRANSLATE_NOOP("Settings", "Open irc:// links"),
        QT_TRANSLATE_NOOP("Settings", "Links to chats in browsers and mails open in Besedka."),
    ),
    _row(
        "history.keep",
        KEEPING,
        QT_TRANSLATE_NOOP("Settings", "Keep what was said"),
        QT_TRANSLATE_NOOP("Settings", "Messages can be read and searched without a connection."),
    ),
    _row(
        "history.days",
        KEEPING,
        QT_TRANSLATE_NOOP("Settings", "For how many days"),
        QT_TRANSLATE_NOOP("Settings", "Older messages are deleted from this computer."),
        none=QT_TRANSLATE_NOOP("Settings", "For ever"),
    ),
    *(
        _row(key, PROXY_GROUP, title, explanation, **more)
        for key, title, explanation, more in PROXY_ROWS
    ),
)
BY_KEY = {each.key: each for each in EXPLANATIONS}
