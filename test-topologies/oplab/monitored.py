"""Customers who go on sending on port 25 while their pools are in phase `monitor`."""

from __future__ import annotations

from topologies.access import NETWORK

from . import phasing
from .api import Api
from .errors import LabError
from .phasing import EAST, WEST
from .rest import await_until
from .site import Site
from .syns import Flow
from .volley import volley

CUSTOMERS = {
    "198.51.100.11": EAST,
    "198.51.100.77": EAST,
    "2001:db8:100:77::/64": EAST,
    "198.51.100.211": WEST,
}
"""The pool of each who is to be found."""

_SENDERS = {
    "pool1a": ("198.51.100.11", "198.51.100.77", "2001:db8:100:77::11"),
    "pool2a": ("198.51.100.211",),
}
_FOUND_WITHIN = 180.0
"""Seconds in which who goes on sending is told apart: some five reports of a switch."""


def count(site: Site) -> None:
    """Puts all pools into phase `monitor`, and sends until each customer is told apart."""
    phasing.begin(site, "monitor")
    api = Api(site.onos)
    frames = {host: [_syn(host, each) for each in of] for host, of in _SENDERS.items()}

    def found() -> bool:
        volley(site.network, frames)
        sources = phasing.told(api.call("GET", "would-block"))["sources"]
        return set(CUSTOMERS) <= {one["source"] for one in sources if one["exact"]}

    if not await_until(found, _FOUND_WITHIN, 1):
        raise LabError(f"not all found: {api.call('GET', 'would-block').text}")


def _syn(host: str, source: str) -> bytes:
    server = NETWORK.host("othermta")
    destination = server.ipv6 if ":" in source else server.ipv4
    ends = (NETWORK.mac(host), NETWORK.mac("othermta"))
    return bytes(Flow(*ends, source, destination, 40025, 25).frame())
