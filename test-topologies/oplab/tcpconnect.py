"""Tries bare TCP connections from within namespaces, all at the same time.

    python3 -m oplab.tcpconnect < ATTEMPTS

Standard input is a JSON list of `Attempt`s; standard output a JSON list of outcomes in the
same order: `connected`, `refused`, `timeout` or the name of another error.
"""

from __future__ import annotations

import errno
import json
import selectors
import socket
import sys
import time
from dataclasses import asdict, dataclass

from .namespace import tcp_socket

CONNECTED, REFUSED, TIMEOUT = "connected", "refused", "timeout"


@dataclass(frozen=True)
class Attempt:
    """A connection from the namespace of `pid`; `timeout` in seconds."""

    pid: int
    source: str
    destination: str
    port: int
    timeout: float


def dump(attempts: list[Attempt]) -> str:
    """The attempts as this module reads them."""
    return json.dumps([asdict(attempt) for attempt in attempts])


def try_all(attempts: list[Attempt]) -> list[str]:
    """The outcome of each attempt."""
    outcomes = [TIMEOUT] * len(attempts)
    selector = selectors.DefaultSelector()
    began = time.monotonic()
    for number, attempt in enumerate(attempts):
        endpoint = tcp_socket(attempt.pid, attempt.destination)
        endpoint.setblocking(False)
        endpoint.bind((attempt.source, 0))
        outcome = endpoint.connect_ex((attempt.destination, attempt.port))
        if outcome in (0, errno.EINPROGRESS):
            selector.register(endpoint, selectors.EVENT_WRITE, number)
        else:
            outcomes[number] = _name(outcome)
    while selector.get_map():
        now = time.monotonic() - began
        for key in list(selector.get_map().values()):
            if now >= attempts[key.data].timeout:
                _close(selector, key.fileobj)
        for key, _ in selector.select(0.1):
            connecting = key.fileobj
            assert isinstance(connecting, socket.socket)
            code = connecting.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            outcomes[key.data] = _name(code)
            _close(selector, connecting)
    return outcomes


def _name(code: int) -> str:
    if code == 0:
        return CONNECTED
    if code == errno.ECONNREFUSED:
        return REFUSED
    return errno.errorcode.get(code, str(code))


def _close(selector: selectors.BaseSelector, endpoint: object) -> None:
    assert isinstance(endpoint, socket.socket)
    selector.unregister(endpoint)
    endpoint.close()


if __name__ == "__main__":
    json.dump(try_all([Attempt(**each) for each in json.load(sys.stdin)]), sys.stdout)
