"""The journal: only what the lab made, and only if it is still the same."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Iterator

import pytest

from oplab.journal import BRIDGE, DAEMON, INTERFACE, PROCESS, SHELL, Entry, Journal
from oplab.lock import exclusive
from oplab.errors import LabError
from oplab.processes import identify


@pytest.fixture
def sleeper() -> Iterator["subprocess.Popen[bytes]"]:
    """A process that would sleep for a minute."""
    process = subprocess.Popen(["sleep", "60"], start_new_session=True)
    yield process
    process.kill()
    process.wait()


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """An empty journal."""
    return Journal(tmp_path / "journal.jsonl")


@pytest.mark.parametrize("kind", [PROCESS, SHELL])
def test_undo_ends_a_process(
    journal: Journal, sleeper: "subprocess.Popen[bytes]", kind: str
) -> None:
    journal.add_process("sleeper", sleeper.pid, kind)
    assert journal.process("sleeper") == identify(sleeper.pid)
    journal.undo()
    assert identify(sleeper.pid) is None
    assert journal.entries() == []


def test_a_process_with_a_reused_number_is_left_alone(
    journal: Journal, sleeper: "subprocess.Popen[bytes]"
) -> None:
    now = identify(sleeper.pid)
    assert now
    journal._append(Entry(PROCESS, "earlier", replace(now, start=now.start - 1)))
    journal._append(Entry(PROCESS, "other boot", replace(now, boot="another")))
    journal.undo()
    assert identify(sleeper.pid) == now


def test_daemons_outlive_undo(
    journal: Journal, sleeper: "subprocess.Popen[bytes]"
) -> None:
    journal.add_process("daemon", sleeper.pid, DAEMON)
    journal.undo()
    assert identify(sleeper.pid) is not None
    assert [entry.name for entry in journal.entries()] == ["daemon"]
    journal.forget("daemon")
    assert journal.entries() == []


def test_a_torn_line_is_ignored(
    journal: Journal, sleeper: "subprocess.Popen[bytes]", tmp_path: Path
) -> None:
    journal.add_process("sleeper", sleeper.pid)
    with (tmp_path / "journal.jsonl").open("a") as stream:
        stream.write('{"kind": "proc')
    journal.add(BRIDGE, "made later")
    names = [entry.name for entry in journal.entries()]
    assert names == ["sleeper", "made later"]


def test_one_lab_at_a_time(tmp_path: Path) -> None:
    with exclusive(tmp_path):
        with pytest.raises(LabError, match="another lab is running .pid [0-9]+."):
            with exclusive(tmp_path):
                pass
    with exclusive(tmp_path):
        pass


def test_undo_leaves_what_stood_there_before(
    journal: Journal, sleeper: "subprocess.Popen[bytes]"
) -> None:
    journal.add_process("sleeper", sleeper.pid)
    journal.add(INTERFACE, "op25b-not-there")
    journal.undo(since=1)
    assert [entry.name for entry in journal.entries()] == ["sleeper"]
    assert identify(sleeper.pid)
