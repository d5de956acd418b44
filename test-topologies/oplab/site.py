"""A whole lab, brought up in order: ONOS, applications, network, mail servers."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Iterator, Sequence

from topologies import access
from topologies.model import Network, Probe

from . import build, onos, openvswitch, packages
from .console import say, step
from .errors import LabError
from .flows import dump
from .journal import Journal
from .lock import exclusive
from .mail import MailServers, MailStore
from .network import RunningNetwork
from .probes import Prober, syn_of
from .rest import Answer, Onos, await_until
from .settings import FORWARDING, PRODUCT, Settings
from .tcpports import require_free

_POLICY_KEY = "op25b"
_FORWARDING_KEY = "forwarding"
_SETTLED = ("INSTALLED", "ENFORCED", "MONITORING")
_GATE_DRIVER = "op25b-ovs"
"""Comes with the application; puts everybody's forwarding behind the guard tables."""


@dataclass(frozen=True)
class Site:
    """A running lab."""

    settings: Settings
    onos: Onos
    network: RunningNetwork
    mail: MailStore
    prober: Prober

    def apply_policy(self, policy: Any) -> Answer:
        """Posts a policy to ONOS and returns its answer, whatever it is."""
        return self.onos.configure(PRODUCT, _POLICY_KEY, policy)

    def enforce(self, policy: Any, probes: Sequence[Probe]) -> None:
        """Applies a policy and waits until the switches drop what `probes` says.

        LabError if ONOS refuses it. That the drop rules are late is only said.
        """
        answer = self.apply_policy(policy)
        if not answer.ok:
            raise LabError(f"ONOS refused the policy: {answer.status} {answer.text}")
        if not self.await_blocking(True, tuple(p for p in probes if not p.passes)):
            say()
            say("  not every drop rule stands yet; probing anyway")

    def cli(self, command: str) -> str:
        """What a command prints on ONOS's command line."""
        return onos.cli(self.settings.ports.ssh, command)

    def status(self) -> Any:
        """The application's own status, or None while it does not answer."""
        answer = self.onos.request("GET", "/op25b/v1/status", timeout=10)
        return answer.json() if answer.ok else None

    def await_enforced(self, timeout: float = 60.0) -> bool:
        """Whether, in time, the application says of every edge switch that all is done."""

        def settled() -> bool:
            status = self.status() or {}
            devices = status.get("devices", [])
            return (
                status.get("state") in _SETTLED
                and bool(devices)
                and all(d["state"] in _SETTLED for d in devices)
                and not any(d["rulesToRemove"] for d in devices)
            )

        return await_until(settled, timeout, pause=0.2)

    def await_proven(self, timeout: float = 60.0) -> bool:
        """Whether, in time, the rules read back from every edge switch are proven right."""

        def proven() -> bool:
            devices = (self.status() or {}).get("devices", [])
            return bool(devices) and all(d["state"] == "ENFORCED" for d in devices)

        return await_until(proven, timeout, pause=0.2)

    def await_blocking(
        self, wanted: bool, probes: tuple[Probe, ...], timeout: float = 30.0
    ) -> bool:
        """Whether, in time, the customers' own switches drop all these rows, or none."""
        model = self.network.model

        def settled() -> bool:
            flows = {s.name: dump(s.bridge) for s in model.switches if s.edge}
            return all(
                any(
                    flow.drops and flow.sees(syn_of(model, probe))
                    for flow in flows[model.switch_of(probe.source).name]
                )
                == wanted
                for probe in probes
            )

        return await_until(settled, timeout)


def journal_of(settings: Settings) -> Journal:
    """The journal of the machine's lab."""
    return Journal(settings.run_dir / "journal.jsonl")


def prepare(settings: Settings) -> Journal:
    """Installs what is missing, starts Open vSwitch, removes what a dead run left.

    The caller holds the lab's lock.
    """
    packages.install(settings)
    journal = journal_of(settings)
    openvswitch.ensure_running(journal)
    journal.undo(lambda what: say(f"  left by an earlier run: {what}"))
    return journal


@dataclass(frozen=True)
class Core:
    """A running ONOS with the applications, and no switches yet."""

    settings: Settings
    onos: Onos
    journal: Journal


@contextmanager
def running_core(settings: Settings) -> Iterator[Core]:
    """ONOS with the applications; taken down at the end with all that came to it."""
    with exclusive(settings.run_dir):
        journal = prepare(settings)
        require_free(settings.ports)
        built = build.ensure_built(settings)
        try:
            core = onos.start(settings, built.onos, journal)
            with step("installing the applications"):
                core.install(built.forwarding)
                core.install(built.product)
                _await_rest(settings, core)
            yield Core(settings, core, journal)
        finally:
            with step("taking the lab down"):
                journal.undo()


def _await_rest(settings: Settings, core: Onos) -> None:
    """The application's web part starts after its other parts, on its own."""
    if not await_until(lambda: core.request("GET", "/op25b/v1/session").ok, 60):
        raise LabError("the REST interface does not come up", settings.onos_log)


@contextmanager
def network_of(core: Core, model: Network, mail: MailStore) -> Iterator[Site]:
    """A network with its mail servers, connected and forwarding; it goes at the end.

    One at a time for each core. No policy is applied.
    """
    others = len(core.journal.entries())
    try:
        network = RunningNetwork(model, core.journal)
        with step("starting the access network and its mail servers"):
            network.start()
            mail.start(network, core.journal)
        site = Site(core.settings, core.onos, network, mail, Prober(network, mail))
        _connect(site)
        yield site
    finally:
        core.journal.undo(since=others)


@contextmanager
def running_site(
    settings: Settings, policy: Any = None, model: Network = access.NETWORK
) -> Iterator[Site]:
    """A lab with the sample policy in force; taken down at the end, come what may."""
    with running_core(settings) as core:
        with network_of(core, model, MailServers(settings)) as site:
            with step("applying the sample policy"):
                site.enforce(policy or sample_policy(), access.PROBES)
            yield site


def sample_policy() -> Any:
    """The policy beside the access network."""
    return json.loads(access.POLICY_FILE.read_text())


def _connect(site: Site) -> None:
    model = site.network.model
    with step("connecting the switches, waiting for forwarding"):
        answer = site.onos.configure(
            FORWARDING, _FORWARDING_KEY, model.forwarding_config()
        )
        if not answer.ok:
            raise LabError(f"ONOS refused the lab's routes: {answer.text}")
        for switch in model.switches:
            if switch.edge:
                site.onos.set_driver(switch.device_id, _GATE_DRIVER)
        site.network.connect(site.settings.ports.openflow)
        wanted = {switch.device_id for switch in model.switches}
        if not await_until(lambda: wanted <= site.onos.available_devices(), 30):
            raise LabError(
                "the switches do not connect to ONOS", site.settings.onos_log
            )
        if not await_until(
            lambda: all(_forwards(site, s.name) for s in model.switches), 30
        ):
            raise LabError("forwarding does not come up", site.settings.onos_log)


def _forwards(site: Site, switch: str) -> bool:
    """Whether a switch has an output rule for each of its routes."""
    model = site.network.model
    outputs = [f for f in dump(model.switch(switch).bridge) if "output:" in f.actions]
    return len(outputs) >= len(model.routes(switch))
