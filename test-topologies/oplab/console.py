"""What the lab says to people: steps with their time, and colours on a terminal."""

from __future__ import annotations

import re
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

from .errors import LabError

_COLOURS = {"red": "31", "green": "32", "yellow": "33", "bold": "1", "dim": "2"}
_TROUBLE = re.compile(r"\b(ERROR|WARN|FATAL|BUILD FAILURE|FAIL|Exception|Caused by)\b")
_MAVEN_NOISE = re.compile(
    r"^\[ERROR\] *$|\[Help \d\] http|re-run Maven|Re-run Maven|For more information|"
    r"After correcting|mvn <args>"
)


def paint(text: str, colour: str) -> str:
    """The text in a colour if standard output is a terminal, otherwise unchanged."""
    if not sys.stdout.isatty():
        return text
    return f"\033[{_COLOURS[colour]}m{text}\033[0m"


def say(text: str = "") -> None:
    """Prints a line at once, also into a pipe."""
    print(text, flush=True)


@contextmanager
def step(what: str) -> Iterator[None]:
    """Shows that something long is under way, and how long it took in the end.

    On a terminal the seconds count up; elsewhere a line is printed every 20 s.
    """
    started = time.monotonic()
    over = threading.Event()
    live = sys.stdout.isatty()

    def tick() -> None:
        while not over.wait(1 if live else 20):
            seconds = int(time.monotonic() - started)
            if live:
                print(f"\r  {what} ... {seconds} s ", end="", flush=True)
            else:
                say(f"  {what} ... {seconds} s")

    if live:
        print(f"  {what} ...", end="", flush=True)
    ticker = threading.Thread(target=tick, daemon=True)
    ticker.start()
    outcome = paint("failed", "red")
    try:
        yield
        outcome = paint("done", "green")
    finally:
        over.set()
        ticker.join()
        took = time.monotonic() - started
        say(f"{chr(13) if live else ''}  {what} ... {outcome} ({took:.1f} s)")


def last_lines(log: Path, count: int = 15) -> list[str]:
    """The lines of a log that most likely tell why something failed.

    The last lines that speak of trouble, or simply the last ones if none does.
    """
    try:
        with log.open("rb") as stream:
            stream.seek(0, 2)
            stream.seek(max(0, stream.tell() - 200_000))
            lines = stream.read().decode(errors="replace").splitlines()
    except OSError:
        return []
    lines = [line for line in lines if not _MAVEN_NOISE.search(line)]
    trouble = [line for line in lines if _TROUBLE.search(line)]
    return [line[:300] for line in (trouble or lines)[-count:]]


def explain(error: LabError) -> None:
    """Says on standard error what went wrong, with the end of the log."""
    print(paint(f"lab: {error}", "red"), file=sys.stderr, flush=True)
    if error.log:
        for line in last_lines(error.log):
            print(f"  | {line}", file=sys.stderr)
        print(f"the whole log: {error.log}", file=sys.stderr, flush=True)
