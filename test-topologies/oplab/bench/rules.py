"""How long many rules take from a policy to the switch, beside two plain ways."""

from __future__ import annotations

import re
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Iterator

from topologies.model import Switch
from topologies.policies import access_policy

from .. import faults, strategies
from ..errors import LabError
from ..journal import BRIDGE, Journal
from ..processes import run
from ..rest import await_until
from ..settings import PRODUCT
from ..site import Site, journal_of

_SCRATCH = "op25b-scratch"
_BENCH_APP = "org.op25b.lab.bench"
_FILLER = re.compile(r"nw_(?:src|dst)=10\.")
_FILLER_MATCHES = ("ip,nw_src=10.0.0.0/8", "ip,nw_dst=10.0.0.0/8")
_LONGEST = 120.0


@dataclass(frozen=True)
class RuleTimes:
    """Seconds until all rules are on the switch, of one run.

    `accepted` is when ONOS has taken the policy, `policy` when its rules stand, both
    from the moment of posting it.
    """

    rules: int
    accepted: float
    policy: float
    flows_post: float
    bundle: float


def measure(site: Site, strategy: str, rules: int, runs: int) -> list[RuleTimes]:
    """The same rules in all three ways, `runs` times in turn.

    And once before, which does not count: the first way would pay for a JVM that has
    compiled nothing yet.
    """
    strategies.use(site, strategy)
    times: list[RuleTimes] = []
    for _ in range(1 + runs):
        # The compiler makes a few more of them than were asked for; how many is seen once.
        wanted = times[-1].rules if times else rules
        times.append(_once(site, strategy, rules, wanted))
    return times[1:]


def _once(site: Site, strategy: str, rules: int, wanted: int) -> RuleTimes:
    edge = site.network.model.switch_of("pool1a")
    small = access_policy(strategy)

    began = time.monotonic()
    answer = site.apply_policy(access_policy(strategy, rules))
    accepted = time.monotonic() - began
    if not answer.ok:
        raise LabError(f"ONOS refused {rules} rules: {answer.text[:300]}")
    policy = _await_count(edge, wanted, began)

    lines = _filler_lines(edge)
    flows = _listed(site, edge, len(lines))
    strategies.apply(site, small)
    _await_none(edge)
    return RuleTimes(
        rules=len(lines),
        accepted=accepted,
        policy=policy,
        flows_post=_post(site, edge, flows),
        bundle=_bundle(lines, journal_of(site.settings)),
    )


def count(bridge: str) -> int:
    """The fillers' flow entries of a bridge: other rules come and go meanwhile."""
    return sum(_aggregate(bridge, match) for match in _FILLER_MATCHES)


def _aggregate(bridge: str, match: str) -> int:
    shown = run("ovs-ofctl", "-O", "OpenFlow13", "dump-aggregate", bridge, match)
    found = re.search(r"flow_count=(\d+)", shown)
    return int(found[1]) if found else 0


def _await_count(edge: Switch, wanted: int, began: float) -> float:
    if not await_until(lambda: count(edge.bridge) >= wanted, _LONGEST, 0.005):
        raise LabError(f"{count(edge.bridge)} of {wanted} rules came to the switch")
    return time.monotonic() - began


def _await_none(edge: Switch) -> None:
    if not await_until(lambda: count(edge.bridge) == 0, _LONGEST, 0.2):
        raise LabError(f"{count(edge.bridge)} rules do not go")


def _filler_lines(edge: Switch) -> list[str]:
    shown = run(
        *("ovs-ofctl", "-O", "OpenFlow13", "--no-stats", "--no-names"),
        *("dump-flows", edge.bridge),
    )
    return [line.strip() for line in shown.splitlines() if _FILLER.search(line)]


def _listed(site: Site, edge: Switch, wanted: int) -> list[dict[str, Any]]:
    """The fillers as ONOS lists them; LabError unless these are all in time."""
    found: list[dict[str, Any]] = []

    def all_there() -> bool:
        found[:] = _in_onos(site, edge)
        return len(found) == wanted

    if not await_until(all_there, 60, 1):
        raise LabError(f"ONOS lists {len(found)} of {wanted} rules")
    return found


def _in_onos(site: Site, edge: Switch) -> list[dict[str, Any]]:
    listed = site.onos.request("GET", f"/v1/flows/{edge.device_id}", timeout=60)
    flows = (listed.json() or {}).get("flows", [])
    return [f for f in flows if f["appId"] == PRODUCT and _is_filler(f)]


def _is_filler(flow: dict[str, Any]) -> bool:
    criteria = flow["selector"]["criteria"]
    return any(str(c.get("ip", "")).startswith("10.") for c in criteria)


def _post(site: Site, edge: Switch, flows: list[dict[str, Any]]) -> float:
    wanted = ("priority", "isPermanent", "timeout", "deviceId", "tableId")
    body = {
        "flows": [
            {
                **{name: flow[name] for name in wanted},
                "treatment": {
                    "instructions": flow["treatment"]["instructions"],
                },
                "selector": flow["selector"],
            }
            for flow in flows
        ]
    }
    began = time.monotonic()
    answer = site.onos.request(
        "POST", f"/v1/flows?appId={_BENCH_APP}", body, timeout=_LONGEST
    )
    if not answer.ok:
        raise LabError(f"ONOS refused the flows: {answer.text[:300]}")
    took = _await_count(edge, len(flows), began)
    site.onos.request("DELETE", f"/v1/flows/application/{_BENCH_APP}", timeout=60)
    _await_none(edge)
    return took


def _bundle(lines: list[str], journal: Journal) -> float:
    """The same rules by one OpenFlow bundle, on a switch without a controller."""
    with _scratch_bridge(journal), tempfile.NamedTemporaryFile(
        "w", suffix=".flows"
    ) as file:
        file.write("\n".join(re.sub(r"^cookie=[^ ,]+,? *", "", x) for x in lines))
        file.flush()
        began = time.monotonic()
        run(
            *("ovs-ofctl", "-O", "OpenFlow13", "--bundle", "add-flows", _SCRATCH),
            file.name,
            timeout=_LONGEST,
        )
        took = time.monotonic() - began
        if count(_SCRATCH) != len(lines):
            raise LabError(f"a bundle of {len(lines)} made {count(_SCRATCH)} rules")
    return took


@contextmanager
def _scratch_bridge(journal: Journal) -> Iterator[None]:
    journal.add(BRIDGE, _SCRATCH)
    run(
        *("ovs-vsctl", "add-br", _SCRATCH, "--", "set", "bridge", _SCRATCH),
        *("datapath_type=netdev", "fail_mode=secure", "protocols=OpenFlow13"),
    )
    try:
        yield
    finally:
        run("ovs-vsctl", "--if-exists", "del-br", _SCRATCH)
        journal.forget(_SCRATCH)
