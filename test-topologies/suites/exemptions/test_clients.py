"""32 clients at once, over REST, on the same exemptions and on their own."""

from __future__ import annotations

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from oplab.api import Api
from oplab.console import say
from oplab.exempting import draft
from oplab.ledger import Entry, Ledger
from oplab.site import Site

_CLIENTS = 32
_SHARED = 3
_CONTENDED = 12
_STEPS = 15


class _Client:
    """Counts up shared exemptions, and adds, changes and ends its own ones."""

    def __init__(
        self, api: Api, ledger: Ledger, shared: list[str], number: int
    ) -> None:
        self._api = api
        self._ledger = ledger
        self._shared = shared
        self._number = number
        self._chosen = random.Random(number)
        self._own: list[Entry] = []
        self.refused = 0

    def run(self, start: threading.Barrier) -> None:
        start.wait()
        for step in range(_STEPS):
            kind = self._chosen.random()
            if kind < 0.4:
                self._count_up(self._chosen.choice(self._shared))
            elif kind < 0.55 and self._own:
                self._end()
            elif kind < 0.7 and self._own:
                self._change(step)
            elif kind < 0.85:
                # Few addresses: most clients want one that another has.
                self._add(
                    f"2001:db8:100:{self._chosen.randrange(_CONTENDED) + 0x100:x}::/64"
                )
            else:
                self._add(f"2001:db8:100:{self._number * 64 + step + 0x2000:x}::/64")

    def _count_up(self, id: str) -> None:
        seen = self._api.call("GET", f"exemptions/{id}")
        now = seen.json()
        now["reason"] = str(int(now["reason"]) + 1)
        now["ticket"] = f"T-{self._number}"
        self._put(id, now, seen.headers["etag"])

    def _change(self, step: int) -> None:
        at = self._chosen.randrange(len(self._own))
        now = {**self._own[at], "reason": f"changed in step {step}"}
        changed = self._put(now["id"], now, f'"{now["version"]}"')
        assert changed, "nobody else may have changed it"
        self._own[at] = changed

    def _put(self, id: str, body: Entry, etag: str) -> Entry | None:
        reply = self._api.call("PUT", f"exemptions/{id}", body, If_Match=etag)
        if reply.status == 412:
            self.refused += 1
            return None
        assert reply.status == 200, reply.text
        self._ledger.acknowledged(reply.json())
        return reply.json()

    def _add(self, prefix: str) -> None:
        customer = f"C-client-{self._number}"
        reply = self._api.call("POST", "exemptions", draft(prefix, customer=customer))
        if reply.status == 409:
            self.refused += 1
            return
        assert reply.status == 201, reply.text
        self._ledger.acknowledged(reply.json())
        self._own.append(reply.json())

    def _end(self) -> None:
        mine = self._own.pop(self._chosen.randrange(len(self._own)))
        reply = self._api.call("DELETE", f"exemptions/{mine['id']}")
        assert reply.status == 200, reply.text
        self._ledger.acknowledged(reply.json())


def test_no_update_is_lost(
    site: Site, api: Api, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger, shared = Ledger(), []
    for n in range(_SHARED):
        first = draft(
            f"2001:db8:100:{n + 0x10:x}::/64", customer="C-shared", reason="0"
        )
        made = api.call("POST", "exemptions", first)
        assert made.status == 201, made.text
        ledger.acknowledged(made.json())
        shared.append(made.json()["id"])
    clients = [_Client(api, ledger, shared, n) for n in range(_CLIENTS)]
    start = threading.Barrier(_CLIENTS)
    began = time.monotonic()
    with ThreadPoolExecutor(_CLIENTS) as pool:
        for done in [pool.submit(client.run, start) for client in clients]:
            done.result(120)
    seconds = time.monotonic() - began

    listed = [
        e
        for e in api.exemptions()
        if e["customer"].startswith(("C-client-", "C-shared"))
    ]
    ids = {each["id"] for each in listed}
    log = [entry for entry in api.audit() if entry["subject"] in ids]
    assert ledger.problems(listed, log) == []
    for id in shared:
        last = next(each for each in listed if each["id"] == id)
        # Each acknowledged change counted up from what it was based on.
        assert int(last["reason"]) == len(ledger.told[id]) - 1
    live = [each["prefix"] for each in listed if each["state"] == "active"]
    assert len(live) == len(set(live)), "two live exemptions of one prefix"
    refused = sum(client.refused for client in clients)
    assert refused > 0, "the clients never met"
    began = time.monotonic()
    assert site.await_proven(), site.status()
    proven = site.cli("op25b-verify")
    assert "does what the policy says" in proven and "DOES NOT" not in proven, proven
    with capsys.disabled():
        say(
            f"\n  {_CLIENTS} clients: {ledger.changes} changes in {seconds:.1f} s, {refused}"
            f" refused as stale or duplicate, 0 lost; enforced and proven"
            f" {time.monotonic() - began:.1f} s later"
        )
