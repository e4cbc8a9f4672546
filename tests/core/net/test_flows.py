"""Whose bytes are these: by calls made by hand in every order, and by real sockets."""

from __future__ import annotations

import random
import socket
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.net.flows import Block, Flows
from core.net.trace import CallError, CallEvent, PendingCall, SocketInfo

from .trace_helpers import ANNA, SERVER, Script, World, connection, queued, taken, tcp, udp

needs_unix = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no AF_UNIX here")


def follow(script: Script, infos: list[SocketInfo]) -> Flows:
    flows = Flows()
    flows.add(script.events, infos)
    return flows


# --- streams ------------------------------------------------------------------------------------


def test_several_sends_in_one_recv() -> None:
    script, infos = connection()
    sends = [script.send(1, text) for text in (b"one", b"two", b"three")]
    recv = script.recv(2, b"onetwothree")
    flows = follow(script, infos)
    assert taken(flows, recv) == [(1, 3), (2, 3), (3, 5)]
    assert [flows.send_number(send.number) for send in sends] == [1, 2, 3]
    assert flows.send_number(recv.number) is None
    (piece,) = flows.receivers(sends[1].number)
    assert (piece.recv_event, piece.count, piece.start, piece.offset) == (recv.number, 3, 3, 0)
    assert flows.connections == ((1, 2),)
    assert flows.peer(2) == 1
    assert not flows.queue(2)


def test_one_send_in_several_recvs() -> None:
    script, infos = connection()
    send = script.send(1, b"abcdefgh")
    first, second = script.recv(2, b"abc"), script.recv(2, b"def")
    flows = follow(script, infos)
    assert taken(flows, first) == [(1, 3)]
    assert [(p.offset, p.count) for p in flows.pieces(second.number)] == [(3, 3)]
    assert [p.recv_event for p in flows.receivers(send.number)] == [first.number, second.number]
    assert flows.queue(2) == (Block(1, send.number, 2, 6),)
    assert flows.left_over(send.number) == (2, 0)


def test_a_partial_send_counts_what_it_took() -> None:
    script, infos = connection()
    script.send(1, b"abc", wanted=10)
    recv = script.recv(2, b"ab")
    flows = follow(script, infos)
    assert taken(flows, recv) == [(1, 2)]
    assert queued(flows, 2) == [(1, 1)]


def test_both_directions_are_apart() -> None:
    script, infos = connection()
    script.send(1, b"ask")
    script.send(2, b"answer")
    flows = follow(script, infos)
    assert queued(flows, 2) == [(1, 3)]
    assert queued(flows, 1) == [(2, 6)]


def test_a_recv_that_is_told_before_its_send() -> None:
    script, infos = connection()
    send = script.send(1, b"hello", call="sendall", ended=50.0)  # it was still in the kernel
    recv = script.recv(2, b"hel", ended=4.5)
    flows = Flows()
    flows.add([event for event in script.events if event is not send], infos)
    assert taken(flows, recv) == [(0, 3)]
    flows.add([send], infos)
    assert taken(flows, recv) == [(1, 3)]
    assert queued(flows, 2) == [(1, 2)]


def test_sockets_that_are_known_later_than_their_bytes() -> None:
    script, infos = connection()
    script.send(1, b"early")
    flows = Flows()
    flows.add(script.events, [tcp(1, ANNA, SERVER)])
    assert not flows.queue(2)
    flows.add([], infos)
    assert queued(flows, 2) == [(1, 5)]


def test_what_another_program_wrote_has_number_0() -> None:
    script = Script()
    script.call("connect", 1, SERVER, address=SERVER)
    recv = script.recv(1, b"welcome")
    script.send(1, b"hello")
    flows = follow(script, [tcp(1, ANNA, SERVER)])
    assert taken(flows, recv) == [(0, 7)]
    assert flows.connections == ()
    assert flows.receivers(script.events[-1].number) == ()
    assert flows.peer(1) is None


def test_peeking_takes_nothing() -> None:
    script, infos = connection()
    script.send(1, b"abcdef")
    peeked = script.recv(2, b"abcd", int(socket.MSG_PEEK))
    recv = script.recv(2, b"abcdef")
    flows = follow(script, infos)
    assert taken(flows, peeked) == [(1, 4)]
    assert taken(flows, recv) == [(1, 6)]
    assert not flows.queue(2)
    assert len(flows.receivers(3)) == 1


def test_closed_with_unread_bytes() -> None:
    script, infos = connection()
    send = script.send(1, b"abcdef")
    script.recv(2, b"ab")
    script.call("close", 2)
    late = script.send(1, b"ghi")
    flows = follow(script, infos)
    assert flows.thrown_away(2) == 4
    assert not flows.queue(2)
    assert queued(flows, 2, 4.5) == [(1, 4)]
    assert flows.left_over(send.number) == (0, 4)
    assert flows.left_over(late.number) == (0, 3)


def test_a_copy_by_dup_reads_the_same_bytes() -> None:
    script, infos = connection()
    script.send(1, b"abcdef")
    first = script.recv(2, b"ab")
    script.call("dup", 2, made=3)
    second = script.recv(3, b"cdef")
    script.call("close", 2)
    script.send(1, b"more")
    flows = follow(script, [*infos, tcp(3, SERVER, ANNA)])
    assert taken(flows, first) == [(1, 2)]
    assert taken(flows, second) == [(1, 4)]
    assert queued(flows, 3) == [(2, 4)]  # one of the two is still open


def test_the_same_addresses_again() -> None:
    script, infos = connection()
    script.send(1, b"first")
    script.recv(2, b"first")
    script.call("close", 1)
    script.call("close", 2)
    flows = follow(script, infos)
    script.call("connect", 3, SERVER, address=SERVER)
    script.send(3, b"second")
    script.call("accept", 9, address=ANNA, made=4)
    recv = script.recv(4, b"sec")
    again = [tcp(3, ANNA, SERVER), tcp(4, SERVER, ANNA, listener=9)]
    flows.add(script.events[6:], [*infos, *again])
    assert taken(flows, recv) == [(2, 3)]
    assert set(flows.connections) == {(1, 2), (3, 4)}


def test_the_same_addresses_again_after_a_peer_that_nobody_saw() -> None:
    script = Script()
    script.call("connect", 1, SERVER, address=SERVER)
    script.send(1, b"to a stranger")
    script.call("close", 1)
    flows = follow(script, [tcp(1, ANNA, SERVER)])
    script.call("connect", 2, SERVER, address=SERVER)
    script.call("accept", 9, address=ANNA, made=3)
    send = script.send(2, b"to us")
    old, mine, its = tcp(1, ANNA, SERVER, closed=True), tcp(2, ANNA, SERVER), tcp(3, SERVER, ANNA)
    flows.add(script.events[4:5], [old, its])  # the accepted one is known first
    flows.add([script.events[3], send], [old, mine, its])
    assert flows.peer(3) == 2
    assert queued(flows, 3) == [(2, 5)]


def test_ipv4_in_ipv6_clothes_and_zones() -> None:
    six = int(socket.AF_INET6)
    mapped = ("::ffff:127.0.0.1", 40001, 0, 0), ("::ffff:127.0.0.1", 6667, 0, 0)
    script = Script()
    script.send(1, b"x")
    flows = follow(script, [tcp(1, ANNA, SERVER), tcp(2, mapped[1], mapped[0], family=six)])
    assert flows.connections == ((1, 2),)
    link = ("fe80::1%eth0", 5, 0, 2), ("fe80::1", 6, 0, 2)
    flows = follow(
        script, [tcp(1, link[0], link[1], family=six), tcp(2, link[1], link[0], family=six)]
    )
    assert flows.connections == ((1, 2),)


@pytest.mark.parametrize("host", ["localhost", "room-214", "", "0.0.0.0", "127.1", "2130706433"])
@pytest.mark.parametrize("client_first", [True, False])
def test_connected_by_a_name(host: str, client_first: bool) -> None:
    script = Script()
    script.call("connect", 1, (host, 6667), address=(host, 6667))
    script.send(1, b"x")
    script.call("accept", 9, address=ANNA, made=2)
    flows = Flows()
    client, server = tcp(1, ANNA, (host, 6667)), tcp(2, SERVER, ANNA, listener=9)
    other = tcp(3, ("127.0.0.1", 6668), ANNA, listener=8)
    flows.add(script.events, [client if client_first else server, other])
    flows.add([], [client, server, other])
    assert flows.connections == ((1, 2),)
    assert queued(flows, 2) == [(1, 1)]


def test_a_socket_connected_to_itself() -> None:
    script = Script()
    script.call("connect", 1, ANNA, address=ANNA)
    script.send(1, b"me")
    recv = script.recv(1, b"m")
    flows = follow(script, [tcp(1, ANNA, ANNA)])
    assert taken(flows, recv) == [(1, 1)]
    assert queued(flows, 1) == [(1, 1)]


def test_a_sendall_that_failed_may_have_sent_something() -> None:
    script, infos = connection()
    error = CallError("TimeoutError", 0, "", "timed out")
    script.call("sendall", 1, error=error, wanted=5000)
    recv = script.recv(2, b"x" * 700)
    flows = follow(script, infos)
    assert taken(flows, recv) == [(1, 700)]
    assert not flows.queue(2)  # nobody knows how much is on its way


def test_a_send_that_has_not_returned_has_its_number_already() -> None:
    script, infos = connection()
    script.send(1, b"abc")
    flows = follow(script, infos)
    pending = PendingCall(50, "sendall", (), 1, 6, b"x" * 100, 5000, "", 0)
    flows.begun([(pending, None)])
    assert flows.send_number(50) == 2
    assert queued(flows, 2) == [(1, 3)]  # nobody knows how much of it is there
    flows.begun([(pending, 1003)])
    assert queued(flows, 2) == [(1, 3), (2, 1000)]
    recv = script.recv(2, b"abc" + b"x" * 600)
    flows.add([recv], infos)
    flows.begun([(pending, 400)])
    assert taken(flows, recv) == [(1, 3), (2, 600)]
    assert flows.queue(2) == (Block(2, 50, 400, 600),)
    assert [p.recv_event for p in flows.receivers(50)] == [recv.number]
    whole = script.send(1, b"x" * 5000, call="sendall")
    flows.add([replace(whole, number=50)], infos)
    flows.begun([])
    assert flows.send_number(50) == 2
    assert taken(flows, recv) == [(1, 3), (2, 600)]
    assert queued(flows, 2) == [(2, 4400)]
    assert flows.send_number(flows_next(script, flows, infos)) == 3


def flows_next(script: Script, flows: Flows, infos: list[SocketInfo]) -> int:
    event = script.send(1, b"next")
    flows.add([event], infos)
    return event.number


def test_a_send_that_fails_after_all_keeps_its_number() -> None:
    script, infos = connection()
    flows = follow(script, infos)
    flows.begun([(PendingCall(50, "sendall", (), 1, 6, b"x", 5000, "", 0), 700)])
    assert queued(flows, 2) == [(1, 700)]
    error = CallError("TimeoutError", 0, "", "timed out")
    flows.begun([])
    assert queued(flows, 2) == []
    failed = script.call("sendall", 1, error=error, wanted=5000)
    flows.add([replace(failed, number=50)], infos)
    assert flows.send_number(50) == 1
    recv = script.recv(2, b"x" * 700)
    flows.add([recv], infos)
    assert taken(flows, recv) == [(1, 700)]


def test_looking_back() -> None:
    script, infos = connection()
    script.send(1, b"abc")  # 3
    script.send(1, b"def")  # 4
    script.recv(2, b"abcd")  # 5
    flows = follow(script, infos)
    assert queued(flows, 2, 2.5) == []
    assert queued(flows, 2, 3.5) == [(1, 3)]
    assert queued(flows, 2, 4.5) == [(1, 3), (2, 3)]
    assert queued(flows, 2, 5.5) == [(2, 2)]


# --- watching begun in mid-connection -----------------------------------------------------------


def test_bytes_that_lay_there_when_watching_began() -> None:
    script = Script()
    script.send(1, b"new bytes")
    recv = script.recv(2, b"oldnew by")
    flows = follow(script, [tcp(1, ANNA, SERVER), tcp(2, SERVER, ANNA, unread=3)])
    assert taken(flows, recv) == [(0, 3), (1, 6)]
    assert queued(flows, 2) == [(1, 3)]


def test_unread_bytes_are_in_the_queue() -> None:
    flows = Flows()
    flows.add([], [tcp(1, ANNA, SERVER), tcp(2, SERVER, ANNA, unread=3)])
    assert queued(flows, 2) == [(0, 3)]
    flows = Flows()
    flows.add([], [tcp(2, SERVER, ANNA, unread=3)])
    assert queued(flows, 2) == [(0, 3)]


def test_the_reader_is_watched_later_than_the_writer() -> None:
    script = Script()
    script.send(1, b"read before we looked")
    script.send(1, b"waiting")
    flows = Flows()
    flows.add(script.events, [tcp(1, ANNA, SERVER)])
    later = [tcp(1, ANNA, SERVER), tcp(2, SERVER, ANNA, unread=7)]
    flows.add([], later)
    assert queued(flows, 2) == [(2, 7)]
    recv = script.recv(2, b"waiting")
    flows.add([recv], later)
    assert taken(flows, recv) == [(2, 7)]


def test_the_writer_is_watched_later_than_the_reader() -> None:
    script = Script()
    early = script.recv(2, b"from before")
    flows = Flows()
    flows.add([early], [tcp(2, SERVER, ANNA)])
    infos = [tcp(1, ANNA, SERVER), tcp(2, SERVER, ANNA)]
    # Between the two looks "rest of it " was written, and nobody saw it.
    script.send(1, b"first that we saw")
    script.send(1, b"second")
    unknown = script.recv(2, b"rest of it ")
    flows.add([*script.events[1:]], infos)
    assert taken(flows, early) == [(0, 11)]
    assert taken(flows, unknown) == [(0, 11)]
    known = script.recv(2, b"first that we sawsec")
    flows.add([known], infos)
    assert taken(flows, known) == [(1, 17), (2, 3)]


def test_calls_that_were_lost_are_found_again_by_the_bytes() -> None:
    script, infos = connection()
    flows = follow(script, infos)
    lost = script.send(1, b"nobody told us of this")
    del lost
    flows.lost()
    script.send(1, b"but of this")
    recv = script.recv(2, b"but of")
    flows.add(script.events[3:], infos)
    assert taken(flows, recv) == [(1, 6)]
    assert queued(flows, 2) == [(1, 5)]


def test_calls_that_were_only_counted() -> None:
    script, infos = connection()
    flows = follow(script, infos)
    flows.skip({1: 500}, {2: 300})
    script.send(1, b"abc")
    recv = script.recv(2, b"x" * 200 + b"a")
    flows.add(script.events[2:], infos)
    assert taken(flows, recv) == [(0, 200), (1, 1)]
    assert queued(flows, 2) == [(1, 2)]


def test_watching_is_interrupted_and_begun_again() -> None:
    script, infos = connection()
    script.send(1, b"seen")
    first = script.recv(2, b"see")
    flows = follow(script, infos)
    # Nobody looks: "n" is read, "unseen" is written. Then both are known anew.
    again = [*infos, tcp(3, ANNA, SERVER), tcp(4, SERVER, ANNA, unread=6)]
    flows.add([], again)
    script.send(3, b"seen again")
    recv = script.recv(4, b"unseenseen ag")
    more = script.recv(4, b"ain")
    flows.add(script.events[4:], again)
    assert taken(flows, first) == [(1, 3)]
    assert taken(flows, more) == [(2, 3)]
    assert sum(count for _, count in taken(flows, recv)) == 13
    assert not flows.queue(4)
    assert set(flows.connections) == {(1, 2)}
    assert flows.peer(4) == 1


# --- any cuts, any order ------------------------------------------------------------------------


@st.composite
def conversations(draw: st.DrawFn) -> tuple[list[bytes], list[int], int]:
    sends = draw(st.lists(st.binary(min_size=1, max_size=40), min_size=1, max_size=12))
    cuts = draw(st.lists(st.integers(1, 60), min_size=0, max_size=14))
    return sends, cuts, draw(st.integers(0, 2**32 - 1))


def cut_up(sends: list[bytes], cuts: list[int], chance: random.Random) -> Script:
    """Sends and recvs in a possible order; a recv never takes more than was sent by then."""
    script, _ = connection()
    stream, at = b"", 0
    waiting, left = list(sends), list(cuts)
    while waiting or (left and at < len(stream)):
        if waiting and (at == len(stream) or not left or chance.random() < 0.5):
            data = waiting.pop(0)
            stream += data
            script.send(1, data)
        else:
            data = stream[at : at + left.pop(0)]
            at += len(data)
            script.recv(2, data)
    return script


@given(conversations())
def test_pieces_tile_each_recv_whatever_the_order(
    conversation: tuple[list[bytes], list[int], int],
) -> None:
    sends, cuts, seed = conversation
    chance = random.Random(seed)
    script = cut_up(sends, cuts, chance)
    infos = [tcp(1, ANNA, SERVER), tcp(2, SERVER, ANNA, listener=9)]
    events = list(script.events)
    chance.shuffle(events)
    flows = Flows()
    while events:
        count = chance.randint(1, len(events))
        flows.add(events[:count], infos if chance.random() < 0.7 else infos[:1])
        del events[:count]
    flows.add([], infos)
    texts = {event.number: event.data for event in script.events if event.call == "send"}
    for event in script.events:
        if event.call == "recv":
            pieces = flows.pieces(event.number)
            told = b"".join(texts[p.send_event][p.offset : p.offset + p.count] for p in pieces)
            assert told == event.data
            taken(flows, event)
    sent = sum(event.size for event in script.events if event.call == "send")
    received = sum(event.size for event in script.events if event.call == "recv")
    assert sum(block.count for block in flows.queue(2)) == sent - received
    for number, text in texts.items():
        read = sum(piece.count for piece in flows.receivers(number))
        assert read + flows.left_over(number)[0] == len(text)


@given(conversations(), st.integers(1, 8))
def test_forgetting_keeps_the_rest_right(
    conversation: tuple[list[bytes], list[int], int], kept: int
) -> None:
    sends, cuts, seed = conversation
    script = cut_up(sends, cuts, random.Random(seed))
    infos = [tcp(1, ANNA, SERVER), tcp(2, SERVER, ANNA, listener=9)]
    whole, short = Flows(), Flows()
    whole.add(script.events, infos)
    remembered: list[CallEvent] = []
    for event in script.events:
        short.add([event], infos)
        remembered.append(event)
        if len(remembered) > kept:
            short.forget([remembered.pop(0).number])
    for event in remembered:
        if event.call == "recv":
            known = {e.number for e in remembered}
            expected = [
                (p.send if p.send_event in known else 0, p.count)
                for p in whole.pieces(event.number)
            ]
            merged: list[tuple[int, int]] = []
            for send, count in expected:
                if merged and send == 0 == merged[-1][0]:
                    merged[-1] = (0, merged[-1][1] + count)
                else:
                    merged.append((send, count))
            assert taken(short, event) == merged
    assert sum(b.count for b in short.queue(2)) == sum(b.count for b in whole.queue(2))


def test_nothing_is_kept_of_what_was_forgotten() -> None:
    flows = Flows()
    for number in range(200):
        script = Script()
        one, two = 10 * number + 1, 10 * number + 2
        local, peer = ("127.0.0.1", 20000 + number), SERVER
        script.send(one, b"abc", ended=number + 0.1)
        script.recv(two, b"ab", ended=number + 0.2)
        script.call("close", one, ended=number + 0.3)
        script.call("close", two, ended=number + 0.4)
        infos = [tcp(one, local, peer, closed=True), tcp(two, peer, local, closed=True)]
        flows.add(script.events, infos)
        flows.forget([event.number for event in script.events])
    assert not flows._ends
    assert not flows._infos
    assert not flows._entries
    assert not flows._pairs._waiting
    assert not flows._pairs._paired
    assert not flows._pairs._far
    assert not flows._unsure


# --- datagrams ----------------------------------------------------------------------------------


def test_datagrams_keep_their_borders() -> None:
    script = Script()
    a, b, c = (script.send(1, t, call="sendto", address=SERVER) for t in (b"aa", b"b", b"ccc"))
    first = script.recv(2, b"aa", call="recvfrom", address=ANNA)
    flows = follow(script, [udp(1, ANNA), udp(2, ("0.0.0.0", 6667))])
    assert taken(flows, first) == [(1, 2)]
    assert queued(flows, 2) == [(2, 1), (3, 3)]
    assert [p.recv_event for p in flows.receivers(a.number)] == [first.number]
    assert flows.left_over(b.number) == (1, 0)
    assert flows.left_over(c.number) == (3, 0)


def test_a_cut_datagram_loses_its_rest() -> None:
    script = Script()
    send = script.send(1, b"eight888", call="sendto", address=SERVER)
    recv = script.recv(2, b"eigh", wanted=4, call="recvfrom", address=ANNA)
    flows = follow(script, [udp(1, ANNA), udp(2, SERVER)])
    assert taken(flows, recv) == [(1, 4)]
    assert flows.left_over(send.number) == (0, 4)
    assert not flows.queue(2)


def test_dropped_datagrams_are_known_by_those_that_came_later() -> None:
    script = Script()
    sends = [
        script.send(1, f"number {n}".encode(), call="sendto", address=SERVER) for n in range(5)
    ]
    script.recv(2, b"number 3", call="recvfrom", address=ANNA)
    flows = follow(script, [udp(1, ANNA), udp(2, SERVER)])
    assert queued(flows, 2) == [(5, 8)]
    assert [flows.left_over(send.number) for send in sends] == [(0, 8)] * 3 + [(0, 0), (8, 0)]
    flows.emptied(2, asked=100.0)
    assert not flows.queue(2)
    assert flows.left_over(sends[4].number) == (0, 8)


def test_a_datagram_is_received_before_it_is_known_to_be_sent() -> None:
    script = Script()
    send = script.send(1, b"hi", call="sendto", address=SERVER)
    recv = script.recv(2, b"hi", call="recvfrom", address=ANNA)
    infos = [udp(1, ANNA), udp(2, SERVER)]
    flows = Flows()
    flows.add([recv], infos)
    assert taken(flows, recv) == [(0, 2)]
    flows.add([send], infos)
    assert taken(flows, recv) == [(1, 2)]
    assert not flows.queue(2)


def test_a_datagram_to_nobody_lies_nowhere() -> None:
    script = Script()
    send = script.send(1, b"hi", call="sendto", address=("127.0.0.1", 9))
    flows = follow(script, [udp(1, ANNA), udp(2, SERVER)])
    assert flows.send_number(send.number) == 1
    assert flows.left_over(send.number) == (0, 2)
    assert not flows.queue(2)


def test_an_empty_datagram_is_one() -> None:
    script = Script()
    script.send(1, b"", call="sendto", address=SERVER)
    flows = follow(script, [udp(1, ANNA), udp(2, SERVER)])
    assert queued(flows, 2) == [(1, 0)]
    recv = script.recv(2, b"", call="recvfrom", address=ANNA)
    flows.add([recv], [])
    assert [p.send for p in flows.pieces(recv.number)] == [1]
    assert not flows.queue(2)


def test_broadcast_reaches_several() -> None:
    script = Script()
    port = 5000
    send = script.send(1, b"who?", call="sendto", address=("<broadcast>", port))
    first = script.recv(2, b"who?", call="recvfrom", address=("192.168.1.9", 40001))
    flows = follow(
        script, [udp(1, ("0.0.0.0", 40001)), udp(2, ("0.0.0.0", port)), udp(3, ("", port))]
    )
    assert taken(flows, first) == [(1, 4)]
    assert queued(flows, 3) == [(1, 4)]
    second = script.recv(3, b"who?", call="recvfrom", address=("192.168.1.9", 40001))
    flows.add([second], [])
    assert [p.recv_event for p in flows.receivers(send.number)] == [first.number, second.number]


def test_a_connected_datagram_socket_needs_no_address() -> None:
    script = Script()
    script.send(1, b"ping")
    recv = script.recv(2, b"ping", call="recvfrom", address=ANNA)
    script.send(2, b"pong", call="sendto", address=ANNA)
    back = script.recv(1, b"pong")
    flows = follow(script, [udp(1, ANNA, SERVER), udp(2, SERVER)])
    assert taken(flows, recv) == [(1, 4)]
    assert taken(flows, back) == [(2, 4)]


def test_a_sender_whose_port_is_learned_from_the_answer() -> None:
    script = Script()
    script.send(1, b"ping", call="sendto", address=("localhost", 6667))
    recv = script.recv(2, b"ping", call="recvfrom", address=ANNA)
    script.send(2, b"pong", call="sendto", address=ANNA)
    flows = follow(script, [udp(1), udp(2, SERVER)])
    assert taken(flows, recv) == [(1, 4)]
    assert queued(flows, 1) == [(2, 4)]


def test_closed_with_unread_datagrams() -> None:
    script = Script()
    send = script.send(1, b"ping", call="sendto", address=SERVER)
    script.call("close", 2)
    flows = follow(script, [udp(1, ANNA), udp(2, SERVER)])
    assert not flows.queue(2)
    assert queued(flows, 2, 1.5) == [(1, 4)]
    assert flows.left_over(send.number) == (0, 4)


@given(
    st.lists(st.tuples(st.binary(max_size=6), st.booleans()), max_size=12),
    st.integers(0, 2**32 - 1),
)
def test_every_received_datagram_has_the_bytes_of_its_send(
    letters: list[tuple[bytes, bool]], seed: int
) -> None:
    chance = random.Random(seed)
    script = Script()
    kept: list[bytes] = []
    for text, dropped in letters:
        script.send(1, text, call="sendto", address=SERVER)
        if not dropped:
            kept.append(text)
        while kept and chance.random() < 0.4:
            script.recv(2, kept.pop(0), call="recvfrom", address=ANNA)
    sent = {event.number: event.data for event in script.events if event.call == "sendto"}
    flows = Flows()
    for event in script.events:
        flows.add([event], [udp(1, ANNA), udp(2, SERVER)])
    seen: set[int] = set()
    for event in script.events:
        if event.call == "recvfrom":
            (piece,) = flows.pieces(event.number)
            assert sent[piece.send_event] == event.data
            assert piece.send_event not in seen
            seen.add(piece.send_event)


# --- real sockets -------------------------------------------------------------------------------


def kernel_says(sock: socket.socket, flows: Flows, number: int) -> None:
    from core.net.kernel import REAL, look

    if REAL.has_queue_sizes:
        assert sum(count for _, count in queued(flows, number)) == look(sock).recv_queue


def test_real_stream() -> None:
    with World() as world:
        client, server = world.connected()
        for text in (b"one", b"two", b"three"):
            client.sendall(text)
        assert server.recv(4) == b"onet"
        flows, moved = world.flows()
        assert taken(flows, moved[-1]) == [(1, 3), (2, 1)]
        assert queued(flows, server.number) == [(2, 2), (3, 5)]
        kernel_says(server, flows, server.number)


def test_real_sendall_that_waits_for_its_reader() -> None:
    with World() as world:
        client, server = world.connected()
        whole = 3_000_000
        writer = threading.Thread(target=client.sendall, args=(bytes(whole),))
        writer.start()
        got = 0
        while got < whole:
            got += len(server.recv(100_000))
        writer.join()
        flows, moved = world.flows()
        recvs = [event for event in moved if event.call == "recv"]
        assert len(recvs) > 1
        assert all([send for send, _ in taken(flows, recv)] == [1] for recv in recvs)
        assert not flows.queue(server.number)


@pytest.mark.parametrize("host", ["localhost", socket.gethostname(), "", "127.1"])
def test_real_connections_by_name(host: str) -> None:
    with World() as world:
        listener = world.listener(("0.0.0.0", 0))
        client = world.open()
        try:
            client.connect((host, listener.getsockname()[1]))
        except OSError:
            pytest.skip(f"{host!r} leads nowhere here")
        server = world.accept(listener)
        client.send(b"x")
        box = world.open(kind=socket.SOCK_DGRAM)
        box.bind(("0.0.0.0", 0))
        sender = world.open(kind=socket.SOCK_DGRAM)
        sender.sendto(b"letter", (host, box.getsockname()[1]))
        flows, _ = world.flows()
        assert queued(flows, server.number) == [(1, 1)]
        assert queued(flows, box.number) == [(2, 6)]


def test_real_ipv6_and_mapped() -> None:
    if not socket.has_dualstack_ipv6():
        pytest.skip("no IPv6 here")
    with World() as world:
        listener = world.open(socket.AF_INET6)
        listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        listener.bind(("::", 0))
        listener.listen(5)
        client = world.open()
        client.connect(("127.0.0.1", listener.getsockname()[1]))
        server = world.accept(listener)
        client.send(b"x")
        flows, _ = world.flows()
        assert queued(flows, server.number) == [(1, 1)]


@needs_unix
def test_real_socketpair_and_local_sockets(tmp_path: Path) -> None:
    with World() as world:
        one, two = world.pair()
        one.send(b"abc")
        listener = world.listener(str(tmp_path / "s"), socket.AF_UNIX)
        first, second = world.open(socket.AF_UNIX), world.open(socket.AF_UNIX)
        first.connect(str(tmp_path / "s"))
        second.connect(str(tmp_path / "s"))
        second.send(b"second")
        first.send(b"first")
        for text in (b"first", b"second"):
            assert world.accept(listener).recv(10) == text
        flows, moved = world.flows()
        assert queued(flows, two.number) == [(1, 3)]
        assert [taken(flows, event) for event in moved[-2:]] == [[(3, 5)], [(2, 6)]]


@needs_unix
def test_real_local_datagrams(tmp_path: Path) -> None:
    with World() as world:
        one, two = world.pair(socket.AF_UNIX, socket.SOCK_DGRAM)
        one.send(b"abc")
        box = world.open(socket.AF_UNIX, socket.SOCK_DGRAM)
        box.bind(str(tmp_path / "box"))
        sender = world.open(socket.AF_UNIX, socket.SOCK_DGRAM)
        sender.sendto(b"letter", str(tmp_path / "box"))
        assert two.recv(2) == b"ab"
        flows, moved = world.flows()
        assert taken(flows, moved[-1]) == [(1, 2)]
        assert queued(flows, box.number) == [(2, 6)]


def test_real_datagrams() -> None:
    with World() as world:
        box = world.open(kind=socket.SOCK_DGRAM)
        box.bind(("127.0.0.1", 0))
        sender = world.open(kind=socket.SOCK_DGRAM)
        for text in (b"eight888", b"two"):
            sender.sendto(text, box.getsockname())
        data, address = box.recvfrom(4)
        assert data == b"eigh"
        box.sendto(b"thanks", address)
        flows, _ = world.flows()
        assert queued(flows, box.number) == [(2, 3)]
        assert queued(flows, sender.number) == [(3, 6)]


def test_real_watching_begun_in_mid_conversation() -> None:
    from core.net.lens import Lens
    from core.net.socket_maker import SocketMaker
    from core.net.trace import Side

    server_maker = SocketMaker(Side.SERVER, "server")
    client_maker = SocketMaker(Side.CLIENT, "anna")
    listener = server_maker.open(socket.AF_INET, socket.SOCK_STREAM)
    client = client_maker.open(socket.AF_INET, socket.SOCK_STREAM)
    sockets: list[Any] = [listener, client]
    lens = Lens()
    try:
        listener.bind(("127.0.0.1", 0))
        listener.listen(5)
        client.connect(listener.getsockname())
        server, _ = listener.accept()
        sockets.append(server)
        server.send(b"before ")
        server_maker.watch(lens)
        server.send(b"between ")
        client_maker.watch(lens)
        server.send(b"after")
        client.settimeout(20)
        recv_sizes = [len(client.recv(count)) for count in (10, 10)]
        assert recv_sizes == [10, 10]
        flows = Flows()
        events = lens.drain()
        flows.add(events, lens.sockets())
        first, second = (event for event in events if event.call == "recv")
        assert taken(flows, first) == [(0, 7), (1, 3)]
        assert taken(flows, second) == [(1, 5), (2, 5)]
    finally:
        for sock in sockets:
            sock.close()
        lens.close()
