"""What happens to a switch: its flows, its power, its driver, its capacity."""

from __future__ import annotations

import time
from typing import Iterator

import pytest

from oplab import faults, strategies
from oplab.flows import dump
from oplab.rest import await_until
from oplab.repetitions import Repetitions
from oplab.scoreboard import Scoreboard
from oplab.site import Site
from oplab.strategies import GATE, GATE_DRIVER, PLAIN_DRIVER, SUBTRACT
from oplab.traffic import Way
from topologies import policies
from topologies.model import Switch

LONGEST_OUTAGE = 4000.0
"""Milliseconds without permitted traffic after a switch's restart. ONOS loses 5 s for each
rule that its store misses while it takes over a switch."""

A_FEW_PACKETS_IN = 20.0
"""Packets a second that a quiet network may send to its controller: discovery."""


@pytest.fixture
def edge(site: Site) -> Switch:
    """The edge switch behind which the senders are."""
    return site.network.model.switch_of("pool1a")


def lasting_flows(edge: Switch) -> int:
    """How many flows the switch has, without those that come and go by themselves."""
    return sum(flow.hard_timeout is None for flow in dump(edge.bridge))


def await_all_flows(edge: Switch, before: int) -> None:
    """The switch has as many flows as it had, or the test fails."""
    assert await_until(
        lambda: lasting_flows(edge) >= before, 40, 0.1
    ), f"{lasting_flows(edge)} of {before} flows are back"


@pytest.mark.parametrize("strategy", [GATE, SUBTRACT])
def test_flows_deleted(
    site: Site, board: Scoreboard, edge: Switch, strategy: str
) -> None:
    strategies.use(site, strategy)
    flows = lasting_flows(edge)
    with board.case(
        site,
        f"del-flows, {strategy}",
        leaks=0 if strategy == GATE else None,
        lost=None,
    ):
        faults.delete_flows(edge)
        await_all_flows(edge, flows)


def test_flows_deleted_again_and_again(
    site: Site, board: Scoreboard, edge: Switch, repetitions: Repetitions
) -> None:
    strategies.use(site, GATE, rules=1000)
    flows = lasting_flows(edge)
    times = repetitions.deletions
    name = f"del-flows {times} times, 1,000 rules, gate"
    with board.case(site, name, lost=None):
        for _ in range(times):
            faults.delete_flows(edge)
            await_all_flows(edge, flows)


@pytest.mark.parametrize("strategy", [GATE, SUBTRACT])
def test_switch_restarted(
    site: Site, board: Scoreboard, edge: Switch, strategy: str
) -> None:
    strategies.use(site, strategy)
    flows = lasting_flows(edge)
    with board.case(
        site,
        f"switch restarted, {strategy}",
        leaks=0 if strategy == GATE else None,
        lost=None,
    ) as case:
        faults.restart_switch(site, edge)
        await_all_flows(edge, flows)
        case.settled = time.time()
    assert case.outage <= LONGEST_OUTAGE
    if case.last_leak is not None and case.settled is not None:
        assert (
            case.last_leak <= case.settled - case.began
        ), "something got through although all rules stood again"


def test_driver_changed(site: Site, board: Scoreboard, edge: Switch) -> None:
    """Forwarding sits in table 0, then the switch gets the driver of the gate."""
    strategies.use(site, SUBTRACT)
    for switch in faults.edges(site.network.model):
        site.onos.set_driver(switch.device_id, PLAIN_DRIVER)
    faults.forward_afresh(site)
    assert faults.forwarding_tables(edge) == {0}
    assert site.await_enforced(), site.status()
    with board.case(site, "driver changed on a running switch", lost=None) as case:
        for switch in faults.edges(site.network.model):
            site.onos.set_driver(switch.device_id, GATE_DRIVER)
        strategies.use(site, GATE)
        case.settled = time.time()
    assert 0 not in faults.forwarding_tables(edge)
    with board.case(site, "after the driver was changed") as after:
        rate = faults.packets_in(site)
        after.note = f"{rate:.1f} packets a second to the controller"
    assert rate <= A_FEW_PACKETS_IN


@pytest.fixture
def small_switch(site: Site, edge: Switch) -> Iterator[Switch]:
    """The edge switch, whatever its limit was meanwhile, without one afterwards."""
    yield edge
    faults.limit_flows(edge, None)


def test_flow_table_limited(
    site: Site, board: Scoreboard, small_switch: Switch
) -> None:
    """Exemptions that do not fit are the loss, and the status says so."""
    strategies.use(site, GATE)
    fits = sum(flow.table == 0 for flow in dump(small_switch.bridge)) + 20
    policy = policies.access_policy(GATE)
    for number in range(1, 101, 2):  # odd addresses: no two of them make up a prefix
        policy = policies.with_exemption(policy, f"n{number}", f"10.9.0.{number}")
    policy = policies.with_pool(policy, "crowded", "10.9.0.0/24")
    faults.limit_flows(small_switch, fits)
    unconcerned = (Way("fixed", "othermta", 4), Way("fixed", "othermta", 6))
    with board.case(
        site,
        "flow table limited to fewer rules than needed, gate",
        permitted=unconcerned,
        note="permitted here: customers who need no exemption",
    ):
        assert site.apply_policy(policy).ok
        assert await_until(lambda: _state(site, small_switch) == "DEGRADED", 30)
        reason = _reason(site, small_switch)
    assert "none of them blocks" in reason, reason
    assert "10.9.0." in reason, reason
    faults.limit_flows(small_switch, None)
    assert site.await_enforced(90), site.status()


def _state(site: Site, switch: Switch) -> str:
    return str(_device(site, switch).get("state"))


def _reason(site: Site, switch: Switch) -> str:
    return str(_device(site, switch).get("reason"))


def _device(site: Site, switch: Switch) -> dict[str, object]:
    devices = (site.status() or {}).get("devices", [])
    found = [d for d in devices if d["device"] == switch.device_id]
    return found[0] if found else {}
