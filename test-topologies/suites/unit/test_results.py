"""When a row counts as blocked: absence alone proves nothing."""

from __future__ import annotations

from dataclasses import replace

from oplab.evidence import Evidence
from oplab.flows import Flow
from oplab.probes import (
    CONNECTION_REFUSED,
    DELIVERED,
    NO_CONNECTION,
    NO_GREETING,
    Result,
)
from topologies.model import Probe

BLOCKED = Probe("mail", "pool1a", "othermta", 4, 25, False, "pool")
CONTROL = Probe("mail", "fixed", "othermta", 4, 25, True, "fixed")
DROP = Evidence("b", Flow("0x1", 0, 1, "tcp,tp_dst=25", "drop", 2), 2)
OPEN = Result(CONTROL, DELIVERED)


def test_blocked_takes_a_counted_drop_and_a_server_that_is_up() -> None:
    assert Result(BLOCKED, NO_CONNECTION, DROP).as_expected([OPEN])


def test_without_a_counted_drop_it_is_not_blocked() -> None:
    assert not Result(BLOCKED, NO_CONNECTION).as_expected([OPEN])


def test_with_a_server_that_is_down_it_is_not_blocked() -> None:
    down = Result(CONTROL, NO_CONNECTION)
    assert not Result(BLOCKED, NO_CONNECTION, DROP).as_expected([down])


def test_a_server_that_answers_elsewhere_does_not_count() -> None:
    other = Probe("mail", "fixed", "othermta", 6, 25, True, "fixed")
    assert not Result(BLOCKED, NO_CONNECTION, DROP).as_expected(
        [Result(other, DELIVERED)]
    )


def test_what_stopped_later_was_not_blocked() -> None:
    for stage in (DELIVERED, NO_GREETING, CONNECTION_REFUSED):
        assert not Result(BLOCKED, stage, DROP).as_expected([OPEN])


def test_a_row_that_must_pass_has_to_arrive() -> None:
    assert OPEN.as_expected([])
    assert not Result(CONTROL, NO_GREETING).as_expected([])


def test_a_rejected_row_has_to_end_at_once() -> None:
    rejected = replace(BLOCKED, rejected=True)
    assert Result(rejected, CONNECTION_REFUSED, DROP).as_expected([OPEN])
    assert not Result(rejected, CONNECTION_REFUSED).as_expected([OPEN])
    assert not Result(rejected, NO_CONNECTION, DROP).as_expected([OPEN])
