"""METADATA: values of people and channels, and those who hear when they change."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from core.server import metadata
from core.server.accounts import Account
from core.server.config import ServerConfig
from core.server.enrolment import remove_account
from core.server.limits import Limits
from core.server.login import log_in as really_log_in
from core.server.login import log_out
from core.server.stores import MemoryValues, Stores
from tests.core.server.dialogue import Dialogue

CAPS = "batch draft/metadata-3"
SERVER = ":besedka.local"


def people(*names: str, channel: str = "", stores: Stores | None = None) -> Dialogue:
    talk = Dialogue(ServerConfig(opers={"root": "pw"}), stores=stores)
    talk.join(*names, caps=CAPS, channel=channel)
    return talk


def subscribe(talk: Dialogue, *names: str) -> None:
    for name in names:
        talk.send(name, "METADATA * SUB display-name avatar")
    talk.forget()


def log_in(talk: Dialogue, name: str, account: str) -> None:
    talk.forget()
    user = talk.server.users[talk.conns[name]]
    really_log_in(talk.server, user, Account(account, account.lower(), 0.0))
    talk.collect()
    assert " 900 " in talk.inbox[name].popleft()


def test_the_capability_tells_the_limits() -> None:
    talk = Dialogue()
    talk.connect("x")
    talk.send("x", "CAP LS 302")
    words = " ".join(talk.lines("x")).split(" ")
    assert [word for word in words if word.startswith("draft/metadata-3")] == [
        "draft/metadata-3=before-connect,max-keys=25,max-key-bytes=64,max-subs=50,max-value-bytes=256"
    ]


def test_set_get_list_clear() -> None:
    talk = people("anna", "boris")
    talk(f"""
        anna -> METADATA * SET display-name :Анна Каренина
        anna <- {SERVER} 761 anna anna display-name * :Анна Каренина
        anna -> METADATA anna SET avatar https://x/y
        anna <- {SERVER} 761 anna anna avatar * :https://x/y
        boris -> METADATA ANNA GET avatar no Bad display-name
        boris <- {SERVER} BATCH +* metadata anna
        boris <- @batch=* {SERVER} 761 boris anna avatar * :https://x/y
        boris <- @batch=* {SERVER} 766 boris anna no :The key is not set
        boris <- @batch=* {SERVER} WARN METADATA INVALID_KEY Bad :*
        boris <- @batch=* {SERVER} 761 boris anna display-name * :Анна Каренина
        boris <- {SERVER} BATCH -*
        anna -> METADATA * SET avatar
        anna <- {SERVER} 766 anna anna avatar :*
        anna -> METADATA * SET avatar :
        anna <- {SERVER} 766 anna anna avatar :*
        boris -> METADATA anna LIST
        boris <- {SERVER} BATCH +* metadata anna
        boris <- @batch=* {SERVER} 761 boris anna display-name * :Анна Каренина
        boris <- {SERVER} BATCH -*
        anna -> METADATA * CLEAR
        anna <- {SERVER} BATCH +* metadata anna
        anna <- @batch=* {SERVER} 766 anna anna display-name :*
        anna <- {SERVER} BATCH -*
        anna -> METADATA * CLEAR
        anna <- {SERVER} BATCH +* metadata anna
        anna <- {SERVER} BATCH -*
    """)
    talk.nothing_more()


def test_without_batch_the_lines_come_alone() -> None:
    talk = Dialogue()
    talk.join("anna")
    talk(f"""
        anna -> METADATA * SET url x
        anna <- {SERVER} 761 anna anna url * :x
        anna -> METADATA * LIST
        anna <- {SERVER} 761 anna anna url * :x
    """)
    talk.nothing_more()


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("METADATA", "INVALID_PARAMS *"),
        ("METADATA *", "INVALID_PARAMS *"),
        ("METADATA * SNEEZE", "INVALID_PARAMS SNEEZE"),
        ("METADATA * :: hi", "INVALID_PARAMS *"),
        ("METADATA * GET", "INVALID_PARAMS GET"),
        ("METADATA * SET", "INVALID_PARAMS SET"),
        ("METADATA * SET key two words", "INVALID_PARAMS SET"),
        ("METADATA * SUB", "INVALID_PARAMS SUB"),
        ("METADATA * LIST more", "INVALID_PARAMS LIST"),
        ("METADATA nobody LIST", "INVALID_TARGET nobody"),
        ("METADATA #none LIST", "INVALID_TARGET #none"),
        ("METADATA #secret LIST", "INVALID_TARGET #secret"),
        ("METADATA :a b LIST", "INVALID_PARAMS *"),
        ("METADATA boris SUB url", "INVALID_TARGET boris"),
        ("METADATA boris SUBS", "INVALID_TARGET boris"),
        ("METADATA boris SET url x", "KEY_NO_PERMISSION boris url"),
        ("METADATA boris CLEAR", "KEY_NO_PERMISSION boris *"),
        ("METADATA #x SET url x", "KEY_NO_PERMISSION #x url"),
        ("METADATA * SET URL x", "INVALID_KEY URL"),
        ("METADATA * SET :a b", "INVALID_KEY *"),
        ("METADATA * SET " + "k" * 65 + " x", "INVALID_KEY " + "k" * 60),
        ("METADATA * SET ключ x", "INVALID_KEY ключ"),
        ("METADATA * SET url :" + "x" * 257, "INVALID_VALUE url"),
        ("METADATA * SET url :" + "\U0001f49c" * 65, "INVALID_VALUE url"),
    ],
)
def test_what_is_refused(command: str, answer: str) -> None:
    talk = people("boris", channel="#x")
    talk.send("boris", "JOIN #secret", "MODE #secret +s")
    talk.join("anna", caps=CAPS)
    talk.forget()
    talk.send("anna", command)
    talk.expect("anna", f"{SERVER} FAIL METADATA {answer} :*")
    talk.nothing_more()


@pytest.mark.parametrize("value", ["x" * 256, "\U0001f49c" * 64, "я" * 128, " : two  spaces ", ":"])
def test_values_at_the_limit_come_whole(value: str) -> None:
    talk = people("anna", "я" * 30)
    talk.send("anna", f"METADATA * SET url :{value}")
    talk.expect("anna", f"{SERVER} 761 anna anna url * :{value}")
    talk.send("я" * 30, "METADATA anna LIST")
    assert talk.lines("я" * 30)[1].endswith(f" 761 {'я' * 30} anna url * :{value}")


def test_a_value_must_fit_beside_the_name_of_a_channel() -> None:
    name = "#" + "\U0001f49c" * 60
    talk = people("anna", channel=name)
    talk.send("anna", f"METADATA {name} SET url :" + "x" * 200)
    talk.expect("anna", f"{SERVER} FAIL METADATA INVALID_VALUE url :*")
    talk.send("anna", f"METADATA {name} SET url :" + "x" * 100)
    talk.expect("anna", f"{SERVER} 761 anna {name} url * :" + "x" * 100)


def test_as_many_keys_as_there_may_be() -> None:
    talk = Dialogue(ServerConfig(limits=Limits(metadata_keys=2)))
    talk.join("anna", caps=CAPS)
    talk(f"""
        anna -> METADATA * SET a 1
        anna <- {SERVER} 761 *
        anna -> METADATA * SET b 1
        anna <- {SERVER} 761 *
        anna -> METADATA * SET c 1
        anna <- {SERVER} FAIL METADATA LIMIT_REACHED SET anna 2 :*
        anna -> METADATA * SET b 2
        anna <- {SERVER} 761 anna anna b * :2
        anna -> METADATA * SET c
        anna <- {SERVER} 766 anna anna c :*
    """)


def test_who_subscribed_hears_of_changes() -> None:
    talk = people("anna", "boris", "vera", channel="#x")
    talk.join("far", "stranger", caps=CAPS)
    talk.join("old", channel="#x")
    talk.send("far", "MONITOR + anna")
    subscribe(talk, "anna", "boris", "far", "stranger", "old")
    talk(f"""
        anna -> METADATA * SET display-name Anna
        anna <- {SERVER} 761 anna anna display-name * :Anna
        boris <- {SERVER} 761 boris anna display-name * :Anna
        far <- {SERVER} 761 far anna display-name * :Anna
        anna -> METADATA * SET display-name Anna
        anna <- {SERVER} 761 anna anna display-name * :Anna
        anna -> METADATA * SET other x
        anna <- {SERVER} 761 anna anna other * :x
        anna -> METADATA * SET display-name
        anna <- {SERVER} 766 anna anna display-name :*
        boris <- {SERVER} 766 boris anna display-name :*
        far <- {SERVER} 766 far anna display-name :*
    """)
    talk.nothing_more()


def test_operators_of_a_channel_and_of_the_server() -> None:
    talk = people("anna", "boris", channel="#x")
    talk.join("root", caps=CAPS)
    talk.send("root", "OPER root pw")
    subscribe(talk, "anna", "boris")
    talk(f"""
        anna -> METADATA #X SET display-name :Урок 1
        anna <- {SERVER} 761 anna #x display-name * :Урок 1
        boris <- {SERVER} 761 boris #x display-name * :Урок 1
        root -> METADATA anna SET display-name Kind
        root <- {SERVER} 761 root anna display-name * :Kind
        anna <- {SERVER} 761 anna anna display-name * :Kind
        boris <- {SERVER} 761 boris anna display-name * :Kind
        boris -> METADATA #x CLEAR
        boris <- {SERVER} FAIL METADATA KEY_NO_PERMISSION #x * :*
        anna -> METADATA #x CLEAR
        anna <- {SERVER} BATCH *
        anna <- @batch=* {SERVER} 766 anna #x display-name :*
        anna <- {SERVER} BATCH *
        boris <- {SERVER} 766 boris #x display-name :*
    """)
    talk.nothing_more()


@pytest.mark.parametrize("mode", ["+i", "+k key"])
def test_who_is_not_let_in_reads_nothing(mode: str) -> None:
    talk = people("anna", channel="#x")
    talk.join("boris", caps=CAPS)
    talk.send("anna", "METADATA #x SET url x", f"MODE #x {mode}")
    subscribe(talk, "boris")
    for command in ("GET url", "LIST", "SYNC"):
        talk.send("boris", f"METADATA #x {command}")
        talk.expect("boris", f"{SERVER} FAIL METADATA KEY_NO_PERMISSION #x * :*")
    talk.nothing_more("boris")


def test_join_brings_the_values() -> None:
    talk = people("anna", channel="#x")
    talk.join("boris", caps=f"{CAPS} no-implicit-names")
    subscribe(talk, "anna", "boris")
    talk.send(
        "anna", "METADATA #x SET avatar a", "METADATA * SET avatar b", "METADATA * SET other c"
    )
    talk.send("boris", "METADATA * SET display-name Boris", "METADATA * SET other d")
    talk.forget()
    talk(f"""
        boris -> JOIN #x
        boris <- :boris!~boris@10.0.0.1 JOIN #x
        boris <- {SERVER} BATCH +* metadata #x
        boris <- @batch=* {SERVER} 761 boris #x avatar * :a
        boris <- @batch=* {SERVER} 761 boris anna avatar * :b
        boris <- @batch=* {SERVER} 761 boris boris display-name * :Boris
        boris <- {SERVER} BATCH -*
        anna <- :boris!~boris@10.0.0.1 JOIN #x
        anna <- {SERVER} 761 anna boris display-name * :Boris
    """)
    talk.nothing_more()


def test_a_large_channel_is_synchronised_later() -> None:
    talk = people("anna", channel="#x")
    talk.send("anna", "METADATA * SET avatar b")
    talk.join(*[f"p{number}" for number in range(100)], channel="#x")
    talk.wait(1.0)  # so many from one address are not heard in one moment
    talk.join("boris", caps=f"{CAPS} no-implicit-names")
    subscribe(talk, "boris")
    talk(f"""
        boris -> JOIN #x
        boris <- :boris!~boris@10.0.0.1 JOIN #x
        boris <- {SERVER} 774 boris #x 0 :*
        boris -> METADATA #x SYNC
        boris <- {SERVER} BATCH +* metadata #x
        boris <- @batch=* {SERVER} 761 boris anna avatar * :b
        boris <- {SERVER} BATCH -*
        boris -> METADATA #x SYNC
        boris <- {SERVER} 774 boris #x 1 :*
    """)
    talk.wait(1.0)
    talk(f"""
        boris -> METADATA #x SYNC
        boris <- {SERVER} BATCH *
    """)


def test_everything_that_one_can_see() -> None:
    talk = people("anna", "boris", channel="#x")
    talk.join("far", "stranger", caps=CAPS)
    for name in ("anna", "far", "stranger"):
        talk.send(name, f"METADATA * SET avatar of-{name}")
    talk.send("boris", "MONITOR + far,nobody")
    talk.forget()
    talk(f"""
        boris -> METADATA * SUB avatar
        boris <- {SERVER} 770 boris :avatar
        boris <- {SERVER} 774 boris *ALL 0 :*
        boris -> METADATA *ALL SYNC
        boris <- {SERVER} BATCH +* metadata *ALL
        boris <- @batch=* {SERVER} 761 boris anna avatar * :of-anna
        boris <- @batch=* {SERVER} 761 boris far avatar * :of-far
        boris <- {SERVER} BATCH -*
    """)
    talk.nothing_more()


def test_who_is_monitored_brings_the_values() -> None:
    talk = people("boris")
    subscribe(talk, "boris")
    talk.send("boris", "MONITOR + anna")
    talk.forget()
    talk.connect("anna")
    talk.send("anna", f"CAP REQ :{CAPS}", "METADATA * SET avatar x", "NICK anna", "USER a 0 * :A")
    talk.send("anna", "CAP END")
    talk(f"""
        boris <- {SERVER} 730 boris :anna!~a@10.0.0.1
        boris <- {SERVER} BATCH +* metadata anna
        boris <- @batch=* {SERVER} 761 boris anna avatar * :x
        boris <- {SERVER} BATCH -*
    """)
    talk.send("anna", "QUIT")
    talk("boris <- * 731 *")
    talk.nothing_more("boris")


def test_subscriptions() -> None:
    talk = Dialogue(ServerConfig(limits=Limits(metadata_subscriptions=3)))
    talk.join("anna", caps=CAPS)
    talk(f"""
        anna -> METADATA * SUB b Bad a b
        anna <- {SERVER} WARN METADATA INVALID_KEY Bad :*
        anna <- {SERVER} 770 anna b :a
        anna <- {SERVER} 774 anna *ALL 0 :*
        anna -> METADATA * SUB a
        anna <- {SERVER} 770 anna :a
        anna -> METADATA anna SUB c d a
        anna <- {SERVER} 770 anna :c
        anna <- {SERVER} FAIL METADATA LIMIT_REACHED SUB d 3 :*
        anna <- {SERVER} 774 anna *ALL 0 :*
        anna -> METADATA * SUBS
        anna <- {SERVER} BATCH +* metadata-subs
        anna <- @batch=* {SERVER} 772 anna a b :c
        anna <- {SERVER} BATCH -*
        anna -> METADATA * UNSUB a zzz Bad
        anna <- {SERVER} WARN METADATA INVALID_KEY Bad :*
        anna <- {SERVER} 771 anna a :zzz
        anna -> CAP REQ -batch
        anna <- {SERVER} CAP anna ACK :-batch
        anna -> CAP REQ batch
        anna <- {SERVER} CAP anna ACK :batch
        anna -> METADATA * SUBS
        anna <- {SERVER} BATCH +* metadata-subs
        anna <- {SERVER} BATCH -*
    """)
    talk.nothing_more()


def test_fifty_subscriptions_in_one_line() -> None:
    talk = people("anna")
    keys = [f"example.org/key{number:02}" for number in range(60)]
    talk.send(
        "anna", "METADATA * SUB " + " ".join(keys[:25]), "METADATA * SUB " + " ".join(keys[25:])
    )
    lines = talk.lines("anna")
    acknowledged = [
        word.lstrip(":") for line in lines if " 770 " in line for word in line.split(" ")[3:]
    ]
    assert acknowledged == keys[:50]
    assert sum("LIMIT_REACHED SUB example.org/key50 50" in line for line in lines) == 1


def test_before_registration() -> None:
    talk = Dialogue()
    talk.connect("anna")
    talk(f"""
        anna -> CAP REQ :{CAPS}
        anna <- {SERVER} CAP * ACK *
        anna -> METADATA * SUB avatar
        anna <- {SERVER} 770 * :avatar
        anna -> METADATA * SET avatar x
        anna <- {SERVER} 761 * * avatar * :x
        anna -> METADATA * GET avatar
        anna <- {SERVER} BATCH +* metadata *
        anna <- @batch=* {SERVER} 761 * * avatar * :x
        anna <- {SERVER} BATCH -*
        anna -> METADATA anna SET avatar x
        anna <- {SERVER} FAIL METADATA INVALID_TARGET anna :*
        anna -> METADATA *ALL SYNC
        anna <- {SERVER} FAIL METADATA INVALID_TARGET *
        anna -> METADATA * SYNC
        anna <- {SERVER} FAIL METADATA INVALID_TARGET *
    """)
    talk.send("anna", "NICK anna", "USER a 0 * :A", "CAP END")
    lines = talk.lines("anna")
    start = next(n for n, line in enumerate(lines) if " BATCH +" in line)
    assert lines[start].endswith(" metadata anna")
    assert lines[start + 1].endswith(f"{SERVER} 761 anna anna avatar * :x")
    assert " BATCH -" in lines[start + 2]
    assert any(" 422 " in line for line in lines[start + 3 :])


def test_whois_tells_them_to_who_understands() -> None:
    talk = people("anna", "boris")
    talk.join("old")
    talk.send("anna", "METADATA * SET avatar x")
    talk.send("boris", "WHOIS anna")
    talk.send("old", "WHOIS anna")
    assert f"{SERVER} 760 boris anna avatar * :x" in talk.lines("boris")
    assert not [line for line in talk.lines("old") if " 760 " in line]


def test_too_many_changes() -> None:
    talk = people("anna")
    for number in range(30):
        talk.send("anna", f"METADATA * SET key :value {number}")
    talk.wait(0.3)  # so many commands are not heard in one moment
    talk.forget()
    talk(f"""
        anna -> METADATA * SET key :one more
        anna <- {SERVER} 775 anna 1 anna SET key :one more
        anna -> METADATA * CLEAR
        anna <- {SERVER} 775 anna 1 anna :CLEAR
        anna -> METADATA * SET key
        anna <- {SERVER} 775 anna 1 anna SET :key
    """)
    talk.wait(1.0)
    talk(f"""
        anna -> METADATA * SET key :one more
        anna <- {SERVER} 761 anna anna key * :one more
    """)


def test_what_is_kept_with_an_account() -> None:
    values = MemoryValues()
    stores = Stores(values=values)
    talk = people("anna", channel="#x", stores=stores)
    talk.send("anna", "METADATA * SET avatar own", "METADATA * SET url u")
    log_in(talk, "anna", "Anna")
    talk.send("anna", "METADATA * SET pronouns :она", "METADATA #x SET url c")
    assert json.loads(values.items("metadata")["a:anna"]) == {
        "avatar": "own",
        "url": "u",
        "pronouns": "она",
    }
    assert json.loads(values.items("metadata")["c:#x"]) == {"url": "c"}

    again = people("boris", channel="#x", stores=stores)
    subscribe(again, "boris")
    again.join("second", caps=CAPS, channel="#x")
    again.send("second", "METADATA * SET url now")
    again.forget()
    log_in(again, "second", "anna")
    again(f"""
        boris <- {SERVER} 761 boris second avatar * :own
        second <- {SERVER} 761 second second avatar * :own
        second <- {SERVER} 761 second second pronouns * :она
        second -> METADATA * GET url
        second <- {SERVER} BATCH *
        second <- @batch=* {SERVER} 761 second second url * :now
        second <- {SERVER} BATCH *
        second -> METADATA #x GET url
        second <- {SERVER} BATCH *
        second <- @batch=* {SERVER} 761 second #x url * :c
        second <- {SERVER} BATCH *
        second -> METADATA * CLEAR
    """)
    assert "a:anna" not in values.items("metadata")


def test_who_logs_out_takes_nothing_along() -> None:
    values = MemoryValues()
    talk = people("anna", "boris", channel="#x", stores=Stores(values=values))
    log_in(talk, "anna", "anna")
    talk.send("anna", "METADATA * SET avatar own")
    subscribe(talk, "boris")
    log_out(talk.server, talk.server.users[talk.conns["anna"]])
    talk.collect()
    talk(f"boris <- {SERVER} 766 boris anna avatar :*")
    talk.forget()
    log_in(talk, "anna", "vera")
    talk(f"""
        anna -> METADATA * LIST
        anna <- {SERVER} BATCH *
        anna <- {SERVER} BATCH *
    """)
    assert values.items("metadata") == {"a:anna": '{"avatar": "own"}'}


def test_an_account_that_is_removed_takes_its_values_along() -> None:
    values = MemoryValues()
    talk = people("anna", stores=Stores(values=values))
    log_in(talk, "anna", "anna")
    talk.send("anna", "METADATA * SET avatar own")
    remove_account(talk.server, Account("anna", "anna", 0.0))
    assert not values.items("metadata")
    assert not talk.server.users[talk.conns["anna"]].metadata


def test_who_has_no_account_leaves_nothing() -> None:
    values = MemoryValues()
    talk = people("anna", channel="#x", stores=Stores(values=values))
    talk.send("anna", "METADATA * SET avatar own", "METADATA #x SET url c")
    talk.send("anna", "PART #x", "JOIN #x")
    talk.forget()
    talk(f"""
        anna -> METADATA #x LIST
        anna <- {SERVER} BATCH *
        anna <- {SERVER} BATCH *
    """)
    assert not values.items("metadata")


def test_not_every_channel_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "_KEPT_CHANNELS", 2)
    values = MemoryValues()
    talk = people("anna", stores=Stores(values=values))
    log_in(talk, "anna", "anna")
    for name in ("#a", "#b", "#c", "#a"):
        talk.send("anna", f"JOIN {name}", f"METADATA {name} SET url {name}")
    assert values.items("metadata").keys() == {"c:#a", "c:#b"}
    talk.send("anna", "METADATA #a CLEAR", "METADATA #c SET url again")
    assert values.items("metadata").keys() == {"c:#b", "c:#c"}


def test_a_synchronisation_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "_MOST_LINES", 3)
    talk = people("a", "b", "c", "d", channel="#x")
    for name in "abcd":
        talk.send(name, "METADATA * SET avatar x", "METADATA * SET display-name y")
    subscribe(talk, "a")
    talk.send("a", "METADATA #x SYNC")
    assert [line.split(" ")[2] for line in talk.lines("a")[1:-1]] == ["761"] * 4


def test_two_connections_of_one_account_tell_the_same() -> None:
    talk = people("anna", "phone")
    for name in ("anna", "phone"):
        log_in(talk, name, "anna")
    subscribe(talk, "anna", "phone")
    talk(f"""
        anna -> METADATA * SET avatar x
        anna <- {SERVER} 761 anna anna avatar * :x
        phone <- {SERVER} 761 phone phone avatar * :x
        phone -> METADATA * GET avatar
        phone <- {SERVER} BATCH *
        phone <- @batch=* {SERVER} 761 phone phone avatar * :x
        phone <- {SERVER} BATCH *
    """)
    talk.nothing_more()


@pytest.mark.parametrize("text", ["", "[]", "{", '"x"'])
def test_a_damaged_value_is_none(text: str) -> None:
    values = MemoryValues()
    values.put("metadata", "c:#x", text)
    talk = people("anna", channel="#x", stores=Stores(values=values))
    talk(f"""
        anna -> METADATA #x LIST
        anna <- {SERVER} BATCH *
        anna <- {SERVER} BATCH *
    """)


def test_labels() -> None:
    talk = Dialogue()
    talk.join("anna", caps=f"{CAPS} labeled-response")
    talk(f"""
        anna -> @label=1 METADATA * SET avatar x
        anna <- @label=1 {SERVER} 761 anna anna avatar * :x
        anna -> @label=2 METADATA * LIST
        anna <- @label=2 {SERVER} BATCH +* metadata anna
        anna <- @batch=* {SERVER} 761 anna anna avatar * :x
        anna <- {SERVER} BATCH -*
        anna -> @label=3 METADATA * SUB avatar
        anna <- @label=3 {SERVER} BATCH +* labeled-response
        anna <- @batch=* {SERVER} 770 anna :avatar
        anna <- @batch=* {SERVER} 774 anna *ALL 0 :*
        anna <- {SERVER} BATCH -*
        anna -> @label=4 METADATA * GET Bad
        anna <- @label=4 {SERVER} BATCH +* metadata anna
        anna <- @batch=* {SERVER} WARN METADATA INVALID_KEY Bad :*
        anna <- {SERVER} BATCH -*
        anna -> @label=5 METADATA
        anna <- @label=5 {SERVER} FAIL METADATA INVALID_PARAMS * :*
        anna -> @label=6 METADATA * UNSUB avatar
        anna <- @label=6 {SERVER} 771 anna :avatar
    """)
    talk.nothing_more()


def test_a_batch_inside_a_labelled_answer() -> None:
    talk = Dialogue()
    talk.join("anna", caps=f"{CAPS} labeled-response no-implicit-names")
    talk.send("anna", "METADATA * SUB avatar", "METADATA * SET avatar x")
    talk.forget()
    talk.send("anna", "@label=j JOIN #x")
    lines = talk.lines("anna")
    tags = [
        dict(item.split("=") for item in line[1:].split(" ")[0].split(";"))
        if line[0] == "@"
        else {}
        for line in lines
    ]
    assert [line.split("besedka.local ")[-1].split(" ")[0] for line in lines[2:]] == [
        "BATCH",
        "761",
        "BATCH",
        "BATCH",
    ]
    outer, inner = lines[0].split("+")[1].split(" ")[0], lines[2].split("+")[1].split(" ")[0]
    assert [tag.get("batch") for tag in tags] == [None, outer, outer, inner, outer, None]
    assert [tag.get("label") for tag in tags] == ["j", None, None, None, None, None]


def test_no_limit_without_flood_control() -> None:
    config = replace(ServerConfig(), flood_control=False)
    talk = Dialogue(config)
    talk.join("anna", caps=CAPS)
    for number in range(100):
        talk.send("anna", f"METADATA * SET key :value {number}")
    assert not [line for line in talk.lines("anna") if " 775 " in line]
