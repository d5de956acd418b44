"""Size, speed, languages and accessibility."""

from __future__ import annotations

import re
from typing import Callable

import pytest
from selenium.webdriver.common.keys import Keys

from oplab.browser import Browser
from oplab.chromium import Chromium
from oplab.cutproxy import CutProxy
from oplab.rest import await_until
from oplab.settings import REPOSITORY
from oplab.views import VIEWS, show

LARGEST = 300_000
SLOWEST_MS = 1000
_AXE = REPOSITORY / "web-gui" / "target" / "axe"
_WHEN_SHOWN = """
new MutationObserver((_, observer) => {
  if (document.querySelector("#switches tbody tr")) {
    window.shownAfter = performance.now();
    observer.disconnect();
  }
}).observe(document, {childList: true, subtree: true});
"""
"""Notes after how many milliseconds the first switch is on the page."""
_SERIOUS = ("serious", "critical")
_KEY = re.compile(r"\b[a-z][A-Za-z]*\.[a-z][A-Za-z.-]*[A-Za-z]\b")


def test_it_is_small_and_there_at_once(
    wire: CutProxy, figures: Callable[[str], None]
) -> None:
    fresh = Chromium(wire.origin, "onos:rocks")
    try:
        fresh.log_in()
        fresh.run("performance.clearResourceTimings()")
        fresh.driver.execute_cdp_cmd(
            "Network.setCacheDisabled", {"cacheDisabled": True}
        )
        fresh.driver.execute_cdp_cmd(
            "Page.addScriptToEvaluateOnNewDocument", {"source": _WHEN_SHOWN}
        )
        fresh.view("overview")
        fresh.wait("#overall")
        shown = fresh.run("return window.shownAfter")
        for name in VIEWS:
            fresh.go(name)
        size = fresh.run(
            "return performance.getEntriesByType('resource')"
            ".concat(performance.getEntriesByType('navigation'))"
            ".filter(e => !e.name.includes('/v1/'))"
            ".reduce((sum, e) => sum + e.encodedBodySize, 0)"
        )
        figures(f"all views together {size:,} bytes; overview after {shown:.0f} ms")
        assert 50_000 < size < LARGEST
        assert shown < SLOWEST_MS
    finally:
        fresh.close()


def test_both_languages_say_the_same_things(desk: Browser) -> None:
    keys = desk.run_async(
        "const keys = async (l) => Object.keys((await import(`./js/i18n/${l}.js`)).default);"
        "return [await keys('en'), await keys('ja')];"
    )
    english, japanese = (set(those) for those in keys)
    assert english - japanese == set()
    assert all(key.startswith("problem.") for key in japanese - english)
    desk.choose("#language", "ja")
    try:
        desk.wait("h1", "概要")
        assert desk.run("return document.documentElement.lang") == "ja"
        for name in VIEWS:
            show(desk, name)
            left = _KEY.findall(desk.text("op-app"))
            assert not (set(left) & english), name
    finally:
        desk.choose("#language", "en")
    desk.wait("h1", "Audit log")


def _findings(browser: Browser) -> list[str]:
    browser.driver.execute_script(next(_AXE.rglob("axe.min.js")).read_text())
    result = browser.run_async(
        "const {violations} = await axe.run(document, {resultTypes: ['violations']});"
        "return violations.map(v => [v.impact, v.id, v.nodes.map(n => n.html)]);"
    )
    assert isinstance(result, list), result
    return [f"{i} {name} {html[:3]}" for i, name, html in result if i in _SERIOUS]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nothing_serious_stands_in_the_way(
    desk: Browser, customers: None, dark: bool
) -> None:
    desk.prefer_dark(dark)
    try:
        for name in VIEWS:
            show(desk, name)
            assert _findings(desk) == [], name
        desk.view("exemptions")
        desk.click("#add")
        desk.fill("#exemption-prefix", "nowhere")
        desk.click("#save")
        desk.wait("dialog .refusal")
        assert _findings(desk) == [], "dialog"
    finally:
        desk.prefer_dark(False)


def test_it_can_be_used_without_a_mouse(desk: Browser) -> None:
    desk.view("topology")
    desk.wait("#topology .node")
    desk.run("document.querySelector('#topology .node').focus()")
    desk.run(
        "document.activeElement.dispatchEvent("
        "new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}))"
    )
    desk.wait("op-switch-details")
    desk.view("exemptions")
    add = desk.wait("#add")
    desk.run("arguments[0].focus()", add)
    add.send_keys(Keys.ENTER)
    desk.wait("dialog[open]")
    desk.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    desk.gone("dialog")
    assert desk.driver.switch_to.active_element.get_attribute("id") == "add"


_TROUBLE = """
setTimeout(() => { throw new Error("heard-thrown"); });
setTimeout(() => Promise.reject(new Error("heard-rejected")));
console.error("heard-said");
const image = document.createElement("img");
image.src = "http://127.0.0.1:1/heard-refused";
document.body.append(image);
"""


def test_errors_of_the_page_would_be_heard(admin_browser: Browser) -> None:
    """What the other tests rely on, in each browser."""
    admin_browser.view("overview")
    admin_browser.complaints()
    admin_browser.run(_TROUBLE)
    heard: list[str] = []

    def all_heard() -> bool:
        heard.extend(admin_browser.complaints())
        told = " ".join(heard)
        kinds = ("thrown", "rejected", "said", "refused")
        return all(f"heard-{kind}" in told for kind in kinds)

    assert await_until(all_heard, 10), heard
