"""Sends numbered SYNs from namespaces and sees which of them arrive in others.

    python3 -m oplab.streamer < ORDERS

The first line of standard input is `Orders` as JSON. Prints `ready`, streams until standard
input ends, waits for the last arrivals, then prints a list of `Record`s as JSON. One
thread does both, so that sending never waits for receiving; arrival times are the
kernel's.
"""

from __future__ import annotations

import json
import os
import select
import socket
import struct
import sys
import time
from dataclasses import asdict, dataclass
from typing import Any

from .namespace import network_of
from .syns import Flow, key_of, number_of, put_number

_EVERYTHING = 0x0003  # ETH_P_ALL
_SO_TIMESTAMPNS = 35
_SO_RCVBUFFORCE = 33
_RECEIVE_BUFFER = 16 << 20
_TICK = 0.002
_MOST_AT_ONCE = 16
"""SYNs of one stream in one tick at most: who is late catches up without a burst."""
_LAST_ARRIVALS = 0.7


@dataclass(frozen=True)
class Stream:
    """SYNs of one flow: processes in both namespaces, the sender's and the receiver's."""

    name: str
    flow: Flow
    from_pid: int
    to_pid: int
    device: str


@dataclass(frozen=True)
class Orders:
    """What to send: `rate` is in SYNs a second, for each stream."""

    streams: list[Stream]
    rate: float

    def dump(self) -> str:
        """The orders in one line, for the child's standard input."""
        return json.dumps(asdict(self)) + "\n"

    @classmethod
    def load(cls, text: str) -> Orders:
        """Reads what `dump` wrote."""
        fields: dict[str, Any] = json.loads(text)
        for each in fields["streams"]:
            each["flow"] = Flow(**each["flow"])
        streams = [Stream(**each) for each in fields["streams"]]
        return cls(streams, fields["rate"])


@dataclass(frozen=True)
class Record:
    """What became of a stream. Times are in seconds since the epoch.

    `sent[n]` is when number n was sent; `arrived` has number and time of each arrival.
    `overrun` counts frames that came faster than this process could read them.
    """

    name: str
    sent: list[float]
    arrived: list[tuple[int, float]]
    overrun: int


class _Sender:
    def __init__(self, stream: Stream) -> None:
        self.sent: list[float] = []
        self._frame = stream.flow.frame()
        with network_of(stream.from_pid):
            self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
        # Bound by name while outside of the namespace: the socket knows its own.
        self._socket.bind((stream.device, 0))

    def catch_up(self, due: int) -> None:
        for number in range(len(self.sent), min(due, len(self.sent) + _MOST_AT_ONCE)):
            put_number(self._frame, number)
            self.sent.append(time.time())
            self._socket.send(self._frame)


class _Receiver:
    def __init__(self, pid: int, device: str) -> None:
        self.arrived: dict[bytes, list[tuple[int, float]]] = {}
        self.overrun = 0
        with network_of(pid):
            self.socket = socket.socket(
                socket.AF_PACKET, socket.SOCK_RAW, socket.htons(_EVERYTHING)
            )
        self.socket.setsockopt(socket.SOL_SOCKET, _SO_RCVBUFFORCE, _RECEIVE_BUFFER)
        self.socket.setsockopt(socket.SOL_SOCKET, _SO_TIMESTAMPNS, 1)
        self.socket.bind((device, _EVERYTHING))
        self.socket.setblocking(False)

    def drain(self) -> None:
        while True:
            try:
                frame, ancillary, _, _ = self.socket.recvmsg(128, 64)
            except BlockingIOError:
                return
            expected = self.arrived.get(key_of(frame))
            if expected is not None:
                seconds, nanoseconds = struct.unpack("ll", ancillary[0][2][:16])
                expected.append((number_of(frame), seconds + nanoseconds / 1e9))

    def count_overrun(self) -> None:
        solpacket, statistics = 263, 6  # SOL_PACKET, PACKET_STATISTICS
        _, dropped = struct.unpack(
            "II", self.socket.getsockopt(solpacket, statistics, 8)
        )
        self.overrun += dropped


def stream(orders: Orders) -> list[Record]:
    """Streams until standard input ends."""
    receivers: dict[int, _Receiver] = {}
    for each in orders.streams:
        if each.to_pid not in receivers:
            receivers[each.to_pid] = _Receiver(each.to_pid, each.device)
        receivers[each.to_pid].arrived[each.flow.key] = []
    senders = [_Sender(each) for each in orders.streams]
    print("ready", flush=True)
    _send_until_told(senders, list(receivers.values()), orders.rate)
    for receiver in receivers.values():
        receiver.count_overrun()
    return [
        Record(
            each.name,
            sender.sent,
            receivers[each.to_pid].arrived[each.flow.key],
            receivers[each.to_pid].overrun,
        )
        for each, sender in zip(orders.streams, senders)
    ]


def _send_until_told(
    senders: list[_Sender], receivers: list[_Receiver], rate: float
) -> None:
    poll = select.poll()
    poll.register(0, select.POLLIN | select.POLLHUP)
    began = time.monotonic()
    told = False
    while not told:
        due = int((time.monotonic() - began) * rate) + 1
        for sender in senders:
            sender.catch_up(due)
        for receiver in receivers:
            receiver.drain()
        told = bool(poll.poll(1000 * _TICK)) and not os.read(0, 4096)
    end = time.monotonic() + _LAST_ARRIVALS
    while time.monotonic() < end:
        for receiver in receivers:
            receiver.drain()
        time.sleep(_TICK)


if __name__ == "__main__":
    # Not sys.stdin: it would read ahead of the line.
    _line = b""
    while not _line.endswith(b"\n"):
        _line += os.read(0, 1)
    json.dump([asdict(r) for r in stream(Orders.load(_line.decode()))], sys.stdout)
