"""What counts as a leak, as a loss, as a failure."""

from __future__ import annotations

import pytest

from oplab.bench.run import quantile
from oplab.leaks import Passage
from oplab.scoreboard import Case
from oplab.streamer import Record
from oplab.tally import Tally, tally
from topologies.oddframes import OddFrame, outbound, return_path
from topologies.access import NETWORK
from topologies.policies import access_policy, filler_prefixes


def arrived(*numbers: int) -> Tally:
    sent = [10 + 0.1 * n for n in range(6)]
    return tally(Record("r", sent, [(n, sent[n] + 0.01) for n in numbers], 0))


NONE, ALL = arrived(), arrived(0, 1, 2, 3, 4, 5)


def case(blocked: Tally, permitted: Tally, overruns: int = 0) -> Case:
    made = Case("c", most_leaks=0, most_lost=0, began=10.0, overruns=overruns)
    made.blocked, made.permitted = blocked, permitted
    return made


def test_nothing_through_and_nothing_lost_is_good() -> None:
    assert case(NONE, ALL).problems() == []


def test_one_blocked_syn_through_fails() -> None:
    leaky = case(arrived(3), ALL)
    assert leaky.leaked == 1
    assert leaky.last_leak == pytest.approx(0.31)
    assert ["1 blocked SYNs got through" in p for p in leaky.problems()] == [True]


def test_one_permitted_syn_lost_fails() -> None:
    assert case(NONE, arrived(0, 1, 2, 4, 5)).problems() == [
        "1 permitted SYNs lost, 200 ms"
    ]


def test_what_overran_the_sockets_was_lost_before_any_rule() -> None:
    assert case(NONE, arrived(0, 1, 2, 4, 5), overruns=1).problems() == []
    assert case(NONE, arrived(0, 1, 4, 5), overruns=1).problems() != []


def test_without_a_bound_a_figure_is_only_shown() -> None:
    printed = Case("c", most_leaks=None, most_lost=None)
    printed.blocked, printed.permitted = ALL, NONE
    assert printed.problems() == []
    assert printed.leaked == 6 and printed.lost == 6


def frame(passes: bool) -> OddFrame:
    return OddFrame("SYN, v4", "a", "b", b"", b"mark", passes)


@pytest.mark.parametrize(
    ("passes", "came", "control", "listed", "good"),
    [
        (False, False, True, [], True),
        (False, True, True, [], False),
        (False, True, True, ["SYN, v4"], True),
        (False, False, False, [], False),  # shows nothing: the control is lost too
        (True, True, True, [], True),
        (True, False, True, [], False),
    ],
)
def test_leak_table_row(
    passes: bool, came: bool, control: bool, listed: list[str], good: bool
) -> None:
    assert Passage(frame(passes), came, control).as_expected(listed) == good


def test_every_odd_frame_is_told_from_every_other() -> None:
    frames = outbound(NETWORK) + return_path(NETWORK)
    frames += [f.control for f in frames if f.control]
    for one in frames:
        holders = [f for f in frames if one.mark in f.frame]
        assert {f.frame for f in holders} == {one.frame}


def test_fillers_cannot_be_written_together() -> None:
    prefixes = filler_prefixes(300)
    assert prefixes[:2] == ["10.0.0.0/24", "10.0.2.0/24"]
    assert len(set(prefixes)) == 300
    assert len(access_policy("gate", rules=1000)["pools"][-1]["ipv4"]) == 500
    assert len(access_policy("subtract", rules=1000)["pools"][-1]["ipv4"]) == 250


def test_quantile() -> None:
    values = [float(n) for n in range(1, 201)]
    assert quantile(values, 0.5) == 100
    assert quantile(values, 0.99) == 198
    assert quantile([7.0], 0.99) == 7
