"""Power against statsmodels where it answers, and against simulated tests where it does not."""

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.power import TTestIndPower
from statsmodels.stats.proportion import power_proportions_2indep

from analytics.design import Arms, detectable, power, size


@pytest.mark.parametrize(("effect", "treated"), [(0.1, 0.5), (0.2, 0.8), (0.5, 0.3)])
def test_sizes_of_equal_variances_are_those_of_statsmodels(effect: float, treated: float) -> None:
    ratio = treated / (1 - treated)
    control = TTestIndPower().solve_power(effect, alpha=0.05, power=0.8, ratio=ratio)
    found = size(effect * 3, 9.0, Arms(treated))
    assert found is not None and abs(found - control * (1 + ratio)) <= 1


def test_the_power_of_two_shares_is_that_of_statsmodels() -> None:
    low, high, each = 0.05, 0.06, 6000
    peer = power_proportions_2indep(high - low, low, each, alternative="two-sided", return_results=True).power
    assert power(high - low, 2 * each, low * (1 - low), Arms(), high * (1 - high)) == pytest.approx(peer, abs=0.003)


def test_the_smallest_effect_of_a_size_needs_that_size() -> None:
    arms = Arms(0.7)
    smallest = detectable(1000, 4.0, arms)
    assert power(smallest, 1000, 4.0, arms) == pytest.approx(0.8, abs=1e-6) and size(smallest, 4.0, arms) in (
        999,
        1000,
        1001,
    )


def test_simulated_tests_of_lumpy_spending_see_the_effect_as_often_as_is_said() -> None:
    rng, units, effect = np.random.default_rng(11), 3000, 6.0
    spent = np.where(rng.uniform(size=(2000, units)) < 0.2, rng.lognormal(4, 0.8, (2000, units)), 0.0)
    variance = float(spent.var())
    treated, control = spent[:, : units // 2] + effect, spent[:, units // 2 :]
    seen = float((stats.ttest_ind(treated, control, axis=1).pvalue < 0.05).mean())
    assert seen == pytest.approx(power(effect, units, variance, Arms()), abs=0.03)


def test_simulated_tests_that_draw_whole_stores_see_the_effect_as_often_as_is_said() -> None:
    rng, stores, members, correlation, effect = np.random.default_rng(12), 24, 50, 0.1, 0.4
    shared = rng.normal(0, np.sqrt(correlation), (4000, stores, 1))
    means = (shared + rng.normal(0, np.sqrt(1 - correlation), (4000, stores, members))).mean(axis=2)
    means[:, : stores // 2] += effect
    seen = float((stats.ttest_ind(means[:, : stores // 2], means[:, stores // 2 :], axis=1).pvalue < 0.05).mean())
    arms = Arms(members=members, correlation=correlation)
    assert seen == pytest.approx(power(effect, stores * members, 1.0, arms), abs=0.03)
    assert power(effect, stores * members, 1.0, Arms()) > 0.99 > seen + 0.1


def test_no_effect_needs_no_test_and_a_tiny_one_more_than_there_are() -> None:
    assert size(0.0, 1.0, Arms()) is None and size(1e-9, 1.0, Arms()) is None
