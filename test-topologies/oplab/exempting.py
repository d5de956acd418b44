"""A customer of the access network who is exempted, and what becomes of the mail."""

from __future__ import annotations

import time
from typing import Any

from topologies.model import Family, Probe

from .probes import DELIVERED, NO_CONNECTION
from .rest import await_until
from .site import Site

CUSTOMER = "pool1a"
V4 = "198.51.100.11"
V6 = "2001:db8:100:1::/64"


def draft(prefix: str = V4, **more: Any) -> dict[str, Any]:
    """What a client asks for."""
    return {
        "customer": "C-2002",
        "prefix": prefix,
        "reason": "runs a mail server",
        "expires": "30d",
        **more,
    }


def ends(
    site: Site, stage: str, to: str = "othermta", family: Family = 4, within: float = 5
) -> float:
    """Seconds until mail from the customer to `to` ends so, which must be in time.

    A dialogue that the change itself cuts in the middle tells neither, and lasts until
    the client gives up, perhaps beyond the time: then one more decides.
    """
    passes = stage == DELIVERED
    probe = Probe("mail", CUSTOMER, to, family, 25, passes, "exemption")
    began = time.monotonic()
    seen: list[str] = []

    def so() -> bool:
        seen.append(site.prober.attempt(probe).stage)
        return seen[-1] == stage

    in_time = await_until(so, within, 0.05)
    if not in_time and seen[-1] not in (DELIVERED, NO_CONNECTION):
        in_time = so()
    assert in_time, (seen, site.status())
    return time.monotonic() - began
