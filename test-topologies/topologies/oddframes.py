"""Ways to get a packet for port 25 past a filter, as frames made with scapy.

Each frame's IP packet holds a mark of its own, so that it is told again wherever it arrives.
"""

from __future__ import annotations

import logging
import zlib
from dataclasses import dataclass
from typing import Any, Callable

logging.getLogger("scapy.runtime").setLevel(logging.ERROR)

from scapy.layers.inet import IP, TCP, IPOption_NOP  # noqa: E402
from scapy.layers.inet6 import (  # noqa: E402
    IPv6,
    IPv6ExtHdrDestOpt,
    IPv6ExtHdrFragment,
    IPv6ExtHdrHopByHop,
    IPv6ExtHdrRouting,
    PadN,
)
from scapy.contrib.mpls import MPLS  # noqa: E402
from scapy.layers.ppp import PPPoE  # noqa: E402
from scapy.layers.l2 import Dot1AD, Dot1Q, Ether  # noqa: E402
from scapy.packet import Raw  # noqa: E402

from .model import Family, Network  # noqa: E402

BLOCKED_HOST, FREE_HOST = "pool1a", "fixed"
OTHER, OWN, EXEMPT = "othermta", "ownmta", "exempt"


@dataclass(frozen=True)
class OddFrame:
    """A frame that `source` sends; `mark` is found in it wherever it arrives.

    `control` is the same from a host, or to one, that no rule concerns: it has to arrive,
    or that the frame does not arrive shows nothing.
    """

    name: str
    source: str
    destination: str
    frame: bytes
    mark: bytes
    passes: bool
    control: OddFrame | None = None


@dataclass(frozen=True)
class _Ends:
    network: Network
    source: str
    destination: str
    family: Family

    def ip(self, **fields: Any) -> Any:
        hosts = self.network
        source = hosts.host(self.source).address(self.family)
        destination = hosts.host(self.destination).address(self.family)
        make = IP if self.family == 4 else IPv6
        return make(src=source, dst=destination, **fields)

    def ethernet(self, **fields: Any) -> Any:
        macs = {"src": self.source, "dst": self.destination}
        return Ether(**{k: self.network.mac(v) for k, v in macs.items()}, **fields)


_PPP_IPV4 = b"\x00\x21"

Make = Callable[[_Ends, bytes], Any]
"""Makes a frame between two ends, with a mark of eight bytes in it."""


def _tcp(mark: bytes, **fields: Any) -> Any:
    chosen = {"sport": 45678, "dport": 25, "flags": "S", **fields}
    chosen["seq"] = int.from_bytes(mark[:4], "big")
    return TCP(**chosen, chksum=0xBAD0) / Raw(mark)


def _fragmented(length: int, offset: int = 0, more: int = 1) -> Make:
    """A v4 fragment with so many bytes of the segment; the mark stands at their end."""

    def make(ends: _Ends, mark: bytes) -> Any:
        if ends.family == 4:
            header = ends.ip(flags=more, frag=offset, proto=6, id=_identity(mark))
        else:
            header = ends.ip() / IPv6ExtHdrFragment(
                nh=6, m=more, offset=offset, id=_identity(mark)
            )
        segment = bytes(_tcp(mark * 4))[:length]
        if offset:
            segment = mark * (length // 8)
        return ends.ethernet() / header / Raw(segment)

    return make


def _identity(mark: bytes) -> int:
    return zlib.crc32(mark) & 0xFFFF


def _plain(**tcp: Any) -> Make:
    return lambda ends, mark: ends.ethernet() / ends.ip() / _tcp(mark, **tcp)


def _tagged(*tags: Any) -> Make:
    def make(ends: _Ends, mark: bytes) -> Any:
        frame = ends.ethernet()
        for tag in tags:
            frame = frame / tag.copy()
        return frame / ends.ip() / _tcp(mark)

    return make


def _options(ends: _Ends, mark: bytes) -> Any:
    return ends.ethernet() / ends.ip(options=[IPOption_NOP()] * 4) / _tcp(mark)


def _extended(*headers: Any) -> Make:
    def make(ends: _Ends, mark: bytes) -> Any:
        packet = ends.ip()
        for header in headers:
            packet = packet / header.copy()
        return ends.ethernet() / packet / _tcp(mark)

    return make


def _encapsulated(ends: _Ends, mark: bytes) -> Any:
    inner = _Ends(ends.network, ends.source, ends.destination, 4)
    return ends.ethernet() / ends.ip() / inner.ip() / _tcp(mark)


def _header_in_second(ends: _Ends, mark: bytes) -> Any:
    """An extension header fills the first fragment (forbidden by RFC 7112)."""
    fragment = IPv6ExtHdrFragment(nh=60, m=1, offset=0, id=_identity(mark))
    options = IPv6ExtHdrDestOpt(nh=6, options=[PadN(optdata=mark + b"\0" * 4)])
    return ends.ethernet() / ends.ip() / fragment / options


def _pppoe(ends: _Ends, mark: bytes) -> Any:
    packet = bytes(ends.ip() / _tcp(mark))
    return ends.ethernet() / PPPoE(sessionid=1) / Raw(_PPP_IPV4 + packet)


def _mpls(ends: _Ends, mark: bytes) -> Any:
    return ends.ethernet() / MPLS(label=16, s=1, ttl=64) / ends.ip() / _tcp(mark)


_PAD = PadN(optdata=b"\0" * 4)
_ROUTING = IPv6ExtHdrRouting(type=253, segleft=0, addresses=[])

_FAMILIES: tuple[Family, ...] = (4, 6)

OUTBOUND: tuple[tuple[str, Family, Make], ...] = (
    ("SYN", 4, _plain()),
    ("SYN", 6, _plain()),
    ("data without SYN", 4, _plain(flags="PA")),
    ("data without SYN", 6, _plain(flags="PA")),
    ("IP options", 4, _options),
    ("first fragment, whole TCP header", 4, _fragmented(32)),
    ("tiny first fragment, ports only", 4, _fragmented(8)),
    ("later fragment", 4, _fragmented(24, offset=3, more=0)),
    ("second fragment at offset 8", 4, _fragmented(24, offset=1)),
    ("first fragment, whole TCP header", 6, _fragmented(32)),
    ("tiny first fragment, ports only", 6, _fragmented(8)),
    ("later fragment", 6, _fragmented(24, offset=3, more=0)),
    ("first fragment, TCP header in the second", 6, _header_in_second),
    ("atomic fragment", 6, _fragmented(32, more=0)),
    ("hop-by-hop options", 6, _extended(IPv6ExtHdrHopByHop(options=[_PAD]))),
    ("destination options", 6, _extended(IPv6ExtHdrDestOpt(options=[_PAD]))),
    ("routing header", 6, _extended(_ROUTING)),
    (
        "three extension headers",
        6,
        _extended(
            IPv6ExtHdrHopByHop(options=[_PAD]),
            _ROUTING,
            IPv6ExtHdrDestOpt(options=[_PAD]),
        ),
    ),
    ("VLAN tag", 4, _tagged(Dot1Q(vlan=7))),
    ("VLAN tag", 6, _tagged(Dot1Q(vlan=7))),
    ("priority tag", 4, _tagged(Dot1Q(vlan=0, prio=3))),
    ("QinQ, 802.1ad", 4, _tagged(Dot1AD(vlan=9), Dot1Q(vlan=7))),
    ("QinQ, 802.1ad", 6, _tagged(Dot1AD(vlan=9), Dot1Q(vlan=7))),
    ("QinQ, 802.1Q twice", 4, _tagged(Dot1Q(vlan=9), Dot1Q(vlan=7))),
    ("PPPoE session", 4, _pppoe),
    ("MPLS label", 4, _mpls),
    ("IPv4 in IPv4", 4, _encapsulated),
    ("IPv4 in IPv6", 6, _encapsulated),
)
"""From a blocked customer to another provider's MTA."""


def outbound(network: Network) -> list[OddFrame]:
    """Frames of a blocked customer; their controls are a fixed-IP customer's."""
    return [
        _frame(network, name, (BLOCKED_HOST, FREE_HOST), (OTHER, OTHER), family, make)
        for name, family, make in OUTBOUND
    ]


def return_path(network: Network) -> list[OddFrame]:
    """Answers from port 25: to a pool from a foreign MTA, from the own one, to exempt."""
    answer = _plain(sport=25, dport=45678, flags="SA")
    found = []
    for family in _FAMILIES:
        for name, source, destination, passes in (
            ("SYN/ACK from another MTA's port 25", OTHER, BLOCKED_HOST, False),
            ("SYN/ACK from the own MTA's port 25", OWN, BLOCKED_HOST, True),
            ("SYN/ACK from port 25 to an exempt customer", OTHER, EXEMPT, True),
        ):
            found.append(
                _frame(
                    network,
                    name,
                    (source, source),
                    (destination, FREE_HOST),
                    family,
                    answer,
                    passes,
                )
            )
        found.append(
            _frame(
                network,
                "first fragment from another MTA",
                (OTHER, OTHER),
                (BLOCKED_HOST, FREE_HOST),
                family,
                _fragmented(32),
            )
        )
    return found


def _frame(
    network: Network,
    name: str,
    sources: tuple[str, str],
    destinations: tuple[str, str],
    family: Family,
    make: Make,
    passes: bool = False,
) -> OddFrame:
    """A frame and, from or to the second host of each pair, its control."""

    def made(number: int, control: OddFrame | None, wanted: bool) -> OddFrame:
        ends = _Ends(network, sources[number], destinations[number], family)
        text = f"{name} v{family} {ends.source} {ends.destination}"
        mark = zlib.crc32(text.encode()).to_bytes(4, "big") + b"odd!"
        frame = bytes(make(ends, mark))
        # A tiny fragment has no room for all of the mark: its sequence number has to do.
        held = mark if mark in frame else mark[:4]
        assert held in frame
        return OddFrame(
            f"{name}, v{family}",
            ends.source,
            ends.destination,
            frame,
            held,
            wanted,
            control,
        )

    return made(0, made(1, None, True), passes)
