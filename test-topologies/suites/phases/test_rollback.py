"""Going back while the change of before is still on its way to the switches."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Callable

import pytest

from oplab import phasing, strategies
from oplab.api import Api
from oplab.phasing import phases, rules, told
from oplab.processes import run
from oplab.rest import await_until
from oplab.site import Site
from topologies.access import NETWORK
from topologies.model import Probe

_RULES = 8000
_BLOCK = {"all": True, "phase": "block"}
_ALL = {"all": True}
_PROBES = [
    Probe("mail", source, "othermta", family, 25, True, "rolled back")
    for source in ("pool1a", "pool2a")
    for family in (4, 6)
]


@pytest.mark.parametrize("first", ["off", "monitor"])
def test_right_after_one_another(site: Site, api: Api, first: str) -> None:
    strategies.apply(site, phasing.policy_in(first, rules=_RULES))
    before = rules(site)
    told(api.call("POST", "phases/set", _BLOCK))
    told(api.call("POST", "phases/rollback", _ALL))
    _assert_as_before(site, api, first, before)


def test_both_at_once(site: Site, api: Api) -> None:
    """Whichever comes first: what is told is what is so, and it is proven."""
    strategies.apply(site, phasing.policy_in("monitor", rules=_RULES))
    told(api.call("POST", "phases/set", {"all": True, "phase": "off"}))
    with ThreadPoolExecutor(2) as pool:
        block = pool.submit(api.call, "POST", "phases/set", _BLOCK)
        back = pool.submit(api.call, "POST", "phases/rollback", _ALL)
    assert (block.result().status, back.result().status) == (200, 200)
    # off, block, off -- or off, monitor, block
    last = "block" if phases(api)["dynamic-east"] == "block" else "off"
    assert set(phases(api).values()) == {last}
    phasing.assert_proven(site)


def test_while_the_switch_holds_a_part(
    site: Site, api: Api, figures: Callable[[str], None]
) -> None:
    strategies.apply(site, phasing.policy_in("off", rules=_RULES))
    before, few = rules(site), _count()
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(api.call, "POST", "phases/set", _BLOCK)
        assert await_until(lambda: _count() > few, 30, 0.001)
        held = _count()
        told(done.result())
    told(api.call("POST", "phases/rollback", _ALL))
    seen = _count()
    _assert_as_before(site, api, "off", before)
    figures(
        f"rolled back {held - few} rules after the first of {_RULES} had come "
        f"({seen - few} when told): all as before, and proven"
    )


def _assert_as_before(
    site: Site, api: Api, phase: str, before: dict[str, set[str]]
) -> None:
    assert site.await_enforced(), site.status()
    assert set(phases(api).values()) == {phase}
    assert rules(site) == before
    phasing.assert_proven(site)
    assert [r.stage for r in site.prober.run(_PROBES) if not r.reached] == []


def _count() -> int:
    """How many rules edge e1 holds."""
    bridge = NETWORK.switch("e1").bridge
    shown = run("ovs-ofctl", "-O", "OpenFlow13", "dump-aggregate", bridge)
    found = re.search(r"flow_count=(\d+)", shown)
    assert found, shown
    return int(found[1])
