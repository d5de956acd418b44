"""Modules that run beside a test for a while."""

from __future__ import annotations

import json
import os

import pytest

from oplab.errors import LabError
from oplab.flood import Orders
from oplab.processes import at_work

_NOTHING_TO_DO = Orders([], [], "none").dump()


def test_works_until_it_is_asked_to_end() -> None:
    with at_work("oplab.flood", _NOTHING_TO_DO) as finish:
        told = json.loads(finish())
    assert told["sent"] == {}


def test_says_who_does_not_start() -> None:
    with pytest.raises(LabError, match="oplab.errors does not start"):
        with at_work("oplab.errors", _NOTHING_TO_DO):
            pass


def test_nothing_is_left_of_it_when_a_test_fails() -> None:
    with pytest.raises(ZeroDivisionError):
        with at_work("oplab.flood", _NOTHING_TO_DO):
            raise ZeroDivisionError
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
