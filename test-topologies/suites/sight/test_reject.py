"""Mail programs fail at once where the policy says `reject`."""

from __future__ import annotations

import subprocess
import time
from typing import Callable

import pytest

from oplab.site import Site
from oplab.strategies import GATE, apply
from topologies.access import NETWORK
from topologies.policies import access_policy

_PATIENCE = 8
"""Seconds that swaks waits for a connection; people's programs wait for minutes."""


@pytest.mark.parametrize("family", [4, 6])
def test_swaks_fails_at_once(
    site: Site, family: int, figures: Callable[[str], None]
) -> None:
    apply(site, access_policy(GATE))
    silent, _ = _swaks(site, family)
    policy = access_policy(GATE)
    for pool in policy["pools"]:
        pool["blockStyle"] = "reject"
    apply(site, policy)
    time.sleep(2)
    rejected, said = _swaks(site, family)
    figures(
        f"v{family}: swaks gives up after {rejected:.2f} s with reject, "
        f"after {silent:.2f} s (its own limit) without"
    )
    assert silent >= _PATIENCE - 0.5
    assert rejected < 1.0, said
    assert "refused" in said.lower(), said


def _swaks(site: Site, family: int) -> tuple[float, str]:
    """How long swaks tried, and what it said."""
    server = NETWORK.host("othermta")
    command = site.network.inside(
        "pool1a",
        "swaks",
        *("--server", server.ipv4 if family == 4 else server.ipv6, f"-{family}"),
        *("--port", "25", "--to", "a@example.net", "--from", "b@example.org"),
        *("--timeout", str(_PATIENCE), "--quit-after", "CONNECT"),
    )
    began = time.monotonic()
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
    )
    took = time.monotonic() - began
    assert done.returncode, done.stdout
    return took, done.stdout
