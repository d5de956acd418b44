"""Rules as Open vSwitch prints them, and which packets they see."""

from __future__ import annotations

import pytest

from oplab.flows import Flow, TcpSyn, parse

PRINTED = """OFPST_FLOW reply (OF1.3) (xid=0x2):
 cookie=0x30000788abe17, duration=44.349s, table=0, n_packets=12, n_bytes=1250, \
send_flow_rem priority=138,ipv6,ipv6_dst=2001:db8:100::11 actions=output:10
 cookie=0x0, duration=1.2s, table=0, n_packets=7, n_bytes=420, \
priority=200,tcp,nw_src=198.51.100.0/25,tp_dst=25 actions=drop
 cookie=0x5, duration=1.2s, table=1, n_packets=0, n_bytes=0, priority=0 \
actions=goto_table:2
 cookie=0x6, duration=1.2s, table=0, n_packets=0, n_bytes=0, tcp6 actions=drop
 cookie=0x7, duration=1.2s, table=0, n_packets=0, n_bytes=0, hard_timeout=60, \
send_flow_rem priority=60000,ip,nw_src=198.51.100.11 actions=goto_table:1
"""

V4 = TcpSyn(4, "198.51.100.11", "192.0.2.25", 25, in_port=1)
V6 = TcpSyn(6, "2001:db8:100::11", "2001:db8:ee::25", 25, in_port=1)


def rule(match: str) -> Flow:
    """A drop rule with a match."""
    return Flow("0x1", 0, 100, match, "drop", 0)


def test_parses_flags_tables_priorities_and_counters() -> None:
    forward, drop, gate, bare, ending = parse(PRINTED)
    assert (forward.match, forward.actions) == (
        "ipv6,ipv6_dst=2001:db8:100::11",
        "output:10",
    )
    assert not forward.drops
    assert drop.drops and (drop.priority, drop.packets) == (200, 7)
    assert drop.match == "tcp,nw_src=198.51.100.0/25,tp_dst=25"
    assert (gate.table, gate.priority, gate.match) == (1, 0, "")
    assert (bare.priority, bare.match, bare.hard_timeout) == (32768, "tcp6", None)
    assert (ending.match, ending.hard_timeout) == ("ip,nw_src=198.51.100.11", 60)


@pytest.mark.parametrize(
    "match",
    [
        "",
        "tcp",
        "ip",
        "tcp,tp_dst=25",
        "tcp,nw_src=198.51.100.0/25,tp_dst=25",
        "tcp,nw_src=198.51.100.11,nw_dst=192.0.2.0/24,tp_dst=25",
        "tcp,nw_src=198.51.100.0/255.255.255.128",
        "tcp,nw_src=0.0.0.11/0.0.0.255",
        "tcp,tp_dst=0x18/0xfffe",
        "tcp,in_port=1",
    ],
)
def test_sees_what_it_covers(match: str) -> None:
    assert rule(match).sees(V4)


@pytest.mark.parametrize(
    "match",
    [
        "udp",
        "tcp6",
        "tcp,tp_dst=0",
        "tcp,tp_dst=587",
        "tcp,tp_src=25",
        "tcp,nw_src=198.51.100.128/25",
        "tcp,nw_dst=192.0.2.26",
        "tcp,in_port=2",
        "tcp,dl_vlan=5",
        "tcp6,ipv6_src=2001:db8:100::/48",
    ],
)
def test_does_not_see_what_it_does_not_cover(match: str) -> None:
    assert not rule(match).sees(V4)


def test_sees_ipv6() -> None:
    assert rule("tcp6,ipv6_src=2001:db8:100::/48,tp_dst=25").sees(V6)
    assert not rule("tcp6,ipv6_src=2001:db8:200::/48,tp_dst=25").sees(V6)
    assert not rule("tcp,tp_dst=25").sees(V6)
