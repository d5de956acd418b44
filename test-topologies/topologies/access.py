"""The access network of a small provider, and what its policy promises.

        pool1a pool1b fixed exempt          pool2a
           |1     |2    |3    |4              |1
          +-----------------------+     +-----------+
          |          e1           |     |    e2     |      edge switches
          +-----------------------+     +-----------+
                     |10                      |10
                     |11                      |12
                   +-----------------------------+
                   |             c1              |         core switch
                   +-----------------------------+
                      |1           |2          |3
                    ownmta      othermta     services

`access-policy.json` beside this file is the policy that the edge switches enforce here.
"""

from __future__ import annotations

from pathlib import Path

from .model import Family, Host, Network, Probe, Switch, Trunk

POLICY_FILE = Path(__file__).with_name("access-policy.json")

UPLINK = 10

NETWORK = Network(
    switches=(
        Switch("e1", dpid=1, edge=True),
        Switch("e2", dpid=2, edge=True),
        Switch("c1", dpid=3, edge=False),
    ),
    trunks=(
        Trunk(("e1", UPLINK), ("c1", 11)),
        Trunk(("e2", UPLINK), ("c1", 12)),
    ),
    hosts=(
        Host(
            "pool1a",
            "dynamic-pool customer, edge 1",
            "e1",
            1,
            "198.51.100.11",
            "2001:db8:100:1::11",
        ),
        Host(
            "pool1b",
            "dynamic-pool customer, edge 1, runs a mail server",
            "e1",
            2,
            "198.51.100.12",
            "2001:db8:100:2::12",
            mail_ports=(25,),
        ),
        Host(
            "fixed",
            "fixed-IP customer with a mail server of its own",
            "e1",
            3,
            "203.0.113.130",
            "2001:db8:f1::130",
            mail_ports=(25,),
        ),
        Host(
            "exempt",
            "dynamic-pool customer with an exemption",
            "e1",
            4,
            "198.51.100.21",
            "2001:db8:100:ff00::21",
        ),
        Host(
            "pool2a",
            "dynamic-pool customer, edge 2, runs a mail server",
            "e2",
            1,
            "198.51.100.211",
            "2001:db8:200:1::211",
            mail_ports=(25,),
        ),
        Host(
            "ownmta",
            "the provider's own MTA",
            "c1",
            1,
            "203.0.113.25",
            "2001:db8:25::25",
            mail_ports=(25, 465, 587),
        ),
        Host(
            "othermta",
            "another provider's MTA",
            "c1",
            2,
            "192.0.2.25",
            "2001:db8:ee::25",
            mail_ports=(25, 465, 587),
        ),
        Host(
            "services",
            "a mail host on the Internet: 25, 465 and 587",
            "c1",
            3,
            "192.0.2.99",
            "2001:db8:ee::99",
            mail_ports=(25, 465, 587),
        ),
    ),
)


def _rows(family: Family) -> list[Probe]:
    def mail(source: str, to: str, port: int, passes: bool, why: str) -> Probe:
        return Probe("mail", source, to, family, port, passes, why)

    def connect(source: str, to: str, port: int, passes: bool, why: str) -> Probe:
        return Probe("connect", source, to, family, port, passes, why)

    return [
        mail("pool1a", "ownmta", 25, True, "pool → own MTA"),
        mail("pool2a", "ownmta", 25, True, "pool → own MTA"),
        mail("pool1a", "othermta", 25, False, "pool → other MTA"),
        mail("pool2a", "othermta", 25, False, "pool → other MTA"),
        mail("pool1a", "services", 25, False, "pool → other mail host"),
        mail("pool1a", "pool1b", 25, False, "pool → pool, same edge"),
        mail("pool1a", "pool2a", 25, False, "pool → pool, across edges"),
        mail("pool2a", "pool1b", 25, False, "pool → pool, across edges"),
        mail("fixed", "othermta", 25, True, "fixed IP → other MTA"),
        mail("fixed", "services", 25, True, "fixed IP → other mail host"),
        mail("exempt", "othermta", 25, True, "exempt → other MTA"),
        mail("ownmta", "othermta", 25, True, "MTA → MTA"),
        mail("othermta", "ownmta", 25, True, "MTA → MTA"),
        mail("othermta", "fixed", 25, True, "MTA → fixed IP's mail server"),
        mail("ownmta", "pool1b", 25, True, "own MTA → pool"),
        mail("ownmta", "pool2a", 25, True, "own MTA → pool"),
        mail("pool1a", "ownmta", 587, True, "587 is never touched"),
        mail("pool1a", "othermta", 587, True, "587 is never touched"),
        mail("pool2a", "services", 587, True, "587 is never touched"),
        mail("pool1a", "othermta", 465, True, "465 is never touched"),
        mail("pool2a", "services", 465, True, "465 is never touched"),
        connect("pool1a", "othermta", 25, False, "pool → other MTA"),
        connect("pool2a", "services", 25, False, "pool → other mail host"),
        connect("fixed", "services", 25, True, "fixed IP → other mail host"),
        connect("pool1a", "services", 465, True, "465 is never touched"),
        connect("pool1a", "services", 587, True, "587 is never touched"),
    ]


PROBES: tuple[Probe, ...] = tuple(_rows(4) + _rows(6))
"""The truth table. Every destination that is blocked for one host is open to another."""
