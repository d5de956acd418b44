"""A probe tells where it stopped: seen on servers that stop it at each of those places."""

from __future__ import annotations

from contextlib import closing

from oplab.mailconfig import UNKNOWN_MAILBOX
from oplab.namespace import tcp_socket
from oplab.probes import (
    CONNECTION_REFUSED,
    DELIVERED,
    NO_GREETING,
    REJECTED_AT_RCPT,
)
from oplab.site import Site
from topologies.model import Probe

CLOSED_PORT, SILENT_PORT = 2526, 2525


def probe(port: int) -> Probe:
    """A row from a customer whom no rule concerns."""
    return Probe("mail", "fixed", "services", 4, port, True, "shows a stage")


def test_delivered(site: Site) -> None:
    assert site.prober.attempt(probe(25)).stage == DELIVERED


def test_rejected_at_rcpt(site: Site) -> None:
    recipient = f"{UNKNOWN_MAILBOX}@example.net"
    result = site.prober.attempt(probe(25), recipient)
    assert result.stage == REJECTED_AT_RCPT


def test_connection_refused(site: Site) -> None:
    assert site.prober.attempt(probe(CLOSED_PORT)).stage == CONNECTION_REFUSED


def test_no_greeting(site: Site) -> None:
    address = site.network.model.host("services").ipv4
    silent = tcp_socket(site.network.pid("services"), address)
    with closing(silent):
        silent.bind((address, SILENT_PORT))
        silent.listen(1)
        assert site.prober.attempt(probe(SILENT_PORT)).stage == NO_GREETING
