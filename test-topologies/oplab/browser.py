"""Headless Chromium with the product's page in it, as somebody at the help desk uses it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, Callable, Sequence
from urllib.parse import urlsplit

from selenium import webdriver
from selenium.common.exceptions import (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    NoSuchElementException,
    StaleElementReferenceException,
    TimeoutException,
)
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait

_BINARY = "/usr/bin/chromium"
_DRIVER = "/usr/bin/chromedriver"
_PATIENCE = 15.0
_OPTIONS = (
    "--headless=new",
    "--no-sandbox",  # the lab runs as root
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
_DRAWN_ANEW = (
    StaleElementReferenceException,
    NoSuchElementException,
    ElementNotInteractableException,
    ElementClickInterceptedException,
)
WIDTH, HEIGHT = 1280, 900
HIGHEST = 1200
"""Of a longer page a picture shows the beginning."""


class Browser:
    """One browser with its own profile. `origin` is where ONOS's web server is."""

    def __init__(self, origin: str, user: str, language: str = "en-US") -> None:
        self.origin = origin
        self._profile = tempfile.TemporaryDirectory(prefix="op25b-chromium-")
        options = Options()
        options.binary_location = _BINARY
        for option in _OPTIONS:
            options.add_argument(option)
        options.add_argument(f"--window-size={WIDTH},{HEIGHT}")
        options.add_argument(f"--user-data-dir={self._profile.name}")
        options.add_argument(f"--lang={language}")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(service=Service(_DRIVER), options=options)
        self._user = user

    def close(self) -> None:
        """Ends the browser and forgets its profile."""
        self.driver.quit()
        self._profile.cleanup()

    def log_in(self) -> None:
        """Gives the credentials as the browser's own login window would."""
        parts = urlsplit(self.origin)
        self.driver.get(f"{parts.scheme}://{self._user}@{parts.netloc}/onos/op25b/")
        self.view("overview")

    def view(self, fragment: str) -> None:
        """Shows a view, freshly loaded."""
        self.driver.get("about:blank")
        self.driver.get(f"{self.origin}/onos/op25b/#/{fragment}")
        self.wait("main h1")

    def go(self, view: str) -> None:
        """Goes to a view by its link, without loading the page again."""
        self.click(f"nav a[href='#/{view}']")
        self.wait(f"op-{view} h1")

    def all(self, css: str) -> list[WebElement]:
        """What matches now."""
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def wait(self, css: str, containing: str = "") -> WebElement:
        """The first visible element that matches and holds the text, waited for."""

        def find(_: Any) -> WebElement | bool:
            for element in self.all(css):
                if element.is_displayed() and containing in element.text:
                    return element
            return False

        return self._until(find, f"{css} with {containing!r}")

    def gone(self, css: str, containing: str = "") -> None:
        """Waits until nothing visible matches and holds the text."""

        def absent(_: Any) -> bool:
            return not any(
                e.is_displayed() and containing in e.text for e in self.all(css)
            )

        self._until(absent, f"no {css} with {containing!r}")

    def click(self, css: str, containing: str = "") -> None:
        """Clicks what matches; also if the page is drawn anew meanwhile."""

        def clicked(_: Any) -> bool:
            for element in self.all(css):
                if (
                    element.is_displayed()
                    and element.is_enabled()
                    and containing in element.text
                ):
                    element.click()
                    return True
            return False

        self._until(clicked, f"click {css}")

    def fill(self, css: str, text: str) -> None:
        """Replaces an input's text by typing."""
        element = self.wait(css)
        element.clear()
        element.send_keys(text)

    def put(self, css: str, value: str) -> None:
        """Gives an input a value as its own picker would: dates are typed in many ways."""
        self.run(
            "arguments[0].value = arguments[1];"
            "arguments[0].dispatchEvent(new Event('input', {bubbles: true}));",
            self.wait(css),
            value,
        )

    def choose(self, css: str, value: str) -> None:
        """Chooses an option of a select by its value."""
        Select(self.wait(css)).select_by_value(value)

    def text(self, css: str) -> str:
        """The visible text of what matches, waited for."""
        return self.wait(css).text

    def run(self, script: str, *arguments: Any) -> Any:
        """Runs JavaScript in the page; `arguments[...]`, `return`."""
        return self.driver.execute_script(script, *arguments)

    def run_async(self, script: str, *arguments: Any) -> Any:
        """Runs the body of an async function in the page and waits for what it returns."""
        return self.driver.execute_async_script(
            "const done = arguments[arguments.length - 1];"
            "const given = [...arguments].slice(0, -1);"
            f"(async () => {{ {script} }})()"
            ".then(done, (error) => done({failed: String(error)}));",
            *arguments,
        )

    def prefer_dark(self, dark: bool) -> None:
        """What the operating system would say of light and dark."""
        value = "dark" if dark else "light"
        self.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia",
            {"features": [{"name": "prefers-color-scheme", "value": value}]},
        )

    def picture(self, file: Path) -> None:
        """Writes the page, as high as it is, as a PNG."""
        high = self.run(
            "return (document.querySelector('main') ?? document.documentElement)"
            ".scrollHeight"
        )
        self._viewport(max(HEIGHT - 100, min(int(high), HIGHEST)))
        self.driver.save_screenshot(str(file))
        self.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

    def _viewport(self, height: int) -> None:
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {
                "width": WIDTH,
                "height": height,
                "deviceScaleFactor": 1,
                "mobile": False,
            },
        )

    def complaints(self, network: Sequence[str] = ()) -> list[str]:
        """Errors on the console since the last call.

        That a request was refused or lost is the browser's own remark; it counts
        unless its text holds one of `network`.
        """
        return [
            entry["message"]
            for entry in self.driver.get_log("browser")
            if entry["level"] == "SEVERE"
            and not (
                entry.get("source") == "network"
                and any(expected in entry["message"] for expected in network)
            )
        ]

    def _until(self, condition: Callable[[Any], Any], what: str) -> Any:
        wait = WebDriverWait(
            self.driver, _PATIENCE, 0.05, ignored_exceptions=_DRAWN_ANEW
        )
        try:
            return wait.until(condition)
        except TimeoutException as late:
            shown = self.run("return document.body.innerText").strip()[:600]
            raise AssertionError(f"not in time: {what}; the page: {shown!r}") from late
