"""Malformed requests and command lines; those who may not."""

from __future__ import annotations

import os
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from oplab import malformed
from oplab.api import ADMIN, VIEWER, Api
from oplab.console import say
from oplab.exempting import draft
from oplab.settings import LONG_VARIABLE
from oplab.site import Site

_LONG = bool(os.environ.get(LONG_VARIABLE))
_BODIES = 2000 if _LONG else 240
_LINES = 60 if _LONG else 16
_TRACE = re.compile(r"^\s+at [\w.$]+\(|Exception", re.M)


def test_every_malformed_body_is_refused(
    api: Api, nothing_changes: None, capsys: pytest.CaptureFixture[str]
) -> None:
    every = malformed.bodies(_BODIES)
    codes: dict[int, int] = {}
    for bad in every:
        reply = api.call(
            bad.method, bad.path, raw=bad.body, Content_Type=bad.content_type
        )
        assert 400 <= reply.status < 500, (bad, reply)
        assert reply.headers["content-type"].startswith("application/problem+json"), bad
        problem = reply.json()
        assert problem["status"] == reply.status and problem["detail"], (bad, reply)
        assert not _TRACE.search(reply.text), (bad, reply)
        codes[reply.status] = codes.get(reply.status, 0) + 1
    with capsys.disabled():
        say(f"\n  {len(every)} malformed bodies (seed {malformed.SEED}): {codes}")


def test_every_malformed_line_is_a_one_line_error(
    site: Site, nothing_changes: None, capsys: pytest.CaptureFixture[str]
) -> None:
    every = malformed.lines(_LINES)
    with ThreadPoolExecutor(2) as pool:
        for line, said in zip(every, pool.map(site.cli, every)):
            assert len(said.strip().splitlines()) == 1, (line, said)
            assert not _TRACE.search(said), (line, said)
    with capsys.disabled():
        say(f"\n  {len(every)} malformed lines (seed {malformed.SEED})")


def _operations(api: Api) -> list[tuple[str, str]]:
    """Every method of every path of the API's own description."""
    found = []
    for path, methods in api.call("GET", "openapi.json").json()["paths"].items():
        filled = re.sub(r"\{\w+\}", "1", path).lstrip("/")
        found += [
            (method.upper(), filled)
            for method in methods
            if method in ("get", "post", "put", "delete", "patch")
        ]
    return found


def test_nobody_without_a_password(api: Api, nothing_changes: None) -> None:
    operations = _operations(api)
    assert ("GET", "events") in operations
    for method, path in operations:
        body = draft() if method in ("POST", "PUT") else None
        for user in (None, "onos:T0PS3CRET", "nobody:rocks", "onos:"):
            reply = api.call(method, path, body, user=user)
            assert reply.status == 401, (method, path, user, reply)
            # Jetty shows error pages for GET and POST only; other answers are bare.
            bare = method not in ("GET", "POST") and not reply.text
            assert bare or '"status":401' in reply.text, (method, path, user, reply)


def test_a_viewer_reads_and_changes_nothing(api: Api, nothing_changes: None) -> None:
    for method, path in _operations(api):
        if method == "GET":
            continue
        body = None if method == "DELETE" else draft()
        reply = api.call(method, path, body, user=VIEWER, If_Match='"1"')
        assert reply.status == 403, (method, path, reply)
        assert '"status":403' in reply.text, (method, path, reply)
    for path in ("status", "exemptions", "audit", "pools"):
        assert api.call("GET", path, user=VIEWER).status == 200
        assert api.call("GET", path, user=ADMIN).status == 200
