"""Inbound port 25 limited at a border switch: as much gets in as the policy says."""

from __future__ import annotations

import time
from typing import Any, Callable

import pytest

from oplab.flood import Orders, Source, flood
from oplab.network import HOST_INTERFACE
from oplab.site import Site
from oplab.strategies import GATE, apply
from oplab.syns import Flow
from topologies.access import NETWORK
from topologies.policies import access_policy

_SECONDS = 12


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
    policy = access_policy(GATE)
    policy["edges"][0]["border"] = True
    policy["mailServers"][0]["inbound"] = {"defaultAction": {"rateLimit": limit}}
    apply(site, policy)
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
