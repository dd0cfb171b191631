"""Credibility: a customer's own mean drawn towards the shop's, as far as the own mean is but chance.

Buehlmann & Straub (1970), "Glaubwuerdigkeit fuer Schadensaetze": of all estimates linear in the own mean the one with the
least squared error is `Z own + (1 - Z) shop's`, `Z = frequency / (frequency + k)`, `k` the variance within a customer over
that between customers. Gamma-Gamma says the same with `k = (q - 1) / p`; this one takes the shop's mean and the variance
between customers from the purchases seen, so that it has a mean where Gamma-Gamma's tail is too heavy to have one.
"""

from dataclasses import dataclass

import numpy as np

from analytics.lifetime.gamma_gamma import GammaGamma, Spends
from analytics.lifetime.histories import Floats

_MIN_BETWEEN = 1e-4  # of the squared mean: where customers are all alike, own means count next to nothing
_TINY = 1e-12


@dataclass(frozen=True)
class Credibility:
    """The shop's mean and how much a customer's own one counts.

    Attributes:
        mean: value of a purchase over all customers, in the currency of the log.
        k: purchases after which a customer's own mean counts half.
        shape: of Gamma within a customer; one over it is the squared variation of a single purchase.
        covariance: (2, 2) of (log mean, log k).
    """

    mean: float
    k: float
    shape: float
    covariance: Floats

    @property
    def theta(self) -> Floats:
        """Logarithms of `mean` and `k`."""
        return np.log([self.mean, self.k])

    def at(self, theta: Floats) -> "Credibility":
        """The same model with other parameters."""
        mean, k = np.exp(theta).tolist()
        return Credibility(mean, k, self.shape, self.covariance)

    def expected(self, frequency: Floats, mean: Floats) -> Floats:
        """Value expected of a customer's next purchase, given the repeat purchases seen and their mean."""
        return np.asarray((frequency * mean + self.k * self.mean) / (frequency + self.k))

    def draw(self, frequency: Floats, mean: Floats, bought: Floats, rng: np.random.Generator) -> Floats:
        """Value of `bought` purchases of one customer each: the own mean is uncertain, a purchase scatters around it."""
        expected = self.expected(frequency, mean)
        spread = _between(self.k, self.shape) * self.mean**2 * self.k / (frequency + self.k)
        certain = expected**2 / spread
        own = rng.gamma(certain) * spread / expected
        return np.asarray(rng.gamma(self.shape * bought) * own / self.shape)


def credibility(spends: Spends, within: GammaGamma) -> Credibility:
    """Mean and variance between customers as seen; the scatter within a customer as in the likelihood of Gamma-Gamma.

    A purchase varies in proportion to the customer's mean, so that the means seen of customers with x purchases have variance
    `between + (between + mean ** 2) / (shape x)`.
    """
    weight = spends.customers * spends.frequency / (spends.frequency + 1 / within.p)
    mean = float(np.average(spends.mean, weights=weight))
    off = (spends.mean - mean) ** 2
    chance = float(np.average(1 / spends.frequency, weights=weight)) / within.p
    seen = float(np.average(off, weights=weight)) / mean**2
    between = max((seen - chance) / (1 + chance), _MIN_BETWEEN)
    k = (1 + 1 / between) / within.p
    of_mean = float(weight**2 / spends.customers @ off) / (float(weight.sum()) * mean) ** 2
    return Credibility(mean, k, within.p, np.diag([of_mean, within.covariance[0, 0]]))


def _between(k: float, shape: float) -> float:
    """Variance between customers over the squared mean: the other way round `k = (1 + 1 / between) / shape`."""
    return 1 / max(k * shape - 1, _TINY)
