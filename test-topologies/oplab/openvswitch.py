"""Open vSwitch's daemons, with or without a service manager."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

from .console import say, step
from .errors import LabError
from .journal import DAEMON, Journal
from .processes import run

_CTL = "/usr/share/openvswitch/scripts/ovs-ctl"
_RUN = Path("/var/run/openvswitch")
_VSWITCHD_LOG = Path("/var/log/openvswitch/ovs-vswitchd.log")
_SERVER, _SWITCH = "ovsdb-server", "ovs-vswitchd"


def answering() -> bool:
    """Whether both daemons work: the database answers and the switch follows it."""
    try:
        run("ovs-vsctl", "--timeout=3", "show")
        run("ovs-appctl", "--timeout=3", "-t", _SWITCH, "version")
        return True
    except (OSError, subprocess.SubprocessError):
        return False


def ensure_running(journal: Journal) -> None:
    """Starts Open vSwitch if it does not answer.

    Under systemd as a service. Elsewhere the daemons are started as they are, in user
    space: `ovs-ctl start` as a whole would insist on the kernel module.
    """
    if answering():
        return
    with step("starting Open vSwitch"):
        if Path("/run/systemd/system").is_dir():
            run("systemctl", "start", "openvswitch-switch", timeout=60)
        else:
            _start_in_user_space(journal)
        deadline = time.monotonic() + 15
        while not answering():
            if time.monotonic() > deadline:
                raise LabError("Open vSwitch does not answer", _VSWITCHD_LOG)
            time.sleep(0.2)


def stop_if_ours(journal: Journal) -> None:
    """Ends the daemons that `ensure_running` started, unless others use them now."""
    daemons = [e for e in journal.entries() if e.kind == DAEMON]
    if any(e.process and e.process.alive() for e in daemons):
        bridges = run("ovs-vsctl", "--timeout=5", "list-br").split()
        if bridges:
            say(f"  Open vSwitch stays up: it has bridges of others: {bridges}")
            return
    for entry in reversed(daemons):
        if entry.process and entry.process.alive():
            say(f"  ending {entry.name} (pid {entry.process.pid})")
            entry.process.end()
        journal.forget(entry.name)


def _start_in_user_space(journal: Journal) -> None:
    try:
        run(_CTL, "--no-ovs-vswitchd", "--no-monitor", "--system-id=random", "start")
        journal.add_process(_SERVER, _pid(_SERVER), DAEMON)
        if not _running(_SWITCH):
            run(
                _SWITCH,
                f"unix:{_RUN}/db.sock",
                f"--pidfile={_RUN}/{_SWITCH}.pid",
                f"--log-file={_VSWITCHD_LOG}",
                "-vconsole:off",
                "-vsyslog:off",
                "--detach",
            )
            journal.add_process(_SWITCH, _pid(_SWITCH), DAEMON)
    except subprocess.CalledProcessError as failure:
        raise LabError(
            f"Open vSwitch does not start: {failure.output.strip()}", _VSWITCHD_LOG
        ) from failure


def _running(daemon: str) -> bool:
    try:
        comm = Path(f"/proc/{_pid(daemon)}/comm").read_text().strip()
    except (OSError, ValueError):
        return False
    return comm == daemon


def _pid(daemon: str) -> int:
    return int((_RUN / f"{daemon}.pid").read_text())
