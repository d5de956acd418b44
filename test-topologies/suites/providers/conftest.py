"""One running ONOS for all stories, and the closing lines that count their cells."""

from __future__ import annotations

from typing import Any, Iterator

import pytest

from oplab.settings import Settings
from oplab.site import running_core
from oplab.stories import Score, Storyteller

STEPS = pytest.StashKey[dict[str, Score]]()
"""The steps that were played."""


def pytest_configure(config: pytest.Config) -> None:
    config.stash[STEPS] = {}


@pytest.fixture(scope="session")
def storyteller(
    settings: Settings, request: pytest.FixtureRequest
) -> Iterator[Storyteller]:
    """ONOS with the applications, ready for the first story. Its progress is shown."""
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        print()
        running = running_core(settings)
        teller = Storyteller(running.__enter__())
    try:
        yield teller
    finally:
        with capture.global_and_fixture_disabled():
            print()
            teller.close()
            running.__exit__(None, None, None)


@pytest.fixture
def scores(request: pytest.FixtureRequest) -> dict[str, Score]:
    """Where a step writes its cells down."""
    return request.config.stash[STEPS]


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    steps = config.stash[STEPS]
    if not steps:
        return
    terminalreporter.section("cells of the providers' truth tables")
    for name, step in steps.items():
        terminalreporter.line(
            f"{name:24} {step.good:4} of {step.every:4}  {step.seconds:5.1f} s"
        )
    good = sum(step.good for step in steps.values())
    every = sum(step.every for step in steps.values())
    terminalreporter.line(f"{good} of {every} cells as expected")
