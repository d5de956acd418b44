"""Phases of a running lab's pools: asked and changed over REST and over the command line."""

from __future__ import annotations

from typing import Any, Iterable

from topologies.policies import access_policy

from . import strategies
from .api import Api, Reply
from .errors import LabError
from .faults import edges
from .flows import dump
from .rest import await_until
from .site import Site

EAST, WEST = "dynamic-east", "dynamic-west"
POOLS = (EAST, WEST)

_PROVEN = ("ENFORCED", "MONITORING")


def policy_in(phase: str, strategy: str = strategies.GATE, rules: int = 0) -> Any:
    """The sample policy with all pools in one phase, and so many rules more in `block`."""
    policy = access_policy(strategy, rules)
    for pool in policy["pools"]:
        pool["phase"] = phase
    return policy


def begin(site: Site, phase: str, rules: int = 0) -> None:
    """All pools in one phase by strategy gate, and nothing scheduled."""
    strategies.use(site, strategies.GATE)
    api = Api(site.onos)
    for schedule in listed(api)["schedules"]:
        told(api.call("POST", "phases/cancel", {"schedule": schedule["id"]}))
    strategies.apply(site, policy_in(phase, rules=rules))
    if not await_until(lambda: set(phases(api).values()) == {phase}, 60, 0.2):
        raise LabError(f"not in phase {phase}: {phases(api)}")
    strategies.await_strategy(site, strategies.GATE)


def listed(api: Api) -> dict[str, Any]:
    """All pools with their phases, and all schedules."""
    return told(api.call("GET", "phases"))


def phases(api: Api) -> dict[str, str]:
    """The phase of each pool."""
    return {pool["pool"]: pool["phase"] for pool in listed(api)["pools"]}


def told(reply: Reply) -> dict[str, Any]:
    """The body of a good answer; LabError if it is none."""
    if reply.status != 200:
        raise LabError(f"ONOS refused: {reply.status} {reply.text}")
    body: dict[str, Any] = reply.json()
    return body


def versions(api: Api) -> list[dict[str, Any]]:
    """The policy's versions, newest first."""
    found: list[dict[str, Any]] = told(api.call("GET", "policy/versions"))["versions"]
    return found


def assert_proven(site: Site) -> None:
    """LabError unless, in time, what every switch holds is read back and proven right."""

    def proven() -> bool:
        devices = (site.status() or {}).get("devices", [])
        return bool(devices) and all(d["state"] in _PROVEN for d in devices)

    if not await_until(proven, 60, 0.2):
        raise LabError(f"not proven: {site.status()}", site.settings.onos_log)
    shown = site.cli("op25b-verify")
    if "does what the policy says" not in shown or "DOES NOT" in shown:
        raise LabError(shown)


def rules(site: Site, tables: Iterable[int] = (0,)) -> dict[str, set[str]]:
    """What each edge switch itself says that it holds in these tables."""
    wanted = set(tables)
    return {
        switch.name: {
            f"{flow.table} {flow.priority} {flow.match} {flow.actions}"
            for flow in dump(switch.bridge)
            if flow.table in wanted
        }
        for switch in edges(site.network.model)
    }
