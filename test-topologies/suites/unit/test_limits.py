"""For how long a limit did not hold, from the times of arrivals."""

from __future__ import annotations

from oplab.limits import seconds_above


def _steady(start: float, seconds: float, rate: float) -> list[float]:
    return [start + n / rate for n in range(int(seconds * rate))]


def test_a_limit_that_holds() -> None:
    assert seconds_above(_steady(7.0, 20, 108), 100) == 0


def test_what_was_spared_comes_at_once() -> None:
    assert seconds_above(_steady(7.0, 0.3, 500) + _steady(7.3, 9, 100), 100) == 0


def test_a_limit_that_is_off_for_a_while() -> None:
    times = _steady(0, 10, 100) + _steady(10, 2, 500) + _steady(12, 8, 100)
    assert seconds_above(times, 100) == 2.0


def test_nothing_arrived() -> None:
    assert seconds_above([], 100) == 0
