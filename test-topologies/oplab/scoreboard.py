"""What faults cost, case by case, and the table that shows it."""

from __future__ import annotations

import statistics
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Iterator, Sequence

from .console import paint, say
from .faults import overruns
from .site import Site
from .tally import Tally
from .traffic import Way, streams

BLOCKED = (Way("pool1a", "othermta", 4), Way("pool1a", "othermta", 6))
"""A customer whom the policy blocks: each arrival is a leak."""

PERMITTED = (
    Way("exempt", "othermta", 4),
    Way("exempt", "othermta", 6),
    Way("pool1a", "ownmta", 4),
)
"""Customers whom the policy permits: each SYN that does not arrive is a loss."""

_BEFORE = 0.7
"""Seconds of undisturbed streams before a fault."""


@dataclass
class Case:
    """One fault and what it did.

    `most_leaks` and `most_lost` are the bounds, None where the figure is only printed.
    `began` and `settled` are seconds since the epoch: when the fault came, and when all was
    in order again, as far as the test could tell.
    """

    name: str
    most_leaks: int | None
    most_lost: int | None
    note: str = ""
    began: float = 0.0
    settled: float | None = None
    overruns: int = 0
    blocked: Tally | None = None
    permitted: Tally | None = None

    @property
    def leaked(self) -> int:
        """Blocked SYNs that got through."""
        return self.blocked.arrived if self.blocked else 0

    @property
    def leak_milliseconds(self) -> float:
        """From the first to the last blocked SYN that got through."""
        times = self.blocked.arrival_times if self.blocked else ()
        return 1000 * (times[-1] - times[0]) if times else 0.0

    @property
    def last_leak(self) -> float | None:
        """When the last one got through, in seconds after the fault."""
        times = self.blocked.arrival_times if self.blocked else ()
        return times[-1] - self.began if times else None

    @property
    def lost(self) -> int:
        """Permitted SYNs that did not arrive, but those lost before any rule was asked."""
        return max(0, self.permitted.lost - self.overruns) if self.permitted else 0

    @property
    def outage(self) -> float:
        """The longest time, in milliseconds, without a permitted SYN that arrived."""
        return self.permitted.longest_outage if self.permitted else 0.0

    def problems(self) -> list[str]:
        """What is beyond the bounds."""
        found = []
        if self.most_leaks is not None and self.leaked > self.most_leaks:
            found.append(
                f"{self.leaked} blocked SYNs got through, the last one "
                f"{self.last_leak:.2f} s after the fault, during "
                f"{self.leak_milliseconds:.0f} ms"
            )
        if self.most_lost is not None and self.lost > self.most_lost:
            found.append(f"{self.lost} permitted SYNs lost, {self.outage:.0f} ms")
        return found


@dataclass
class Scoreboard:
    """The cases of a run."""

    cases: list[Case] = field(default_factory=list)

    @contextmanager
    def case(
        self,
        site: Site,
        name: str,
        *,
        leaks: int | None = 0,
        lost: int | None = 0,
        note: str = "",
        after: float = 1.0,
        permitted: Sequence[Way] = PERMITTED,
        blocked: Sequence[Way] = BLOCKED,
    ) -> Iterator[Case]:
        """The body does the fault while SYNs stream; AssertionError beyond the bounds.

        The streams go on for `after` seconds after the body has ended.
        """
        case = Case(name, leaks, lost, note)
        before = overruns(site.network)
        with streams(site.network, [*blocked, *permitted]) as outcome:
            time.sleep(_BEFORE)
            case.began = time.time()
            yield case
            time.sleep(after)
        case.overruns = max(0, overruns(site.network) - before)
        case.blocked, case.permitted = outcome.of(blocked), outcome.of(permitted)
        self.cases.append(case)
        problems = case.problems()
        assert not problems, f"{name}: {'; '.join(problems)}"

    def show(self) -> None:
        """Prints the table. Repetitions of a case are one line."""
        say()
        say(
            paint(
                f"{'':4} {'case':54} {'runs':>4} {'blocked':>9} {'through':>7} "
                f"{'ms':>6} {'permitted':>9} {'lost':>6} {'ms':>6}  must be",
                "bold",
            )
        )
        for name in dict.fromkeys(case.name for case in self.cases):
            self._line([case for case in self.cases if case.name == name])
        say(
            "     through: blocked SYNs that arrived, and the time from the first to the "
            "last of them. lost: permitted SYNs"
        )
        say(
            "     that did not arrive, and the longest time without one. Of several runs: "
            "sums of SYNs, the longest time."
        )
        slowest = min(
            tally.rate
            for case in self.cases
            for tally in (case.blocked, case.permitted)
            if tally
        )
        say(f"     Each stream had at least {slowest:.0f} SYNs a second.")

    def _line(self, cases: list[Case]) -> None:
        good = not any(case.problems() for case in cases)
        mark = paint(" ok ", "green") if good else paint("FAIL", "red")
        blocked = sum(c.blocked.sent for c in cases if c.blocked)
        permitted = sum(c.permitted.sent for c in cases if c.permitted)
        bound = cases[0]
        say(
            f"{mark} {bound.name:54} {len(cases):>4} {blocked:>9} "
            f"{sum(c.leaked for c in cases):>7} "
            f"{max(c.leak_milliseconds for c in cases):>6.0f} {permitted:>9} "
            f"{sum(c.lost for c in cases):>6} {max(c.outage for c in cases):>6.0f}  "
            f"through {_bound(bound.most_leaks)}, lost {_bound(bound.most_lost)}"
        )
        if len(cases) > 1:
            outages = [case.outage for case in cases]
            say(
                paint(
                    f"     of {len(cases)} runs {sum(c.leaked > 0 for c in cases)} let "
                    f"something through; median outage {statistics.median(outages):.0f} ms",
                    "dim",
                )
            )
        overrun = sum(case.overruns for case in cases)
        if overrun:
            say(paint(f"     {overrun} frames overran the switches' sockets", "dim"))
        for note in dict.fromkeys(case.note for case in cases if case.note):
            say(paint(f"     {note}", "dim"))


def _bound(most: int | None) -> str:
    return "any" if most is None else str(most)
