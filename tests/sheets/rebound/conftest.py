"""The answer on the shock that a sheet tells of, of the small sample shop: computed once."""

import pytest

from analytics.kept import known
from analytics.rebound.shop import MarketRebounds
from sheets.reading import Reading
from sheets.rebound import paper, shock
from sheets.rebound.shock import Shown
from tests.sheets.conftest import chosen


@pytest.fixture(scope="session")
def shown(small: Reading) -> Shown:
    found = shock.by_default(small, chosen(small))
    assert found is not None
    return found


@pytest.fixture(scope="session")
def rebounds(small: Reading, shown: Shown) -> MarketRebounds:
    """What the sheet computes where nobody has asked before in this run, and keeps for the next reader."""
    paper(small, chosen(small))
    found = known(small.store, MarketRebounds, (shown.question,))
    assert found is not None
    return found
