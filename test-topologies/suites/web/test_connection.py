"""What the page does when the connection to the server is poor, or not there."""

from __future__ import annotations

from typing import Any

from oplab.browser import Browser
from oplab.cutproxy import CutProxy
from oplab.exempting import draft
from oplab.rest import await_until

CUSTOMER = "198.51.100.11"
OUTSIDE = "192.0.2.25"
_ASKED = """
const address = new URL("v1/suspects", location.href.split("#")[0]).href;
return performance.getEntriesByName(address).filter((each) => each.responseEnd > 0).length;
"""
"""How often the page has asked for what it asks for last, answered or not."""


def test_a_stale_edit_is_refused_by_the_server_too(
    desk: Browser, api: Any, wire: CutProxy
) -> None:
    """As before, but the first session hears of nothing: its event stream says nothing."""
    made = api.call("POST", "exemptions", draft())
    path = f"exemptions/{made.json()['id']}"
    desk.view("exemptions")
    desk.click(f"#exemptions tr[data-id='{made.json()['id']}'] .edit")
    desk.fill("#exemption-reason", "mine")
    wire.deaf = True
    try:
        changed = api.call(
            "PUT", path, draft(reason="theirs"), If_Match=made.headers["etag"]
        )
        assert changed.status == 200, changed.text
        desk.click("#save")
        assert "theirs" in desk.text("#stale")
    finally:
        wire.deaf = False
    desk.click("#take-theirs")
    assert desk.wait("#exemption-reason").get_attribute("value") == "theirs"
    assert api.call("GET", path).json()["reason"] == "theirs"


def test_a_cut_connection_is_told_and_recovers(
    admin_browser: Browser, wire: CutProxy, api: Any
) -> None:
    desk = admin_browser
    desk.complaints()
    desk.view("exemptions?state=active")
    desk.wait(".connection[data-state=ok]")
    wire.cut()
    try:
        desk.wait("#connection-lost", "as of")
        made = api.call("POST", "exemptions", draft(customer="C-UNSEEN")).json()
        assert not desk.all(f"#exemptions tr[data-id='{made['id']}']")
    finally:
        wire.mend()
    desk.gone("#connection-lost")
    desk.wait(f"#exemptions tr[data-id='{made['id']}']")
    api.call("DELETE", f"exemptions/{made['id']}")
    desk.gone(f"#exemptions tr[data-id='{made['id']}']")
    assert desk.complaints(refused=[404], lost=True) == []


def test_an_answer_that_breaks_off_is_none(
    admin_browser: Browser, wire: CutProxy
) -> None:
    desk = admin_browser
    desk.complaints()
    desk.view("explain")
    desk.fill("#explain-source", CUSTOMER)
    desk.fill("#explain-destination", OUTSIDE)
    wire.short = True
    try:
        desk.click("#ask")
        desk.wait("#answer .refusal", "does not answer")
    finally:
        wire.short = False
    desk.gone("#connection-lost")
    desk.click("#ask")
    desk.wait(".verdict[data-verdict=block]")
    assert desk.complaints(lost=True) == []


def test_what_was_shown_stays_when_the_connection_is_cut(
    admin_browser: Browser, wire: CutProxy
) -> None:
    desk = admin_browser
    desk.complaints()
    desk.view("overview")
    desk.wait("op-chart svg")
    rules = desk.text("#switches")
    wire.cut()
    try:
        desk.wait("#connection-lost", "as of")
        asked = desk.run(_ASKED)
        desk.run("document.dispatchEvent(new Event('visibilitychange'))")
        assert await_until(lambda: desk.run(_ASKED) > asked, 10, 0.05)
        assert desk.all("op-chart svg")
        assert desk.text("#switches").split()[:5] == rules.split()[:5]
    finally:
        wire.mend()
    desk.gone("#connection-lost")
    assert desk.complaints(lost=True) == []
