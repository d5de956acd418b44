"""What shows that a row was blocked: packets counted by drop rules on its own switch.

Many rows are tried at once, and a drop rule may see several of them. So the packets are
accounted for: the kernel counts what a host has sent, and every packet that the hosts of
a round sent has to be found again in the drop rules that see it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Mapping, Sequence

from topologies.model import Probe

from .flows import Flow, TcpSyn


@dataclass(frozen=True)
class Evidence:
    """A drop rule that counted packets while a row was tried."""

    bridge: str
    rule: Flow
    packets: int

    def __str__(self) -> str:
        return f"{self.bridge}: {self.packets} dropped by {self.rule}"


@dataclass(frozen=True)
class Tried:
    """A row that was tried behind one switch: its first packet, and how many TCP segments
    its host sent meanwhile."""

    syn: TcpSyn
    sent: int


def rounds(probes: Sequence[Probe]) -> list[list[Probe]]:
    """The rows in rounds with at most one for each source, whose packets can be counted."""
    result: list[dict[str, Probe]] = []
    for probe in probes:
        for batch in result:
            if probe.source not in batch:
                batch[probe.source] = probe
                break
        else:
            result.append({probe.source: probe})
    return [list(batch.values()) for batch in result]


def evidence(
    bridge: str, before: Sequence[Flow], after: Sequence[Flow], tried: Sequence[Tried]
) -> list[Evidence | None]:
    """For each row, the drop rule that saw it and has counted.

    None for every row of an IP family in which fewer packets were dropped than sent.
    """
    earlier = {flow.key: flow.packets for flow in before}
    counted = {
        flow: more
        for flow in after
        if flow.drops and (more := flow.packets - earlier.get(flow.key, 0)) > 0
    }
    return [
        _moved(bridge, counted, row.syn)
        if _all_dropped(counted, [t for t in tried if t.syn.family == row.syn.family])
        else None
        for row in tried
    ]


def _all_dropped(counted: Mapping[Flow, int], rows: Sequence[Tried]) -> bool:
    dropped = sum(
        more
        for flow, more in counted.items()
        if any(flow.sees(row.syn) for row in rows)
    )
    return dropped >= sum(row.sent for row in rows)


def _moved(bridge: str, counted: Mapping[Flow, int], syn: TcpSyn) -> Evidence | None:
    for flow, more in counted.items():
        if flow.sees(syn):
            return Evidence(bridge, flow, more)
    return None


def segments_sent(pid: int) -> int:
    """TCP segments, of both IP families, sent so far in the network namespace of `pid`.

    Retransmissions count (`OutSegs` of RFC 4022, as Linux keeps it, contains them).
    """
    lines = Path(f"/proc/{pid}/net/snmp").read_text().splitlines()
    names, values = [line.split() for line in lines if line.startswith("Tcp:")]
    return int(values[names.index("OutSegs")])
