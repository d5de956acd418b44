"""`lab bench`: the benchmarks in turn, with a table for each."""

from __future__ import annotations

import math
import statistics
from typing import Callable, Sequence

from .. import packages, strategies
from ..console import paint, say
from ..errors import LabError
from ..settings import Settings
from ..site import Site, running_site
from ..strategies import GATE
from . import exemption, rules, store, throughput

RULES = 10_000
EXEMPTIONS = 10_000
LISTED = 100_000
SAMPLES = 200
_SAMPLES_BY_CONFIGURATION = 20
"""A second figure, beside the one that counts."""

_BUDGET = 90.0
"""Seconds that the samples of one way to exempt may take."""

_PACKAGES = ("iperf3",)


def names() -> list[str]:
    """All benchmarks in the order in which they run."""
    return list(_BENCHMARKS)


def run(settings: Settings, wanted: Sequence[str], strategy: str, quick: bool) -> int:
    """Runs the benchmarks, or the named ones; 0 if each gave figures."""
    unknown = [name for name in wanted if name not in names()]
    if unknown:
        raise LabError(
            f"no such benchmark: {', '.join(unknown)}; there are {', '.join(names())}"
        )
    packages.install(settings, _PACKAGES)
    good = True
    for name in wanted or names():
        # Each on a lab of its own: none measures what another has left.
        with running_site(settings) as site:
            say(paint(f"== {name}, strategy {strategy}", "bold"))
            try:
                _BENCHMARKS[name](site, strategy, quick)
            except LabError as failure:
                say(paint(f"  no figures: {failure}", "red"))
                good = False
    return 0 if good else 1


def _rules(site: Site, strategy: str, quick: bool) -> None:
    wanted, runs = (1_000, 1) if quick else (RULES, 3)
    times = rules.measure(site, strategy, wanted, runs)
    posted = _median([t.policy for t in times])
    direct = _median([t.flows_post for t in times])
    bundle = _median([t.bundle for t in times])
    accepted = _median([t.accepted for t in times])
    say(
        f"  {times[0].rules} rules, until the switch has all; "
        f"median of {runs} runs after one"
    )
    say(f"  {'policy posted':44} {posted:8.3f} s")
    say(f"  {'   of that until ONOS took the policy':44} {accepted:8.3f} s")
    say(f"  {'one POST /onos/v1/flows of the same rules':44} {direct:8.3f} s")
    say(f"  {'ovs-ofctl --bundle add-flows of the same':44} {bundle:8.3f} s")
    say(f"  policy / POST of flows       {posted / direct:8.2f}   goal 1.2 at most")
    say(f"  from acceptance / POST       {(posted - accepted) / direct:8.2f}")
    say(f"  policy / bundle              {posted / bundle:8.2f}")


def _exemption(site: Site, strategy: str, quick: bool) -> None:
    in_force = 500 if quick or strategy != GATE else EXEMPTIONS
    samples = 10 if quick else SAMPLES
    policy = exemption.policy_with_pool(strategy)
    strategies.use(site, strategy)
    strategies.apply(site, policy)
    service = exemption.ByService(site)
    service.fill(in_force)
    if not site.await_enforced():
        raise LabError("the imported exemptions are not enforced")
    _show_exemptions(site, service, in_force, samples)
    configuration = exemption.ByConfiguration(site, policy)
    few = min(samples, _SAMPLES_BY_CONFIGURATION)
    _show_exemptions(site, configuration, in_force, few)
    say("  goal: first SYN passes within 100 ms, p99 of the service call")


def _show_exemptions(
    site: Site, way: exemption.Exempter, in_force: int, samples: int
) -> None:
    times = exemption.measure(site, way, samples, _BUDGET)
    say(f"  one more by {way.name}, {in_force} in force, {len(times)} samples")
    for what, values in (
        ("call answered", [t.answered for t in times]),
        ("first SYN passes", [t.active for t in times]),
        ("last SYN once ended", [t.ended for t in times]),
    ):
        say(
            f"  {what:24} p50 {1000 * quantile(values, 0.5):8.1f} ms   "
            f"p99 {1000 * quantile(values, 0.99):8.1f} ms"
        )


def _throughput(site: Site, strategy: str, quick: bool) -> None:
    strategies.use(site, strategy)
    runs, seconds = (1, 2) if quick else (5, 3)
    found = throughput.measure(site, runs, seconds)
    with_guard = _median([f.with_guard for f in found])
    without = _median([f.without for f in found])
    say(
        "  permitted TCP to port 25, iperf3, ONOS halted; "
        f"median of {runs} runs of {seconds} s"
    )
    say(f"  {'with the rules':24} {with_guard / 1e6:8.0f} Mbit/s")
    say(f"  {'without':24} {without / 1e6:8.0f} Mbit/s")
    say(f"  with / without {with_guard / without:8.3f}   goal 0.98 at least")


def _store(site: Site, strategy: str, quick: bool) -> None:
    """The store is the same whatever the strategy."""
    in_force, listed = (500, 2_000) if quick else (EXEMPTIONS, LISTED)
    strategies.use(site, strategy)
    strategies.apply(site, exemption.policy_with_pool(strategy))
    odd = [exemption.address(2 * n + 1) for n in range(listed)]
    done = store.import_many(site, odd[:in_force])
    _line(f"import of {done.rows}: accepted", 1000 * done.accepted, "s", 5000)
    _line(f"import of {done.rows}: in force", 1000 * done.in_force, "s")
    service = exemption.ByService(site)
    times = exemption.measure(site, service, 10 if quick else SAMPLES, _BUDGET)
    active = [1000 * each.active for each in times]
    answered = [1000 * each.answered for each in times]
    what = f"create by REST, {in_force} in force, {len(times)} samples"
    _line(f"{what}: answered p50", quantile(answered, 0.5), "ms")
    _line("   answered p99", quantile(answered, 0.99), "ms")
    _line("   active in the data plane p50", quantile(active, 0.5), "ms", 30)
    _line("   active in the data plane p99", quantile(active, 0.99), "ms", 100)
    before = store.live_bytes(site)
    done = store.import_many(site, odd[in_force:], pending=True)
    _line(f"import of {done.rows} pending: accepted", 1000 * done.accepted, "s")
    each = (store.live_bytes(site) - before) / done.rows
    _line("heap of one exemption with its audit entry", each, "bytes", 1024)
    for page in store.pages(site, listed, 3 if quick else 10):
        what = f"page of {page.total}: {page.query}"
        _line(what, 1000 * _median(page.times), "ms", 200)


def _line(what: str, value: float, unit: str, goal: float | None = None) -> None:
    scale = 1000 if unit == "s" else 1
    shown = f"{value / scale:10.1f} {unit}"
    if goal is None:
        say(f"  {what:66}{shown}")
        return
    met = paint("met", "green") if value < goal else paint("MISSED", "red")
    say(f"  {what:66}{shown}   goal {goal / scale:g}: {met}")


_BENCHMARKS: dict[str, Callable[[Site, str, bool], None]] = {
    "rules": _rules,
    "exemption": _exemption,
    "throughput": _throughput,
    "store": _store,
}


def _median(values: Sequence[float]) -> float:
    return statistics.median(values)


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that so large a share of all values does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
