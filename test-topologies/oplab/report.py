"""The truth table as people read it."""

from __future__ import annotations

from typing import Sequence

from topologies.model import Probe

from .console import paint, say
from .probes import Result


def show(results: Sequence[Result]) -> bool:
    """Prints the table and its closing line; whether every row is as expected."""
    good = [r.as_expected(results) for r in results]
    wide = max([8, *(len(r.probe.source) for r in results)]) + 1
    far = max([8, *(len(_way(r.probe)) for r in results)]) + 1
    say()
    say(
        paint(
            f"{'':4} {'from':{wide}} {'to':{far}} {'port':>4} {'ip':>2} {'probe':8}"
            f"{'must':6} {'came to':24} policy",
            "bold",
        )
    )
    for result, fine in zip(results, good):
        probe = result.probe
        mark = paint(" ok ", "green") if fine else paint("FAIL", "red")
        must = "pass" if probe.passes else "block"
        say(
            f"{mark} {probe.source:{wide}} {_way(probe):{far}} {probe.port:>4} "
            f"v{probe.family} {probe.kind:8}"
            f"{paint(f'{must:6}', 'green' if probe.passes else 'yellow')} "
            f"{result.stage:24} {probe.why}"
        )
        if result.evidence:
            say(paint(f"     {result.evidence}", "dim"))
        elif not probe.passes:
            say(paint("     no drop rule on its switch has counted this", "red"))
    say()
    matching = sum(good)
    say(
        paint(
            f"{matching} of {len(results)} probes as expected",
            "green" if all(good) else "red",
        )
    )
    return all(good)


def _way(probe: Probe) -> str:
    if not probe.mailbox:
        return probe.destination
    return f"{probe.destination} > {probe.mailbox}"
