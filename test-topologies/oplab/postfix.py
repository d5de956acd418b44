"""Real mail servers: one Postfix from Debian's package for each mail host of a network.

Each runs in its host's network namespace and, as far as it can see, alone on a machine:
with process and mount namespaces of its own, and a root directory under the lab's run
directory that holds its configuration, queue and mailbox. All of it ends with its first
process, and its mounts with it. Nothing is installed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Iterator, Sequence

from . import debs, packages
from .errors import LabError
from .journal import SHELL, Journal
from .mail import Delivery
from .mailconfig import PASSWORD, USER
from .network import RunningNetwork
from .postfixconfig import (
    BOXES,
    DROP,
    GROUP,
    OWNER,
    PASSWD,
    QUEUES,
    REALM,
    SASL,
    MailHost,
    domain,
    main_cf,
    master_cf,
)
from .processes import die_with_parent, run
from .rest import await_until
from .settings import Settings

_UNPACKED = ("postfix", "sasl2-bin")
_LIBRARIES = (
    *("libdb5.3", "libicu72", "libnsl2"),
    *("libsasl2-2", "libsasl2-modules", "libsasl2-modules-db"),
)
"""What Postfix needs beside its own package; these conflict with nothing."""

_RECEIVED = re.compile(
    r"^Received: from \S+ \(\S+ \[(?:IPv6:)?(?P<peer>[0-9a-fA-F.:]+)\]\)"
    r".*?\(Postfix/(?P<port>\d+)\)",
    re.DOTALL | re.MULTILINE,
)


class PostfixServers:
    """All mail servers of a network, each a Postfix of its own."""

    def __init__(self, settings: Settings, hosts: Sequence[MailHost]) -> None:
        self._settings = settings
        self._hosts = hosts
        self._folder = settings.run_dir / "postfix"
        self._read: dict[Path, str] = {}

    def prepare(self) -> None:
        """Fetches what is missing. Needs Debian's repositories, once."""
        packages.install(self._settings, _LIBRARIES)
        debs.unpacked(self._settings, "postfix", _UNPACKED)

    def start(self, network: RunningNetwork, journal: Journal) -> None:
        """Starts the servers and waits until each of them listens."""
        self.prepare()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        unpacked = debs.unpacked(self._settings, "postfix", _UNPACKED)
        certificate, key = self._certificate()
        routes = {domain(host.name): host.ipv4 for host in self._hosts}
        for host in self._hosts:
            root = self._root(host.name)
            _lay_out(root)
            postfix = root / "etc/postfix"
            (postfix / "main.cf").write_text(main_cf(host, routes))
            (postfix / "master.cf").write_text(master_cf(host))
            shutil.copy(certificate, postfix / "mail.crt")
            shutil.copy(key, postfix / "mail.key")
            self._launch(host, root, unpacked, network, journal)
        for host in self._hosts:
            if not await_until(lambda: _listens(network.pid(host.name), host), 20, 0.1):
                raise LabError(
                    f"the mail server of {host.name} does not start",
                    self._folder / f"{host.name}.log",
                )

    def recipient(self, host: str) -> str:
        """An address that has a mailbox on a host."""
        return f"someone@{domain(host)}"

    def deliveries(self, token: str) -> list[Delivery]:
        """The delivered messages whose text contains `token`."""
        return [
            Delivery(host, port, peer, text)
            for host, text in self._messages(token)
            for port, peer in [_received(text)]
        ]

    def _messages(self, token: str) -> Iterator[tuple[str, str]]:
        for host in self._hosts:
            box = self._root(host.name) / "mail/box/new"
            for message in box.glob("*"):
                if message not in self._read:
                    self._read[message] = message.read_text(errors="replace")
                if token in self._read[message]:
                    yield host.name, self._read[message]

    def _root(self, host: str) -> Path:
        return self._folder / host

    def _launch(
        self,
        host: MailHost,
        root: Path,
        unpacked: Path,
        network: RunningNetwork,
        journal: Journal,
    ) -> None:
        script = self._folder / f"{host.name}.sh"
        script.write_text(_script(root, unpacked))
        isolated = ["unshare", "--mount", "--pid", "--fork", "--kill-child"]
        with (self._folder / f"{host.name}.log").open("w") as log:
            process = subprocess.Popen(
                network.inside(host.name, *isolated, "sh", str(script)),
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )
        journal.add_process(f"Postfix of {host.name}", process.pid, SHELL)

    def _certificate(self) -> tuple[Path, Path]:
        certificate, key = self._folder / "mail.crt", self._folder / "mail.key"
        run(
            *("openssl", "req", "-x509", "-newkey", "ec", "-nodes", "-days", "30"),
            *("-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-subj", "/CN=mail.example"),
            *("-keyout", str(key), "-out", str(certificate)),
        )
        key.chmod(0o600)
        return certificate, key


def _lay_out(root: Path) -> None:
    """The folders and files of an instance's root directory, but for the mounts."""
    for folder in (
        *("dev", "proc", "mail/box", "var/spool/postfix", "var/lib/postfix"),
        *("var/log", "tmp", "etc/postfix/sasl", "usr/sbin", "usr/lib64"),
        "usr/lib/postfix",
        *(f"usr/lib/{path.name}" for path in _multiarch()),
    ):
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "tmp").chmod(0o1777)
    for link in ("lib", "lib64", "sbin"):
        (root / link).symlink_to(f"usr/{link}")
    for device in _DEVICES:
        (root / "dev" / device).touch()
    queue = root / "var/spool/postfix"
    for name in QUEUES:
        (queue / name).mkdir(mode=0o700)
        os.chown(queue / name, OWNER, 0)
    for name, mode in (("public", 0o710), ("maildrop", 0o730)):
        (queue / name).mkdir()
        os.chown(queue / name, OWNER, DROP)
        (queue / name).chmod(mode)
    (queue / "pid").mkdir(mode=0o755)
    os.chown(root / "var/lib/postfix", OWNER, 0)
    os.chown(root / "mail", BOXES, BOXES)
    os.chown(root / "mail/box", BOXES, BOXES)
    etc = root / "etc"
    (etc / "passwd").write_text(PASSWD)
    (etc / "group").write_text(GROUP)
    (etc / "hosts").write_text("127.0.0.1 localhost\n")
    (etc / "nsswitch.conf").write_text("passwd: files\ngroup: files\nhosts: files\n")
    (etc / "postfix/dynamicmaps.cf").touch()
    (etc / "postfix/sasl/smtpd.conf").write_text(SASL)


_DEVICES = ("null", "urandom", "random", "zero")


def _multiarch() -> list[Path]:
    return sorted(Path("/usr/lib").glob("*-linux-gnu"))


def _script(root: Path, unpacked: Path) -> str:
    """Run in namespaces of its own: mounts, makes the customer known, becomes Postfix."""
    mounts = [(path, f"usr/lib/{path.name}") for path in _multiarch()]
    mounts += [
        (Path("/usr/lib64"), "usr/lib64"),
        (unpacked / "usr/lib/postfix", "usr/lib/postfix"),
        (unpacked / "usr/sbin", "usr/sbin"),
    ]
    lines = ["set -e", "mount --make-rprivate /"]
    lines += [f"mount --bind -o ro {there} {root}/{here}" for there, here in mounts]
    lines += [f"mount --bind /dev/{name} {root}/dev/{name}" for name in _DEVICES]
    lines += [
        f"mount -t proc proc {root}/proc",
        f"printf %s '{PASSWORD}' | chroot {root} /usr/sbin/saslpasswd2 "
        f"-p -c -u {REALM} -f /etc/sasldb2 {USER}",
        f"chown {OWNER} {root}/etc/sasldb2",
        f"exec chroot {root} /usr/lib/postfix/sbin/master -d -c /etc/postfix",
    ]
    return "\n".join(lines) + "\n"


def _listens(pid: int, host: MailHost) -> bool:
    """Whether all of a host's ports are open, on both of its addresses."""
    shown = run("nsenter", "-t", str(pid), "-n", "ss", "-H", "-l", "-t", "-n")
    return all(
        f"{address}:{port} " in shown
        for port in host.ports
        for address in (host.ipv4, f"[{host.ipv6}]")
    )


def _received(text: str) -> tuple[int, str]:
    """Port and client of the first hop: the lowest `Received` line of the lab's."""
    hops = list(_RECEIVED.finditer(text))
    if not hops:
        return 0, ""
    return int(hops[-1]["port"]), hops[-1]["peer"]
