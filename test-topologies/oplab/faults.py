"""What may go wrong in a running lab, done on purpose."""

from __future__ import annotations

import re
import subprocess
import time
from typing import Iterable

from topologies.model import Network, Switch

from . import build, onos
from .errors import LabError
from .flows import COPY_TABLES, Flow, dump, settle
from .network import RunningNetwork
from .processes import run
from .rest import await_until

from .settings import FORWARDING, PRODUCT
from .site import Site, journal_of
from .tcpports import is_free

PRIORITIES = (41000, 60000)
"""The application's band, unless its properties say otherwise."""

ENFORCEMENT = "org.op25b.controller.enforcement.EnforcementManager"
"""The component whose properties the operator sets."""

_FLOW_RULES = "org.onosproject.net.flow.impl.FlowRuleManager"

_NOWHERE = "tcp:127.0.0.1:1"
"""A controller that never answers. Open vSwitch keeps its flows as long as it has one."""


def edges(network: Network) -> list[Switch]:
    """The switches that enforce the policy."""
    return [switch for switch in network.switches if switch.edge]


def delete_flows(switch: Switch) -> None:
    """Somebody empties all tables of a switch behind the controller's back."""
    run("ovs-ofctl", "-O", "OpenFlow13", "del-flows", switch.bridge)


def restart_switch(site: Site, switch: Switch) -> None:
    """The switch goes and comes back with empty tables, as after a loss of power.

    The bridge is removed and made again: restarting Open vSwitch as a whole would also
    restart the bridges of others. It connects to the controller at once.
    """
    bridge, model = switch.bridge, site.network.model
    ports = [h.port for h in model.hosts if h.switch == switch.name]
    ports += model.uplink_ports(switch.name)
    run("ovs-vsctl", "--timeout=10", "del-br", bridge)
    command = ["ovs-vsctl", "--timeout=10", "add-br", bridge, "--", "set", "bridge"]
    command += [bridge, "datapath_type=netdev", "fail_mode=secure"]
    command += ["protocols=OpenFlow13", "other_config:disable-in-band=true"]
    command += [f"other_config:datapath-id={switch.dpid:016x}"]
    for port in ports:
        name = switch.interface(port)
        command += ["--", "add-port", bridge, name]
        command += ["--", "set", "interface", name, f"ofport_request={port}"]
    target = f"tcp:127.0.0.1:{site.settings.ports.openflow}"
    command += ["--", "set-controller", bridge, target]
    command += ["--", "set", "controller", bridge, "max_backoff=1000"]
    run(*command)


def disconnect(switches: Iterable[Switch]) -> None:
    """The switches lose their controller and keep what they have."""
    for switch in switches:
        run("ovs-vsctl", "set-controller", switch.bridge, _NOWHERE)


def connect(site: Site, switches: Iterable[Switch]) -> None:
    """The switches find their controller again."""
    target = f"tcp:127.0.0.1:{site.settings.ports.openflow}"
    for switch in switches:
        run("ovs-vsctl", *("set-controller", switch.bridge, target), "--",
            *("set", "controller", switch.bridge, "max_backoff=1000"))  # fmt: skip


def await_connected(site: Site, switches: Iterable[Switch], timeout: float) -> None:
    """LabError unless ONOS has all these switches in time."""
    wanted = {switch.device_id for switch in switches}
    if not await_until(
        lambda: wanted <= site.onos.available_devices(), timeout, pause=0.05
    ):
        raise LabError("the switches do not connect", site.settings.onos_log)


def kill_controller(site: Site) -> None:
    """SIGKILL for ONOS: it can put nothing in order."""
    process = onos.running(journal_of(site.settings))
    if not process:
        raise LabError("ONOS does not run")
    process.end(grace=0)
    # The kernel closes the sockets of a process of this size not quite at once.
    ports = [number for _, number in site.settings.ports.items()]
    await_until(lambda: all(map(is_free, ports)), 20, pause=0.1)


def start_controller(site: Site) -> None:
    """ONOS comes back with the state on its disk; waits for its REST interface."""
    launcher = build.artifacts().onos
    onos.start(site.settings, launcher, journal_of(site.settings), afresh=False)


def ensure_controller(site: Site) -> None:
    """Starts ONOS if an earlier fault has left it dead, and connects what it left alone."""
    if not onos.running(journal_of(site.settings)):
        start_controller(site)
    wanted = edges(site.network.model)
    if not {switch.device_id for switch in wanted} <= site.onos.available_devices():
        connect(site, wanted)
        await_connected(site, wanted, 60)


def stop_product(site: Site) -> None:
    """The application's bundles stop; to ONOS it stays active, so no hook runs."""
    site.cli(" ; ".join(f"bundle:stop {name}" for name in _bundles(site)))
    if not await_until(lambda: site.status() is None, 20):
        raise LabError("the application does not stop", site.settings.onos_log)


def start_product(site: Site) -> None:
    """The application's bundles start again."""
    names = sorted(_bundles(site), key=lambda name: "controller" not in name)
    site.cli(" ; ".join(f"bundle:start {name}" for name in names))


def await_product(site: Site, timeout: float) -> bool:
    """Whether, in time, the application is there and answers."""
    return await_until(lambda: site.status() is not None, timeout, pause=0.2)


def restart_with_late_product(site: Site, late: float, shield: bool = True) -> float:
    """The controller is killed and comes back, but the application `late` s after the switches.

    Without `shield` ONOS may remove what it does not know, as it does by default. Returns the
    seconds from the switches' connection until all was enforced.
    """
    _restart_out_of_reach(site)
    stop_product(site)
    if not shield:
        let_unknown_rules_be_removed(site)
    began = _reconnect(site)
    time.sleep(late)
    start_product(site)
    return _until_enforced(site, began)


def restart_with_product_first(site: Site) -> float:
    """The controller is killed and comes back, and the switches after the application.

    Returns the seconds from their connection until all was enforced.
    """
    _restart_out_of_reach(site)
    return _until_enforced(site, _reconnect(site))


def _reconnect(site: Site) -> float:
    began = time.monotonic()
    connect(site, edges(site.network.model))
    await_connected(site, edges(site.network.model), 20)
    return began


def _until_enforced(site: Site, began: float) -> float:
    if not site.await_enforced(120):
        raise LabError(f"not enforced: {site.status()}", site.settings.onos_log)
    return time.monotonic() - began


def _restart_out_of_reach(site: Site) -> None:
    disconnect(edges(site.network.model))
    kill_controller(site)
    start_controller(site)
    if not await_product(site, 90):
        raise LabError("the application does not start", site.settings.onos_log)


def uninstall_product(site: Site) -> None:
    """Ends blocking on purpose, with the application's own command."""
    shown = site.cli("op25b-uninstall please")
    if "forgotten" not in shown:
        raise LabError(f"op25b-uninstall: {shown.strip()[:300]}")


def await_shield(site: Site) -> None:
    """Waits until ONOS leaves rules alone that it does not know: the restart shield.

    The application lowers it for some seconds after each start, to let ONOS clean up; who
    kills the controller just then has no shield. LabError if it does not go up.
    """

    def up() -> bool:
        shown = site.onos.request("GET", f"/v1/configuration/{_FLOW_RULES}").json()
        properties: dict[str, str] = (shown or {}).get(_FLOW_RULES, {})
        return properties.get("allowExtraneousRules") == "true"

    if not await_until(up, 30):
        raise LabError("the restart shield is not up", site.settings.onos_log)


def let_unknown_rules_be_removed(site: Site) -> None:
    """ONOS's own default, which the restart shield changes."""
    set_property(site, _FLOW_RULES, "allowExtraneousRules", "false")


def own_flows(site: Site) -> list[Flow]:
    """The application's rules on the edge switches: those in its band of priorities."""
    lowest, highest = PRIORITIES
    return [
        flow
        for switch in edges(site.network.model)
        for flow in dump(switch.bridge)
        if lowest <= flow.priority <= highest
    ]


def forwarding_tables(switch: Switch) -> set[int]:
    """The tables in which a switch has rules that send packets out of ports."""
    return {flow.table for flow in dump(switch.bridge) if "output:" in flow.actions}


def limit_flows(switch: Switch, limit: int | None, table: int = 0) -> None:
    """A table of the switch refuses more than so many entries; None for no limit."""
    if limit is None:
        run("ovs-vsctl", "remove", "bridge", switch.bridge, "flow_tables", str(table))
        return
    run(
        *("ovs-vsctl", "--", "--id=@t", "create", "Flow_Table"),
        *(f"flow_limit={limit}", "overflow_policy=refuse"),
        *("--", "set", "bridge", switch.bridge, f"flow_tables:{table}=@t"),
    )


def forward_afresh(site: Site) -> None:
    """The lab's forwarding installs its rules again, where the driver of now puts them."""
    site.onos.set_active(FORWARDING, False)
    path = f"/v1/flows/application/{FORWARDING}"
    site.onos.request("DELETE", path)

    def switches_that_forward() -> int:
        every = [dump(switch.bridge) for switch in site.network.model.switches]
        return sum(any("output:" in flow.actions for flow in flows) for flows in every)

    if not await_until(lambda: switches_that_forward() == 0, 30):
        raise LabError("the forwarding rules do not go", site.settings.onos_log)
    site.onos.set_active(FORWARDING, True)
    all_of_them = len(site.network.model.switches)
    if not await_until(lambda: switches_that_forward() == all_of_them, 30):
        raise LabError("forwarding does not come back", site.settings.onos_log)


def set_property(site: Site, component: str, name: str, value: str) -> None:
    """Sets a property of an ONOS component."""
    path = f"/v1/configuration/{component}"
    answer = site.onos.request("POST", path, {name: value})
    if not answer.ok:
        raise LabError(f"ONOS did not set {name}={value}: {answer.text}")


def overruns(network: RunningNetwork) -> int:
    """Frames that arrived at the switches faster than Open vSwitch took them.

    They are lost before any rule is asked: the kernel counts them at the packet sockets
    of the switches' interfaces.
    """
    shown = subprocess.run(
        ["ss", "-0", "-a", "-n", "-m", "-H"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ).stdout
    names = "|".join(map(re.escape, network.model.interfaces()))
    found = re.findall(
        rf":(?:{names})\b[^\n]*(?:\n\s+)?[^\n]*?skmem:\([^)]*?d(\d+)\)", shown
    )
    return sum(map(int, found))


def packets_in(site: Site, seconds: float = 3.0) -> float:
    """Packets a second that the edge switches send to the controller just now.

    Not counting copies of blocked packets, which a meter limits.
    """

    def count() -> int:
        settle()
        return sum(_controller_packets(s) for s in edges(site.network.model))

    before, began = count(), time.monotonic()
    time.sleep(seconds)
    return (count() - before) / (time.monotonic() - began)


def _controller_packets(switch: Switch) -> int:
    shown = run("ovs-ofctl", "-O", "OpenFlow13", "dump-flows", switch.bridge)
    found = re.findall(r"table=(\d+), n_packets=(\d+).*actions=.*CONTROLLER", shown)
    return sum(int(n) for table, n in found if int(table) not in COPY_TABLES)


def _bundles(site: Site) -> list[str]:
    shown = site.cli("bundle:list -s -t 0 --no-format")
    names = re.findall(r"\borg\.op25b\.op25b-[\w.-]+", shown)
    return [name for name in names if "lab-forwarding" not in name]
