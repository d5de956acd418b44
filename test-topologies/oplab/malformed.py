"""Requests and command lines that are wrong for certain, made from right ones.

Every way to spoil one is such that no accident makes it right again: the suite that sends
them expects each of them to be refused.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from typing import Any, Callable, Iterator

from .exempting import V4, draft

SEED = 20060222

_WRONG_VALUES: dict[str, list[Any]] = {
    "customer": ["", " ", None, "x" * 65, "a\u0000b", "a\nb", "\u2028", "\ud800"],
    "prefix": [
        "", None, "198.51.100.256", "198.51.100.11/33", "198.51.100.11/-1", "198.51.100",
        "198.51.100.11/24", "2001:db8::/129", "2001:db8:::1", "fe80::1%eth0", "::/0",
        "0.0.0.0/0", "224.0.0.1", "127.0.0.1", "localhost", "198.51.100.11/", "1e3",
        "198.51.100.11 198.51.100.12", "１９８.51.100.11", "198.051.100.11/32/1",
    ],
    "reason": ["", "\t", None, "x" * 501, "a\u0007b"],
    "expires": [
        "yesterday", "2026-02-30", "0d", "-5d", "1", "99999999d", "2020-01-01",
        "1d1", "2026-12-31T25:00Z", "P1D", "∞", "2100-01-01T00:00:00Z",
    ],
    "notBefore": ["soon", "2026-13-01", "-1h", "9999999d"],
    "destinations": [
        ["192.0.2.256"], [""], [None], ["2001:db8::1"], ["192.0.2.1"] * 17 + ["x"],
        {"a": 1}, 5, [["192.0.2.1"]], [1],
    ],
    "ticket": ["x" * 65, "a\u0000b", "a\r\nb"],
    "requestedBy": ["x" * 129, "a\u0001b"],
}  # fmt: skip

_WRONG_TYPES: list[Any] = [1, 1.5, True, {"a": "b"}, [["x"]]]
_STRUCTURE = '{}[]":,'


@dataclass(frozen=True)
class Bad:
    """A request that must be answered with 4xx. `what` names what is wrong with it."""

    what: str
    method: str
    path: str
    body: bytes
    content_type: str = "application/json"


def bodies(count: int, seed: int = SEED) -> list[Bad]:
    """At least so many malformed bodies; the same ones for the same seed."""
    chosen = random.Random(seed)
    made = list(_written())
    makers: list[Callable[[random.Random], Bad]] = [_cut, _broken, _alien, _csv, _bytes]
    while len(made) < count:
        made.append(chosen.choice(makers)(chosen))
    return made


def _create(what: str, body: bytes) -> Bad:
    return Bad(what, "POST", "exemptions", body)


def _written() -> Iterator[Bad]:
    for name, values in _WRONG_VALUES.items():
        for value in values + _WRONG_TYPES[: 4 if name != "destinations" else 0]:
            body = json.dumps(draft() | {name: value}).encode()
            yield _create(f"{name}: {value!r}"[:60], body)
    for name in ("customer", "prefix", "reason"):
        body = draft()
        del body[name]
        yield _create(f"no {name}", json.dumps(body).encode())
    whole = json.dumps(draft())
    for text in ("", "null", "[]", "7", '"x"', "[" * 5000, '{"a":' * 5000, whole * 2):
        yield _create(text[:20], text.encode())
    yield _create("twice", whole.replace("{", '{"prefix": "10.0.0.1",', 1).encode())
    yield _create("NaN", whole.replace('"30d"', "NaN").encode())
    yield _create("comment", whole.replace("{", "{/* */", 1).encode())
    yield _create("quotes", whole.replace('"', "'").encode())
    yield _create("UTF-16", whole.encode("utf-16-le")[1:])
    yield _create("long", b" " * 100_000)
    yield Bad("form", "POST", "exemptions", b"a=b", "application/x-www-form-urlencoded")
    yield Bad("text", "POST", "exemptions", whole.encode(), "text/plain")
    yield Bad("XML", "POST", "exemptions", b"<a/>", "application/xml")
    yield Bad("no version", "PUT", "exemptions/xnone", whole.encode())
    yield Bad("no such path", "POST", "exemptions/x/y/z", whole.encode())
    yield Bad("no such method", "PUT", "status", b"{}")
    yield Bad("parameter", "POST", "exemptions?forse=true", whole.encode())
    yield Bad("flag", "POST", "exemptions?force=perhaps", whole.encode())


def _cut(chosen: random.Random) -> Bad:
    whole = json.dumps(draft(ticket="T-1", destinations=["192.0.2.25"])).encode()
    at = chosen.randrange(1, len(whole) - 1)
    return _create(f"cut at {at}", whole[:at])


def _broken(chosen: random.Random) -> Bad:
    """One character of the structure is gone, and no JSON is right without it."""
    whole = json.dumps(draft())
    at = chosen.choice([n for n, each in enumerate(whole) if each in _STRUCTURE])
    return _create(f"without character {at}", (whole[:at] + whole[at + 1 :]).encode())


def _alien(chosen: random.Random) -> Bad:
    name = "".join(chosen.choices("abcdefghijklmnopqrstuvwxyz_-.$", k=12))
    return _create(f"field {name}", json.dumps(draft() | {name: "x"}).encode())


def _csv(chosen: random.Random) -> Bad:
    rows = [["customer", "prefix", "reason", "expires"], ["C-1", V4, "why", "30d"]]
    bad = chosen.choice(["198.51.100.11/33", "x", "", "198.51.100.11/1", '"open'])
    row = ["C-2", bad, "why", "30d"] + ["more"] * chosen.randrange(3)
    rows.insert(chosen.randrange(1, 3), row)
    text = "\n".join(",".join(each) for each in rows) + "\n"
    return Bad(f"CSV {bad}", "POST", "exemptions/import", text.encode(), "text/csv")


def _bytes(chosen: random.Random) -> Bad:
    """A byte that is in no UTF-8 text, somewhere."""
    whole = bytearray(json.dumps(draft()).encode())
    whole.insert(chosen.randrange(len(whole)), chosen.choice([0xC0, 0xC1, 0xF8, 0xFF]))
    return _create("no UTF-8", bytes(whole))


_LINES: list[tuple[str, list[str]]] = [
    ("op25b-exempt-add --for {} C-1 198.51.100.11 why",
     ["1", "d", "0d", "-3d", "9999999d", "1y1", "2026-01-01", "''"]),
    ("op25b-exempt-add --until {} C-1 198.51.100.11 why",
     ["2026-02-30", "never", "2020-01-01", "30x", "2026-12-31T24:61Z"]),
    ("op25b-exempt-add --for 1d C-1 {} why",
     ["198.51.100.300", "198.51.100.11/24", "2001:db8:::1", "x", "198.51.100.11/64"]),
    ("op25b-exempt-add --for 1d --to {} C-1 198.51.100.11 why",
     ["2001:db8::1", "x", "192.0.2.1/33"]),
    ("op25b-exempt-add --for 1d {} 198.51.100.11 why", ["''", "'  '", "x" * 65]),
    ("op25b-exempt-update --reason r {}", ["xnone", "'x y'", "../x", "x" * 500]),
    ("op25b-exempt-remove {} please", ["xnone", "0", "x,y"]),
    ("op25b-exempt-import {}", ["/no/such/file.csv", "/", "''"]),
    ("op25b-exemptions --sort {}", ["colour", "''", "-"]),
    ("op25b-exemptions --limit {}", ["0", "-1", "99999"]),
    ("op25b-exemptions --state {}", ["gone", "ACTIVE1"]),
    ("op25b-exemptions --prefix {}", ["nowhere", "198.51.100.0/99"]),
    ("op25b-audit --limit {}", ["0", "100000"]),
    ("op25b-audit --since {}", ["soon", "2026-99-01"]),
    ("op25b-explain {} 192.0.2.25", ["x", "198.51.100.300"]),
    ("op25b-explain 198.51.100.11 192.0.2.25 {}", ["65536", "-1", "smtp"]),
]  # fmt: skip


def lines(count: int, seed: int = SEED) -> list[str]:
    """So many command lines that must be refused in one line each."""
    every = [line.format(word) for line, words in _LINES for word in words]
    return random.Random(seed).sample(every, min(count, len(every)))
