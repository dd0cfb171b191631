import numpy as np
import pytest

from analytics.rebound.fit.decay import decay

PERIODS = np.arange(40.0)


def fitted(lasting: float, transient: float, half_life: float, noise: float = 0.01, periods: np.ndarray = PERIODS):
    rng = np.random.default_rng(2)
    true = lasting + transient * 2 ** (-periods / half_life)
    paths = true + rng.normal(0, noise, (1001, len(periods)))
    paths[0] = paths[1:].mean(0)
    return decay(paths, noise**2 * np.eye(len(periods)), periods, seed=1)


def test_level_transient_and_half_life_come_back() -> None:
    found = fitted(0.1, 0.4, 5.0)
    assert found is not None and found.published is not None
    assert np.quantile(found.lasting, [0.025, 0.975]) == pytest.approx([0.1, 0.1], abs=0.02)
    assert found.published.holds(5.0)
    assert found.transient[0] == pytest.approx(0.4, abs=0.03)
    assert found.curve(PERIODS)[0, -1] == pytest.approx(0.1, abs=0.02)


def test_a_step_has_no_half_life() -> None:
    found = fitted(0.2, 0.0, 5.0)
    assert found is not None
    assert found.published is None
    assert found.evidence["level"] > 0.5
    assert np.median(found.lasting) == pytest.approx(0.2, abs=0.01)


def test_a_half_life_longer_than_a_third_of_the_span_is_not_published() -> None:
    found = fitted(0.0, 0.5, 30.0)
    assert found is not None
    assert found.published is None


def test_three_periods_say_nothing() -> None:
    assert fitted(0.1, 0.2, 2.0, periods=np.arange(3.0)) is None
