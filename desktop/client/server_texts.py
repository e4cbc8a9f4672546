"""What a server says by number, in plain words: the frequent refusals and answers.

What is not here stays in the server's own words. Source of the numbers: the Modern IRC document,
"Numerics". ``ServerText.params`` are those after our nickname; the last one is the server's text.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from core.client.events import JoinFailed, ServerText
from desktop.client.message_safety import in_sentence

translate = QCoreApplication.translate


def server_sentence(event: ServerText) -> str:
    """The sentence for a line of the server; its own text where there is none."""
    # A reply that names its conversation comes without parameters: the text is what they said.
    params = event.params or (event.buffer, event.text)
    subject = params[0]
    other = params[1] if len(params) > (2 if event.error else 1) else ""
    template = _refusal(event.code) if event.error else _answer(event.code, params)
    if event.error:
        template = class_refusal(params[-1]) or message_refusal(event.text) or template
    if not template or ("%1" in template and not subject) or ("%2" in template and not other):
        return event.text
    return template.replace("%1", subject).replace("%2", other)


def _refusal(code: str) -> str:
    match code:
        case "401" | "406":
            return translate("ServerTexts", "There is nobody called %1 here.")
        case "402":
            return translate("ServerTexts", "There is no server called %1.")
        case "403":
            return translate("ServerTexts", "There is no channel called %1.")
        case "404":
            return translate("ServerTexts", "%1 does not accept your message.")
        case "405":
            return translate("ServerTexts", "You are in as many channels as this server allows.")
        case "407":
            return translate("ServerTexts", "That is more recipients than the server allows.")
        case "411" | "461":
            return translate("ServerTexts", "Something is missing in this command.")
        case "412":
            return translate("ServerTexts", "The server got no text to send.")
        case "417" | "OVERLONG":
            return translate("ServerTexts", "This line is too long for the server.")
        case "421":
            return translate("ServerTexts", "The server does not know the command %1.")
        case "431" | "432":
            return translate("ServerTexts", "The server does not accept this nickname.")
        case "433":
            return translate("ServerTexts", "The name %1 is taken.")
        case "437":
            return translate("ServerTexts", "%1 cannot be used at the moment.")
        case "441":
            return translate("ServerTexts", "%1 is not in %2.")
        case "442":
            return translate("ServerTexts", "You are not in %1.")
        case "443":
            return translate("ServerTexts", "%1 is in %2 already.")
        case "451":
            return translate("ServerTexts", "The server has not let you in yet.")
        case "462":
            return translate("ServerTexts", "The server knows you already.")
        case "464":
            return translate("ServerTexts", "The password is wrong.")
        case "465":
            return translate("ServerTexts", "You are banned from this server.")
        case "472":
            return translate("ServerTexts", "The server does not know the mode %1.")
        case "481" | "491":
            return translate("ServerTexts", "Only those who run the server may do that.")
        case "482":
            return translate("ServerTexts", "Only those who lead %1 may do that.")
        case "EDIT":
            return translate("ServerTexts", "The message could not be changed.")
        case "501":
            return translate("ServerTexts", "The server does not know this mode.")
        case "502":
            return translate("ServerTexts", "You may change your own modes only.")
    return ""


def class_refusal(text: str) -> str:
    """What a teacher's switches forbid (``core.server.classroom``); "" for any other text."""
    if text.startswith("Only the teacher writes"):
        return translate("ServerTexts", "Only the teacher writes now: raise a hand.")
    if text.startswith("Nobody writes to single people"):
        return translate(
            "ServerTexts", "No private messages now: only the teacher can be written to."
        )
    return ""


def message_refusal(text: str) -> str:
    """What our own server says to edits, deletions and long texts; "" for any other text."""
    if text.startswith("Only its author can edit"):
        return translate("ServerTexts", "Only its author can change a message.")
    if text.startswith("Only the author and the operators can redact"):
        return translate(
            "ServerTexts", "Only its author, or who leads the channel, can delete a message."
        )
    if text.startswith("There is no such message here"):
        return translate("ServerTexts", "The server has no such message any more.")
    return ""


def _answer(code: str, params: tuple[str, ...]) -> str:
    match code:
        case "324":
            return translate("ServerTexts", "Modes of %1: %2")
        case "329":
            return _created(params[-1])
        case "331":
            return translate("ServerTexts", "%1 has no topic.")
        case "332":
            return translate("ServerTexts", "Topic of %1: %2")
        case "CTCP_PING":
            return translate("ServerTexts", "%1 answered after %2 s.")
        case "341":
            return translate("ServerTexts", "%1 is invited to %2.")
        case "422":
            return translate("ServerTexts", "This server has no message of the day.")
    return ""


def _created(seconds: str) -> str:
    """329: when a channel was made, as Unix time."""
    if not (seconds.isascii() and seconds.isdigit()) or len(seconds) > 11:
        return ""
    moment = QDateTime.fromSecsSinceEpoch(int(seconds))
    when = QLocale().toString(moment, QLocale.FormatType.ShortFormat)
    return translate("ServerTexts", "%1 exists since %3.").replace("%3", when)


def join_sentence(event: JoinFailed) -> str:
    """Why a channel did not let us in, and what to do."""
    template = {
        "403": translate("ServerTexts", "There is no channel called %1, and it cannot be opened."),
        "405": translate("ServerTexts", "You are in as many channels as this server allows."),
        "437": translate("ServerTexts", "%1 cannot be joined at the moment. Try again later."),
        "470": translate("ServerTexts", "%1 does not let you in, and sends you to %2.")
        if event.other
        else None,
        "471": translate("ServerTexts", "%1 is full. Try again when somebody has left."),
        "473": translate(
            "ServerTexts", "%1 is for invited people only. Ask somebody inside to invite you."
        ),
        "474": translate("ServerTexts", "You are banned from %1."),
        "475": translate("ServerTexts", "%1 opens only with the right key."),
        "476": translate("ServerTexts", "A channel cannot be called %1."),
        "477": translate("ServerTexts", "%1 lets in only people with an account on the server."),
        "489": translate("ServerTexts", "%1 lets in only those with an encrypted connection."),
        "520": translate("ServerTexts", "%1 lets in only those who run the server."),
    }.get(event.code)
    if template is None:
        template = translate("ServerTexts", "%1 did not let you in: %2")
    words = template.replace("%2", event.other or event.text)
    return words.replace("%1", in_sentence(event.channel))


def nick_rejected_sentence(nick: str, code: str) -> str:
    """Why the server refused a nickname."""
    match code:
        case "in_use":
            template = translate("ServerTexts", "The name %1 is taken.")
        case "unavailable":
            template = translate("ServerTexts", "The name %1 cannot be used at the moment.")
        case "taken_away":
            template = translate("ServerTexts", "The server has taken the name %1 from you.")
        case _:
            template = translate("ServerTexts", "The server does not accept the name %1.")
    return template.replace("%1", in_sentence(nick))
