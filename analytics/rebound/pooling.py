"""Variances pooled over the shop's series: each series weighs the noises by its own evidence and by what the others say."""

import numpy as np

from analytics.rebound.noise import Array

# Weight of "anything on the grid", in series: one shop's series never rule out a noise altogether.
OPEN_MIND = 2.0


def weights(evidence: Array, belief: Array | None = None, rounds: int = 30) -> Array:
    """How likely each candidate model is for each series.

    Empirical Bayes: the distribution of models over the shop is estimated from all series by expectation-maximisation
    (Laird 1978), then used as the prior of each.

    Args:
        evidence: (series, models) log evidence.
        belief: (models,) what was thought before any series was seen; equal weights unless given.

    Returns:
        (series, models), each row adding to one.
    """
    series, models = evidence.shape
    start = np.full(models, 1 / models) if belief is None else belief / belief.sum()
    likelihood = np.exp(evidence - evidence.max(1, keepdims=True))
    shared = start
    for _ in range(rounds if series > 1 else 0):
        own = _normal(shared * likelihood)
        shared = (OPEN_MIND * start + own.sum(0)) / (OPEN_MIND + series)
    return _normal(shared * likelihood)


def _normal(rows: Array) -> Array:
    return np.asarray(rows / rows.sum(1, keepdims=True))
