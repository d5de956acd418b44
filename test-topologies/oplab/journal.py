"""What the lab has made on this machine, written down before it is made.

A run that is killed leaves its journal; the next run undoes what stands there and nothing
else. One JSON object per line, synced to disk line by line.
"""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Callable

from .namespace import interface_exists
from .processes import ProcessId, identify, run

PROCESS = "process"
SHELL = "shell"
"""A process with nothing to lose: it is killed without asking."""
BRIDGE = "bridge"
INTERFACE = "interface"
DAEMON = "daemon"
"""A process that serves later runs too; only `lab clean` ends it."""

_ORDER = (PROCESS, SHELL, BRIDGE, INTERFACE)
"""The order of undoing: who uses something goes before what is used."""


@dataclass(frozen=True)
class Entry:
    """One thing that the lab made. `process` is set for processes and daemons."""

    kind: str
    name: str
    process: ProcessId | None = None


class Journal:
    """The lab's list of what it made."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def entries(self) -> list[Entry]:
        """Everything written down, oldest first. A torn last line is ignored."""
        try:
            lines = self._path.read_text().splitlines()
        except FileNotFoundError:
            return []
        found = []
        for line in lines:
            try:
                fields = json.loads(line)
            except ValueError:
                continue
            process = fields.get("process")
            found.append(
                Entry(
                    fields["kind"],
                    fields["name"],
                    ProcessId(**process) if process else None,
                )
            )
        return found

    def add(self, kind: str, name: str) -> None:
        """Writes down a bridge or an interface that is about to be made."""
        self._append(Entry(kind, name))

    def add_process(self, name: str, pid: int, kind: str = PROCESS) -> None:
        """Writes down a process that was just started."""
        process = identify(pid)
        if process:
            self._append(Entry(kind, name, process))

    def process(self, name: str) -> ProcessId | None:
        """The running process written down under a name, if it still runs."""
        for entry in self.entries():
            if entry.name == name and entry.process and entry.process.alive():
                return entry.process
        return None

    def undo(
        self, note: Callable[[str], None] = lambda _: None, since: int = 0
    ) -> None:
        """Removes all that stands here, but daemons; what resists stays written.

        With `since`, the first so many entries are left alone.
        """
        everything = self.entries()
        entries = everything[since:]
        gone = [
            entry
            for kind in _ORDER
            for entry in reversed(entries)
            if entry.kind == kind and _UNDO[kind](entry, note)
        ]
        self._keep([e for e in everything if e not in gone])

    def forget(self, name: str) -> None:
        """Strikes out the entries of a name."""
        self._keep([e for e in self.entries() if e.name != name])

    def _append(self, entry: Entry) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a") as stream:
            # The line before may be torn, by a kill in the middle of it.
            stream.write("\n" + json.dumps(asdict(entry)) + "\n")
            stream.flush()
            os.fsync(stream.fileno())

    def _keep(self, entries: list[Entry]) -> None:
        if not entries:
            self._path.unlink(missing_ok=True)
            return
        fresh = self._path.with_suffix(".new")
        fresh.write_text("".join(json.dumps(asdict(e)) + "\n" for e in entries))
        fresh.replace(self._path)


def _undo_process(entry: Entry, note: Callable[[str], None]) -> bool:
    if not entry.process or not entry.process.alive():
        return True
    note(f"ending {entry.name} (pid {entry.process.pid})")
    entry.process.end()
    return not entry.process.alive()


def _undo_shell(entry: Entry, note: Callable[[str], None]) -> bool:
    if entry.process:
        entry.process.end(grace=0)
    return True


def _undo_bridge(entry: Entry, note: Callable[[str], None]) -> bool:
    try:
        if entry.name in run("ovs-vsctl", "--timeout=5", "list-br").split():
            note(f"removing bridge {entry.name}")
            run("ovs-vsctl", "--timeout=10", "--if-exists", "del-br", entry.name)
    except (OSError, subprocess.SubprocessError):
        note(f"bridge {entry.name} stays: Open vSwitch does not answer")
        return False
    return True


def _undo_interface(entry: Entry, note: Callable[[str], None]) -> bool:
    if interface_exists(entry.name):
        note(f"removing interface {entry.name}")
        # Its peer may go at the same moment and take it along: look, do not believe.
        subprocess.run(
            ["ip", "link", "del", entry.name], stderr=subprocess.DEVNULL, timeout=10
        )
    return not interface_exists(entry.name)


_UNDO: dict[str, Callable[[Entry, Callable[[str], None]], bool]] = {
    PROCESS: _undo_process,
    SHELL: _undo_shell,
    BRIDGE: _undo_bridge,
    INTERFACE: _undo_interface,
}
