"""Exemptions over the command line and REST, seen from the customers' mail servers."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from oplab.api import VIEWER, Api, Reply
from oplab.exempting import V4, V6, draft, ends
from oplab.probes import DELIVERED, NO_CONNECTION
from oplab.site import Site

_ID = re.compile(r"\bx[0-9a-z]{10}\b")


def test_rest_add_and_end(site: Site, api: Api) -> None:
    ends(site, NO_CONNECTION)
    added = api.call("POST", "exemptions", draft())
    assert added.status == 201, added.text
    ends(site, DELIVERED)
    made = added.json()
    assert made["enteredBy"] == "onos" and made["state"] == "active"
    explained = api.call("GET", f"explain?source={V4}&destination=192.0.2.25").json()
    assert explained["exemption"] == made["id"]
    ended = api.call(
        "DELETE", f"exemptions/{made['id']}", If_Match=added.headers["etag"]
    )
    assert ended.status == 200 and ended.json()["state"] == "revoked"
    ends(site, NO_CONNECTION)


def test_cli_add_change_and_remove(site: Site, api: Api) -> None:
    said = site.cli(f"op25b-exempt-add --for 30d --ticket T-7 C-2002 {V4} 'own server'")
    found = _ID.search(said)
    assert found, said
    number = found[0]
    ends(site, DELIVERED)
    shown = api.call("GET", f"exemptions/{number}").json()
    assert (shown["enteredBy"], shown["ticket"]) == ("onos", "T-7")
    assert number in site.cli("op25b-exemptions -c C-2002")
    listed = json.loads(site.cli("op25b-exemptions -j -c C-2002"))
    assert [e["id"] for e in listed["exemptions"]] == [number]
    assert "changed" in site.cli(f"op25b-exempt-update --reason moved {number}")
    asked = site.cli(f"op25b-exempt-remove {number}")
    assert "please" in asked and len(asked.strip().splitlines()) == 1
    assert api.call("GET", f"exemptions/{number}").json()["state"] == "active"
    assert "ended" in site.cli(f"op25b-exempt-remove --why 'moved out' {number} please")
    ends(site, NO_CONNECTION)
    log = json.loads(site.cli(f"op25b-audit -j {number}"))
    assert [e["action"] for e in log] == ["REVOKED", "UPDATED", "ADDED"]
    assert {(e["user"], e["channel"]) for e in log} == {("onos", "cli")}
    lines = (
        site.cli("op25b-audit").splitlines()
        + site.cli("op25b-exemptions -s all").splitlines()
    )
    assert max(map(len, lines)) <= 120


def test_expiry_blocks_without_any_command(site: Site, api: Api) -> None:
    made = api.call("POST", "exemptions", draft(expires="8s"))
    assert made.status == 201, made.text
    ends(site, DELIVERED)
    ends(site, NO_CONNECTION, within=12)
    shown = api.call("GET", f"exemptions/{made.json()['id']}").json()
    assert shown["state"] == "expired"


def test_start_opens_without_any_command(site: Site, api: Api) -> None:
    made = api.call("POST", "exemptions", draft(notBefore="6s"))
    assert made.json()["state"] == "pending", made.text
    ends(site, NO_CONNECTION)
    ends(site, DELIVERED, within=10)


def test_only_the_destination_that_was_named(site: Site, api: Api) -> None:
    made = api.call("POST", "exemptions", draft(destinations=["192.0.2.25"]))
    assert made.status == 201, made.text
    ends(site, DELIVERED)
    ends(site, NO_CONNECTION, to="services")


def test_ipv6(site: Site, api: Api) -> None:
    assert api.call("POST", "exemptions", draft(V6)).status == 201
    ends(site, DELIVERED, family=6)
    ends(site, NO_CONNECTION)


def test_guard_rails_over_the_command_line(site: Site, api: Api) -> None:
    refused = site.cli("op25b-exempt-add --for 1d C-9 192.0.2.200 why")
    assert "--force" in refused and "Exception" not in refused
    done = site.cli("op25b-exempt-add --force --for 1d C-9 192.0.2.200 why")
    assert _ID.search(done), done


@pytest.mark.parametrize(
    "line",
    [
        "op25b-exempt-add --for 1d C-1 198.51.100.300 why",
        "op25b-exempt-add --for 1d C-1 198.51.100.11/24 why",
        "op25b-exempt-add --for yesterday C-1 198.51.100.11 why",
        "op25b-exempt-add --until 2026-02-30 C-1 198.51.100.11 why",
        "op25b-exempt-add --for 1d --until 2027-01-01 C-1 198.51.100.11 why",
        "op25b-exempt-add --for 1d C-1 198.51.100.11 ''",
        "op25b-exempt-add --for 1d --to 2001:db8::1 C-1 198.51.100.11 why",
        "op25b-exempt-update --reason r xnone",
        "op25b-exempt-remove xnone please",
        "op25b-exempt-import /no/such/file.csv",
        "op25b-exemptions --sort colour",
        "op25b-exemptions --limit 0",
        "op25b-exemptions --prefix nowhere",
        "op25b-exemptions --state gone",
        "op25b-audit --limit 100000",
        "op25b-audit --since soon",
    ],
)
def test_bad_lines_are_one_line_errors(site: Site, api: Api, line: str) -> None:
    before = api.call("GET", "exemptions").json()["total"]
    said = site.cli(line).strip()
    assert said and len(said.splitlines()) == 1, said
    assert "Exception" not in said and "\tat " not in said
    assert "too many arguments" not in said, said
    assert api.call("GET", "exemptions").json()["total"] == before


def test_import_names_the_bad_rows_and_refuses_whole(
    site: Site, nothing_changes: None, api: Api, tmp_path: Path
) -> None:
    bad = {
        41: "C-39,2001:db8:100:3027::/129,why,30d",
        257: "C-255,198.51.100.300,why,30d",
        500: ",2001:db8:100:31f2::/64,why,30d",
        738: "C-736,2001:db8:100:32e0::/64,why,yesterday",
        # As much as line 100 says.
        1001: "C-999,2001:db8:100:3062::/64,why,30d",
    }
    rows = [
        bad.get(line, f"C-{line - 2},2001:db8:100:{0x3000 + line - 2:x}::/64,why,30d")
        for line in range(2, 1002)
    ]
    file = tmp_path / "exemptions.csv"
    file.write_text("\n".join(["customer,prefix,reason,expires", *rows]) + "\n")

    def by_rest(query: str) -> Reply:
        path = f"exemptions/import{query}"
        return api.call("POST", path, raw=file.read_bytes(), Content_Type="text/csv")

    for reply, status in ((by_rest("?dryRun=true"), 200), (by_rest(""), 409)):
        assert reply.status == status, reply.text
        outcomes = reply.json()["outcomes"]
        assert [o["line"] for o in outcomes] == list(range(2, 1002))
        refused = {o["line"]: o["problems"] for o in outcomes if "problems" in o}
        assert list(refused) == list(bad)
        fields = [[problem["field"] for problem in each] for each in refused.values()]
        assert fields == [["prefix"], ["prefix"], ["customer"], ["expires"], ["prefix"]]
    for option, told in (
        ("--dry-run ", "5 of 1000 rows would be refused; nothing was changed"),
        ("", "5 of 1000 rows are refused, so nothing was imported."),
    ):
        said = site.cli(f"op25b-exempt-import {option}{file}")
        assert re.findall(r"^line (\d+):", said, re.M) == [str(n) for n in bad], said
        assert told in said, said


def test_roles(api: Api) -> None:
    for path in ("status", "exemptions", "audit", "events", "openapi.json"):
        unknown = api.call("GET", path, user=None)
        assert unknown.status == 401
        assert unknown.json()["status"] == 401
        assert api.call("GET", path, user="onos:wrong").status == 401
    assert api.call("GET", "exemptions", user=VIEWER).status == 200
    refused = api.call("POST", "exemptions", draft(), user=VIEWER)
    assert refused.status == 403 and refused.json()["status"] == 403
    assert api.call("DELETE", "exemptions/x", user=VIEWER).status == 403


def test_refusals_have_one_form(api: Api) -> None:
    for expected, reply in (
        (404, api.call("GET", "nowhere")),
        (405, api.call("DELETE", "pools")),
        (415, api.call("POST", "exemptions", raw=b"a=b", Content_Type="text/plain")),
        (400, api.call("POST", "exemptions", raw=b"{")),
        (400, api.call("POST", "exemptions", draft("198.51.100.300"))),
        (413, api.call("POST", "exemptions", raw=b" " * 100_000)),
        (428, api.call("PUT", "exemptions/x", draft())),
        (404, api.call("GET", "devices/of:00000000000000ff/rules")),
    ):
        assert reply.status == expected, reply.text
        assert reply.headers["content-type"].startswith("application/problem+json")
        assert reply.json()["status"] == expected and reply.json()["detail"]


def test_devices_and_rules(site: Site, api: Api) -> None:
    devices = api.call("GET", "devices").json()["devices"]
    assert [d["name"] for d in devices] == ["e1", "e2"]
    rules = api.call("GET", f"devices/{devices[0]['device']}/rules?limit=5").json()
    assert rules["total"] > 5 and len(rules["rules"]) == 5
