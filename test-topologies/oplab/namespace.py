"""Network namespaces: sockets in another process's, and what is in our own."""

from __future__ import annotations

import ctypes
import os
import socket
from contextlib import contextmanager
from typing import Iterator

_LIBC = ctypes.CDLL(None, use_errno=True)
_CLONE_NEWNET = 0x40000000


@contextmanager
def network_of(pid: int) -> Iterator[None]:
    """The calling thread is in the network namespace of `pid` meanwhile.

    A socket stays in the namespace in which it was made.
    """
    home = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
    try:
        away = os.open(f"/proc/{pid}/ns/net", os.O_RDONLY)
        try:
            _enter(away)
        finally:
            os.close(away)
        try:
            yield
        finally:
            _enter(home)
    finally:
        os.close(home)


def tcp_socket(pid: int, address: str) -> socket.socket:
    """A TCP socket of the address's family in the namespace of `pid`."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with network_of(pid):
        return socket.socket(family, socket.SOCK_STREAM)


def interface_exists(name: str) -> bool:
    """Whether the network namespace of this process has an interface of that name.

    Asked of the kernel itself: what /sys shows is the namespace that it was mounted in.
    """
    return name in (known for _, known in socket.if_nameindex())


def _enter(namespace: int) -> None:
    if _LIBC.setns(namespace, _CLONE_NEWNET):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
