"""Counting who would break: it changes nothing, and it foretells what `block` does."""

from __future__ import annotations

import ipaddress
import time
from collections import Counter
from dataclasses import replace
from typing import Any, Callable

from oplab import phasing, strategies
from oplab.api import Api
from oplab.phasing import EAST, WEST
from oplab.rest import await_until
from oplab.site import Site
from oplab.syns import Flow
from oplab.volley import volley
from topologies.access import NETWORK, PROBES

_TIMES = 3

_FOUND_WITHIN = 180.0
"""Seconds in which who goes on sending is told apart: some five reports of a switch."""

_SENDERS = {
    "pool1a": ["198.51.100.11", "198.51.100.40", "198.51.100.41", "198.51.100.77"]
    + [f"2001:db8:100:{n:x}::11" for n in (1, 0x77, 0x78, 0xFE00)],
    "exempt": ["198.51.100.21", "2001:db8:100:ff07::21"],
    "fixed": ["203.0.113.130", "2001:db8:f1::130"],
    "pool2a": ["198.51.100.211", "198.51.100.212", "2001:db8:200:1::211"],
}
_SOURCES_OF = {EAST: _SENDERS["pool1a"], WEST: _SENDERS["pool2a"]}

_REPORTED = 15.0
"""Seconds in which ONOS has certainly asked the switches for their counters."""


def test_no_fate_changes(site: Site, api: Api) -> None:
    everything = [replace(probe, passes=True) for probe in PROBES]
    off = site.prober.run(everything)
    strategies.apply(site, phasing.policy_in("monitor"))
    monitor = site.prober.run(everything)
    assert [(r.probe.name, r.stage) for r in monitor] == [
        (r.probe.name, r.stage) for r in off
    ]
    assert [r.probe.name for r in off if not r.reached] == []


def test_foretells_what_block_drops(
    site: Site, api: Api, figures: Callable[[str], None]
) -> None:
    flows = _flows()
    frames = {
        host: [bytes(flow.frame()) for flow in of_host]
        for host, of_host in flows.items()
    }
    sent = [flow for of_host in flows.values() for flow in of_host]
    off = volley(site.network, frames, _TIMES)
    assert off == Counter({bytes(flow.frame()): _TIMES for flow in sent})

    strategies.apply(site, phasing.policy_in("monitor"))
    start = _counters(api)
    assert volley(site.network, frames, _TIMES) == off

    def counted(what: str) -> dict[str, int]:
        now = _counters(api)
        return {pool: now[pool][what] - start[pool][what] for pool in now}

    expected = _expected(flows)
    foretold = {
        pool: _TIMES * sum(flow.source in sources for flow in expected)
        for pool, sources in _SOURCES_OF.items()
    }
    assert await_until(lambda: counted("wouldBlockPackets") == foretold, _REPORTED), (
        counted("wouldBlockPackets"),
        foretold,
    )
    strategies.apply(site, phasing.policy_in("block"))
    arrived = volley(site.network, frames, _TIMES)
    assert set(arrived.values()) == {_TIMES}
    blocked = [flow for flow in sent if not arrived[bytes(flow.frame())]]
    assert {flow.key for flow in blocked} == {flow.key for flow in expected}
    assert await_until(lambda: counted("droppedPackets") == foretold, _REPORTED), (
        counted("droppedPackets"),
        foretold,
    )
    assert counted("wouldBlockPackets") == foretold
    figures(
        f"of {len(sent)} flows, monitor foretold {len(blocked)} and block dropped the "
        f"same: {foretold} packets each, by pool"
    )


def test_lists_who_would_break(
    site: Site, api: Api, figures: Callable[[str], None]
) -> None:
    """Found by counters alone, while all that is sent arrives; `block` then drops
    exactly theirs."""
    flows = _flows()
    frames = {h: [bytes(f.frame()) for f in fs] for h, fs in flows.items()}
    sent = {frame for of_host in frames.values() for frame in of_host}
    strategies.apply(site, phasing.policy_in("monitor"))
    expected = {_customer(flow.source) for flow in _expected(flows)}
    began = time.monotonic()
    while not expected <= _listed(api, exact=True):
        assert set(volley(site.network, frames)) == sent
        assert time.monotonic() - began < _FOUND_WITHIN, _listed(api, exact=None)
    seconds = time.monotonic() - began
    assert _listed(api, exact=True) == expected
    phasing.assert_proven(site)
    rules = sum(d["rulesWanted"] for d in (site.status() or {})["devices"])

    exported = api.call("GET", "would-block/export")
    assert exported.text.startswith("source,exact,customer,pool,packets"), exported
    assert all(f"\n{source},true," in exported.text for source in expected)
    shown = site.cli("op25b-would-block --limit 100")
    assert all(source in shown for source in expected), shown
    assert "198.51.100.21 " not in shown and "203.0.113.130" not in shown, shown
    assert site.cli("op25b-would-block --csv").startswith("source,exact"), shown

    strategies.apply(site, phasing.policy_in("block"))
    arrived = volley(site.network, frames)
    blocked = [f for fs in flows.values() for f in fs if bytes(f.frame()) not in arrived]
    assert {_customer(flow.source) for flow in blocked} == expected
    figures(
        f"{len(expected)} customers who would break are listed after {seconds:.0f} s, "
        f"with {rules} rules on all switches; block drops exactly theirs"
    )


def _customer(source: str) -> str:
    """An IPv6 customer is a network of 64 bits."""
    if ":" not in source:
        return source
    return str(ipaddress.ip_network(f"{source}/64", strict=False))


def _listed(api: Api, exact: bool | None) -> set[str]:
    found = phasing.told(api.call("GET", "would-block"))
    assert all(switch["counted"] for switch in found["counting"]), found
    return {s["source"] for s in found["sources"] if exact in (None, s["exact"])}


def _flows() -> dict[str, list[Flow]]:
    """From dynamic, fixed and exempt addresses; to mail servers and to other ports."""
    found: dict[str, list[Flow]] = {}
    for host, addresses in _SENDERS.items():
        found[host] = [
            Flow(
                NETWORK.mac(host),
                NETWORK.mac(server),
                address,
                _address(server, address),
                40000 + port,
                port,
            )
            for address in addresses
            for server in ("othermta", "services", "ownmta")
            for port in (25, 465, 587)
        ]
    return found


def _expected(flows: dict[str, list[Flow]]) -> list[Flow]:
    """Port 25 of other people's servers, from dynamic addresses without exemption."""
    own = {NETWORK.host("ownmta").ipv4, NETWORK.host("ownmta").ipv6}
    return [
        flow
        for host in ("pool1a", "pool2a")
        for flow in flows[host]
        if flow.destination_port == 25 and flow.destination not in own
    ]


def _address(server: str, source: str) -> str:
    host = NETWORK.host(server)
    return host.ipv6 if ":" in source else host.ipv4


def _counters(api: Api) -> dict[str, dict[str, Any]]:
    pools = phasing.told(api.call("GET", "counters"))["pools"]
    return {pool["pool"]: pool for pool in pools}
