"""The choice of ports, and who holds one."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from oplab.errors import LabError
from oplab.settings import Ports, from_environment
from oplab.tcpports import require_free


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of ours is set."""
    for name in list(os.environ):
        if name.startswith("OP25B_LAB_"):
            monkeypatch.delenv(name)


def test_options_win_over_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OP25B_LAB_HTTP_PORT", "9001")
    monkeypatch.setenv("OP25B_LAB_SSH_PORT", "9002")
    ports = from_environment(ports={"http": 9003}).ports
    assert (ports.http, ports.ssh, ports.openflow) == (9003, 9002, 6653)


@pytest.mark.parametrize("value", ["0", "65536", "-1", "http", "8181 "])
def test_a_port_that_is_none_is_named(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("OP25B_LAB_HTTP_PORT", value)
    with pytest.raises(LabError, match="OP25B_LAB_HTTP_PORT"):
        from_environment()


def test_one_port_for_two_is_refused() -> None:
    with pytest.raises(LabError, match="the same"):
        from_environment(ports={"http": 9000, "ssh": 9000})


def test_settings_survive_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = from_environment("/somewhere", {"http": 9003})
    for name, value in chosen.environment().items():
        if name.startswith("OP25B_LAB_"):
            monkeypatch.setenv(name, value)
    assert from_environment() == chosen


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_a_taken_port_is_named_with_its_holder(address: str) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.create_server((address, 0), family=family) as taken:
        number = taken.getsockname()[1]
        with pytest.raises(LabError) as refusal:
            require_free(from_environment(ports={"openflow": number}).ports)
    assert f"openflow port {number} is taken" in str(refusal.value)
    assert f"(pid {os.getpid()})" in str(refusal.value)


def test_no_default_can_be_an_outgoing_connections_port() -> None:
    lowest = int(
        Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0]
    )
    assert [name for name, number in Ports().items() if number >= lowest] == []
