"""Experiments drawn at random, with the effect of each customer known."""

import numpy as np

from analytics.uplift import Experiment


def experiment(seed: int = 0, size: int = 6_000, moved: float = 0.1, chance: float = 0.5) -> Experiment:
    """Visits of customers, some of them moved: the effect is `moved` where the second feature is above 0, else none."""
    draw = np.random.default_rng([seed, size])
    features = draw.normal(size=(size, 4))
    treated = draw.random(size) < chance
    visits = 0.1 + 0.08 * (features[:, 0] > 0) + moved * treated * (features[:, 1] > 0)
    return Experiment(features, treated, (draw.random(size) < visits).astype(float), chance)


def spending(seed: int = 0, size: int = 4_000, moved: float = 0.0) -> Experiment:
    """Amounts, most of them 0, with a long tail; buyers are `moved` more likely to come where the second feature is 1."""
    draw = np.random.default_rng([seed, size, 1])
    features = np.column_stack([draw.normal(size=size), draw.integers(0, 2, size)])
    treated = draw.random(size) < 0.5
    buys = draw.random(size) < 0.1 + moved * treated * features[:, 1]
    return Experiment(features, treated, buys * np.exp(4 + 0.7 * draw.normal(size=size)), 0.5)
