"""The policy from the page: proposed, put in force, scheduled, called off, taken back.

Each test is held against REST, and leaves the lab's policy as it was.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest

from oplab.browser import Browser
from oplab.exempting import ends
from oplab.probes import DELIVERED, NO_CONNECTION
from oplab.site import Site

EAST, WEST = "dynamic-east", "dynamic-west"
_POOL = "#pools tr[data-pool='{}']"


def current(api: Any) -> Any:
    """The policy in force with its version."""
    return api.call("GET", "policy").json()


def phase_of(api: Any, pool: str) -> Any:
    """What REST says of a pool's phase."""
    pools = api.call("GET", "phases").json()["pools"]
    return next(one for one in pools if one["pool"] == pool)


def pending(api: Any) -> list[Any]:
    """The schedules whose time is to come."""
    schedules: list[Any] = api.call("GET", "phases").json()["schedules"]
    return schedules


def changed(policy: Any, pool: str, **values: Any) -> Any:
    """A copy of the policy in which one pool has other values."""
    copy = json.loads(json.dumps(policy))
    next(one for one in copy["pools"] if one["name"] == pool).update(values)
    return copy


def local(when: datetime) -> str:
    """As an input for date and time wants it; the browser's zone is the lab's."""
    return when.astimezone().strftime("%Y-%m-%dT%H:%M")


@pytest.fixture(autouse=True)
def same_afterwards(site: Site, api: Any) -> Iterator[None]:
    """Calls off what is pending and puts the policy in force that was so before."""
    before = current(api)["policy"]
    yield
    for schedule in pending(api):
        api.call("POST", "phases/cancel", {"schedule": schedule["id"]})
    if current(api)["policy"] != before:
        assert api.call("PUT", "policy", before, If_Match="*").status == 200
    assert site.await_enforced()


@pytest.fixture
def at_policy(desk: Browser) -> Browser:
    """The administrator at the Policy view."""
    desk.go("policy")
    desk.wait(_POOL.format(EAST))
    return desk


@pytest.fixture
def propose(at_policy: Browser, tmp_path: Path) -> Callable[[Any], Browser]:
    """Opens the dialog for a proposal, gives it a policy by its file and previews it."""

    def proposed(policy: Any) -> Browser:
        file = tmp_path / "policy.json"
        file.write_text(json.dumps(policy))
        at_policy.click("#propose")
        at_policy.wait("#proposal-file").send_keys(str(file))
        at_policy.click("#preview")
        return at_policy

    return proposed


def test_a_proposal_is_a_difference_with_its_effect_until_it_is_put(
    site: Site, api: Any, propose: Callable[[Any], Browser]
) -> None:
    exempt = {"customer": "C-5", "prefix": "198.51.100.100", "reason": "r"}
    assert api.call("POST", "exemptions", {**exempt, "expires": "1d"}).status == 201
    before = current(api)
    wanted = changed(
        before["policy"], EAST, ipv4=["198.51.100.0/26"], phase="block-all"
    )
    effect = api.call("POST", "policy/check", wanted).json()["effect"]
    page = propose(wanted)
    shown = page.wait("#effect").text
    assert "Block → Block all" in shown.replace("\n", " ")
    assert f"Pool {EAST}" in shown and "ipv4, phase" in shown
    step = effect["phases"][0]
    assert f"IPv4 addresses: {step['ipv4Addresses']}" in shown
    assert f"exemptions: {step['exemptions']}" in shown
    for device in effect["devices"]:
        counts = f"{device['rulesBefore']} {device['rulesAfter']}"
        difference = f"+{device['added']} −{device['removed']}"
        assert f"{device['name']} {counts} {difference}" in shown
    assert "C-5 198.51.100.100/32 exempt → not in a pool" in shown
    assert current(api)["version"] == before["version"]
    page.fill("#policy-note", "half of the pool is given back")
    page.click("#do")
    page.wait(".toast", "is in force")
    after = current(api)
    assert after["policy"] == wanted
    assert after["version"]["note"] == "half of the pool is given back"
    page.wait(_POOL.format(EAST), "Block all")
    page.wait(f"#versions tr[data-version='{after['version']['version']}']", "current")
    assert site.await_enforced()
    standing = {d["device"]: d["rulesConfirmed"] for d in site.status()["devices"]}
    assert standing == {d["device"]: d["rulesAfter"] for d in effect["devices"]}


def test_what_is_wrong_with_a_proposal_is_told_and_it_cannot_be_put(
    api: Any, at_policy: Browser
) -> None:
    before = current(api)
    at_policy.click("#propose")
    at_policy.fill("#proposal-text", "{")
    at_policy.click("#preview")
    at_policy.wait("dialog .refusal", "This is not JSON")
    assert not at_policy.wait("#do").is_enabled()
    wrong = {"pools": [{"name": "a", "port": 587}]}
    at_policy.fill("#proposal-text", json.dumps(wrong))
    at_policy.click("#preview")
    refusal = at_policy.wait("dialog .refusal", "/pools/0").text
    for problem in api.call("POST", "policy/check", wrong).json()["problems"]:
        assert problem["message"] in refusal
    assert not at_policy.wait("#do").is_enabled()
    at_policy.click("dialog button", "Cancel")
    at_policy.gone("dialog")
    assert current(api) == before


_TYPED_AT_ONCE = """
const address = new URL("v1/policy", location.href.split("#")[0]).href;
const answers = () => performance.getEntriesByName(address).length;
const frame = () => new Promise((done) => requestAnimationFrame(done));
const before = answers();
document.querySelector("#propose").click();
await document.querySelector("op-proposal-dialog").updateComplete;
const text = document.querySelector("#proposal-text");
text.value = "mine";
text.dispatchEvent(new Event("input", {bubbles: true}));
while (answers() === before) {
  await frame();
}
await frame();
await frame();
return text.value;
"""


def test_what_was_typed_is_not_replaced_by_a_late_answer(at_policy: Browser) -> None:
    """The dialog begins with the policy in force, which has yet to be read."""
    assert at_policy.run_async(_TYPED_AT_ONCE) == "mine"
    at_policy.click("dialog button", "Cancel")
    at_policy.gone("dialog")


def test_nothing_is_put_when_nothing_differs(
    api: Any, propose: Callable[[Any], Browser]
) -> None:
    propose(current(api)["policy"]).wait("#no-effect")


def test_a_policy_that_somebody_else_changed_is_not_overwritten(
    api: Any, propose: Callable[[Any], Browser]
) -> None:
    before = current(api)["policy"]
    mine = changed(before, EAST, phase="block-all")
    page = propose(mine)
    page.wait("#effect")
    theirs = changed(before, WEST, phase="monitor")
    assert api.call("PUT", "policy", theirs, If_Match="*").status == 200
    made = current(api)["version"]["version"]
    page.click("#do")
    stale = page.text("#stale")
    assert str(made) in stale and "onos" in stale
    assert not page.wait("#do").is_enabled()
    assert current(api)["policy"] == theirs
    page.click("#preview")
    assert WEST in page.text("#effect")
    page.click("#do")
    page.wait(".toast", "is in force")
    assert current(api)["policy"] == mine


def test_a_phase_is_set_and_rolled_back(
    site: Site, api: Any, at_policy: Browser
) -> None:
    row = _POOL.format(EAST)
    at_policy.click(f"{row} .change-phase")
    at_policy.choose("#phase-to", "monitor")
    at_policy.click("#preview")
    assert "Monitor" in at_policy.text("#effect")
    assert phase_of(api, EAST)["phase"] == "block"
    at_policy.click("#do")
    at_policy.wait(".toast", "Monitor")
    at_policy.wait(row, "Monitor")
    ends(site, DELIVERED, within=10)
    at_policy.click(f"{row} .roll-back")
    at_policy.wait("#effect")
    at_policy.click("#do")
    at_policy.wait(f"{row} .pill", "Block")
    assert phase_of(api, EAST)["phase"] == "block"
    ends(site, NO_CONNECTION, within=10)


def test_a_phase_is_scheduled_postponed_and_called_off(
    api: Any, at_policy: Browser
) -> None:
    minute = datetime.now(timezone.utc).replace(second=0, microsecond=0)
    first = minute + timedelta(days=40)
    at_policy.click(f"{_POOL.format(WEST)} .change-phase")
    at_policy.choose("#phase-to", "block-all")
    at_policy.put("#phase-at", local(first))
    at_policy.fill("#policy-note", "final stage")
    at_policy.click("#preview")
    at_policy.wait("#effect")
    assert pending(api) == []
    at_policy.click("#do")
    at_policy.wait(".toast", "is scheduled")
    (made,) = pending(api)
    assert (made["pools"], made["phase"], made["note"]) == (
        [WEST],
        "block-all",
        "final stage",
    )
    assert datetime.fromisoformat(made["at"].replace("Z", "+00:00")) == first
    row = f"#schedules tr[data-schedule='{made['id']}']"
    assert "To come" in at_policy.text(row) and WEST in at_policy.text(row)
    at_policy.wait(_POOL.format(WEST), "Block all")
    at_policy.click(f"{row} .postpone")
    second = first + timedelta(days=7)
    at_policy.put("#schedule-at", local(second))
    at_policy.click("#preview")
    at_policy.wait("#effect")
    at_policy.click("#do")
    at_policy.wait(".toast", "is postponed")
    (moved,) = pending(api)
    assert datetime.fromisoformat(moved["at"].replace("Z", "+00:00")) == second
    at_policy.wait(f"{row} time[datetime='{moved['at']}']")
    at_policy.click(f"{row} .call-off")
    at_policy.wait("dialog", "What will not happen")
    at_policy.wait("#effect")
    at_policy.click("#do")
    at_policy.wait(".toast", "is called off")
    assert pending(api) == []
    at_policy.wait(f"{row}[data-state=cancelled]", "Called off")
    assert phase_of(api, WEST)["phase"] == "block"


def test_a_time_that_has_passed_is_refused(api: Any, at_policy: Browser) -> None:
    at_policy.click(f"{_POOL.format(WEST)} .change-phase")
    at_policy.put("#phase-at", "2020-01-01T00:00")
    at_policy.click("#preview")
    at_policy.wait("dialog .refusal")
    assert not at_policy.wait("#do").is_enabled()
    at_policy.click("dialog button", "Cancel")
    at_policy.gone("dialog")


def test_what_falls_due_shows_by_itself(api: Any, at_policy: Browser) -> None:
    made = api.call(
        "POST", "phases/schedule", {"pools": [WEST], "phase": "monitor", "at": "3s"}
    ).json()["schedule"]
    row = f"#schedules tr[data-schedule='{made['id']}']"
    at_policy.wait(f"{row}[data-state=pending]")
    at_policy.wait(f"{row}[data-state=applied]", "Done")
    at_policy.wait(f"{_POOL.format(WEST)} .pill", "Monitor")


def test_an_earlier_version_is_put_in_force_again(
    site: Site, api: Any, at_policy: Browser
) -> None:
    before = current(api)
    number = before["version"]["version"]
    theirs = changed(before["policy"], WEST, phase="off")
    assert api.call("PUT", "policy", theirs, If_Match="*").status == 200
    at_policy.wait(_POOL.format(WEST), "Off")
    at_policy.click(f"#versions tr[data-version='{number}'] .restore")
    at_policy.wait("#effect", WEST)
    at_policy.click("#do")
    at_policy.wait(".toast", "is in force")
    after = current(api)
    assert after["policy"] == before["policy"]
    assert after["version"]["action"] == "rolled-back"
    at_policy.wait(f"#versions tr[data-version='{number + 2}']", "current")


def test_each_provider_on_the_network_has_its_own_notice(
    site: Site, api: Any, at_policy: Browser
) -> None:
    shared = changed(current(api)["policy"], EAST, tenant="sunfield")
    assert api.call("PUT", "policy", shared, If_Match="*").status == 200
    at_policy.click("#notices li[data-tenant=sunfield] a[hreflang=en]")
    page = at_policy.driver.current_window_handle
    at_policy.driver.switch_to.window(at_policy.driver.window_handles[-1])
    try:
        told = at_policy.wait("body", "sunfield, as of").text
    finally:
        at_policy.driver.close()
        at_policy.driver.switch_to.window(page)
    assert "east" in told and "west" not in told
    printed = site.cli("op25b-notice --tenant sunfield --lang en --format html")
    rest = api.call("GET", "notice?tenant=sunfield&lang=en&format=html").text
    assert printed.split() == rest.split()
    assert "Give one of sunfield." in site.cli("op25b-notice --tenant another")
