"""Fixtures of the web page's tests: browsers, a connection that can be cut, and REST."""

from __future__ import annotations

from typing import Any, Iterator

import pytest

from oplab import monitored, phasing
from oplab.api import ADMIN, VIEWER, Api
from oplab.browser import Browser
from oplab.chromium import Chromium
from oplab.cutproxy import CutProxy
from oplab.firefox import Firefox
from oplab.site import Site


@pytest.fixture(scope="session")
def wire(site: Site) -> Iterator[CutProxy]:
    """What lies between the browsers and ONOS."""
    proxy = CutProxy(site.settings.ports.http)
    yield proxy
    proxy.close()


@pytest.fixture(
    scope="session", params=[Chromium, Firefox], ids=["chromium", "firefox"]
)
def admin_browser(wire: CutProxy, request: pytest.FixtureRequest) -> Iterator[Browser]:
    """The administrator's browser, logged in; one after the other."""
    browser: Browser = request.param(wire.origin, ADMIN)
    browser.log_in()
    yield browser
    browser.close()


@pytest.fixture
def desk(admin_browser: Browser) -> Iterator[Browser]:
    """The administrator at the overview; the console must hold no error afterwards.

    Refusals that a test asks for are the browser's remarks, not the page's errors.
    """
    admin_browser.complaints()
    admin_browser.view("overview")
    yield admin_browser
    assert admin_browser.complaints(refused=(400, 409, 412)) == []


@pytest.fixture(scope="session")
def viewer(wire: CutProxy) -> Iterator[Browser]:
    """The browser of somebody who may only look."""
    browser = Chromium(wire.origin, VIEWER)
    browser.log_in()
    yield browser
    browser.close()


@pytest.fixture
def api(site: Site) -> Iterator[Any]:
    """REST; every exemption that a test leaves is ended after it."""
    client = Api(site.onos)
    yield client
    for state in ("active", "pending"):
        left = client.call("GET", f"exemptions?state={state}&limit=1000").json()
        for exemption in left["exemptions"]:
            client.call("DELETE", f"exemptions/{exemption['id']}")


@pytest.fixture
def customers(api: Any) -> None:
    """Exemptions as a provider has them."""
    for customer, prefix, reason, expires in (
        ("C-1042", "198.51.100.31", "Own mail server for the shop", "5d"),
        ("C-2217", "198.51.100.140", "Monitoring sends alerts by SMTP", "90d"),
        ("C-0388", "2001:db8:100:3::/64", "Mailing list of a club", "30d"),
        ("C-3121", "198.51.100.77", "Moves to a fixed IP in autumn", "60d"),
    ):
        body = {
            "customer": customer,
            "prefix": prefix,
            "reason": reason,
            "expires": expires,
            "ticket": f"T-{customer[2:]}",
        }
        assert api.call("POST", "exemptions", body).status == 201
    scoped = {
        "customer": "C-1999",
        "prefix": "198.51.100.90",
        "reason": "Relay at a partner",
        "expires": "180d",
        "destinations": ["192.0.2.99"],
    }
    assert api.call("POST", "exemptions", scoped).status == 201


@pytest.fixture(scope="module")
def sample_policy_again(site: Site) -> Iterator[None]:
    """Puts the sample policy in force when the last test of a module is over."""
    yield
    phasing.begin(site, "block")


@pytest.fixture
def counted(site: Site, sample_policy_again: None) -> None:
    """All pools are in phase `monitor`, and some customers were counted."""
    monitored.count(site)
