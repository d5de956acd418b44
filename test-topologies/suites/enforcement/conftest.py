"""The faults' scoreboard, shown at the end, and how often they are repeated."""

from __future__ import annotations

import pytest

from oplab import repetitions as repeated
from oplab.repetitions import Repetitions
from oplab.scoreboard import Scoreboard

_BOARD = pytest.StashKey[Scoreboard]()


@pytest.fixture(scope="session")
def repetitions() -> Repetitions:
    """The long run's with `lab test enforcement --long`."""
    return repeated.from_environment()


@pytest.fixture(scope="session")
def board(request: pytest.FixtureRequest) -> Scoreboard:
    """Takes down every case of this run."""
    return request.config.stash.setdefault(_BOARD, Scoreboard())


def pytest_terminal_summary(config: pytest.Config) -> None:
    """Shows the table after the last test."""
    if _BOARD in config.stash and config.stash[_BOARD].cases:
        config.stash[_BOARD].show()
