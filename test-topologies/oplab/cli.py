"""The lab's command line."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from typing import Sequence

from . import build, demo, onos, openvswitch, packages, site, strategies, testing
from .bench import run as bench_run
from .console import explain, say
from .errors import LabError
from .lock import exclusive
from .settings import (
    DEFAULT_RUN_DIR,
    ONOS_PASSWORD,
    ONOS_USER,
    RUN_DIR_VARIABLE,
    Ports,
    Settings,
    from_environment,
    option,
    port_number,
    variable,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one subcommand; the exit status (0 good, 1 failed, 2 could not be done)."""
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGHUP, _interrupt)
    try:
        ports = {name: getattr(options, f"{name}_port") for name in Ports.names()}
        settings = from_environment(options.run_dir, ports)
        if options.root and os.geteuid() != 0:
            raise LabError("this needs root: sudo test-topologies/lab ...")
        return int(options.run(settings, options))
    except LabError as error:
        explain(error)
        return 2
    except KeyboardInterrupt:
        say("\ninterrupted")
        return 130
    except subprocess.CalledProcessError as error:
        explain(LabError(f"{' '.join(error.cmd)} failed: {error.output or ''}"))
        return 2


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--run-dir",
        metavar="DIR",
        help=f"where the lab keeps logs and state (default ${RUN_DIR_VARIABLE} or "
        f"{DEFAULT_RUN_DIR})",
    )
    for name, default in Ports().items():
        common.add_argument(
            option(name),
            type=_port,
            metavar="PORT",
            help=f"ONOS's {name.replace('_', ' ')} port (default ${variable(name)} "
            f"or {default})",
        )
    parser = argparse.ArgumentParser(
        prog="lab",
        description="A real ONOS core, Open vSwitch switches and mail servers on one "
        "machine, to see Outbound Port 25 Blocking at work and to test it.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(
        into: "argparse._SubParsersAction[argparse.ArgumentParser]",
        name: str,
        run: object,
        text: str,
        root: bool = True,
    ) -> argparse.ArgumentParser:
        made = into.add_parser(name, parents=[common], help=text, description=text)
        made.set_defaults(run=run, root=root)
        return made

    command(
        commands,
        "setup",
        _setup,
        "Install the Debian packages that are missing and start Open vSwitch. "
        "Every other command does this when it needs to.",
    )
    shown = command(
        commands,
        "demo",
        lambda settings, options: demo.run(settings, options.check),
        "Start ONOS and an access network, apply the sample policy, probe with real "
        "mail and print the truth table; then stay up until Ctrl-C.",
    )
    shown.add_argument(
        "--check",
        action="store_true",
        help="end after the truth table; exit 0 only if every probe is as expected",
    )
    tests = command(
        commands,
        "test",
        lambda settings, options: testing.run(settings, options.suites, options.long),
        "Run the tests: Maven's, then those on a running lab.",
    )
    tests.add_argument(
        "suites",
        nargs="*",
        metavar="SUITE",
        help=f"only these: {', '.join(testing.names())} "
        f"(default: all but {', '.join(testing.ONLY_BY_NAME)})",
    )
    tests.add_argument(
        "--long",
        action="store_true",
        help="in suite enforcement, repeat the faults as often as it takes to find what "
        "happens seldom (about half an hour); in suite exemptions, kill ONOS during 1,000 "
        "changes and send 2,000 malformed requests (about ten minutes); in suite sight, also "
        "kill ONOS while copies come and while a rate is limited (about four minutes)",
    )
    command(
        commands,
        "screenshots",
        lambda settings, options: testing.screenshots(settings),
        "Make the pictures of the web page in docs/screenshots anew.",
    )
    bench = command(
        commands,
        "bench",
        lambda settings, options: bench_run.run(
            settings, options.benchmarks, options.strategy, options.quick
        ),
        "Measure how fast rules and exemptions reach the switches, and what the rules "
        "cost in throughput; about five minutes.",
    )
    bench.add_argument(
        "benchmarks",
        nargs="*",
        metavar="BENCHMARK",
        help=f"only these: {', '.join(bench_run.names())} (default: all)",
    )
    bench.add_argument(
        "--strategy",
        choices=(strategies.GATE, strategies.SUBTRACT, strategies.OUTPUT),
        default=strategies.GATE,
        help="how the rules are written (default %(default)s)",
    )
    bench.add_argument(
        "--quick", action="store_true", help="small and few: shows that all works"
    )
    command(
        commands,
        "clean",
        _clean,
        "End and remove what a lab left behind, and nothing else.",
    )
    core = commands.add_parser(
        "onos", help="The embedded ONOS by itself.", description="The embedded ONOS."
    ).add_subparsers(required=True, metavar="ACTION")
    command(core, "start", _onos_start, "Start ONOS with the applications, alone.")
    command(core, "stop", _onos_stop, "Stop the ONOS that `onos start` started.")
    log = command(core, "log", _onos_log, "Print the end of ONOS's log.", root=False)
    log.add_argument("-f", "--follow", action="store_true", help="go on as it grows")
    cli = command(
        core,
        "cli",
        _onos_cli,
        "Open ONOS's command line, or run one command there.",
        root=False,
    )
    cli.add_argument(
        "words", nargs=argparse.REMAINDER, metavar="WORD", help="a command to run"
    )
    return parser


def _port(text: str) -> int:
    try:
        return port_number(text)
    except LabError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _setup(settings: Settings, options: argparse.Namespace) -> int:
    with exclusive(settings.run_dir):
        packages.install(settings)
        openvswitch.ensure_running(site.journal_of(settings))
    say("ready: all packages are installed and Open vSwitch answers")
    return 0


def _clean(settings: Settings, options: argparse.Namespace) -> int:
    with exclusive(settings.run_dir):
        journal = site.journal_of(settings)
        journal.undo(lambda what: say(f"  {what}"))
        openvswitch.stop_if_ours(journal)
    say("clean")
    return 0


def _onos_start(settings: Settings, options: argparse.Namespace) -> int:
    with exclusive(settings.run_dir):
        journal = site.prepare(settings)
        built = build.ensure_built(settings)
        try:
            core = onos.start(settings, built.onos, journal)
            core.install(built.forwarding)
            core.install(built.product)
        except BaseException:
            journal.undo()
            raise
    say(f"ONOS is up: {core.base}/v1, user {ONOS_USER}, password {ONOS_PASSWORD}")
    return 0


def _onos_stop(settings: Settings, options: argparse.Namespace) -> int:
    with exclusive(settings.run_dir):
        journal = site.journal_of(settings)
        process = onos.running(journal)
        if not process:
            say("ONOS is not running")
            return 0
        process.end()
        journal.forget(onos.NAME)
    say(f"stopped ONOS (pid {process.pid})")
    return 0


def _onos_log(settings: Settings, options: argparse.Namespace) -> int:
    if not settings.onos_log.exists():
        raise LabError(f"there is no log yet at {settings.onos_log}")
    say(str(settings.onos_log))
    follow = ["-F"] if options.follow else []
    os.execvp("tail", ["tail", "-n", "50", *follow, str(settings.onos_log)])


def _onos_cli(settings: Settings, options: argparse.Namespace) -> int:
    if not onos.running(site.journal_of(settings)):
        raise LabError("no lab's ONOS is running; start one: lab onos start")
    command = onos.cli_command(settings.ports.ssh, options.words)
    os.execvp("sshpass", ["sshpass", "-p", ONOS_PASSWORD, *command])
