"""What a server offers is known, and told when it changes; what it does not offer is not tried."""

from __future__ import annotations

import pytest

from core.client.feature_events import Features, FeaturesChanged, TypingState
from core.client.session import SessionOptions
from tests.core.client.dialogue import Dialogue, plain
from tests.core.client.feature_dialogues import BESEDKA, FOREIGN, offering, register


def test_a_server_of_rfc_1459_offers_nothing_and_is_asked_for_nothing() -> None:
    dialogue = plain(channel="#chan")
    session = dialogue.session
    assert session.features == Features()
    assert dialogue.act(session.react("#chan", "id", "👍")).args == ("reactions",)
    assert dialogue.act(session.edit("#chan", "id", "text")).args == ("edits",)
    assert dialogue.act(session.redact("#chan", "id")).args == ("redaction",)
    assert dialogue.act(session.set_typing("#chan", TypingState.ACTIVE)).args == ("typing",)
    assert dialogue.act(session.mark_read("#chan", 5.0, "id")).error_code is None
    assert dialogue.act(session.say("#chan", "hi", reply_to="id")).error_code is None
    assert dialogue.written() == ["PRIVMSG #chan hi"]


def test_what_our_own_server_offers() -> None:
    dialogue = Dialogue(SessionOptions("anna"))
    dialogue.connect()
    register(dialogue, BESEDKA, "CHATHISTORY=100 MONITOR=60 soju.im/FILEHOST=https://h/f")
    features = dialogue.one(FeaturesChanged).features
    assert features == dialogue.session.features
    assert features == Features(
        replies=True,
        reactions=True,
        typing=True,
        edits=True,
        redaction=True,
        multiline=True,
        multiline_lines=4,
        multiline_bytes=100,
        read_markers=True,
        read_receipts=True,
        monitor=True,
        files="https://h/f",
    )


def test_capabilities_that_come_and_go() -> None:
    dialogue = offering("batch cap-notify")
    assert not dialogue.session.features.multiline
    dialogue.play(
        """
        -> :srv CAP anna NEW :message-tags draft/multiline=max-bytes=50,max-lines=3
        <- CAP REQ :message-tags draft/multiline
        -> :srv CAP anna ACK :message-tags draft/multiline
        """
    )
    features = dialogue.one(FeaturesChanged).features
    assert (features.multiline, features.multiline_lines, features.multiline_bytes) == (True, 3, 50)
    assert features.replies
    dialogue.play("-> :srv CAP anna DEL :draft/multiline message-tags")
    assert dialogue.one(FeaturesChanged).features == Features()
    dialogue.play("-> :srv CAP anna DEL :draft/multiline")
    assert not dialogue.take(FeaturesChanged)


@pytest.mark.parametrize(
    ("denied", "typing", "reactions"),
    [
        ("", True, True),
        ("typing", False, True),
        ("*", False, False),
        ("*,-typing", True, False),
        ("*,-draft/reply,-draft/react", False, True),
        ("draft/reply", True, False),
    ],
)
def test_tags_that_a_server_passes_on(denied: str, typing: bool, reactions: bool) -> None:
    dialogue = offering(FOREIGN, isupport=f"CLIENTTAGDENY={denied}")
    features = dialogue.session.features
    assert (features.typing, features.reactions) == (typing, reactions)
    dialogue.act(dialogue.session.set_typing("#chan", TypingState.ACTIVE))
    assert bool(dialogue.written()) == typing
    result = dialogue.act(dialogue.session.react("#chan", "id", "👍"))
    assert (result.error_code is None) == bool(dialogue.written()) == reactions


def test_a_limit_that_is_no_number() -> None:
    for value in ("=", "=max-bytes=x,max-lines=-1", "=max-bytes=99999999999999,,=", ""):
        dialogue = offering(f"batch draft/multiline{value}")
        features = dialogue.session.features
        assert (features.multiline_lines, features.multiline_bytes) == (0, 4096)


def test_after_a_lost_connection_the_features_stay_until_others_are_told() -> None:
    dialogue = offering(BESEDKA)
    dialogue.lose()
    assert dialogue.session.features.edits
    dialogue.connect()
    register(dialogue, "batch")
    assert dialogue.one(FeaturesChanged).features == Features()


def test_a_file_host_that_is_no_address_is_none() -> None:
    dialogue = offering("batch", isupport="soju.im/FILEHOST=javascript:alert(1)")
    assert dialogue.session.features.files == ""
