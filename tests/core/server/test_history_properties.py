"""Whatever is said, edited, redacted and asked for: batches close, labels are answered once."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from core.irc.message import parse
from core.server.config import ServerConfig
from core.server.events import LogKind
from core.server.history import MESSAGES, Search
from core.server.limits import Limits
from tests.core.server.accounts import logged_in
from tests.core.server.dialogue import Dialogue

ALL = (
    "message-tags server-time batch echo-message labeled-response account-tag draft/chathistory"
    " draft/event-playback draft/multiline draft/message-redaction draft/read-marker"
    " besedka.app/edit besedka.app/nonce soju.im/search extended-join"
)
CAPS = {
    "anna": ALL,
    "boris": ALL.replace("draft/multiline", "").replace("besedka.app/edit", ""),
    "vera": "batch labeled-response draft/chathistory draft/multiline echo-message",
    "gleb": "",
}
WHO = st.sampled_from(tuple(CAPS))
TARGET = st.sampled_from(["#x", "#X", "#y", "@#x", "anna", "Boris", "gleb", "nobody", "#nowhere"])
TEXT = st.sampled_from(["hi", "", "two words", ":colon", "\x01ACTION x\x01", "я" * 230, "-"])
POINT = st.sampled_from(
    ["*", "msgid=id1", "msgid=$any", "timestamp=2027-01-15T08:00:00.003Z", "timestamp=x", "msgid="]
)
TAGS = st.sampled_from(
    ["", "+x=1", "+besedka.app/edit=$any", "+besedka.app/nonce=n1", "batch=b", "batch=c",
     "batch=b;draft/multiline-concat", "+draft/react=y", "+besedka.app/edit=$any;+draft/persist"]
)  # fmt: skip
LINE = st.one_of(
    st.builds("{} {} :{}".format, st.sampled_from(["PRIVMSG", "NOTICE"]), TARGET, TEXT),
    st.builds("TAGMSG {}".format, TARGET),
    st.builds("BATCH +b draft/multiline {}".format, TARGET),
    st.just("BATCH -b"),
    st.builds("REDACT {} $any :{}".format, TARGET, TEXT),
    st.builds(
        "CHATHISTORY {} {} {} {}".format,
        st.sampled_from(["LATEST", "BEFORE", "AFTER", "AROUND", "BETWEEN", "TARGETS"]),
        TARGET,
        st.one_of(POINT, st.builds("{} {}".format, POINT, POINT)),
        st.sampled_from(["1", "3", "100", "0", "x"]),
    ),
    st.just("CHATHISTORY TARGETS timestamp=2000-01-01T00:00:00Z timestamp=2100-01-01T00:00:00Z 5"),
    st.builds("SEARCH in={};text={}".format, TARGET, st.sampled_from(["hi", "", "\\n", "word"])),
    st.builds("MARKREAD {} {}".format, TARGET, POINT),
    st.builds("HISTORY {} 3".format, TARGET),
    st.sampled_from(["JOIN #x", "JOIN #y", "PART #x", "TOPIC #x :new", "MODE #x +m", "MODE #x -m"]),
    st.sampled_from(["NICK other", "NICK gleb", "AWAY :out", "AWAY", "MODE #x +i", "MODE #x -i"]),
)
STEPS = st.lists(st.tuples(WHO, TAGS, st.booleans(), LINE), min_size=1, max_size=40)


@given(STEPS)
@settings(max_examples=150)
def test_batches_close_and_labels_are_answered_once(
    steps: list[tuple[str, str, bool, str]],
) -> None:
    talk = Dialogue(ServerConfig(limits=Limits(multiline_lines=4, multiline_bytes=900)))
    for name, caps in CAPS.items():
        if name in ("anna", "boris"):
            logged_in(talk, name, caps=caps)
        else:
            talk.join(name, caps=caps)
        talk.send(name, "JOIN #x")
    talk.forget()
    labels = itertools.count()
    seen = ["id1"]
    for who, tags, labelled, line in steps:
        label = f"l{next(labels)}" if labelled and "labeled-response" in CAPS[who] else ""
        words = [word for word in (f"label={label}" if label else "", tags) if word]
        text = (f"@{';'.join(words)} " if words else "") + line
        talk.send(who, text.replace("$any", seen[len(text) % len(seen)]))
        talk.now += 0.001
        for name in CAPS:
            lines = talk.lines(name)
            _batches(lines)
            answered = [answer for answer in lines if f"label={label}" in answer.split(" ")[0]]
            if label and name == who:
                opens = "BATCH +" in line and not answered
                assert len(answered) == 1 or opens, (text, lines)
            seen += [word for word in map(_id, lines) if word]
    assert LogKind.INTERNAL not in talk.kinds()
    events = talk.server.stores.history.search(Search(limit=10_000))
    assert len({(event.target, event.msgid) for event in events}) == len(events)
    assert all(event.command in MESSAGES for event in events)


def _id(line: str) -> str:
    return parse(line).tags.get("msgid", "")


def _batches(lines: list[str]) -> None:
    """Each batch is opened once and closed, and what is in it lies between."""
    opened: list[str] = []
    for line in lines:
        message = parse(line)
        inside = message.tags.get("batch")
        if message.command == "BATCH" and message.params[0][0] == "-":
            assert opened and opened.pop() == message.params[0][1:], lines
            continue
        assert inside is None or inside in opened, lines
        if message.command == "BATCH":
            assert message.params[0][1:] not in opened
            opened.append(message.params[0][1:])
    assert not opened, lines
