"""Names that look like others: refused, with a sentence. Who owns the other name may have both."""

from __future__ import annotations

import pytest

from core.irc.lookalikes import skeleton, stray_letter
from core.server.accounts import Account, MemoryAccounts
from core.server.config import ServerConfig
from core.server.stores import Stores
from tests.core.server.dialogue import Dialogue


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("evan", "\u0435van"),  # Cyrillic ie
        ("Сара", "Capa"),  # Cyrillic, Latin
        ("АННА", "AHHA"),
        ("сосо", "coco"),
        ("Ivan", "lvan"),  # a capital i, a small l
        ("user10", "userlO"),
        ("a|b", "a1b"),
        ("modern", "modem"),
        ("Ν", "N"),  # Greek nu
        ("й", "и\u0306"),
        ("ӏ", "i"),  # Cyrillic palochka
        ("¢", "c\u0338"),
    ],
)
def test_what_looks_alike(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("анна", "anna"),  # the small en of Cyrillic is no n
        ("ivan", "lvan"),
        ("мама", "mama"),
        ("ёж", "еж"),
        ("пётр", "петр"),
        ("anna1", "anna2"),
        ("日本", "日木"),
    ],
)
def test_what_does_not(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize(
    ("name", "stray"),
    [
        ("\u0435van", ("\u0435", "Cyrillic", "Latin")),
        ("Вася-Пeтя", ("e", "Latin", "Cyrillic")),
        ("αnna", ("α", "Greek", "Latin")),
    ],
)
def test_a_letter_of_another_alphabet_in_a_word(name: str, stray: tuple[str, str, str]) -> None:
    assert stray_letter(name) == stray


@pytest.mark.parametrize(
    "name", ["anna", "Аня_PC", "анна[away]", "naïve", "日本go", "ёлка2", "שלום"]
)
def test_words_of_one_alphabet_each(name: str) -> None:
    assert stray_letter(name) is None


def test_a_nickname_that_looks_like_one_in_use() -> None:
    talk = Dialogue()
    talk.join("сара", "x")
    talk("""
        x -> NICK capa
        x <- :besedka.local 433 x capa :This looks like сара, a nickname that is taken
        сара -> NICK сара2
        сара <- :сара!~сара@10.0.0.1 NICK :сара2
        x -> NICK capa
        x <- :x!~x@10.0.0.1 NICK :capa
        сара -> NICK сара
        сара <- :besedka.local 433 сара2 сара :This looks like capa, a nickname that is taken
        x -> QUIT
        сара -> NICK сара
        сара <- :сара2!~сара@10.0.0.1 NICK :сара
    """)


def test_only_the_case_is_another() -> None:
    talk = Dialogue()
    talk.join("ivan", "lvan")
    talk("""
        ivan -> NICK IVAN
        ivan <- :besedka.local 433 ivan IVAN :This looks like lvan, a nickname that is taken
        ivan -> NICK iVAN
        ivan <- :ivan!~ivan@10.0.0.1 NICK :iVAN
    """)


def test_two_lookalikes_before_either_is_registered() -> None:
    talk = Dialogue()
    talk.connect("a", "b")
    talk("""
        a -> NICK сара
        b -> NICK capa
        a -> USER a 0 * :A
        a <- :besedka.local 001 сара *
        b -> USER b 0 * :B
        b <- :besedka.local 433 * capa :This looks like сара, a nickname that is taken
        b -> NICK bert
        b <- :besedka.local 001 bert *
    """)


def test_words_of_two_alphabets() -> None:
    talk = Dialogue()
    talk.join("x")
    talk("""
        x -> NICK Вaся
        x <- :besedka.local 432 x Вaся :The letter a is Latin among Cyrillic letters: *
        x -> NICK Вася_PC
        x <- :x!~x@10.0.0.1 NICK :Вася_PC
    """)


def test_the_server_and_its_services() -> None:
    talk = Dialogue(ServerConfig(name="chat.local"))
    talk.join("x")
    talk("""
        x -> NICK NlckServ
        x <- :x!~x@10.0.0.1 NICK :NlckServ
        x -> NICK Nick5erv
        x <- :NlckServ!~x@10.0.0.1 NICK :Nick5erv
        x -> NICK NickServ
        x <- :chat.local 433 Nick5erv NickServ :This looks like NickServ, a name of the server *
        x -> NICK ЅЕС
        x <- :Nick5erv!~x@10.0.0.1 NICK :ЅЕС
    """)


def test_the_name_of_an_account_that_is_not_here() -> None:
    accounts = MemoryAccounts()
    accounts.put(Account("evan", "evan", 0.0, nicks=("coco",)))
    talk = Dialogue(stores=Stores(accounts=accounts))
    talk.join("x")
    talk("""
        x -> NICK \u0435van
        x <- :besedka.local 433 x \u0435van :This looks like evan, a registered name
        x -> NICK сосо
        x <- :besedka.local 433 x сосо :This looks like coco, a registered name
    """)
    talk.server.users[talk.conns["x"]].account = "evan"
    talk("""
        x -> NICK \u0435van
        x <- :x!~x@10.0.0.1 NICK :\u0435van
        x -> NICK сосо
        x <- :\u0435van!~x@10.0.0.1 NICK :сосо
    """)
    talk.server.lookalikes.unprotect("evan")
    talk("""
        x -> NICK \u0435van
        x <- :besedka.local 432 сосо \u0435van :The letter \u0435 is Cyrillic among Latin letters: *
    """)


def test_a_channel_that_looks_like_another() -> None:
    talk = Dialogue()
    talk.join("anna", channel="#coco")
    talk.join("boris")
    talk("""
        boris -> JOIN #сосо
        boris <- :besedka.local 479 boris #сосо :This looks like #coco, another channel
        boris -> JOIN #COCO
        boris <- :boris!~boris@10.0.0.1 JOIN #coco
    """)
    talk.send("anna", "PART #coco")
    talk.send("boris", "PART #coco")
    talk.forget()
    talk("""
        boris -> JOIN #сосо
        boris <- :boris!~boris@10.0.0.1 JOIN #сосо
    """)


def test_nothing_is_kept_of_those_who_left() -> None:
    talk = Dialogue()
    talk.join("сара", "b", channel="#сосо")
    talk.send("b", "NICK bb", "NICK bbb")
    talk.send("сара", "QUIT")
    talk.hang_up("b")
    guard = talk.server.lookalikes
    assert not guard._people
    assert not guard._channels


def test_the_name_of_a_secret_channel_is_not_told() -> None:
    talk = Dialogue()
    talk.join("anna", channel="#coco")
    talk.join("boris", channel="#x")
    talk.send("anna", "MODE #coco +s")
    talk("""
        boris -> JOIN #сосо
        boris <- :besedka.local 479 boris #сосо :This looks like another channel
        boris -> RENAME #x #сосо
        boris <- :besedka.local FAIL RENAME CANNOT_RENAME #x #сосо :This looks like another channel
    """)
