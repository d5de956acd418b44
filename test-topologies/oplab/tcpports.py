"""Who listens where on this machine."""

from __future__ import annotations

import re
import socket
import subprocess

from .errors import LabError
from .settings import Ports, option, variable


def require_free(ports: Ports) -> None:
    """LabError names every port that somebody else holds, and who."""
    taken = [
        f"{name.replace('_', ' ')} port {number} is taken{_holder(number)}; "
        f"choose another with {option(name)} or {variable(name)}"
        for name, number in ports.items()
        if not is_free(number)
    ]
    if taken:
        raise LabError("\n".join(taken))


def is_free(port: int) -> bool:
    """Whether nobody listens on a port, on no address and in no IP family."""
    for family, everywhere in ((socket.AF_INET6, "::"), (socket.AF_INET, "0.0.0.0")):
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            # As servers do: connections in TIME_WAIT are no obstacle.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            try:
                probe.bind((everywhere, port))
                probe.listen(1)
            except OSError:
                return False
    return True


def _holder(port: int) -> str:
    shown = subprocess.run(
        ["ss", "-H", "-a", "-t", "-n", "-p", f"sport = :{port}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ).stdout
    found = re.search(r'users:\(\("([^"]+)",pid=(\d+)', shown)
    return f" by {found[1]} (pid {found[2]})" if found else ""
