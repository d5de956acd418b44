"""What the lab's mail servers are told, by those who start them.

Apart from `mailserver`, which needs a Debian package: the lab must start before it has
installed any.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

USER, PASSWORD = "customer", "lab-password"
UNKNOWN_MAILBOX = "nobody"
SUBMISSION, SUBMISSIONS = 587, 465


@dataclass(frozen=True)
class Listener:
    """One server: `pid` lives in the namespace of `host`."""

    host: str
    pid: int
    address: str
    port: int


@dataclass(frozen=True)
class Configuration:
    """All servers, their certificate and key (PEM) and the file for accepted mail."""

    listeners: list[Listener]
    certificate: str
    key: str
    mailbox: str

    def save(self, path: Path) -> None:
        """Writes the configuration for the server process to read."""
        path.write_text(json.dumps(asdict(self)))

    @classmethod
    def load(cls, path: Path) -> Configuration:
        """Reads what `save` wrote."""
        fields = json.loads(path.read_text())
        fields["listeners"] = [Listener(**each) for each in fields["listeners"]]
        return cls(**fields)
