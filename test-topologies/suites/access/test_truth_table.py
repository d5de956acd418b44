"""The access network's truth table, with the application on, off and on again."""

from __future__ import annotations

from dataclasses import replace
from typing import Iterator, Sequence

import pytest

from oplab.probes import Result
from oplab.settings import PRODUCT
from oplab.site import Site
from topologies.access import PROBES
from topologies.model import Probe

BLOCKED = tuple(probe for probe in PROBES if not probe.passes)


@pytest.fixture(scope="module")
def results(site: Site) -> dict[Probe, Result]:
    """How each row ends with the sample policy in force."""
    return by_probe(site.prober.run(PROBES))


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.name)
def test_row(probe: Probe, results: dict[Probe, Result]) -> None:
    result = results[probe]
    assert result.as_expected(results.values()), result


class TestApplicationOffAndOn:
    """The blocks are the application's doing, and come back with it."""

    @pytest.fixture
    def switched_off(self, site: Site) -> Iterator[Site]:
        """The application is deactivated during one test and active again after it."""
        site.onos.set_active(PRODUCT, False)
        try:
            yield site
        finally:
            site.onos.set_active(PRODUCT, True)

    def test_everything_reaches_while_it_is_off(self, switched_off: Site) -> None:
        gone = switched_off.await_blocking(False, BLOCKED)
        assert gone, "drop rules stay on the switches"
        open_to_all = [replace(probe, passes=True) for probe in PROBES]
        assert unexpected(switched_off.prober.run(open_to_all)) == []

    def test_everything_is_as_before_once_it_is_on(self, site: Site) -> None:
        back = site.await_blocking(True, BLOCKED, 60)
        assert back, "drop rules do not come back"
        assert unexpected(site.prober.run(PROBES)) == []


def by_probe(results: Sequence[Result]) -> dict[Probe, Result]:
    """The results by their rows."""
    return {result.probe: result for result in results}


def unexpected(results: Sequence[Result]) -> list[Result]:
    """The rows that did not end as they must."""
    return [result for result in results if not result.as_expected(results)]
