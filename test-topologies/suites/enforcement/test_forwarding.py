"""Permitted traffic goes as others send it: by ONOS's intents, and by plain flow rules."""

from __future__ import annotations

from typing import Any, Iterator

import pytest

from oplab import faults, strategies
from oplab.flows import dump, settle
from oplab.rest import await_until
from oplab.scoreboard import BLOCKED, PERMITTED, Scoreboard
from oplab.site import Site
from oplab.strategies import GATE, OUTPUT, SUBTRACT
from topologies import policies
from topologies.model import Family, Switch

_COMPILERS = "org.onosproject.net.intent.impl.compiler.IntentConfigurableRegistrator"
_APP = "org.op25b.lab.others"
_INTENT_APP = "org.onosproject.net.intent"
"""REST takes intents only in the name of an application that ONOS knows."""

_PRIORITY = 300
"""Above the lab's own forwarding, so that it carries nothing that these rules match."""

_WAYS = BLOCKED + PERMITTED


@pytest.fixture
def edge(site: Site) -> Switch:
    """The edge switch behind which the senders are."""
    return site.network.model.switch_of("pool1a")


@pytest.fixture
def flow_objectives(site: Site) -> Iterator[None]:
    """Intents are written as flow objectives, which a driver can put behind the gate.

    REST answers before the compilers are changed; they tell of it in the log alone.
    """
    before = _compilers_changed(site)
    faults.set_property(site, _COMPILERS, "useFlowObjectives", "true")
    assert await_until(lambda: _compilers_changed(site) > before, 30)
    yield
    faults.set_property(site, _COMPILERS, "useFlowObjectives", "false")


def _compilers_changed(site: Site) -> int:
    log = site.settings.onos_log.read_text(errors="replace")
    return log.count("Settings: useFlowObjectives=true")


@pytest.fixture
def intents(site: Site) -> Iterator[None]:
    """Whatever intents a test submits are gone after it."""
    yield
    listed = (
        site.onos.request("GET", f"/v1/intents/application/{_INTENT_APP}").json() or {}
    )
    for intent in listed.get("intents", []):
        site.onos.request("DELETE", f"/v1/intents/{_INTENT_APP}/{intent['key']}")
    assert await_until(lambda: _rules_of_others(site) == 0, 30), "intents do not go"


@pytest.fixture
def plain_flows(site: Site) -> Iterator[None]:
    """Whatever flow rules a test posts are gone after it."""
    yield
    site.onos.request("DELETE", f"/v1/flows/application/{_APP}")
    assert await_until(lambda: _rules_of_others(site) == 0, 30), "flows do not go"


def test_intents_behind_the_gate(
    site: Site, board: Scoreboard, edge: Switch, flow_objectives: None, intents: None
) -> None:
    strategies.use(site, GATE)
    _submit_intents(site, edge)
    assert {flow.table for flow in _of_others(edge)} == {3}
    _change_policy(site, board, edge, GATE, "point-to-point intents carry, gate")


def test_intents_beside_drop_rules(
    site: Site, board: Scoreboard, edge: Switch, intents: None
) -> None:
    strategies.use(site, SUBTRACT)
    _submit_intents(site, edge)
    assert {flow.table for flow in _of_others(edge)} == {0}
    _change_policy(
        site, board, edge, SUBTRACT, "point-to-point intents carry, subtract"
    )


def test_plain_flows_beside_drop_rules(
    site: Site, board: Scoreboard, edge: Switch, plain_flows: None
) -> None:
    strategies.use(site, SUBTRACT)
    _post_flows(site, edge)
    _change_policy(
        site, board, edge, SUBTRACT, "plain flows of table 0 carry, subtract"
    )


def test_output_takes_the_uplink_whoever_forwards(
    site: Site, board: Scoreboard, edge: Switch, plain_flows: None
) -> None:
    """Strategy output sends itself what it permits; others' rules are not asked."""
    strategies.use(site, OUTPUT)
    _post_flows(site, edge)
    policy = policies.access_policy(OUTPUT)
    with board.case(site, "changed policy beside plain flows of table 0, output"):
        strategies.apply(site, policies.with_exemption(policy, "n", "198.51.100.99"))
        strategies.apply(site, policy)


def test_plain_flows_before_the_gate_are_told(
    site: Site, edge: Switch, plain_flows: None
) -> None:
    """They have no effect there, and the status says whose they are.

    For some seconds after the gate has come what is found before it is moved behind it:
    such rules have to come again to be told.
    """
    strategies.use(site, GATE)

    def told() -> bool:
        if not any(flow.table == 0 for flow in _of_others(edge)):
            _request_flows(site, _plain_flows(site, edge))
        devices = (site.status() or {}).get("devices", [])
        return any(_APP in device["reason"] for device in devices)

    assert await_until(told, 60, 1), site.status()


def _change_policy(
    site: Site, board: Scoreboard, edge: Switch, strategy: str, name: str
) -> None:
    """What the blocked send is blocked, what the permitted send arrives, and it has gone
    by the others' rules."""
    policy = policies.access_policy(strategy)
    settle()
    before = _carried(edge)
    with board.case(site, name) as case:
        strategies.apply(site, policies.with_exemption(policy, "n", "198.51.100.99"))
        strategies.apply(site, policy)
    assert case.permitted
    arrived = case.permitted.arrived
    settle()
    assert (
        _carried(edge) - before >= arrived
    ), f"{arrived} arrived, others' rules sent less"


def _submit_intents(site: Site, edge: Switch) -> None:
    for way in _WAYS:
        answer = site.onos.request(
            "POST",
            "/v1/intents",
            {
                "type": "PointToPointIntent",
                "appId": _INTENT_APP,
                "priority": _PRIORITY,
                "selector": _selector(site, way.destination, way.family, True),
                "treatment": {"instructions": [], "deferred": []},
                "ingressPoint": _point(edge, site.network.model.host(way.source).port),
                "egressPoint": _point(edge, _uplink(site, edge)),
            },
        )
        assert answer.ok, answer.text
    assert await_until(lambda: len(_of_others(edge)) == len(_WAYS), 30), dump(
        edge.bridge
    )


def _post_flows(site: Site, edge: Switch) -> None:
    flows = _plain_flows(site, edge)
    _request_flows(site, flows)
    assert await_until(lambda: len(_of_others(edge)) == len(flows), 30)


def _plain_flows(site: Site, edge: Switch) -> list[dict[str, Any]]:
    ways = {(way.destination, way.family) for way in _WAYS}
    return [
        {
            "deviceId": edge.device_id,
            "tableId": 0,
            "priority": _PRIORITY,
            "isPermanent": True,
            "selector": _selector(site, destination, family, False),
            "treatment": {
                "instructions": [{"type": "OUTPUT", "port": str(_uplink(site, edge))}]
            },
        }
        for destination, family in sorted(ways)
    ]


def _request_flows(site: Site, flows: list[dict[str, Any]]) -> None:
    answer = site.onos.request("POST", f"/v1/flows?appId={_APP}", {"flows": flows})
    assert answer.ok, answer.text


def _selector(site: Site, host: str, family: Family, mac: bool) -> dict[str, Any]:
    address = site.network.model.host(host).address(family)
    criteria: list[dict[str, Any]] = [
        {"type": "ETH_TYPE", "ethType": "0x800" if family == 4 else "0x86dd"},
        {
            "type": f"IPV{family}_DST",
            "ip": f"{address}/{32 if family == 4 else 128}",
        },
    ]
    if mac:
        criteria.append({"type": "ETH_DST", "mac": site.network.model.mac(host)})
    return {"criteria": criteria}


def _point(edge: Switch, port: int) -> dict[str, str]:
    return {"device": edge.device_id, "port": str(port)}


def _uplink(site: Site, edge: Switch) -> int:
    return site.network.model.uplink_ports(edge.name)[0]


def _of_others(edge: Switch) -> list[Any]:
    return [flow for flow in dump(edge.bridge) if flow.priority == _PRIORITY]


def _rules_of_others(site: Site) -> int:
    return len(_of_others(site.network.model.switch_of("pool1a")))


def _carried(edge: Switch) -> int:
    return sum(flow.packets for flow in _of_others(edge))
