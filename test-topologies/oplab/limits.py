"""Rate limits, measured: how many SYNs a second come through of more than may."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from typing import Sequence

from topologies.model import Probe

from .flood import Orders, Source, flood
from .network import HOST_INTERFACE
from .probes import Result
from .site import Site
from .syns import Flow

TOLERANCE = 0.15
_OFFERED = 5
"""Times the limit that is sent."""
_SECONDS = 12.0
"""So long that what a meter lets through at once in the beginning hardly counts."""


_SLOT = 0.5
_AT_ONCE = 1.0
"""Seconds in which a meter lets through what it had spared before."""


def seconds_above(arrivals: Sequence[float], limit: int) -> float:
    """For how long packets arrived at half again the limit or more, in steps of 0.5 s.

    `arrivals` are the times in seconds, in order; what comes at once in the beginning does
    not count.
    """
    if not arrivals:
        return 0.0
    began = arrivals[0] + _AT_ONCE
    slots = Counter(int((when - began) / _SLOT) for when in arrivals if when >= began)
    return _SLOT * sum(count >= 1.5 * limit * _SLOT for count in slots.values())


def held(site: Site, results: Sequence[Result], limit: int) -> list[Result]:
    """The results of rows that a limit (packets a second, all rows together) concerns.

    They stand if SYNs sent on all these ways at once come through at the limit's rate, 15%
    more or less; otherwise they end with what did come through.
    """
    accepted = _accepted(site, [r.probe for r in results], limit * _OFFERED)
    if abs(accepted / limit - 1) <= TOLERANCE:
        return list(results)
    stage = f"{accepted:.0f} packets/s, not {limit}"
    return [replace(result, stage=stage) for result in results]


def _accepted(site: Site, probes: Sequence[Probe], rate: float) -> float:
    sources = [
        Source(
            probe.name,
            site.network.pid(probe.source),
            HOST_INTERFACE,
            [_syn(site, probe).hex()],
            rate / len(probes),
        )
        for probe in probes
    ]
    servers = sorted({site.network.pid(probe.destination) for probe in probes})
    with flood(Orders(sources, servers, HOST_INTERFACE)) as count:
        time.sleep(_SECONDS)
    return count.arrived / count.seconds


def _syn(site: Site, probe: Probe) -> bytes:
    model = site.network.model
    return bytes(
        Flow(
            model.mac(probe.source),
            model.mac(probe.destination),
            model.host(probe.source).address(probe.family),
            model.host(probe.destination).address(probe.family),
            40000,
            probe.port,
        ).frame()
    )
