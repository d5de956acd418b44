"""Changes of policy and of strategy, while blocked and permitted SYNs keep coming."""

from __future__ import annotations

from typing import Any, Callable

import pytest

from oplab import strategies
from oplab.scoreboard import Scoreboard
from oplab.site import Site
from oplab.strategies import GATE, OUTPUT, SUBTRACT
from topologies import policies

CHANGES: dict[str, Callable[[Any], Any]] = {
    "pool": lambda policy: policies.with_pool(policy, "new", "198.18.0.0/24"),
    "exemption": lambda policy: policies.with_exemption(policy, "new", "198.51.100.99"),
    "mail server": lambda policy: policies.with_mail_server(policy, "203.0.113.26"),
}
"""None of these concerns the customers who send."""


@pytest.mark.parametrize("strategy", [GATE, SUBTRACT, OUTPUT])
@pytest.mark.parametrize("change", CHANGES)
def test_change_that_keeps_both_verdicts(
    site: Site, board: Scoreboard, strategy: str, change: str
) -> None:
    strategies.use(site, strategy)
    before = policies.access_policy(strategy)
    with board.case(site, f"{change} added and removed, {strategy}"):
        strategies.apply(site, CHANGES[change](before))
        strategies.apply(site, before)


@pytest.mark.parametrize(("old", "new"), [(SUBTRACT, GATE), (GATE, SUBTRACT)])
def test_change_of_strategy(site: Site, board: Scoreboard, old: str, new: str) -> None:
    strategies.use(site, GATE)  # with the driver that both of them can work with
    strategies.use(site, old)
    with board.case(site, f"change of strategy, {old} to {new}", lost=None):
        strategies.use(site, new)
