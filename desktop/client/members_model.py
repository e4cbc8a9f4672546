"""The rows of the people's list: who leads, who asks for the floor, who is there, who is away."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, Qt

from core.client.events import Member
from desktop.client.counts import counts
from desktop.client.message_safety import isolated
from desktop.widgets.paint import Faces
from desktop.widgets.tips import plain_tip

translate = QCoreApplication.translate

MEMBER_ROLE = Qt.ItemDataRole.UserRole + 1
_LEADS = frozenset("qao")
_HELPS = frozenset("hv")
_NO_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's heading: its words, and how many people are in it."""

    section: str
    count: int


def rank(member: Member) -> str:
    """ "leads", "helps" or "" by the prefix letters of RFC 2812 and Modern IRC."""
    if not member.modes:  # almost everybody of a large channel
        return ""
    letters = set(member.modes)
    return "leads" if letters & _LEADS else "helps" if letters & _HELPS else ""


def section(member: Member, online: bool, hands: Collection[str] = ()) -> str:
    """Which section somebody stands in; offline nobody's presence is known. ``hands``: the
    nicknames, folded, of those whose hand is up."""
    if rank(member) == "leads":
        return "leads"
    if hands and member.nick.casefold() in hands:
        return "hand"
    if not online:
        return "members"
    return "away" if member.away else "here"


SECTIONS = ("leads", "hand", "here", "members", "away")


def heading_text(name: str, count: int) -> str:
    """The heading's words."""
    match name:
        case "leads":
            return counts().leads(count)
        case "hand":
            return counts().hands(count)
        case "here":
            return translate("Members", "Online")
        case "away":
            return translate("Members", "Away")
    return translate("Members", "Members")


class MembersModel(QAbstractListModel):
    """Members in sections. Their order inside a section is the session's."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Heading | Member] = []
        self.own_nick = ""
        self.online = True
        self.time = 0.0
        self.hands: frozenset[str] = frozenset()  # folded nicknames
        self.filter = ""
        self.faces: Faces | None = None
        self.name_of: Callable[[str], str] = lambda _nick: ""  # the name that somebody told
        self._members: tuple[Member, ...] = ()

    def show(self, members: tuple[Member, ...], own_nick: str, online: bool, time: float) -> bool:
        """Show those people; ``time`` is when this was known. Whether anything changed."""
        self.time = time
        if (members, own_nick, online) == (self._members, self.own_nick, self.online):
            return False
        self._members, self.own_nick, self.online = members, own_nick, online
        self._rebuild()
        return True

    def set_hands(self, nicks: Iterable[str]) -> bool:
        """Whose hand is up; whether that changed."""
        hands = frozenset(nick.casefold() for nick in nicks)
        if hands == self.hands:
            return False
        self.hands = hands
        self._rebuild()
        return True

    def set_filter(self, text: str) -> None:
        """Show only those whose name fits a few letters, in any script; "" for all."""
        self.filter = text.strip()
        self._rebuild()

    @property
    def total(self) -> int:
        """How many people there are, the filter aside."""
        return len(self._members)

    def _fitting(self) -> Sequence[Member]:
        if not self.filter:
            return self._members
        from desktop.switcher.matching import match

        wanted = self.filter
        return [m for m in self._members if match(wanted, m.nick, scattered=False) is not None]

    def _rebuild(self) -> None:
        groups: dict[str, list[Member]] = {}
        for member in self._fitting():
            groups.setdefault(section(member, self.online, self.hands), []).append(member)
        rows: list[Heading | Member] = []
        for name in SECTIONS:
            if group := groups.get(name):
                rows.append(Heading(name, len(group)))
                rows.extend(group)
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def row_of(self, nick: str) -> int:
        """The row of somebody, or -1."""
        for number, row in enumerate(self.rows):
            if isinstance(row, Member) and row.nick == nick:
                return number
        return -1

    def rowCount(self, parent: Any = _NO_INDEX) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Any) -> Qt.ItemFlag:
        """Only people can be chosen."""
        if isinstance(self.rows[index.row()], Member):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row for the delegate; words for search by letters and the screen reader."""
        row = self.rows[index.row()]
        if role == MEMBER_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            if isinstance(row, Heading):
                return heading_text(row.section, row.count)
            return row.nick
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if isinstance(row, Heading):
                return f"{heading_text(row.section, row.count)}, {row.count}"
            return self._spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, Member):
            return plain_tip(self._spoken(row))
        return None

    def _spoken(self, member: Member) -> str:
        words = {
            "leads": translate("Members", "leads the channel"),
            "helps": translate("Members", "helps in the channel"),
        }
        parts = [isolated(member.nick)]
        if member.nick == self.own_nick:
            parts.append(translate("Members", "you"))
        if name := self.name_of(member.nick):
            parts.append(name)
        if found := rank(member):
            parts.append(words[found])
        if member.nick.casefold() in self.hands:
            parts.append(translate("Members", "hand raised"))
        if self.online and member.away:
            parts.append(translate("Members", "away"))
        return ", ".join(parts)
