"""What became of a stream of numbered SYNs: arithmetic on numbers and times alone."""

from __future__ import annotations

from dataclasses import dataclass

from .streamer import Record


@dataclass(frozen=True)
class Missing:
    """SYNs `first` to `last` were sent and did not arrive.

    `milliseconds` is the time from the last SYN sent before them that did arrive to the
    first one after them: how long a user saw nothing.
    """

    first: int
    last: int
    milliseconds: float

    @property
    def count(self) -> int:
        """How many SYNs these are."""
        return self.last - self.first + 1


@dataclass(frozen=True)
class Tally:
    """A stream, or several of them together, in figures. Times are in milliseconds.

    `longest_gap` lies between two arrivals; `rate` is in SYNs a second, of
    several streams the slowest one's. `duplicates` are
    arrivals beyond the first.
    """

    sent: int
    arrived: int
    missing: tuple[Missing, ...]
    longest_gap: float
    rate: float
    duplicates: int
    overrun: int
    arrival_times: tuple[float, ...]

    @property
    def lost(self) -> int:
        """How many did not arrive."""
        return self.sent - self.arrived

    @property
    def longest_outage(self) -> float:
        """The longest time without a SYN that arrived, by the times of sending."""
        return max((range_.milliseconds for range_ in self.missing), default=0.0)


def tally(record: Record) -> Tally:
    """The figures of one stream."""
    first_arrivals: dict[int, float] = {}
    for number, when in record.arrived:
        first_arrivals.setdefault(number, when)
    times = sorted(first_arrivals.values())
    gaps = [after - before for before, after in zip(times, times[1:])]
    lasted = record.sent[-1] - record.sent[0] if len(record.sent) > 1 else 0.0
    return Tally(
        sent=len(record.sent),
        arrived=len(first_arrivals),
        missing=tuple(_missing(record.sent, first_arrivals)),
        longest_gap=1000 * max(gaps, default=0.0),
        rate=(len(record.sent) - 1) / lasted if lasted else 0.0,
        duplicates=len(record.arrived) - len(first_arrivals),
        overrun=record.overrun,
        arrival_times=tuple(times),
    )


def together(tallies: list[Tally]) -> Tally:
    """Several streams in one: counts are added, times and rate are the worst of them."""
    return Tally(
        sent=sum(t.sent for t in tallies),
        arrived=sum(t.arrived for t in tallies),
        missing=tuple(m for t in tallies for m in t.missing),
        longest_gap=max((t.longest_gap for t in tallies), default=0.0),
        rate=min((t.rate for t in tallies), default=0.0),
        duplicates=sum(t.duplicates for t in tallies),
        overrun=max((t.overrun for t in tallies), default=0),
        arrival_times=tuple(sorted(x for t in tallies for x in t.arrival_times)),
    )


def _missing(sent: list[float], arrived: dict[int, float]) -> list[Missing]:
    ranges: list[Missing] = []
    first: int | None = None
    for number in range(len(sent) + 1):
        gone = number < len(sent) and number not in arrived
        if gone and first is None:
            first = number
        elif not gone and first is not None:
            begin = sent[max(0, first - 1)]
            end = sent[min(number, len(sent) - 1)]
            ranges.append(Missing(first, number - 1, 1000 * (end - begin)))
            first = None
    return ranges
