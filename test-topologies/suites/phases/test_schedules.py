"""Announced dates: kept when no controller was there, and never ambiguous."""

from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone
from typing import Callable

from oplab import faults, phasing
from oplab.api import Api
from oplab.phasing import EAST, POOLS, WEST, listed, phases, told, versions
from oplab.probes import NO_CONNECTION
from oplab.rest import await_until
from oplab.site import Site
from topologies.model import Probe

_SOON = 4.0
"""Seconds until the date; less than ONOS takes to start."""

_LOOKS = 12.0
"""Seconds in which the application looks for due schedules at least twice."""

_BLOCKED = Probe("mail", "pool2a", "othermta", 4, 25, False, "date has passed")


def test_date_passes_while_the_controller_is_down(
    site: Site, api: Api, figures: Callable[[str], None]
) -> None:
    told(api.call("POST", "phases/set", {"all": True, "phase": "monitor"}))
    assert site.await_enforced()
    faults.await_shield(site)
    before = versions(api)[0]["version"]
    at = datetime.now(timezone.utc) + timedelta(seconds=_SOON)
    made = told(
        api.call(
            "POST",
            "phases/schedule",
            {"pools": [WEST], "phase": "block", "at": at.isoformat()},
        )
    )["schedule"]
    faults.kill_controller(site)
    assert datetime.now(timezone.utc) < at, "killed too late: the date has passed"
    assert await_until(lambda: datetime.now(timezone.utc) > at, 30)
    faults.start_controller(site)
    assert faults.await_product(site, 90)
    faults.await_connected(site, faults.edges(site.network.model), 60)

    def done() -> bool:
        applied = [s for s in listed(api)["done"] if s["id"] == made["id"]]
        return bool(applied) and applied[0]["state"] == "applied"

    assert await_until(done, 60), listed(api)
    assert await_until(lambda: _state(site, "e2") == "ENFORCED", 60), site.status()
    blocked = site.prober.run([_BLOCKED])[0]
    assert blocked.stage == NO_CONNECTION and blocked.evidence, blocked
    time.sleep(_LOOKS)
    assert phases(api) == {EAST: "monitor", WEST: "block"}
    new = [v for v in versions(api) if v["version"] > before]
    assert [v["action"] for v in new] == ["phase-scheduled"], new
    schedule = next(s for s in listed(api)["done"] if s["id"] == made["id"])
    assert schedule["version"] == new[0]["version"]
    log = [e for e in api.audit() if e["origin"] == made["id"]]
    assert [entry["channel"] for entry in log] == ["schedule"], log
    phasing.assert_proven(site)
    figures(
        f"date passed while ONOS was killed: applied once, {schedule['late']} s late, "
        "and proven"
    )


def test_two_at_one_instant_are_refused(site: Site, api: Api) -> None:
    first = told(
        api.call(
            "POST",
            "phases/schedule",
            {"pools": [EAST], "phase": "monitor", "at": "2099-07-01T00:00Z"},
        )
    )["schedule"]
    again = {"all": True, "phase": "block", "at": "2099-07-01T09:00+09:00"}
    reply = api.call("POST", "phases/schedule", again)
    assert reply.status == 409, reply.text
    clear = f"Schedule {first['id']} brings pool {EAST} to monitor at that very instant"
    assert clear in reply.text, reply.text
    shown = site.cli("op25b-phase-schedule --all block 2099-07-01T09:00+09:00 please")
    assert clear in shown and f"cancel {first['id']}" in shown, shown
    other = told(
        api.call(
            "POST",
            "phases/schedule",
            {"pools": [EAST], "phase": "block", "at": "2099-07-02T00:00Z"},
        )
    )["schedule"]
    moved = {"schedule": other["id"], "at": "2099-07-01T00:00Z"}
    assert api.call("POST", "phases/postpone", moved).status == 409
    assert [s["id"] for s in listed(api)["schedules"]] == [first["id"], other["id"]]
    assert phases(api) == dict.fromkeys(POOLS, "off")


def _state(site: Site, name: str) -> str:
    devices = (site.status() or {}).get("devices", [])
    return next((d["state"] for d in devices if d["name"] == name), "")
