"""What can be chosen about a lab: its ports, and where it keeps its state."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from pathlib import Path

from .errors import LabError

TOPOLOGIES = Path(__file__).resolve().parents[1]
REPOSITORY = TOPOLOGIES.parent

ONOS_USER = "onos"
ONOS_PASSWORD = "rocks"
PRODUCT = "org.op25b"
FORWARDING = "org.op25b.lab.forwarding"

DEFAULT_RUN_DIR = Path("/var/lib/op25b-lab")
"""Outlives a reboot, as the bridges in Open vSwitch's database do."""


@dataclass(frozen=True)
class Ports:
    """The TCP ports on which the embedded ONOS listens.

    No default lies where the kernel takes ports for outgoing connections (32768 and up):
    one such connection would keep ONOS from starting.
    """

    http: int = 8181
    ssh: int = 8101
    openflow: int = 6653
    cluster: int = 9876
    rmi_registry: int = 1099
    rmi_server: int = 10444

    @classmethod
    def names(cls) -> list[str]:
        """The names of the ports, as they appear in options and variables."""
        return [f.name for f in fields(cls)]

    def items(self) -> list[tuple[str, int]]:
        """(name, number) of every port."""
        return [(name, getattr(self, name)) for name in self.names()]


@dataclass(frozen=True)
class Settings:
    """A lab's choices. Options win over environment variables, those over defaults."""

    run_dir: Path
    ports: Ports

    @property
    def onos_state(self) -> Path:
        """Where the embedded ONOS keeps its state; thrown away at every start."""
        return self.run_dir / "onos"

    @property
    def onos_log(self) -> Path:
        """ONOS's own log."""
        return self.onos_state / "log" / "karaf.log"

    def environment(self) -> dict[str, str]:
        """These settings as environment variables, for processes that we start."""
        chosen = {variable(name): str(port) for name, port in self.ports.items()}
        return {**os.environ, **chosen, RUN_DIR_VARIABLE: str(self.run_dir)}


SCREENSHOTS = "screenshots"
"""The folder in the lab's own to which suite web writes its pictures."""

RUN_DIR_VARIABLE = "OP25B_LAB_RUN_DIR"
LONG_VARIABLE = "OP25B_LAB_LONG"
"""Set to anything, it asks for the long run of the suites that have one."""


def variable(port_name: str) -> str:
    """The environment variable that chooses a port."""
    return f"OP25B_LAB_{port_name.upper()}_PORT"


def option(port_name: str) -> str:
    """The command-line option that chooses a port."""
    return f"--{port_name.replace('_', '-')}-port"


def from_environment(
    run_dir: str | None = None, ports: dict[str, int] | None = None
) -> Settings:
    """Settings from explicit choices, then the environment, then the defaults."""
    chosen = {name: n for name, n in (ports or {}).items() if n is not None}
    for name in Ports.names():
        text = os.environ.get(variable(name))
        if name not in chosen and text:
            chosen[name] = port_number(text, variable(name))
    result = Ports(**chosen)
    numbers = [number for _, number in result.items()]
    if len(set(numbers)) != len(numbers):
        raise LabError(f"two ports are the same: {dict(result.items())}")
    where = run_dir or os.environ.get(RUN_DIR_VARIABLE) or str(DEFAULT_RUN_DIR)
    return Settings(Path(where).absolute(), result)


def port_number(text: str, what: str = "port") -> int:
    """A TCP port from text; LabError names `what` if it is none."""
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise LabError(f"{what}: {text!r} is not a TCP port (1 to 65535)")
    return int(text)
