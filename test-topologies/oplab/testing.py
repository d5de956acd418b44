"""`lab test`: the suites of every day, or the named ones, with the runners' own closing lines."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from typing import Callable, Sequence

from . import build, packages
from .console import explain, paint, say
from .errors import LabError
from .processes import die_with_parent
from .settings import LONG_VARIABLE, REPOSITORY, SCREENSHOTS, TOPOLOGIES, Settings

_SUITES = TOPOLOGIES / "suites"
_TOGETHER = (
    "access",
    "policy-input",
    "enforcement",
    "exemptions",
    "sight",
    "phases",
    "web",
)
"""Suites that share one running lab."""

ONLY_BY_NAME = ("enforcement", "phases", "providers")
"""Too long beside the others, which together end within thirteen minutes."""

_PARTS = ("test_pictures", "test_policy", "test_would_block")
_WHEN_NAMED = (
    *(f"--ignore={_SUITES / 'web' / part}.py" for part in _PARTS),
    *("-k", "not firefox"),
)
"""How pytest leaves out the parts of suite `web` that run only when it is named, for the
same reason: some files, and all tests in the second browser."""


def names() -> list[str]:
    """All suites in the order in which they run."""
    return ["maven", "unit", *_TOGETHER, "providers", "lab"]


def run(settings: Settings, wanted: Sequence[str], long: bool = False) -> int:
    """Runs the suites; 0 only if each of them succeeded. A failure ends nothing early."""
    unknown = [name for name in wanted if name not in names()]
    if unknown:
        raise LabError(
            f"no such suite: {', '.join(unknown)}; there are {', '.join(names())}"
        )
    everyday = [name for name in names() if name not in ONLY_BY_NAME]
    chosen = [name for name in names() if name in (wanted or everyday)]
    browsers = packages.BROWSER if "web" in chosen else ()
    if "web" in wanted:
        browsers += packages.SECOND_BROWSER
    packages.install(settings, browsers)
    outcomes: list[tuple[str, bool, float]] = []

    def measured(name: str, suite: Callable[[], bool]) -> None:
        say(paint(f"== {name}", "bold"))
        began = time.monotonic()
        outcomes.append((name, suite(), time.monotonic() - began))

    if "maven" in chosen:
        measured("maven", lambda: _maven(settings))
    if "unit" in chosen:
        measured("unit", lambda: _pytest(settings, ["unit"]))
    together = [name for name in _TOGETHER if name in chosen]
    if together:
        left_out = [] if "web" in wanted else _WHEN_NAMED
        measured(
            ", ".join(together), lambda: _pytest(settings, together, long, left_out)
        )
    for alone in ("providers", "lab"):
        if alone in chosen:
            measured(alone, lambda: _pytest(settings, [alone]))

    say()
    for name, good, seconds in outcomes:
        verdict = paint("passed", "green") if good else paint("FAILED", "red")
        say(f"{name:24} {verdict} in {seconds:.0f} s")
    return 0 if all(good for _, good, _ in outcomes) else 1


def screenshots(settings: Settings) -> int:
    """Makes the pictures of the web page anew, on a lab of its own, for docs/screenshots."""
    packages.install(settings, packages.BROWSER)
    if not _pytest(settings, ["web/test_pictures.py"]):
        return 1
    pictures = sorted((settings.run_dir / SCREENSHOTS).glob("*.png"))
    for picture in pictures:
        shutil.copy(picture, REPOSITORY / "docs" / "screenshots")
    say(f"{len(pictures)} pictures in docs/screenshots")
    return 0


def _maven(settings: Settings) -> bool:
    log = settings.run_dir / "maven.log"
    closing: list[str] = []

    def watch(line: str) -> None:
        build.show_module_and_tests(line)
        if line.startswith("[INFO] BUILD") or line.startswith("[INFO] Total time"):
            closing.append(line)

    try:
        build.maven([], log, watch)
        return True
    except LabError as failure:
        explain(failure)
        return False
    finally:
        for line in closing:
            say(f"  {line}")


def _pytest(
    settings: Settings,
    suites: Sequence[str],
    long: bool = False,
    left_out: Sequence[str] = (),
) -> bool:
    command = [
        sys.executable,
        *("-m", "pytest", "-p", "no:cacheprovider", "--import-mode=importlib"),
        *("-v", "--tb=short", "--color=auto", "--durations=3"),
        *left_out,
        *(str(_SUITES / name) for name in suites),
    ]
    environment = {**settings.environment(), "PYTHONPATH": str(TOPOLOGIES)}
    if long:
        environment[LONG_VARIABLE] = "1"
    done = subprocess.run(
        command,
        cwd=TOPOLOGIES,
        env=environment,
        stdin=subprocess.DEVNULL,
        preexec_fn=die_with_parent,
    )
    return done.returncode == 0
