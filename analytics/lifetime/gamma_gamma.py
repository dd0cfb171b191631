"""Gamma-Gamma: what a customer spends per purchase, independent of how often.

Fader & Hardie (2013), "The Gamma-Gamma model of monetary value". A customer's purchases scatter as Gamma(p, nu)
around the customer's own mean, nu ~ Gamma(q, v) across customers. `tilt` relaxes the independence: the mean value
scales with frequency to that power, so that zero means independence and the deviation is measured, not guessed at.
"""

from dataclasses import dataclass, replace

import numpy as np

from analytics.interval import Interval
from analytics.lifetime.ascent import Peak, of_logarithm, peak
from analytics.lifetime.histories import Distinct, Floats
from analytics.results import CannotTell, Reason
from data.late import late

digamma = late("scipy.special", "digamma")
gammaln = late("scipy.special", "gammaln")

SKETCH = 20_000
FEWEST = 10  # repeat customers for three parameters


@dataclass(frozen=True)
class Spends:
    """Repeat customers by what they spend per repeat purchase; three columns of shape (rows,).

    Attributes:
        frequency: purchases after the first, at least 1.
        mean: mean value of those purchases, above 0, any one currency.
        customers: how many customers the row stands for.
    """

    frequency: Floats
    mean: Floats
    customers: Floats

    def __post_init__(self) -> None:
        for name in ("frequency", "mean", "customers"):
            object.__setattr__(self, name, np.asarray(getattr(self, name), dtype=float))
        if not ((self.frequency >= 1).all() and (self.mean > 0).all() and np.isfinite(self.mean).all()):
            raise ValueError("spends need frequency of at least 1 and a mean value above 0; drop the other customers")

    def __len__(self) -> int:
        return len(self.frequency)

    def every(self, step: int) -> "Spends":
        return Spends(self.frequency[::step], self.mean[::step], self.customers[::step])


@dataclass(frozen=True)
class GammaGamma:
    """The model at its maximum likelihood.

    Attributes:
        p, q, v: shape within a customer; shape and scale across customers, v in currency.
        log_likelihood: of all repeat customers.
        covariance: (3, 3) of (log p, log q, log v).
        customers: repeat customers fitted on.
        tilt: power of frequency by which mean value scales, with its interval; 0 where value and frequency are
            independent, as the model supposes.
    """

    p: float
    q: float
    v: float
    log_likelihood: float
    covariance: Floats
    customers: float
    tilt: Interval

    def parameters(self) -> dict[str, Interval]:
        """Each parameter with its 95 % interval, symmetric in the logarithm."""
        named = zip("pqv", np.log([self.p, self.q, self.v]).tolist(), np.diag(self.covariance).tolist(), strict=True)
        return {name: of_logarithm(theta, variance) for name, theta, variance in named}

    @property
    def theta(self) -> Floats:
        """Logarithms of p, q and v."""
        return np.log([self.p, self.q, self.v])

    @property
    def has_mean(self) -> bool:
        """Whether a mean value surely exists: with 95 % certainty the tail is light enough (q > 1).

        At q a little above 1 the mean that the model names is a number without end, a thousand times what anybody pays.
        """
        return self.parameters()["q"].low > 1

    @property
    def mean(self) -> float:
        """Mean value of a purchase over all customers; infinite where the tail is too heavy (q <= 1)."""
        return self.p * self.v / (self.q - 1) if self.q > 1 else float("inf")

    def at(self, theta: Floats) -> "GammaGamma":
        """The same model with other parameters."""
        p, q, v = np.exp(theta).tolist()
        return replace(self, p=p, q=q, v=v)

    def expected(self, frequency: Floats, mean: Floats) -> Floats:
        """Value expected of a customer's next purchase, given the repeat purchases seen and their mean.

        Linear in `mean`, so it holds for group means as well.
        """
        weight = self.p * frequency + self.q - 1
        own = self.p * (self.v + frequency * mean) / np.where(weight > 0, weight, 1.0)
        return np.asarray(np.where(weight > 0, own, np.inf))

    def draw(self, frequency: Floats, mean: Floats, bought: Floats, rng: np.random.Generator) -> Floats:
        """Value of `bought` purchases of one customer each, drawn given what was seen."""
        nu = rng.gamma(self.p * frequency + self.q) / (self.v + frequency * mean)
        return np.asarray(rng.gamma(self.p * bought) / np.maximum(nu, 1e-300))


def gamma_gamma(spends: Spends) -> GammaGamma:
    """The Gamma-Gamma model that makes the spends most likely.

    Raises:
        CannotTell: fewer than ten repeat customers, or all of the same value: three parameters need more.
    """
    if spends.customers.sum() < FEWEST:
        raise CannotTell(Reason("too_few_values", customers=spends.customers.sum(), needed=FEWEST))
    if np.ptp(spends.mean) == 0:
        raise CannotTell(Reason("values_all_equal"))
    scale = float(np.average(spends.mean, weights=spends.customers))
    scaled = Spends(spends.frequency, spends.mean / scale, spends.customers)
    plain = _maximum(scaled, np.log([4.0, 4.0, 0.75]))
    tilted = _maximum(scaled, np.append(plain.theta, 0.0))
    tilt = Interval.normal(float(tilted.theta[3]), float(np.sqrt(tilted.covariance[3, 3])))
    p, q, v = np.exp(plain.theta).tolist()
    size = float(spends.customers.sum())
    return GammaGamma(p, q, v * scale, plain.value - size * float(np.log(scale)), plain.covariance, size, tilt)


def log_likelihood(theta: Floats, spends: Spends) -> tuple[float, Floats]:
    """Log likelihood at (log p, log q, log v[, tilt]) and its gradient, (3,) or with the tilt (4,)."""
    p, q, v = np.exp(theta[:3])
    by_x, customers = Distinct.of(spends.frequency), spends.customers
    x, count = by_x.values, by_x.total(spends.customers)
    own_v = v * (x ** theta[3] if len(theta) > 3 else np.ones_like(x))
    log_mean, total = np.log(spends.mean), spends.frequency * spends.mean
    log_sum = np.log(by_x.spread(own_v) + total)
    shape = p * x
    value = count @ (gammaln(shape + q) - gammaln(shape) - gammaln(q) + q * np.log(own_v) + shape * np.log(x))
    value += customers @ ((p * spends.frequency - 1) * log_mean - (p * spends.frequency + q) * log_sum)
    by_p = count @ (x * (digamma(shape + q) - digamma(shape) + np.log(x)))
    by_p += customers @ (spends.frequency * (log_mean - log_sum))
    by_q = count @ (digamma(shape + q) - digamma(q) + np.log(own_v)) - customers @ log_sum
    pull = by_x.total(customers * (p * spends.frequency + q) * np.exp(-log_sum))
    by_log_v = count * q - pull * own_v
    gradient = [p * by_p, q * by_q, by_log_v.sum(), by_log_v @ np.log(x)]
    return float(value), np.array(gradient[: len(theta)])


def _maximum(spends: Spends, start: Floats) -> Peak:
    sketch = spends.every(max(1, len(spends) // SKETCH))
    ratio = float(spends.customers.sum() / sketch.customers.sum())
    return peak(lambda theta: log_likelihood(theta, spends), lambda theta: log_likelihood(theta, sketch), ratio, start)
