"""Sends many sources' SYNs at given rates, and counts what arrives where none should.

    python3 -m oplab.flood < ORDERS

Standard input is `Orders` as JSON in one line; sends until it ends, then prints a `Count`
as JSON. Nothing is kept of a frame: this is for more frames than `streamer` can number.
"""

from __future__ import annotations

import json
import os
import select
import socket
import sys
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any, Iterator

from .namespace import network_of
from .processes import at_work

_EVERYTHING = 0x0003  # ETH_P_ALL
_SO_RCVBUFFORCE = 33
_RECEIVE_BUFFER = 16 << 20
_TICK = 0.002
_MOST_AT_ONCE = 400
_LAST_ARRIVALS = 0.7


@dataclass(frozen=True)
class Source:
    """Frames (as hexadecimal text) that go round and round, `rate` a second."""

    name: str
    pid: int
    device: str
    frames: list[str]
    rate: float


@dataclass(frozen=True)
class Orders:
    """What to send, and in whose namespaces to look for it."""

    sources: list[Source]
    watched: list[int]
    device: str

    def dump(self) -> str:
        """The orders in one line, for the child's standard input."""
        return json.dumps(asdict(self)) + "\n"

    @classmethod
    def load(cls, text: str) -> Orders:
        """Reads what `dump` wrote."""
        fields: dict[str, Any] = json.loads(text)
        fields["sources"] = [Source(**each) for each in fields["sources"]]
        return cls(**fields)


@dataclass
class Count:
    """Frames sent by each source, frames that arrived, and for how long it was done."""

    sent: dict[str, int] = field(default_factory=dict)
    arrived: int = 0
    seconds: float = 0.0

    def rate(self, name: str) -> float:
        """Frames that a source sent in a second."""
        return self.sent[name] / self.seconds if self.seconds else 0.0


@contextmanager
def flood(orders: Orders) -> Iterator[Count]:
    """The frames are sent meanwhile; afterwards the count is there."""
    count = Count()
    with at_work("oplab.flood", orders.dump()) as finish:
        yield count
        shown = finish()
    told = json.loads(shown)
    count.sent, count.arrived = told["sent"], told["arrived"]
    count.seconds = told["seconds"]


class _Sender:
    def __init__(self, source: Source) -> None:
        self.name, self.rate, self.sent = source.name, source.rate, 0
        self._frames = [bytes.fromhex(frame) for frame in source.frames]
        with network_of(source.pid):
            self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
        self._socket.bind((source.device, 0))

    def catch_up(self, seconds: float) -> None:
        due = min(int(seconds * self.rate) + 1 - self.sent, _MOST_AT_ONCE)
        for _ in range(due):
            self._socket.send(self._frames[self.sent % len(self._frames)])
            self.sent += 1


class _Watcher:
    def __init__(self, pid: int, device: str, wanted: set[bytes]) -> None:
        self.arrived = 0
        self._wanted = wanted
        with network_of(pid):
            self._socket = socket.socket(
                socket.AF_PACKET, socket.SOCK_RAW, socket.htons(_EVERYTHING)
            )
        self._socket.setsockopt(socket.SOL_SOCKET, _SO_RCVBUFFORCE, _RECEIVE_BUFFER)
        self._socket.bind((device, _EVERYTHING))
        self._socket.setblocking(False)

    def drain(self) -> None:
        while True:
            try:
                frame, address = self._socket.recvfrom(256)
            except BlockingIOError:
                return
            if address[2] != socket.PACKET_OUTGOING and frame in self._wanted:
                self.arrived += 1


def _count(orders: Orders) -> Count:
    wanted = {bytes.fromhex(f) for source in orders.sources for f in source.frames}
    watchers = [_Watcher(pid, orders.device, wanted) for pid in orders.watched]
    senders = [_Sender(source) for source in orders.sources]
    print("ready", flush=True)
    poll = select.poll()
    poll.register(0, select.POLLIN | select.POLLHUP)
    began = time.monotonic()
    told = False
    while not told:
        for sender in senders:
            sender.catch_up(time.monotonic() - began)
        for watcher in watchers:
            watcher.drain()
        told = bool(poll.poll(1000 * _TICK)) and not os.read(0, 4096)
    seconds = time.monotonic() - began
    end = time.monotonic() + _LAST_ARRIVALS
    while time.monotonic() < end:
        for watcher in watchers:
            watcher.drain()
        time.sleep(_TICK)
    return Count(
        {sender.name: sender.sent for sender in senders},
        sum(watcher.arrived for watcher in watchers),
        seconds,
    )


if __name__ == "__main__":
    # Not sys.stdin: it would read ahead of the line.
    _line = bytearray()
    while not _line.endswith(b"\n"):
        _line += os.read(0, 65536)
    json.dump(asdict(_count(Orders.load(_line.decode()))), sys.stdout)
