"""One lab at a time on a machine."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

from .errors import LabError


@contextmanager
def exclusive(run_dir: Path) -> Iterator[None]:
    """Holds the machine's lab; LabError names the process that already does.

    The kernel drops the lock with its holder, however that ends. Children do not
    inherit it: Python closes descriptors across exec.
    """
    run_dir.mkdir(parents=True, exist_ok=True)
    with open(run_dir / "lock", "a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read().strip() or "unknown"
            raise LabError(
                f"another lab is running (pid {holder}); end it first, or wait for it"
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        try:
            yield
        finally:
            lock.truncate(0)
