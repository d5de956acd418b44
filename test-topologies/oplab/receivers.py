"""Receivers of alarms on loopback: one by HTTP, one by syslog over UDP."""

from __future__ import annotations

import json
import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Iterator

_LOOPBACK = "127.0.0.1"


@contextmanager
def webhook() -> Iterator[tuple[str, list[Any]]]:
    """A URL, and what was posted there as JSON so far."""
    posted: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            posted.append(json.loads(self.rfile.read(length)))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer((_LOOPBACK, 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://{_LOOPBACK}:{server.server_port}/alarms", posted
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def syslog() -> Iterator[tuple[str, list[str]]]:
    """A host and port, and the messages that came there so far."""
    messages: list[str] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
        receiver.bind((_LOOPBACK, 0))
        receiver.settimeout(0.1)
        ended = threading.Event()

        def receive() -> None:
            while not ended.is_set():
                try:
                    messages.append(receiver.recv(4096).decode("ascii"))
                except TimeoutError:
                    pass

        thread = threading.Thread(target=receive)
        thread.start()
        try:
            yield f"{_LOOPBACK}:{receiver.getsockname()[1]}", messages
        finally:
            ended.set()
            thread.join()
