"""How often faults are repeated: in the run of every day, and in the long one."""

from __future__ import annotations

import os
from dataclasses import dataclass

from .settings import LONG_VARIABLE


@dataclass(frozen=True)
class Repetitions:
    """Counts, and how many seconds the switches have no controller."""

    late_starts: int
    deletions: int
    seconds_without_controller: float


SHORT = Repetitions(late_starts=1, deletions=5, seconds_without_controller=8.0)
LONG = Repetitions(late_starts=20, deletions=50, seconds_without_controller=30.0)


def from_environment() -> Repetitions:
    """The long run's if `lab test --long` asked for it."""
    return LONG if os.environ.get(LONG_VARIABLE) else SHORT
