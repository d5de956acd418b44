"""The controller is killed while clients change exemptions, and while one expires."""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Iterator

import pytest

from oplab import faults
from oplab.api import NO_ANSWER, Api
from oplab.console import say
from oplab.exempting import V4, draft, ends
from oplab.flows import Flow, dump
from oplab.ledger import Entry, Ledger
from oplab.probes import NO_CONNECTION
from oplab.repetitions import Repetitions, from_environment
from oplab.site import Site
from oplab.traffic import Way, streams

_CLIENTS = 8
_WAY = Way("pool1a", "othermta", 4)
_RATE = 100.0
_LIFE = 25.0
_LATE = 3.0
"""Seconds: a switch counts whole ones, and looks at its rules every second or so."""


@dataclass
class Outage:
    """What was seen. Times are in seconds since the epoch."""

    ledger: Ledger
    kills: int
    ending: str
    end: float
    rules_that_end: list[Flow]
    arrivals: tuple[float, ...]
    listed: list[Entry]
    log: list[Entry]
    proven: str


class _Clients:
    """Eight clients add and remove exemptions, each its own, until the server is gone."""

    def __init__(self, api: Api, ledger: Ledger, seed: int) -> None:
        self._api = api
        self._ledger = ledger
        self._over = threading.Event()
        self._threads = [
            threading.Thread(target=self._run, args=(seed * _CLIENTS + n,))
            for n in range(_CLIENTS)
        ]

    def __enter__(self) -> _Clients:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _run(self, number: int) -> None:
        chosen = random.Random(number)
        own: list[str] = []
        for step in range(10_000):
            if self._over.is_set():
                return
            if not own or chosen.random() < 0.6:
                answered = self._add(
                    f"2001:db8:100:{number + 0x1000:x}:{step + 1:x}::/80"
                )
                own += answered or []
            else:
                answered = self._remove(own.pop(chosen.randrange(len(own))))
            if answered is None:
                return
            self._over.wait(chosen.uniform(0, 0.04))

    def _add(self, prefix: str) -> list[str] | None:
        reply = self._api.call("POST", "exemptions", draft(prefix, customer="C-kill"))
        if reply.status in (NO_ANSWER, 503):
            self._ledger.unanswered(prefix=prefix)
            return None
        assert reply.status == 201, reply.text
        self._ledger.acknowledged(reply.json())
        return [reply.json()["id"]]

    def _remove(self, id: str) -> list[str] | None:
        reply = self._api.call("DELETE", f"exemptions/{id}")
        if reply.status in (NO_ANSWER, 503):
            self._ledger.unanswered(id=id)
            return None
        assert reply.status == 200, reply.text
        self._ledger.acknowledged(reply.json())
        return []


def _kill_during_changes(site: Site, ledger: Ledger, seed: int) -> None:
    faults.await_shield(site)
    with _Clients(Api(site.onos), ledger, seed):
        time.sleep(random.Random(seed).uniform(0.3, 3.0))
        faults.kill_controller(site)


def _come_back(site: Site) -> None:
    faults.start_controller(site)
    faults.await_connected(site, faults.edges(site.network.model), 60)
    assert faults.await_product(site, 60)
    assert site.await_enforced(120), site.status()


@pytest.fixture(scope="module")
def outage(site: Site) -> Iterator[Outage]:
    """Kills the controller, once or many times; an exemption ends meanwhile."""
    repetitions: Repetitions = from_environment()
    api, ledger = Api(site.onos), Ledger()
    assert site.await_enforced()
    made = api.call("POST", "exemptions", draft(expires=f"{_LIFE:.0f}s")).json()
    end = datetime.fromisoformat(made["expires"].replace("Z", "+00:00")).timestamp()
    ends(site, "delivered")
    rules = [
        f for f in dump(faults.edges(site.network.model)[0].bridge) if V4 in f.match
    ]
    with streams(site.network, [_WAY], _RATE) as outcome:
        _kill_during_changes(site, ledger, 0)
        assert time.time() < end - 2, "no time is left"
        time.sleep(end + _LATE + 1 - time.time())
        _come_back(site)
        time.sleep(7)  # ONOS looks at what the switches hold every 5 s.
    kills = 1
    while ledger.changes < repetitions.changes and kills < 4 * repetitions.kills:
        _kill_during_changes(site, ledger, kills)
        _come_back(site)
        kills += 1
    assert site.await_proven(), site.status()
    yield Outage(
        ledger,
        kills,
        made["id"],
        end,
        [rule for rule in rules if rule.hard_timeout],
        outcome.ways[_WAY].arrival_times,
        api.exemptions(),
        api.audit(),
        site.cli("op25b-verify"),
    )


def test_the_switch_ends_an_exemption_while_no_controller_is_there(
    site: Site, outage: Outage, api: Api, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(outage.rules_that_end) == 2, outage.rules_that_end
    assert all(rule.hard_timeout <= _LIFE for rule in outage.rules_that_end)
    last = max(outage.arrivals)
    with capsys.disabled():
        say(
            f"\n  last SYN {last - outage.end:+.2f} s from the expiry, controller dead; 0 after"
        )
    # It worked until its end although nobody was there, ended, and never came back.
    assert outage.end - 0.5 < last < outage.end + _LATE
    assert api.call("GET", f"exemptions/{outage.ending}").json()["state"] == "expired"
    ends(site, NO_CONNECTION)


def test_every_acknowledged_change_outlives_the_kills(
    outage: Outage, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = [each for each in outage.listed if each["customer"] == "C-kill"]
    ids = {each["id"] for each in listed}
    log = [entry for entry in outage.log if entry["subject"] in ids]
    problems = outage.ledger.problems(listed, log)
    with capsys.disabled():
        unanswered = len(outage.ledger.open_prefixes) + len(outage.ledger.open_ids)
        say(
            f"\n  {outage.kills} kills during {outage.ledger.changes} acknowledged changes"
            f" ({unanswered} more unanswered): {len(problems)} lost or half done,"
            f" {len(listed)} exemptions, {len(log)} entries in the audit log"
        )
    assert outage.ledger.changes > 20
    assert outage.ledger.changes >= from_environment().changes
    assert problems == []
    numbers = [entry["number"] for entry in outage.log]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    assert "does what" in outage.proven and "DOES NOT" not in outage.proven
