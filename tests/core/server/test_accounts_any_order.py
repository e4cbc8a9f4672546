"""Several clients with orders about accounts in any order: no fault, and who is who stays true."""

from __future__ import annotations

import base64

from hypothesis import given, settings
from hypothesis import strategies as st

from core.irc.casemapping import fold
from core.server.config import ServerConfig
from core.server.events import LogKind
from core.server.limits import Limits
from tests.core.server.dialogue import Dialogue

CERTIFICATE = "ab" * 32
NAMES = ("anna", "boris", "Анна", "аnna", "ANNA", "Guest10001")
WORD = st.sampled_from([*NAMES, "sesame", "bogus", "x", "", "é" * 10, "\u0221", "*", "a@b.c"])
WORDS = st.lists(st.one_of(WORD, st.sampled_from(["ADD", "DEL", "LIST", CERTIFICATE])), max_size=3)


def of_verbs(verbs: str, head: str = "") -> st.SearchStrategy[str]:
    """Lines that begin with one of these words."""
    pairs = st.tuples(st.sampled_from(verbs.split()), WORDS)
    return pairs.map(lambda pair: head + " ".join([pair[0], *pair[1]]))


def encoded(*parts: str | st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """An answer of SASL made of these parts."""
    whole = st.tuples(*[st.just(part) if isinstance(part, str) else part for part in parts])
    return whole.map(lambda p: "AUTHENTICATE " + base64.b64encode("".join(p).encode()).decode())


LINE = st.one_of(
    of_verbs("REGISTER VERIFY IDENTIFY LOGIN LOGOUT PASSWD CERT ACCOUNT DROPACCOUNT GHOST NS"),
    of_verbs("register identify logout passwd cert info group ungroup ghost drop", "NS "),
    st.sampled_from([f"NICK {name}" for name in NAMES]),
    st.sampled_from(["AUTHENTICATE PLAIN", "AUTHENTICATE SCRAM-SHA-256", "AUTHENTICATE EXTERNAL"]),
    encoded("\0", WORD, "\0", WORD),
    encoded("n,,n=", WORD, ",r=", WORD),
    st.sampled_from(
        ["CAP REQ :sasl account-notify", "CAP END", "JOIN #x", "QUIT", "PRIVMSG #x :a"]
    ),
)


@given(
    st.lists(st.tuples(st.integers(0, 3), LINE, st.booleans()), max_size=60),
    st.booleans(),
)
@settings(max_examples=60)
def test_orders_in_any_order(steps: list[tuple[int, str, bool]], early: bool) -> None:
    limits = Limits(password_iterations=4096)
    talk = Dialogue(ServerConfig(flood_control=False, register_before_connect=early, limits=limits))
    clients = [f"c{number}" for number in range(4)]
    for name in clients:
        talk.connect(name)
        talk.server.users[talk.conns[name]].certificate = CERTIFICATE
    for name in clients[1:]:
        talk.send(name, f"NICK {name}", "USER u 0 * :U")
    for which, line, hold in steps:
        talk.hold_jobs = hold
        if clients[which] not in talk.closed:
            talk.send(clients[which], line)
        check(talk)
    talk.do_jobs()
    talk.collect()
    check(talk)


def check(talk: Dialogue) -> None:
    """What is true at any time."""
    server = talk.server
    assert LogKind.INTERNAL not in talk.kinds()
    for folded, user in server.nicks.items():
        assert user.folded == folded == fold(user.nick)
        assert server.users[user.conn] is user
    for user in server.users.values():
        assert not user.account or server.accounts.find(user.account) is not None
        assert bool(user.sender_tags) == bool(user.account)
        if user.registered:
            assert server.nicks[user.folded] is user
    for account in server.accounts:
        for fingerprint in account.certificates:
            assert server.accounts.of_certificate(fingerprint) is account
        for nick in account.nicks:
            assert server.accounts.owner_of(nick) is account
    kept = {account.folded: account for account in server.stores.accounts.all()}
    assert kept == {account.folded: account for account in server.accounts}
