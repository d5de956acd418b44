"""Sends a fixed set of frames, and tells which of them came out of the network where."""

from __future__ import annotations

import socket
import time
from collections import Counter
from contextlib import ExitStack, closing
from typing import Mapping, Sequence

from .namespace import network_of
from .network import HOST_INTERFACE, RunningNetwork

_EVERYTHING = 0x0003  # ETH_P_ALL
_SO_RCVBUFFORCE = 33
_RECEIVE_BUFFER = 8 << 20
_AT_ONCE = 20
_PAUSE = 0.02
_LAST_ARRIVALS = 0.7


def volley(
    network: RunningNetwork, frames: Mapping[str, Sequence[bytes]], times: int = 1
) -> Counter[bytes]:
    """How often each frame arrived at a host that did not send it.

    Each host of `frames` sends its frames so many times, slowly enough that no queue on
    the way is full.
    """
    arrived: Counter[bytes] = Counter()
    with ExitStack() as opened:
        sockets = {
            host.name: opened.enter_context(closing(_socket(network, host.name)))
            for host in network.model.hosts
        }
        due = [(h, f) for _ in range(times) for h, fs in frames.items() for f in fs]
        for start in range(0, len(due), _AT_ONCE):
            for host, frame in due[start : start + _AT_ONCE]:
                sockets[host].send(frame)
            time.sleep(_PAUSE)
        time.sleep(_LAST_ARRIVALS)
        wanted = {frame for _, frame in due}
        for host in sockets.values():
            arrived.update(_incoming(host, wanted))
    return arrived


def _socket(network: RunningNetwork, host: str) -> socket.socket:
    with network_of(network.pid(host)):
        opened = socket.socket(
            socket.AF_PACKET, socket.SOCK_RAW, socket.htons(_EVERYTHING)
        )
    opened.setsockopt(socket.SOL_SOCKET, _SO_RCVBUFFORCE, _RECEIVE_BUFFER)
    opened.bind((HOST_INTERFACE, _EVERYTHING))
    opened.setblocking(False)
    return opened


def _incoming(opened: socket.socket, wanted: set[bytes]) -> list[bytes]:
    found = []
    while True:
        try:
            frame, address = opened.recvfrom(2048)
        except BlockingIOError:
            return found
        if address[2] != socket.PACKET_OUTGOING and frame in wanted:
            found.append(frame)
