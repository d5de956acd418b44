"""TCP throughput through an edge switch with the application's rules and without them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Iterator

from .. import faults, onos
from ..errors import LabError
from ..network import RunningNetwork
from ..processes import die_with_parent
from ..rest import await_until
from ..settings import PRODUCT
from ..site import Site, journal_of

SENDER, RECEIVER = "exempt", "pool1a"
"""An exempt customer sends to port 25 of a pool customer, past both guards."""

_PORT = 25
_WARM_UP = 1


@dataclass(frozen=True)
class Throughputs:
    """Bits a second of one run each."""

    with_guard: float
    without: float


def measure(site: Site, runs: int, seconds: int) -> list[Throughputs]:
    """With and without in turn, so that a busy moment of the machine hits both.

    The controller is halted meanwhile: it shares the cores with the switches here, and
    what it takes of them is not what the rules cost.
    """
    found = []
    for _ in range(runs):
        with _halted_controller(site):
            with_guard = _once(site.network, seconds)
        site.onos.set_active(PRODUCT, False)
        if not await_until(lambda: not faults.own_flows(site), 60):
            raise LabError("the application's rules do not go")
        with _halted_controller(site):
            without = _once(site.network, seconds)
        site.onos.set_active(PRODUCT, True)
        if not site.await_enforced():
            raise LabError("the application's rules do not come back")
        found.append(Throughputs(with_guard, without))
    return found


@contextmanager
def _halted_controller(site: Site) -> Iterator[None]:
    """Some seconds only: a switch takes longer to give its controller up."""
    process = onos.running(journal_of(site.settings))
    if not process:
        raise LabError("ONOS is not running")
    os.kill(process.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process.pid, signal.SIGCONT)


def _once(network: RunningNetwork, seconds: int) -> float:
    target = network.model.host(RECEIVER).ipv4
    server = subprocess.Popen(
        network.inside(RECEIVER, "iperf3", "-s", "-1", "-p", str(_PORT)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=die_with_parent,
    )
    try:
        if not await_until(lambda: _listens(network), 5, 0.1):
            raise LabError("iperf3 does not listen")
        done = subprocess.run(
            network.inside(
                SENDER,
                *("iperf3", "-c", target, "-p", str(_PORT), "-J"),
                *("-t", str(seconds), "-O", str(_WARM_UP)),
            ),
            stdout=subprocess.PIPE,
            text=True,
            timeout=seconds + 30,
        )
        result = json.loads(done.stdout)
        if "error" in result:
            raise LabError(f"iperf3: {result['error']}")
        return float(result["end"]["sum_received"]["bits_per_second"])
    finally:
        server.kill()
        server.wait()
        time.sleep(0.1)


def _listens(network: RunningNetwork) -> bool:
    shown = subprocess.run(
        network.inside(RECEIVER, "ss", "-H", "-l", "-t", "-n", f"sport = :{_PORT}"),
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
    return bool(shown.strip())
