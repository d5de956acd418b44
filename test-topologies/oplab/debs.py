"""Debian packages that the lab uses without installing them.

A mail server from a package would replace the machine's own (all of them conflict) and
might start as a service. So the package is only unpacked, into the lab's own folder.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Sequence

from .console import step
from .errors import LabError
from .settings import Settings

_COMPLETE = "unpacked"
"""A file with the names of the packages that were unpacked to the end."""


def unpacked(settings: Settings, name: str, packages: Sequence[str]) -> Path:
    """A folder with the contents of the packages, fetched and unpacked if needed.

    Only Debian's own repositories are asked, and apt checks the signatures. LabError
    if apt cannot get a package.
    """
    folder = settings.run_dir / "unpacked" / name
    wanted = " ".join(packages)
    stamp = folder / _COMPLETE
    if stamp.exists() and stamp.read_text() == wanted:
        return folder / "root"
    downloads = folder / "deb"
    downloads.mkdir(parents=True, exist_ok=True)
    with step(f"fetching and unpacking {wanted}"):
        _fetch(downloads, packages, folder / "apt.log")
        for package in packages:
            archive = _archive(downloads, package)
            subprocess.run(
                ["dpkg-deb", "-x", str(archive), str(folder / "root")], check=True
            )
    stamp.write_text(wanted)
    return folder / "root"


def _fetch(downloads: Path, packages: Sequence[str], log: Path) -> None:
    with log.open("w") as output:
        for arguments in (["update"], None):
            done = subprocess.run(
                ["apt-get", "-q", "download", *packages],
                cwd=downloads,
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )
            if done.returncode == 0:
                return
            if arguments:  # the package lists may be missing or stale
                subprocess.run(
                    ["apt-get", "-q", *arguments],
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    stdin=subprocess.DEVNULL,
                )
    raise LabError(f"apt-get could not fetch {' '.join(packages)}", log)


def _archive(downloads: Path, package: str) -> Path:
    found = sorted(
        downloads.glob(f"{package}_*.deb"), key=lambda path: path.stat().st_mtime
    )
    return found[-1]
