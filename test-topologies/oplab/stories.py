"""Plays the providers' stories on a running ONOS, step by step, and tries every cell."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import Sequence

from topologies.model import Probe
from topologies.providers import Provider, Step

from .errors import LabError
from .limits import held
from .postfix import PostfixServers
from .postfixconfig import MailHost
from .probes import Result
from .site import Core, Site, network_of


def mail_hosts(provider: Provider) -> list[MailHost]:
    """The provider's mail servers, and those of others in its network."""
    return [
        MailHost(h.name, h.ipv4, h.ipv6, h.mail_ports, provider.relays[h.name])
        for h in provider.network.hosts
        if h.mail_ports
    ]


@dataclass
class Score:
    """How many cells of a step are as expected, and of how many."""

    good: int
    every: int
    seconds: float


class Storyteller:
    """Goes through stories; one network stands at a time."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._provider: Provider | None = None
        self._site: Site | None = None
        self._standing = ExitStack()
        self._done = 0

    def play(self, provider: Provider, step: Step) -> list[Result]:
        """Goes on to a step, with its network and the steps before it, and tries its
        cells. LabError if the step cannot be brought about."""
        site = self._at(provider)
        number = provider.steps.index(step)
        while self._done <= number:
            self._bring_about(site, provider, provider.steps[self._done])
            self._done += 1
        results = site.prober.run(step.cells)
        limited = [r for r in results if r.probe.limited and r.reached]
        for destination in {r.probe.destination for r in limited}:
            here = [r for r in limited if r.probe.destination == destination]
            limit = provider.limit(destination)
            checked = {r.probe: r for r in held(site, here, limit)}
            results = [checked.get(r.probe, r) for r in results]
        return results

    def await_proven(self, timeout: float = 30.0) -> bool:
        """Whether, in time, each edge switch's rules are read back and proven equal to
        the policy."""
        assert self._site
        return self._site.await_enforced(timeout)

    def close(self) -> None:
        """Takes the last network down."""
        self._standing.close()
        self._provider = self._site = None

    def _at(self, provider: Provider) -> Site:
        if self._site is None or self._provider is not provider:
            self.close()
            mail = PostfixServers(self._core.settings, mail_hosts(provider))
            self._site = self._standing.enter_context(
                network_of(self._core, provider.network, mail)
            )
            self._provider = provider
            self._done = 0
        return self._site

    def _bring_about(self, site: Site, provider: Provider, step: Step) -> None:
        done = provider.steps.index(step) + 1
        answer = site.apply_policy(provider.policy_after(done))
        if not answer.ok:
            raise LabError(f"ONOS refused {provider.name} {step.name}: {answer.text}")
        if not site.await_blocking(True, _blocked(step)):
            raise LabError(f"{provider.name} {step.name}: drop rules are missing")


def _blocked(step: Step) -> tuple[Probe, ...]:
    return tuple(cell for cell in step.cells if not cell.passes)


def unexpected(results: Sequence[Result]) -> list[Result]:
    """The cells that did not end as they must."""
    return [result for result in results if not result.as_expected(results)]
