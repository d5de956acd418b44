"""REST for every test of exemptions; what a test leaves is ended after it."""

from __future__ import annotations

import re
from typing import Any, Iterator

import pytest

from oplab.api import Api
from oplab.settings import ONOS_PASSWORD
from oplab.site import Site

_TRACE = re.compile(r"^\s+at [\w.$/]+\(.*", re.M)
_SECRET = re.compile(rf"\b{ONOS_PASSWORD}\b|Basic [A-Za-z0-9+/]{{8}}|T0PS3CRET")


@pytest.fixture
def api(site: Site) -> Iterator[Api]:
    """REST; every exemption that a test leaves is ended after it."""
    client = Api(site.onos)
    assert site.await_enforced()
    yield client
    for exemption in client.exemptions("state=active&state=pending"):
        client.call("DELETE", f"exemptions/{exemption['id']}")
    assert site.await_enforced()


@pytest.fixture
def nothing_changes(site: Site, api: Api) -> Iterator[None]:
    """No exemption, no entry of the audit log; no trace and no secret in ONOS's log."""

    def state() -> Any:
        return api.exemptions(), api.audit()

    before, at = state(), site.settings.onos_log.stat().st_size
    yield
    assert state() == before
    with site.settings.onos_log.open("rb") as log:
        log.seek(at)
        said = log.read().decode(errors="replace")
    assert not _SECRET.search(said), _SECRET.findall(said)
    assert not _TRACE.search(said), said
    ours = [line for line in said.splitlines() if "op25b" in line]
    assert not [line for line in ours if "ERROR" in line or "Exception" in line], ours
