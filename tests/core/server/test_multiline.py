"""Messages of several lines."""

from __future__ import annotations

import pytest

from core.server.config import ServerConfig
from core.server.limits import Limits
from tests.core.server.accounts import logged_in
from tests.core.server.dialogue import Dialogue

pytestmark = pytest.mark.usefixtures("both_stores")

PLAIN = "message-tags server-time batch echo-message labeled-response"
CAPS = PLAIN + " draft/multiline draft/chathistory"
TIME = "time=2027-01-15T08:00:00.000Z"
ANNA = ":anna!~anna@10.0.0.1"
SERVER = ":besedka.local"


@pytest.fixture
def talk() -> Dialogue:
    """Anna and Boris know several lines, Vera only tags, Gleb nothing."""
    talk = Dialogue()
    talk.join("anna", "boris", caps=CAPS, channel="#x")
    talk.join("vera", caps="message-tags server-time", channel="#x")
    talk.join("gleb", channel="#x")
    talk.forget()
    return talk


def write(talk: Dialogue, who: str, *lines: str, head: str = "", target: str = "#x") -> None:
    """A batch of these lines; ``+`` in front continues the line before."""
    tags = f"@{head} " if head else ""
    talk.send(who, f"{tags}BATCH +b draft/multiline {target}")
    for line in lines:
        more = ";draft/multiline-concat" if line.startswith("+") else ""
        talk.send(who, f"@batch=b{more} PRIVMSG {target} :{line.removeprefix('+')}")
    talk.send(who, "BATCH -b")


def test_a_batch_for_some_and_lines_for_the_others(talk: Dialogue) -> None:
    write(talk, "anna", "hello", "", "how is ", "+everyone?", head="label=l;+x=1")
    for who, label in (("anna", "label=l;"), ("boris", "")):
        talk(f"""
            {who} <- @{label}{TIME};msgid=$m;+x=1 {ANNA} BATCH +1 draft/multiline #x
            {who} <- @batch=1 {ANNA} PRIVMSG #x :hello
            {who} <- @batch=1 {ANNA} PRIVMSG #x :
            {who} <- @batch=1 {ANNA} PRIVMSG #x :how is*
            {who} <- @batch=1;draft/multiline-concat {ANNA} PRIVMSG #x :everyone?
            {who} <- {SERVER} BATCH -1
        """)
    talk(f"""
        vera <- @{TIME};msgid=$m;+x=1 {ANNA} PRIVMSG #x :hello
        vera <- @{TIME};+x=1 {ANNA} PRIVMSG #x :how is*
        vera <- @{TIME};+x=1 {ANNA} PRIVMSG #x :everyone?
        gleb <- {ANNA} PRIVMSG #x :hello
        gleb <- {ANNA} PRIVMSG #x :how is*
        gleb <- {ANNA} PRIVMSG #x :everyone?
    """)
    talk.nothing_more()
    assert talk.server.snapshot().messages == 1


def test_it_comes_back_from_the_history_as_it_was(talk: Dialogue) -> None:
    write(talk, "anna", "hello", "", "how is ", "+everyone?")
    talk(f"boris <- @*msgid=$m {ANNA} BATCH +*")
    talk.now += 1
    talk.send("boris", "PRIVMSG #x :after")
    talk.forget()
    talk(f"""
        boris -> CHATHISTORY BEFORE #x timestamp=2027-01-15T08:00:01.000Z 1
        boris <- @* {SERVER} BATCH +2 chathistory #x
        boris <- @batch=2;{TIME};msgid=$m {ANNA} BATCH +3 draft/multiline #x
        boris <- @batch=3 {ANNA} PRIVMSG #x :hello
        boris <- @batch=3 {ANNA} PRIVMSG #x :
        boris <- @batch=3 {ANNA} PRIVMSG #x :how is*
        boris <- @batch=3;draft/multiline-concat {ANNA} PRIVMSG #x :everyone?
        boris <- @batch=2;* {SERVER} BATCH -3
        boris <- @* {SERVER} BATCH -2
    """)
    talk.send("boris", "CAP REQ :-draft/multiline")
    talk.forget()
    talk(f"""
        boris -> CHATHISTORY AFTER #x timestamp=2027-01-01T00:00:00.000Z 1
        boris <- *
        boris <- @batch=4;{TIME};msgid=$m {ANNA} PRIVMSG #x :hello
        boris <- @batch=4;{TIME} {ANNA} PRIVMSG #x :how is*
        boris <- @batch=4;{TIME} {ANNA} PRIVMSG #x :everyone?
        boris <- *
    """)
    talk.send("boris", "SEARCH text=everyone")
    assert len(talk.lines("boris")) == 5
    talk.nothing_more("boris")


def test_to_a_person_and_to_oneself(talk: Dialogue) -> None:
    write(talk, "anna", "one", "two", target="Boris")
    for who in ("anna", "boris"):
        talk(f"""
            {who} <- @{TIME};msgid=$m {ANNA} BATCH +1 draft/multiline boris
            {who} <- @batch=1 {ANNA} PRIVMSG boris :one
            {who} <- @batch=1 {ANNA} PRIVMSG boris :two
            {who} <- {SERVER} BATCH -1
        """)
    talk("boris -> AWAY :out")
    talk.forget()
    write(talk, "anna", "one", target="boris", head="label=q")
    lines = talk.lines("anna")
    assert lines[0].startswith("@label=q;") and lines[0].endswith("labeled-response")
    assert [line for line in lines if " 301 anna boris " in line]
    write(talk, "anna", "one", "two", target="anna")
    assert len(talk.lines("anna")) == 8


def test_notices(talk: Dialogue) -> None:
    talk.send(
        "anna", "BATCH +n draft/multiline #x", "@batch=n NOTICE #x :a", "@batch=n NOTICE #x :b"
    )
    talk.nothing_more()
    talk.send("anna", "BATCH -n")
    talk(f"gleb <- {ANNA} NOTICE #x :a\ngleb <- {ANNA} NOTICE #x :b")


def test_accounts_and_bots() -> None:
    talk = Dialogue()
    logged_in(talk, "anna", caps=CAPS + " account-tag")
    talk.send("anna", "MODE anna +B", "JOIN #x")
    talk.forget()
    write(talk, "anna", "one", "two")
    talk(f"anna <- @{TIME};account=anna;msgid=*;bot {ANNA} BATCH +1 draft/multiline #x")


def test_other_things_may_be_said_while_a_batch_is_open(talk: Dialogue) -> None:
    talk.send("anna", "BATCH +b draft/multiline #x", "@batch=b PRIVMSG #x :in it")
    talk(f"anna -> PING x\nanna <- @* {SERVER} PONG *")
    talk.send("anna", "@label=o PRIVMSG #x :other")
    talk(f"gleb <- {ANNA} PRIVMSG #x :other")
    talk.send("anna", "BATCH -b")
    talk(f"gleb <- {ANNA} PRIVMSG #x :in it")


def test_the_same_nonce_is_delivered_once(talk: Dialogue) -> None:
    talk.send("anna", "CAP REQ :besedka.app/nonce")
    talk.forget()
    write(talk, "anna", "one", "two", head="+besedka.app/nonce=n1")
    talk(f"anna <- @{TIME};msgid=$m;+besedka.app/nonce=n1 {ANNA} BATCH +*")
    assert len(talk.lines("gleb")) == 2
    talk.forget()
    talk.now += 5
    write(talk, "anna", "one", "two", head="+besedka.app/nonce=n1")
    talk(f"anna <- @{TIME};msgid=$m;+besedka.app/nonce=n1 {ANNA} BATCH +*")
    talk.nothing_more("boris", "vera", "gleb")


# -- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "answer"),
    [
        (["BATCH +1 draft/multiline #x", "BATCH -1"], "MULTILINE_INVALID"),
        (["BATCH +1 draft/multiline"], "MULTILINE_INVALID"),
        (["BATCH +1 draft/multiline #x,#y"], "MULTILINE_INVALID"),
        (["BATCH -1"], "MULTILINE_INVALID"),
        (["BATCH 1 draft/multiline #x"], "MULTILINE_INVALID"),
        (["BATCH +1 netsplit #x"], "UNKNOWN_TYPE 1 netsplit"),
        (["BATCH +a!b draft/multiline #x"], "INVALID_REFTAG a!b"),
        (["BATCH + draft/multiline #x"], "INVALID_REFTAG *"),
        (["@batch=1 PRIVMSG #x :hi"], "MULTILINE_INVALID"),
        (["BATCH +1 draft/multiline #x", "@batch=2 PRIVMSG #x :hi"], "MULTILINE_INVALID"),
        (["BATCH +1 draft/multiline #x", "BATCH +2 draft/multiline #x"], "MULTILINE_INVALID"),
        (["BATCH +1 draft/multiline #x", "@batch=1 BATCH +2 a"], "MULTILINE_INVALID"),
        (
            ["BATCH +1 draft/multiline #x", "@batch=1 PRIVMSG #y :hi"],
            "MULTILINE_INVALID_TARGET #x #y",
        ),
        (
            ["BATCH +1 draft/multiline #x", "@batch=1 PRIVMSG #x :a", "@batch=1 NOTICE #x :a"],
            "MULTILINE_INVALID",
        ),
        (["BATCH +1 draft/multiline #x", "@batch=1;+x TAGMSG #x"], "MULTILINE_INVALID"),
        (
            [
                "BATCH +1 draft/multiline #x",
                "@batch=1 PRIVMSG #x :a",
                "@batch=1;draft/multiline-concat PRIVMSG #x :",
            ],
            "MULTILINE_INVALID",
        ),
        (
            ["BATCH +1 draft/multiline #x", "@batch=1 PRIVMSG #x :", "BATCH -1"],
            "MULTILINE_INVALID",
        ),
    ],
)
def test_what_is_wrong(talk: Dialogue, lines: list[str], answer: str) -> None:
    talk.send("anna", *lines)
    talk(f"anna <- @{TIME} {SERVER} FAIL BATCH {answer} :*")
    talk.nothing_more()
    # The rest of a batch that failed is ignored, and what comes after it is not.
    if "+1 draft/multiline #x" in lines[0] and lines[-1] != "BATCH -1" and "+2" not in lines[-1]:
        talk.send("anna", "@batch=1 PRIVMSG #x :rest", "BATCH -1")
        talk.nothing_more()
    write(talk, "anna", "good")
    assert talk.lines("gleb") == [f"{ANNA} PRIVMSG #x :good"]


def test_the_label_of_the_batch_is_on_its_error(talk: Dialogue) -> None:
    write(talk, "anna", "", head="label=l")
    talk(f"anna <- @label=l;{TIME} {SERVER} FAIL BATCH MULTILINE_INVALID :*")
    write(talk, "anna", "hi", target="nobody", head="label=m")
    talk(f"anna <- @label=m;{TIME} {SERVER} 401 anna nobody :*")
    talk.send("anna", "@label=a BATCH +b draft/multiline #x", "@batch=c PRIVMSG #x :a")
    talk(f"anna <- @label=a;{TIME} {SERVER} FAIL BATCH MULTILINE_INVALID :*")
    talk.nothing_more()


def test_labels_inside_a_batch_are_answered_too(talk: Dialogue) -> None:
    write(talk, "anna", head="label=o")
    talk.forget()
    talk.send("anna", "@label=o BATCH +b draft/multiline #x", "@batch=b;label=i PRIVMSG #x :a")
    talk(f"anna <- @label=i;{TIME} {SERVER} ACK")
    talk.send("anna", "@label=c BATCH -b")
    talk(f"anna <- @label=c;{TIME} {SERVER} ACK")
    talk(f"anna <- @label=o;{TIME};msgid=* {ANNA} BATCH +*")


def test_limits() -> None:
    talk = Dialogue(ServerConfig(limits=Limits(multiline_lines=3, multiline_bytes=20)))
    talk.connect("zoe")
    talk.send("zoe", "CAP LS 302")
    assert "draft/multiline=max-bytes=20,max-lines=3" in talk.lines("zoe")[0]
    talk.join("anna", caps=CAPS, channel="#x")
    write(talk, "anna", "1", "2", "3", "4")
    talk(f"anna <- @* {SERVER} FAIL BATCH MULTILINE_MAX_LINES 3 :*")
    talk.nothing_more("anna")
    write(talk, "anna", "0123456789", "012345678")
    assert len(talk.lines("anna")) == 4
    write(talk, "anna", "0123456789", "0123456789")
    talk(f"anna <- @* {SERVER} FAIL BATCH MULTILINE_MAX_BYTES 20 :*")
    write(talk, "anna", "0123456789", "+0123456789")
    assert len(talk.lines("anna")) == 4
    write(talk, "anna", "яяяяяяяяяя", "+я")
    talk(f"anna <- @* {SERVER} FAIL BATCH MULTILINE_MAX_BYTES 20 :*")
    talk.nothing_more("anna")


def test_a_line_that_would_not_fit_with_its_source(talk: Dialogue) -> None:
    write(talk, "anna", "short", "x" * 490)
    talk(f"anna <- @{TIME} {SERVER} 417 anna :*")
    talk.nothing_more()


def test_who_must_be_silent_is_silent_in_several_lines_too(talk: Dialogue) -> None:
    talk.send("anna", "MODE #x +m")
    talk.forget()
    write(talk, "boris", "one", "two")
    talk(f"boris <- @{TIME} {SERVER} 404 boris #x :*")
    talk.nothing_more()


def test_who_does_not_know_batches_of_lines_cannot_send_them(talk: Dialogue) -> None:
    talk.send("vera", "BATCH +1 draft/multiline #x", "@batch=1 PRIVMSG #x :a", "BATCH -1")
    talk(f"vera <- @{TIME} {SERVER} FAIL BATCH UNKNOWN_TYPE 1 draft/multiline :*")
    talk.nothing_more()
