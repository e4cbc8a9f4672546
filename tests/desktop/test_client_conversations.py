"""The conversations of a client window, from hand-made events."""

from __future__ import annotations

from collections.abc import Iterable

from core.client import events
from core.client.events import BufferKind, Delivery, Member, MessageKind, NewsKind
from desktop.client.conversations import SERVER, Changes, Conversations
from desktop.client.link import Phase

_keys = iter(range(10**9))


class Lines:
    """A transcript that keeps what it was given."""

    def __init__(self) -> None:
        self.events: list[events.Event] = []
        self.own_nick = ""
        self.attended = False
        self.calls: list[str] = []

    def append_batch(self, batch: Iterable[events.Event], /) -> None:
        self.events.extend(batch)

    def find(self, msgid: str) -> int | None:
        for number, event in enumerate(self.events):
            if isinstance(event, events.MessageReceived) and msgid and event.msgid == msgid:
                return number
        return None

    def mark_read(self) -> None:
        self.calls.append("read")

    def leave(self) -> None:
        self.calls.append("leave")


def said(buffer: str, nick: str, text: str = "hi", **more: object) -> events.MessageReceived:
    more.setdefault("kind", MessageKind.TEXT)
    return events.MessageReceived(
        buffer=buffer,
        nick=nick,
        text=text,
        time=1000.0,
        key=str(next(_keys)),
        **more,  # type: ignore[arg-type]
    )


def make(*extra: events.Event) -> Conversations[Lines]:
    conversations = Conversations(lambda name, kind: Lines(), "anna")
    apply(
        conversations,
        events.Registered("anna", "srv", "Room 214", frozenset(), resumed=False),
        events.BufferOpened("#б", BufferKind.CHANNEL),
        events.BufferOpened("#a", BufferKind.CHANNEL),
        events.BufferOpened("boris", BufferKind.QUERY),
        *extra,
    )
    return conversations


def apply(conversations: Conversations[Lines], *batch: events.Event) -> Changes:
    return conversations.apply(batch, now=50.0, wall=2000.0)


def test_order_is_server_channels_people() -> None:
    conversations = make()
    assert [c.name for c in conversations.order] == [SERVER, "#a", "#б", "boris"]
    assert conversations.nick == "anna"
    assert conversations.network == "Room 214"


def test_unread_and_mentions_count_where_nobody_looks() -> None:
    conversations = make()
    conversations.show("#a")
    changes = apply(
        conversations,
        said("#a", "boris"),
        said("#б", "boris"),
        said("#б", "boris", "anna: hi", highlight=True),
        said("#б", "anna", own=True),
        said("boris", "boris", "in private"),
    )
    assert (conversations["#a"].unread, conversations["#a"].mentions) == (0, 0)
    assert (conversations["#б"].unread, conversations["#б"].mentions) == (2, 1)
    assert (conversations["boris"].unread, conversations["boris"].mentions) == (1, 1)
    assert conversations.unread == 3
    assert conversations.mentions == 2
    assert [m.text for m in changes.attention] == ["anna: hi", "in private"]
    assert changes.rows == {"#б", "boris"}


def test_showing_a_conversation_reads_it_and_keeps_the_draft() -> None:
    conversations = make()
    apply(conversations, said("#a", "boris"))
    assert conversations["#a"].unread == 1
    conversations.show("#a")
    assert conversations["#a"].unread == 0
    conversations.show("#б", draft="half a sentence")
    assert conversations["#a"].draft == "half a sentence"


def test_transcripts_know_whether_they_are_seen() -> None:
    conversations = make()
    a, b = conversations["#a"].transcript, conversations["#б"].transcript
    conversations.show("#a")
    assert (a.attended, b.attended) == (True, False)
    assert a.calls == ["read"]
    conversations.show("#б")
    assert (a.attended, b.attended) == (False, True)
    assert a.calls == ["read", "leave"]
    conversations.set_attended(False)
    assert not b.attended
    conversations.set_attended(True)
    assert b.attended
    assert b.calls == ["read", "read"]


def test_messages_that_wait_are_counted_until_they_are_sent() -> None:
    conversations = make()
    first = said("#a", "anna", own=True, delivery=Delivery.WAITING)
    second = said("boris", "anna", own=True, delivery=Delivery.WAITING)
    assert apply(conversations, first, second).rows == {"#a", "boris"}
    assert conversations.waiting == 2
    changes = apply(conversations, events.MessageUpdated("#a", first.key, Delivery.SENT))
    assert changes.rows == {"#a"}
    assert len(conversations["#a"].waiting) == 0
    assert conversations.waiting == 1


def test_a_window_in_the_background_counts_in_the_shown_conversation_too() -> None:
    conversations = make()
    conversations.show("#a")
    conversations.set_attended(False)
    changes = apply(conversations, said("#a", "boris", "anna?", highlight=True))
    assert conversations["#a"].mentions == 1
    assert changes.attention
    assert conversations.set_attended(True) is True
    assert conversations["#a"].unread == 0
    assert conversations.set_attended(True) is False


def test_members_presence_and_own_modes() -> None:
    conversations = make()
    changes = apply(
        conversations,
        events.MembersChanged(
            "#a", (Member("anna", "o"), Member("Boris", "v", away=True), Member("chloe"))
        ),
    )
    assert changes.members == {"#a"}
    assert changes.rows == {"boris"}
    assert conversations["#a"].members_time == 2000.0
    assert conversations.presence("boris") == "away"
    assert conversations.presence("CHLOE") == "on"
    assert conversations.presence("nobody") is None
    assert conversations.own_modes("#a") == "o"
    assert conversations.own_modes("#б") == ""
    apply(conversations, events.News("boris", NewsKind.QUIT, "boris", 1.0))
    apply(conversations, events.MembersChanged("#a", (Member("anna", "o"),)))
    assert conversations.presence("boris") == "off"
    apply(conversations, said("boris", "boris", "back again"))
    assert conversations.presence("boris") is None


def test_offline_nobodys_presence_is_known() -> None:
    conversations = make(events.MembersChanged("#a", (Member("anna"), Member("chloe"))))
    assert conversations.presence("chloe") == "on"
    lost = events.Disconnected("reset")
    conversations.apply([lost, events.ReconnectIn(4.0, 1, lost)], now=50.0, wall=3000.0)
    assert conversations.presence("chloe") is None
    assert conversations["#a"].members_time == 3000.0
    assert conversations["#a"].members  # a list with an age, not an empty one


def test_a_lost_connection_counts_down_and_comes_back() -> None:
    conversations = make()
    lost = events.Disconnected("reset")
    changes = apply(conversations, lost, events.ReconnectIn(4.0, 3, lost))
    link = conversations.link
    assert changes.link
    assert link.phase is Phase.WAITING
    assert link.trying_again
    assert link.seconds_left(50.0) == 4
    assert link.seconds_left(50.1) == 4
    assert link.seconds_left(53.5) == 1
    assert link.seconds_left(99.0) == 0
    apply(conversations, events.Connecting("h", 1, 3))
    assert link.trying_again
    apply(conversations, events.Connected("127.0.0.1", 1))
    assert link.trying_again
    apply(conversations, events.Registered("anna", "s", "n", frozenset(), resumed=True))
    assert link.online
    assert not link.trying_again
    assert link.cause is None


def test_a_final_loss_ends_the_link() -> None:
    conversations = make()
    apply(conversations, events.Disconnected("password", final=True))
    assert conversations.link.phase is Phase.ENDED
    assert not conversations.link.trying_again


def test_a_query_follows_a_new_nickname_with_its_lines() -> None:
    conversations = make()
    conversations.show("boris")
    changes = apply(
        conversations,
        said("boris", "boris", "before"),
        events.BufferRenamed("boris", "boris_2"),
        said("boris_2", "boris_2", "after"),
    )
    assert conversations.active == "boris_2"
    assert changes.renamed == [("boris", "boris_2")]
    assert "boris" not in conversations
    lines = conversations["boris_2"].transcript.events
    texts = [e.text for e in lines if isinstance(e, events.MessageReceived)]
    assert texts == ["before", "after"]


def test_closing_the_shown_conversation_shows_a_neighbour() -> None:
    conversations = make()
    conversations.show("#б")
    apply(conversations, events.BufferClosed("#б"))
    assert conversations.active == "boris"
    apply(conversations, events.BufferClosed("boris"))
    assert conversations.active == "#a"
    apply(conversations, events.BufferClosed("#a"), events.BufferClosed(SERVER))
    assert conversations.active == SERVER


def test_next_unread_prefers_mentions_and_goes_around() -> None:
    conversations = make()
    conversations.show("#б")
    assert conversations.next_unread() is None
    apply(conversations, said("#a", "x"))
    assert conversations.next_unread() == "#a"
    apply(conversations, said("boris", "boris"))
    assert conversations.next_unread() == "boris"


def test_neighbour_goes_around_the_ends() -> None:
    conversations = make()
    assert conversations.neighbour(1) == "#a"
    assert conversations.neighbour(-1) == "boris"


def test_lines_for_an_unknown_conversation_go_to_the_server() -> None:
    conversations = make()
    text = events.ServerText("#gone", "404", "Cannot send to channel", 1.0, error=True)
    changes = apply(conversations, text)
    assert conversations.server.transcript.events[-1] is text
    assert changes.other == [text]


def test_a_message_of_an_unopened_conversation_opens_it() -> None:
    conversations = make()
    changes = apply(conversations, said("dmitry", "dmitry"))
    assert changes.opened == ["dmitry"]
    assert conversations["dmitry"].kind is BufferKind.QUERY


def test_topic_on_joining_is_no_line_but_a_change_is() -> None:
    conversations = make()
    told = events.TopicChanged("#a", "Sockets")
    changes = apply(conversations, told)
    assert conversations["#a"].topic == "Sockets"
    assert changes.topics == {"#a"}
    assert not conversations["#a"].transcript.events
    new = events.TopicChanged("#a", "Lesson 9", "boris", 5.0, changed=True)
    apply(conversations, new)
    assert conversations["#a"].transcript.events == [new]


def test_own_nick_and_away() -> None:
    conversations = make()
    assert apply(conversations, events.OwnNickChanged("anna", "анна")).own
    assert conversations.nick == "анна"
    assert conversations["#a"].transcript.own_nick == "анна"
    apply(conversations, events.OwnAwayChanged(True))
    assert conversations.away
    assert conversations.presence("анна") == "away"


def test_who_is_there_is_looked_up_anew_when_people_come_and_go() -> None:
    conversations = make()
    here = events.MembersChanged("#a", (Member("vera"), Member("anna")))
    gone = events.MembersChanged("#a", (Member("anna"),))
    assert conversations.presence("vera") is None
    apply(conversations, here)
    assert conversations.presence("vera") == conversations.presence("VERA") == "on"
    apply(conversations, gone)
    assert conversations.presence("vera") is None
    apply(conversations, here, events.MembersChanged("#б", (Member("vera", away=True),)))
    apply(conversations, events.BufferClosed("#a"))
    assert conversations.presence("vera") == "away"
    conversations.forget_channels()
    apply(conversations, events.Registered("anna", "srv", "x", frozenset(), resumed=False))
    assert conversations.presence("vera") is None
