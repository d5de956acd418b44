"""A network as data: switches, hosts, trunks, and what follows from them.

Everything else is derived from here: the Mininet network, the routes of the forwarding
application, and the device and port numbers that the policy has to name.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Any, Literal

Family = Literal[4, 6]

BRIDGE_PREFIX = "op25b-"
"""Begins the name of every bridge, so that none is taken for somebody else's."""


@dataclass(frozen=True)
class Switch:
    """An OpenFlow switch; `dpid` is its datapath id, which ONOS shows as `of:...`."""

    name: str
    dpid: int
    edge: bool

    @property
    def bridge(self) -> str:
        """The bridge's name; short, as interface names derive from it (15 at most)."""
        return BRIDGE_PREFIX + self.name

    @property
    def device_id(self) -> str:
        """ONOS's name for the switch."""
        return f"of:{self.dpid:016x}"

    def interface(self, port: int) -> str:
        """The name of the interface behind an OpenFlow port."""
        return f"{self.bridge}-p{port}"


@dataclass(frozen=True)
class Host:
    """A machine behind one switch port.

    `mail_ports` are the TCP ports on which a mail server of its own answers.
    """

    name: str
    label: str
    switch: str
    port: int
    ipv4: str
    ipv6: str
    mail_ports: tuple[int, ...] = ()

    def address(self, family: Family) -> str:
        """The address in one IP family."""
        return self.ipv4 if family == 4 else self.ipv6


@dataclass(frozen=True)
class Trunk:
    """A cable between two switches: (switch, port) at both ends."""

    a: tuple[str, int]
    b: tuple[str, int]


@dataclass(frozen=True)
class Probe:
    """One row of a truth table: a connection that somebody tries, and what must happen.

    `kind` is `mail` (a whole SMTP dialogue that delivers a message) or `connect` (a bare
    TCP connection). `why` is the reason in the words of the policy. `mailbox` is the host
    that the message is for, if the destination is only to pass it on. `limited` rows pass
    as long as they are few. `rejected` rows are blocked with an answer: they end at once.
    """

    kind: Literal["mail", "connect"]
    source: str
    destination: str
    family: Family
    port: int
    passes: bool
    why: str
    mailbox: str = ""
    limited: bool = False
    rejected: bool = False

    @property
    def name(self) -> str:
        """Names the row in test reports."""
        way = f"{self.destination}-{self.mailbox}" if self.mailbox else self.destination
        return f"{self.kind}-{self.source}-{way}-{self.port}-v{self.family}"


@dataclass(frozen=True)
class Network:
    """Switches in a tree, and the hosts behind them."""

    switches: tuple[Switch, ...]
    hosts: tuple[Host, ...]
    trunks: tuple[Trunk, ...]

    def switch(self, name: str) -> Switch:
        """The switch of that name; KeyError if there is none."""
        return {s.name: s for s in self.switches}[name]

    def host(self, name: str) -> Host:
        """The host of that name; KeyError if there is none."""
        return {h.name: h for h in self.hosts}[name]

    def switch_of(self, host: str) -> Switch:
        """The switch that a host is plugged into."""
        return self.switch(self.host(host).switch)

    def mac(self, host: str) -> str:
        """A locally administered MAC address, always the same for the same port."""
        machine = self.host(host)
        return f"02:25:00:00:{self.switch(machine.switch).dpid:02x}:{machine.port:02x}"

    def interfaces(self) -> list[str]:
        """The interfaces that the switches have outside of the hosts' namespaces."""
        names = [self.switch(h.switch).interface(h.port) for h in self.hosts]
        for trunk in self.trunks:
            names += [self.switch(s).interface(p) for s, p in (trunk.a, trunk.b)]
        return names

    def out_port(self, switch: str, host: str) -> int:
        """The port of `switch` through which `host` is reached."""
        machine = self.host(host)
        if machine.switch == switch:
            return machine.port
        first_hop: dict[str, int] = {}
        queue = deque([switch])
        while queue:
            here = queue.popleft()
            for port, there in self._neighbours(here):
                if there != switch and there not in first_hop:
                    first_hop[there] = first_hop.get(here, port)
                    queue.append(there)
        return first_hop[machine.switch]

    def routes(self, switch: str) -> list[tuple[str, int]]:
        """What the switch must forward: (prefix, port) for every host, v4 and v6."""
        return [
            (prefix, self.out_port(switch, host.name))
            for host in self.hosts
            for prefix in (f"{host.ipv4}/32", f"{host.ipv6}/128")
        ]

    def uplink_ports(self, switch: str) -> list[int]:
        """The ports of a switch that lead to other switches."""
        return sorted(port for port, _ in self._neighbours(switch))

    def customer_ports(self, switch: str) -> list[int]:
        """The ports of a switch that lead to hosts."""
        return sorted(h.port for h in self.hosts if h.switch == switch)

    def forwarding_config(self) -> dict[str, Any]:
        """The forwarding application's part of ONOS's network configuration."""
        return {
            "devices": {
                s.device_id: [
                    {"to": to, "port": port} for to, port in self.routes(s.name)
                ]
                for s in self.switches
            }
        }

    def _neighbours(self, switch: str) -> list[tuple[int, str]]:
        found = []
        for trunk in self.trunks:
            for (here, port), (there, _) in (
                (trunk.a, trunk.b),
                (trunk.b, trunk.a),
            ):
                if here == switch:
                    found.append((port, there))
        return found
