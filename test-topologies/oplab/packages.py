"""Debian's packages that the lab needs, installed only if missing."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Sequence

from .console import say, step
from .errors import LabError
from .settings import Settings

_ALWAYS = (
    "mininet",
    "openvswitch-switch",
    "iproute2",
    "ethtool",
    "swaks",
    "libio-socket-inet6-perl",  # swaks needs it for IPv6
    "libnet-ssleay-perl",  # and this for STARTTLS and port 465
    "openssl",
    "python3-aiosmtpd",
    "python3-pytest",
    "python3-scapy",
    "openssh-client",
    "sshpass",
)
BROWSER = ("chromium", "chromium-driver", "python3-selenium", "fonts-noto-cjk")
"""Only for the suite of the web page."""

SECOND_BROWSER = ("firefox-esr",)
"""Only when that suite is named."""

_UNLESS_ON_PATH = {"javac": "openjdk-17-jdk-headless", "mvn": "maven"}
"""Tools that may well come from elsewhere: any JDK 17 and any Maven 3.8 will do."""


@dataclass(frozen=True)
class _Apt:
    log: Path

    def run(self, *arguments: str) -> bool:
        with self.log.open("a") as log:
            log.write(f"# apt-get {' '.join(arguments)}\n")
            log.flush()
            done = subprocess.run(
                ["apt-get", "-q", *arguments],
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            )
        return done.returncode == 0


def missing(more: Sequence[str] = ()) -> list[str]:
    """The packages that have to be installed, empty when all is there."""
    wanted = [*_ALWAYS, *more]
    wanted += [
        package for tool, package in _UNLESS_ON_PATH.items() if not shutil.which(tool)
    ]
    if not shutil.which("dpkg-query"):
        raise LabError(
            "the lab installs Debian packages, and this is no Debian; it needs "
            + ", ".join(wanted)
        )
    known = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *wanted],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ).stdout
    there = {
        line.split()[0] for line in known.splitlines() if "installed" in line.split()
    }
    return [package for package in wanted if package not in there]


def install(settings: Settings, more: Sequence[str] = ()) -> None:
    """Installs what is missing, of `more` too; the package lists are fetched only if they are stale."""
    packages = missing(more)
    if not packages:
        return
    say(f"  Debian packages to install: {' '.join(packages)}")
    settings.run_dir.mkdir(parents=True, exist_ok=True)
    apt = _Apt(settings.run_dir / "apt.log")
    wanted = ("install", "-y", "--no-install-recommends", *packages)
    if _known_to_apt(packages):
        with step("installing packages"):
            done = apt.run(*wanted)
        if done:
            return
    with step("fetching package lists"):
        apt.run("update")
    with step("installing packages"):
        if not apt.run(*wanted):
            raise LabError("apt-get could not install the packages", apt.log)


def _known_to_apt(packages: list[str]) -> bool:
    shown = subprocess.run(
        ["apt-cache", "policy", *packages],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "LC_ALL": "C"},
    ).stdout
    candidates = [line for line in shown.splitlines() if "Candidate:" in line]
    return len(candidates) == len(packages) and not any(
        "(none)" in line for line in candidates
    )
