"""A lab in which switches copy what they block."""

from __future__ import annotations

from typing import Iterator

import pytest

from oplab import suspects
from oplab.rest import await_until
from oplab.settings import FORWARDING
from oplab.site import Site
from oplab.strategies import GATE, use
from topologies.access import NETWORK, UPLINK

_OUTSIDE = "192.0.2.0/24"


@pytest.fixture(scope="module")
def steady(site: Site) -> Iterator[Site]:
    """Strategy gate, a route for every outside address, and copies from edge e1."""
    use(site, GATE)
    config = NETWORK.forwarding_config()
    for switch in NETWORK.switches:
        port = 2 if switch.name == "c1" else UPLINK
        config["devices"][switch.device_id].append({"to": _OUTSIDE, "port": port})
    assert site.onos.configure(FORWARDING, "forwarding", config).ok
    assert await_until(lambda: suspects.sampled(site), 40), suspects.seen(site)
    yield site
    site.onos.configure(FORWARDING, "forwarding", NETWORK.forwarding_config())
