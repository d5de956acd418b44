"""What the help desk does with the page, seen from the customers' mail servers too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from oplab.browser import Browser
from oplab.exempting import draft, ends
from oplab.probes import DELIVERED, NO_CONNECTION
from oplab.rest import await_until
from oplab.site import Site
from topologies.access import UPLINK

CUSTOMER = "198.51.100.11"
OUTSIDE = "192.0.2.25"


def add(desk: Browser, customer: str, prefix: str, reason: str = "why") -> None:
    """Fills the dialog for a new exemption."""
    desk.click("#add")
    desk.fill("#exemption-customer", customer)
    desk.fill("#exemption-prefix", prefix)
    desk.fill("#exemption-reason", reason)
    desk.click("#save")


def test_the_overview_shows_the_real_states(site: Site, desk: Browser) -> None:
    assert site.await_enforced()
    desk.wait("#overall[data-state=ENFORCED]")
    status = site.status()
    for device in status["devices"]:
        row = desk.text(f"#switches tr[data-device='{device['device']}']")
        assert device["name"] in row and "Enforced" in row
        assert f"{device['rulesConfirmed']} / {device['rulesWanted']}" in row


def test_the_topology_shows_the_switches_and_one_in_detail(
    site: Site, desk: Browser
) -> None:
    assert site.await_proven()
    desk.go("topology")
    desk.wait("#topology .node[data-device='of:0000000000000003']")
    states = {
        node.get_attribute("data-device"): node.get_attribute("data-state")
        for node in desk.all("#topology .node")
    }
    expected = {d["device"]: d["state"] for d in site.status()["devices"]}
    assert states == {**expected, "of:0000000000000003": ""}
    desk.click("#topology .node[data-device='of:0000000000000001'] .name")
    details = desk.wait("op-switch-details", "Rules on the switch").text
    device = site.status()["devices"][0]
    assert f"{device['rulesConfirmed']} / {device['rulesWanted']}" in details


def test_the_topology_shows_links_until_they_are_down(
    site: Site, desk: Browser
) -> None:
    links = [f"of:000000000000000{n} of:0000000000000003" for n in (1, 2)]
    drawn = "#topology .link[data-ends='{}']"
    desk.go("topology")
    for link in links:
        desk.wait(drawn.format(link))
    assert len(desk.all("#topology .link")) == len(links)
    site.onos.set_port("of:0000000000000002", UPLINK, up=False)
    try:
        desk.gone(drawn.format(links[1]))
        assert desk.all(drawn.format(links[0]))
    finally:
        site.onos.set_port("of:0000000000000002", UPLINK, up=True)
    desk.wait(drawn.format(links[1]))


def test_a_rule_that_blocks_is_shown_as_such(
    site: Site, desk: Browser, api: Any
) -> None:
    """Also when it leads to the table from which copies go to the controller."""
    ends(site, NO_CONNECTION)
    edge = "of:0000000000000001"

    def counted() -> list[Any]:
        rules = api.call("GET", f"devices/{edge}/rules").json()["rules"]
        return [r for r in rules if "TCP_DST:25" in r["match"] and r["packets"] > 0]

    assert await_until(lambda: counted() != [], 20)
    assert all(rule["blocks"] for rule in counted())
    desk.view(f"topology?device={edge}")
    assert (
        desk.wait("op-switch-details .rules tr", "tcp dst 25").text.count("drop") == 1
    )


def test_add_in_the_dialog_lets_mail_pass_and_revoke_blocks_it(
    site: Site, desk: Browser, api: Any
) -> None:
    ends(site, NO_CONNECTION)
    desk.go("exemptions")
    add(desk, "C-2002", CUSTOMER, "runs a mail server")
    desk.wait(".toast", "C-2002 is exempt")
    ends(site, DELIVERED)
    made = api.call("GET", "exemptions?state=active").json()["exemptions"][0]
    assert (made["prefix"], made["enteredBy"]) == (f"{CUSTOMER}/32", "onos")
    desk.click(f"#exemptions tr[data-id='{made['id']}'] .revoke")
    desk.fill("#revoke-why", "moved out")
    desk.click("#revoke")
    desk.wait(f"#exemptions tr[data-id='{made['id']}'][data-state=revoked]")
    ends(site, NO_CONNECTION)
    assert (
        api.call("GET", f"exemptions/{made['id']}").json()["revokedWhy"] == "moved out"
    )


@pytest.mark.parametrize(
    "source, destination, port",
    [
        (CUSTOMER, OUTSIDE, 25),
        (CUSTOMER, "203.0.113.25", 25),
        (CUSTOMER, OUTSIDE, 587),
        ("198.51.100.21", OUTSIDE, 25),
        ("203.0.113.130", OUTSIDE, 25),
        ("2001:db8:100:1::11", "2001:db8:ee::25", 25),
    ],
)
def test_explain_says_what_cli_and_rest_say(
    site: Site, desk: Browser, api: Any, source: str, destination: str, port: int
) -> None:
    desk.go("explain")
    desk.fill("#explain-source", source)
    desk.fill("#explain-destination", destination)
    desk.choose("#explain-port", str(port))
    desk.click("#ask")
    shown = desk.wait(".verdict")
    asked = f"source={source}&destination={destination}&port={port}"
    rest = api.call("GET", f"explain?{asked}").json()
    cli = json.loads(site.cli(f"op25b-explain -j {source} {destination} {port}"))
    for name in ("verdict", "reason"):
        assert shown.get_attribute(f"data-{name}") == rest[name] == cli[name]
    for part in ("pool", "exemption", "mailServers"):
        assert rest.get(part, "") in shown.text
    names = {d["device"]: d["name"] for d in site.status()["devices"]}
    assert all(names[device] in shown.text for device in rest["blockedAt"])


def test_explain_exempts_with_one_button(site: Site, desk: Browser, api: Any) -> None:
    desk.view(f"explain?source={CUSTOMER}&destination={OUTSIDE}")
    desk.wait(".verdict[data-verdict=block]")
    assert "port 587" in desk.text("[data-way=submission]")
    assert "203.0.113.25" in desk.text("[data-way=relay]")
    desk.click("#exempt")
    desk.fill("#exemption-customer", "C-2002")
    desk.fill("#exemption-reason", "runs a mail server")
    desk.click("#save")
    desk.wait(".verdict[data-verdict=pass][data-reason=exempt]", "C-2002")


def test_an_objection_is_shown_before_one_can_insist(desk: Browser, api: Any) -> None:
    desk.go("exemptions")
    add(desk, "C-9", "192.0.2.200")
    desk.wait("dialog .refusal")
    desk.wait("#exemption-prefix-problem", "is in no pool")
    save = desk.wait("#save")
    assert not save.is_enabled()
    assert api.call("GET", "exemptions?customer=C-9&state=active").json()["total"] == 0
    desk.click("#insist")
    desk.click("#save")
    desk.wait(".toast", "C-9 is exempt")
    assert api.call("GET", "exemptions?customer=C-9&state=active").json()["total"] == 1


def test_bad_input_names_the_field_and_keeps_what_was_typed(
    desk: Browser, api: Any
) -> None:
    desk.go("exemptions")
    add(desk, "C-7", "198.51.100.300")
    desk.wait("#exemption-prefix[aria-invalid=true]")
    desk.wait("#exemption-prefix-problem")
    assert desk.wait("#exemption-customer").get_attribute("value") == "C-7"
    desk.click("dialog button", "Cancel")
    desk.gone("dialog")


def test_a_file_is_tried_before_it_is_imported(
    desk: Browser, api: Any, tmp_path: Path
) -> None:
    def file(name: str, third: str) -> str:
        rows = ["C-31,198.51.100.31", "C-32,198.51.100.32", third]
        path = tmp_path / name
        path.write_text(
            "customer,prefix,reason,expires\n"
            + "".join(f"{row},own server,30d\n" for row in rows)
        )
        return str(path)

    desk.go("exemptions")
    desk.click("#import")
    desk.wait("#import-file").send_keys(file("bad.csv", "C-33,198.51.100.33/40"))
    assert desk.text("#import-rows tbody th") == "4"
    assert not desk.wait("#import-do").is_enabled()
    assert api.call("GET", "exemptions?q=C-3&state=active").json()["total"] == 0
    desk.wait("#import-file").send_keys(file("good.csv", "C-33,198.51.100.33"))
    desk.wait("#import-good")
    desk.click("#import-do")
    desk.wait(".toast", "Imported: 3")
    desk.wait("#exemptions", "C-33")
    assert api.call("GET", "exemptions?q=C-3&state=active").json()["total"] == 3


def test_search_sort_and_pages_are_the_servers(desk: Browser, api: Any) -> None:
    rows = [f"C-{n},198.51.100.{n},bulk,30d" for n in range(30, 100)]
    text = "\n".join(["customer,prefix,reason,expires", *rows])
    done = api.call(
        "POST", "exemptions/import", raw=text.encode(), Content_Type="text/csv"
    )
    assert done.status == 200, done.text
    desk.view("exemptions?state=active")
    desk.wait(".pager", "1–50 of 70")
    desk.click(".pager button", "Next")
    desk.wait(".pager", "51–70 of 70")
    desk.click("#exemptions button.sort", "Address")
    desk.wait(".pager", "1–50 of 70")
    desk.wait("#exemptions tbody tr:first-child", "198.51.100.30/32")
    desk.fill("#search", "C-77")
    desk.wait(".pager", "1–1 of 1")
    desk.wait("#exemptions tbody tr:first-child", "C-77")


def test_a_change_of_somebody_else_is_caught_and_not_overwritten(
    desk: Browser, api: Any
) -> None:
    made = api.call("POST", "exemptions", draft()).json()
    path = f"exemptions/{made['id']}"
    row = f"#exemptions tr[data-id='{made['id']}'] .edit"
    desk.view("exemptions")
    desk.click(row)
    desk.fill("#exemption-reason", "mine")
    first = desk.driver.current_window_handle
    desk.driver.switch_to.new_window("tab")
    desk.view("exemptions")
    desk.click(row)
    desk.fill("#exemption-reason", "theirs")
    desk.click("#save")
    desk.wait(".toast", "is changed")
    desk.driver.close()
    desk.driver.switch_to.window(first)
    stale = desk.wait("#stale").text
    assert "theirs" in stale and "mine" in stale
    assert not desk.wait("#save").is_enabled()
    assert api.call("GET", path).json()["reason"] == "theirs"
    desk.click("#keep-mine")
    desk.click("#save")
    desk.wait(".toast", "is changed")
    assert api.call("GET", path).json()["reason"] == "mine"


def test_the_audit_log_tells_who_did_what(desk: Browser, api: Any) -> None:
    made = api.call("POST", "exemptions", draft(customer="C-AUDIT")).json()
    desk.go("audit")
    row = desk.wait("#audit tbody tr[data-action=ADDED]", made["id"])
    assert "onos" in row.text and "C-AUDIT" in row.text
    api.call("DELETE", f"exemptions/{made['id']}?why=left")
    desk.wait("#audit tbody tr[data-action=REVOKED]", made["id"])


def test_badges_on_onoss_own_view_are_the_users_choice(desk: Browser, api: Any) -> None:
    desk.go("topology")
    assert not desk.wait("#overlay").is_selected()
    desk.click("#overlay")
    desk.wait(".toast", "You see badges")
    assert api.call("GET", "overlay").json() == {"user": "onos", "on": True}
    desk.view("topology")
    assert desk.wait("#overlay").is_selected()
    desk.click("#overlay")
    desk.wait(".toast", "no more badges")
    assert api.call("GET", "overlay").json()["on"] is False


def test_the_policy_view_leads_to_the_notice_in_both_languages(
    desk: Browser, api: Any
) -> None:
    desk.go("policy")
    page = desk.driver.current_window_handle
    for language, title in (("ja", "のご案内"), ("en", "Services affected")):
        desk.click(f"#notices li[data-tenant=''] a[hreflang={language}]")
        desk.driver.switch_to.window(desk.driver.window_handles[-1])
        try:
            desk.wait("body", title)
            told = api.call("GET", f"notice?lang={language}&format=html").text
            assert desk.run("return document.documentElement.lang") == language
            assert desk.text("h1") in told
        finally:
            desk.driver.close()
            desk.driver.switch_to.window(page)


def test_the_policy_view_shows_pools_and_mail_servers(
    site: Site, desk: Browser, api: Any
) -> None:
    desk.go("policy")
    for pool in api.call("GET", "pools").json()["pools"]:
        row = desk.text(f"#pools tr[data-pool='{pool['name']}']")
        assert "Block" in row and all(prefix in row for prefix in pool["prefixes"])
    assert "203.0.113.25/32" in desk.text("#mail-servers")
