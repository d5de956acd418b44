"""Policies for the access network, as large as a test needs them."""

from __future__ import annotations

import ipaddress
import json
from copy import deepcopy
from typing import Any

from .access import NETWORK, POLICY_FILE

_RULES_FOR_EACH_FILLER = {"gate": 2}
"""A gate keeps a filler pool by one rule for each direction, whatever the port."""

_RULES_WITHOUT_GATE = 4
"""Two directions, port 25 and unseen ports: a filler pool reaches no mail server."""

MOST_FILLERS = 8000


def access_policy(strategy: str = "auto", rules: int = 0) -> Any:
    """The sample policy with one strategy for all edges.

    With `rules`, so many more on edge e1: pools that nobody uses, none of which can be
    written together with another. At most 16,000 with a gate, 32,000 without.
    """
    policy = json.loads(POLICY_FILE.read_text())
    for edge in policy["edges"]:
        edge["strategy"] = strategy
    fillers = -(-rules // _RULES_FOR_EACH_FILLER.get(strategy, _RULES_WITHOUT_GATE))
    if fillers:
        policy["pools"].append(_filler_pool(fillers))
    return policy


def with_strategy(policy: Any, strategy: str) -> Any:
    """The same policy, written in another way on every switch."""
    changed = deepcopy(policy)
    for edge in changed["edges"]:
        edge["strategy"] = strategy
    return changed


def with_exemption(policy: Any, name: str, prefix: str) -> Any:
    """The same policy with one more exemption."""
    changed = deepcopy(policy)
    changed["exemptions"].append({"id": name, "customer": "C-9", "prefix": prefix})
    return changed


def with_pool(policy: Any, name: str, prefix: str) -> Any:
    """The same policy with one more pool behind e1."""
    changed = deepcopy(policy)
    changed["pools"].append(_pool(name, [prefix]))
    return changed


def with_mail_server(policy: Any, server: str) -> Any:
    """The same policy with one more mail server in the provider's own group."""
    changed = deepcopy(policy)
    changed["mailServers"][0]["servers"].append(server)
    return changed


def filler_prefixes(count: int) -> list[str]:
    """Every other /24 of 10.0.0.0/8: no two of them make up a shorter prefix."""
    if count > MOST_FILLERS:
        raise ValueError(f"at most {MOST_FILLERS} fillers")
    first = int(ipaddress.ip_address("10.0.0.0"))
    return [f"{ipaddress.ip_address(first + 512 * n)}/24" for n in range(count)]


def _filler_pool(count: int) -> dict[str, Any]:
    return _pool("filler", filler_prefixes(count))


def _pool(name: str, prefixes: list[str]) -> dict[str, Any]:
    return {
        "name": name,
        "ipv4": prefixes,
        "edges": [NETWORK.switch("e1").device_id],
        "mailServers": [],
        "phase": "block",
    }
