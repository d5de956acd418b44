"""Customers who try to send where that is blocked, and what the application sees of them."""

from __future__ import annotations

from typing import Any

from topologies.access import NETWORK

from .flood import Orders, Source
from .network import HOST_INTERFACE
from .site import Site
from .syns import Flow

BOT = "198.51.100.66"


def bot(site: Site, source: str = BOT, rate: float = 500) -> Source:
    """A customer's computer that tries 254 mail servers, `rate` SYNs a second."""
    frames = [frame(source, f"192.0.2.{n}") for n in range(1, 255)]
    return Source(f"bot {source}", pid(site), HOST_INTERFACE, frames, rate)


def orders(site: Site, sources: list[Source]) -> Orders:
    """To send from the blocked customer's port and look for it everywhere else."""
    watched = [site.network.pid(h.name) for h in NETWORK.hosts if h.name != "pool1a"]
    return Orders(sources, watched, HOST_INTERFACE)


def pid(site: Site) -> int:
    """A process in the namespace of a blocked customer."""
    return site.network.pid("pool1a")


def frame(source: str, destination: str) -> str:
    """A SYN to port 25 as hexadecimal text."""
    flow = Flow(
        NETWORK.mac("pool1a"), NETWORK.mac("othermta"), source, destination, 40000, 25
    )
    return bytes(flow.frame()).hex()


def seen(site: Site) -> dict[str, Any]:
    """What the application says of suspects, samples and alarms."""
    answer = site.onos.request("GET", "/op25b/v1/suspects")
    return answer.json() or {"suspects": [], "sampling": [], "alarms": []}


def sampled(site: Site) -> bool:
    """Whether the blocked customer's switch sends copies of what it blocks."""
    edge = NETWORK.switch_of("pool1a").device_id
    return any(s["device"] == edge and s["sampled"] for s in seen(site)["sampling"])
