"""The controller is out of reach, is killed, or comes back without the application."""

from __future__ import annotations

import time

import pytest

from oplab import faults, strategies
from oplab.repetitions import Repetitions, from_environment
from oplab.scoreboard import Scoreboard
from oplab.site import Site
from oplab.strategies import GATE, SUBTRACT

LATE = 4.0
"""Seconds from a switch's connection to the application's start."""

_STATISTICS_POLLS = 7.0
"""Seconds: ONOS deletes what it does not know at its first poll, or at the next."""


@pytest.mark.parametrize("strategy", [GATE, SUBTRACT])
def test_controller_out_of_reach(
    site: Site, board: Scoreboard, repetitions: Repetitions, strategy: str
) -> None:
    strategies.use(site, strategy)
    seconds = repetitions.seconds_without_controller
    edges = faults.edges(site.network.model)
    with board.case(
        site,
        f"controller out of reach {seconds:.0f} s, secure, {strategy}",
        after=_STATISTICS_POLLS,
    ):
        faults.disconnect(edges)
        time.sleep(seconds)
        faults.connect(site, edges)
        faults.await_connected(site, edges, 20)
        assert site.await_enforced()


@pytest.mark.parametrize("strategy", [GATE, SUBTRACT])
def test_controller_killed(site: Site, board: Scoreboard, strategy: str) -> None:
    strategies.use(site, strategy)
    faults.await_shield(site)
    with board.case(
        site, f"controller killed and restarted, {strategy}", after=_STATISTICS_POLLS
    ):
        faults.kill_controller(site)
        faults.start_controller(site)
        faults.await_connected(site, faults.edges(site.network.model), 60)
        assert site.await_enforced(120), site.status()


@pytest.mark.parametrize("strategy", from_environment().late_strategies)
def test_application_late_after_a_kill(
    site: Site, board: Scoreboard, repetitions: Repetitions, strategy: str
) -> None:
    """The switches connect to a controller that has forgotten the rules, and 4 s pass.

    The application's bundles are stopped before the switches connect and started after
    it; to ONOS it is active all the time, as it is while Karaf is still starting.
    """
    strategies.use(site, strategy, rules=1000)
    problems: list[str] = []
    for run in range(1, repetitions.late_starts + 1):
        faults.await_shield(site)
        with board.case(
            site,
            f"killed, 1,000 rules, application {LATE:.0f} s late, {strategy}",
            lost=None,
            after=_STATISTICS_POLLS,
            check=False,
        ) as case:
            faults.restart_with_late_product(site, LATE)
        problems += [f"run {run}: {problem}" for problem in case.problems()]
    assert problems == []


@pytest.mark.parametrize("strategy", from_environment().late_strategies)
def test_application_late_without_the_shield(
    site: Site, board: Scoreboard, strategy: str
) -> None:
    """What the shield is for: the same once without it. Printed, for ONOS decides it."""
    strategies.use(site, strategy, rules=1000)
    with board.case(
        site,
        f"the same without the shield, {strategy}",
        leaks=None,
        lost=None,
        after=_STATISTICS_POLLS,
    ):
        faults.restart_with_late_product(site, LATE, shield=False)
