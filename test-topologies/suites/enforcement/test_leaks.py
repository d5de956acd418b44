"""Frames that try to get past a filter for port 25, and answers from port 25."""

from __future__ import annotations

import pytest

from oplab import leaks, strategies
from oplab.leaks import Passage
from oplab.site import Site
from oplab.strategies import GATE, OUTPUT, SUBTRACT
from topologies import oddframes


@pytest.mark.parametrize("strategy", [GATE, SUBTRACT, OUTPUT])
def test_leak_table(
    site: Site, strategy: str, capsys: pytest.CaptureFixture[str]
) -> None:
    strategies.use(site, strategy)
    model = site.network.model
    frames = oddframes.outbound(model) + oddframes.return_path(model)
    with leaks.two_tags_seen():
        passages = leaks.send(site.network, frames)
    listed = leaks.listed_limits()
    with capsys.disabled():
        leaks.show(passages, listed)
    unexpected = [p.frame.name for p in passages if not p.as_expected(listed)]
    assert unexpected == []


def test_table_tells_leaks_from_blocks(site: Site) -> None:
    """With two customers' roles exchanged every outbound row is a leak."""
    strategies.use(site, SUBTRACT)
    frames = [
        control
        for frame in oddframes.outbound(site.network.model)
        if (control := frame.control) and frame.name.startswith("SYN")
    ]
    passages: list[Passage] = leaks.send(site.network, frames)
    assert all(passage.arrived for passage in passages)
