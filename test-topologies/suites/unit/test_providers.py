"""The providers' files agree with each other: networks, policies, stories and tables."""

from __future__ import annotations

import ipaddress
from typing import Any

import pytest

from oplab.probes import same_destination
from topologies.model import Host, Network
from topologies.providers import NAMES, Provider, cells, load

PROVIDERS = [load(name) for name in NAMES]
STEPS = [(provider, step) for provider in PROVIDERS for step in provider.steps]

every_provider = pytest.mark.parametrize("provider", PROVIDERS, ids=NAMES)
every_step = pytest.mark.parametrize(
    ("provider", "step"), STEPS, ids=[f"{p.name}-{s.name}" for p, s in STEPS]
)


@every_provider
def test_addresses_and_ports_are_given_once(provider: Provider) -> None:
    network = provider.network
    ports = [(h.switch, h.port) for h in network.hosts]
    ports += [end for trunk in network.trunks for end in (trunk.a, trunk.b)]
    addresses = [a for h in network.hosts for a in (h.ipv4, h.ipv6)]
    assert len(set(ports)) == len(ports)
    assert len(set(addresses)) == len(addresses)
    assert all(len(i) <= 15 for i in network.interfaces())


@every_provider
def test_every_host_reaches_every_other(provider: Provider) -> None:
    network = provider.network
    for host in network.hosts:
        for switch in network.switches:
            assert network.out_port(switch.name, host.name) > 0


@every_provider
def test_the_policy_names_the_edges_of_the_network(provider: Provider) -> None:
    edges = {edge["device"]: edge for edge in provider.policy["edges"]}
    network = provider.network
    assert set(edges) == {s.device_id for s in network.switches if s.edge}
    for switch in network.switches:
        if switch.edge:
            edge = edges[switch.device_id]
            assert edge["name"] == switch.name
            assert edge["customerPorts"] == network.customer_ports(switch.name)
            assert edge["uplinkPorts"] == network.uplink_ports(switch.name)


@every_provider
def test_a_customer_of_a_pool_is_behind_one_of_its_edges(provider: Provider) -> None:
    for host in provider.network.hosts:
        pools = [_pool_of(provider, host.address(family)) for family in (4, 6)]
        assert pools[0] == pools[1], host
        if pools[0]:
            switch = provider.network.switch_of(host.name)
            assert switch.device_id in _edges(provider, pools[0]), host


@every_step
def test_phases_are_of_pools_that_exist(provider: Provider, step: Any) -> None:
    names = {pool["name"] for pool in provider.policy["pools"]}
    for phases in (step.phases, step.next):
        for phase, pools in phases.items():
            assert phase in ("off", "monitor", "block", "block-all")
            assert set(pools) <= names


@every_step
def test_tables_ask_what_can_be_answered(provider: Provider, step: Any) -> None:
    assert len(set(step.cells)) == len(step.cells)
    for cell in step.cells:
        assert cell.port in provider.network.host(cell.destination).mail_ports
        if cell.mailbox:
            assert 25 in provider.network.host(cell.mailbox).mail_ports
        if not cell.passes:
            assert any(o.passes and same_destination(o, cell) for o in step.cells)


def test_a_row_is_two_cells() -> None:
    v4, v6 = cells("# a comment\n\ncustomer, mta > box, 587, pass, not-port-25\n")
    assert (v4.family, v6.family) == (4, 6)
    assert (v4.source, v4.destination, v4.mailbox) == ("customer", "mta", "box")
    assert v4.port == 587 and v4.passes and v4.why == "not-port-25"


@pytest.mark.parametrize("row", ["a, b, 25, pass", "a, b, 25, maybe, pool"])
def test_a_bad_row_is_named(row: str) -> None:
    with pytest.raises(ValueError, match=row):
        cells(row)


def test_steps_add_up() -> None:
    provider = load("p3")
    names = [step.name for step in provider.steps]
    phases = [
        {p["name"]: p["phase"] for p in provider.policy_after(n + 1)["pools"]}
        for n in range(len(names))
    ]
    assert set(phases[names.index("rolled-back")].values()) == {"off"}
    assert set(phases[names.index("complete")].values()) == {"block"}
    assert phases[names.index("adsl-back")] == phases[names.index("phase1-again")]


def test_a_limit_is_that_of_the_mail_servers() -> None:
    assert load("p2").limit("tokai-mta") == 100
    assert [c.source for c in load("p2").steps[0].cells if c.limited] == [
        "unlisted"
    ] * 2


def test_only_a_pool_with_that_style_rejects() -> None:
    cells = load("p4").steps[0].cells
    rejected = {c.source for c in cells if c.rejected}
    assert rejected == {"customer", "customer-2", "customer-mta", "trial"}
    assert any(c.source == "away-op25b" and not c.passes for c in cells)


def _pool_of(provider: Provider, address: str) -> str | None:
    here = ipaddress.ip_address(address)
    found = [
        (network.prefixlen, pool["name"])
        for pool in provider.policy["pools"]
        for prefix in pool["ipv4" if here.version == 4 else "ipv6"]
        if here in (network := ipaddress.ip_network(prefix))
    ]
    return max(found)[1] if found else None


def _edges(provider: Provider, name: str) -> list[str]:
    pool = next(p for p in provider.policy["pools"] if p["name"] == name)
    edges = provider.policy["edges"]
    behind = [e["device"] for e in edges if e.get("area") == pool.get("area", "")]
    return pool.get("edges") or behind or [e["device"] for e in edges]
