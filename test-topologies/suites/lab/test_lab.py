"""How the lab itself behaves: beside others, after being killed, and from start to end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from typing import Iterator

import pytest

from oplab import site
from oplab.namespace import interface_exists
from oplab.processes import identify, run
from oplab.rest import await_until
from oplab.settings import TOPOLOGIES, Settings, option
from topologies.access import NETWORK, PROBES

LAB = TOPOLOGIES / "lab"
FOREIGN_BRIDGE = "not-the-labs"
CHECK = ("demo", "--check")


def start(settings: Settings, *arguments: str) -> subprocess.Popen[str]:
    """Starts the lab as a user would."""
    return subprocess.Popen(
        [sys.executable, str(LAB), *arguments],
        env=settings.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=heed_interrupts,
    )


def heed_interrupts() -> None:
    """What a shell runs in the background ignores them, and so would the lab."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def lab(settings: Settings, *arguments: str) -> tuple[int, str]:
    """Runs the lab to its end: exit status and all it printed."""
    process = start(settings, *arguments)
    shown, _ = process.communicate(timeout=300)
    return process.returncode, shown


def bridges() -> set[str]:
    """All bridges of this machine."""
    return set(run("ovs-vsctl", "list-br").split())


def lab_bridges() -> set[str]:
    """The bridges that a lab makes."""
    return {switch.bridge for switch in NETWORK.switches}


def leftovers() -> list[str]:
    """What of a lab stands on this machine."""
    interfaces = [i for i in NETWORK.interfaces() if interface_exists(i)]
    return sorted(bridges() & lab_bridges()) + interfaces


@pytest.fixture(scope="module", autouse=True)
def ready(settings: Settings) -> None:
    """Packages and Open vSwitch are there, and no lab is up."""
    assert lab(settings, "setup")[0] == 0
    assert lab(settings, "clean")[0] == 0
    assert lab(settings, "setup")[0] == 0


@pytest.fixture
def foreign_bridge() -> Iterator[str]:
    """A bridge of somebody else."""
    run("ovs-vsctl", "add-br", FOREIGN_BRIDGE, "--", "set", "bridge", FOREIGN_BRIDGE,
        "datapath_type=netdev")  # fmt: skip
    yield FOREIGN_BRIDGE
    run("ovs-vsctl", "--if-exists", "del-br", FOREIGN_BRIDGE)


@pytest.mark.parametrize("port", ["http", "openflow"])
def test_refuses_politely_when_a_port_is_taken(settings: Settings, port: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        status, shown = lab(settings, *CHECK, option(port), str(number))
    assert status == 2
    assert f"{port} port {number} is taken" in shown
    assert f"(pid {os.getpid()})" in shown
    assert "Traceback" not in shown
    assert leftovers() == []


def test_refuses_a_port_that_is_none(settings: Settings) -> None:
    status, shown = lab(settings, *CHECK, "--http-port", "99999")
    assert status == 2
    assert "99999" in shown and "Traceback" not in shown


def test_refuses_a_bridge_of_somebody_else(settings: Settings) -> None:
    """A name that the lab would use, but did not make: it stays untouched."""
    name = NETWORK.switches[0].bridge
    run(
        "ovs-vsctl", "add-br", name, "--", "set", "bridge", name, "datapath_type=netdev"
    )
    try:
        assert lab(settings, "clean")[0] == 0
        assert name in bridges()
    finally:
        run("ovs-vsctl", "--if-exists", "del-br", name)


def test_killed_then_clean_then_whole(settings: Settings, foreign_bridge: str) -> None:
    """kill -9 in the middle of a lab; a second lab meanwhile; then the whole demo."""
    first = start(settings, "demo")
    try:
        assert await_until(lambda: lab_bridges() <= bridges(), 240), "no lab came up"
        core = site.journal_of(settings).process("embedded ONOS")
        assert core

        status, shown = lab(settings, *CHECK)
        assert status == 2
        assert f"pid {first.pid}" in shown
    finally:
        first.send_signal(signal.SIGKILL)
        first.communicate()
    assert leftovers() != []
    assert core.alive()

    status, shown = lab(settings, *CHECK)

    assert shown.rstrip().endswith(f"{len(PROBES)} of {len(PROBES)} probes as expected")
    assert status == 0
    assert identify(core.pid) != core
    assert leftovers() == []
    assert foreign_bridge in bridges()


def test_interrupted_lab_takes_everything_down(settings: Settings) -> None:
    process = start(settings, "onos", "start")
    assert await_until(
        lambda: site.journal_of(settings).process("embedded ONOS") is not None, 60
    )
    process.send_signal(signal.SIGINT)
    shown, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in shown
    assert site.journal_of(settings).process("embedded ONOS") is None
