"""What the models with a chance of leaving after each purchase share: gamma rates, beta chances of leaving.

`chances` is how many times a customer could have left and did not; given so many, a customer who is still there
leaves after a purchase with a probability ~ Beta(a, b + chances).
"""

import numpy as np
from scipy.special import digamma, gammaln, hyp2f1

from analytics.lifetime.histories import Floats, Histories


def stayed(a: float, b: float, chances: Floats) -> Floats:
    """Log probability of having stayed `chances` times: log B(a, b + chances) / B(a, b)."""
    return np.asarray(gammaln(b + chances) - gammaln(a + b + chances) + gammaln(a + b) - gammaln(b))


def stayed_slopes(a: float, b: float, chances: Floats) -> tuple[Floats, Floats]:
    """Derivatives of `stayed` in a and b."""
    common = digamma(a + b) - digamma(a + b + chances)
    return common, common + digamma(b + chances) - digamma(b)


def expected_if_alive(
    a: float, b: Floats | float, rate: tuple[Floats | float, Floats | float], weeks: Floats
) -> Floats:
    """Purchases in the next `weeks` of a customer who is there now, leaves ~ Beta(a, b), buys at rate ~ Gamma.

    Args:
        rate: shape and inverse scale (weeks) of the gamma distribution.

    Fader, Hardie & Lee (2005), equation 10, after Euler's transformation of its hypergeometric function: no power
    of a large frequency is left in it, so it neither overflows nor cancels.
    """
    shape, scale = rate
    a = 1 + 1e-6 if abs(a - 1) < 1e-6 else a
    passed = weeks / (scale + weeks)
    series = hyp2f1(a - 1, a + b - 1 - shape, a + b - 1, passed)
    return np.asarray((a + b - 1) / (a - 1) * (1 - (1 - passed) ** (a - 1) * series))


def draw_if_alive(a: float, b: Floats, rate: tuple[Floats, Floats], weeks: float, rng: np.random.Generator) -> Floats:
    """One draw per row of what `expected_if_alive` is the mean of."""
    shape, scale = rate
    bought = rng.poisson(rng.gamma(shape) / scale * weeks)
    leaves = np.clip(rng.beta(a, b), 1e-12, 1.0)
    return np.asarray(np.minimum(bought, rng.geometric(leaves)), dtype=float)


def start(histories: Histories) -> Floats:
    """A plausible first guess of log(r, alpha, a, b)."""
    rate = max(histories.repeats, 0.5) / (histories.mean_age * histories.size)
    return np.log([0.6, 0.6 / (2 * rate), 0.8, 2.0])
