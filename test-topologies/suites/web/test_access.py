"""Who may do what, and what other pages and odd names cannot do."""

from __future__ import annotations

import http.server
import json
import re
import threading
from typing import Any, Iterator

import pytest

from oplab.browser import Browser
from oplab.settings import REPOSITORY
from oplab.site import Site

VIEWER = "guest:guest"
_WEBAPP = REPOSITORY / "web-gui" / "src" / "main" / "webapp"
_POLICY = "content-security-policy"


def _files() -> list[str]:
    return [
        f"../{file.relative_to(_WEBAPP)}"
        for file in sorted(_WEBAPP.rglob("*"))
        if file.is_file() and "WEB-INF" not in file.parts
    ]


def test_nothing_is_shown_without_a_login(api: Any) -> None:
    described = api.call("GET", "openapi.json").json()["paths"]
    for path, methods in described.items():
        for method in methods:
            given = path.strip("/").replace("{", "").replace("}", "")
            reply = api.call(method.upper(), given, user=None)
            assert reply.status == 401, (method, path)
    for file in ["..", "../", "../lib/lit/index.js", *_files()]:
        reply = api.call("GET", file, user=None)
        assert reply.status == 401, file
        assert "script" not in reply.text


def test_a_viewer_reads_and_is_refused_every_write(api: Any) -> None:
    described = api.call("GET", "openapi.json").json()["paths"]
    for path, methods in described.items():
        for method in methods:
            if method != "get":
                given = path.strip("/").replace("{", "").replace("}", "")
                reply = api.call(method.upper(), given, {}, user=VIEWER, If_Match="*")
                assert reply.status == 403, (method, path, reply.text)
    session = api.call("GET", "session", user=VIEWER).json()
    assert session == {"user": "guest", "roles": ["viewer"]}


def test_a_viewer_sees_no_button_that_writes(viewer: Browser, api: Any) -> None:
    made = api.call(
        "POST",
        "exemptions",
        {"customer": "C-1", "prefix": "198.51.100.77", "reason": "r", "expires": "1d"},
    )
    assert made.status == 201, made.text
    reading = {
        "Export CSV",
        "Export JSON",
        "Previous",
        "Next",
        "Explain",
        "Older entries",
    }
    sorting = {"Customer", "Address or prefix", "Expires", "Made"}
    sorting |= {"Source", "Packets", "First seen", "Last seen"}
    for view in (
        "overview",
        "topology",
        "exemptions",
        "explain?source=198.51.100.11&destination=192.0.2.25",
        "would-block",
        "policy",
        "audit",
    ):
        viewer.view(view)
        if view.startswith("explain"):
            viewer.wait(".verdict")
        elif view == "exemptions":
            viewer.wait("#exemptions")
        viewer.wait(".who", "Viewer")
        shown = {b.text.rstrip("▲▼\n ") for b in viewer.all("main button")}
        assert shown - reading - sorting == set(), view
    refused = viewer.run_async(
        "const {post} = await import('./js/api.js');"
        "try { await post('exemptions', {}); return 'done'; }"
        "catch (refusal) { return refusal.status; }"
    )
    assert refused == 403


def test_headers_let_nothing_in(api: Any) -> None:
    for path in ("../", "../index.html", "../js/app.js", "status", "no-such"):
        reply = api.call("GET", path)
        policy = dict(
            part.strip().partition(" ")[::2]
            for part in reply.headers[_POLICY].split(";")
        )
        assert policy["default-src"] == "'none'"
        assert "unsafe" not in reply.headers[_POLICY]
        assert policy["frame-ancestors"] == "'none'"
        assert policy["connect-src"] == "'self'"
        assert set(policy["script-src"].split()) - {"'self'"} != set()
        assert all(
            word == "'self'" or word.startswith("'sha256-")
            for word in policy["script-src"].split()
        )
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    "name",
    [
        "<img src=x onerror=window.hacked=1>",
        "<script>window.hacked=1</script>",
        "<b>bold</b>",
        "{{7*7}}${7*7}",
    ],
)
def test_names_are_text(desk: Browser, api: Any, name: str) -> None:
    made = api.call(
        "POST",
        "exemptions",
        {
            "customer": name,
            "prefix": "198.51.100.66",
            "reason": name,
            "ticket": name,
            "expires": "1d",
        },
    ).json()
    desk.view(f"exemptions?q={made['id']}")
    row = desk.wait(f"#exemptions tr[data-id='{made['id']}']")
    assert row.text.count(name) >= 2
    desk.click(f"#exemptions tr[data-id='{made['id']}'] .revoke")
    assert name in desk.text("dialog h2")
    desk.click("#revoke")
    desk.wait(".toast", name)
    desk.view("audit")
    desk.wait("#audit tbody", name)
    assert desk.run("return window.hacked") is None
    assert not desk.all("main img, main script, main b, dialog img, .toast img")


class _Evil(http.server.BaseHTTPRequestHandler):
    """A page of another site that posts a form to ONOS as soon as it is opened."""

    target = ""

    def do_GET(self) -> None:  # noqa: N802 (the library's name)
        draft = json.dumps(
            {"customer": "C-EVIL", "prefix": "198.51.100.99", "reason": "r", "pad": ""}
        )
        name = draft.replace('""}', '"').replace('"', "&quot;")
        body = (
            f"<form method=post enctype=text/plain action='{self.target}'>"
            f'<input name="{name}" value="&quot;}}"></form>'
            "<script>document.forms[0].submit()</script>"
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Silent."""


@pytest.fixture
def evil(desk: Browser) -> Iterator[str]:
    """The address of such a page, on another host name."""
    _Evil.target = f"{desk.origin}/onos/op25b/v1/exemptions"
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Evil)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_page_of_another_site_cannot_write(
    desk: Browser, api: Any, evil: str
) -> None:
    desk.driver.get(evil)
    desk.wait("body", "status")
    told = re.search(
        r'status"?:?\s*(\d+)', desk.text("body")
    )  # browsers write JSON anew
    assert told and int(told[1]) in (403, 415), desk.text("body")
    assert api.call("GET", "exemptions?customer=C-EVIL").json()["total"] == 0
    # What browsers say of such requests is enough, whatever their type.
    foreign = api.call("POST", "exemptions", {}, Sec_Fetch_Site="cross-site")
    assert foreign.status == 403
    desk.complaints()


def test_credentials_in_the_address_do_no_harm(site: Site, desk: Browser) -> None:
    desk.log_in()
    desk.wait("#overall")
    desk.wait(".connection[data-state=ok]")
