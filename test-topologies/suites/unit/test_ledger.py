"""The ledger finds every kind of contradiction; else the suites could not fail."""

from __future__ import annotations

from typing import Any

import pytest

from oplab.ledger import Ledger


def exemption(version: int = 1, state: str = "active", **more: Any) -> dict[str, Any]:
    """One as REST shows it."""
    return {
        "id": "x1",
        "customer": "C",
        "prefix": "10.0.0.1/32",
        "reason": "r",
        "created": "2026-01-01T00:00:00Z",
        "version": version,
        "state": state,
        **more,
    }


def entry(
    number: int, action: str, before: str = "", after: str = ""
) -> dict[str, Any]:
    """One change of it in the audit log."""
    return {
        "number": number,
        "action": action,
        "subject": "x1",
        "before": before,
        "after": after,
    }


ADDED = entry(1, "ADDED", after="a")
UPDATED = entry(2, "UPDATED", before="a", after="b")


def ledger(*shown: dict[str, Any]) -> Ledger:
    """Clients were shown these."""
    made = Ledger()
    for each in shown:
        made.acknowledged(each)
    return made


def test_agrees() -> None:
    told = ledger(exemption(1), exemption(2, reason="s"))
    assert told.problems([exemption(2, reason="s")], [ADDED, UPDATED]) == []
    assert told.changes == 2


def test_what_nobody_was_told_may_be_there_or_not() -> None:
    unanswered = Ledger()
    unanswered.unanswered(prefix="10.0.0.1/32")
    assert unanswered.problems([], []) == []
    assert unanswered.problems([exemption()], [ADDED]) == []
    told = ledger(exemption())
    told.unanswered(id="x1")
    assert told.problems([exemption()], [ADDED]) == []
    revoked = entry(2, "REVOKED", before="a")
    assert told.problems([exemption(2, "revoked")], [ADDED, revoked]) == []


@pytest.mark.parametrize(
    "listed, log, said",
    [
        ([], [], "lost"),
        ([exemption()], [], "not in the audit log"),
        ([exemption(reason="other")], [ADDED], "not what was acknowledged"),
        ([exemption(2)], [ADDED, UPDATED], "changed without an answer"),
        ([exemption(state="revoked")], [ADDED], "the log says"),
        ([exemption(reason="")], [ADDED], "half done"),
        ([exemption(), exemption(9, id="x2")], [ADDED], "nobody asked"),
        ([exemption(2)], [ADDED, {**UPDATED, "before": "z"}], "is not based on"),
    ],
)
def test_contradictions(listed: Any, log: Any, said: str) -> None:
    problems = ledger(exemption()).problems(listed, log)
    assert any(said in problem for problem in problems), problems
