"""TCP SYNs as Ethernet frames that carry a number, so that each one can be told again.

The number is the TCP sequence number. The TCP checksum is wrong on purpose: switches do not
look at it, and the destination's kernel drops the SYN silently, so that no answer adds
traffic of its own to the stream.
"""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass

_SYN = 0x02
_WINDOW = 64240
_TCP_HEADER = 20
_HOP_LIMIT = 64
_ETHERNET = 14


@dataclass(frozen=True)
class Flow:
    """Who sends to whom; MAC and IP addresses as text."""

    source_mac: str
    destination_mac: str
    source: str
    destination: str
    source_port: int
    destination_port: int

    @property
    def v6(self) -> bool:
        """Whether the addresses are IPv6."""
        return ":" in self.source

    @property
    def key(self) -> bytes:
        """Addresses and ports as they stand in the flow's frames, see `key_of`."""
        family = socket.AF_INET6 if self.v6 else socket.AF_INET
        return (
            socket.inet_pton(family, self.source)
            + socket.inet_pton(family, self.destination)
            + struct.pack("!HH", self.source_port, self.destination_port)
        )

    def frame(self) -> bytearray:
        """The flow's SYN with number 0."""
        ethernet = _mac(self.destination_mac) + _mac(self.source_mac)
        tcp = struct.pack(
            "!HHIIBBHHH",
            *(self.source_port, self.destination_port, 0, 0),
            *(_TCP_HEADER // 4 << 4, _SYN, _WINDOW, 0xBAD0, 0),
        )
        if self.v6:
            ip = struct.pack("!IHBB", 6 << 28, len(tcp), socket.IPPROTO_TCP, _HOP_LIMIT)
            addresses = self.key[:32]
            return bytearray(ethernet + b"\x86\xdd" + ip + addresses + tcp)
        start = struct.pack("!BBHHHBB", 0x45, 0, 20 + len(tcp), 0, 0x4000, 64, 6)
        addresses = self.key[:8]
        checksum = _checksum(start + b"\0\0" + addresses)
        ip = start + struct.pack("!H", checksum) + addresses
        return bytearray(ethernet + b"\x08\x00" + ip + tcp)


def put_number(frame: bytearray, number: int) -> None:
    """Writes a number (32 bits) into a frame that `Flow.frame` made."""
    struct.pack_into("!I", frame, len(frame) - 16, number)


def key_of(frame: bytes) -> bytes:
    """What tells the flow of an untagged frame; of no flow if it is no such SYN."""
    if frame[12:14] == b"\x08\x00":
        return frame[26:38]
    return frame[22:58]


def number_of(frame: bytes) -> int:
    """The number in a frame whose flow is known."""
    at = 38 if frame[12:14] == b"\x08\x00" else 58
    return int.from_bytes(frame[at : at + 4], "big")


def _mac(text: str) -> bytes:
    return bytes.fromhex(text.replace(":", ""))


def _checksum(header: bytes) -> int:
    """The Internet checksum (RFC 1071) of a header of even length."""
    total: int = sum(struct.unpack(f"!{len(header) // 2}H", header))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF
