"""Pareto/NBD against the hypergeometric form of its literature, numerical slopes and simulation."""

import numpy as np
import pytest
from scipy.special import gammaln, hyp2f1

from analytics.lifetime.histories import Histories
from analytics.lifetime.pareto_nbd import ParetoNBD
from tests.analytics.lifetime.logs import newcomers

MODEL = ParetoNBD(0.55, 10.6, 0.6, 11.7)
HISTORIES = Histories(
    np.array([0.0, 0, 1, 2, 7, 29, 3]),
    np.array([0.0, 0, 2, 30, 31, 38, 12]),
    np.array([0.0, 39, 39, 33, 35, 38, 12]),
    np.array([2.0, 40, 10, 5, 3, 1, 2]),
)


def by_hypergeometric(model: ParetoNBD, histories: Histories) -> np.ndarray:
    """Fader & Hardie (2005), A note on deriving the Pareto/NBD, equation for L; row by row, in plain powers."""
    r, alpha, s, beta = model.r, model.alpha, model.s, model.beta
    x, recency, age = histories.frequency, histories.recency, histories.age
    larger, second = (alpha, s + 1) if alpha >= beta else (beta, r + x)

    def part(at: np.ndarray) -> np.ndarray:
        far = abs(alpha - beta) / (larger + at)
        return hyp2f1(r + s + x, second, r + s + x + 1, far) / (larger + at) ** (r + s + x)

    alive = (alpha + age) ** -(r + x) * (beta + age) ** -s
    left = s / (r + s + x) * (part(recency) - part(age))
    return gammaln(r + x) - gammaln(r) + r * np.log(alpha) + s * np.log(beta) + np.log(alive + left)


@pytest.mark.parametrize("model", [MODEL, ParetoNBD(2.0, 12.0, 0.4, 5.0), ParetoNBD(0.2, 3.0, 3.0, 40.0)])
def test_likelihood_is_that_of_the_literature(model):
    value, _ = ParetoNBD.likelihood(model.theta, HISTORIES)
    assert value == pytest.approx(HISTORIES.customers @ by_hypergeometric(model, HISTORIES), rel=1e-8)


@pytest.mark.parametrize("shift", [0.0, 0.7, -0.7])
def test_gradient_is_the_slope_of_the_likelihood(shift):
    theta = MODEL.theta + shift
    step = np.eye(4) * 1e-5
    slope = [
        (ParetoNBD.likelihood(theta + d, HISTORIES)[0] - ParetoNBD.likelihood(theta - d, HISTORIES)[0]) / 2e-5
        for d in step
    ]
    assert ParetoNBD.likelihood(theta, HISTORIES)[1] == pytest.approx(slope, rel=1e-6, abs=1e-6)


def test_nothing_overflows_at_the_ends_of_the_possible():
    extreme = Histories(
        *(np.array(c, dtype=float) for c in ([0, 3000, 1], [0, 900, 0.14], [1500, 1000, 1500], [1, 1, 1]))
    )
    for theta in ([-8, 9, -8, 9], [8, -8, 8, -8], [0, 9, 9, -5], [3, 3, -9, 9]):
        value, slope = ParetoNBD.likelihood(np.array(theta, dtype=float), extreme)
        assert np.isfinite(value)
        assert np.isfinite(slope).all()


def test_alive_times_rate_is_expected_and_a_draw_has_that_mean():
    many = Histories(np.full(40_000, 2.0), np.full(40_000, 30.0), np.full(40_000, 39.0), np.ones(40_000))
    expected = MODEL.expected(many, 52.0)[0]
    drawn = MODEL.draw(many, 52.0, np.random.default_rng(3))
    assert drawn.mean() == pytest.approx(expected, abs=4 * drawn.std() / 200)


def test_a_newcomer_is_alive_and_buys_as_the_population_does():
    fresh = Histories(*newcomers(3))
    assert MODEL.p_alive(fresh) == pytest.approx(1.0)
    assert MODEL.expected(fresh, 39.0) == pytest.approx(MODEL.repeats(np.array([39.0]))[0])


def test_longer_silence_makes_life_less_likely():
    ages = np.array([10.0, 20, 40, 80])
    alive = MODEL.p_alive(Histories(np.full(4, 2.0), np.full(4, 9.0), ages, np.ones(4)))
    assert (np.diff(alive) < 0).all()


def test_no_weeks_ahead_no_purchases_and_a_shape_of_one_is_no_exception():
    at_one = ParetoNBD(0.55, 10.6, 1.0, 11.7)
    near = ParetoNBD(0.55, 10.6, 1.0 + 1e-7, 11.7)
    assert MODEL.expected(HISTORIES, 0.0) == pytest.approx(0.0)
    assert at_one.expected(HISTORIES, 30.0) == pytest.approx(near.expected(HISTORIES, 30.0), rel=1e-6)
