"""Law: a lasting level that the data leave open by more than fifty times, or that stands at more than fifty times what would
have been, is no number, and no mean is made of one.

Broken twice: a market that sold next to nothing made the lasting level of all closed markets' luxury +142,517,515,824,250 %,
once because that level was open, once because it was told, within a factor of twenty, against a level of nothing.
"""

import numpy as np
import pytest

from analytics.rebound.fit.decay import WIDEST, Decay


def shape(spread: float, middle: float = 0.0) -> Decay:
    """A level around a middle, in logs, whose 95 % interval is exp(+-1.96 spread)."""
    lasting = np.concatenate([[middle], np.random.default_rng(5).normal(middle, spread, 4000)])
    still = np.zeros(len(lasting))
    return Decay(lasting, still, still * np.nan, None, {}, 0.0)


def test_a_level_that_is_known_is_a_share() -> None:
    share = shape(0.2).share()
    assert share is not None
    assert np.quantile(share[1:], [0.025, 0.975]) == pytest.approx([np.exp(-0.39) - 1, np.exp(0.39) - 1], abs=0.03)


@pytest.mark.parametrize("spread", [1.2, 5.0, 30.0])
def test_a_level_that_may_be_anything_is_none(spread: float) -> None:
    assert np.exp(2 * 1.96 * spread) > WIDEST
    assert shape(spread).share() is None


@pytest.mark.parametrize("middle", [5.0, 34.0])
def test_a_level_told_against_next_to_nothing_is_none(middle: float) -> None:
    assert shape(0.5, middle).share() is None


def test_a_level_that_fell_to_next_to_nothing_is_a_loss() -> None:
    share = shape(0.5, -5.0).share()
    assert share is not None
    assert share.max() < -0.9
