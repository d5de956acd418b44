"""Who tries to send: seen within seconds, at a bounded cost, and nothing gets out."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest

from oplab import faults, onos
from oplab.flood import Count, Source, flood
from oplab.network import HOST_INTERFACE
from oplab.rest import await_until
from oplab.settings import LONG_VARIABLE
from oplab.site import Site, journal_of
from oplab.suspects import BOT, bot, frame, orders, pid, sampled, seen
from topologies.access import NETWORK

METER = 50
"""Copies a second that a switch may send, unless the application's property says otherwise."""

_FORWARDING_MANAGER = "org.op25b.lab.forwarding.ForwardingManager"

_LATE = 4.0
"""Seconds from the switches' connection to the application's start."""

_LONG = pytest.mark.skipif(not os.environ.get(LONG_VARIABLE), reason="only with --long")

Figures = Callable[[str], None]


@pytest.fixture
def reactive(steady: Site) -> Iterator[Site]:
    """The forwarding application forwards every packet that the controller gets."""
    faults.set_property(steady, _FORWARDING_MANAGER, "reactive", "true")
    yield steady
    faults.set_property(steady, _FORWARDING_MANAGER, "reactive", "false")


def test_bot_among_ordinary_sources(steady: Site, figures: Figures) -> None:
    before, began = _copies(steady), time.monotonic()
    with flood(orders(steady, [bot(steady), _ordinary(steady)])) as count:
        assert await_until(lambda: _is_first(steady), 10, 0.2), seen(steady)
        seconds = time.monotonic() - began
        time.sleep(max(0.0, 15 - seconds))
        first = seen(steady)["suspects"][0]
        copied = (_copies(steady) - before) / (time.monotonic() - began)
    figures(
        f"the bot ({count.rate(f'bot {BOT}'):.0f} SYN/s) is first among 201 after "
        f"{seconds:.1f} s, with {first['perSecond']:.0f}/s to about "
        f"{first['destinations']} destinations; {copied:.0f} copies/s; "
        f"{_arrived(count)}"
    )
    assert count.arrived == 0
    assert first["pool"] == "dynamic-east"
    assert 0.5 * METER <= copied <= 1.3 * METER + METER / 15


def test_flood_stays_within_the_meter(steady: Site, figures: Figures) -> None:
    process = onos.running(journal_of(steady.settings))
    assert process
    sources = [f"198.51.100.{n}" for n in range(1, 127) if n != 21]
    sources += [f"2001:db8:100:{n:x}::5" for n in range(1, 1001 - len(sources))]
    frames = [frame(source, _far(source, n)) for n, source in enumerate(sources)]
    crowd = Source("crowd", pid(steady), HOST_INTERFACE, frames, 20_000)
    copies, cpu, began = _copies(steady), _cpu(process.pid), time.monotonic()
    with flood(orders(steady, [crowd])) as count:
        time.sleep(10)
        lasted = time.monotonic() - began
        copied = (_copies(steady) - copies) / lasted
        used = (_cpu(process.pid) - cpu) / lasted
        listed = len(seen(steady)["suspects"])
    figures(
        f"{count.rate('crowd'):.0f} SYN/s from {len(sources)} sources: {copied:.0f} "
        f"copies/s, ONOS uses {used:.2f} cores and {_memory(process.pid)} MiB, "
        f"{listed} suspects listed; {_arrived(count)}"
    )
    assert count.arrived == 0
    assert 0.5 * METER <= copied <= 1.2 * METER
    assert listed <= 1000


def test_no_copy_is_forwarded(reactive: Site) -> None:
    before = _copies(reactive)
    with flood(orders(reactive, [bot(reactive)])) as count:
        time.sleep(5)
        assert _copies(reactive) > before + METER
    assert count.arrived == 0


def test_no_copy_is_forwarded_when_the_application_stops(
    reactive: Site, figures: Figures
) -> None:
    with flood(orders(reactive, [bot(reactive)])) as count:
        faults.stop_product(reactive)
        time.sleep(2)
        faults.start_product(reactive)
        assert faults.await_product(reactive, 60)
        assert await_until(lambda: sampled(reactive), 40)
    figures(f"application stopped and started: {_arrived(count)}")
    assert count.arrived == 0


@_LONG
def test_no_copy_is_forwarded_when_the_controller_is_killed(
    reactive: Site, figures: Figures
) -> None:
    """The one who forwards may start before the one who takes the copies in."""
    with flood(orders(reactive, [bot(reactive)])) as count:
        faults.kill_controller(reactive)
        faults.start_controller(reactive)
        assert faults.await_product(reactive, 90)
        assert reactive.await_enforced(120), reactive.status()
        assert await_until(lambda: sampled(reactive), 40)
    figures(f"controller killed and restarted: {_arrived(count)}")
    assert count.arrived == 0


@_LONG
def test_no_copy_is_forwarded_while_the_application_is_late(
    reactive: Site, figures: Figures
) -> None:
    """Nobody takes copies in when the switches connect: they must have ended to copy."""
    with flood(orders(reactive, [bot(reactive)])) as count:
        faults.restart_with_late_product(reactive, _LATE)
        assert await_until(lambda: sampled(reactive), 40)
    figures(f"controller killed, application {_LATE:.0f} s late: {_arrived(count)}")
    assert count.arrived == 0


def _arrived(count: Count) -> str:
    sent = sum(count.sent.values())
    return f"{count.arrived} of {sent} blocked packets arrived"


def _ordinary(site: Site) -> Source:
    """Two hundred customers whose mail programs try again and again."""
    sources = [f"198.51.100.{n}" for n in range(22, 122) if n != 66]
    sources += [f"2001:db8:100:{n:x}::9" for n in range(1, 102)]
    frames = [frame(source, _far(source, n)) for n, source in enumerate(sources)]
    return Source("ordinary", pid(site), HOST_INTERFACE, frames, 40)


def _far(source: str, number: int) -> str:
    if ":" in source:
        return NETWORK.host("othermta").ipv6
    return f"192.0.2.{number % 250 + 1}"


def _is_first(site: Site) -> bool:
    """The bot heads the list with its rate right within a fifth."""
    suspects = seen(site)["suspects"]
    return bool(
        suspects
        and suspects[0]["source"] == BOT
        and 400 <= suspects[0]["perSecond"] <= 600
    )


def _copies(site: Site) -> int:
    answer = site.onos.request("GET", "/op25b/v1/metrics", accept="text/plain")
    assert answer.ok, answer
    for line in answer.text.splitlines():
        name, _, value = line.partition(" ")
        if name == "op25b_copies_received_total":
            return int(value)
    raise AssertionError(answer.text)


def _cpu(pid: int) -> float:
    """Seconds of processor time so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def _memory(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) // 1024
    return 0
