"""What clients were told about their changes, held against what is there in the end."""

from __future__ import annotations

import threading
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Iterable

Entry = dict[str, Any]


@dataclass
class Ledger:
    """Filled by many clients at once.

    `told` has, for each id, every version that some client was told, with the state that
    came with it. `open_prefixes` and `open_ids` were asked for without any answer: whether
    they were added, or changed, nobody was told.
    """

    told: dict[str, dict[int, Entry]] = field(default_factory=lambda: defaultdict(dict))
    open_prefixes: set[str] = field(default_factory=set)
    open_ids: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def acknowledged(self, exemption: Entry) -> None:
        """A client was shown the exemption as the outcome of its change."""
        with self.lock:
            assert exemption["version"] not in self.told[exemption["id"]], exemption
            self.told[exemption["id"]][exemption["version"]] = exemption

    def unanswered(self, prefix: str = "", id: str = "") -> None:
        """A client asked to add `prefix`, or to change `id`, and heard nothing."""
        with self.lock:
            (self.open_prefixes if prefix else self.open_ids).add(prefix or id)

    @property
    def changes(self) -> int:
        """How many changes were acknowledged."""
        with self.lock:
            return sum(len(versions) for versions in self.told.values())

    def problems(self, listed: Iterable[Entry], log: Iterable[Entry]) -> list[str]:
        """Everything in which the exemptions and their audit log contradict the clients."""
        exemptions = {each["id"]: each for each in listed}
        history: dict[str, list[Entry]] = defaultdict(list)
        for entry in log:
            history[entry["subject"]].append(entry)
        found = [f"lost: {id}" for id in self.told if id not in exemptions]
        for id, exemption in exemptions.items():
            found += self._wrong_with(exemption, history[id])
        return found

    def _wrong_with(self, exemption: Entry, entries: list[Entry]) -> Iterable[str]:
        id, told = exemption["id"], self.told.get(exemption["id"], {})
        if not told and exemption["prefix"] not in self.open_prefixes:
            yield f"nobody asked for it: {exemption}"
        if not all(exemption.get(each) for each in ("customer", "reason", "created")):
            yield f"half done: {exemption}"
        versions = [entry["number"] for entry in entries]
        actions = [entry["action"] for entry in entries]
        silent = set(versions) - set(told)
        # One change at most may be there that nobody was told of, and it must be asked for.
        added_in_silence = versions[:1] and versions[0] in silent
        if added_in_silence and exemption["prefix"] not in self.open_prefixes:
            yield f"added without an answer: {id}"
        if set(versions[1:]) & silent and id not in self.open_ids:
            yield f"changed without an answer: {id} {sorted(silent)}"
        for version in sorted(set(told) - set(versions)):
            yield f"acknowledged, but not in the audit log: {id} version {version}"
        if not versions or exemption["version"] != versions[-1]:
            yield f"{id} is version {exemption['version']}, the log says {versions}"
        if actions[:1] != ["ADDED"] or set(actions[1:-1]) - {"UPDATED"}:
            yield f"{id} has a strange history: {actions}"
        if (exemption["state"] == "revoked") != (actions[-1:] == ["REVOKED"]):
            yield f"{id} is {exemption['state']}, the log says {actions}"
        for before, after in zip(entries, entries[1:]):
            if after.get("before") != before.get("after"):
                yield f"{id}: change {after['number']} is not based on {before['number']}"
        for version, shown in told.items():
            now = exemption if version == exemption["version"] else None
            if now and _asked(now) != _asked(shown):
                yield f"{id} is not what was acknowledged: {now} {shown}"


def _asked(exemption: Entry) -> Entry:
    return {k: v for k, v in exemption.items() if k not in ("state", "version")}
