"""NPC, NPCA and SCENE in channels with mode +E."""

from __future__ import annotations

import pytest

from tests.core.server.dialogue import Dialogue


@pytest.fixture
def talk() -> Dialogue:
    """Anna (operator) and Boris in #x with mode +E, Vera outside."""
    talk = Dialogue()
    talk.join("anna", "boris", channel="#x")
    talk.join("vera")
    talk.send("anna", "MODE #x +E")
    talk.forget()
    return talk


def test_everybody_in_the_channel_hears_the_story(talk: Dialogue) -> None:
    talk("""
        boris -> NPC #X bilbo too much bread
        anna <- :*bilbo*!boris@npc.besedka.local PRIVMSG #x :too much bread
        boris <- :*bilbo*!boris@npc.besedka.local PRIVMSG #x :too much bread
        boris -> NPCA #x bilbo :eats
        anna <- *PRIVMSG #x :\1ACTION eats\1
        boris <- *
        boris -> SCENE #x :a dark night
        anna <- :=Scene=!boris@npc.besedka.local PRIVMSG #x :a dark night
        boris <- *
    """)
    talk.nothing_more()


def test_what_is_refused(talk: Dialogue) -> None:
    talk("""
        vera -> NPC #x bilbo :hi
        vera <- :besedka.local 442 vera #x :*
        vera -> SCENE #nowhere :hi
        vera <- :besedka.local 403 vera #nowhere :*
        boris -> NPC #x bil!bo :hi
        boris <- :besedka.local 573 boris #x :*
        boris -> NPC #x bilbo :
        boris <- :besedka.local 412 boris :*
        boris -> NPC #x bilbo
        boris <- :besedka.local 461 boris NPC :*
        anna -> MODE #x +m-E
        anna <- *
        boris <- *
        boris -> SCENE #x :hi
        boris <- :besedka.local 573 boris #x :*
        anna -> MODE #x +E
        anna <- *
        boris <- *
        boris -> SCENE #x :hi
        boris <- :besedka.local 404 boris #x :*
    """)
    talk.nothing_more()
