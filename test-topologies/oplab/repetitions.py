"""How often faults are repeated: in the run of every day, and in the long one."""

from __future__ import annotations

import os
from dataclasses import dataclass

from .settings import LONG_VARIABLE
from .strategies import GATE, SUBTRACT


@dataclass(frozen=True)
class Repetitions:
    """Counts, and how many seconds the switches have no controller.

    `changes` of exemptions are made at least while the controller is killed about `kills`
    times.
    """

    late_starts: int
    late_strategies: tuple[str, ...]
    deletions: int
    seconds_without_controller: float
    kills: int
    changes: int


SHORT = Repetitions(
    late_starts=1,
    late_strategies=(GATE,),
    deletions=5,
    seconds_without_controller=6.0,
    kills=1,
    changes=1,
)
LONG = Repetitions(
    late_starts=20,
    late_strategies=(GATE, SUBTRACT),
    deletions=50,
    seconds_without_controller=30.0,
    kills=8,
    changes=1000,
)


def from_environment() -> Repetitions:
    """The long run's if `lab test --long` asked for it."""
    return LONG if os.environ.get(LONG_VARIABLE) else SHORT
