"""What follows from a network's description, and the sample policy that goes with it."""

from __future__ import annotations

import ipaddress
from typing import Any

import pytest

from oplab.probes import same_destination
from oplab.site import sample_policy
from topologies.access import NETWORK, PROBES
from topologies.model import Host


@pytest.fixture(name="policy")
def _policy() -> Any:
    return sample_policy()


def test_every_pair_of_hosts_has_a_path_that_arrives() -> None:
    peer = {}
    for trunk in NETWORK.trunks:
        peer[trunk.a], peer[trunk.b] = trunk.b, trunk.a
    for source in NETWORK.hosts:
        for target in NETWORK.hosts:
            here, hops = source.switch, 0
            port = NETWORK.out_port(here, target.name)
            while (here, port) in peer:
                here = peer[here, port][0]
                port = NETWORK.out_port(here, target.name)
                hops += 1
                assert hops <= len(NETWORK.switches), "a loop"
            assert (here, port) == (target.switch, target.port)


def test_forwarding_configuration_names_devices_and_full_prefixes() -> None:
    config = NETWORK.forwarding_config()["devices"]
    assert set(config) == {s.device_id for s in NETWORK.switches}
    assert {"to": "198.51.100.11/32", "port": 1} in config["of:0000000000000001"]
    assert {"to": "192.0.2.25/32", "port": 10} in config["of:0000000000000001"]
    assert {"to": "2001:db8:200:1::211/128", "port": 12} in config[
        "of:0000000000000003"
    ]


def test_names_fit_into_the_kernel() -> None:
    for interface in NETWORK.interfaces():
        assert len(interface) <= 15, interface


def test_addresses_and_ports_are_given_once() -> None:
    ports = [(h.switch, h.port) for h in NETWORK.hosts]
    ports += [end for trunk in NETWORK.trunks for end in (trunk.a, trunk.b)]
    addresses = [a for h in NETWORK.hosts for a in (h.ipv4, h.ipv6)]
    assert len(set(ports)) == len(ports)
    assert len(set(addresses)) == len(addresses)


def test_policy_names_the_edges_of_the_network(policy: Any) -> None:
    edges = {edge["device"]: edge for edge in policy["edges"]}
    assert set(edges) == {s.device_id for s in NETWORK.switches if s.edge}
    for switch in NETWORK.switches:
        if switch.edge:
            edge = edges[switch.device_id]
            assert edge["name"] == switch.name
            assert edge["customerPorts"] == NETWORK.customer_ports(switch.name)
            assert edge["uplinkPorts"] == NETWORK.uplink_ports(switch.name)


def test_policy_covers_the_pool_customers_alone(policy: Any) -> None:
    for host in NETWORK.hosts:
        pooled = host.name.startswith("pool") or host.name == "exempt"
        for family in ("ipv4", "ipv6"):
            pools = [
                pool["name"]
                for pool in policy["pools"]
                for prefix in pool[family]
                if _within(host, prefix)
            ]
            assert len(pools) == (1 if pooled else 0), host


def test_policy_knows_the_own_mta_and_exempts_the_exempt(policy: Any) -> None:
    exempted = [exemption["prefix"] for exemption in policy["exemptions"]]
    own = policy["mailServers"][0]["servers"]
    for host in NETWORK.hosts:
        assert _named(host, exempted) == (2 if host.name == "exempt" else 0), host
        assert _named(host, own) == (2 if host.name == "ownmta" else 0), host


def test_every_blocked_destination_is_open_to_somebody() -> None:
    for blocked in PROBES:
        if not blocked.passes:
            assert any(p.passes and same_destination(p, blocked) for p in PROBES)


def test_truth_table_asks_both_families_alike() -> None:
    rows = {
        family: [
            (p.kind, p.source, p.destination, p.port, p.passes)
            for p in PROBES
            if p.family == family
        ]
        for family in (4, 6)
    }
    assert rows[4] == rows[6]
    assert len(set(PROBES)) == len(PROBES) >= 16


def test_every_probe_of_a_mail_port_finds_a_server() -> None:
    for probe in PROBES:
        assert probe.port in NETWORK.host(probe.destination).mail_ports


def _within(host: Host, prefix: str) -> bool:
    network = ipaddress.ip_network(prefix)
    return ipaddress.ip_address(host.address(network.version)) in network  # type: ignore


def _named(host: Host, prefixes: list[str]) -> int:
    """How many of the prefixes contain an address of the host."""
    networks = [ipaddress.ip_network(prefix) for prefix in prefixes]
    addresses = [ipaddress.ip_address(a) for a in (host.ipv4, host.ipv6)]
    return sum(
        address.version == network.version and address in network
        for network in networks
        for address in addresses
    )
