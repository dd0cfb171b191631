"""Law: a lasting level that the data leave open by more than fifty times is no number, and no mean is made of one.

Broken once: a market that sold next to nothing made the lasting level of all closed markets' luxury +142,517,515,824,250 %.
"""

import numpy as np
import pytest

from analytics.rebound.fit.decay import WIDEST, Decay


def shape(spread: float) -> Decay:
    """A level around nought whose 95 % interval is exp(+-1.96 spread)."""
    lasting = np.concatenate([[0.0], np.random.default_rng(5).normal(0, spread, 4000)])
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
