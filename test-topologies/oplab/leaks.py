"""Sends odd frames through a running network and sees which arrive."""

from __future__ import annotations

import re
import socket
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Iterator, Sequence

from topologies.oddframes import OddFrame

from .console import paint, say
from .namespace import network_of
from .network import HOST_INTERFACE, RunningNetwork
from .processes import run
from .settings import REPOSITORY

LIMITS = REPOSITORY / "docs" / "limits.md"
"""Where operators read what the switches cannot block, and why."""

_EVERYTHING = 0x0003  # ETH_P_ALL
_COPIES = 3
_PATIENCE = 1.0


@dataclass(frozen=True)
class Passage:
    """Whether a frame arrived, and whether its control did."""

    frame: OddFrame
    arrived: bool
    control_arrived: bool

    @property
    def leaked(self) -> bool:
        """It should have been blocked."""
        return self.arrived and not self.frame.passes

    @property
    def conclusive(self) -> bool:
        """It shows what it should: a frame that is lost anyway says nothing of blocks."""
        return self.arrived or self.control_arrived

    def as_expected(self, listed: Sequence[str]) -> bool:
        """Whether it went as the policy says, or is `listed` as what cannot be helped."""
        if self.leaked:
            return self.frame.name in listed
        if self.frame.passes:
            return self.arrived
        return self.control_arrived or self.frame.name in listed


def send(network: RunningNetwork, frames: Sequence[OddFrame]) -> list[Passage]:
    """Sends all frames and their controls, and waits a second for the last of them."""
    every = list(frames) + [f.control for f in frames if f.control]
    with ExitStack() as opened:
        hosts = {f.source for f in every} | {f.destination for f in every}
        sockets = {h: opened.enter_context(_socket(network, h)) for h in sorted(hosts)}
        for _ in range(_COPIES):
            for frame in every:
                sockets[frame.source].send(frame.frame)
            time.sleep(0.05)
        time.sleep(_PATIENCE)
        seen = {host: _incoming(opened_here) for host, opened_here in sockets.items()}

    def arrived(frame: OddFrame) -> bool:
        return any(frame.mark in each for each in seen[frame.destination])

    return [
        Passage(frame, arrived(frame), bool(frame.control and arrived(frame.control)))
        for frame in frames
    ]


def listed_limits() -> list[str]:
    """The frames that docs/limits.md says get through: its tables' first column."""
    rows = re.findall(r"^\| ([^|]+?) +\|", LIMITS.read_text(), re.MULTILINE)
    return [row.strip("` ") for row in rows]


def show(passages: Sequence[Passage], listed: Sequence[str]) -> None:
    """Prints the leak table."""
    say()
    say(paint(f"{'':4} {'frame':44} {'from':9} {'to':9} {'must':6} result", "bold"))
    for passage in passages:
        frame = passage.frame
        good = passage.as_expected(listed)
        mark = paint(" ok ", "green") if good else paint("FAIL", "red")
        result = "arrived" if passage.arrived else "blocked"
        if not passage.conclusive:
            result = "lost, but so is the control"
        if frame.name in listed:
            result += ", see docs/limits.md"
        say(
            f"{mark} {frame.name:44} {frame.source:9} {frame.destination:9} "
            f"{'pass' if frame.passes else 'block':6} {result}"
        )


@contextmanager
def two_tags_seen() -> Iterator[None]:
    """Open vSwitch looks behind two VLAN tags meanwhile, not only behind one."""
    key = "other_config:vlan-limit"
    before = run("ovs-vsctl", "--if-exists", "get", "Open_vSwitch", ".", key).strip()
    run("ovs-vsctl", "set", "Open_vSwitch", ".", f"{key}=2")
    try:
        yield
    finally:
        if before:
            run("ovs-vsctl", "set", "Open_vSwitch", ".", f"{key}={before}")
        else:
            run("ovs-vsctl", "remove", "Open_vSwitch", ".", *key.split(":"))


@contextmanager
def _socket(network: RunningNetwork, host: str) -> Iterator[socket.socket]:
    with network_of(network.pid(host)):
        opened = socket.socket(
            socket.AF_PACKET, socket.SOCK_RAW, socket.htons(_EVERYTHING)
        )
    with opened:
        opened.bind((HOST_INTERFACE, _EVERYTHING))
        opened.setblocking(False)
        yield opened


def _incoming(opened: socket.socket) -> list[bytes]:
    frames: list[bytes] = []
    while True:
        try:
            frame, address = opened.recvfrom(2048)
        except BlockingIOError:
            return frames
        if address[2] != socket.PACKET_OUTGOING:
            frames.append(frame)
