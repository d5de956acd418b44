"""ONOS's REST interface, as far as the lab needs it."""

from __future__ import annotations

import base64
import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable
from urllib.parse import quote

from .errors import LabError
from .settings import ONOS_PASSWORD, ONOS_USER


@dataclass(frozen=True)
class Answer:
    """What ONOS said: the HTTP status and the body as text."""

    status: int
    text: str

    def json(self) -> Any:
        """The body as JSON; None if it is empty or no JSON."""
        try:
            return json.loads(self.text)
        except ValueError:
            return None

    @property
    def ok(self) -> bool:
        """Whether all of the request was done (207 means that a part was not)."""
        return 200 <= self.status < 300 and self.status != 207


class Onos:
    """The REST interface of one ONOS on this machine."""

    def __init__(self, http_port: int) -> None:
        self.base = f"http://127.0.0.1:{http_port}/onos"
        token = base64.b64encode(f"{ONOS_USER}:{ONOS_PASSWORD}".encode()).decode()
        self._authorization = f"Basic {token}"

    def request(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        raw: bytes | None = None,
        timeout: float = 30.0,
        accept: str = "application/json",
    ) -> Answer:
        """One request; `body` is sent as JSON, `raw` as an octet stream.

        Status 0 stands for "no answer at all".
        """
        headers = {"Authorization": self._authorization, "Accept": accept}
        data = raw
        if raw is not None:
            headers["Content-Type"] = "application/octet-stream"
        elif body is not None:
            data = json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(
            self.base + path,
            data=data,
            method=method,
            headers=headers,
        )
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return Answer(answer.status, answer.read().decode(errors="replace"))
        except urllib.error.HTTPError as refusal:
            return Answer(refusal.code, refusal.read().decode(errors="replace"))
        except OSError as silence:
            return Answer(0, str(silence))

    def install(self, archive: Path) -> None:
        """Uploads and activates an application archive."""
        answer = self.request(
            "POST",
            "/v1/applications?activate=true",
            raw=archive.read_bytes(),
            timeout=90,
        )
        if not answer.ok:
            raise LabError(
                f"ONOS refused {archive.name}: {answer.status} {answer.text}"
            )

    def set_active(self, application: str, active: bool) -> None:
        """Activates or deactivates an installed application."""
        answer = self.request(
            "POST" if active else "DELETE", f"/v1/applications/{application}/active"
        )
        if not answer.ok:
            verb = "activate" if active else "deactivate"
            raise LabError(f"ONOS did not {verb} {application}: {answer.text}")

    def configure(self, application: str, key: str, config: Any) -> Answer:
        """Posts one application's network configuration."""
        return self.request(
            "POST", f"/v1/network/configuration/apps/{application}/{key}", config
        )

    def set_driver(self, device: str, driver: str) -> None:
        """Chooses a switch's driver, also of one that has not connected yet."""
        path = f"/v1/network/configuration/devices/{quote(device, safe='')}/basic"
        answer = self.request("POST", path, {"driver": driver})
        if not answer.ok:
            raise LabError(f"ONOS refused driver {driver}: {answer.text}")

    def set_port(self, device: str, port: int, up: bool) -> None:
        """Takes a port of a switch down, or up again, as an administrator does."""
        path = f"/v1/devices/{quote(device, safe='')}/portstate/{port}"
        answer = self.request("POST", path, {"enabled": up})
        if not answer.ok:
            raise LabError(
                f"ONOS left port {port} of {device} as it was: {answer.text}"
            )

    def available_devices(self) -> set[str]:
        """The ids of the switches that are connected now."""
        listed = self.request("GET", "/v1/devices").json() or {}
        return {d["id"] for d in listed.get("devices", []) if d.get("available")}


def await_until(
    condition: Callable[[], bool], timeout: float, pause: float = 0.3
) -> bool:
    """Whether the condition came true within `timeout` seconds."""
    deadline = time.monotonic() + timeout
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(pause)
    return True
