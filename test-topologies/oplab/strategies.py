"""Puts a running lab's edges on one strategy, with the driver that it takes."""

from __future__ import annotations

from topologies.policies import access_policy

from .errors import LabError
from .faults import edges, ensure_controller
from .rest import await_until
from .site import Site

GATE, SUBTRACT, OUTPUT = "gate", "subtract", "output"
GATE_DRIVER, PLAIN_DRIVER = "op25b-ovs", "default"

_TAKEN_WITHIN = 60.0


def use(site: Site, strategy: str, rules: int = 0) -> None:
    """The sample policy by this strategy, with so many rules more, enforced everywhere.

    LabError with the application's own words if that does not come about.
    """
    ensure_controller(site)
    if strategy == GATE:
        for switch in edges(site.network.model):
            site.onos.set_driver(switch.device_id, GATE_DRIVER)
    apply(site, access_policy(strategy, rules))
    await_strategy(site, strategy)


def apply(site: Site, policy: object) -> None:
    """Posts a policy that must be taken, and waits until it is enforced."""
    answer = site.apply_policy(policy)
    if not answer.ok:
        raise LabError(f"ONOS refused the policy: {answer.status} {answer.text}")
    if not site.await_enforced(_TAKEN_WITHIN):
        raise LabError(f"not enforced: {site.status()}", site.settings.onos_log)


def await_strategy(site: Site, strategy: str) -> None:
    """LabError unless each edge works by this strategy in time, and says so."""

    def there() -> bool:
        devices = (site.status() or {}).get("devices", [])
        return bool(devices) and all(d["strategy"] == strategy for d in devices)

    if not await_until(there, _TAKEN_WITHIN, 0.2) or not site.await_enforced():
        raise LabError(f"no {strategy}: {site.status()}", site.settings.onos_log)
