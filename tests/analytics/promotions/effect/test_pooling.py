"""Partial pooling: nothing is lent where campaigns differ, much where they are alike, and units do not matter."""

import numpy as np
import pytest

from analytics.promotions.effect.pooling import pooled

ONE_KIND = np.zeros((8, 3), dtype=int)


def test_campaigns_alike_lean_on_each_other_and_are_surer_together() -> None:
    estimate, error = np.array([0.2, 1.0, 0.4, 0.9, 0.6, 0.7, 0.3, 0.8]), np.full(8, 0.5)
    own = pooled(estimate, error, ONE_KIND).own
    assert np.ptp(own.mean(axis=0)) < 0.5 * np.ptp(estimate)
    assert own.std(axis=0).max() < 0.9 * 0.5


def test_a_campaign_alone_keeps_its_estimate_and_error() -> None:
    own = pooled(np.array([3.0]), np.array([2.0]), np.zeros((1, 3), dtype=int)).own[:, 0]
    assert own.mean() == pytest.approx(3.0, abs=0.1) and own.std() == pytest.approx(2.0, rel=0.05)


def test_another_unit_changes_nothing_else() -> None:
    estimate, error = np.array([0.2, 1.0, 0.4]), np.array([0.3, 0.5, 0.4])
    kinds = np.array([[0, 0, 0], [0, 1, 0], [1, 0, 1]])
    one, thousand = pooled(estimate, error, kinds), pooled(estimate * 1_000, error * 1_000, kinds)
    assert np.allclose(one.own * 1_000, thousand.own) and np.allclose(one.again * 1_000, thousand.again)


def test_one_more_is_less_sure_than_the_mean_of_its_kind() -> None:
    found = pooled(np.array([0.0, 2.0, -1.0, 1.5, 3.0, -2.0, 0.5, 1.0]), np.full(8, 0.2), ONE_KIND)
    assert found.again.std(axis=0).min() > 1.5 * found.like.std(axis=0).max()


def test_an_error_of_nought_is_refused() -> None:
    with pytest.raises(ValueError, match="leave such campaigns out"):
        pooled(np.array([1.0]), np.array([0.0]), np.zeros((1, 1), dtype=int))
