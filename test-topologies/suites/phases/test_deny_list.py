"""A long deny list (IP25B) imported from a file on the controller."""

from __future__ import annotations

import ipaddress
import json
import random
import time
from typing import Callable

from oplab import onos, phasing, strategies
from oplab.api import Api
from oplab.site import Site
from oplab.syns import Flow
from oplab.volley import volley
from topologies.access import NETWORK

_PREFIXES = 50_000


def test_list_of_50000_prefixes(
    site: Site, api: Api, figures: Callable[[str], None]
) -> None:
    policy = phasing.policy_in("off")
    policy["edges"][0]["border"] = True
    denied = _list()
    policy["mailServers"][0]["inbound"] = {"deny": denied}
    file = site.settings.run_dir / "denied.json"
    file.write_text(json.dumps(policy))

    began = time.monotonic()
    shown = _cli(site, f"op25b-policy check {file}")
    checked = time.monotonic() - began
    assert "switch of:0000000000000001" in shown, shown[:2000]
    began = time.monotonic()
    shown = _cli(site, f"op25b-policy apply {file} please")
    applied = time.monotonic() - began
    assert "Done: " in shown, shown[:2000]
    assert site.await_enforced(240), site.status()
    enforced = time.monotonic() - began
    held = next(d for d in site.status()["devices"] if d["name"] == "e1")["rulesWanted"]

    inside = str(ipaddress.ip_network(denied[_PREFIXES // 2])[9])
    flows = [_to_server(inside), _to_server("8.8.8.8")]
    arrived = volley(site.network, {"fixed": [bytes(f.frame()) for f in flows]})
    assert [arrived[bytes(f.frame())] for f in flows] == [0, 1]
    figures(
        f"{_PREFIXES:,} denied prefixes ({file.stat().st_size / 1e6:.1f} MB): check "
        f"{checked:.1f} s, apply {applied:.1f} s, on the switch {enforced:.1f} s after "
        f"the command began; {held:,} rules"
    )
    strategies.apply(site, phasing.policy_in("off"))


def _list() -> list[str]:
    """Scattered over 32.0.0.0/3, 18 to 24 bits long, as lists of dynamic ranges are."""
    chosen = random.Random(25)
    found: set[str] = set()
    while len(found) < _PREFIXES:
        length = chosen.randint(18, 24)
        address = 0x20000000 + chosen.randrange(0x20000000)
        first = address >> (32 - length) << (32 - length)
        found.add(str(ipaddress.ip_network((first, length))))
    return sorted(found)


def _to_server(source: str) -> Flow:
    return Flow(
        *(NETWORK.mac("fixed"), NETWORK.mac("ownmta")),
        *(source, NETWORK.host("ownmta").ipv4, 40000, 25),
    )


def _cli(site: Site, command: str) -> str:
    return onos.cli(site.settings.ports.ssh, command, timeout=240)
