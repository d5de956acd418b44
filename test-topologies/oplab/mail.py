"""Starts the lab's mail servers and reads what they accepted."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from .errors import LabError
from .journal import Journal
from .mailconfig import Configuration, Listener
from .network import RunningNetwork
from .processes import die_with_parent, run
from .rest import await_until
from .settings import TOPOLOGIES, Settings


@dataclass(frozen=True)
class Delivery:
    """A message in the mailbox of `host`, with its whole text.

    `port` and `peer` are those of the first connection, in which a client handed it in.
    """

    host: str
    port: int
    peer: str
    text: str


class MailStore(Protocol):
    """Mail servers whose mailboxes can be read."""

    def start(self, network: RunningNetwork, journal: Journal) -> None:
        """Starts the servers and waits until each of them listens."""

    def recipient(self, host: str) -> str:
        """An address that has a mailbox on a host."""

    def deliveries(self, token: str) -> list[Delivery]:
        """The messages in the mailboxes whose text contains `token`."""


class MailServers:
    """All mail servers of a network, in one process."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.run_dir
        self._mailbox = self._folder / "mailbox.jsonl"
        self._log = self._folder / "mail-servers.log"

    def start(self, network: RunningNetwork, journal: Journal) -> None:
        """Starts the servers and waits until each of them listens."""
        self._mailbox.write_text("")
        certificate, key = self._certificate()
        configuration = self._folder / "mail-servers.json"
        Configuration(
            [
                Listener(host.name, network.pid(host.name), address, port)
                for host in network.model.hosts
                for port in host.mail_ports
                for address in (host.ipv4, host.ipv6)
            ],
            str(certificate),
            str(key),
            str(self._mailbox),
        ).save(configuration)
        with self._log.open("w") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "oplab.mailserver", str(configuration)],
                cwd=TOPOLOGIES,
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )
        journal.add_process("mail servers", process.pid)

        def ready() -> bool:
            return "ready" in self._log.read_text().split()

        await_until(lambda: ready() or process.poll() is not None, 20, pause=0.1)
        if not ready():
            raise LabError("the mail servers do not start", self._log)

    def recipient(self, host: str) -> str:
        """An address that every server accepts."""
        return "someone@example.net"

    def deliveries(self, token: str) -> list[Delivery]:
        """The accepted messages whose text contains `token`."""
        lines = self._mailbox.read_text().splitlines()
        return [Delivery(**json.loads(line)) for line in lines if token in line]

    def _certificate(self) -> tuple[Path, Path]:
        certificate = self._folder / "mail-server.crt"
        key = self._folder / "mail-server.key"
        run(
            *("openssl", "req", "-x509", "-newkey", "ec", "-nodes", "-days", "30"),
            *("-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-subj", "/CN=mail.example.net"),
            *("-keyout", str(key), "-out", str(certificate)),
        )
        key.chmod(0o600)
        return certificate, key
