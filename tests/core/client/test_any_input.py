"""Whatever a server sends and a person types: no exception, valid lines out, bounded memory."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.client.session import ClientSession, SessionOptions
from core.irc.casemapping import fold
from core.irc.decoder import LineDecoder, Overlong
from core.irc.message import parse
from core.irc.numerics import Numeric

NUMERICS = sorted(v for k, v in vars(Numeric).items() if not k.startswith("_"))
_COMMANDS = (
    "PRIVMSG NOTICE TAGMSG JOIN PART KICK QUIT NICK MODE TOPIC INVITE AWAY CHGHOST ACCOUNT SETNAME"
    " BATCH CAP PING PONG ERROR FAIL WARN NOTE ACK KILL AUTHENTICATE WALLOPS FOO"
    " REDACT MARKREAD"
)
COMMANDS = _COMMANDS.split()

# Words that a session knows something about, so that random lines reach its depths.
_WORDS = (
    "anna boris clara Anna ANNA_ #chan #CHAN #игры &local @#chan @boris +@anna +o -o+v +k-l +beI "
    "b * LS ACK NAK NEW DEL REQ =sasl batch echo-message server-time message-tags "
    "CASEMAPPING=rfc1459 CASEMAPPING=rfc8265 CASEMAPPING=x CHANTYPES= CHANTYPES=#a PREFIX= "
    "PREFIX=(qaohv)~&@%+ PREFIX=(o STATUSMSG=@+ NICKLEN=9 MODES= LINELEN=70 -PREFIX "
    "TARGMAX=JOIN:1,X NETWORK=A\\x20B H G* 0 -1 99999999999999999999 netsplit chathistory +1 -1 "
    "draft/multiline draft/multiline=max-bytes=9,max-lines=1 timestamp=2026-01-01T00:00:00.000Z "
    "CLIENTTAGDENY=* CLIENTTAGDENY=*,-typing CHATHISTORY=x "
    "labeled-response m1 m2 PRIVMSG besedka-1 secret учитель \x01VERSION\x01 \x01 \x01ACTION"
)
WORDS = st.sampled_from([*_WORDS.split(" "), "9" * 5000])
PARAM = WORDS | st.text(max_size=12).map(lambda text: re.sub("[\r\n\0 ]", "", text) or "x")
SOURCE = st.sampled_from(
    [
        "",
        ":anna!u@h ",
        ":boris!b@host ",
        ":srv ",
        ":irc.example ",
        ": ",
        ":Anna ",
        ":!@ ",
        ":#chan ",
    ]
)
TAGS = st.sampled_from(
    [
        "",
        "",
        "@time=2026-01-01T00:00:00.000Z;msgid=1 ",
        "@time=9999-99-99T00:00 ",
        "@time=0001-01-01T00:00:00+23:59 ",
        "@label=m1 ",
        "@label=m2;batch=1 ",
        "@batch=1 ",
        "@+besedka.app/nonce=n1 ",
        "@msgid=1;+draft/reply=1;+draft/react=👍 ",
        "@+draft/reply=2;+draft/unreact=\\u202e ",
        "@+typing=active ",
        "@+typing=paused;+besedka.app/read=1 ",
        "@+besedka.app/edit=1;besedka.app/edited=2026-01-01T00:00:00.000Z ",
        "@batch=1;draft/multiline-concat ",
        "@;=;\\ ",
    ]
)


@st.composite
def server_lines(draw: st.DrawFn) -> bytes:
    command = draw(st.sampled_from(NUMERICS) | st.sampled_from(COMMANDS))
    params = draw(st.lists(PARAM, max_size=6))
    last = draw(st.none() | st.text(max_size=20) | WORDS)
    line = draw(TAGS) + draw(SOURCE) + " ".join([command, *params])
    if last is not None:
        line += " :" + re.sub("[\r\n\0]", "", last)
    return line.encode("utf-8", "replace")


VALID = b"""\
:srv CAP * LS * :batch echo-message server-time message-tags labeled-response multi-prefix
:srv CAP * LS :besedka.app/nonce away-notify draft/multiline=max-bytes=200,max-lines=5
:srv CAP anna ACK :batch echo-message server-time message-tags labeled-response multi-prefix
:srv 433 * anna :in use
:srv 001 anna :Welcome
:srv 005 anna CASEMAPPING=ascii PREFIX=(ov)@+ CHANMODES=b,k,l,imnt :are supported
:srv 372 anna :- hello
:srv 376 anna :End
:anna!u@h JOIN #chan
:srv 353 anna = #chan :@boris anna
:srv 366 anna #chan :End
:srv 352 anna #chan b host srv boris G@ :0 Boris
:srv 315 anna #chan :End
:srv 332 anna #chan :topic
:srv 333 anna #chan boris!b@h 1700000000
:boris!b@h PRIVMSG #chan :anna: hello
:boris!b@h PRIVMSG anna :\x01VERSION\x01
:srv BATCH +1 netsplit a b
@batch=1 :clara QUIT :a b
:srv BATCH -1
@msgid=3 :boris!b@h BATCH +2 draft/multiline #chan
@batch=2 :boris!b@h PRIVMSG #chan :one
@batch=2;draft/multiline-concat :boris!b@h PRIVMSG #chan :two
:srv BATCH -2
@+typing=active;+draft/reply=3;+draft/react=x :boris!b@h TAGMSG #chan
@+besedka.app/read=3 :boris!b@h TAGMSG anna
:boris!b@h REDACT #chan 3 :why
:srv MARKREAD #chan timestamp=2026-01-01T00:00:00.000Z
:boris!b@h MODE #chan +ov-k anna boris key
:boris!b@h NICK boris2
:srv 311 anna boris b h * :Boris
:srv 317 anna boris 10 1700000000 :idle
:srv 318 anna boris :End
:srv 322 anna #chan 3 :topic
:srv 323 anna :End
:boris2!b@h KICK #chan anna :out
:srv 404 anna #chan :Cannot send
ERROR :Closing link
""".splitlines(keepends=True)


@st.composite
def mutated_dialogues(draw: st.DrawFn) -> bytes:
    lines = list(VALID)
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.integers(0, 4)):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[draw(st.integers(0, len(lines) - 1))])
            case 2:
                words = lines[at].split(b" ")
                lines[at] = b" ".join(words[: draw(st.integers(1, len(words)))]).strip() + b"\n"
            case 3:
                cut = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:cut] + draw(st.binary(max_size=8)) + lines[at][cut:]
            case _:
                lines.insert(at, draw(server_lines()) + b"\r\n")
        if not lines:
            break
    return b"".join(lines)


def new_session(now: list[float]) -> ClientSession:
    count = iter(range(10**9))
    options = SessionOptions("anna", password="geheim", channels=(("#chan", ""), ("#игры", "key")))
    return ClientSession(options, lambda: now[0], lambda: f"n{next(count)}")


def check_output(session: ClientSession) -> None:
    output = session.take_output()
    assert output == b"" or output.endswith(b"\r\n")
    for line in output.split(b"\r\n")[:-1]:
        body = line
        if line.startswith(b"@"):
            body = line.partition(b" ")[2]
        assert body, line
        assert len(body) <= session.isupport.linelen - 2
        assert not set(line) & {0, 10, 13}
        message = parse(line)
        assert message.command.isalpha()
    known = set(session.buffers)
    assert len(known) == len(session.buffers)
    assert session.nick
    for buffer in known:
        nicks = [fold(m.nick, session.isupport.casemapping) for m in session.members(buffer)]
        assert all(nicks)
        assert len(nicks) == len(set(nicks))
    session.take_events()


def check_tick(session: ClientSession, now: float) -> None:
    """What is due is done: the next deadline lies ahead, or an engine would run in circles."""
    session.tick()
    due = session.next_deadline()
    assert due is None or due > now


TYPED = st.sampled_from(
    [
        "hello",
        "//slash",
        "/",
        "/join #new",
        "/join игры secret",
        "/part",
        "/me waves",
        "/msg boris hi",
        "/msg #chan,boris hi",
        "/query clara",
        "/nick anna2",
        "/topic a topic",
        "/topic " + "ы" * 600,
        "/kick boris " + "x" * 600,
        "/away " + "😀" * 300,
        "/msg " + "x" * 600 + " hi",
        "/kick boris go",
        "/op a b c d e",
        "/ban boris",
        "/mode +k key",
        "/away",
        "/back",
        "/whois",
        "/names",
        "/list",
        "/notice boris x",
        "/raw PING :x",
        "/close",
        "/invite clara",
        "/version",
        "/kickban boris",
        "/ignore *",
        "/unignore *",
        "/ping boris",
        "/ctcp boris " + "x" * 600,
        "/knock #x :y",
        "/ns x",
        "/oper a b",
        "/who :",
        "/whowas x y",
        "я" * 600,
    ]
) | st.text(max_size=40)


@settings(max_examples=150)
@given(st.lists(server_lines(), max_size=25), st.lists(TYPED, max_size=6), st.booleans())
def test_random_lines(lines: list[bytes], typed: list[str], let_in: bool) -> None:
    now = [1000.0]
    session = new_session(now)
    session.connected()
    check_output(session)
    if let_in:
        session.receive(LineDecoder(8190).feed(b"".join(VALID[:11])))
        check_output(session)
    for index, line in enumerate(lines):
        session.receive([line])
        check_output(session)
        if index < len(typed):
            for buffer in ("#chan", "boris", ""):
                session.run(typed[index], buffer)
                check_output(session)
        now[0] += 3.0
        check_tick(session, now[0])
        check_output(session)
    session.disconnected()
    check_output(session)
    session.connected()
    session.receive(LineDecoder(8190).feed(b"".join(VALID)))
    check_output(session)


@settings(max_examples=150)
@given(mutated_dialogues(), st.integers(1, 200))
@example(b"", 1)
def test_mutated_dialogues(data: bytes, size: int) -> None:
    now = [1000.0]
    session = new_session(now)
    decoder = LineDecoder(8190)
    for _ in range(2):
        session.connected()
        session.run("hello", "#chan")
        for start in range(0, len(data), size):
            session.receive(decoder.feed(data[start : start + size]))
            check_output(session)
        now[0] += 20.0
        check_tick(session, now[0])
        check_output(session)
        session.disconnected()
        check_output(session)


@settings(max_examples=100)
@given(st.binary(max_size=600))
def test_any_bytes_before_registration(data: bytes) -> None:
    session = new_session([1000.0])
    session.connected()
    session.receive([*LineDecoder(8190).feed(data + b"\n"), Overlong(9000), Overlong(9, tags=True)])
    check_output(session)
    session.disconnected()
    check_output(session)


def test_every_command_with_too_few_and_too_many_parameters() -> None:
    shapes = [
        ["anna", "#chan", "boris", "5", "x", "G", "H", "0 y", "z"],
        ["anna", "boris", "#chan", "", "9" * 5000, "=", "", "", ""],
        ["anna", "#chan", *["9" * 5000] * 7],
        ["#chan", "anna", "+ovk", "boris", "anna", "", "", "", ""],
        ["", "", "", "", "", "", "", "", ""],
        ["*", "LS", "*", ":", "\x01", "\x01ACTION", "@+", "!@", "a!b@c"],
    ]
    for command in [*NUMERICS, *COMMANDS]:
        if command == "ERROR":
            continue
        now = [1000.0]
        session = new_session(now)
        session.connected()
        session.receive(LineDecoder(8190).feed(b"".join(VALID[:11])))
        for shape in shapes:
            for count in range(len(shape) + 1):
                for source in ("", ":srv ", ":boris!b@h ", ":anna!u@h "):
                    words = [word or "x" for word in shape[: max(count - 1, 0)]]
                    last = [":" + word for word in shape[count - 1 : count] if count]
                    line = source + " ".join([command, *words, *last])
                    session.receive([line.encode()])
                    check_output(session)
        now[0] += 30
        check_tick(session, now[0])
        check_output(session)


def test_a_server_that_never_stops() -> None:
    """What a hostile server can make us keep is bounded."""
    session = new_session([1000.0])
    session.connected()
    session.receive([b":srv 001 anna :hi"])
    for number in range(3000):
        session.receive(
            [
                b":srv BATCH +%d x" % number,
                b":srv 311 anna p%d u h * :r" % number,
                b":p%d!u@h PRIVMSG anna :hello" % number,
                b":srv 005 anna T%d=1 :x" % number,
            ]
        )
        session.take_events()
    assert len(session.buffers) <= 500
    assert len(session.isupport.tokens) <= 500
