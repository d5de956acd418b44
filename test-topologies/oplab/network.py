"""A described network, made real with Mininet and Open vSwitch."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from topologies.model import Host, Network

from .errors import LabError
from .journal import BRIDGE, INTERFACE, SHELL, Journal
from .namespace import interface_exists
from .processes import run

if TYPE_CHECKING:
    from mininet.net import Mininet

HOST_INTERFACE = "eth0"


class RunningNetwork:
    """The network on this machine: switches in user space, hosts in namespaces.

    Everything is written into the journal before it is made; to take it down, undo the
    journal.
    """

    def __init__(self, model: Network, journal: Journal) -> None:
        self.model = model
        self._journal = journal
        self._mininet: Mininet | None = None

    def start(self) -> None:
        """Makes the network. Its switches have no controller yet and forward nothing."""
        self._refuse_foreign_names()
        for switch in self.model.switches:
            self._journal.add(BRIDGE, switch.bridge)
        for interface in self.model.interfaces():
            self._journal.add(INTERFACE, interface)
        self._build()
        for host in self.model.hosts:
            self._configure(host)

    def connect(self, openflow_port: int) -> None:
        """Gives the switches their controller on this machine."""
        for switch in self.model.switches:
            run(
                "ovs-vsctl",
                *("set-controller", switch.bridge, f"tcp:127.0.0.1:{openflow_port}"),
                *("--", "set", "controller", switch.bridge, "max_backoff=1000"),
            )

    def pid(self, host: str) -> int:
        """A process inside of the host's network namespace."""
        assert self._mininet
        return int(self._mininet.nameToNode[host].pid)

    def inside(self, host: str, *command: str) -> list[str]:
        """The command line that runs a command inside of a host."""
        return ["nsenter", "--target", str(self.pid(host)), "--net", *command]

    def _refuse_foreign_names(self) -> None:
        bridges = set(run("ovs-vsctl", "--timeout=10", "list-br").split())
        names = [s.bridge for s in self.model.switches if s.bridge in bridges]
        names += [n for n in self.model.interfaces() if interface_exists(n)]
        if names:
            raise LabError(
                f"these bridges or interfaces exist, and this lab did not make them: "
                f"{', '.join(names)}; remove them first"
            )

    def _build(self) -> None:
        from mininet.log import setLogLevel
        from mininet.net import Mininet
        from mininet.node import OVSSwitch

        setLogLevel("warning")
        # Mininet would raise kernel limits of the whole machine, and nobody would put
        # them back. A network of this size does not need that.
        Mininet.inited = True
        net = Mininet(build=False, controller=None)
        self._mininet = net
        for switch in self.model.switches:
            node = net.addSwitch(
                switch.bridge,
                cls=OVSSwitch,
                dpid=f"{switch.dpid:016x}",
                datapath="user",
                protocols="OpenFlow13",
                failMode="secure",
            )
            self._journal.add_process(switch.bridge, node.pid, SHELL)
        for host in self.model.hosts:
            node = net.addHost(host.name, ip=None, mac=None)
            self._journal.add_process(f"host {host.name}", node.pid, SHELL)
            switch = self.model.switch(host.switch)
            net.addLink(
                host.name,
                switch.bridge,
                port2=host.port,
                intfName1=HOST_INTERFACE,
                intfName2=switch.interface(host.port),
                addr1=self.model.mac(host.name),
            )
        for trunk in self.model.trunks:
            (a, port_a), (b, port_b) = trunk.a, trunk.b
            net.addLink(
                self.model.switch(a).bridge,
                self.model.switch(b).bridge,
                port1=port_a,
                port2=port_b,
                intfName1=self.model.switch(a).interface(port_a),
                intfName2=self.model.switch(b).interface(port_b),
            )
        for switch in self.model.switches:
            net.nameToNode[switch.bridge].start([])

    def _configure(self, host: Host) -> None:
        """Addresses, on-link default routes and fixed neighbours, for v4 and v6.

        The embedded ONOS answers no ARP and no neighbour solicitation.
        """
        device = HOST_INTERFACE
        commands = [
            "link set lo up",
            f"link set {device} up",
            f"addr add {host.ipv4}/32 dev {device}",
            f"addr add {host.ipv6}/128 dev {device} nodad",
            f"route add 0.0.0.0/0 dev {device} src {host.ipv4}",
            f"route add ::/0 dev {device} src {host.ipv6}",
        ]
        for other in self.model.hosts:
            if other != host:
                mac = self.model.mac(other.name)
                for address in (other.ipv4, other.ipv6):
                    commands.append(
                        f"neigh replace {address} lladdr {mac} dev {device} "
                        "nud permanent"
                    )
        try:
            run(
                *self.inside(host.name, "ip", "-batch", "-"),
                stdin="\n".join(commands) + "\n",
            )
            # User-space switches forward frames as they are: a checksum left to
            # hardware that is not there would stay wrong, and no TCP ever connects.
            run(*self.inside(host.name, "ethtool", "-K", device, "tx", "off"))
        except subprocess.CalledProcessError as failure:
            raise LabError(f"host {host.name}: {failure.output.strip()}") from failure
