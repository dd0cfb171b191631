"""Law: an effect is no share of what was expected where that may have been nothing, or less than nothing.

Broken once: German luxury, which sold next to nothing, stood at -8,564 % to +8,073 % of what would have been sold.
"""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from analytics.rebound.fit.ledger import relative

DRAWN = 4000


def sums(expected: float, spread: float) -> Any:
    """Paths around an expected amount of which 10 were more than that."""
    paths = np.concatenate([[expected], np.random.default_rng(8).normal(expected, spread, DRAWN)])
    return SimpleNamespace(expected=paths, effect=expected + 10.0 - paths)


@pytest.mark.parametrize(("expected", "spread"), [(1.0, 5.0), (0.0, 1.0), (-3.0, 1.0), (0.0, 0.0)])
def test_of_what_may_be_nothing_no_share_is_told(expected: float, spread: float) -> None:
    assert not relative(sums(expected, spread)).is_known


def test_of_what_is_known_the_share_is_told() -> None:
    share = relative(sums(100.0, 5.0))
    assert share.estimate == pytest.approx(0.1)
    assert -0.1 < share.low < 0.1 < share.high < 0.3
