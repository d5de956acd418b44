"""How soon an exemption works: from asking for it to the first SYN that passes."""

from __future__ import annotations

import socket
import threading
import time
from dataclasses import dataclass
from typing import Any, Protocol

from topologies.policies import access_policy, with_exemption, with_pool

from .. import strategies
from ..errors import LabError
from ..namespace import network_of
from ..network import HOST_INTERFACE, RunningNetwork
from ..site import Site
from ..syns import Flow, key_of

SENDER, RECEIVER = "pool1a", "othermta"
_POOL = "10.128.0.0/12"
_PERIOD = 0.001
_LONGEST = 30.0
_EVERYTHING = 0x0003  # ETH_P_ALL


@dataclass(frozen=True)
class ExemptionTime:
    """Seconds from the call: until it returned, and until the first SYN arrived."""

    answered: float
    active: float


class Exempter(Protocol):
    """A way to exempt an address, and to take that back."""

    name: str

    def exempt(self, address: str) -> None:
        """Asks for it; returns when the request has been taken."""

    def withdraw(self, address: str) -> None:
        """Ends it."""


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
        self._site.await_enforced()

    def _post(self, policy: Any) -> None:
        answer = self._site.apply_policy(policy)
        if not answer.ok:
            raise LabError(f"ONOS refused an exemption: {answer.text[:300]}")


def policy_with(strategy: str, exemptions: int) -> Any:
    """The sample policy and a pool with so many exempt customers at odd addresses."""
    policy = with_pool(access_policy(strategy), "crowded", _POOL)
    policy["exemptions"] += [
        {"id": f"b{n}", "customer": "C-8", "prefix": _address(2 * n + 1)}
        for n in range(exemptions)
    ]
    return policy


def measure(
    site: Site, exempter: Exempter, samples: int, budget: float
) -> list[ExemptionTime]:
    """Exempts one customer after the other; ends early after `budget` seconds."""
    found: list[ExemptionTime] = []
    end = time.monotonic() + budget
    while len(found) < samples and time.monotonic() < end:
        found.append(_once(site.network, exempter, _address(2 * len(found))))
    return found


def _address(number: int) -> str:
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
        if beacon.first.wait(0.05):
            raise LabError(f"{address} passes although it is not exempt yet")
        began = time.monotonic()
        exempter.exempt(address)
        answered = time.monotonic() - began
        if not beacon.first.wait(_LONGEST):
            raise LabError(f"{address} does not pass {_LONGEST:.0f} s after the call")
        active = beacon.when - began
    exempter.withdraw(address)
    return ExemptionTime(answered, active)


class _Beacon:
    """Sends a SYN each millisecond and notes when the first one arrives."""

    def __init__(self, network: RunningNetwork, flow: Flow) -> None:
        self.first = threading.Event()
        self.when = 0.0
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

    def _run(self) -> None:
        frame, key = bytes(self._flow.frame()), self._flow.key
        while not self._over.wait(_PERIOD):
            self._out.send(frame)
            while not self.first.is_set():
                try:
                    seen = self._in.recv(128)
                except BlockingIOError:
                    break
                if key_of(seen) == key:
                    self.when = time.monotonic()
                    self.first.set()


def _socket(pid: int, protocol: int) -> socket.socket:
    with network_of(pid):
        opened = socket.socket(
            socket.AF_PACKET, socket.SOCK_RAW, socket.htons(protocol)
        )
    opened.bind((HOST_INTERFACE, protocol))
    opened.setblocking(False)
    return opened
