"""What the sequence view writes: calls, results, bytes, lanes and states, in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePath

from PySide6.QtCore import QCoreApplication, QLocale

from core.net.trace import (
    RECEIVING_CALLS,
    SENDING_CALLS,
    ActorInfo,
    ActorState,
    CallEvent,
    Part,
    PendingCall,
    Side,
)
from desktop.sockets.event_words import address_text, call_text
from desktop.sockets.program_words import program_word

translate = QCoreApplication.translate

_SHOWN_BYTES = 160
# The head of a line of the chat: "@tags :nick!user@host COMMAND".
_LINE = re.compile(rb"(?:@[^ \r\n]+ +)?(?::[^ !\r\n]+![^ \r\n]+ +)?(?=[A-Z]{3,}|[0-9]{3})")
_ADDRESSED = frozenset({"connect", "bind", "sendto", "connect_ex"})


def seconds(value: float) -> str:
    """A moment of the tape: "12.4", with the language's decimal mark."""
    return QLocale().toString(max(0.0, value), "f", 1)


def lasted(value: float) -> str:
    """How long something takes: "3.5 s"; milliseconds where it is short."""
    if value < 0.05:
        number = QLocale().toString(max(0.0, value) * 1000, "f", 1)
        return translate("Sequence", "%1 ms").replace("%1", number)
    return translate("Sequence", "%1 s").replace("%1", seconds(value))


def count_bytes(count: int) -> str:
    """ "53 B", grouped as the language does."""
    return translate("Sequence", "%1 B").replace("%1", QLocale().toString(count))


def call_texts(call: PendingCall | CallEvent) -> tuple[str, ...]:
    """The call as Python writes it, from the fullest to the shortest form."""
    name = call.call
    if name in SENDING_CALLS:
        short = f"{name}(data, addr)" if name == "sendto" else f"{name}(data)"
        return tuple(dict.fromkeys((call_text(call), short, f"{name}(…)")))
    texts = [call_text(call)]
    if name in _ADDRESSED and call.arguments:
        texts.append(f"{name}(addr)")
    if call.arguments:
        texts.append(f"{name}(…)")
    return tuple(texts)


def result_text(event: CallEvent, fd_of: Callable[[int], int]) -> str:
    """What it returned: "53", "None", "fd 9", "b''" at the end of the stream; errors: their name.

    ``fd_of`` gives the file descriptor of a socket's serial number.
    """
    if event.error is not None:
        return error_name(event)
    if event.made:
        return f"fd {fd_of(event.made)}"
    if event.call in RECEIVING_CALLS:
        return "b''" if not event.size and event.wanted else str(event.size)
    if event.result is None:
        return "None"
    if event.call == "socket":
        return f"fd {event.result}"
    if isinstance(event.result, tuple):
        return address_text(event.result)
    return str(event.result)


def error_name(event: CallEvent) -> str:
    """The errno's name, or Python's class where there is none."""
    error = event.error
    if error is None:
        return ""
    return error.name or error.kind


def error_line(event: CallEvent) -> str:
    """Where it was raised: "raised in recv, Errno 104"."""
    error = event.error
    if error is None:
        return ""
    if error.code:
        text = translate("Sequence", "raised in %1, Errno %2")
        return text.replace("%1", event.call).replace("%2", str(error.code))
    return translate("Sequence", "raised in %1").replace("%1", event.call)


def line_text(data: bytes) -> str:
    """As :func:`data_text`, with what stands before the words of a chat line folded: the tags, and
    the address of the one who says it."""
    found = _LINE.match(data)
    if found is None or not found.end():
        return data_text(data)
    return "… " + data_text(data[found.end() :])


def data_text(data: bytes) -> str:
    """Bytes on one line: text as text with its line ends written out, other bytes in hex."""
    piece = data[:_SHOWN_BYTES]
    text = _decoded(piece, cut=len(data) > len(piece))
    if text is None:
        return piece[:24].hex(" ").upper()
    names = {"\r": "\\r", "\n": "\\n", "\t": "\\t", "\\": "\\\\"}
    return "".join(names.get(c) or (c if c >= " " else f"\\x{ord(c):02x}") for c in text)


def _decoded(piece: bytes, *, cut: bool) -> str | None:
    """The text of the bytes, None where they are none (a letter cut at either end may be)."""
    start = 0
    while start < min(3, len(piece)) and piece[start] & 0xC0 == 0x80:
        start += 1
    for end in range(len(piece), max(start, len(piece) - 4) - 1, -1):
        try:
            text = piece[start:end].decode("utf-8")
        except UnicodeDecodeError:
            continue
        odd = sum(1 for c in text if c < " " and c not in "\r\n\t\x01\x02\x03\x0f\x1d\x1f")
        if odd * 8 > len(text) or (not text and piece):
            return None
        return ("·" if start else "") + text + ("·" if end < len(piece) and not cut else "")
    return None


# --- who -------------------------------------------------------------------------------------


def side_word(side: Side) -> str:
    """What the owner of a lane is."""
    match side:
        case Side.SERVER:
            return translate("Sequence", "server")
        case Side.CLIENT:
            return translate("Sequence", "client")
        case Side.LAB:
            return translate("Sequence", "lab")
        case _:
            return translate("Sequence", "program")


def part_word(part: Part) -> str:
    """Which of its owner's threads an actor is."""
    match part:
        case Part.ACCEPT:
            return translate("Sequence", "accept")
        case Part.READER:
            return translate("Sequence", "reading")
        case Part.DISPATCH:
            return translate("Sequence", "dispatch")
        case Part.WRITER:
            return translate("Sequence", "writing")
        case Part.OTHER:
            return translate("Sequence", "window")
        case _:
            return ""


def lane_title(info: ActorInfo, whom: str) -> str:
    """The name over a lane. ``whom``: whom a server's reader reads ("anna"), "" if unknown."""
    if info.side is Side.PROGRAM:
        return _program_title(info, whom)
    if info.side is Side.SERVER and info.part in (Part.READER, Part.WRITER):
        if whom:
            return translate("Sequence", "server · for %1").replace("%1", whom)
        number = str(info.subject)
        return translate("Sequence", "server · conn. %1").replace("%1", number)
    if info.side is Side.SERVER:
        part = part_word(info.part)
        name = side_word(info.side)
        return f"{name} · {part}" if part else name
    if info.side is Side.CLIENT:
        return f"{info.name} · {side_word(info.side)}"
    return info.name


def _program_title(info: ActorInfo, whom: str) -> str:
    name = program_word(info.name)
    if info.part in (Part.READER, Part.WRITER):
        if not whom:
            return f"{name} · {info.subject}"
        text = translate("Sequence", "%1 · for %2").replace("%1", name)
        return text.replace("%2", whom)
    if info.part in (Part.ACCEPT, Part.DISPATCH):
        return f"{name} · {part_word(info.part)}"
    return name


def actor_title(info: ActorInfo, whom: str) -> str:
    """An actor by name, for the Step button: "anna · reading"."""
    if info.side is Side.CLIENT and info.part in (Part.READER, Part.WRITER, Part.OTHER):
        return f"{info.name} · {part_word(info.part)}"
    return lane_title(info, whom)


def lane_state(info: ActorInfo, state: ActorState) -> str:
    """The state in the pill over a lane with one thread."""
    if info.side is Side.PROGRAM and state is ActorState.WAITING:
        return translate("Sequence", "waits")
    return state_word(state)


def state_word(state: ActorState) -> str:
    """A state in a word or two."""
    match state:
        case ActorState.RUNNING:
            return translate("Sequence", "running")
        case ActorState.PARKED:
            return translate("Sequence", "parked")
        case ActorState.IN_KERNEL:
            return translate("Sequence", "in kernel")
        case ActorState.WAITING:
            return translate("Sequence", "waits for work")
        case _:
            return translate("Sequence", "finished")


def part_state(part: Part, state: ActorState) -> str:
    """The state of one of two threads in a lane: "reads: in kernel", "writes: waits for you"."""
    if part is Part.WRITER:
        if state is ActorState.WAITING:
            return translate("Sequence", "writes: waits for you")
        return translate("Sequence", "writes: %1").replace("%1", state_word(state))
    if part is Part.READER:
        return translate("Sequence", "reads: %1").replace("%1", state_word(state))
    return state_word(state)


def waiting_note(info: ActorInfo) -> str:
    """What a thread waits for that waits inside the program; it is no socket."""
    if info.part is Part.WRITER and info.side is Side.CLIENT:
        return translate("Sequence", "writes only when you send")
    if info.side is Side.PROGRAM:  # for input(), in sleep(), for another thread
        return translate("Sequence", "waits in the program: not in a socket")
    return translate("Sequence", "waits for work: not a socket")


def source_place(file: str, line: int) -> str:
    """ "client_link.py:88"; "" where it is not known."""
    return f"{PurePath(file).name}:{line}" if file else ""
