"""`lab demo`: a blocked SYN, and everything that is not blocked, from one command."""

from __future__ import annotations

import signal

from topologies import access

from . import onos
from .console import paint, say, step
from .report import show
from .settings import ONOS_PASSWORD, ONOS_USER, Settings
from .site import Site, running_site


def run(settings: Settings, check: bool) -> int:
    """Brings the lab up and probes; the exit status.

    With `check` it ends there. Otherwise it stays up until Ctrl-C.
    """
    with running_site(settings) as site:
        with step(f"probing, {len(access.PROBES)} connections"):
            results = site.prober.run(access.PROBES)
        if not check:
            show(results)
            _stay_up(site)
    # After the lab is down, so that the closing line is the last one.
    return 0 if show(results) else 1


def _stay_up(site: Site) -> None:
    ports = site.settings.ports
    web = f"http://127.0.0.1:{ports.http}/onos"
    say()
    say(paint("The lab is up. What to try:", "bold"))
    if site.onos.request("GET", "/op25b/").status == 200:
        say(f"  web page      {web}/op25b/")
    say(f"  REST          curl -u {ONOS_USER}:{ONOS_PASSWORD} {web}/v1/flows")
    say(f"  command line  {' '.join(onos.cli_command(ports.ssh, []))}")
    say("                or: sudo test-topologies/lab onos cli")
    say(f"  credentials   user {ONOS_USER}, password {ONOS_PASSWORD}")
    host = site.network.inside("pool1a", "swaks", "--to", "someone@example.net")
    target = access.NETWORK.host("othermta").ipv4
    say(f"  send mail     sudo {' '.join(host)} --server {target}")
    bridge = access.NETWORK.switch_of("pool1a").bridge
    say(f"  see the rules sudo ovs-ofctl -O OpenFlow13 dump-flows {bridge}")
    say()
    say("Ctrl-C takes it all down.")
    signal.pause()
