"""Fixtures that the suites share: one running lab for all of a run's tests."""

from __future__ import annotations

from typing import Any, Callable, Iterator

import pytest

from oplab.settings import Settings, from_environment
from oplab.site import Site, running_site, sample_policy

_FIGURES = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def settings() -> Settings:
    """The lab's settings, from the environment as everywhere."""
    return from_environment()


@pytest.fixture(scope="session")
def site(settings: Settings, request: pytest.FixtureRequest) -> Iterator[Site]:
    """A running lab with the sample policy in force. Its progress is shown."""
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        print()
        running = running_site(settings)
        made = running.__enter__()
    try:
        yield made
    finally:
        with capture.global_and_fixture_disabled():
            print()
            running.__exit__(None, None, None)


@pytest.fixture
def policy() -> Any:
    """The sample policy, each time afresh."""
    return sample_policy()


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Takes lines to show when the last test is over."""
    return request.config.stash.setdefault(_FIGURES, []).append


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Shows the figures."""
    if config.stash.get(_FIGURES, []):
        terminalreporter.section("what was measured")
        for line in config.stash[_FIGURES]:
            terminalreporter.write_line(line)
