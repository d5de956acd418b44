"""Flow tables as Open vSwitch prints them, and which rules see a packet."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

from topologies.model import Family

from .processes import run

_FLOW = re.compile(
    r"\s*cookie=(?P<cookie>0x[0-9a-f]+), .*?table=(?P<table>\d+), "
    r"n_packets=(?P<packets>\d+), n_bytes=\d+, (?P<rest>.*?) ?actions=(?P<actions>.*)"
)
_PROTOCOLS = {
    4: {"ip", "tcp"},
    6: {"ipv6", "tcp6"},
}


COPY_TABLES = (250, 251)
"""Where blocked packets end: a metered share goes to the controller, nothing else."""

_ENDS = {f"goto_table:{table}" for table in COPY_TABLES}


@dataclass(frozen=True)
class TcpSyn:
    """The first packet of a connection, where it enters a switch."""

    family: Family
    source: str
    destination: str
    port: int
    in_port: int


@dataclass(frozen=True)
class Flow:
    """One rule of a switch, with the number of packets that it has seen."""

    cookie: str
    table: int
    priority: int
    match: str
    actions: str
    packets: int
    hard_timeout: int | None = None
    """Seconds after which the switch itself removes the rule, counted from when it came."""

    @property
    def drops(self) -> bool:
        """Whether what matches is dropped at once, but perhaps for a copy."""
        return self.actions == "drop" or self.actions in _ENDS

    @property
    def key(self) -> tuple[int, int, str]:
        """What OpenFlow identifies a rule by: table, priority and match."""
        return (self.table, self.priority, self.match)

    def sees(self, syn: TcpSyn) -> bool:
        """Whether the match covers the packet. An unknown field covers nothing."""
        return all(_covers(field, syn) for field in self.match.split(",") if field)

    def __str__(self) -> str:
        return (
            f"cookie={self.cookie} table={self.table} priority={self.priority},"
            f"{self.match} actions={self.actions}"
        )


def settle() -> None:
    """Waits until the rules' counters contain every packet seen before this call.

    Open vSwitch adds the packets of its cache to the rules when a revalidator passes:
    waiting for two passes makes sure that one began after this call.
    """
    for _ in range(2):
        run("ovs-appctl", "--timeout=10", "revalidator/wait")


def dump(bridge: str) -> list[Flow]:
    """All rules of a bridge. Only after `settle` are their counters up to date."""
    return parse(
        run("ovs-ofctl", "-O", "OpenFlow13", "--no-names", "dump-flows", bridge)
    )


def parse(text: str) -> list[Flow]:
    """The rules in what `ovs-ofctl dump-flows` printed."""
    found = []
    for line in text.splitlines():
        parts = _FLOW.match(line)
        if not parts:
            continue
        # Flags such as send_flow_rem stand before the match, apart from it by a space.
        match = parts["rest"].split(" ")[-1]
        fields = match.split(",")
        timeout = re.search(r"\bhard_timeout=(\d+)", parts["rest"])
        priority = 32768
        if fields[0].startswith("priority="):
            priority = int(fields.pop(0).partition("=")[2])
        found.append(
            Flow(
                cookie=parts["cookie"],
                table=int(parts["table"]),
                priority=priority,
                match=",".join(fields),
                actions=parts["actions"].strip(),
                packets=int(parts["packets"]),
                hard_timeout=int(timeout[1]) if timeout else None,
            )
        )
    return found


def _covers(field: str, syn: TcpSyn) -> bool:
    name, _, value = field.partition("=")
    if not value:
        return name in _PROTOCOLS[syn.family]
    if name in ("nw_src", "ipv6_src"):
        return _within(syn.source, value)
    if name in ("nw_dst", "ipv6_dst"):
        return _within(syn.destination, value)
    if name == "tp_dst":
        return _masked(syn.port, value)
    if name == "in_port":
        return int(value) == syn.in_port
    return False


def _within(address: str, value: str) -> bool:
    """Whether an address lies in ADDR, ADDR/LENGTH or ADDR/MASK of the same family."""
    wanted, _, mask = value.partition("/")
    here, there = ipaddress.ip_address(address), ipaddress.ip_address(wanted)
    if here.version != there.version:
        return False
    bits = here.max_prefixlen
    if not mask:
        ones = (1 << bits) - 1
    elif mask.isdigit():
        ones = ((1 << int(mask)) - 1) << (bits - int(mask))
    else:
        ones = int(ipaddress.ip_address(mask))
    return int(here) & ones == int(there) & ones


def _masked(number: int, value: str) -> bool:
    wanted, _, mask = value.partition("/")
    ones = int(mask, 0) if mask else 0xFFFF
    return number & ones == int(wanted, 0) & ones
