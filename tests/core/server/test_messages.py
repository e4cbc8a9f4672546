"""PRIVMSG, NOTICE, TAGMSG, AWAY; echo, labels, ids, nonces."""

from __future__ import annotations

import pytest

from core.irc.message import parse
from core.server.config import ServerConfig
from core.server.events import LogKind
from core.server.limits import Limits
from core.server.stores import Stores
from tests.core.server.dialogue import Dialogue

TAGGED = "message-tags server-time echo-message batch labeled-response"
OURS = TAGGED + " besedka.app/nonce"
TIME = "time=2027-01-15T08:00:00.000Z"
ANNA = ":anna!~anna@10.0.0.1"
BORIS = ":boris!~boris@10.0.0.1"


@pytest.fixture
def talk() -> Dialogue:
    """Anna and Boris in #x, both plain."""
    talk = Dialogue()
    talk.join("anna", "boris", channel="#x")
    return talk


def test_a_message_to_a_channel_goes_to_the_others(talk: Dialogue) -> None:
    talk.join("vera", channel="#x")
    talk.join("gleb")
    for verb in ("PRIVMSG", "NOTICE"):
        for _ in range(2):  # the long way, then the short way
            talk(f"""
                anna -> {verb} #x :Привет 👋 :)
                boris <- {ANNA} {verb} #x :Привет 👋 :)
                vera <- {ANNA} {verb} #x :Привет 👋 :)
            """)
    talk.nothing_more()
    assert [(e.kind, e.args) for e in talk.entries] == [(LogKind.MESSAGE, ("#x", 2))] * 4
    assert talk.server.snapshot().messages == 4


@pytest.mark.parametrize(
    "line", ["PRIVMSG #X :hi", "privmsg #x hi", "PRIVMSG  #x  :hi", ":me PRIVMSG #x :hi"]
)
def test_other_spellings_of_a_message(talk: Dialogue, line: str) -> None:
    for _ in range(2):
        talk.send("anna", line)
        talk(f"boris <- {ANNA} PRIVMSG #x :hi")
    talk.nothing_more()


def test_a_message_to_a_person_and_to_oneself(talk: Dialogue) -> None:
    talk(f"""
        anna -> PRIVMSG boris :hi
        boris <- {ANNA} PRIVMSG boris :hi
        anna -> PRIVMSG BORIS :hi
        boris <- {ANNA} PRIVMSG boris :hi
        anna -> PRIVMSG anna :note
        anna <- {ANNA} PRIVMSG anna :note
    """)
    talk.nothing_more()


def test_errors(talk: Dialogue) -> None:
    talk.join("vera")
    talk("""
        anna -> PRIVMSG
        anna <- :besedka.local 411 anna :*
        anna -> PRIVMSG #x
        anna <- :besedka.local 412 anna :*
        anna -> PRIVMSG #x :
        anna <- :besedka.local 412 anna :*
        anna -> PRIVMSG nobody :hi
        anna <- :besedka.local 401 anna nobody :*
        anna -> PRIVMSG #nowhere :hi
        anna <- :besedka.local 403 anna #nowhere :*
        vera -> PRIVMSG #x :hi
        vera <- :besedka.local 404 vera #x :*
        vera -> TAGMSG #x
        anna -> NONSENSE
        anna <- :besedka.local 421 anna NONSENSE :*
        vera -> NOTICE #x :never an error to a notice
        vera -> NOTICE nobody :hi
        vera -> NOTICE #nowhere :hi
        vera -> NOTICE
        vera -> NOTICE #x
    """)
    talk.nothing_more()


def test_several_targets(talk: Dialogue) -> None:
    talk.join("vera")
    talk(f"""
        vera -> PRIVMSG anna,boris,anna,,nobody :hi
        anna <- :vera!~vera@10.0.0.1 PRIVMSG anna :hi
        boris <- :vera!~vera@10.0.0.1 PRIVMSG boris :hi
        vera <- :besedka.local 401 vera nobody :*
        boris -> PRIVMSG #x,anna :both
        anna <- {BORIS} PRIVMSG #x :both
        anna <- {BORIS} PRIVMSG anna :both
    """)
    many = ",".join(f"n{n}" for n in range(12))
    talk.send("vera", f"PRIVMSG {many} :hi")
    codes = [parse(line).command for line in talk.lines("vera")]
    assert codes == ["407"] + ["401"] * 10
    talk.nothing_more()


def test_a_message_that_does_not_fit_with_its_source_is_refused_not_cut(talk: Dialogue) -> None:
    room = 510 - len(f"{ANNA} PRIVMSG #x :".encode())
    fits = "я" * (room // 2)
    talk("anna -> PRIVMSG #x :warm\nboris <- *")
    talk.send("anna", f"PRIVMSG #x :{fits}")
    talk(f"boris <- {ANNA} PRIVMSG #x :{fits}")
    talk.send("anna", f"PRIVMSG #x :{fits}yy")
    talk("anna <- :besedka.local 417 anna :*")
    talk.nothing_more()


def test_away(talk: Dialogue) -> None:
    talk("anna -> PRIVMSG boris :warm\nboris <- *")
    talk(f"""
        boris -> AWAY :обед
        boris <- :besedka.local 306 boris :*
        anna -> PRIVMSG boris :hi
        boris <- {ANNA} PRIVMSG boris :hi
        anna <- :besedka.local 301 anna boris :обед
        anna -> NOTICE boris :hi
        boris <- {ANNA} NOTICE boris :hi
        boris -> AWAY
        boris <- :besedka.local 305 boris :*
        anna -> PRIVMSG boris :hi
        boris <- {ANNA} PRIVMSG boris :hi
    """)
    talk.nothing_more()
    assert talk.kinds().count(LogKind.AWAY) == 2


def test_away_is_told_to_those_who_want_to_know(talk: Dialogue) -> None:
    talk.join("vera", caps="away-notify", channel="#x")
    talk("""
        anna -> AWAY :tea
        anna <- *306*
        vera <- :anna!~anna@10.0.0.1 AWAY :tea
        anna -> AWAY :tea
        anna <- *306*
        anna -> AWAY
        anna <- *305*
        vera <- :anna!~anna@10.0.0.1 AWAY
    """)
    talk.nothing_more()
    talk.join("gleb")
    talk.send("gleb", "AWAY :out", "JOIN #x")
    talk("vera <- :gleb!~gleb@10.0.0.1 JOIN #x\nvera <- :gleb!~gleb@10.0.0.1 AWAY :out")


def test_statusmsg(talk: Dialogue) -> None:
    talk.join("vera", channel="#x")
    talk("anna -> MODE #x +v vera")
    talk.forget()
    talk("""
        boris -> PRIVMSG @#x :operators
        anna <- :boris!~boris@10.0.0.1 PRIVMSG @#x :operators
        boris -> PRIVMSG +#x :voices
        anna <- :boris!~boris@10.0.0.1 PRIVMSG +#x :voices
        vera <- :boris!~boris@10.0.0.1 PRIVMSG +#x :voices
    """)
    talk.nothing_more()


# -- who may speak -------------------------------------------------------------------------------


def test_moderated_banned_and_outside(talk: Dialogue) -> None:
    talk.join("vera")
    talk("boris -> PRIVMSG #x :warm\nanna <- *:warm")
    talk("anna -> MODE #x +m\nanna <- *MODE #x +m\nboris <- *MODE #x +m")
    talk("boris -> PRIVMSG #x :a\nboris <- :besedka.local 404 boris #x :*")
    talk("anna -> MODE #x +v boris\nanna <- *\nboris <- *")
    talk("boris -> PRIVMSG #x :b\nanna <- *:b")
    talk("anna -> MODE #x -mv boris\nanna <- *\nboris <- *")
    talk("boris -> PRIVMSG #x :c\nanna <- *:c")
    talk("anna -> MODE #x +b bor*")
    talk.forget()
    talk("boris -> PRIVMSG #x :d\nboris <- :besedka.local 404 boris #x :*")
    talk("anna -> MODE #x +e *!*@10.0.0.1\nanna <- *\nboris <- *")
    talk("boris -> PRIVMSG #x :e\nanna <- *:e")
    talk("anna -> MODE #x -n\nanna <- *\nboris <- *")
    talk("vera -> PRIVMSG #x :from outside\nanna <- *:from outside\nboris <- *:from outside")
    talk.nothing_more()


def test_a_new_name_may_fit_a_ban(talk: Dialogue) -> None:
    talk("boris -> PRIVMSG #x :warm\nanna <- *:warm")
    talk("anna -> MODE #x +b bad!*@*")
    talk.forget()
    talk("boris -> PRIVMSG #x :fine\nanna <- *:fine")
    talk("boris -> NICK bad")
    talk.forget()
    talk("boris -> PRIVMSG #x :no\nboris <- :besedka.local 404 bad #x :*")


def test_who_left_or_was_kicked_cannot_speak(talk: Dialogue) -> None:
    talk("boris -> PRIVMSG #x :warm\nanna <- *:warm")
    talk("boris -> PART #x\nanna <- *\nboris <- *")
    talk("boris -> PRIVMSG #x :a\nboris <- :besedka.local 404 boris #x :*")
    talk("boris -> JOIN #x")
    talk.forget()
    talk("boris -> PRIVMSG #x :b\nanna <- *:b")
    talk("anna -> KICK #x boris\nanna <- *\nboris <- *")
    talk("boris -> PRIVMSG #x :c\nboris <- :besedka.local 404 boris #x :*")
    talk.nothing_more()


# -- tags, echo, labels --------------------------------------------------------------------------


def test_tags_reach_those_who_can_read_them(talk: Dialogue) -> None:
    talk.join("ours", caps=TAGGED, channel="#x")
    talk.join("timed", caps="server-time", channel="#x")
    talk.join("tags", caps="message-tags", channel="#x")
    talk.forget()
    source = ":ours!~ours@10.0.0.1"
    talk(f"""
        ours -> @+reply=a\\sb;bad=1;+x PRIVMSG #x :hi
        ours <- @{TIME};msgid=$m1;+reply=a\\sb;+x {source} PRIVMSG #x :hi
        tags <- @msgid=$m1;+reply=a\\sb;+x {source} PRIVMSG #x :hi
        timed <- @{TIME} {source} PRIVMSG #x :hi
        anna <- {source} PRIVMSG #x :hi
        boris <- {source} PRIVMSG #x :hi
    """)
    talk("anna -> @+reply=a PRIVMSG #x :tags of one who has no message-tags are not passed on")
    talk(f"tags <- @msgid=$m2 {ANNA} PRIVMSG #x :*")
    talk.forget()
    talk(f"""
        ours -> @+typing=active TAGMSG #x
        ours <- @{TIME};msgid=$m3;+typing=active {source} TAGMSG #x
        tags <- @msgid=$m3;+typing=active {source} TAGMSG #x
        ours -> @+typing=active TAGMSG boris
        ours <- @{TIME};msgid=$m4;+typing=active {source} TAGMSG boris
        ours -> @+typing=active TAGMSG tags
        ours <- @{TIME};msgid=$m5;+typing=active {source} TAGMSG tags
        tags <- @msgid=$m5;+typing=active {source} TAGMSG tags
        ours -> @+typing=active TAGMSG
        ours <- @{TIME} :besedka.local 411 ours :*
    """)
    talk.nothing_more()


def test_echo_and_label_the_short_and_the_long_way(talk: Dialogue) -> None:
    talk.join("vera", caps=TAGGED, channel="#x")
    talk.forget()
    vera = ":vera!~vera@10.0.0.1"
    for number, target in ((1, "#X"), (2, "#x"), (3, "#x"), (4, "BORIS"), (5, "boris")):
        shown = target.lower()
        talk.send("vera", f"@label=l{number} PRIVMSG {target} :hi")
        talk(f"vera <- @label=l{number};{TIME};msgid=$m{number} {vera} PRIVMSG {shown} :hi")
        talk(f"boris <- {vera} PRIVMSG {shown} :hi")
        talk.lines("anna")
    talk.nothing_more()


def test_a_labelled_message_to_oneself(talk: Dialogue) -> None:
    talk.join("vera", caps=TAGGED)
    vera = ":vera!~vera@10.0.0.1"
    talk("vera -> @label=a PRIVMSG vera :note")
    talk(f"""
        vera <- @{TIME};msgid=$m1 {vera} PRIVMSG vera :note
        vera <- @label=a;{TIME};msgid=$m1 {vera} PRIVMSG vera :note
    """)
    talk.nothing_more()


def test_a_label_without_echo_is_acknowledged(talk: Dialogue) -> None:
    talk.join("vera", caps="labeled-response batch", channel="#x")
    talk.forget()
    for target in ("#X", "#x", "boris", "BORIS"):
        talk.send("vera", f"@label=q PRIVMSG {target} :hi")
        talk("vera <- @label=q :besedka.local ACK")
    talk("vera -> @label=q PRIVMSG nobody :hi\nvera <- @label=q :besedka.local 401 vera nobody :*")
    talk("vera -> @label=q NOTICE nobody :hi\nvera <- @label=q :besedka.local ACK")


def test_one_answer_many_answers_no_answer(talk: Dialogue) -> None:
    talk.join("vera", caps=TAGGED, channel="#x")
    talk.forget()
    talk(f"""
        vera -> @label=one PING x
        vera <- @label=one;{TIME} :besedka.local PONG besedka.local :x
        vera -> @label=none PONG x
        vera <- @label=none;{TIME} :besedka.local ACK
        vera -> @label=many NAMES #x
        vera <- @label=many;{TIME} :besedka.local BATCH +1 labeled-response
        vera <- @batch=1;{TIME} :besedka.local 353 vera = #x :@anna boris vera
        vera <- @batch=1;{TIME} :besedka.local 366 vera #x :*
        vera <- :besedka.local BATCH -1
        vera -> @label=join JOIN #y
        vera <- @label=join;{TIME} :besedka.local BATCH +2 labeled-response
        vera <- @batch=2;{TIME};msgid=$j :vera!~vera@10.0.0.1 JOIN #y
        vera <- @batch=2;{TIME} :besedka.local 353 vera = #y :@vera
        vera <- @batch=2;{TIME} :besedka.local 366 vera #y :*
        vera <- :besedka.local BATCH -2
        vera -> @label=t TOPIC #x :new
        vera <- @label=t;{TIME} :besedka.local 482 vera #x :*
        vera -> @label=u NONSENSE
        vera <- @label=u;{TIME} :besedka.local 421 vera NONSENSE :*
        vera -> @label=q QUIT
        vera <- @label=q;{TIME} ERROR :*
    """)
    talk("anna <- *QUIT*\nboris <- *QUIT*")
    talk.nothing_more()


def test_a_label_that_is_too_long_or_not_negotiated_is_no_label(talk: Dialogue) -> None:
    talk.join("vera", caps="labeled-response batch")
    talk.send("vera", f"@label={'a' * 65} PING x", "PING y")
    talk("vera <- :besedka.local PONG besedka.local :x\nvera <- *:y")
    talk("anna -> @label=1 PING x\nanna <- :besedka.local PONG besedka.local :x")


# -- nonces --------------------------------------------------------------------------------------


def test_a_message_sent_again_after_a_reconnect_is_not_delivered_twice(talk: Dialogue) -> None:
    talk.join("vera", caps=OURS, channel="#x")
    talk.forget()
    for target in ("#X", "#x"):
        talk.send("vera", f"@+besedka.app/nonce=n{target[1]} PRIVMSG {target} :hi")
    got = [parse(line) for line in talk.lines("vera")]
    assert [m.tags["+besedka.app/nonce"] for m in got] == ["nX", "nx"]
    assert len(talk.lines("anna")) == 2
    talk.wait(5)
    talk.hang_up("vera")
    talk.join("vera2", caps=OURS, channel="#x")
    talk.forget()
    for number, first in enumerate(got):
        nonce = first.tags["+besedka.app/nonce"]
        talk.send("vera2", f"@label=z{number};+besedka.app/nonce={nonce} PRIVMSG #x :hi")
        (line,) = talk.lines("vera2")
        again = parse(line)
        assert again.tags["label"] == f"z{number}"
        assert again.tags["msgid"] == first.tags["msgid"]
        assert again.tags["time"] == first.tags["time"]
        assert again.params == ("#x", "hi")
    talk.nothing_more()


def test_the_same_nonce_for_another_message_is_another_message(talk: Dialogue) -> None:
    talk.join("vera", caps=OURS, channel="#x")
    talk.forget()
    for text in ("one", "two"):
        talk.send("vera", f"@+besedka.app/nonce=same PRIVMSG #x :{text}")
    assert len(talk.lines("anna")) == 2
    talk.send("vera", "@+besedka.app/nonce=same PRIVMSG boris :two")
    assert talk.lines("boris")[-1].endswith("PRIVMSG boris :two")


def test_a_nonce_is_for_the_sender_alone_and_only_with_the_capability(talk: Dialogue) -> None:
    talk.join("tags", caps="message-tags", channel="#x")
    talk.join("vera", caps=OURS, channel="#x")
    talk.forget()
    talk.send("vera", "@+besedka.app/nonce=abc;+k=v PRIVMSG #x :hi")
    talk("tags <- @msgid=*;+k=v :vera!* PRIVMSG #x :hi")
    for _ in range(2):
        talk.send("tags", "@+besedka.app/nonce=abc PRIVMSG boris :hi")
    assert len(talk.lines("boris")) == 3


def test_only_so_many_nonces_are_kept() -> None:
    talk = Dialogue(ServerConfig(limits=Limits(nonces=2)))
    talk.join("anna", caps=OURS)
    talk.join("boris")
    for nonce in ("a", "b", "c", "a"):
        talk.send("anna", f"@+besedka.app/nonce={nonce} PRIVMSG boris :hi")
    assert len(talk.lines("boris")) == 4, "a was forgotten when c came"
    talk.send("anna", "@+besedka.app/nonce=c PRIVMSG boris :hi")
    assert talk.lines("boris") == []


def test_two_hundred_messages_at_once_all_arrive_in_order(talk: Dialogue) -> None:
    talk.send("anna", *[f"PRIVMSG #x :{n}" for n in range(200)])
    assert [line.rsplit(":", 1)[1] for line in talk.lines("boris")] == [str(n) for n in range(200)]


def test_messages_are_left_out_of_the_log_where_nobody_reads_it() -> None:
    talk = Dialogue(ServerConfig(log_messages=False))
    talk.join("anna", "boris", channel="#x")
    talk.send("anna", "PRIVMSG #x :a", "PRIVMSG #x :b", "PRIVMSG boris :c")
    assert talk.entries == []
    assert talk.server.snapshot().messages == 3


@pytest.mark.parametrize("lines", [1, 2])
def test_a_nonce_is_known_after_the_server_broke_down(lines: int) -> None:
    stores = Stores()
    caps = OURS + " draft/multiline draft/chathistory"

    def say(talk: Dialogue) -> None:
        if lines == 1:
            talk("anna -> @+x=1;+besedka.app/nonce=n1 PRIVMSG #x :one")
        else:
            talk("anna -> @+besedka.app/nonce=n1 BATCH +b draft/multiline #x")
            talk("anna -> @batch=b PRIVMSG #x :one")
            talk("anna -> @batch=b PRIVMSG #x :two")
            talk("anna -> BATCH -b")

    before = Dialogue(stores=stores)
    before.join("anna", "boris", caps=caps, channel="#x")
    say(before)
    seen = before.lines("anna")
    assert "+besedka.app/nonce=n1" in seen[0]
    assert "nonce" not in before.lines("boris")[0]

    after = Dialogue(stores=stores)
    after.now += 60
    after.join("anna", "boris", caps=caps, channel="#x")
    say(after)
    assert after.lines("anna")[0].split(" BATCH ")[0] == seen[0].split(" BATCH ")[0]
    after.nothing_more("boris")
    after("boris -> CHATHISTORY LATEST #x * 10")
    told = after.lines("boris")
    assert len([line for line in told if ":one" in line]) == 1
    assert not [line for line in told if "nonce" in line]
    after("anna -> @+besedka.app/nonce=n1 PRIVMSG #x :another text")
    assert after.lines("boris")
