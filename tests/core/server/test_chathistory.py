"""CHATHISTORY, HISTORY, and what is replayed on JOIN."""

from __future__ import annotations

import pytest

from core.server.administration import set_topic
from core.server.config import ServerConfig
from core.server.enrolment import remove_account
from core.server.history import MemoryHistory, StoredEvent, Which
from core.server.limits import Limits
from tests.core.server.accounts import logged_in
from tests.core.server.dialogue import Dialogue

pytestmark = pytest.mark.usefixtures("both_stores")

CAPS = "message-tags server-time batch draft/chathistory"
EVENTS = CAPS + " draft/event-playback"
SERVER = ":besedka.local"
ANNA = ":anna!~anna@10.0.0.1"


def texts(lines: list[str]) -> list[str]:
    """The words of a batch, without its ends."""
    assert lines[0].split(" ", 2)[2].startswith("BATCH +"), lines
    assert "BATCH -" in lines[-1], lines
    return [line.rpartition(" :")[2] for line in lines[1:-1]]


@pytest.fixture
def talk() -> Dialogue:
    """Anna, who knows nothing, and Boris with CHATHISTORY in #x, where m0 to m9 were said."""
    talk = Dialogue()
    talk.join("anna", channel="#x")
    talk.join("boris", caps=CAPS, channel="#x")
    for number in range(10):
        talk.send("anna", f"PRIVMSG #x :m{number}")
        talk(f"boris <- @time=*;msgid=$m{number} {ANNA} PRIVMSG #x :m{number}")
        talk.now += 0.0125
    talk.forget()
    return talk


def ask(talk: Dialogue, who: str, request: str) -> list[str]:
    """What CHATHISTORY returns: the texts."""
    talk(f"{who} -> CHATHISTORY {request}")
    return texts(talk.lines(who))


def numbers(*places: int) -> list[str]:
    """The texts of the messages of the fixture."""
    return [f"m{place}" for place in places]


def at(number: int) -> str:
    """When a message of the fixture was said."""
    return f"timestamp=2027-01-15T08:00:00.{int(number * 12.5 + 1e-6):03}Z"


@pytest.mark.parametrize(
    ("request_", "places"),
    [
        ("LATEST #x * 100", range(10)),
        ("LATEST #X * 3", (7, 8, 9)),
        ("LATEST #x msgid=$m6 100", (7, 8, 9)),
        ("LATEST #x msgid=$m2 2", (8, 9)),
        (f"LATEST #x {at(6)} 100", (7, 8, 9)),
        ("BEFORE #x msgid=$m3 100", (0, 1, 2)),
        ("BEFORE #x msgid=$m3 2", (1, 2)),
        (f"BEFORE #x {at(3)} 2", (1, 2)),
        ("AFTER #x msgid=$m6 100", (7, 8, 9)),
        ("after #x msgid=$m6 2", (7, 8)),
        (f"AFTER #x {at(6)} 2", (7, 8)),
        ("AROUND #x msgid=$m5 3", (4, 5, 6)),
        ("AROUND #x msgid=$m5 1", (5,)),
        ("AROUND #x msgid=$m0 4", (0, 1, 2, 3)),
        (f"AROUND #x {at(9)} 4", (7, 8, 9)),
        ("BETWEEN #x msgid=$m2 msgid=$m6 100", (3, 4, 5)),
        ("BETWEEN #x msgid=$m2 msgid=$m6 2", (3, 4)),
        ("BETWEEN #x msgid=$m6 msgid=$m2 2", (4, 5)),
        (f"BETWEEN #x {at(2)} msgid=$m6 2", (3, 4)),
        (f"BETWEEN #x {at(6)} {at(2)} 2", (4, 5)),
        ("BETWEEN #x msgid=$m2 msgid=$m2 2", ()),
        ("BEFORE #x msgid=nobody 2", ()),
        ("AFTER #x timestamp=2030-01-01T00:00:00.000Z 2", ()),
    ],
)
def test_which_messages(talk: Dialogue, request_: str, places: tuple[int, ...]) -> None:
    assert ask(talk, "boris", request_) == numbers(*places)


def test_a_batch_with_the_tags_of_then(talk: Dialogue) -> None:
    talk.wait(60)
    talk.forget()
    talk(f"""
        boris -> CHATHISTORY LATEST #X * 1
        boris <- @time=2027-01-15T08:01:00.125Z {SERVER} BATCH +1 chathistory #x
        boris <- @batch=1;time=2027-01-15T08:00:00.112Z;msgid=$m9 {ANNA} PRIVMSG #x :m9
        boris <- @time=* {SERVER} BATCH -1
    """)
    talk.nothing_more()


def test_under_a_label_the_batch_has_the_label(talk: Dialogue) -> None:
    talk.send("boris", "CAP REQ :labeled-response")
    talk.forget()
    talk(f"""
        boris -> @label=h CHATHISTORY LATEST #x * 1
        boris <- @label=h;time=* {SERVER} BATCH +1 chathistory #x
        boris <- @batch=1;time=*;msgid=$m9 {ANNA} PRIVMSG #x :m9
        boris <- @time=* {SERVER} BATCH -1
        boris -> @label=e CHATHISTORY LATEST #y * 1
        boris <- @label=e;time=* {SERVER} FAIL CHATHISTORY INVALID_TARGET LATEST #y :*
    """)
    talk.nothing_more()


def test_without_batches_the_lines_come_alone(talk: Dialogue) -> None:
    talk.send("boris", "CAP REQ :-batch -message-tags")
    talk.forget()
    talk(f"""
        boris -> CHATHISTORY LATEST #x * 2
        boris <- @time=2027-01-15T08:00:00.100Z {ANNA} PRIVMSG #x :m8
        boris <- @time=2027-01-15T08:00:00.112Z {ANNA} PRIVMSG #x :m9
    """)
    talk.nothing_more()


@pytest.mark.parametrize(
    ("request_", "answer"),
    [
        ("", "INVALID_PARAMS *"),
        ("NEWEST #x * 1", "INVALID_PARAMS NEWEST"),
        ("LATEST #x 1", "INVALID_PARAMS LATEST"),
        ("LATEST #x * 1 1", "INVALID_PARAMS LATEST"),
        ("BETWEEN #x * 1", "INVALID_PARAMS BETWEEN"),
        ("LATEST #x * 0", "INVALID_PARAMS LATEST 0"),
        ("LATEST #x * -1", "INVALID_PARAMS LATEST -1"),
        ("LATEST #x * many", "INVALID_PARAMS LATEST many"),
        ("LATEST #x * ١", "INVALID_PARAMS LATEST ١"),
        ("BEFORE #x * 1", "INVALID_PARAMS BEFORE *"),
        ("BEFORE #x msgid= 1", "INVALID_PARAMS BEFORE msgid="),
        ("BEFORE #x timestamp=today 1", "INVALID_PARAMS BEFORE timestamp=today"),
        ("BEFORE #x uid=4 1", "INVALID_MSGREFTYPE BEFORE #x uid=4"),
        ("LATEST #nowhere * 1", "INVALID_TARGET LATEST #nowhere"),
        ("LATEST #other * 1", "INVALID_TARGET LATEST #other"),
        ("LATEST anna * 1", "INVALID_TARGET LATEST anna"),
        ("TARGETS msgid=1 msgid=2 1", "INVALID_PARAMS TARGETS msgid=1"),
        (f"TARGETS {at(1)} * 1", "INVALID_PARAMS TARGETS *"),
    ],
)
def test_what_cannot_be_asked(talk: Dialogue, request_: str, answer: str) -> None:
    talk.join("vera", channel="#other")
    talk.send("boris", f"CHATHISTORY {request_}".rstrip())
    talk(f"boris <- @time=* {SERVER} FAIL CHATHISTORY {answer} :*")
    talk.nothing_more()


def test_never_more_than_the_server_allows() -> None:
    talk = Dialogue(ServerConfig(limits=Limits(history=4)))
    talk.join("anna", caps=CAPS, channel="#x")
    for number in range(9):
        talk.send("anna", f"PRIVMSG #x :m{number}")
    assert ask(talk, "anna", "LATEST #x * 100") == numbers(5, 6, 7, 8)
    talk.connect("boris")
    talk.send("boris", "NICK boris", "USER boris 0 * :B")
    assert "CHATHISTORY=4" in " ".join(talk.lines("boris"))


def test_nothing_is_kept_where_the_server_keeps_nothing() -> None:
    talk = Dialogue(ServerConfig(keep_history=False))
    talk.connect("anna")
    talk.send("anna", "CAP LS 302")
    offered = talk.lines("anna")[0]
    assert "chathistory" not in offered and "event-playback" not in offered
    talk.send("anna", "CAP END", "NICK anna", "USER anna 0 * :A")
    assert "CHATHISTORY" not in " ".join(talk.lines("anna"))
    talk.send("anna", "JOIN #x", "PRIVMSG #x :lost")
    talk.forget()
    talk(f"""
        anna -> CHATHISTORY LATEST #x * 10
        anna <- {SERVER} FAIL CHATHISTORY MESSAGE_ERROR LATEST :*
        anna -> HISTORY #x
        anna <- {SERVER} 400 anna HISTORY :*
    """)
    assert talk.server.stores.history.forget("#x") == 0


# -- who may read --------------------------------------------------------------------------------


def test_members_read_and_others_do_not(talk: Dialogue) -> None:
    talk.join("vera", caps=CAPS)
    talk.send("vera", "CHATHISTORY LATEST #x * 1")
    talk("vera <- @time=* :besedka.local FAIL CHATHISTORY INVALID_TARGET LATEST #x :*")
    talk.send("vera", "JOIN #x")
    talk.forget()
    assert ask(talk, "vera", "LATEST #x * 1") == ["m9"]
    talk.send("vera", "PART #x")
    talk.forget()
    talk.send("vera", "CHATHISTORY LATEST #x * 1")
    talk("vera <- @time=* :besedka.local FAIL CHATHISTORY INVALID_TARGET LATEST #x :*")


def test_server_operators_read_every_channel(talk: Dialogue) -> None:
    talk.join("vera", caps=CAPS)
    talk.server.nicks["vera"].oper = "root"
    assert ask(talk, "vera", "LATEST #x * 1") == ["m9"]


def test_an_open_channel_that_was_empty_has_its_history_again(talk: Dialogue) -> None:
    talk.send("anna", "PART #x")
    talk.send("boris", "PART #x", "JOIN #x")
    talk.forget()
    assert ask(talk, "boris", "LATEST #x * 2") == ["m8", "m9"]


@pytest.mark.parametrize("mode", ["+k key", "+i"])
def test_what_was_said_behind_a_door_is_not_for_who_comes_after_all_left(
    talk: Dialogue, mode: str
) -> None:
    talk.send("anna", f"MODE #x {mode}", "PART #x")
    talk.send("boris", "PART #x")
    talk.join("vera", caps=CAPS, channel="#x")
    assert ask(talk, "vera", "LATEST #x * 5") == []
    assert ask(talk, "vera", "TARGETS timestamp=2000-01-01T00:00:00.000Z " + at(99) + " 9") == []
    talk.send("vera", "SEARCH in=#x")
    assert len(talk.lines("vera")) == 2
    talk.now += 1
    talk.send("vera", "PRIVMSG #x :new")
    assert ask(talk, "vera", "LATEST #x * 5") == ["new"]
    talk.server.nicks["vera"].oper = "root"
    assert ask(talk, "vera", "LATEST #x * 2") == ["m9", "new"]


def test_private_messages_of_people_with_accounts() -> None:
    talk = Dialogue()
    logged_in(talk, "anna", "boris", caps=CAPS)
    talk.join("vera", caps=CAPS)
    talk.send("anna", "PRIVMSG boris :one")
    talk.send("boris", "PRIVMSG anna :two")
    talk.send("vera", "PRIVMSG anna :three")
    talk.forget()
    assert ask(talk, "anna", "LATEST BORIS * 10") == ["one", "two"]
    assert ask(talk, "boris", "LATEST anna * 10") == ["one", "two"]
    assert ask(talk, "anna", "LATEST vera * 10") == ["three"]
    assert ask(talk, "anna", "LATEST nobody * 10") == []
    talk("vera -> CHATHISTORY LATEST anna * 10")
    talk("vera <- @time=* :besedka.local FAIL CHATHISTORY INVALID_TARGET LATEST anna :*")
    # The name is free, and somebody else takes it, with an account even.
    talk.send("vera", "QUIT")
    logged_in(talk, "vera", caps=CAPS)
    assert ask(talk, "vera", "LATEST anna * 10") == []
    # Under another nickname it is the same person.
    talk.send("boris", "NICK boris_away")
    talk.forget()
    assert ask(talk, "anna", "LATEST boris_away * 10") == ["one", "two"]
    assert ask(talk, "anna", "LATEST boris * 10") == ["one", "two"]
    talk.send("boris", "QUIT")
    talk.forget()
    assert ask(talk, "anna", "LATEST boris * 10") == ["one", "two"]


def test_private_messages_of_people_without_accounts_are_not_kept() -> None:
    talk = Dialogue()
    talk.join("anna", "boris", caps=CAPS)
    talk.send("anna", "PRIVMSG boris :one")
    logged_in(talk, "vera", caps=CAPS)
    talk.forget()
    assert not talk.server.stores.history.private_keys("n:anna")


def test_private_messages_go_with_the_account() -> None:
    talk = Dialogue()
    logged_in(talk, "anna", "boris", caps=CAPS + " draft/read-marker")
    talk.send("anna", "PRIVMSG boris :one", f"MARKREAD boris {at(0)}")
    account = talk.server.accounts.find("anna")
    assert account is not None
    remove_account(talk.server, account)
    talk.send("anna", "QUIT")
    logged_in(talk, "anna", caps=CAPS + " draft/read-marker")
    assert ask(talk, "anna", "LATEST boris * 10") == []
    talk("anna -> MARKREAD boris\nanna <- @time=* :besedka.local MARKREAD boris *")


# -- what is kept --------------------------------------------------------------------------------


def test_what_is_kept_and_what_is_not(talk: Dialogue) -> None:
    talk.join("vera", caps=CAPS, channel="#x")
    before = "LATEST #x msgid=$m9 100"
    for line in (
        "NOTICE #x :notice",
        "PRIVMSG @#x :for operators",
        "PRIVMSG #x :\x01VERSION\x01",
        "PRIVMSG #x :\x01ACTION waves\x01",
        "@+typing=active TAGMSG #x",
        "@+x=1;+draft/reply=$m1 PRIVMSG #x :tagged",
    ):
        talk("vera -> " + line)
    talk.forget()
    talk(f"boris -> CHATHISTORY {before}")
    lines = talk.lines("boris")
    assert texts(lines) == ["notice", "\x01ACTION waves\x01", "tagged"]
    assert f";+x=1;+draft/reply={talk.ids['$m1']} :vera!" in lines[3]


def test_a_plain_room_is_kept_too() -> None:
    talk = Dialogue()
    talk.join("anna", "boris", channel="#x")
    for number in range(3):
        talk.send("anna", f"PRIVMSG #x :m{number}")
    talk.send("boris", f"CAP REQ :{CAPS}")
    talk.forget()
    assert ask(talk, "boris", "LATEST #x * 9") == numbers(0, 1, 2)


def test_a_muted_channel_for_operators_only_is_not_kept_for_others() -> None:
    talk = Dialogue()
    talk.join("anna", "boris", caps=CAPS, channel="#x")
    talk.send("anna", "MODE #x +U")
    talk.send("boris", "PRIVMSG #x :a question for the teacher")
    talk.send("anna", "PRIVMSG #x :for all")
    talk.forget()
    assert ask(talk, "boris", "LATEST #x * 9") == ["for all"]


def test_accounts_and_bots_are_told_as_they_were() -> None:
    talk = Dialogue()
    logged_in(talk, "anna", caps=CAPS + " account-tag")
    talk.send("anna", "JOIN #x", "MODE anna +B", "PRIVMSG #x :beep")
    talk.send("anna", "MODE anna -B")
    talk.forget()
    talk(f"""
        anna -> CHATHISTORY LATEST #x * 1
        anna <- *BATCH +1 chathistory #x
        anna <- @batch=1;time=*;msgid=*;bot;account=anna {ANNA} PRIVMSG #x :beep
        anna <- *BATCH -1
    """)


# -- event playback ------------------------------------------------------------------------------


def test_events_are_for_those_who_ask_for_them() -> None:
    talk = Dialogue()
    talk.join("anna", caps=EVENTS, channel="#x")
    talk.join("boris", caps=CAPS, channel="#x")
    talk.join("vera", caps=EVENTS + " extended-join", channel="#x")
    talk.send("anna", "TOPIC #x :new topic", "MODE #x +v boris", "MODE #x -n")
    talk.send("boris", "NICK bob", "PRIVMSG #x :hi")
    talk.send("anna", "KICK #x bob :bye")
    talk.send("bob" if "bob" in talk.conns else "boris", "JOIN #x", "PART #x :gone", "JOIN #x")
    talk.send("boris", "@+draft/react=x;+draft/persist TAGMSG #x", "QUIT :end")
    talk.forget()
    assert ask(talk, "anna", "LATEST #x * 1000")[-1] == "Quit: end"
    talk("anna -> CHATHISTORY LATEST #x * 1000")
    got = [line.partition(" ")[2] for line in talk.lines("anna")[1:-1]]
    boris, bob = ":boris!~boris@10.0.0.1", ":bob!~boris@10.0.0.1"
    assert got == [
        f"{ANNA} JOIN #x",
        f"{boris} JOIN #x",
        ":vera!~vera@10.0.0.1 JOIN #x",
        f"{ANNA} TOPIC #x :new topic",
        f"{ANNA} MODE #x +v boris",
        f"{ANNA} MODE #x -n",
        f"{boris} NICK bob",
        f"{bob} PRIVMSG #x :hi",
        f"{ANNA} KICK #x bob :bye",
        f"{bob} JOIN #x",
        f"{bob} PART #x :gone",
        f"{bob} JOIN #x",
        f"{bob} TAGMSG #x",
        f"{bob} QUIT :Quit: end",
    ]
    talk("vera -> CHATHISTORY LATEST #x * 1000")
    lines = talk.lines("vera")
    assert lines[1].endswith(f"{ANNA} JOIN #x * :Anna")
    talk.send("anna", "CAP REQ :-draft/event-playback")
    talk.forget()
    assert ask(talk, "anna", "LATEST #x * 1000") == ["hi"]


def test_an_event_has_the_id_it_was_seen_with() -> None:
    talk = Dialogue()
    talk.join("anna", caps=EVENTS, channel="#x")
    talk.join("boris", channel="#x")
    talk.send("boris", "JOIN #y")
    talk.forget()
    talk("""
        boris -> NICK bob
        anna <- @time=*;msgid=$nick :boris!~boris@10.0.0.1 NICK :bob
        anna -> CHATHISTORY LATEST #x * 1
        anna <- *
        anna <- @batch=1;time=*;msgid=$nick :boris!~boris@10.0.0.1 NICK bob
        anna <- *
    """)


def test_what_the_window_does_is_kept_in_the_name_of_the_server() -> None:
    talk = Dialogue()
    talk.join("anna", caps=EVENTS, channel="#x")
    set_topic(talk.server, "#x", "from the window")
    talk.collect()
    talk(f"""
        anna <- @time=*;msgid=$t {SERVER} TOPIC #x :from the window
        anna -> CHATHISTORY LATEST #x * 1
        anna <- *
        anna <- @batch=1;time=*;msgid=$t {SERVER} TOPIC #x :from the window
        anna <- *
    """)


# -- TARGETS -------------------------------------------------------------------------------------

LONG_AGO, FAR_OFF = "timestamp=2000-01-01T00:00:00.000Z", "timestamp=2100-01-01T00:00:00.000Z"


def test_targets() -> None:
    talk = Dialogue()
    logged_in(talk, "anna", "boris", caps=CAPS)
    talk.join("vera", caps=CAPS)
    talk.send("anna", "JOIN #one,#Two,#silent")
    talk.send("boris", "JOIN #three")
    for who, where in (
        ("anna", "#one"),
        ("anna", "Boris"),
        ("anna", "#two"),
        ("vera", "anna"),
        ("boris", "#three"),
        ("boris", "vera"),
    ):
        talk.send(who, f"PRIVMSG {where} :hi")
        talk.now += 1
    talk.forget()

    def targets(who: str, first: str, second: str, limit: int) -> list[str]:
        talk(f"{who} -> CHATHISTORY TARGETS {first} {second} {limit}")
        first_line, *lines, last_line = talk.lines(who)
        assert first_line.endswith("draft/chathistory-targets") and "BATCH -" in last_line
        return [" ".join(line.split()[4:]) for line in lines]

    all_ = [
        "#one 2027-01-15T08:00:00.000Z",
        "boris 2027-01-15T08:00:01.000Z",
        "#Two 2027-01-15T08:00:02.000Z",
        "vera 2027-01-15T08:00:03.000Z",
    ]
    assert targets("anna", LONG_AGO, FAR_OFF, 9) == all_
    assert targets("anna", LONG_AGO, FAR_OFF, 2) == all_[:2]
    assert targets("anna", FAR_OFF, LONG_AGO, 2) == all_[2:]
    start, end = "timestamp=2027-01-15T08:00:00.000Z", "timestamp=2027-01-15T08:00:03.000Z"
    assert targets("anna", start, end, 9) == all_[1:3]
    # The name under which the conversation can be asked for.
    talk.send("boris", "NICK bob")
    talk.send("vera", "QUIT")
    talk.forget()
    assert targets("anna", start, end, 9)[0] == "boris 2027-01-15T08:00:01.000Z"
    assert ask(talk, "anna", "LATEST boris * 1") == ["hi"]
    talk.join("olga", caps=CAPS)
    assert targets("olga", LONG_AGO, FAR_OFF, 9) == []


# -- for clients without CHATHISTORY -------------------------------------------------------------


def test_who_cannot_ask_is_shown_the_last_messages(talk: Dialogue) -> None:
    talk.wait(60)
    talk.join("vera", caps="server-time")
    talk.send("vera", "JOIN #x")
    lines = talk.lines("vera")
    assert lines[0].endswith("JOIN #x")
    assert " 366 " in lines[2]
    assert [line.rpartition(" :")[2] for line in lines[3:]] == numbers(*range(10))
    assert lines[3].startswith(f"@time=2027-01-15T08:00:00.000Z {ANNA} ")
    talk.join("gleb", caps="server-time batch")
    talk.send("gleb", "JOIN #x")
    assert texts(talk.lines("gleb")[3:]) == numbers(*range(10))
    for name, caps in (("plain", ""), ("asks", CAPS)):
        talk.join(name, caps=caps)
        talk.send(name, "JOIN #x")
        assert len(talk.lines(name)) == 3


def test_replay_can_be_switched_off() -> None:
    talk = Dialogue(ServerConfig(replay_on_join=0))
    talk.join("anna", channel="#x")
    talk.send("anna", "PRIVMSG #x :hi")
    talk.join("vera", caps="server-time")
    talk.send("vera", "JOIN #x")
    assert len(talk.lines("vera")) == 3


def test_history_is_a_command_for_everybody(talk: Dialogue) -> None:
    talk("""
        anna -> HISTORY #x 2
        anna <- :anna!~anna@10.0.0.1 PRIVMSG #x :[2027-01-15 08:00 UTC] m8
        anna <- :anna!~anna@10.0.0.1 PRIVMSG #x :[2027-01-15 08:00 UTC] m9
        anna -> HISTORY
        anna <- :besedka.local 461 anna HISTORY :*
        anna -> HISTORY #x none
        anna <- :besedka.local 400 anna HISTORY :*
        anna -> HISTORY #y
        anna <- :besedka.local 400 anna HISTORY :*
    """)
    talk.send("anna", "PRIVMSG #x :\x01ACTION waves\x01", "HISTORY #x 1")
    talk("anna <- :anna!~anna@10.0.0.1 PRIVMSG #x :\x01ACTION [2027-01-15 08:00 UTC] waves\x01")
    talk.nothing_more("anna")


@pytest.mark.parametrize("doors", ["+k key", "+i"])
@pytest.mark.parametrize("clock", [60.0, -60.0])
def test_closed_doors_stay_closed_when_the_server_breaks_down(doors: str, clock: float) -> None:
    before = Dialogue()
    before.join("anna", channel="#x")
    before.send("anna", f"MODE #x {doors}", "PRIVMSG #x :secret")
    after = Dialogue(stores=before.server.stores)  # nobody left: the program was killed
    after.now += clock
    after.join("mallory", caps=CAPS)
    after.now += 120
    after.send("mallory", "JOIN #x", "PRIVMSG #x :mine")
    after.forget()
    after.send("mallory", "CHATHISTORY LATEST #x * 10")
    assert texts(after.lines("mallory")) == ["mine"]
    after.send("mallory", "SEARCH text=secret")
    assert texts(after.lines("mallory")) == []


def test_doors_that_were_opened_again_are_open_after_a_restart() -> None:
    before = Dialogue()
    before.join("anna", channel="#x")
    before.send("anna", "MODE #x +ik key", "MODE #x -ik key", "RENAME #x #y", "PRIVMSG #y :hello")
    after = Dialogue(stores=before.server.stores)
    after.join("boris", caps=CAPS, channel="#y")
    after.send("boris", "CHATHISTORY LATEST #y * 10")
    assert texts(after.lines("boris")) == ["hello"]


def test_doors_of_a_renamed_channel_stay_closed_after_a_restart() -> None:
    before = Dialogue()
    before.join("anna", channel="#x")
    before.send("anna", "MODE #x +i", "PRIVMSG #x :secret", "RENAME #x #y")
    after = Dialogue(stores=before.server.stores)
    after.now += 1
    after.join("boris", caps=CAPS, channel="#y")
    after.send("boris", "CHATHISTORY LATEST #y * 10")
    assert texts(after.lines("boris")) == []


def test_the_memory_is_not_filled_with_channels() -> None:
    history = MemoryHistory(per_target=10, most=100)
    event = StoredEvent("id", 1.0, "#lobby", "PRIVMSG", "anna!a@h", "", ("#lobby", "text"))
    for number in range(1000):
        history.append(event._replace(target=f"#x{number}"))
        history.append(event._replace(msgid=f"id{number}"))
    kept = [n for n in range(1000) if history.find(f"#x{n}", "id")]
    assert kept == list(range(1000 - len(kept), 1000))
    assert 70 <= len(kept) <= 100
    assert len(history.query("#lobby", Which.LATEST, [], 100, True)) == 10


def test_a_message_that_goes_the_short_way_is_stored_with_all_fields(talk: Dialogue) -> None:
    talk.send("boris", "PRIVMSG #x :mine")
    stored = talk.server.stores.history.query("#x", Which.LATEST, [], 2, False)
    assert [event.nick for event in stored] == ["anna", "boris"]
    for event in stored:
        assert (event.concat, event.edited, event.bot) == ((), 0.0, False)
