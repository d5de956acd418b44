"""REST for every test of phases; the sample policy is in force again after each."""

from __future__ import annotations

from typing import Iterator

import pytest

from oplab import faults, phasing, strategies
from oplab.api import Api
from oplab.site import Site, sample_policy


@pytest.fixture
def api(site: Site) -> Iterator[Api]:
    """REST, with all pools off by strategy gate."""
    phasing.begin(site, "off")
    yield Api(site.onos)
    faults.ensure_controller(site)
    phasing.begin(site, "block")
    strategies.apply(site, sample_policy())
