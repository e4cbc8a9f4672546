"""The sockets of a replay, by their numbers on the tape; calls of the tape are made on them."""

from __future__ import annotations

import _socket
import contextlib
import socket
import tempfile
import threading
from pathlib import Path
from typing import Any

from core.lab.replay_peers import StandIn, connected_pair
from core.lab.replay_places import Places, is_group, needs_every_address
from core.lab.replay_plan import ReplayPlan, made_by_others, payload, received
from core.lab.runner_ports import give_back, take_any
from core.lab.runner_values import RunError, RunErrorCode
from core.net.lens import Lens
from core.net.socket_maker import SocketMaker
from core.net.socket_module import socket_module_of
from core.net.trace import RECEIVING_CALLS, SENDING_CALLS, CallEvent, Side, SocketInfo
from core.net.traced_socket import inner, this_file

inner(this_file())
_C = _socket.socket
_ENDS = {"close", "detach"}


class ReplaySockets:
    """What the actors of a replay make their calls on. Raises RunError where the system gives no
    folder for Unix sockets.

    Attributes:
        places: where the addresses of the tape are now.
    """

    def __init__(self, plan: ReplayPlan, lens: Lens) -> None:
        try:
            self._folder = tempfile.TemporaryDirectory(prefix="r", ignore_cleanup_errors=True)
        except OSError as error:
            raise RunError(RunErrorCode.NO_FOLDER, str(error)) from error
        self._plan = plan
        self._lens = lens
        self._living: dict[int, Any] = {}
        self._all: list[Any] = []
        self._stand_ins: dict[int, StandIn] = {}
        self._makers: dict[tuple[Side, str], SocketMaker] = {}
        calls = [event for script in plan.scripts.values() for event in script]
        made = {event.socket for event in calls if event.call == "socket"}
        self._to_come = plan.accepted | made | made_by_others(calls, plan.sockets)
        self._tried: set[int] = set()
        self._changed = threading.Condition()
        self._over = False
        folder = Path(self._folder.name)
        wide = needs_every_address(calls, plan.sockets)
        self.places = Places(plan.sockets, self._living, folder, take_any, wide)

    def wake(self) -> None:
        """Make every call return that is blocked in the kernel; nobody waits for a socket more."""
        with self._changed:
            self._over = True
            self._changed.notify_all()
        for sock in list(self._all):
            if sock.fileno() >= 0:
                with contextlib.suppress(OSError):
                    _C.shutdown(sock, socket.SHUT_RDWR)

    def close(self) -> None:
        """Close everything."""
        for stand_in in self._stand_ins.values():
            stand_in.close()
        for sock in self._all:
            _C.close(sock)
        for port in self.places.given_ports():
            give_back(port)
        self._folder.cleanup()

    # --- what was there before ----------------------------------------------------------------

    def make_what_was_there(self) -> None:
        """Listeners and connections that the tape found when it began."""
        known = self._plan.sockets
        listeners = [n for n in self._plan.before if n in known and known[n].listening]
        for number in (*listeners, *self._plan.before):
            if number in self._living:
                continue
            with contextlib.suppress(OSError):  # a family that this system has not, say
                self._make_before(number, known.get(number))

    def _make_before(self, number: int, info: SocketInfo | None) -> None:
        maker = self._maker_of(number)
        family = info.family if info is not None else int(socket.AF_INET)
        kind = info.type if info is not None else int(socket.SOCK_STREAM)
        places = self.places
        if info is not None and info.listening:
            with socket.socket(family, kind) as plain:
                plain.bind(places.bound(family, info.local))
                plain.listen(1024)
                self._keep(number, maker.from_fd(plain, plain.detach()))
            return
        peer = self._plan.peers.get(number, 0)
        if info is not None and info.peer is not None and kind == socket.SOCK_STREAM:
            if peer in self._plan.accepted:
                listener = known_listener(self._plan, peer)
                if listener in self._living:
                    plain = socket.socket(family, kind)
                    plain.connect(_C.getsockname(self._living[listener]))
                    self._keep(number, maker.from_fd(plain, plain.detach()))
                    return
            one, other = connected_pair(family, places.path(("pair", number)))
            self._keep(number, maker.from_fd(one, one.detach()))
            if peer in self._plan.before and peer not in self._living:
                self._keep(peer, self._maker_of(peer).from_fd(other, other.detach()))
                self._put_unread(number, peer)
                self._put_unread(peer, number)
            else:
                self._stand_ins[number] = StandIn.holding(other)
            return
        with socket.socket(family, kind) as plain:
            if info is not None and info.local is not None and _port_of(info.local):
                plain.bind(places.bound(family, info.local))
            self._keep(number, maker.from_fd(plain, plain.detach()))

    def _put_unread(self, sender: int, receiver: int) -> None:
        """What lay on the way when the tape began: received on it, and sent before it."""
        sent = sum(e.size for e in self._calls(sender, SENDING_CALLS))
        brought = b"".join(received(e) for e in self._calls(receiver, RECEIVING_CALLS))
        if len(brought) > sent:
            sock = self._living[sender]
            sock.setblocking(False)
            with contextlib.suppress(OSError):
                _C.send(sock, brought[: len(brought) - sent])
            _C.setblocking(sock, True)

    def _calls(self, number: int, names: frozenset[str]) -> list[CallEvent]:
        return sorted(
            (
                event
                for script in self._plan.scripts.values()
                for event in script
                if event.socket == number and event.call in names
            ),
            key=lambda event: event.number,
        )

    def _keep(self, number: int, sock: Any) -> None:
        self._living[number] = sock
        self._all.append(sock)

    def _tell(self, number: int) -> None:
        """The socket is there now, or it will never be."""
        with self._changed:
            self._tried.add(number)
            self._changed.notify_all()

    def _wait_for(self, number: int) -> Any:
        """A socket that another actor makes; None where none is made."""
        if number not in self._living and number in self._to_come:
            with self._lens.waiting(lambda: number in self._tried), self._changed:
                self._changed.wait_for(lambda: number in self._tried or self._over)
        return self._living.get(number)

    def _maker_of(self, number: int) -> SocketMaker:
        info = self._plan.sockets.get(number)
        return self.maker(info.side, info.name) if info else self.maker(Side.LAB, "?")

    def maker(self, side: Side, name: str) -> SocketMaker:
        """Who makes the sockets of an owner."""
        maker = self._makers.get((side, name))
        if maker is None:
            maker = self._makers[(side, name)] = SocketMaker(side, name, self._lens)
        return maker

    # --- calls of the tape --------------------------------------------------------------------

    def do(self, maker: SocketMaker, event: CallEvent) -> None:
        """Make one call of the tape."""
        call = event.call
        if call == "socket":
            if event.error is None:
                info = self._plan.sockets.get(event.socket)
                given = (
                    (info.family, info.type, info.proto)
                    if info is not None
                    else tuple(event.arguments)
                )
                try:
                    self._keep(event.socket, maker.open(*given))
                finally:
                    self._tell(event.socket)
            else:
                maker.open(*event.arguments)
            return
        if call == "socketpair":
            self._make_pair(maker, event)
            return
        sock = self._wait_for(event.socket)
        if sock is None:
            return
        if call in SENDING_CALLS:
            self._send(sock, event)
        elif call in RECEIVING_CALLS:
            self._receive(sock, event)
        elif call == "accept":
            self._accept(sock, event)
        elif call in ("connect", "connect_ex"):
            getattr(sock, call)(self._target(sock, event, event.address or event.arguments[0]))
        elif call == "bind":
            failed = event.error is not None
            sock.bind(self.places.bound(sock.family, event.address, failed))
        elif call == "dup":
            try:
                self._keep(event.made or -event.number, sock.dup())
            finally:
                self._tell(event.made)
        elif call in _ENDS:
            sock.close()
        else:
            getattr(sock, call)(*event.arguments)

    def _make_pair(self, maker: SocketMaker, event: CallEvent) -> None:
        info = self._plan.sockets.get(event.made)
        other = info.pair if info is not None else 0
        given = (info.family, info.type) if info is not None else ()
        try:
            one, two = socket_module_of(maker).socketpair(*given)
            self._keep(event.made, one)
            self._keep(other or -event.number, two)
        finally:
            self._tell(event.made)
            self._tell(other)

    def _accept(self, sock: Any, event: CallEvent) -> None:
        foreign = event.made and event.made not in self._plan.peers
        if foreign:
            with contextlib.suppress(OSError):
                place = _C.getsockname(sock)
                if isinstance(place, tuple):
                    place = (self.places.host(sock.family, place[0]), *place[1:])
                self._stand_ins[event.made] = StandIn.connecting(sock.family, place)
        try:
            new, _ = sock.accept()
            self._keep(event.made or -event.number, new)
        finally:
            self._tell(event.made)

    def _target(self, sock: Any, event: CallEvent, address: Any) -> Any:
        """Where to connect or send to: the socket of the tape that was there, else one of ours
        where somebody was, else a port where nobody is."""
        places = self.places
        found = places.target(event, address)
        if found is not None:
            return found
        path = places.path(("peer", event.socket))
        if event.error is not None or places.owners(event, address):
            return places.bound(sock.family, address)
        if sock.type == socket.SOCK_STREAM:
            stand_in = StandIn.listening(sock.family, path)
            self._stand_ins[event.socket] = stand_in
            return stand_in.address
        if sock.type == socket.SOCK_DGRAM:
            if event.socket not in self._stand_ins:
                self._stand_ins[event.socket] = StandIn.of_datagrams(sock.family, path)
            return self._stand_ins[event.socket].address
        return places.bound(sock.family, address)

    def _send(self, sock: Any, event: CallEvent) -> None:
        data = payload(event)
        if event.call == "sendto" and event.address is not None:
            flags = tuple(event.arguments[:-1])
            if is_group(event.address[0]) and sock.family == socket.AF_INET:
                with contextlib.suppress(OSError):  # it reaches this computer, nobody else
                    _C.setsockopt(sock, socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 0)
            sock.sendto(data, *flags, self._target(sock, event, event.address))
        elif event.call == "sendmsg":
            sock.sendmsg([data])
        elif event.call == "sendto":
            sock.send(data)
        else:
            getattr(sock, event.call)(data, *event.arguments)

    def _receive(self, sock: Any, event: CallEvent) -> None:
        self._feed(sock, event)
        wanted = max(event.wanted, 0)
        rest = tuple(event.arguments[1:])
        if event.call in ("recv_into", "recvfrom_into"):
            getattr(sock, event.call)(bytearray(wanted), wanted, *rest[:1])
        else:
            getattr(sock, event.call)(wanted, *rest)

    def _feed(self, sock: Any, event: CallEvent) -> None:
        """Let the stand-in send what this call received on the tape."""
        if sock.type == socket.SOCK_DGRAM:
            if event.error is None and event.address is not None:
                places = self.places
                if not places.owners(event, event.address):
                    path = places.path(("peer", event.socket))
                    stand_in = self._stand_ins.get(event.socket)
                    if stand_in is None:
                        stand_in = StandIn.of_datagrams(sock.family, path)
                        self._stand_ins[event.socket] = stand_in
                    stand_in.send(received(event), _C.getsockname(sock))
            return
        stand_in = self._stand_ins.get(event.socket)
        if stand_in is None:
            return
        if event.size:
            stand_in.send(received(event))
        elif event.error is None and event.wanted:
            stand_in.end()
        elif event.error is not None and event.error.name == "ECONNRESET":
            stand_in.reset()


def known_listener(plan: ReplayPlan, accepted: int) -> int:
    """The listener that made a socket, 0 where it is not known."""
    info = plan.sockets.get(accepted)
    return info.listener if info is not None else 0


def _port_of(address: Any) -> int:
    if isinstance(address, tuple | list) and len(address) >= 2 and type(address[1]) is int:
        return address[1]
    return 0
