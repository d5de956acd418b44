"""Builds the project when its sources are not those of the last build."""

from __future__ import annotations

import hashlib
import json
import os
import pwd
import re
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Iterator

from .console import say, step
from .errors import LabError
from .processes import die_with_parent
from .settings import REPOSITORY, TOPOLOGIES, Settings

_STAMP = TOPOLOGIES / "target" / "lab-build.json"
_MODULE_TREES = ("app", "cli", "web-gui", "test-topologies", ".mvn")
_IGNORED = {
    *("target", "__pycache__", ".mypy_cache"),
    *("suites", "oplab", "topologies", "providers"),
}
_MODULE_LINE = re.compile(r"\[INFO\] Building (.+?) \S+ +(\[\d+/\d+\])")
_TESTS_LINE = re.compile(r"Tests run: \d+, Failures: \d+, Errors: \d+, Skipped: \d+$")


@dataclass(frozen=True)
class Artifacts:
    """What a build leaves for the lab."""

    product: Path
    forwarding: Path
    onos: Path


def artifacts() -> Artifacts:
    """The artifacts of the last build; LabError names the first one that is missing."""
    return Artifacts(
        product=_one("app/oar/target", "*.oar"),
        forwarding=_one("test-topologies/forwarding/target", "*.oar"),
        onos=_one(
            "test-topologies/embedded-onos/distribution/target/embedded-onos/bin",
            "embedded-onos",
        ),
    )


def ensure_built(settings: Settings) -> Artifacts:
    """The artifacts of the sources as they are now, built if needed.

    Without tests and without the check of the formatting: suite `maven` asks for those.
    """
    if _up_to_date():
        return artifacts()
    log = settings.run_dir / "build.log"
    with step("building with Maven, without its tests"):
        maven(["-DskipTests", "-Dspotless.check.skip"], log, lambda line: None)
    return artifacts()


def maven(arguments: list[str], log: Path, watch: Callable[[str], None]) -> None:
    """`mvn -B install` on the whole project; its output goes to `log`, line by line to
    `watch` too. LabError if it fails. Success is remembered, see `ensure_built`.
    """
    fingerprint = _fingerprint()
    log.parent.mkdir(parents=True, exist_ok=True)
    command = ["mvn", "-B", "install", *arguments]
    with log.open("w") as stream:
        with subprocess.Popen(
            command,
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            errors="replace",
            preexec_fn=die_with_parent,
            start_new_session=True,
            **_owner(),
        ) as process:
            assert process.stdout
            try:
                for line in process.stdout:
                    stream.write(line)
                    watch(line.rstrip("\n"))
            except BaseException:
                os.killpg(process.pid, signal.SIGKILL)
                raise
    if process.returncode:
        raise LabError(f"{' '.join(command)} failed", log)
    _STAMP.parent.mkdir(exist_ok=True)
    _STAMP.write_text(json.dumps({"sources": fingerprint}))


def show_module_and_tests(line: str) -> None:
    """For `watch`: shows the module that begins and Surefire's closing lines."""
    module = _MODULE_LINE.match(line)
    if module:
        say(f"  {module[2]} {module[1]}")
    elif _TESTS_LINE.search(line):
        say(f"    {_TESTS_LINE.search(line)[0]}")  # type: ignore[index]


def _up_to_date() -> bool:
    try:
        artifacts()
        return bool(json.loads(_STAMP.read_text())["sources"] == _fingerprint())
    except (LabError, OSError, ValueError, KeyError):
        return False


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in sorted([REPOSITORY / "pom.xml", *_sources()]):
        digest.update(str(path.relative_to(REPOSITORY)).encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    for tree in _MODULE_TREES:
        for folder, folders, names in os.walk(REPOSITORY / tree):
            folders[:] = [name for name in folders if name not in _IGNORED]
            yield from (Path(folder) / name for name in names)


def _one(folder: str, pattern: str) -> Path:
    found = sorted((REPOSITORY / folder).glob(pattern))
    if len(found) != 1:
        raise LabError(
            f"expected one {folder}/{pattern}, found {len(found)}; "
            "`mvn -B clean install` builds it"
        )
    return found[0]


def _owner() -> dict[str, Any]:
    """Under sudo, Maven runs as the user who called: whose repository, whose files."""
    caller = os.environ.get("SUDO_UID")
    if not caller or int(caller) == 0 or REPOSITORY.stat().st_uid != int(caller):
        return {}
    user = pwd.getpwuid(int(caller))
    return {
        "user": user.pw_uid,
        "group": user.pw_gid,
        "extra_groups": os.getgrouplist(user.pw_name, user.pw_gid),
        "env": {**os.environ, "HOME": user.pw_dir, "USER": user.pw_name},
    }
