"""When packets count as dropped: each one that was sent has to be found again."""

from __future__ import annotations

from dataclasses import replace

from oplab.evidence import Tried, evidence, rounds
from oplab.flows import Flow, TcpSyn
from topologies.access import PROBES

FIRST = TcpSyn(4, "198.51.100.11", "192.0.2.25", 25, 1)
SECOND = replace(FIRST, source="198.51.100.12", in_port=2)
OVER_V6 = TcpSyn(6, "2001:db8:100::1", "2001:db8:ee::25", 25, 1)
POOL = Flow("0x1", 0, 10, "tcp,nw_src=198.51.100.0/25,tp_dst=25", "drop", 7)
POOL_V6 = Flow("0x2", 0, 10, "tcp6,ipv6_src=2001:db8:100::/48,tp_dst=25", "drop", 0)
PASS = Flow("0x3", 0, 20, "tcp,nw_src=198.51.100.21,tp_dst=25", "goto_table:1", 3)


def counted(flow: Flow, more: int) -> Flow:
    """The same rule after so many more packets."""
    return replace(flow, packets=flow.packets + more)


def test_all_packets_of_two_rows_are_in_the_rule_that_both_share() -> None:
    after = [counted(POOL, 4), PASS]
    found = evidence("b", [POOL, PASS], after, [Tried(FIRST, 2), Tried(SECOND, 2)])
    assert [e and (e.rule.key, e.packets) for e in found] == [(POOL.key, 4)] * 2


def test_a_packet_that_was_not_dropped_spoils_all_rows_of_its_family() -> None:
    before, after = [POOL, POOL_V6], [counted(POOL, 3), counted(POOL_V6, 2)]
    tried = [Tried(FIRST, 2), Tried(SECOND, 2), Tried(OVER_V6, 2)]
    found = evidence("b", before, after, tried)
    assert [bool(e) for e in found] == [False, False, True]


def test_a_rule_that_passes_packets_on_is_no_evidence() -> None:
    exempt = replace(FIRST, source="198.51.100.21")
    after = [POOL, counted(PASS, 2)]
    assert evidence("b", [POOL, PASS], after, [Tried(exempt, 2)]) == [None]


def test_a_row_that_sent_nothing_shows_nothing() -> None:
    assert evidence("b", [POOL], [POOL], [Tried(FIRST, 0)]) == [None]


def test_a_round_has_one_row_for_each_source() -> None:
    batches = rounds(PROBES)
    assert sorted(map(str, (p for batch in batches for p in batch))) == sorted(
        map(str, PROBES)
    )
    for batch in batches:
        sources = [p.source for p in batch]
        assert len(set(sources)) == len(sources)
