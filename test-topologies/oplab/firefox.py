"""Headless Firefox, driven by what it brings along itself."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Sequence

from selenium.webdriver.remote.file_detector import UselessFileDetector
from selenium.webdriver.remote.webdriver import WebDriver

from .browser import HEIGHT, WIDTH, Browser
from .marionette import Marionette
from .processes import die_with_parent
from .rest import await_until

_BINARY = "/usr/bin/firefox-esr"
_START_SECONDS = 60
_SETTINGS = {
    "marionette.port": "0",  # any that is free; the profile tells which
    "intl.accept_languages": '"en-US"',
    "devtools.console.stdout.content": "true",  # what pages say ends up in the log
    "network.captive-portal-service.enabled": "false",
    "network.connectivity-service.enabled": "false",
    "app.normandy.enabled": "false",
    "messaging-system.rsexperimentloader.enabled": "false",
    "datareporting.policy.dataSubmissionEnabled": "false",
}
_SCHEME = "layout.css.prefers-color-scheme.content-override"
_DARK, _LIGHT = 0, 1
_ERRORS = """
const isShown = (window) => WindowGlobalParent.getByInnerWindowId(window)?.isCurrentGlobal;
const isOfLeaving = (each) =>
  each.sourceName === "" &&
  each.errorMessage.startsWith("TypeError: NetworkError when attempting to fetch") &&
  !isShown(each.innerWindowID);
const found = Services.console.getMessageArray().filter(
  (each) =>
    each instanceof Ci.nsIScriptError &&
    !isOfLeaving(each) &&
    !(each.flags & Ci.nsIScriptError.warningFlag) &&
    !each.sourceName.startsWith("chrome:") &&
    !each.sourceName.startsWith("resource:"));
Services.console.reset();
return found.map((each) => [each.category, `${each.errorMessage} (${each.sourceName})`]);
"""
"""Errors, exceptions and violations of a page's policy. `console.error` is not there.

Of requests that were under way when a page was left Firefox says, without any source,
that nobody takes their failure: nothing of such a page runs any more.
"""
_SAID = re.compile(r"console\.error: (?!\w+: *$)")
"""What a page said in the log. Parts of Firefox itself give their name first."""


class Firefox(Browser):
    """A Firefox with the page."""

    def __init__(self, origin: str, user: str) -> None:
        self._profile = tempfile.TemporaryDirectory(prefix="op25b-firefox-")
        home = Path(self._profile.name)
        settings = (f'user_pref("{k}", {v});\n' for k, v in _SETTINGS.items())
        (home / "user.js").write_text("".join(settings))
        self._log = home / "log"
        self._read = 0
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [
                    *(_BINARY, "--headless", "--no-remote", "--profile", str(home)),
                    *("--marionette", "--remote-allow-system-access"),
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, "HOME": str(home)},
                preexec_fn=die_with_parent,
            )
        chosen = home / "MarionetteActivePort"
        if not await_until(
            lambda: chosen.exists() and chosen.read_text() != "", _START_SECONDS, 0.05
        ):
            raise AssertionError(f"Firefox did not start: {self._log.read_text()}")
        self._remote = Marionette(int(chosen.read_text()))
        driver = WebDriver(self._remote, file_detector=UselessFileDetector())
        driver.set_window_rect(0, 0, WIDTH, HEIGHT)
        super().__init__(origin, user, driver)

    def close(self) -> None:
        self.driver.quit()
        self._remote.close()
        self._process.wait(_START_SECONDS)
        self._profile.cleanup()

    def prefer_dark(self, dark: bool) -> None:
        self._remote.privileged(
            "Services.prefs.setIntPref(...arguments);",
            _SCHEME,
            _DARK if dark else _LIGHT,
        )

    def complaints(self, refused: Sequence[int] = (), lost: bool = False) -> list[str]:
        # Firefox does not remark on refusals, only on event streams that are lost.
        found = [
            message
            for category, message in self._remote.privileged(_ERRORS)
            if not (lost and category == "Event Source")
        ]
        text = self._log.read_text(errors="replace")
        said, self._read = text[self._read :], len(text)
        return found + [line for line in said.splitlines() if _SAID.match(line)]
