import numpy as np
import pytest

from analytics.promotions.elasticity.shrinkage import scatter_test, shrunk


def test_five_equally_precise_groups_by_hand():
    # Spread 1, error 1 each: variance between is 2.5 - 1 = 1.5, so each leans 2/4 * 1/2.5 = 1/5 of its way to the mean.
    estimate = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
    moved, error = shrunk(estimate, np.ones(5))
    assert moved == pytest.approx(0.8 * estimate)
    assert error[2] ** 2 == pytest.approx(1 - 4 / 5 * 0.2)
    assert error[0] ** 2 == pytest.approx(1 - 4 / 5 * 0.2 + 2 / 2 * 0.2**2 * 4)


def test_thin_groups_lean_further_and_an_unknown_one_gets_the_mean():
    estimate, error = np.array([-1.0, -2.0, -3.0, -2.2, 5.0, np.nan]), np.array([0.1, 0.1, 0.1, 0.1, 4.0, np.nan])
    moved, doubt = shrunk(estimate, error)
    assert moved[:4] == pytest.approx(estimate[:4], abs=0.1)
    assert moved[4] < 2.5
    assert -3 < moved[5] < 0
    assert doubt[5] > 0.5


def test_three_groups_have_nothing_to_lend():
    moved, error = shrunk(np.array([1.0, 2.0, 9.0]), np.ones(3))
    assert moved.tolist() == [1, 2, 9]
    assert error.tolist() == [1, 1, 1]


def test_shrunk_estimates_are_nearer_the_truth_and_their_intervals_hold_it():
    draw = np.random.default_rng(0)
    truth = draw.normal(-2, 0.3, (300, 8))
    error = draw.uniform(0.1, 0.9, (300, 8))
    found = truth + error * draw.normal(size=truth.shape)
    moved, doubt = (np.array(part) for part in zip(*map(shrunk, found, error), strict=True))
    assert np.square(moved - truth).mean() < 0.6 * np.square(found - truth).mean()
    assert 0.93 < (np.abs(moved - truth) < 1.96 * doubt).mean() < 0.98


def test_groups_that_are_alike_are_called_alike():
    draw = np.random.default_rng(1)
    chances = [scatter_test(draw.normal(size=6), np.ones(6)) for _ in range(200)]
    assert 0.01 < np.mean(np.array(chances) < 0.05) < 0.11
    assert scatter_test(np.array([-3.0, -1.0, -2.0]), np.full(3, 0.1)) < 1e-6
