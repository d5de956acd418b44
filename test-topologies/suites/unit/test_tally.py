"""Counting of numbered SYNs, and the frames that carry the numbers."""

from __future__ import annotations

import pytest

from oplab.streamer import Orders, Record, Stream
from oplab.syns import Flow, key_of, number_of, put_number
from oplab.tally import Missing, tally, together

V4 = Flow("02:00:00:00:00:01", "02:00:00:00:00:02", "192.0.2.1", "192.0.2.2", 4000, 25)
V6 = Flow(
    "02:00:00:00:00:01", "02:00:00:00:00:02", "2001:db8::1", "2001:db8::2", 4000, 25
)


@pytest.mark.parametrize("flow", [V4, V6], ids=["v4", "v6"])
def test_frame_carries_number_and_flow(flow: Flow) -> None:
    frame = flow.frame()
    put_number(frame, 0xFEDCBA98)
    assert number_of(bytes(frame)) == 0xFEDCBA98
    assert key_of(bytes(frame)) == flow.key


@pytest.mark.parametrize("flow", [V4, V6], ids=["v4", "v6"])
def test_frame_is_what_scapy_reads_as_a_syn(flow: Flow) -> None:
    from scapy.layers import inet, inet6  # noqa: F401 (so that Ether knows them)
    from scapy.layers.l2 import Ether

    read = Ether(bytes(flow.frame()))
    ip = read.payload
    assert (ip.src, ip.dst) == (flow.source, flow.destination)
    assert (ip.payload.sport, ip.payload.dport) == (4000, 25)
    assert ip.payload.flags == "S"
    assert len(ip.payload.payload) == 0
    if not flow.v6:
        stated = ip.chksum
        del ip.chksum
        assert Ether(bytes(read)).payload.chksum == stated


def test_another_flow_has_another_key() -> None:
    other = Flow(V4.source_mac, V4.destination_mac, V4.source, V4.destination, 4001, 25)
    assert key_of(bytes(V4.frame())) != key_of(bytes(other.frame()))


def test_missing_ranges_and_their_time() -> None:
    sent = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5]
    figures = tally(Record("r", sent, [(0, 0.01), (3, 0.31), (4, 0.41)], 0))
    assert figures.sent == 6
    assert figures.arrived == 3
    assert figures.lost == 3
    assert [(m.first, m.last, m.count) for m in figures.missing] == [
        (1, 2, 2),
        (5, 5, 1),
    ]
    assert figures.missing[0].milliseconds == pytest.approx(300)
    assert figures.missing[1].milliseconds == pytest.approx(100)
    assert figures.longest_outage == pytest.approx(300)
    assert figures.longest_gap == pytest.approx(300)
    assert figures.rate == pytest.approx(10)


def test_late_and_double_arrivals() -> None:
    figures = tally(Record("r", [0.0, 0.1], [(1, 0.2), (0, 0.3), (1, 0.4)], 0))
    assert (figures.arrived, figures.lost, figures.duplicates) == (2, 0, 1)
    assert figures.missing == ()


def test_nothing_arrived() -> None:
    figures = tally(Record("r", [0.0, 0.1], [], 0))
    assert figures.missing == (Missing(0, 1, pytest.approx(100)),)
    assert figures.arrival_times == ()


def test_together() -> None:
    one = tally(Record("a", [0.0, 0.1], [(0, 0.0)], 0))
    two = tally(Record("b", [0.0, 0.1], [(0, 0.0), (1, 0.1)], 0))
    both = together([one, two])
    assert (both.sent, both.arrived, both.lost) == (4, 3, 1)
    assert both.longest_outage == one.longest_outage


def test_orders_survive_the_pipe() -> None:
    orders = Orders([Stream("s", V6, 1, 2, "eth0")], 500.0)
    assert Orders.load(orders.dump()) == orders
