"""Who would break: counted from real traffic in phase `monitor`, and shown to those who plan."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from oplab import phasing, strategies
from oplab.browser import Browser
from oplab.chromium import Chromium
from oplab.monitored import CUSTOMERS
from oplab.phasing import EAST, WEST
from oplab.rest import await_until
from oplab.site import Site

pytestmark = pytest.mark.parametrize("admin_browser", [Chromium], indirect=True)

_ROW = "#sources tr[data-source='{}']"


def test_nothing_is_counted_without_phase_monitor(desk: Browser, api: Any) -> None:
    desk.go("would-block")
    assert "phase “monitor”" in desk.text("#nothing-monitored")
    desk.click("#nothing-monitored a")
    desk.wait("op-policy h1")


def test_who_would_break_is_listed_explained_and_exempted(
    desk: Chromium, api: Any, counted: None, tmp_path: Path
) -> None:
    desk.go("policy")
    desk.click(f"#pools tr[data-pool='{EAST}'] a", "who would break")
    desk.wait(f"#monitored tr[data-pool='{WEST}']", "Monitor")
    for source, pool in CUSTOMERS.items():
        if pool == EAST:
            desk.wait(_ROW.format(source), pool)
    assert not desk.all(_ROW.format("198.51.100.211"))
    desk.choose("#pool", "")
    desk.wait(_ROW.format("198.51.100.211"), WEST)

    desk.click("#sources button.sort", "Source")
    told = api.call("GET", "would-block?sort=source").json()
    desk.wait(
        f"#sources tbody tr:first-child[data-source='{told['sources'][0]['source']}']"
    )
    for one in told["sources"]:
        shown = desk.text(_ROW.format(one["source"]))
        assert f"{one['packets']:,}" in shown and one["pool"] in shown
        assert ("not told apart" in shown) != one["exact"]
    desk.wait(".pager", f"of {told['total']}")

    desk.fill("#search", "198.51.100.7")
    desk.wait(".pager", "of 1")
    desk.click(f"{_ROW.format('198.51.100.77')} .exempt")
    assert desk.wait("#exemption-prefix").get_attribute("value") == "198.51.100.77"
    desk.fill("#exemption-customer", "C-77")
    desk.fill("#exemption-reason", "asked before the date")
    desk.click("#save")
    desk.wait(_ROW.format("198.51.100.77"), "Exempt now")
    assert "C-77" in desk.text(_ROW.format("198.51.100.77"))
    assert not desk.all(f"{_ROW.format('198.51.100.77')} .exempt")
    desk.fill("#search", "c-77")
    desk.wait(".pager", "of 1")
    desk.put("#search", "")
    desk.wait(_ROW.format("198.51.100.11"))

    desk.keep_downloads(tmp_path)
    desk.click("#export")
    desk.wait(".toast", "would-block.csv")
    file = tmp_path / "would-block.csv"
    assert await_until(file.exists, 10, 0.05)
    rows = list(csv.DictReader(io.StringIO(file.read_text())))
    exempt = {row["source"]: row["exempt"] for row in rows}
    assert set(CUSTOMERS) <= set(exempt)
    assert [source for source in exempt if exempt[source] == "true"] == [
        "198.51.100.77"
    ]

    desk.click(_ROW.format("2001:db8:100:77::/64") + " a", "Explain")
    assert desk.wait("#explain-source").get_attribute("value") == "2001:db8:100:77::"


def test_a_switch_that_cannot_count_is_named(
    site: Site, sample_policy_again: None, desk: Browser, api: Any
) -> None:
    strategies.apply(site, phasing.policy_in("monitor", strategies.SUBTRACT))
    desk.view("would-block")
    shown = desk.text("#not-counted")
    for switch in api.call("GET", "would-block").json()["counting"]:
        assert not switch["counted"] and switch["reason"] in shown
    names = [device["name"] for device in site.status()["devices"]]
    assert all(name in shown for name in names)
