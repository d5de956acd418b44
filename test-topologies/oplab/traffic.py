"""Streams of SYNs through a running network while something happens to it."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Iterator, Sequence

from topologies.model import Family, Network

from .errors import LabError
from .network import HOST_INTERFACE, RunningNetwork
from .processes import at_work
from .streamer import Orders, Record, Stream
from .syns import Flow
from .tally import Tally, tally, together

RATE = 550.0
"""SYNs a second of each stream: a little above what is promised, 500."""

_FIRST_SOURCE_PORT = 40000


@dataclass(frozen=True)
class Way:
    """SYNs from one host to another, to destination port `port`."""

    source: str
    destination: str
    family: Family
    port: int = 25
    source_port: int | None = None

    @property
    def name(self) -> str:
        """Names the way in tables."""
        return f"{self.source} to {self.destination} v{self.family}"


@dataclass
class Outcome:
    """Filled when the streams have ended: the figures of each way."""

    ways: dict[Way, Tally] = field(default_factory=dict)

    def of(self, ways: Sequence[Way]) -> Tally:
        """These ways together."""
        return together([self.ways[way] for way in ways])


@contextmanager
def streams(
    network: RunningNetwork, ways: Sequence[Way], rate: float = RATE
) -> Iterator[Outcome]:
    """SYNs go all ways meanwhile; afterwards the outcome is there.

    LabError if the machine could not send at nine tenths of the rate, or could not read
    what arrived: then the figures would mean nothing.
    """
    orders = Orders([_stream(network, n, way) for n, way in enumerate(ways)], rate)
    outcome = Outcome()
    with at_work("oplab.streamer", orders.dump()) as finish:
        yield outcome
        shown = finish()
    records = [Record(**each) for each in json.loads(shown)]
    outcome.ways.update({way: tally(record) for way, record in zip(ways, records)})
    _require_sound(outcome, rate)


def _stream(network: RunningNetwork, number: int, way: Way) -> Stream:
    model: Network = network.model
    flow = Flow(
        model.mac(way.source),
        model.mac(way.destination),
        model.host(way.source).address(way.family),
        model.host(way.destination).address(way.family),
        way.source_port or _FIRST_SOURCE_PORT + number,
        way.port,
    )
    return Stream(
        way.name,
        flow,
        network.pid(way.source),
        network.pid(way.destination),
        HOST_INTERFACE,
    )


def _require_sound(outcome: Outcome, rate: float) -> None:
    for way, figures in outcome.ways.items():
        if figures.overrun:
            raise LabError(f"{way.name}: {figures.overrun} arrivals could not be read")
        if figures.rate < 0.9 * rate:
            raise LabError(
                f"{way.name}: only {figures.rate:.0f} of {rate:.0f} SYNs a second "
                "could be sent; the machine is too busy to measure"
            )
