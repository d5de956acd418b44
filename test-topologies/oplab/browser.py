"""A browser with the product's page in it, as somebody at the help desk uses it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, Callable, Sequence
from urllib.parse import urlsplit

from selenium.common.exceptions import (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    NoSuchElementException,
    StaleElementReferenceException,
    TimeoutException,
)
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait

_PATIENCE = 15.0
_DRAWN_ANEW = (
    StaleElementReferenceException,
    NoSuchElementException,
    ElementNotInteractableException,
    ElementClickInterceptedException,
)
WIDTH, HEIGHT = 1280, 900
"""Of the window, in pixels."""


class Browser(ABC):
    """One browser with its own profile. `origin` is where ONOS's web server is.

    What differs from browser to browser is in the classes that extend this one.
    """

    def __init__(self, origin: str, user: str, driver: WebDriver) -> None:
        self.origin = origin
        self.driver = driver
        self._user = user

    @abstractmethod
    def close(self) -> None:
        """Ends the browser and forgets its profile."""

    @abstractmethod
    def prefer_dark(self, dark: bool) -> None:
        """What the operating system would say of light and dark."""

    @abstractmethod
    def complaints(self, refused: Sequence[int] = (), lost: bool = False) -> list[str]:
        """Errors on the console, and exceptions nobody caught, since the last call.

        Some browsers remark there that a request was answered with an error, or not at
        all. It counts unless its status is one of `refused`, or `lost` is given.
        """

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

    def _until(self, condition: Callable[[Any], Any], what: str) -> Any:
        wait = WebDriverWait(
            self.driver, _PATIENCE, 0.05, ignored_exceptions=_DRAWN_ANEW
        )
        try:
            return wait.until(condition)
        except TimeoutException as late:
            shown = self.run("return document.body.innerText").strip()[:600]
            raise AssertionError(f"not in time: {what}; the page: {shown!r}") from late
