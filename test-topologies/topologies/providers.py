"""The five providers: each a network, a policy, and a story in steps with its truth tables.

The files are in `providers/p1` to `p5`; the policy engine's own test reads the same ones.

    policy.json    the policy as it stands before the first step
    network.json   switches, trunks and hosts; hosts with `mail` are mail servers
    story.json     the steps: how pools change their phase, and the table to expect then
    *.csv          tables: from, to, port, expected, reason. `a > b` as destination is a
                   message for a mailbox at b that a passes on. Each row is asked over IPv4
                   and over IPv6
    *.packets.csv  packets that are no dialogues, for the engine's test alone
"""

from __future__ import annotations

import ipaddress
import json
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Mapping, Sequence

from .model import Family, Host, Network, Probe, Switch, Trunk

FOLDER = Path(__file__).resolve().parents[1] / "providers"
NAMES = ("p1", "p2", "p3", "p4", "p5")
FAMILIES: tuple[Family, ...] = (4, 6)

PASS, BLOCK, RATE_LIMIT = "pass", "block", "rate-limit"


@dataclass(frozen=True)
class Step:
    """One step of a story.

    `by` is how the phases change: `policy` (they are there from the start, or a policy
    changes them), `set`, `schedule`, `rollback`, `postpone` or `date` (a moment that an
    earlier step chose passes). `phases` has the pools that are in another phase
    afterwards, `next` those that will be when the moment comes.
    """

    name: str
    title: str
    by: str
    phases: Mapping[str, tuple[str, ...]]
    next: Mapping[str, tuple[str, ...]]
    cells: tuple[Probe, ...]


@dataclass(frozen=True)
class Provider:
    """A provider with its story. `relays` has the prefixes that a mail server, by its
    host's name, passes mail on for."""

    name: str
    title: str
    network: Network
    policy: Any
    steps: tuple[Step, ...]
    relays: Mapping[str, tuple[str, ...]]

    def policy_after(self, steps: int) -> Any:
        """The policy with the phases as they are after so many steps."""
        policy = deepcopy(self.policy)
        pools = {pool["name"]: pool for pool in policy["pools"]}
        for step in self.steps[:steps]:
            for phase, names in step.phases.items():
                for name in names:
                    pools[name]["phase"] = phase
        return policy

    def limit(self, destination: str) -> int:
        """The packets a second that unlisted senders have toward a mail server."""
        server = self.network.host(destination).ipv4
        for group in self.policy["mailServers"]:
            if server in group["servers"]:
                limit = group["inbound"]["defaultAction"]["rateLimit"]
                return int(limit["packetsPerSecond"])
        raise KeyError(destination)


def load(name: str) -> Provider:
    """The provider of that name, one of `NAMES`."""
    folder = FOLDER / name
    described = _json(folder / "network.json")
    story = _json(folder / "story.json")
    policy, network = _json(folder / "policy.json"), _network(described)
    return Provider(
        name,
        story["title"],
        network,
        policy,
        tuple(_step(folder, step, policy, network) for step in story["steps"]),
        {h["name"]: tuple(h.get("relaysFor", ())) for h in described["hosts"]},
    )


def cells(text: str) -> tuple[Probe, ...]:
    """The rows of a table, each over both IP families; ValueError names a bad one."""
    rows = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(_cell(row, family) for family in FAMILIES for row in rows)


def _cell(row: str, family: Family) -> Probe:
    fields = [field.strip() for field in row.split(",")]
    if len(fields) != 5 or fields[3] not in (PASS, BLOCK, RATE_LIMIT):
        raise ValueError(f"not a row of a truth table: {row}")
    source, way, port, expected, reason = fields
    destination, *mailbox = [hop.strip() for hop in way.split(">")]
    return Probe(
        "mail",
        source,
        destination,
        family,
        int(port),
        expected != BLOCK,
        reason,
        mailbox=mailbox[-1] if mailbox else "",
        limited=expected == RATE_LIMIT,
    )


def _step(folder: Path, step: Any, policy: Any, network: Network) -> Step:
    table = cells((folder / step["table"]).read_text())
    return Step(
        step["name"],
        step["title"],
        step.get("by", "policy"),
        _phases(step.get("phases", {})),
        _phases(step.get("next", {})),
        tuple(
            replace(cell, rejected=not cell.passes and _rejects(policy, network, cell))
            for cell in table
        ),
    )


def _rejects(policy: Any, network: Network, cell: Probe) -> bool:
    """Whether the pool of a cell's source answers what it blocks."""
    source = ipaddress.ip_address(network.host(cell.source).address(cell.family))
    pools = [
        (prefix.prefixlen, pool.get("blockStyle") == "reject")
        for pool in policy["pools"]
        for text in pool.get("ipv4" if cell.family == 4 else "ipv6", ())
        if source in (prefix := ipaddress.ip_network(text))
    ]
    return max(pools, default=(0, False))[1]


def _phases(fields: Mapping[str, Sequence[str]]) -> Mapping[str, tuple[str, ...]]:
    return {phase: tuple(pools) for phase, pools in fields.items()}


def _network(described: Mapping[str, Any]) -> Network:
    return Network(
        tuple(
            Switch(s["name"], int(s["dpid"], 16), s["edge"])
            for s in described["switches"]
        ),
        tuple(
            Host(
                h["name"],
                h["label"],
                h["switch"],
                h["port"],
                h["ipv4"],
                h["ipv6"],
                tuple(h.get("mail", ())),
            )
            for h in described["hosts"]
        ),
        tuple(Trunk((a[0], a[1]), (b[0], b[1])) for a, b in described["trunks"]),
    )


def _json(path: Path) -> Any:
    return json.loads(path.read_text())
