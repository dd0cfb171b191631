"""The value model: its slopes, its unit, its limits, and the dependence it looks for."""

import numpy as np
import pytest
from scipy.special import gammaln

from analytics.lifetime.gamma_gamma import Spends, gamma_gamma, log_likelihood
from analytics.results import CannotTell
from tests.analytics.lifetime.logs import Shop, end_of_week


def spends(**shop: float) -> Spends:
    found = Shop(customers=3000, **shop).log(1).observed(end_of_week(104)).spends
    assert found is not None
    return found


def test_likelihood_is_that_of_the_paper_row_by_row():
    """Fader & Hardie (2013), equation 1a."""
    p, q, v = 6.25, 3.74, 15.44
    rows = Spends(np.array([1.0, 4, 9]), np.array([20.0, 35.5, 80.0]), np.array([1.0, 2, 1]))
    total = 0.0
    for x, z, customers in zip(rows.frequency, rows.mean, rows.customers, strict=True):
        total += customers * (
            gammaln(p * x + q) - gammaln(p * x) - gammaln(q) + q * np.log(v)
            + (p * x - 1) * np.log(z) + p * x * np.log(x) - (p * x + q) * np.log(v + x * z)
        )  # fmt: skip
    assert log_likelihood(np.log([p, q, v]), rows)[0] == pytest.approx(total, abs=1e-10)


def test_gradient_is_the_slope_of_the_likelihood():
    rows, theta = spends(), np.array([1.5, 1.2, 2.5, 0.1])
    step = np.eye(4) * 1e-5
    slope = [(log_likelihood(theta + d, rows)[0] - log_likelihood(theta - d, rows)[0]) / 2e-5 for d in step]
    assert log_likelihood(theta, rows)[1] == pytest.approx(slope, rel=1e-6, abs=1e-4)


def test_intervals_hold_the_parameters_put_in():
    found = gamma_gamma(spends()).parameters()
    assert found["p"].holds(6.0)
    assert found["q"].holds(4.0)
    assert found["v"].holds(15.0)


def test_another_currency_changes_v_alone():
    rows = spends()
    euro, yuan = gamma_gamma(rows), gamma_gamma(Spends(rows.frequency, rows.mean * 7.8, rows.customers))
    assert (yuan.p, yuan.q) == pytest.approx((euro.p, euro.q), rel=1e-5)
    assert yuan.v == pytest.approx(7.8 * euro.v, rel=1e-5)
    assert yuan.log_likelihood == pytest.approx(euro.log_likelihood - rows.customers.sum() * np.log(7.8), abs=1e-4)


def test_who_never_returned_is_expected_to_spend_the_mean_and_who_returned_often_the_own_mean():
    found = gamma_gamma(spends())
    assert found.expected(np.zeros(1), np.zeros(1)) == pytest.approx(found.mean)
    assert found.expected(np.full(1, 1e6), np.full(1, 90.0)) == pytest.approx(90.0, rel=1e-3)
    once = found.expected(np.ones(1), np.full(1, 90.0))[0]
    assert found.mean < once < 90.0


def test_a_planted_dependence_on_frequency_is_measured_and_none_is_not():
    assert gamma_gamma(spends()).tilt.holds(0.0)
    planted = gamma_gamma(spends(tilt=0.5)).tilt
    assert planted.low > 0.3
    assert planted.estimate == pytest.approx(0.55, abs=0.2)


def test_three_parameters_need_ten_customers_of_different_value():
    with pytest.raises(CannotTell, match="too_few_values customers=3 needed=10"):
        gamma_gamma(Spends(np.ones(3), np.array([1.0, 2, 3]), np.ones(3)))
    with pytest.raises(CannotTell, match="values_all_equal"):
        gamma_gamma(Spends(np.ones(3), np.full(3, 5.0), np.full(3, 50.0)))
    with pytest.raises(ValueError, match="above 0"):
        Spends(np.ones(1), np.zeros(1), np.ones(1))
