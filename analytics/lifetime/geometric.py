"""What the models with a chance of leaving after each purchase share: gamma rates, beta chances of leaving.

`chances` is how many times a customer could have left and did not; given so many, a customer who is still there
leaves after a purchase with a probability ~ Beta(a, b + chances).
"""

from dataclasses import dataclass

import numpy as np

from analytics.lifetime.histories import Floats, Histories
from data.late import late

digamma = late("scipy.special", "digamma")
gammaln = late("scipy.special", "gammaln")

_CHUNK = 4096
_NEGLIGIBLE = 1e-11
_MOST_STEPS = 20_000


def stayed(a: float, b: float, chances: Floats) -> Floats:
    """Log probability of having stayed `chances` times: log B(a, b + chances) / B(a, b)."""
    return np.asarray(gammaln(b + chances) - gammaln(a + b + chances) + gammaln(a + b) - gammaln(b))


def stayed_slopes(a: float, b: float, chances: Floats) -> tuple[Floats, Floats]:
    """Derivatives of `stayed` in a and b."""
    common = digamma(a + b) - digamma(a + b + chances)
    return common, common + digamma(b + chances) - digamma(b)


@dataclass(frozen=True)
class There:
    """Customers who have not left: a row each, or one for all where a field is a number.

    Attributes:
        a, b: the chance of leaving after a purchase ~ Beta(a, b), given all that is known of the customer.
        shape, scale: the rate of steps ~ Gamma(shape, scale), scale in weeks.
        steps, done: a purchase takes so many steps, of which so many are done since the last one.
    """

    a: float
    b: Floats | float
    shape: Floats | float
    scale: Floats | float
    steps: int = 1
    done: int = 0

    def expected(self, weeks: Floats | float) -> Floats:
        """Purchases in the next `weeks`.

        The steps to come are negative binomial and every k-th of them is a purchase, the n-th made with the
        probability of having stayed n - 1 times. All terms of the sum are positive: it can neither cancel nor
        overflow, as the usual Gaussian hypergeometric form does for many purchases or much the same chances.
        """
        columns = np.broadcast_arrays(self.b, self.shape, self.scale, weeks)
        b, shape, scale, ahead = (np.asarray(column, dtype=float).ravel() for column in columns)
        busiest_last = np.argsort(shape / scale * ahead)
        mean = np.empty(len(b))
        for first in range(0, len(b), _CHUNK):
            rows = busiest_last[first : first + _CHUNK]
            mean[rows] = self._summed(b[rows], shape[rows], scale[rows], ahead[rows])
        return mean.reshape(columns[0].shape)

    def _summed(self, b: Floats, shape: Floats, scale: Floats, weeks: Floats) -> Floats:
        log_passed = np.log(np.maximum(weeks, 1e-300)) - np.log(scale + weeks)
        log_chance = -shape * np.log1p(weeks / scale)
        mean, made, staying = np.zeros_like(b), np.zeros_like(b), np.ones_like(b)
        beyond = 1 - np.exp(log_chance)
        for step in range(1, _MOST_STEPS):
            if (step + self.done) % self.steps == 0:
                purchases = (step + self.done) // self.steps
                made = made + staying
                staying = staying * ((b + purchases - 1) / (self.a + b + purchases - 1))
            log_chance = log_chance + np.log((shape + step - 1) / step) + log_passed
            chance = np.exp(log_chance)
            mean, beyond = mean + chance * made, beyond - chance
            if beyond.max() < _NEGLIGIBLE:
                break
        return mean

    def draw(self, weeks: Floats | float, done: Floats | int, rng: np.random.Generator) -> Floats:
        """One draw per row of what `expected` is the mean of, each row with its own steps `done`."""
        taken = rng.poisson(rng.gamma(self.shape) / self.scale * weeks)
        leaves = np.clip(rng.beta(self.a, self.b), 1e-12, 1.0)
        return np.asarray(np.minimum((taken + done) // self.steps, rng.geometric(leaves)), dtype=float)


def start(histories: Histories) -> Floats:
    """A plausible first guess of log(r, alpha, a, b)."""
    rate = max(histories.repeats, 0.5) / (histories.mean_age * histories.size)
    return np.log([0.6, 0.6 / (2 * rate), 0.8, 2.0])
