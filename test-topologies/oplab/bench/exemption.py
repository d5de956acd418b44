"""How soon an exemption works: from asking for it to the first SYN that passes."""

from __future__ import annotations

import socket
import threading
import time
from dataclasses import dataclass
from typing import Any, Protocol

from topologies.policies import access_policy, with_exemption, with_pool

from ..errors import LabError
from ..namespace import network_of
from ..network import HOST_INTERFACE, RunningNetwork
from ..rest import await_until
from ..site import Site
from ..syns import Flow, key_of

SENDER, RECEIVER = "pool1a", "othermta"
_POOL = "10.128.0.0/12"
_EXEMPTIONS = "/op25b/v1/exemptions"
_PERIOD = 0.001
_QUIET = 0.05
"""Seconds without an arrival after which an address counts as blocked."""

_LONGEST = 30.0
_EVERYTHING = 0x0003  # ETH_P_ALL


@dataclass(frozen=True)
class ExemptionTime:
    """Seconds from the call: until it returned, and until the first SYN arrived.

    `ended` is from the call that ends the exemption until the last SYN arrived.
    """

    answered: float
    active: float
    ended: float


class Exempter(Protocol):
    """A way to exempt an address, and to take that back."""

    name: str

    def exempt(self, address: str) -> None:
        """Asks for it; returns when the request has been taken."""

    def withdraw(self, address: str) -> None:
        """Ends it."""


class ByService:
    """Exemptions as an operator grants them: one call of the REST interface for each."""

    name = "POST /onos/op25b/v1/exemptions"

    def __init__(self, site: Site) -> None:
        self._onos = site.onos
        self._ids: dict[str, str] = {}

    def fill(self, count: int) -> None:
        """Puts so many exemptions in force, for odd addresses, by one import."""
        answer = self._onos.request(
            "POST",
            f"{_EXEMPTIONS}/import",
            [_draft(address(2 * n + 1)) for n in range(count)],
            timeout=120,
        )
        if not answer.ok:
            raise LabError(f"ONOS refused to import: {answer.text[:300]}")

    def exempt(self, address: str) -> None:
        answer = self._onos.request("POST", _EXEMPTIONS, _draft(address))
        if not answer.ok:
            raise LabError(f"ONOS refused an exemption: {answer.text[:300]}")
        self._ids[address] = answer.json()["id"]

    def withdraw(self, address: str) -> None:
        number = self._ids.pop(address)
        answer = self._onos.request("DELETE", f"{_EXEMPTIONS}/{number}")
        if not answer.ok:
            raise LabError(f"ONOS did not end {number}: {answer.text[:300]}")


class ByConfiguration:
    """Exemptions as part of the policy: the whole policy is posted for each of them."""

    name = "network configuration"

    def __init__(self, site: Site, policy: Any) -> None:
        self._site = site
        self._policy = policy

    def exempt(self, address: str) -> None:
        self._post(with_exemption(self._policy, "bench", address))

    def withdraw(self, address: str) -> None:
        self._post(self._policy)

    def _post(self, policy: Any) -> None:
        answer = self._site.apply_policy(policy)
        if not answer.ok:
            raise LabError(f"ONOS refused an exemption: {answer.text[:300]}")


def _draft(address: str) -> dict[str, str]:
    return {"customer": "C-8", "prefix": address, "reason": "bench", "expires": "1d"}


def policy_with_pool(strategy: str) -> Any:
    """The sample policy and the pool of the customers whom the benchmark exempts."""
    return with_pool(access_policy(strategy), "crowded", _POOL)


def measure(
    site: Site, exempter: Exempter, samples: int, budget: float
) -> list[ExemptionTime]:
    """Exempts one customer after the other; ends early after `budget` seconds."""
    found: list[ExemptionTime] = []
    end = time.monotonic() + budget
    while len(found) < samples and time.monotonic() < end:
        found.append(_once(site.network, exempter, address(2 * len(found))))
    return found


def address(number: int) -> str:
    """One of the addresses of the pool."""
    return f"10.{128 + (number >> 16)}.{number >> 8 & 255}.{number & 255}"


def _once(network: RunningNetwork, exempter: Exempter, address: str) -> ExemptionTime:
    model = network.model
    flow = Flow(
        model.mac(SENDER),
        model.mac(RECEIVER),
        address,
        model.host(RECEIVER).ipv4,
        45000,
        25,
    )
    with _Beacon(network, flow) as beacon:
        if beacon.first.wait(_QUIET):
            raise LabError(f"{address} passes although it is not exempt yet")
        began = time.monotonic()
        exempter.exempt(address)
        answered = time.monotonic() - began
        if not beacon.first.wait(_LONGEST):
            raise LabError(f"{address} does not pass {_LONGEST:.0f} s after the call")
        active = beacon.when - began
        began = time.monotonic()
        exempter.withdraw(address)
        if not await_until(beacon.quiet, _LONGEST, _QUIET / 5):
            raise LabError(f"{address} passes {_LONGEST:.0f} s after its exemption")
        ended = max(0.0, beacon.last - began)
    return ExemptionTime(answered, active, ended)


class _Beacon:
    """Sends a SYN each millisecond and notes when the first and the last one arrive."""

    def __init__(self, network: RunningNetwork, flow: Flow) -> None:
        self.first = threading.Event()
        self.when = self.last = 0.0
        self._over = threading.Event()
        self._flow = flow
        self._out = _socket(network.pid(SENDER), 0)
        self._in = _socket(network.pid(RECEIVER), _EVERYTHING)
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> _Beacon:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self._out.close()
        self._in.close()

    def quiet(self) -> bool:
        """Whether nothing has arrived for a while."""
        return time.monotonic() - self.last > _QUIET

    def _run(self) -> None:
        frame, key = bytes(self._flow.frame()), self._flow.key
        while not self._over.wait(_PERIOD):
            self._out.send(frame)
            while True:
                try:
                    seen = self._in.recv(128)
                except BlockingIOError:
                    break
                if key_of(seen) == key:
                    self.last = time.monotonic()
                    if not self.first.is_set():
                        self.when = self.last
                        self.first.set()


def _socket(pid: int, protocol: int) -> socket.socket:
    with network_of(pid):
        opened = socket.socket(
            socket.AF_PACKET, socket.SOCK_RAW, socket.htons(protocol)
        )
    opened.bind((HOST_INTERFACE, protocol))
    opened.setblocking(False)
    return opened
