"""A customer's own mean drawn towards the shop's: where Gamma-Gamma is right it says the same, where not it has a mean."""

import numpy as np
import pytest

from analytics.lifetime.credibility import credibility
from analytics.lifetime.gamma_gamma import Spends, gamma_gamma
from tests.analytics.lifetime.logs import Shop, end_of_week


def spends(**shop: object) -> Spends:
    found = Shop(customers=3000, **shop).log(1).observed(end_of_week(104)).spends
    assert found is not None
    return found


def test_where_gamma_gamma_is_right_both_expect_about_the_same():
    rows = spends()
    money = gamma_gamma(rows)
    frequency, mean = np.array([0.0, 1, 3, 10]), np.array([0.0, 10, 20, 100])
    assert credibility(rows, money).expected(frequency, mean) == pytest.approx(
        money.expected(frequency, mean), rel=0.08
    )


def test_who_never_returned_is_expected_to_spend_the_mean_seen_and_who_returned_often_the_own_mean():
    rows = spends(money=(1.3, 1.02, 600.0))
    found = credibility(rows, gamma_gamma(rows))
    assert rows.mean.min() < found.mean < rows.mean.max()
    assert found.expected(np.zeros(1), np.zeros(1)) == pytest.approx(found.mean)
    assert found.expected(np.full(1, 1e6), np.full(1, 90.0)) == pytest.approx(90.0, rel=0.05)


def test_what_is_drawn_is_on_average_what_is_expected():
    rows = spends()
    found, rng, many = credibility(rows, gamma_gamma(rows)), np.random.default_rng(0), 200_000
    drawn = found.draw(np.full(many, 2.0), np.full(many, 30.0), np.full(many, 3.0), rng)
    assert drawn.mean() == pytest.approx(3 * found.expected(np.full(1, 2.0), np.full(1, 30.0))[0], rel=0.01)
    assert found.draw(np.zeros(5), np.zeros(5), np.zeros(5), rng) == pytest.approx(0)


def test_customers_all_alike_are_expected_to_spend_the_mean_of_the_shop():
    rng = np.random.default_rng(0)
    rows = Spends(np.ones(400), rng.gamma(4.0, 25.0, 400), np.ones(400))
    within = gamma_gamma(Spends(np.repeat(30.0, 400), rng.gamma(120.0, 100 / 120, 400), np.ones(400)))
    found = credibility(rows, within)
    assert found.expected(np.ones(1), np.full(1, 400.0))[0] < 400
    alike = credibility(Spends(np.ones(400), rng.gamma(within.p, 100 / within.p, 400), np.ones(400)), within)
    assert alike.expected(np.ones(1), np.full(1, 200.0)) == pytest.approx(alike.mean, rel=0.2)
