"""The error that the lab shows to people instead of a stack trace."""

from __future__ import annotations

from pathlib import Path


class LabError(Exception):
    """Something that stops the lab, in words that say what to do about it.

    `log` is a file whose last lines explain the failure, when there is one.
    """

    def __init__(self, message: str, log: Path | None = None) -> None:
        super().__init__(message)
        self.log = log
