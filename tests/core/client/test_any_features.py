"""Whatever a server with every capability sends, and whatever a person does with messages there: no
exception, valid lines out, bounded memory."""

from __future__ import annotations

import gc
import math
import tracemalloc

from hypothesis import given, settings
from hypothesis import strategies as st

from core.client.events import MessageKind
from core.client.feature_events import TypingState
from core.client.negotiation import WANTED
from core.client.session import ClientSession
from tests.core.client.test_any_input import check_output, check_tick, new_session, server_lines

LET_IN = (
    f":srv CAP * LS :{' '.join(WANTED)}",
    f":srv CAP anna ACK :{' '.join(WANTED)}",
    ":srv 001 anna :Welcome",
    ":srv 005 anna CASEMAPPING=ascii CHANTYPES=# CHATHISTORY=100 MONITOR=10 :are supported",
    ":srv 376 anna :End",
    ":anna!u@h JOIN #chan",
    ":srv 353 anna = #chan :@boris anna",
    ":srv 366 anna #chan :End",
    ":boris!b@h PRIVMSG anna hello",
)
TEXT = st.sampled_from(["", " ", "x", "a\nb", "\n\n", "я" * 700, "1\n" * 300, "\0\r", "\ud800"])
WORD = st.sampled_from(["", "1", "id 2", ":x", "x" * 500, "é\n", "👍", "\x02"]) | st.text(
    max_size=9
)
BUFFER = st.sampled_from(["#chan", "boris", "", "#none", "a b", ":x"])
TIME = st.sampled_from([0.0, 1000.0, 2e9, -1.0, math.nan, math.inf, 1e300])
ACT = st.one_of(
    st.tuples(st.just("say"), BUFFER, TEXT, st.sampled_from(MessageKind), WORD),
    st.tuples(st.just("react"), BUFFER, WORD, WORD, st.booleans()),
    st.tuples(st.just("edit"), BUFFER, WORD, TEXT, st.sampled_from(MessageKind)),
    st.tuples(st.just("redact"), BUFFER, WORD, WORD),
    st.tuples(st.just("set_typing"), BUFFER, st.sampled_from(TypingState)),
    st.tuples(st.just("mark_read"), BUFFER, TIME, WORD),
    st.tuples(st.just("request_older"), BUFFER, TIME, WORD, st.integers(-1, 2000)),
    st.tuples(st.just("search"), TEXT, BUFFER, WORD, TIME, TIME),
    st.tuples(st.just("register_account"), WORD, WORD),
    st.tuples(st.just("log_in"), WORD, WORD),
    st.tuples(st.just("set_metadata"), BUFFER, WORD, TEXT),
    st.tuples(st.just("request_list"), BUFFER, WORD),
    st.tuples(st.just("rename_channel"), BUFFER, WORD, WORD),
)


def let_in(session: ClientSession) -> None:
    session.connected()
    session.receive([line.encode() for line in LET_IN])
    check_output(session)


@settings(max_examples=200)
@given(
    st.lists(st.tuples(server_lines(), ACT), max_size=25),
    st.integers(0, 25),
    st.booleans(),
)
def test_any_lines_and_any_acts(
    steps: list[tuple[bytes, tuple[object, ...]]], lost: int, back: bool
) -> None:
    now = [1000.0]
    session = new_session(now)
    let_in(session)
    for number, (line, (name, *args)) in enumerate(steps):
        if number == lost:
            session.disconnected()
            check_output(session)
            if back:
                let_in(session)
        session.receive([line])
        check_output(session)
        getattr(session, str(name))(*args)
        check_output(session)
        now[0] += 2.0
        check_tick(session, now[0])
        check_output(session)


def test_what_a_hostile_server_can_make_us_keep_is_bounded() -> None:
    session = new_session([1000.0])
    let_in(session)

    def flood(start: int) -> None:
        for n in range(start, start + 1500):
            session.receive(
                [
                    line.encode()
                    for line in (
                        f"@msgid=i{n};+draft/reply=x{n} :b!b@h BATCH +m{n} draft/multiline #chan",
                        f"@batch=m{n} :b!b@h PRIVMSG #chan :{'x' * 400}",
                        f":srv BATCH +c{n} chathistory #chan",
                        f"@batch=c{n};msgid=h{n} :b!b@h PRIVMSG #chan :{'y' * 400}",
                        f"@+typing=active :p{n}!b@h TAGMSG #chan",
                        f"@+draft/reply=i{n};+draft/react={n} :p{n}!b@h TAGMSG #chan",
                        f":srv MARKREAD q{n} timestamp=2026-01-01T00:00:00.000Z",
                        f":srv CAP anna NEW :vendor/{n}={'z' * 300}",
                        f":b!b@h REDACT #chan i{n}",
                        f":q{n}!b@h PRIVMSG anna hello",
                    )
                ]
            )
            session.take_events()
            session.take_output()

    for n in range(10):  # until everything that is kept is full
        flood(1500 * n)
    gc.collect()
    tracemalloc.start()
    try:
        flood(100_000)
        gc.collect()
        grown, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert grown < 1_000_000
