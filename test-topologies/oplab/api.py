"""The product's REST interface, as a client of any user sees it."""

from __future__ import annotations

import base64
import http.client
import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

from .rest import Onos

ADMIN = "onos:rocks"
VIEWER = "guest:guest"
NO_ANSWER = 0
"""The status when the server went away: nobody knows whether it did what was asked."""


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

    def exemptions(self, filters: str = "") -> list[dict[str, Any]]:
        """Every exemption that the filters let through, in whatever state."""
        found: list[dict[str, Any]] = []
        while True:
            page = self.call(
                "GET", f"exemptions?limit=1000&offset={len(found)}&{filters}"
            ).json()
            found += page["exemptions"]
            if not page["exemptions"] or len(found) >= page["total"]:
                return found

    def audit(self, since: int = 0) -> list[dict[str, Any]]:
        """Every entry of the audit log with a number above `since`, oldest first."""
        found: list[dict[str, Any]] = []
        before = ""
        while True:
            page = self.call("GET", f"audit?limit=1000{before}").json()
            found += [each for each in page["entries"] if each["number"] > since]
            if "next" not in page or page["next"] <= since:
                return found[::-1]
            before = f"&before={page['next']}"

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        user: str | None = ADMIN,
        raw: bytes | None = None,
        timeout: float = 30,
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
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return _reply(answer.status, answer)
        except urllib.error.HTTPError as refusal:
            return _reply(refusal.code, refusal)
        except (OSError, http.client.HTTPException) as silence:
            return Reply(NO_ANSWER, {}, str(silence))


def _reply(status: int, answer: Any) -> Reply:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return Reply(status, headers, answer.read().decode(errors="replace"))
