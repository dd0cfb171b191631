"""Variances pooled over the shop's series: each series weighs the noises by its own evidence and by what the others say."""

from collections.abc import Sequence

import numpy as np

from analytics.rebound.series.arrays import Array

# Weight of "anything on the grid", in series: one shop's series never rule out a noise altogether.
OPEN_MIND = 2.0
# Days and weeks of sales have heavier tails than the normal distribution that their evidence supposes.
BELIEVED = 0.5
ROUNDS = 30


def believed(per_year: float, evidence: Sequence[Array]) -> Array:
    """Evidence of all series (series, models), by half for days and weeks; sums over months are near enough to normal."""
    return np.vstack(list(evidence)) * (BELIEVED if per_year > 12 else 1.0)


def weights(evidence: Array, belief: Array | None = None) -> Array:
    """How likely each candidate model is for each series.

    Two hypotheses, weighed by their own evidence: one model for all series, judged by the product of their evidence; or each
    series its own, drawn from the distribution of models over the shop, which expectation-maximisation estimates from them all
    (empirical Bayes: Laird 1978).

    Args:
        evidence: (series, models) log evidence.
        belief: (series, models) prior weights, equal unless given.

    Returns:
        (series, models), each row adding to one.
    """
    start = _normal(np.ones_like(evidence) if belief is None else belief + 1e-300)
    likelihood = np.exp(evidence - evidence.max(1, keepdims=True))
    own = _own(likelihood, start)
    if len(evidence) == 1:
        return own
    share, alike = _alike(evidence, start)
    return np.asarray(share * alike + (1 - share) * own)


def _own(likelihood: Array, start: Array) -> Array:
    """Each series its own model; all of them together say how much more common each model is than its prior weight."""
    series, models = likelihood.shape
    commoner = np.ones(models)
    for _ in range(ROUNDS if series > 1 else 0):
        posterior = _normal(commoner * start * likelihood)
        commoner = (OPEN_MIND + posterior.sum(0)) / (OPEN_MIND + _normal(commoner * start).sum(0))
    return _normal(commoner * start * likelihood)


def _alike(evidence: Array, start: Array) -> tuple[float, Array]:
    """Probability that one model holds for all series, against one for each, even odds before; and that model's weights."""
    relative = evidence - evidence.max(1, keepdims=True)
    common = np.exp(np.log(start).mean(0))
    together = relative.sum(0) + np.log(common / common.sum())
    shared = together.max() + np.log(np.exp(together - together.max()).sum())
    separate = np.log((start * np.exp(relative)).sum(1)).sum()
    return float(1 / (1 + np.exp(np.clip(separate - shared, -50, 50)))), _normal(
        np.exp(together - together.max())[None]
    )


def _normal(rows: Array) -> Array:
    return np.asarray(rows / rows.sum(1, keepdims=True))
