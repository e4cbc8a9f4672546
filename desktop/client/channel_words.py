"""Channel modes and roles in plain words: what each switch means, who may turn it, and how a role
is called. Which of them there are is told by the server (ISUPPORT's CHANMODES and PREFIX).

Letters as on our own server, ngIRCd, InspIRCd, Solanum and UnrealIRCd; source: defs.ircdocs.horse.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from core.irc.isupport import Isupport

translate = QCoreApplication.translate

OPERATOR = "o"
HALF_OPERATOR = "h"
# Who may give a role: at least this one, besides those above it.
_GIVEN_BY = {"v": "h", "h": "o", "o": "o", "a": "q", "q": "q"}
# The server sets them by itself, or for its services.
_SET_BY_SERVER = frozenset("rPO")
# What people ask for first; the others follow by the alphabet.
_FIRST = "imnts"


class ModeWords(NamedTuple):
    """``title``: what holds while it is on; ``help``: what that means for people."""

    title: str
    help: str


def switch_words(letter: str) -> ModeWords:
    """A mode without a parameter."""
    found = _switches().get(letter)
    if found is not None:
        return found
    title = translate("ChannelModes", "Mode %1").replace("%1", letter)
    return ModeWords(
        title, translate("ChannelModes", "This server has a meaning of its own for it.")
    )


def _switches() -> dict[str, ModeWords]:
    return {
        "i": ModeWords(
            translate("ChannelModes", "Only with an invitation"),
            translate("ChannelModes", "Nobody comes in who was not invited."),
        ),
        "m": ModeWords(
            translate("ChannelModes", "Only some may write"),
            translate("ChannelModes", "Those who lead or help, and those who were given a voice."),
        ),
        "n": ModeWords(
            translate("ChannelModes", "Nothing from outside"),
            translate("ChannelModes", "Only those who are in the channel can write to it."),
        ),
        "t": ModeWords(
            translate("ChannelModes", "The topic is for those who lead"),
            translate("ChannelModes", "Others can read it, not change it."),
        ),
        "s": ModeWords(
            translate("ChannelModes", "Secret"),
            translate("ChannelModes", "It stands in no list, and nobody outside sees who is here."),
        ),
        "p": ModeWords(
            translate("ChannelModes", "Private"),
            translate("ChannelModes", "It does not stand in the list of channels."),
        ),
        "c": ModeWords(
            translate("ChannelModes", "No colours"),
            translate("ChannelModes", "Colours and bold letters are taken out, or refused."),
        ),
        "C": ModeWords(
            translate("ChannelModes", "No requests between programs"),
            translate("ChannelModes", "CTCP is refused, except for “/me”."),
        ),
        "g": ModeWords(
            translate("ChannelModes", "Everybody may invite"),
            translate("ChannelModes", "Not only those who lead."),
        ),
        "A": ModeWords(
            translate("ChannelModes", "Everybody may invite"),
            translate("ChannelModes", "Not only those who lead."),
        ),
        "D": ModeWords(
            translate("ChannelModes", "Quiet coming"),
            translate("ChannelModes", "Who has come is seen from the first message on."),
        ),
        "G": ModeWords(
            translate("ChannelModes", "No swearing"),
            translate("ChannelModes", "Words that the server forbids are taken out, or refused."),
        ),
        "S": ModeWords(
            translate("ChannelModes", "Colours are taken out"),
            translate("ChannelModes", "What is written arrives without colours and bold letters."),
        ),
        "K": ModeWords(
            translate("ChannelModes", "No knocking"),
            translate("ChannelModes", "Nobody can ask from outside to be let in."),
        ),
        "M": ModeWords(
            translate("ChannelModes", "Writing needs an account"),
            translate("ChannelModes", "Only those who are logged in may write."),
        ),
        "R": ModeWords(
            translate("ChannelModes", "Coming in needs an account"),
            translate("ChannelModes", "Only those who are logged in may join."),
        ),
        "N": ModeWords(
            translate("ChannelModes", "Names stay"),
            translate("ChannelModes", "Nobody may change the nickname while here."),
        ),
        "T": ModeWords(
            translate("ChannelModes", "No notices"),
            translate("ChannelModes", "Notices to the channel are refused."),
        ),
        "U": ModeWords(
            translate("ChannelModes", "Questions go to those who lead"),
            translate("ChannelModes", "What the others write is read by those who lead only."),
        ),
        "u": ModeWords(
            translate("ChannelModes", "Only those who lead or speak are seen"),
            translate("ChannelModes", "The others do not see each other in the list."),
        ),
        "z": ModeWords(
            translate("ChannelModes", "Only encrypted"),
            translate("ChannelModes", "Nobody comes in without an encrypted connection."),
        ),
        "E": ModeWords(
            translate("ChannelModes", "Stories"),
            translate("ChannelModes", "One may speak for the characters of a story."),
        ),
        "Q": ModeWords(
            translate("ChannelModes", "Nobody is removed"),
            translate("ChannelModes", "Removing people is refused, also to those who lead."),
        ),
        "V": ModeWords(
            translate("ChannelModes", "No invitations"),
            translate("ChannelModes", "Inviting is refused."),
        ),
        "r": ModeWords(
            translate("ChannelModes", "Registered"),
            translate("ChannelModes", "The channel belongs to an account."),
        ),
        "P": ModeWords(
            translate("ChannelModes", "Permanent"),
            translate("ChannelModes", "The channel stays when the last one leaves."),
        ),
        "O": ModeWords(
            translate("ChannelModes", "For those who run the server"),
            translate("ChannelModes", "Nobody else comes in."),
        ),
    }


def parameter_words(letter: str, isupport: Isupport | None = None) -> ModeWords:
    """A mode with a value; ``isupport``: of the server, where the letter has several meanings."""
    if letter == "f" and isupport is not None and "L" in isupport.chanmodes[2]:
        letter = "flood"  # InspIRCd and UnrealIRCd send people elsewhere by L
    match letter:
        case "k":
            return ModeWords(
                translate("ChannelModes", "Key"),
                translate("ChannelModes", "A word that one needs to come in."),
            )
        case "l":
            return ModeWords(
                translate("ChannelModes", "Most people"),
                translate("ChannelModes", "When so many are here, nobody else comes in."),
            )
        case "flood":
            return ModeWords(
                translate("ChannelModes", "Not too much at once"),
                translate("ChannelModes", "How many lines in how many seconds, as 5:10."),
            )
        case "F":
            return ModeWords(
                translate("ChannelModes", "Not too many new names"),
                translate("ChannelModes", "How many changes of nicknames in seconds, as 5:10."),
            )
        case "J":
            return ModeWords(
                translate("ChannelModes", "Wait after a removal"),
                translate("ChannelModes", "So many seconds nobody who was removed comes back."),
            )
        case "H":
            return ModeWords(
                translate("ChannelModes", "Tell what was said before"),
                translate("ChannelModes", "How many messages to whoever comes, as 20:1h."),
            )
        case "B":
            return ModeWords(
                translate("ChannelModes", "No shouting"),
                translate("ChannelModes", "What becomes of capital letters, as block:10:60."),
            )
        case "d":
            return ModeWords(
                translate("ChannelModes", "Listen first"),
                translate("ChannelModes", "So many seconds whoever comes cannot write."),
            )
        case "E":
            return ModeWords(
                translate("ChannelModes", "No repetitions"),
                translate("ChannelModes", "How many equal lines are too many, as 3."),
            )
        case "f" | "L":
            return ModeWords(
                translate("ChannelModes", "Send the others to"),
                translate("ChannelModes", "A channel for those who cannot come in here."),
            )
        case "j":
            return ModeWords(
                translate("ChannelModes", "Not too many at once"),
                translate("ChannelModes", "How many may come in how many seconds, as 5:10."),
            )
    title = translate("ChannelModes", "Mode %1").replace("%1", letter)
    return ModeWords(
        title, translate("ChannelModes", "This server has a meaning of its own for it.")
    )


def list_words(letter: str) -> ModeWords:
    """A list of masks."""
    match letter:
        case "b":
            return ModeWords(
                translate("ChannelModes", "Kept out"),
                translate("ChannelModes", "These people cannot come in, and cannot write."),
            )
        case "e":
            return ModeWords(
                translate("ChannelModes", "In spite of that"),
                translate("ChannelModes", "These come in although they are kept out."),
            )
        case "I":
            return ModeWords(
                translate("ChannelModes", "Always invited"),
                translate("ChannelModes", "These need no invitation where one is needed."),
            )
        case "q":
            return ModeWords(
                translate("ChannelModes", "Silent"),
                translate("ChannelModes", "These may be here, and cannot write."),
            )
        case "w":
            return ModeWords(
                translate("ChannelModes", "Status at once"),
                translate("ChannelModes", "Who leads or speaks on coming in, as o:anna!*@*."),
            )
        case "g":
            return ModeWords(
                translate("ChannelModes", "Unwanted words"),
                translate("ChannelModes", "Messages with these are refused; * is any text."),
            )
        case "X":
            return ModeWords(
                translate("ChannelModes", "Exceptions"),
                translate("ChannelModes", "Which rule does not hold for whom, as flood:v."),
            )
    title = translate("ChannelModes", "List %1").replace("%1", letter)
    return ModeWords(
        title, translate("ChannelModes", "This server has a meaning of its own for it.")
    )


def role_words(letter: str) -> str:
    """What somebody with a status is ("" for a plain member)."""
    match letter:
        case "q":
            return translate("ChannelModes", "Owns the channel")
        case "a":
            return translate("ChannelModes", "Leads, protected")
        case "o":
            return translate("ChannelModes", "Leads")
        case "h":
            return translate("ChannelModes", "Helps to lead")
        case "v":
            return translate("ChannelModes", "May always write")
        case "":
            return translate("ChannelModes", "Takes part")
    return translate("ChannelModes", "Status %1").replace("%1", letter)


# --- which there are, and who may -------------------------------------------------------------


def switches(isupport: Isupport) -> list[str]:
    """The letters of the switches, the usual ones first."""
    letters = dict.fromkeys(isupport.chanmodes[3])
    first = [letter for letter in _FIRST if letter in letters]
    return first + sorted(set(letters) - set(first), key=lambda each: (each.casefold(), each))


def parameters(isupport: Isupport) -> list[str]:
    """The letters of the modes with one value, key and limit first."""
    letters = set(isupport.chanmodes[1] + isupport.chanmodes[2])
    first = [letter for letter in "kl" if letter in letters]
    return first + sorted(letters - set(first), key=lambda each: (each.casefold(), each))


def lists(isupport: Isupport) -> list[str]:
    """The letters of the lists that we know how to read."""
    return [letter for letter in "beIqwgX" if letter in isupport.chanmodes[0]]


def has_people(letter: str) -> bool:
    """Whether that list is one of people, for whom a nickname may stand."""
    return letter in "beIq"


def roles(isupport: Isupport) -> list[str]:
    """The letters of the roles, highest first."""
    return list(isupport.prefix_modes)


def leads(own: str, isupport: Isupport) -> bool:
    """Whether one with these prefix letters may change the channel."""
    return _holds(own, OPERATOR, isupport) or HALF_OPERATOR in own


def may_give(own: str, letter: str, isupport: Isupport) -> bool:
    """Whether one with these prefix letters may give a role, or take it."""
    needed = _GIVEN_BY.get(letter, OPERATOR)
    while needed not in isupport.prefix_modes and needed != OPERATOR:
        needed = OPERATOR  # this server has no such rank
    return _holds(own, needed, isupport)


def may_switch(letter: str) -> bool:
    """Whether people set that mode, in contrast to the server."""
    return letter not in _SET_BY_SERVER


def _holds(own: str, needed: str, isupport: Isupport) -> bool:
    """Whether one of the letters is as high as ``needed``, or higher."""
    order = isupport.prefix_modes
    if needed not in order:
        return False
    return any(order.find(letter) <= order.find(needed) for letter in own if letter in order)


def mask_of(text: str) -> str:
    """What was typed as a mask: a bare nickname stands for everybody of that name."""
    text = text.strip()
    if not text or set(text) & set("!@*?:$"):
        return text
    return f"{text}!*@*"
