"""The lab on a machine that has nothing but Python."""

import subprocess
import sys

import pytest
from oplab.settings import TOPOLOGIES


@pytest.mark.parametrize("subcommand", ["setup", "demo", "test", "onos", "clean"])
def test_the_lab_starts_without_any_debian_package(subcommand: str) -> None:
    # -S: without site, so without the directory of Debian's packages
    done = subprocess.run(
        [sys.executable, "-S", str(TOPOLOGIES / "lab"), subcommand, "--help"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert subcommand in done.stdout
