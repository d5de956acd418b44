"""Processes by identity: a number alone may by now belong to somebody else."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterator

from .errors import LabError
from .settings import TOPOLOGIES

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class ProcessId:
    """A process that cannot be mistaken for a later one with the same number.

    `start` is field 22 of proc(5)'s stat (clock ticks since boot), `boot` the boot id.
    """

    pid: int
    start: int
    boot: str

    def alive(self) -> bool:
        """Whether this very process still runs (a zombie does not)."""
        return self == identify(self.pid)

    def end(self, grace: float = 10.0) -> None:
        """Ends the process and its group: SIGTERM, then SIGKILL after `grace` s.

        Without grace SIGKILL comes at once. The group is signalled only if the process
        leads it. Nothing happens if the process is no longer the same.
        """
        if not self.alive():
            return
        group = os.getpgid(self.pid) == self.pid
        steps = [(signal.SIGTERM, grace)] if grace else []
        for sign, patience in [*steps, (signal.SIGKILL, 5.0)]:
            try:
                os.killpg(self.pid, sign) if group else os.kill(self.pid, sign)
            except ProcessLookupError:
                return
            deadline = time.monotonic() + patience
            while time.monotonic() < deadline:
                _reap(self.pid)
                if not self.alive():
                    return
                time.sleep(0.05)


def identify(pid: int) -> ProcessId | None:
    """The identity of the process that has this number now, or None."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    state, *rest = text.rpartition(")")[2].split()
    if state in ("Z", "X"):
        return None
    return ProcessId(pid, int(rest[18]), boot_id())


def boot_id() -> str:
    """Tells one boot of this machine from another."""
    return Path("/proc/sys/kernel/random/boot_id").read_text().strip()


def die_with_parent() -> None:
    """For `preexec_fn`: the child is killed when the thread that started it ends."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


@contextmanager
def at_work(module: str, orders: str) -> Iterator[Callable[[], str]]:
    """A Python module runs as a process from when it says `ready` until it is asked to end.

    It gets `orders`, a line, on standard input. What is yielded ends its standard input and
    returns what it has printed; who does not call it has the process killed. LabError if it
    does not become ready.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", module],
        cwd=TOPOLOGIES,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=die_with_parent,
    )
    try:
        assert process.stdin and process.stdout
        process.stdin.write(orders)
        process.stdin.flush()
        if process.stdout.readline().strip() != "ready":
            raise LabError(f"{module} does not start")
        yield lambda: process.communicate(timeout=60)[0]
    finally:
        process.kill()
        process.wait()


def run(*command: str, stdin: str | None = None, timeout: float = 30.0) -> str:
    """Standard output of a command that must succeed.

    Raises subprocess.CalledProcessError, whose `output` holds both output streams.
    """
    done = subprocess.run(
        command,
        input=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=timeout,
    )
    if done.returncode:
        raise subprocess.CalledProcessError(
            done.returncode, command, output=done.stdout
        )
    return done.stdout


def _reap(pid: int) -> None:
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        pass
