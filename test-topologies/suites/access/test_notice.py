"""What customers are told, and the overlay, on an ONOS that has no GUI."""

from __future__ import annotations

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from oplab.api import Api
from oplab.rest import await_until
from oplab.site import Site

_ROWS_JA = {
    "| 対象サービスの回線 | 当社のメールサーバー | 25 | ○ 送信できます |",
    "| 対象サービスの回線 | 当社のメールサーバー | 587 | ○ 送信できます |",
    "| 対象サービスの回線 | 他社のメールサーバー | 25 | × 送信できません |",
}


def test_rest_and_command_line_tell_the_same(site: Site) -> None:
    for language in ("ja", "en"):
        told = site.onos.request("GET", f"/op25b/v1/notice?lang={language}&format=md")
        assert told.status == 200, told.text
        printed = site.cli(f"op25b-notice --lang {language}")
        assert printed.strip().splitlines() == told.text.strip().splitlines()
        assert "dynamic" in told.text


def test_japanese_table_is_that_of_the_policy_in_force(site: Site) -> None:
    told = site.onos.request("GET", "/op25b/v1/notice?format=md").text
    assert _ROWS_JA <= set(told.splitlines())


def test_it_tells_the_dates_of_the_phases(site: Site) -> None:
    api = Api(site.onos)

    def told(language: str) -> str:
        return api.call("GET", f"notice?lang={language}&format=md").text

    announced = api.call(
        "POST",
        "phases/schedule",
        {
            "pools": ["dynamic-west"],
            "phase": "block-all",
            "at": "2031-04-01T00:00:00+09:00",
        },
    )
    assert announced.status == 200, announced.text
    schedule = announced.json()["schedule"]["id"]
    try:
        assert "Blocked from 1 April 2031, including" in told("en")
        assert "2031年4月1日から制限" in told("ja")
        moved = {"schedule": schedule, "at": "2032-05-02T07:30:00+09:00"}
        assert api.call("POST", "phases/postpone", moved).status == 200
        assert "07:30 on 2 May 2032" in told("en")
        assert "2032年5月2日7時30分から制限" in told("ja")
    finally:
        api.call("POST", "phases/cancel", {"schedule": schedule})
    assert "2032" not in told("en") + told("ja")
    pools = api.call("GET", "phases").json()["pools"]
    since = {datetime.fromisoformat(p["since"].replace("Z", "+00:00")) for p in pools}
    for moment in since:
        local = moment.astimezone(ZoneInfo("Asia/Tokyo"))
        assert f"since {local:%H:%M} on {local.day} {local:%B %Y}" in told("en")
        assert f"{local:%Y}年{local.month}月{local.day}日" in told("ja")


def test_a_tenant_that_no_pool_has_is_refused(site: Site) -> None:
    answer = Api(site.onos).call("GET", "notice?tenant=sunfield")
    assert answer.status == 400
    (problem,) = answer.json()["problems"]
    assert problem["parameter"] == "tenant" and "sunfield" in problem["message"]
    assert problem["remedy"] in site.cli("op25b-notice --tenant sunfield")


def test_contact_comes_from_component_configuration(site: Site) -> None:
    component = "org.op25b.controller.notice.NoticeManager"
    said = site.cli(f"cfg set {component} contactEnglish 'desk <b>25</b>'")

    def told() -> bool:
        path = "/op25b/v1/notice?lang=en&format=html"
        return "desk &lt;b&gt;25&lt;/b&gt;" in site.onos.request("GET", path).text

    try:
        assert await_until(told, 10), said + site.cli(f"cfg get {component}")
    finally:
        site.cli(f"cfg set {component} contactEnglish")


@pytest.mark.parametrize("on", [True, False])
def test_overlay_is_switched_without_a_gui(site: Site, on: bool) -> None:
    word = "on" if on else "off"
    assert f"overlay of onos: {word}" in site.cli(f"op25b-overlay {word}")
    state = {"user": "onos", "on": on}
    assert site.onos.request("GET", "/op25b/v1/overlay").json() == state
    answer = site.onos.request("PUT", "/op25b/v1/overlay", {"on": not on})
    assert answer.json() == {"user": "onos", "on": not on}
    assert json.loads(site.cli("op25b-overlay -j"))["on"] is not on
    site.cli("op25b-overlay off")
