"""The application is deactivated, activated, upgraded and uninstalled."""

from __future__ import annotations

import time
from typing import Iterator

import pytest

from oplab import build, faults, strategies
from oplab.rest import await_until
from oplab.scoreboard import PERMITTED, Scoreboard
from oplab.settings import PRODUCT
from oplab.site import Site
from oplab.strategies import GATE, SUBTRACT
from oplab.traffic import streams

_AFTERWARDS = 2.0
"""Seconds for which forwarding is watched once the application is gone."""

_KEEP = "keepBlockingWhenDeactivated"


@pytest.fixture
def keeps_blocking(site: Site) -> Iterator[None]:
    """Deactivation leaves the blocks; by default it takes them away on purpose."""
    faults.set_property(site, faults.ENFORCEMENT, _KEEP, "true")
    yield
    faults.set_property(site, faults.ENFORCEMENT, _KEEP, "false")


@pytest.mark.parametrize("strategy", [GATE, SUBTRACT])
def test_deactivated_and_activated(
    site: Site, board: Scoreboard, keeps_blocking: None, strategy: str
) -> None:
    strategies.use(site, strategy)
    with board.case(
        site,
        f"deactivated and activated, {strategy}",
        note=f"with {_KEEP}=true; without it deactivating means to end blocking",
    ):
        site.onos.set_active(PRODUCT, False)
        assert await_until(lambda: site.status() is None, 20)
        site.onos.set_active(PRODUCT, True)
        assert site.await_enforced(), site.status()


@pytest.mark.parametrize("strategy", [GATE, SUBTRACT])
def test_upgraded(site: Site, board: Scoreboard, strategy: str) -> None:
    """What `onos-app reinstall!` does: away with the active application, then the new."""
    strategies.use(site, strategy)
    with board.case(site, f"upgraded, {strategy}"):
        assert site.onos.request("DELETE", f"/v1/applications/{PRODUCT}").ok
        assert await_until(lambda: site.status() is None, 20)
        site.onos.install(build.artifacts().product)
        assert site.await_enforced(), site.status()


@pytest.mark.parametrize("strategy", [GATE, SUBTRACT])
def test_uninstalled(site: Site, board: Scoreboard, strategy: str) -> None:
    """Nothing is blocked afterwards, and forwarding works for everybody."""
    strategies.use(site, strategy)
    try:
        with board.case(site, f"uninstalled, {strategy}", leaks=None, lost=None):
            faults.uninstall_product(site)
            assert await_until(
                lambda: faults.own_flows(site) == [], 30
            ), f"{len(faults.own_flows(site))} rules stay"
        # Where drivers of ONOS put it, and nowhere else.
        edges = faults.edges(site.network.model)
        assert await_until(
            lambda: all(faults.forwarding_tables(edge) == {0} for edge in edges), 40
        ), [faults.forwarding_tables(edge) for edge in edges]
        with streams(site.network, PERMITTED) as after:
            time.sleep(_AFTERWARDS)
        assert after.of(PERMITTED).lost == 0
    finally:
        strategies.use(site, strategy)
