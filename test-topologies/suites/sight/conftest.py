"""Figures of the suite, shown when its last test is over."""

from __future__ import annotations

from typing import Callable

import pytest

_FIGURES = pytest.StashKey[list[str]]()


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Takes lines to show."""
    return request.config.stash.setdefault(_FIGURES, []).append


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Shows the figures."""
    if config.stash.get(_FIGURES, []):
        terminalreporter.section("what was measured")
        for line in config.stash[_FIGURES]:
            terminalreporter.write_line(line)
