"""Headless Chromium, driven by its own chromedriver."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Sequence

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

from .browser import HEIGHT, WIDTH, Browser

_BINARY = "/usr/bin/chromium"
_DRIVER = "/usr/bin/chromedriver"
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
HIGHEST = 1200
"""Of a longer page a picture shows the beginning."""


class Chromium(Browser):
    """A Chromium with the page; it also takes the pictures of it."""

    def __init__(self, origin: str, user: str) -> None:
        self._profile = tempfile.TemporaryDirectory(prefix="op25b-chromium-")
        options = Options()
        options.binary_location = _BINARY
        for option in _OPTIONS:
            options.add_argument(option)
        options.add_argument(f"--window-size={WIDTH},{HEIGHT}")
        options.add_argument(f"--user-data-dir={self._profile.name}")
        options.add_argument("--lang=en-US")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        service = Service(_DRIVER)
        super().__init__(
            origin, user, webdriver.Chrome(service=service, options=options)
        )

    def close(self) -> None:
        self.driver.quit()
        self._profile.cleanup()

    def prefer_dark(self, dark: bool) -> None:
        value = "dark" if dark else "light"
        self.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia",
            {"features": [{"name": "prefers-color-scheme", "value": value}]},
        )

    def keep_downloads(self, folder: Path) -> None:
        """From now on what the page saves goes there."""
        self.driver.execute_cdp_cmd(
            "Browser.setDownloadBehavior",
            {"behavior": "allow", "downloadPath": str(folder)},
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

    def complaints(self, refused: Sequence[int] = (), lost: bool = False) -> list[str]:
        expected = [f"status of {status}" for status in refused]
        if lost:
            expected.append("net::ERR_")
        return [
            entry["message"]
            for entry in self.driver.get_log("browser")
            if entry["level"] == "SEVERE"
            and not (
                entry.get("source") == "network"
                and any(remark in entry["message"] for remark in expected)
            )
        ]
