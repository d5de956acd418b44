"""The views of the page, and when each has what it shows."""

from __future__ import annotations

from .browser import Browser

VIEWS = {
    "overview": ("overview", "#switches"),
    "topology": ("topology?device=of:0000000000000001", "op-switch-details .facts"),
    "exemptions": ("exemptions?state=active", "#exemptions, #no-exemptions"),
    "explain": ("explain?source=198.51.100.11&destination=192.0.2.25", ".verdict"),
    "would-block": ("would-block", "#no-sources, #sources"),
    "policy": ("policy", "#pools"),
    "audit": ("audit", "#audit"),
}
"""By name: the part of the address after `#/`, and what is there when all is."""


def show(browser: Browser, name: str) -> None:
    """Shows a view and waits until it has what it shows."""
    fragment, there = VIEWS[name]
    browser.view(fragment)
    browser.wait(there)
    browser.wait(".connection[data-state=ok]")
