"""Tries the connections of a truth table and says how far each one came.

Rows that must pass run side by side. Rows that must be blocked run in rounds, at most one
for each source at a time, so that their packets can be accounted for: see `evidence`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Iterable, Mapping, Sequence

from topologies.model import Network, Probe

from .evidence import Evidence, Tried, evidence, rounds, segments_sent
from .flows import Flow, TcpSyn, dump, settle
from .mail import MailStore
from .mailconfig import PASSWORD, SUBMISSION, SUBMISSIONS, USER
from .network import RunningNetwork
from .rest import await_until
from .settings import TOPOLOGIES
from .tcpconnect import CONNECTED, REFUSED, TIMEOUT, Attempt
from .tcpconnect import dump as as_input

NO_CONNECTION = "no connection"
CONNECTION_REFUSED = "connection refused"
TCP_CONNECTED = "connected"
NO_GREETING = "connected, no greeting"
REJECTED_AT_RCPT = "rejected at RCPT"
DELIVERED = "delivered"
LOST = "accepted, but in no mailbox"

REACHED = (TCP_CONNECTED, DELIVERED)
"""How a row ends that came through."""

BLOCKED_TIMEOUT = 1.6
"""Seconds until a row that must be blocked gives up: time for two SYNs (at 0 and 1 s).
Rows that must pass end within a fraction of that, and have `PASS_TIMEOUT`."""
PASS_TIMEOUT = 8.0
_AT_ONCE = 4
_WAITING_AT_ONCE = 16
"""Rows that must be blocked do little but wait."""
DELIVERED_WITHIN = 10.0
"""Seconds from the acceptance of a message to its mailbox, by way of a relay perhaps."""

# swaks's exit codes, in its manual under EXIT CODES.
_SWAKS_STAGES = {
    0: DELIVERED,
    2: NO_CONNECTION,
    6: "connection closed by the server",
    21: NO_GREETING,
    22: "rejected at EHLO",
    23: "rejected at MAIL",
    24: REJECTED_AT_RCPT,
    25: "rejected at DATA",
    26: "rejected after the message",
    28: "rejected at AUTH",
    29: "no TLS",
}


@dataclass(frozen=True)
class Result:
    """How a row ended. `evidence` is there for blocked rows whose drop was seen."""

    probe: Probe
    stage: str
    evidence: Evidence | None = None

    @property
    def reached(self) -> bool:
        """Whether the connection, or the message, came through."""
        return self.stage in REACHED

    def as_expected(self, others: Iterable[Result]) -> bool:
        """Whether this is what the truth table says.

        To be blocked takes more than not to arrive: a drop rule on the customer's own
        switch has counted packets, and one of `others` reached the same address and port.
        """
        if self.probe.passes:
            return self.reached
        blocked = CONNECTION_REFUSED if self.probe.rejected else NO_CONNECTION
        return (
            self.stage == blocked
            and self.evidence is not None
            and any(o.reached and same_destination(o.probe, self.probe) for o in others)
        )


def same_destination(a: Probe, b: Probe) -> bool:
    """Whether two rows try the same address and port."""
    return (a.destination, a.family, a.port) == (b.destination, b.family, b.port)


def syn_of(network: Network, probe: Probe) -> TcpSyn:
    """The first packet of a row, as the customer's own switch sees it."""
    source = network.host(probe.source)
    return TcpSyn(
        probe.family,
        source.address(probe.family),
        network.host(probe.destination).address(probe.family),
        probe.port,
        source.port,
    )


class Prober:
    """Tries rows on a running network."""

    def __init__(self, network: RunningNetwork, mail: MailStore) -> None:
        self._network = network
        self._mail = mail

    def run(self, probes: Sequence[Probe]) -> list[Result]:
        """Tries all rows; the results stand in the order of the rows."""
        done = {r.probe: r for r in self._try([p for p in probes if p.passes])}
        blocked = [p for p in probes if not p.passes]
        before = self._rules()
        for batch in rounds(blocked):
            sent = {p: -segments_sent(self._network.pid(p.source)) for p in batch}
            ended = self._try(batch, _WAITING_AT_ONCE)
            for probe in batch:
                sent[probe] += segments_sent(self._network.pid(probe.source))
            after = self._rules()
            done.update(self._with_evidence(ended, sent, before, after))
            before = after
        return [done[probe] for probe in probes]

    def attempt(self, probe: Probe, recipient: str = "") -> Result:
        """Tries one mail row, with a message to `recipient` or somebody in its mailbox."""
        recipient = recipient or self._mail.recipient(
            probe.mailbox or probe.destination
        )
        timeout = PASS_TIMEOUT if probe.passes else BLOCKED_TIMEOUT
        token = uuid.uuid4().hex
        hosts = self._network.model
        target = hosts.host(probe.destination).address(probe.family)
        command = self._network.inside(
            probe.source,
            "swaks",
            "-4" if probe.family == 4 else "-6",
            *("--server", target, "--port", str(probe.port)),
            *("--from", f"{probe.source}@example.org", "--to", recipient),
            *("--helo", f"{probe.source}.example.org"),
            *("--header", f"X-Lab: {token}", "--body", probe.why),
            *("--timeout", str(max(1, round(timeout)))),
            *_submission(probe.port),
        )
        # swaks may wait twice, for the greeting and for the answer to its QUIT.
        try:
            done = subprocess.run(
                command,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                text=True,
                errors="replace",
                timeout=2 * timeout + 4,
            )
        except subprocess.TimeoutExpired:
            return Result(probe, "hung")
        stage = _SWAKS_STAGES.get(done.returncode, f"swaks exit {done.returncode}")
        if stage == NO_CONNECTION and "Connection refused" in done.stdout:
            stage = CONNECTION_REFUSED
        if stage == DELIVERED and not self._arrived(probe, token):
            stage = LOST
        return Result(probe, stage)

    def _arrived(self, probe: Probe, token: str) -> bool:
        source = self._network.model.host(probe.source).address(probe.family)
        there = (probe.mailbox or probe.destination, probe.port, source)

        def arrived() -> bool:
            found = self._mail.deliveries(token)
            return any((d.host, d.port, d.peer) == there for d in found)

        return await_until(arrived, DELIVERED_WITHIN, 0.05)

    def _try(self, probes: Sequence[Probe], at_once: int = _AT_ONCE) -> list[Result]:
        mails = [p for p in probes if p.kind == "mail"]
        connects = [p for p in probes if p.kind == "connect"]
        with ThreadPoolExecutor(at_once) as pool:
            results = pool.map(self.attempt, mails)
            return self._connect(connects) + list(results)

    def _connect(self, probes: Sequence[Probe]) -> list[Result]:
        if not probes:
            return []
        hosts = self._network.model
        attempts = [
            Attempt(
                self._network.pid(p.source),
                hosts.host(p.source).address(p.family),
                hosts.host(p.destination).address(p.family),
                p.port,
                PASS_TIMEOUT if p.passes else BLOCKED_TIMEOUT,
            )
            for p in probes
        ]
        shown = subprocess.run(
            [sys.executable, "-m", "oplab.tcpconnect"],
            cwd=TOPOLOGIES,
            input=as_input(attempts),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        ).stdout
        names = {
            CONNECTED: TCP_CONNECTED,
            REFUSED: CONNECTION_REFUSED,
            TIMEOUT: NO_CONNECTION,
        }
        return [
            Result(probe, names.get(outcome, outcome))
            for probe, outcome in zip(probes, json.loads(shown))
        ]

    def _rules(self) -> dict[str, list[Flow]]:
        settle()
        return {
            s.bridge: dump(s.bridge) for s in self._network.model.switches if s.edge
        }

    def _with_evidence(
        self,
        results: Sequence[Result],
        sent: Mapping[Probe, int],
        before: dict[str, list[Flow]],
        after: dict[str, list[Flow]],
    ) -> dict[Probe, Result]:
        model = self._network.model
        shown = {}
        for bridge in before:
            here = [
                r for r in results if model.switch_of(r.probe.source).bridge == bridge
            ]
            tried = [Tried(syn_of(model, r.probe), sent[r.probe]) for r in here]
            found = evidence(bridge, before[bridge], after[bridge], tried)
            for result, seen in zip(here, found):
                shown[result.probe] = Result(result.probe, result.stage, seen)
        return {r.probe: shown.get(r.probe, r) for r in results}


def _submission(port: int) -> list[str]:
    login = ["--auth", "PLAIN", "--auth-user", USER, "--auth-password", PASSWORD]
    if port == SUBMISSION:
        return ["--tls", *login]
    if port == SUBMISSIONS:
        return ["--tls-on-connect", *login]
    return []
