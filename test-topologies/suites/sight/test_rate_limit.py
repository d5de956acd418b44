"""Inbound port 25 limited at a border switch: as much gets in as the policy says."""

from __future__ import annotations

import os
import time
from typing import Any, Callable

import pytest

from oplab import faults
from oplab.flood import Orders, Source, flood
from oplab.limits import seconds_above
from oplab.network import HOST_INTERFACE
from oplab.settings import LONG_VARIABLE
from oplab.site import Site
from oplab.strategies import GATE, apply, use
from oplab.syns import Flow
from oplab.traffic import Way, streams
from topologies.access import NETWORK
from topologies.policies import access_policy

_SECONDS = 12
_LIMIT = 100
_INWARD = Way("fixed", "ownmta", 4)
_METER_POLLS = 11.0
"""Seconds: ONOS looks at the switches' meters every five."""


@pytest.mark.parametrize(
    "limit, expected",
    [({"packetsPerSecond": 100}, 100), ({"kbitPerSecond": 64}, 64_000 / 8 / 54)],
    ids=["packets", "kbit"],
)
def test_accepted_rate(
    site: Site,
    limit: dict[str, Any],
    expected: float,
    figures: Callable[[str], None],
) -> None:
    apply(site, _limited(limit))
    sender, server = NETWORK.host("fixed"), NETWORK.host("ownmta")
    flow = Flow(
        *(NETWORK.mac("fixed"), NETWORK.mac("ownmta"), sender.ipv4, server.ipv4),
        *(40000, 25),
    )
    frames = [bytes(flow.frame()).hex()]
    source = Source("outside", site.network.pid("fixed"), HOST_INTERFACE, frames, 500)
    orders = Orders([source], [site.network.pid("ownmta")], HOST_INTERFACE)
    with flood(orders) as count:
        time.sleep(_SECONDS)
    accepted = count.arrived / count.seconds
    figures(
        f"{limit}: {accepted:.0f} of {count.rate('outside'):.0f} SYN/s accepted, "
        f"expected {expected:.0f}: {accepted / expected - 1:+.1%}"
    )
    assert abs(accepted / expected - 1) <= 0.15
    apply(site, access_policy(GATE))


@pytest.mark.skipif(not os.environ.get(LONG_VARIABLE), reason="only with --long")
@pytest.mark.parametrize("late", [None, 4.0])
def test_limit_through_a_restart(
    site: Site, late: float | None, figures: Callable[[str], None]
) -> None:
    """ONOS forgets its meters and removes those that it then finds, with their rules.

    What is limited is never blocked meanwhile, and the limit is off no longer than status says
    that not all is enforced.
    """
    use(site, GATE)
    apply(site, _limited({"packetsPerSecond": _LIMIT}))
    faults.await_shield(site)
    with streams(site.network, [_INWARD], rate=5 * _LIMIT) as outcome:
        time.sleep(2)
        if late is None:
            enforced = faults.restart_with_product_first(site)
        else:
            enforced = faults.restart_with_late_product(site, late)
        time.sleep(_METER_POLLS)
    arrived = outcome.ways[_INWARD]
    unlimited = seconds_above(arrived.arrival_times, _LIMIT)
    when = "first" if late is None else f"{late:.0f} s late"
    figures(
        f"controller restarted, application {when}: no limit for {unlimited:.1f} s, "
        f"enforced after {enforced:.1f} s; "
        f"{arrived.longest_gap:.0f} ms without a SYN"
    )
    assert arrived.longest_gap < 500
    assert unlimited <= enforced
    apply(site, access_policy(GATE))


def _limited(limit: dict[str, Any]) -> Any:
    policy = access_policy(GATE)
    policy["edges"][0]["border"] = True
    policy["mailServers"][0]["inbound"] = {"defaultAction": {"rateLimit": limit}}
    return policy
