"""The store of exemptions in figures: bulk import, lists of 100,000, memory."""

from __future__ import annotations

import subprocess
import time
from dataclasses import dataclass
from typing import Iterator

from .. import onos
from ..api import Api
from ..errors import LabError
from ..rest import await_until
from ..site import Site, journal_of

POOL = "crowded"
_PENDING = "2030-01-01T00:00:00Z"
_STEADY = 100_000
"""Bytes by which the heap of an idle ONOS differs from one look to the next."""


@dataclass(frozen=True)
class Import:
    """Seconds until the import was answered, and until the switch had confirmed all."""

    rows: int
    accepted: float
    in_force: float


@dataclass(frozen=True)
class Page:
    """What was asked for, how many there are in all, and how long one page took."""

    query: str
    total: int
    times: list[float]


def import_many(site: Site, addresses: list[str], pending: bool = False) -> Import:
    """Imports exemptions of these addresses as one CSV file."""
    rows = ["customer,prefix,reason,ticket,notBefore,expires"]
    for n, address in enumerate(addresses):
        start, end = (_PENDING, "2030-02-01T00:00:00Z") if pending else ("", "30d")
        rows.append(f"C-{n % 5000},{address},own mail server,T-{n},{start},{end}")
    body = ("\n".join(rows) + "\n").encode()
    before = _wanted(site)
    began = time.monotonic()
    path = f"exemptions/import?force={'true' if pending else 'false'}"
    reply = Api(site.onos).call(
        "POST", path, raw=body, timeout=300, Content_Type="text/csv"
    )
    accepted = time.monotonic() - began
    if reply.status != 200:
        raise LabError(f"the import was refused: {reply.status} {reply.text[:300]}")
    if not pending and not await_until(
        lambda: _wanted(site) > before and _confirmed(site), 120, 0.02
    ):
        raise LabError(f"not in force: {site.status()}", site.settings.onos_log)
    return Import(len(addresses), accepted, time.monotonic() - began)


def _wanted(site: Site) -> int:
    return sum(d["rulesWanted"] for d in (site.status() or {}).get("devices", []))


def _confirmed(site: Site) -> bool:
    devices = (site.status() or {}).get("devices", [])
    return all(d["rulesWanted"] == d["rulesConfirmed"] for d in devices)


def queries(total: int) -> Iterator[str]:
    """Every filter and every sort of the list, at its beginning and deep inside."""
    for sort in ("id", "customer", "prefix", "expires", "created"):
        yield f"sort={sort}"
        yield f"sort=-{sort}&offset={total - 1000}"
    yield "customer=C-17"
    yield "q=T-4711"
    yield "q=no-such-text"
    yield "prefix=10.130.0.0/16"
    yield "state=pending"
    yield "state=active&state=expired&state=revoked"
    yield f"pool={POOL}"
    yield f"pool={POOL}&sort=-prefix&offset={total // 2}"
    yield f"pool={POOL}&state=pending&sort=expires"
    yield "expiringWithin=60d&sort=expires"


def pages(site: Site, total: int, repeats: int) -> list[Page]:
    """Asks each query so many times, a page of 100."""
    api = Api(site.onos)
    found = []
    for query in queries(total):
        times = []
        for _ in range(repeats):
            began = time.monotonic()
            reply = api.call("GET", f"exemptions?limit=100&{query}")
            times.append(time.monotonic() - began)
            if reply.status != 200:
                raise LabError(f"{query}: {reply.text[:300]}")
        found.append(Page(query, reply.json()["total"], times))
    return found


def live_bytes(site: Site) -> int:
    """What ONOS's objects take in its heap after a full collection.

    Waits until that no longer changes: the saved copy trails the exemptions, and storage
    keeps its answers until it knows that they have arrived.
    """
    process = onos.running(journal_of(site.settings))
    if not process:
        raise LabError("ONOS does not run")
    found = [0]

    def settled() -> bool:
        found.append(_live_bytes(process.pid))
        return abs(found[-1] - found[-2]) < _STEADY

    if not await_until(settled, 180, 3):
        raise LabError(f"the heap does not settle: {found[1:]} bytes")
    return found[-1]


def _live_bytes(pid: int) -> int:
    shown = subprocess.run(
        ["jcmd", str(pid), "GC.class_histogram"],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
    return int(shown.split()[-1])
