"""The embedded ONOS as a process of the lab."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

from .console import step
from .errors import LabError
from .journal import Journal
from .processes import ProcessId
from .rest import Onos, await_until
from .settings import ONOS_PASSWORD, ONOS_USER, Settings, option
from .tcpports import is_free, require_free

NAME = "embedded ONOS"
_READY_WITHIN = 120.0
_OPENFLOW_COMPONENT = "org.onosproject.openflow.controller.impl.OpenFlowControllerImpl"


def start(
    settings: Settings, launcher: Path, journal: Journal, afresh: bool = True
) -> Onos:
    """Starts ONOS with empty state and waits until its REST interface answers.

    If not `afresh`, this is a restart: ONOS finds the state of the run before.
    """
    require_free(settings.ports)
    if afresh:
        _discard(settings.onos_state)
        settings.onos_state.mkdir(parents=True)
    output = settings.run_dir / "onos.out"
    command = [str(launcher), "--state", str(settings.onos_state)]
    for name, port in settings.ports.items():
        command += [option(name), str(port)]
    with step("starting the embedded ONOS"):
        with output.open("w") as stream:
            process = subprocess.Popen(
                command,
                stdout=stream,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        journal.add_process(NAME, process.pid)
        onos = Onos(settings.ports.http)
        deadline = time.monotonic() + _READY_WITHIN
        while (answer := onos.request("GET", "/v1/devices", timeout=5)).status != 200:
            if process.poll() is not None:
                raise LabError(f"ONOS ended at once ({process.returncode})", output)
            if time.monotonic() > deadline:
                raise LabError(
                    f"ONOS was not ready within {_READY_WITHIN:.0f} s; its last answer "
                    f"was {answer.status} {answer.text[:200]}",
                    settings.onos_log,
                )
            time.sleep(0.3)
        _insist_on_openflow_port(settings, onos)
    return onos


def running(journal: Journal) -> ProcessId | None:
    """The ONOS that a lab started, if it still runs."""
    return journal.process(NAME)


def cli_command(ssh_port: int, words: list[str]) -> list[str]:
    """The command that opens ONOS's command line, or runs one command there.

    Karaf offers nothing but an RSA host key, made afresh with the state.
    """
    return [
        "ssh",
        *("-p", str(ssh_port)),
        *("-o", "HostKeyAlgorithms=+ssh-rsa"),
        *("-o", "StrictHostKeyChecking=no"),
        *("-o", "UserKnownHostsFile=/dev/null"),
        *("-o", "LogLevel=ERROR"),
        f"{ONOS_USER}@127.0.0.1",
        *words,
    ]


def cli(ssh_port: int, command: str, timeout: float = 30.0) -> str:
    """What a command prints on ONOS's command line."""
    done = subprocess.run(
        ["sshpass", "-p", ONOS_PASSWORD, *cli_command(ssh_port, [command])],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        timeout=timeout,
    )
    return done.stdout


def _insist_on_openflow_port(settings: Settings, onos: Onos) -> None:
    """Repeats the choice of the OpenFlow port through ONOS's component configuration.

    REST may answer before the OpenFlow controller is there, and while ONOS starts, its
    defaults may arrive after the launcher's choice and undo it.
    """
    port = settings.ports.openflow
    path = f"/v1/configuration/{_OPENFLOW_COMPONENT}"

    def chosen() -> bool:
        return onos.request("POST", path, {"openflowPorts": str(port)}).ok

    if not (await_until(chosen, 60, 1) and await_until(lambda: not is_free(port), 30)):
        raise LabError(
            f"ONOS does not listen on OpenFlow port {port}", settings.onos_log
        )


def _discard(state: Path) -> None:
    # A folder of the lab's own run directory, with a name that only the lab uses.
    if state.exists():
        subprocess.run(["rm", "-rf", "--one-file-system", str(state)], check=True)
