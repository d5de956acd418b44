"""The product's REST interface, as a client of any user sees it."""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

from oplab.rest import Onos

ADMIN = "onos:rocks"
VIEWER = "guest:guest"


@dataclass(frozen=True)
class Reply:
    """An answer with its headers (names in lower case)."""

    status: int
    headers: dict[str, str]
    text: str

    def json(self) -> Any:
        """The body, which must be JSON."""
        return json.loads(self.text)


class Api:
    """`/onos/op25b/v1` of a running ONOS."""

    def __init__(self, onos: Onos) -> None:
        self.base = f"{onos.base}/op25b/v1"

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        user: str | None = ADMIN,
        raw: bytes | None = None,
        **headers: str,
    ) -> Reply:
        """One request; `body` goes as JSON, `raw` as it is. Underscores in the names
        of headers stand for hyphens."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if user:
            token = base64.b64encode(user.encode()).decode()
            named["Authorization"] = f"Basic {token}"
        data = raw
        if body is not None:
            data = json.dumps(body).encode()
        if data is not None:
            named.setdefault("Content-Type", "application/json")
        request = urllib.request.Request(
            f"{self.base}/{path}", data=data, method=method, headers=named
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return _reply(answer.status, answer)
        except urllib.error.HTTPError as refusal:
            return _reply(refusal.code, refusal)


def _reply(status: int, answer: Any) -> Reply:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return Reply(status, headers, answer.read().decode(errors="replace"))
