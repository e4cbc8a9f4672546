"""Who sits where: seats are kept, given back and exchanged."""

from __future__ import annotations

from core.server.events import ChannelInfo, ClassInfo, LogEntry, LogKind, PersonInfo, ServerSnapshot
from desktop.server.class_leaving import Leavers
from desktop.server.class_model import KEEP_S, Room, fullest

NOTHING = ClassInfo()


def person(conn: int, nick: str) -> PersonInfo:
    return PersonInfo(
        conn=conn,
        nick=nick,
        user="u",
        realname="",
        host="10.0.0.1",
        port=1,
        since=0.0,
        registered=True,
        away=None,
        idle_since=0.0,
        channels=("#class",),
    )


def snapshot(*people: PersonInfo, time: float = 0.0, room: ClassInfo = NOTHING) -> ServerSnapshot:
    return ServerSnapshot(time, people, (), 0, len(people), len(people), room)


def seats(room: Room) -> dict[str, int]:
    return {pupil.nick: pupil.seat for pupil in room.pupils}


def never(_conn: int) -> bool:
    return False


def test_seats_are_given_as_people_come_and_go_with_the_name() -> None:
    room = Room()
    room.update(snapshot(person(1, "anna"), person(2, "boris")), "#class", never)
    assert seats(room) == {"anna": 0, "boris": 1} and room.seats == 30
    room.update(snapshot(person(1, "ANNA-2"), person(2, "boris")), "#class", never)
    assert seats(room) == {"ANNA-2": 0, "boris": 1}


def test_a_lost_connection_keeps_its_seat_for_a_while() -> None:
    room = Room()
    room.update(snapshot(person(1, "anna"), person(2, "boris")), "#class", never)
    room.update(snapshot(person(2, "boris"), time=10.0), "#class", never)
    assert room.at(0) is not None and room.pupils[0].lost
    room.update(snapshot(person(2, "boris"), person(3, "vera"), time=20.0), "#class", never)
    assert seats(room) == {"anna": 0, "boris": 1, "vera": 2}
    room.update(snapshot(person(2, "boris"), person(3, "vera"), time=11 + KEEP_S), "#class", never)
    assert seats(room) == {"boris": 1, "vera": 2}
    room.update(
        snapshot(person(2, "boris"), person(3, "vera"), person(4, "anna"), time=400),
        "#class",
        never,
    )
    assert seats(room) == {"anna": 0, "boris": 1, "vera": 2}


def test_who_leaves_on_purpose_leaves_the_seat() -> None:
    leavers = Leavers()
    room = Room()
    room.update(snapshot(person(1, "anna"), person(2, "boris")), "#class", leavers.__contains__)
    leavers.note(
        [
            LogEntry(1.0, LogKind.DISCONNECTED, 1, "anna", ("bye",)),
            LogEntry(1.0, LogKind.DISCONNECTED, 2, "boris", ("Connection reset by peer",)),
            LogEntry(1.0, LogKind.DROPPED, 3, "vera", ("kicked",)),
        ]
    )
    room.update(snapshot(time=1.0), "#class", leavers.__contains__)
    assert seats(room) == {"boris": 1}
    assert 3 in leavers and 2 not in leavers


def test_changing_places() -> None:
    room = Room()
    room.update(snapshot(person(1, "anna"), person(2, "boris")), "#class", never)
    assert room.move(0, 1) and seats(room) == {"anna": 1, "boris": 0}
    assert room.move(1, 40) and room.seats == 42
    assert not room.move(3, 5) and not room.move(0, -1)
    room.update(snapshot(person(1, "anna"), person(2, "boris")), "#class", never)
    assert seats(room) == {"anna": 40, "boris": 0}


def test_teachers_hands_and_the_floor() -> None:
    room = Room()
    state = ClassInfo(hands=((3, 5.0), (1, 9.0)), floor=(2,), teachers=(4,))
    people = [person(n, name) for n, name in enumerate(("anna", "boris", "vera", "marina"), 1)]
    room.update(snapshot(*people, time=10.0, room=state), "#class", never)
    assert [pupil.nick for pupil in room.teachers] == ["marina"]
    assert {pupil.nick: pupil.hand for pupil in room.pupils} == {"anna": 2, "boris": 0, "vera": 1}
    assert [pupil.nick for pupil in room.pupils if pupil.floor] == ["boris"]


def test_five_hundred_have_a_seat_each() -> None:
    room = Room()
    everybody = [person(n, f"p{n}") for n in range(500)]
    room.update(snapshot(*everybody), "#class", never)
    assert sorted(seats(room).values()) == list(range(500)) and room.seats == 504


def test_the_fullest_channel_and_the_one_that_is_shown() -> None:
    def channel(name: str, people: int) -> ChannelInfo:
        return ChannelInfo(name, "", "+", ("x",) * people, 0.0)

    assert fullest([], "") == ""
    assert fullest([channel("#a", 2), channel("#b", 3)], "#a") == "#b"
    assert fullest([channel("#a", 3), channel("#b", 3)], "#b") == "#b"
