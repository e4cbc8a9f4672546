"""What was said before: pages, gaps filled in order, private conversations, searches."""

from __future__ import annotations

import pytest

from core.client import history_gaps
from core.client.events import BufferOpened, MessageReceived, News, Reaction
from core.client.feature_events import (
    FoundOnServer,
    GapFilled,
    HistoryGap,
    HistoryReceived,
    ReactionReceived,
)
from core.client.session import SessionOptions
from tests.core.client.dialogue import Dialogue

OFFERED = (
    "message-tags server-time batch labeled-response echo-message"
    " draft/chathistory draft/event-playback soju.im/search"
)
AT = "2026-01-01T00:00:0"
KNOWN = 1767225601.0  # 2026-01-01T00:00:01Z


def on_server(
    known: dict[str, tuple[float, str]] | None = None, capabilities: str = OFFERED
) -> Dialogue:
    """Let in, with nothing to do but the question which private conversations went on."""
    options = SessionOptions("anna", channels=(("#a", ""),), known=known or {})
    dialogue = Dialogue(options)
    dialogue.connect()
    let_in(dialogue, capabilities)
    return dialogue


def let_in(dialogue: Dialogue, capabilities: str = OFFERED) -> None:
    dialogue.written()
    dialogue.feed(f":srv CAP * LS :{capabilities}\r\n".encode())
    dialogue.feed(f":srv CAP anna ACK :{capabilities}\r\n".encode())
    dialogue.feed(
        b":srv 001 anna :Welcome\r\n"
        b":srv 005 anna CASEMAPPING=ascii CHANTYPES=# CHATHISTORY=3 :supported\r\n"
        b":srv 376 anna :End\r\n"
    )
    written = dialogue.written()
    assert "JOIN #a" in written
    assert "TARGETS" in written[-1] or "draft/chathistory" not in capabilities


def answer(dialogue: Dialogue, label: str, *lines: str, target: str = "#a") -> None:
    """The server's answer to a question, in one piece."""
    inner = "".join(f"@batch=b;{line}\r\n" for line in lines)
    text = f"@label={label} :srv BATCH +b chathistory {target}\r\n{inner}:srv BATCH -b\r\n"
    dialogue.feed(text.encode())


def said(second: float, msgid: str, text: str, nick: str = "boris", target: str = "#a") -> str:
    return f"time={AT}{second:.3f}Z;msgid={msgid} :{nick}!u@h PRIVMSG {target} :{text}"


def join(dialogue: Dialogue) -> list[str]:
    dialogue.feed(b":anna!u@h JOIN #a\r\n")
    return [line for line in dialogue.written() if "CHATHISTORY" in line]


def no_targets(dialogue: Dialogue, label: str = "q1") -> None:
    text = f"@label={label} :srv BATCH +t draft/chathistory-targets\r\n:srv BATCH -t\r\n"
    dialogue.feed(text.encode())


def rows(dialogue: Dialogue) -> list[str]:
    """What is told, in its order."""
    found = []
    for event in dialogue.events:
        if isinstance(event, MessageReceived):
            found.append(event.text)
        elif isinstance(event, News):
            found.append(f"{event.kind} {event.nick}")
        elif isinstance(event, HistoryGap):
            found.append("MISSING")
    dialogue.events.clear()
    return found


def test_what_is_said_meanwhile_waits_for_what_was() -> None:
    dialogue = on_server()
    no_targets(dialogue)
    assert join(dialogue) == ["@label=q2 CHATHISTORY LATEST #a * 3"]
    dialogue.feed(f"@{said(9, 'm9', 'now')}\r\n".encode())
    dialogue.feed(b":clara!u@h JOIN #a\r\n")
    assert rows(dialogue) == []
    answer(dialogue, "q2", said(1, "m1", "one"), said(2, "m2", "two"))
    assert rows(dialogue) == ["one", "two", "joined anna", "now", "joined clara"]
    dialogue.feed(f"@{said(9.5, 'm10', 'later')}\r\n".encode())
    assert rows(dialogue) == ["later"]


def test_a_gap_is_asked_for_page_by_page() -> None:
    dialogue = on_server({"#A": (KNOWN, "m1")})
    no_targets(dialogue)
    (asked,) = join(dialogue)
    assert asked == "@label=q2 CHATHISTORY AFTER #a timestamp=2026-01-01T00:00:00.999Z 3"
    answer(dialogue, "q2", said(1, "m1", "one"), said(2, "m2", "anna, two"), said(3, "m3", "x"))
    assert dialogue.written() == ["@label=q3 CHATHISTORY AFTER #a msgid=m3 3"]
    answer(dialogue, "q3", said(4, "m4", "four"))
    told = dialogue.take(MessageReceived)
    assert [event.text for event in told] == ["anna, two", "x", "four"]
    # What we have missed is for us as it would have been then.
    assert [event.highlight for event in told] == [True, False, False]
    assert all(event.history for event in told)
    assert dialogue.written() == []


def far_behind(monkeypatch: pytest.MonkeyPatch) -> Dialogue:
    """Two pages fill a gap, more is missing, and the newest page is asked for."""
    monkeypatch.setattr(history_gaps, "MOST_PAGES", 2)
    dialogue = on_server({"#a": (KNOWN, "m1")})
    no_targets(dialogue)
    join(dialogue)
    answer(dialogue, "q2", *(said(n, f"m{n}", str(n)) for n in (1, 2, 3)))
    dialogue.written()
    answer(dialogue, "q3", *(said(n, f"m{n}", str(n)) for n in (4, 5, 6)))
    assert dialogue.written() == ["@label=q4 CHATHISTORY LATEST #a * 3"]
    dialogue.feed(f"@{said(9.5, 'm95', 'live')}\r\n".encode())
    assert rows(dialogue) == []
    return dialogue


def test_where_too_much_is_missing_the_newest_follows_a_line_that_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialogue = far_behind(monkeypatch)
    answer(dialogue, "q4", said(8, "m8", "8"), said(9, "m9", "9"), said(9.5, "m95", "live"))
    assert rows(dialogue) == ["2", "3", "4", "5", "6", "MISSING", "8", "9", "joined anna", "live"]
    assert dialogue.written() == []


def test_where_the_newest_page_closes_the_gap_nothing_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialogue = far_behind(monkeypatch)
    answer(dialogue, "q4", said(6, "m6", "6"), said(7, "m7", "7"), said(8, "m8", "8"))
    assert rows(dialogue) == ["2", "3", "4", "5", "6", "7", "8", "joined anna", "live"]


def test_a_gap_that_the_server_does_not_fill_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    dialogue = far_behind(monkeypatch)
    dialogue.wait(8.0)
    assert rows(dialogue) == ["2", "3", "4", "5", "6", "MISSING", "joined anna", "live"]


def test_a_connection_that_breaks_before_the_newest_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is missing yet: the gap is asked for from where it was filled to."""
    dialogue = far_behind(monkeypatch)
    dialogue.lose()
    assert rows(dialogue) == ["2", "3", "4", "5", "6"]
    dialogue.connect()
    let_in(dialogue)
    no_targets(dialogue, "q5")
    assert join(dialogue) == ["@label=q6 CHATHISTORY AFTER #a timestamp=2026-01-01T00:00:05.999Z 3"]
    answer(dialogue, "q6", said(6, "m6", "6"), said(7, "m7", "7"))
    assert rows(dialogue) == ["7", "joined anna", "live", "joined anna"]


@pytest.mark.parametrize("late", [False, True])
def test_a_page_in_the_middle_of_a_gap_that_is_refused_or_late(late: bool) -> None:
    dialogue = on_server({"#a": (KNOWN, "m1")})
    no_targets(dialogue)
    join(dialogue)
    answer(dialogue, "q2", *(said(n, f"m{n}", str(n)) for n in (1, 2, 3)))
    if late:
        dialogue.wait(8.0)
    else:
        dialogue.feed(b"@label=q3 :srv FAIL CHATHISTORY MESSAGE_ERROR AFTER #a :Broken\r\n")
    assert rows(dialogue) == ["2", "3", "MISSING", "joined anna"]


def test_without_ids_pages_are_asked_for_by_time() -> None:
    dialogue = on_server({"#a": (KNOWN, "m1")})
    no_targets(dialogue)
    dialogue.feed(b":srv 005 anna MSGREFTYPES=timestamp :supported\r\n")
    join(dialogue)
    answer(dialogue, "q2", said(2, "m2", "2"), said(3, "m3", "3"), said(3, "m4", "4"))
    (asked,) = dialogue.written()
    assert asked == "@label=q3 CHATHISTORY AFTER #a timestamp=2026-01-01T00:00:02.999Z 3"
    answer(dialogue, "q3", said(3, "m3", "3"), said(3, "m4", "4"), said(3, "m5", "5"))
    dialogue.written()
    answer(dialogue, "q4", said(3, "m4", "4"), said(3, "m5", "5"), said(3, "m3", "3"))
    # The server did not give what we have: something may be forgotten before the page.
    assert rows(dialogue) == ["MISSING", "2", "3", "4", "5", "joined anna"]


def test_what_came_live_and_stands_in_the_page_too_is_told_once() -> None:
    dialogue = on_server({"#a": (KNOWN, "m1")})
    no_targets(dialogue)
    join(dialogue)
    dialogue.feed(f"@{said(3, 'm3', 'live')}\r\n@{said(4, 'm4', 'more')}\r\n".encode())
    answer(dialogue, "q2", said(2, "m2", "missed"), said(3, "m3", "live"))
    assert rows(dialogue) == ["MISSING", "missed", "joined anna", "live", "more"]


def test_what_came_live_may_be_older_than_the_page() -> None:
    dialogue = on_server()
    no_targets(dialogue)
    join(dialogue)
    for second in range(1, 6):
        dialogue.feed(f"@{said(second, f'm{second}', str(second))}\r\n".encode())
    answer(dialogue, "q2", *(said(second, f"m{second}", str(second)) for second in (3, 4, 5)))
    answer(dialogue, "q3")
    assert rows(dialogue) == ["joined anna", "1", "2", "3", "4", "5"]


def test_a_connection_that_breaks_in_the_middle_of_a_page() -> None:
    """What came is told, the rest asked for again, and what waited goes on waiting."""
    dialogue = on_server({"#a": (KNOWN, "m1")})
    no_targets(dialogue)
    join(dialogue)
    dialogue.feed(f"@{said(5, 'm5', 'five')}\r\n".encode())
    dialogue.feed(
        f"@label=q2 :srv BATCH +b chathistory #a\r\n@batch=b;{said(2, 'm2', 'two')}\r\n".encode()
    )
    dialogue.lose()
    assert rows(dialogue) == ["two"]
    dialogue.connect()
    let_in(dialogue)
    no_targets(dialogue, "q3")
    assert join(dialogue) == ["@label=q4 CHATHISTORY AFTER #a timestamp=2026-01-01T00:00:01.999Z 3"]
    answer(dialogue, "q4", said(2, "m2", "two"), said(3, "m3", "three"))
    assert rows(dialogue) == ["three", "joined anna", "five", "joined anna"]


def test_nothing_waits_for_a_server_that_does_not_answer() -> None:
    dialogue = on_server()
    no_targets(dialogue)
    join(dialogue)
    dialogue.feed(f"@{said(3, 'm3', 'live')}\r\n".encode())
    dialogue.wait(8.0)
    assert rows(dialogue) == ["joined anna", "live"]
    answer(dialogue, "q2", said(2, "m2", "late"))
    assert rows(dialogue) == []


@pytest.mark.parametrize(
    "refusal",
    [
        "@label=q2 :srv FAIL CHATHISTORY MESSAGE_ERROR LATEST #a :Broken",
        "@label=q2 :srv 421 anna CHATHISTORY :Unknown command",
        "@label=q2 :srv ACK",
    ],
)
def test_a_refusal_lets_the_conversation_go_on(refusal: str) -> None:
    dialogue = on_server()
    no_targets(dialogue)
    join(dialogue)
    dialogue.feed(f"@{said(3, 'm3', 'live')}\r\n{refusal}\r\n".encode())
    assert rows(dialogue) == ["joined anna", "live"]


def test_a_server_without_history_is_not_asked() -> None:
    dialogue = on_server(capabilities="message-tags server-time batch")
    assert join(dialogue) == []
    assert rows(dialogue) == ["joined anna"]
    assert not dialogue.session.request_older("#a", KNOWN)
    assert dialogue.session.search("word") == 0


def test_what_happened_besides_messages() -> None:
    dialogue = on_server({"#a": (KNOWN, "m1")})
    no_targets(dialogue)
    join(dialogue)
    when = f"time={AT}2.000Z;msgid=x"
    answer(
        dialogue,
        "q2",
        f"{when} :clara!u@h JOIN #a * :Clara",
        f"{when}2 :anna!u@h QUIT :Connection reset",
        f"{when}3 :clara!u@h QUIT :bye",
    )
    answer(dialogue, "q3")
    assert rows(dialogue) == ["joined clara", "quit clara", "joined anna"]


def test_reactions_stand_in_their_messages_and_others_follow() -> None:
    dialogue = on_server({"#a": (KNOWN, "m1")})
    no_targets(dialogue)
    join(dialogue)
    when = f"time={AT}3.000Z"
    answer(
        dialogue,
        "q2",
        said(2, "m2", "two"),
        f"{when};+draft/reply=m2;+draft/react=👍 :clara!u@h TAGMSG #a",
        f"{when};+draft/reply=m0;+draft/react=👎 :clara!u@h TAGMSG #a",
    )
    answer(dialogue, "q3")
    assert dialogue.one(MessageReceived).reactions == (Reaction("👍", ("clara",)),)
    assert dialogue.one(ReactionReceived).msgid == "m0"


def test_earlier_messages() -> None:
    dialogue = on_server()
    no_targets(dialogue)
    join(dialogue)
    answer(dialogue, "q2")
    dialogue.events.clear()
    assert dialogue.session.request_older("#a", KNOWN + 4, "m5", limit=100)
    dialogue.wait(0.0)
    dialogue.act(dialogue.session.motd())
    asked = dialogue.written()[0]
    assert asked == "@label=q3 CHATHISTORY BEFORE #a timestamp=2026-01-01T00:00:05.001Z 3"
    answer(dialogue, "q3", said(3, "m3", "3"), said(4, "m4", "4"), said(5, "m5", "5"))
    page = dialogue.one(HistoryReceived)
    assert [event.text for event in page.events if isinstance(event, MessageReceived)] == [
        "3",
        "4",
    ]
    assert (page.buffer, page.complete, page.failed) == ("#a", False, "")
    assert not dialogue.take(MessageReceived)
    dialogue.session.request_older("#a", KNOWN + 2, "m3")
    answer(dialogue, "q4", said(1, "m1", "1"))
    last = dialogue.one(HistoryReceived)
    assert (len(last.events), last.complete) == (1, True)


def test_earlier_messages_that_are_refused_or_never_come() -> None:
    dialogue = on_server()
    no_targets(dialogue)
    dialogue.session.request_older("#a", KNOWN)
    dialogue.feed(b"@label=q2 :srv FAIL CHATHISTORY INVALID_TARGET BEFORE #a :Not yours\r\n")
    refused = dialogue.one(HistoryReceived)
    assert (refused.failed, refused.complete, refused.events) == ("Not yours", False, ())
    dialogue.session.request_older("#a", KNOWN)
    dialogue.wait(15.0)
    assert dialogue.one(HistoryReceived).failed == "no_answer"
    dialogue.session.request_older("#a", KNOWN)
    dialogue.lose()
    assert dialogue.one(HistoryReceived).failed == "no_answer"


def test_private_conversations_that_went_on_without_us() -> None:
    dialogue = on_server({"boris": (KNOWN, "p1")})
    dialogue.feed(f"@{said(6, 'p6', 'live', target='anna')}\r\n".encode())
    assert rows(dialogue) == []
    dialogue.feed(
        b"@label=q1 :srv BATCH +t draft/chathistory-targets\r\n"
        b"@batch=t :srv CHATHISTORY TARGETS boris 2026-01-01T00:00:05.000Z\r\n"
        b"@batch=t :srv CHATHISTORY TARGETS clara 2026-01-01T00:00:04.000Z\r\n"
        b"@batch=t :srv CHATHISTORY TARGETS #a 2026-01-01T00:00:04.000Z\r\n"
        b":srv BATCH -t\r\n"
    )
    assert dialogue.written() == [
        "@label=q2 CHATHISTORY AFTER boris timestamp=2026-01-01T00:00:00.999Z 3",
        "@label=q3 CHATHISTORY LATEST clara * 3",
    ]
    known = said(1, "p1", "known", target="anna")
    answer(dialogue, "q2", known, said(5, "p5", "missed", target="anna"), target="boris")
    assert rows(dialogue) == ["missed", "live"]
    answer(dialogue, "q3", said(4, "c4", "hello", nick="anna_old", target="clara"), target="clara")
    told = dialogue.one(MessageReceived)
    assert (told.buffer, told.text) == ("clara", "hello")


def test_a_search() -> None:
    dialogue = on_server()
    no_targets(dialogue)
    dialogue.events.clear()
    number = dialogue.session.search("big  news", "#a", "boris", after=KNOWN)
    assert number == 1
    dialogue.feed(b"PING x\r\n")
    asked = dialogue.written()[0]
    words = "in=#a;from=boris;after=2026-01-01T00:00:01.000Z;limit=100;text=big\\snews"
    assert asked == f"@label=q2 SEARCH {words}"
    dialogue.feed(
        (
            "@label=q2 :srv BATCH +s soju.im/search\r\n"
            f"@batch=s;{said(2, 'm2', 'big news')}\r\n"
            f"@batch=s;{said(3, 'p3', 'bigger news', target='anna')}\r\n"
            ":srv BATCH -s\r\n"
        ).encode()
    )
    found = dialogue.one(FoundOnServer)
    assert found.request == number
    assert [(row.buffer, row.text) for row in found.messages] == [
        ("boris", "bigger news"),
        ("#a", "big news"),
    ]
    assert not dialogue.take(BufferOpened)  # a hit opens no conversation
    # And what was found can still come as a message.
    dialogue.feed(f"@{said(2, 'm9', 'other')}\r\n".encode())
    dialogue.session.search("x")
    dialogue.feed(b"@label=q3 :srv FAIL SEARCH INVALID_PARAMS text :No\r\n")
    assert dialogue.one(FoundOnServer).failed == "No"


def test_what_is_played_back_unasked_is_told_once() -> None:
    """A bouncer that repeats its buffer; InspIRCd, that rounds its times down."""
    dialogue = on_server({"#a": (KNOWN + 0.5, "m1")}, "message-tags server-time batch")
    join(dialogue)
    dialogue.events.clear()
    lines = (
        f"time={AT}1.400Z :boris!u@h PRIVMSG #a :before",
        f"time={AT}1.500Z :boris!u@h PRIVMSG #a :the last",
        f"time={AT}1.000Z;msgid=m2 :boris!u@h PRIVMSG #a :rounded",
        f"time={AT}1.501Z :boris!u@h PRIVMSG #a :new",
        f"time={AT}1.501Z :boris!u@h PRIVMSG #a :new, too",
    )
    inner = "".join(f"@batch=z;{line}\r\n" for line in lines)
    dialogue.feed(f":srv BATCH +z znc.in/playback #a\r\n{inner}:srv BATCH -z\r\n".encode())
    assert rows(dialogue) == ["rounded", "new", "new, too"]


ROOMS = tuple(f"#r{number}" for number in range(20))


def in_many(known: dict[str, tuple[float, str]] | None = None) -> Dialogue:
    """Let in, and into twenty channels."""
    channels = tuple((name, "") for name in ROOMS)
    dialogue = Dialogue(SessionOptions("anna", channels=channels, known=known or {}))
    dialogue.connect()
    dialogue.feed(f":srv CAP * LS :{OFFERED}\r\n:srv CAP anna ACK :{OFFERED}\r\n".encode())
    dialogue.feed(
        b":srv 001 anna :Welcome\r\n"
        b":srv 005 anna CASEMAPPING=ascii CHANTYPES=# CHATHISTORY=3 :supported\r\n"
        b":srv 376 anna :End\r\n"
    )
    no_targets(dialogue)
    dialogue.written()
    for name in ROOMS:
        dialogue.feed(f":anna!u@h JOIN {name}\r\n".encode())
    return dialogue


def asked_about(lines: list[str]) -> list[str]:
    return [line.split()[3] for line in lines if "CHATHISTORY" in line]


def test_of_many_new_channels_the_first_is_asked_for_and_then_what_is_looked_at() -> None:
    dialogue = in_many()
    assert asked_about(dialogue.written()) == ["#r0"]
    dialogue.feed(b":boris!u@h PRIVMSG #r7 :at once\r\n")
    assert rows(dialogue)[-1] == "at once"  # there it waits for nothing
    # Where a person has just asked to be let in, the history is asked for.
    answer(dialogue, "q2", target="#r0")
    dialogue.run("/join #new")
    dialogue.written()
    dialogue.feed(b":anna!u@h JOIN #new\r\n")
    assert asked_about(dialogue.written()) == ["#new"]
    # After a break all that was said since is asked for.
    dialogue.lose()
    dialogue.connect()
    let_in_again = f":srv CAP * LS :{OFFERED}\r\n:srv CAP anna ACK :{OFFERED}\r\n"
    dialogue.feed(let_in_again.encode() + b":srv 001 anna :x\r\n:srv 376 anna :End\r\n")
    dialogue.written()
    dialogue.feed(b":anna!u@h JOIN #r7\r\n")
    (asked,) = [line for line in dialogue.written() if "CHATHISTORY" in line]
    assert "CHATHISTORY AFTER #r7 timestamp=" in asked


def test_many_questions_are_no_flood_and_what_is_looked_at_goes_first() -> None:
    dialogue = in_many(dict.fromkeys(ROOMS, (KNOWN, "m1")))
    written = dialogue.written()
    assert asked_about(written) == list(ROOMS[:6])  # so many are under way at a time
    dialogue.session.look_at(ROOMS[15])
    asked = [line for line in written if "CHATHISTORY" in line]
    told = list(asked_about(written))
    while asked:
        label = asked.pop(0).split()[0].partition("=")[2]
        answer(dialogue, label, said(1, "m1", "known", target="#x"), target="#x")
        more = [line for line in dialogue.written() if "CHATHISTORY" in line]
        asked += more
        told += asked_about(more)
    # At once only a dozen, the one that is looked at before the others; the rest one by one.
    assert told[6] == ROOMS[15] and 11 <= len(told) <= 13
    for _ in range(20):
        dialogue.wait(0.5)
        more = [line for line in dialogue.written() if "CHATHISTORY" in line]
        assert len(more) <= 1
        for line in more:
            told += asked_about([line])
            answer(dialogue, line.split()[0].partition("=")[2], target="#x")
    assert sorted(told) == sorted(ROOMS)


def test_a_gap_is_filled_from_both_sides() -> None:
    dialogue = on_server()
    no_targets(dialogue)
    join(dialogue)
    answer(dialogue, "q2")
    since, until = (KNOWN, "m1"), (KNOWN + 8.0, "m9")

    def page(upwards: bool, *lines: str) -> GapFilled:
        dialogue.events.clear()
        assert dialogue.session.request_between("#a", since, until, 3, upwards=upwards)
        dialogue.feed(b"PING x\r\n")
        (asked,) = [line for line in dialogue.written() if "CHATHISTORY" in line]
        assert ("BEFORE" if upwards else "AFTER") in asked
        answer(dialogue, asked.split()[0].partition("=")[2], *lines)
        return dialogue.one(GapFilled)

    filled = page(True, said(7, "m7", "7"), said(8, "m8", "8"), said(9, "m9", "9"))
    assert [getattr(each, "text", "") for each in filled.events] == ["7", "8"]
    assert not filled.closed and not filled.lost
    filled = page(True, said(0, "m0", "0"), said(1, "m1", "1"), said(2, "m2", "2"))
    assert [getattr(each, "text", "") for each in filled.events] == ["2"] and filled.closed
    filled = page(True, said(5, "m5", "5"))  # that is all that the server has
    assert filled.lost and not filled.closed
    filled = page(True)
    assert filled.lost and not filled.closed
    filled = page(False, said(1, "m1", "1"), said(2, "m2", "2"), said(3, "m3", "3"))
    assert [getattr(each, "text", "") for each in filled.events] == ["2", "3"]
    assert not filled.closed and not filled.lost
    filled = page(False, said(1, "m1", "1"), said(4, "m4", "4"))
    assert filled.closed
    dialogue.events.clear()
    assert dialogue.session.request_between("#a", since, until, 3, upwards=True)
    dialogue.feed(b"PING x\r\n")
    asked = next(line for line in dialogue.written() if "CHATHISTORY" in line)
    label = asked.split()[0].partition("=")[2]
    dialogue.feed(f"@label={label} :srv FAIL CHATHISTORY X BEFORE #a :Not now\r\n".encode())
    filled = dialogue.one(GapFilled)
    assert filled.failed == "Not now" and not filled.closed and not filled.lost
