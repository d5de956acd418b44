"""Pictures of every view, of dialogs and of what goes wrong; `lab screenshots` keeps them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Iterator

import pytest

from oplab.chromium import Chromium
from oplab.cutproxy import CutProxy
from oplab.flood import Orders, Source, flood
from oplab.network import HOST_INTERFACE
from oplab.rest import await_until
from oplab.settings import SCREENSHOTS, Settings
from oplab.site import Site
from oplab.syns import Flow
from oplab.views import VIEWS, show
from topologies.access import NETWORK

_BOT, _CUSTOMER = "198.51.100.66", "198.51.100.11"
pytestmark = pytest.mark.parametrize("admin_browser", [Chromium], indirect=True)
_FILES = {"would-block": "would-block-none"}
"""Views that have nothing to show at first."""

_SHOWN_SECONDS = 40
"""For so long there is something to see before the first picture."""


@pytest.fixture
def pictures(settings: Settings) -> Path:
    """Where pictures go: the lab's folder."""
    folder = settings.run_dir / SCREENSHOTS
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def bustle(site: Site, api: Any) -> Iterator[None]:
    """A bot and a customer who try to send on port 25, as the counters tell it."""
    pid = site.network.pid("pool1a")
    sources = [
        Source(name, pid, HOST_INTERFACE, [_syn(sender, n) for n in range(1, 99)], rate)
        for name, sender, rate in (("bot", _BOT, 23), ("customer", _CUSTOMER, 0.7))
    ]
    with flood(Orders(sources, [], HOST_INTERFACE)):

        def seen() -> bool:
            points = api.call("GET", "counters").json()["history"]["points"]
            rates = [point["droppedPerSecond"] for point in points]
            return sum(rate > 15 for rate in rates) * 5 >= _SHOWN_SECONDS

        assert await_until(seen, 3 * _SHOWN_SECONDS, 1)
        yield


def _syn(source: str, number: int) -> str:
    ends = (NETWORK.mac("pool1a"), NETWORK.mac("othermta"))
    flow = Flow(*ends, source, f"192.0.2.{number}", 40000, 25)
    return bytes(flow.frame()).hex()


@pytest.fixture
def announced(api: Any) -> Iterator[None]:
    """The last stage is announced for one pool."""
    made = api.call(
        "POST",
        "phases/schedule",
        {
            "pools": ["dynamic-west"],
            "phase": "block-all",
            "at": "2031-09-01T07:00:00+09:00",
            "note": "Final stage, area west",
        },
    )
    assert made.status == 200, made.text
    yield
    schedule = made.json()["schedule"]["id"]
    api.call("POST", "phases/cancel", {"schedule": schedule})


def test_pictures_of_every_view(
    site: Site,
    desk: Chromium,
    customers: None,
    announced: None,
    bustle: None,
    pictures: Path,
) -> None:
    assert site.await_proven()
    for name in VIEWS:
        show(desk, name)
        if name == "overview":
            desk.wait("#overall[data-state=ENFORCED]")
            desk.wait("#suspects", _BOT)
        desk.picture(pictures / f"{_FILES.get(name, name)}.png")
    desk.prefer_dark(True)
    show(desk, "overview")
    desk.wait("#suspects", _BOT)
    desk.picture(pictures / "overview-dark.png")
    desk.prefer_dark(False)
    desk.choose("#language", "ja")
    try:
        show(desk, "explain")
        desk.picture(pictures / "explain-ja.png")
    finally:
        desk.choose("#language", "en")


def test_pictures_of_dialogs(
    desk: Chromium, api: Any, customers: None, pictures: Path
) -> None:
    desk.view("exemptions?state=active")
    desk.click("#add")
    desk.fill("#exemption-customer", "C-9")
    desk.fill("#exemption-prefix", "192.0.2.200")
    desk.fill("#exemption-reason", "asks for it")
    desk.click("#save")
    desk.wait("dialog .refusal")
    desk.picture(pictures / "exemption-dialog.png")
    policy = api.call("GET", "policy").json()["policy"]
    policy["pools"][0].update(ipv4=["198.51.100.0/26"], phase="block-all")
    desk.view("policy")
    desk.click("#propose")
    desk.fill("#proposal-text", json.dumps(policy, indent=2))
    desk.click("#preview")
    desk.wait("#effect")
    desk.run("document.querySelector('#proposal-text').rows = 4")
    desk.picture(pictures / "policy-proposal.png")


def test_pictures_of_the_notice(
    desk: Chromium, announced: None, pictures: Path
) -> None:
    for language in ("ja", "en"):
        desk.driver.get(f"{desk.origin}/onos/op25b/v1/notice?lang={language}")
        desk.wait("h1")
        desk.picture(pictures / f"notice-{language}.png")


def test_pictures_of_nothing_and_of_no_connection(
    desk: Chromium, wire: CutProxy, pictures: Path
) -> None:
    desk.view("exemptions?q=nobody")
    desk.wait(".empty")
    desk.picture(pictures / "exemptions-none.png")
    desk.view("overview")
    desk.wait(".connection[data-state=ok]")
    wire.cut()
    try:
        desk.wait("#connection-lost", "as of")
        desk.picture(pictures / "connection-lost.png")
    finally:
        wire.mend()
    desk.gone("#connection-lost")
    desk.complaints(lost=True)


def test_picture_of_who_would_break(
    desk: Chromium, api: Any, counted: None, pictures: Path
) -> None:
    scheduled = api.call(
        "POST",
        "phases/schedule",
        {
            "pools": ["dynamic-east"],
            "phase": "block",
            "at": "2031-09-01T07:00:00+09:00",
            "note": "Blocking begins",
        },
    )
    assert scheduled.status == 200, scheduled.text
    exempt = {"customer": "C-3121", "prefix": "198.51.100.77", "reason": "own server"}
    assert api.call("POST", "exemptions", {**exempt, "expires": "60d"}).status == 201
    desk.view("would-block")
    desk.wait("#sources", "Exempt now")
    desk.picture(pictures / "would-block.png")
