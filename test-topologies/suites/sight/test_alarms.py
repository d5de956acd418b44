"""Receivers outside are told of a suspect once; one that is down is told of, and waited for by nobody."""

from __future__ import annotations

import json
import re
import time
from contextlib import contextmanager
from typing import Any, Callable, Iterator

from oplab import faults, receivers
from oplab.flood import flood
from oplab.rest import await_until
from oplab.site import Site
from oplab.suspects import bot, orders, seen

_SIGHT = "org.op25b.controller.sight.SightManager"
_WITHIN = 15.0
_AFTERWARDS = 6.0
"""Seconds in which a second alarm would come: the list is looked at every second."""

_SYSLOG = re.compile(
    r"<132>1 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z \S+ op25b - suspect - (\{.*\})"
)


def test_receivers_are_told_once(steady: Site, figures: Callable[[str], None]) -> None:
    source = "198.51.100.71"
    with receivers.webhook() as (url, posted), receivers.syslog() as (to, messages):
        with _alarms_to(steady, alarmWebhook=url, alarmSyslog=to):
            began = time.monotonic()
            with flood(orders(steady, [bot(steady, source)])) as count:
                assert await_until(lambda: bool(posted and messages), _WITHIN, 0.1)
                seconds = time.monotonic() - began
                time.sleep(_AFTERWARDS)
            told = _of(source, posted)
            parsed = [_SYSLOG.fullmatch(message) for message in messages]
            assert all(parsed), messages
            logged = _of(source, [json.loads(m[1]) for m in parsed if m])
            states = {a["receiver"]: a for a in seen(steady)["alarms"]}
    figures(
        f"webhook and syslog receiver are told after {seconds:.1f} s, "
        f"{len(told)} and {len(logged)} times in {seconds + _AFTERWARDS:.0f} s"
    )
    assert count.arrived == 0
    assert len(told) == len(logged) == 1
    assert told == logged
    alarm = told[0]
    assert alarm["pool"] == "dynamic-east"
    assert alarm["device"] == steady.network.model.switch_of("pool1a").device_id
    assert alarm["customer"] is None
    assert alarm["perSecond"] >= 10 and alarm["destinations"] >= 5
    assert alarm["firstSeen"] < alarm["lastSeen"]
    for state in states.values():
        assert (state["lost"], state["problem"]) == (0, "") and state["delivered"]


def test_a_receiver_that_is_down_stops_nothing(steady: Site) -> None:
    first, second, third = (f"198.51.100.{n}" for n in (72, 73, 74))
    with receivers.webhook() as (url, _):
        pass
    before = _complaints(steady)
    with _alarms_to(steady, alarmWebhook=url):
        both = [bot(steady, first, 200), bot(steady, second, 200)]
        with flood(orders(steady, both)):
            assert await_until(
                lambda: {first, second}
                <= {s["source"] for s in seen(steady)["suspects"][:2]},
                _WITHIN,
            )
            assert await_until(lambda: _state(steady)["lost"] == 2, _WITHIN)
        assert _state(steady)["problem"] == "no connection"
        assert _complaints(steady) == before + 1
        assert url not in steady.settings.onos_log.read_text()
    with receivers.webhook() as (url, posted), _alarms_to(steady, alarmWebhook=url):
        with flood(orders(steady, [bot(steady, third)])):
            assert await_until(lambda: bool(_of(third, posted)), _WITHIN)
        assert _state(steady)["problem"] == ""


@contextmanager
def _alarms_to(site: Site, **properties: str) -> Iterator[None]:
    for name, value in properties.items():
        faults.set_property(site, _SIGHT, name, value)
    try:
        yield
    finally:
        for name in properties:
            faults.set_property(site, _SIGHT, name, "")


def _of(source: str, alarms: list[Any]) -> list[Any]:
    return [alarm for alarm in alarms if alarm["source"] == source]


def _state(site: Site) -> dict[str, Any]:
    """How alarms fare; nothing of it yet while the property is on its way."""
    alarms: list[dict[str, Any]] = seen(site)["alarms"]
    return alarms[0] if alarms else {"lost": 0, "problem": None}


def _complaints(site: Site) -> int:
    return site.settings.onos_log.read_text().count("Alarms for the webhook are lost")
