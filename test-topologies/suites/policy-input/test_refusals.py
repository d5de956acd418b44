"""A policy with a mistake is refused whole, and the last good one stays in force."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Callable

import pytest

from oplab.flows import Flow, dump
from oplab.rest import await_until
from oplab.settings import PRODUCT
from oplab.site import Site
from topologies.access import PROBES
from topologies.model import Probe

_POLICY_URL = f"/v1/network/configuration/apps/{PRODUCT}/op25b"

SAMPLE_ROWS = tuple(
    probe
    for probe in PROBES
    if probe.source in ("pool1a", "pool2a") and probe.destination == "othermta"
)
"""Enough to see that the sample policy is in force, on both edges: 25, 465 and 587."""


@dataclass(frozen=True)
class Mistake:
    """A mistake made in the sample policy, and the path that the error must name."""

    name: str
    make: Callable[[Any], None]
    path: str


def _equal_prefixes(policy: Any) -> None:
    policy["pools"][1]["ipv4"] = policy["pools"][0]["ipv4"]


def _port_in_exemption(policy: Any) -> None:
    policy["exemptions"][0]["port"] = 587


def _port_in_pool(policy: Any) -> None:
    policy["pools"][0]["ports"] = [25, 587]


MISTAKES = [
    Mistake(
        "typo in a prefix",
        lambda policy: policy["pools"][0].update(ipv4=["198.51.100.O/25"]),
        "/pools/0/ipv4/0",
    ),
    Mistake(
        "host bits set",
        lambda policy: policy["pools"][1].update(ipv4=["198.51.100.129/25"]),
        "/pools/1/ipv4/0",
    ),
    Mistake(
        "unknown field",
        lambda policy: policy["pools"][0].update(fase="block"),
        "/pools/0/fase",
    ),
    Mistake("equal prefixes in two pools", _equal_prefixes, "/pools/1/ipv4/0"),
    Mistake(
        "IPv6 address in a list of IPv4 prefixes",
        lambda policy: policy["pools"][0].update(ipv4=["2001:db8:100::/48"]),
        "/pools/0/ipv4/0",
    ),
    Mistake(
        "port 587 in the policy",
        lambda policy: policy.update(port=587),
        "/port",
    ),
    Mistake("port 587 in a pool", _port_in_pool, "/pools/0/ports"),
    Mistake("port 587 in an exemption", _port_in_exemption, "/exemptions/0/port"),
    Mistake(
        "port 587 in a mail-server group",
        lambda policy: policy["mailServers"][0].update(port=587),
        "/mailServers/0/port",
    ),
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_refused_whole(site: Site, policy: Any, mistake: Mistake) -> None:
    before = guards(site)
    wrong = deepcopy(policy)
    mistake.make(wrong)
    # Something that would open the edge if any part of this policy were taken.
    for pool in wrong["pools"]:
        pool["phase"] = "off"

    answer = site.apply_policy(wrong)

    assert 400 <= answer.status < 500, answer
    assert mistake.path in answer.text
    assert site.onos.request("GET", _POLICY_URL).json() == policy
    assert guards(site) == before
    assert "465 and 587" in answer.text if "port 587" in mistake.name else True


def test_last_good_policy_is_in_force_after_all_refusals(site: Site) -> None:
    results = site.prober.run([*SAMPLE_ROWS, *controls(SAMPLE_ROWS)])
    assert [r for r in results if not r.as_expected(results)] == []


def test_a_good_policy_is_taken_after_refusals(site: Site, policy: Any) -> None:
    """Shows too that what the refusals changed nothing of can be changed at all."""
    opened = deepcopy(policy)
    for pool in opened["pools"]:
        pool["phase"] = "off"
    blocked = tuple(row for row in SAMPLE_ROWS if not row.passes)
    try:
        assert site.apply_policy(opened).ok
        assert site.await_blocking(False, blocked), "drop rules stay"
    finally:
        assert site.apply_policy(policy).ok
        assert site.await_blocking(True, blocked), "drop rules do not come back"


def controls(rows: tuple[Probe, ...]) -> list[Probe]:
    """For each blocked row one that reaches the same address and port."""
    wanted = {(r.destination, r.family, r.port) for r in rows if not r.passes}
    return [
        next(
            p
            for p in PROBES
            if p.passes and (p.destination, p.family, p.port) == destination
        )
        for destination in sorted(wanted)
    ]


def guards(site: Site) -> set[tuple[int, int, str]]:
    """Table, priority and match of every drop rule on the edges, once they stand."""

    def drops() -> set[tuple[int, int, str]]:
        flows: list[Flow] = []
        for switch in site.network.model.switches:
            if switch.edge:
                flows += dump(switch.bridge)
        return {flow.key for flow in flows if flow.drops}

    assert await_until(lambda: bool(drops()), 10), "there is no drop rule at all"
    return drops()
