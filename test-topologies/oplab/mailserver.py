"""The lab's mail servers: one process that answers SMTP in many namespaces.

    python3 -m oplab.mailserver CONFIGURATION

The configuration is a JSON file, see `mailconfig`. Port 25 takes mail from anybody
(RFC 5321); 587 wants STARTTLS and a password (RFC 6409), 465 a password inside of TLS
(RFC 8314). Accepted messages are appended to the mailbox, one JSON object each. A mailbox
called `nobody` does not exist. Prints `ready` once every server listens.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import sys
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from .mailconfig import (
    PASSWORD,
    SUBMISSION,
    SUBMISSIONS,
    UNKNOWN_MAILBOX,
    USER,
    Configuration,
    Listener,
)
from .namespace import tcp_socket

class _Mailbox:
    """aiosmtpd's handler: takes messages for everybody but the unknown."""

    def __init__(self, listener: Listener, path: str) -> None:
        self._listener = listener
        self._path = path

    async def handle_RCPT(  # noqa: N802 (the library's name)
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        if address.partition("@")[0] == UNKNOWN_MAILBOX:
            return "550 5.1.1 no such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content
        peer: tuple[str, int] | None = session.peer
        assert isinstance(content, bytes) and peer
        message = {
            "host": self._listener.host,
            "port": self._listener.port,
            "peer": peer[0],
            "text": content.decode(errors="replace"),
        }
        with open(self._path, "a") as mailbox:
            mailbox.write(json.dumps(message) + "\n")
        return "250 OK: delivered"


def _authenticate(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
) -> AuthResult:
    known = LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=data == known)


async def _serve(configuration: Configuration) -> None:
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(configuration.certificate, configuration.key)
    loop = asyncio.get_running_loop()
    for listener in configuration.listeners:
        endpoint = tcp_socket(listener.pid, listener.address)
        endpoint.bind((listener.address, listener.port))

        def session(listener: Listener = listener) -> SMTP:
            submission = listener.port in (SUBMISSION, SUBMISSIONS)
            starttls = listener.port == SUBMISSION
            return SMTP(
                _Mailbox(listener, configuration.mailbox),
                hostname=f"{listener.host}.example.net",
                ident="lab mail server",
                tls_context=tls if starttls else None,
                require_starttls=starttls,
                authenticator=_authenticate if submission else None,
                auth_required=submission,
                auth_require_tls=starttls,
                loop=loop,
            )

        await loop.create_server(
            session, sock=endpoint, ssl=tls if listener.port == SUBMISSIONS else None
        )
    print("ready", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve(Configuration.load(Path(sys.argv[1]))))
