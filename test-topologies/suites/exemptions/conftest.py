"""REST for every test of exemptions; what a test leaves is ended after it."""

from __future__ import annotations

from typing import Iterator

import pytest

from oplab.api import Api
from oplab.site import Site


@pytest.fixture
def api(site: Site) -> Iterator[Api]:
    """REST; every exemption that a test leaves is ended after it."""
    client = Api(site.onos)
    assert site.await_enforced()
    yield client
    for exemption in client.exemptions("state=active&state=pending"):
        client.call("DELETE", f"exemptions/{exemption['id']}")
    assert site.await_enforced()
