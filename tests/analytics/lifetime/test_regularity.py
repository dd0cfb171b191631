"""The shape of gaps, told from three numbers a customer and one total."""

import numpy as np
import pandas as pd
import pytest

from analytics.lifetime import Purchases, lifetime, record
from analytics.lifetime.histories import Histories
from analytics.lifetime.regularity import regularity
from tests.analytics.lifetime.logs import Shop, end_of_week


def of_shape(shape: float, gaps: int = 4, customers: int = 3000) -> Histories:
    """Customers of very different rates whose gaps are gamma of one shape."""
    rng = np.random.default_rng(5)
    each = rng.gamma(shape, rng.lognormal(0, 1, customers)[:, None], (customers, gaps))
    last = each.sum(axis=1)
    return Histories(np.full(customers, float(gaps)), last, last + 1, np.ones(customers), float(np.log(each).sum()))


@pytest.mark.parametrize("shape", [0.4, 1.0, 3.0])
def test_the_shape_is_found_whatever_the_rates(shape):
    found = regularity(of_shape(shape))
    assert found.shape == pytest.approx(shape, rel=0.06)
    assert (found.z > 4) == (shape > 1)
    assert (found.z < -4) == (shape < 1)


def test_a_shop_of_poisson_buyers_is_poisson():
    found = regularity(Shop(3000, 26, 104).log(0).observed(end_of_week(104)).histories)
    assert found.shape == pytest.approx(1.0, abs=0.12)


def test_one_gap_tells_nothing_of_regularity():
    once = Histories(np.ones(1), np.full(1, 3.0), np.full(1, 9.0), np.full(1, 50.0), 50 * float(np.log(3)))
    assert regularity(once).shape == 1.0


def test_equal_gaps_are_as_regular_as_can_be():
    equal = Histories(np.full(1, 5.0), np.full(1, 20.0), np.full(1, 22.0), np.full(1, 50.0), 250 * float(np.log(4)))
    assert regularity(equal).shape == 500.0


def test_clumps_are_named():
    frame, rng = Shop(2500, 26, 104, "mbg", (2.0, 6.0), (0.6, 3.0)).frame(2), np.random.default_rng(0)
    echo = frame.sample(frac=0.6, random_state=0)
    echo = echo.assign(on=echo["on"] + pd.to_timedelta(rng.integers(1, 3, len(echo)), unit="D"))
    both = pd.concat([frame, echo])
    found = lifetime(record(Purchases.of(both["customer"], both["on"]), 26.0))
    assert "poisson_timing_clumps" in [reason.code for reason in found.misfit]
