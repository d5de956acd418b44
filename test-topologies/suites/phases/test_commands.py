"""Each command about policy and phases, over a real SSH session."""

from __future__ import annotations

import json
import re

from oplab import phasing
from oplab.api import Api
from oplab.phasing import EAST, WEST, listed, phases
from oplab.site import Site


def test_phases_by_pool_area_and_all(site: Site, api: Api) -> None:
    preview = site.cli(f"op25b-phase-set monitor {EAST}")
    assert f"pool {EAST}: off -> monitor" in preview, preview
    assert "Nothing is changed yet" in preview and "please" in preview, preview
    assert phases(api) == {EAST: "off", WEST: "off"}

    _do(site, f"op25b-phase-set --note 'first step' monitor {EAST} please")
    assert phases(api) == {EAST: "monitor", WEST: "off"}
    _do(site, "op25b-phase-set --area west block please")
    assert phases(api) == {EAST: "monitor", WEST: "block"}
    _do(site, "op25b-phase-set --all block-all please")
    assert phases(api) == {EAST: "block-all", WEST: "block-all"}
    assert site.await_proven(), site.status()

    _do(site, "op25b-phase-rollback --all please")
    assert phases(api) == {EAST: "monitor", WEST: "block"}
    _do(site, "op25b-phase-rollback --area west please")
    assert phases(api) == {EAST: "monitor", WEST: "off"}
    _do(site, f"op25b-phase-rollback {EAST} please")
    assert phases(api) == {EAST: "off", WEST: "off"}
    assert site.await_enforced(), site.status()

    shown = site.cli("op25b-phases")
    assert re.search(rf"{EAST} +east +off ", shown), shown
    pools = json.loads(site.cli("op25b-phases --json"))["pools"]
    assert [pool["phase"] for pool in pools] == ["off", "off"]


def test_what_is_unclear_is_refused(site: Site, api: Api) -> None:
    for command, words in {
        "op25b-phase-set block please": "--area, or --all: exactly one",
        f"op25b-phase-set --all block {EAST} please": "--area, or --all: exactly one",
        "op25b-phase-set --area north block please": "No pool has the area",
        "op25b-phase-set --all blocked please": "off, monitor, block",
        "op25b-phase-set block nowhere please": "There is no pool",
        f"op25b-phase-schedule block 2099-07-01T09:00 {EAST} please": "no time zone",
        f"op25b-phase-schedule block 2001-07-01T09:00Z {EAST} please": "not in the fut",
        "op25b-phase-postpone s999 2h please": "There is no schedule",
        "op25b-phase-cancel s999 please": "There is no schedule",
        "op25b-policy rollback 999999 please": "999999",
        "op25b-policy apply /nowhere.json please": "There is no file",
    }.items():
        shown = site.cli(command)
        assert words in shown and "Exception" not in shown, (command, shown)
    assert phases(api) == {EAST: "off", WEST: "off"}
    assert listed(api)["schedules"] == []


def test_schedules(site: Site, api: Api) -> None:
    shown = site.cli("op25b-phase-schedule --area east block 2099-07-01T09:00+09:00")
    assert "Nothing is changed yet" in shown, shown
    assert listed(api)["schedules"] == []
    _do(
        site,
        "op25b-phase-schedule --area east --note announced block"
        " 2099-07-01T09:00+09:00 please",
    )
    made = listed(api)["schedules"][0]
    assert (made["pools"], made["at"]) == ([EAST], "2099-07-01T00:00:00Z")
    assert made["note"] == "announced"
    _do(site, f"op25b-phase-postpone {made['id']} 2099-08-01T09:00+09:00 please")
    assert listed(api)["schedules"][0]["at"] == "2099-08-01T00:00:00Z"
    shown = site.cli("op25b-phases")
    assert re.search(rf"{made['id']} +pending +2099-08-01T09:00\+09:00 +block", shown)
    _do(site, "op25b-phase-schedule --all block 2099-07-01T09:00+09:00 please")
    _do(site, f"op25b-phase-schedule monitor 2099-06-01T09:00+09:00 {WEST} please")
    for schedule in listed(api)["schedules"]:
        assert "Nothing is changed" in site.cli(f"op25b-phase-cancel {schedule['id']}")
        _do(site, f"op25b-phase-cancel {schedule['id']} please")
    assert listed(api)["schedules"] == []
    assert phases(api) == {EAST: "off", WEST: "off"}


def test_policy(site: Site, api: Api) -> None:
    good = site.settings.run_dir / "next-policy.json"
    good.write_text(json.dumps(phasing.policy_in("block")))
    shown = site.cli(f"op25b-policy check {good}")
    assert f"pool {EAST}: off -> block" in shown and "switch of:" in shown, shown
    assert "Nothing is changed yet" in site.cli(f"op25b-policy apply {good}")
    assert phases(api) == {EAST: "off", WEST: "off"}
    before = phasing.versions(api)[0]["version"]
    _do(site, f"op25b-policy --note 'from a file' apply {good} please")
    assert phases(api) == {EAST: "block", WEST: "block"}
    assert site.await_proven(), site.status()
    assert "This is the policy in force" in site.cli(f"op25b-policy check {good}")

    bad = site.settings.run_dir / "bad-policy.json"
    policy = phasing.policy_in("block")
    policy["pools"][0]["ipv4"] = ["198.51.100.0/33"]
    bad.write_text(json.dumps(policy))
    for action in ("check", "apply"):
        shown = site.cli(f"op25b-policy {action} {bad} please")
        assert "/pools/0/ipv4/0" in shown or "pools[0].ipv4[0]" in shown, shown

    shown = site.cli("op25b-policy versions")
    assert re.search(rf"\b{before + 1} .*from a file", shown), shown
    version = json.loads(site.cli("op25b-policy --json show"))
    assert version["policy"]["pools"][0]["phase"] == "block", version
    stale = site.cli(f"op25b-policy --based-on {before} rollback {before} please")
    assert "Done" not in stale and str(before + 1) in stale, stale
    _do(site, f"op25b-policy rollback {before} please")
    assert phases(api) == {EAST: "off", WEST: "off"}
    assert site.await_enforced(), site.status()


def _do(site: Site, command: str) -> None:
    shown = site.cli(command)
    assert "Done: " in shown, (command, shown)
