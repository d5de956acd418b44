"""The configuration of one Postfix, as text: pure, see `postfix` for the process.

The file names are those inside of the instance's own root directory.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Mapping

from .mailconfig import SUBMISSION, SUBMISSIONS

OWNER, DROP, BOXES = 61025, 61026, 61027
"""User and group numbers of an instance: Postfix itself, its drop group, the mailboxes.
They are known inside of its root directory alone."""

REALM = "lab"
"""The SASL realm of the lab's customers."""

QUEUES = (
    *("active", "bounce", "corrupt", "defer", "deferred", "flush", "hold"),
    *("incoming", "private", "saved", "trace"),
)

PASSWD = f"""\
root:x:0:0::/:/bin/false
postfix:x:{OWNER}:{OWNER}::/:/bin/false
boxes:x:{BOXES}:{BOXES}::/:/bin/false
nobody:x:65534:65534::/:/bin/false
"""

GROUP = f"""\
root:x:0:
postfix:x:{OWNER}:
postdrop:x:{DROP}:
boxes:x:{BOXES}:
nogroup:x:65534:
"""

SASL = """\
pwcheck_method: auxprop
auxprop_plugin: sasldb
sasldb_path: /etc/sasldb2
mech_list: PLAIN LOGIN
"""


@dataclass(frozen=True)
class MailHost:
    """One mail server. Mail to its own domain it keeps; other mail it passes on for
    those who authenticate themselves and for the clients of `relays_for` (prefixes)."""

    name: str
    ipv4: str
    ipv6: str
    ports: tuple[int, ...]
    relays_for: tuple[str, ...] = ()


def domain(host: str) -> str:
    """The mail domain of a host."""
    return f"{host}.example"


def main_cf(host: MailHost, routes: Mapping[str, str]) -> str:
    """`main.cf`. `routes` has the address of the mail server of each other domain: there
    is no DNS in the lab."""
    others = " ".join(
        f"{{ {there} = smtp:[{address}]:25 }}"
        for there, address in sorted(routes.items())
        if there != domain(host.name)
    )
    clients = " ".join(
        f"[{p.partition('/')[0]}]/{p.partition('/')[2]}" if ":" in p else p
        for p in host.relays_for
    )
    settings = {
        "compatibility_level": "3.6",
        "queue_directory": "/var/spool/postfix",
        "data_directory": "/var/lib/postfix",
        "daemon_directory": "/usr/lib/postfix/sbin",
        "command_directory": "/usr/sbin",
        "shlib_directory": "/usr/lib/postfix",
        "mail_owner": "postfix",
        "setgid_group": "postdrop",
        "maillog_file": "/var/log/mail.log",
        "myhostname": f"mail.{domain(host.name)}",
        "inet_interfaces": f"{host.ipv4}, {host.ipv6}",
        "inet_protocols": "all",
        "mydestination": "",
        "mynetworks": clients,
        # Names are not looked up: there is nobody to ask.
        "smtpd_peername_lookup": "no",
        "smtp_dns_support_level": "disabled",
        "smtp_host_lookup": "native",
        "smtp_tls_security_level": "none",
        "alias_maps": "",
        "alias_database": "",
        "virtual_mailbox_domains": domain(host.name),
        "virtual_mailbox_base": "/mail",
        "virtual_mailbox_maps": "static:box/",
        "virtual_uid_maps": f"static:{BOXES}",
        "virtual_gid_maps": f"static:{BOXES}",
        "virtual_minimum_uid": str(BOXES),
        "transport_maps": f"inline:{{ {others} }}" if others else "",
        "smtpd_relay_restrictions": (
            "permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination"
        ),
        "smtpd_tls_cert_file": "/etc/postfix/mail.crt",
        "smtpd_tls_key_file": "/etc/postfix/mail.key",
        "smtpd_sasl_path": "smtpd",
        "cyrus_sasl_config_path": "/etc/postfix/sasl",
        "smtpd_sasl_local_domain": REALM,
        # A suite sends much in a short time, on purpose.
        "smtpd_client_connection_rate_limit": "0",
        "smtpd_client_connection_count_limit": "0",
    }
    return "".join(f"{name} = {value}\n" for name, value in settings.items())


def master_cf(host: MailHost) -> str:
    """`master.cf`: the services, one listener for each of the host's ports.

    Port 25 takes mail from anybody (RFC 5321); 587 wants STARTTLS and a password
    (RFC 6409), 465 a password inside of TLS (RFC 8314).
    """
    lines = []
    for port in host.ports:
        lines.append(f"{port} inet n - n - - smtpd")
        lines.append(f"  -o mail_name=Postfix/{port}")
        if port == SUBMISSION:
            lines.append("  -o smtpd_tls_security_level=encrypt")
        if port == SUBMISSIONS:
            lines.append("  -o smtpd_tls_wrappermode=yes")
        if port in (SUBMISSION, SUBMISSIONS):
            lines.append("  -o smtpd_sasl_auth_enable=yes")
            lines.append(
                "  -o smtpd_client_restrictions=permit_sasl_authenticated,reject"
            )
    lines += [
        "pickup unix n - n 60 1 pickup",
        "cleanup unix n - n - 0 cleanup",
        "qmgr unix n - n 300 1 qmgr",
        "tlsmgr unix - - n 1000? 1 tlsmgr",
        "rewrite unix - - n - - trivial-rewrite",
        "bounce unix - - n - 0 bounce",
        "defer unix - - n - 0 bounce",
        "trace unix - - n - 0 bounce",
        "verify unix - - n - 1 verify",
        "proxymap unix - - n - - proxymap",
        "smtp unix - - n - - smtp",
        "error unix - - n - - error",
        "retry unix - - n - - error",
        "virtual unix - n n - - virtual",
        "anvil unix - - n - 1 anvil",
        "scache unix - - n - 1 scache",
        "postlog unix-dgram n - n - 1 postlogd",
    ]
    return "\n".join(lines) + "\n"
