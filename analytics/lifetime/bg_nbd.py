"""BG/NBD: Poisson purchasing, with a chance of leaving for good after each purchase but the first.

Fader, Hardie & Lee (2005), "Counting your customers the easy way". A customer who never returned cannot have left in
this model: its probability alive is 1, which is wrong where most customers buy once.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from analytics.lifetime import geometric
from analytics.lifetime.histories import Floats, Histories
from analytics.lifetime.model import PurchaseModel
from data.late import late

digamma = late("scipy.special", "digamma")
expit = late("scipy.special", "expit")
gammaln = late("scipy.special", "gammaln")


@dataclass(frozen=True)
class BGNBD(PurchaseModel):
    """Rates of purchase ~ Gamma(r, alpha), alpha in weeks; chances of leaving ~ Beta(a, b)."""

    r: float
    alpha: float
    a: float
    b: float

    name: ClassVar[str] = "bg_nbd"
    parameters: ClassVar[tuple[str, ...]] = ("r", "alpha", "a", "b")
    leaves_after_first: ClassVar[bool] = False
    steps: ClassVar[int] = 1  # a purchase takes so many Poisson steps; more than one in the regular-timing model

    @classmethod
    def start(cls, histories: Histories) -> Floats:
        return geometric.start(histories)

    @classmethod
    def likelihood(cls, theta: Floats, histories: Histories) -> tuple[float, Floats]:
        model = cls.of(theta)
        value, gradient = model._of_staying(histories)
        odds, longer = model._log_odds_left(histories)
        with np.errstate(divide="ignore"):
            value += float(histories.customers @ np.logaddexp(0.0, odds))
        left = histories.customers * expit(odds)
        gradient += model._slopes_of_leaving(histories, left, longer)
        return value, gradient * np.exp(theta)

    def _chances(self, frequency: Floats) -> Floats:
        return frequency + 1 if self.leaves_after_first else frequency

    def _shape(self, frequency: Floats) -> Floats:
        """Shape of the gamma distribution of a customer's rate, given the purchases seen."""
        return self.r + self.steps * frequency

    def _of_staying(self, histories: Histories) -> tuple[float, Floats]:
        """As if everyone were still there: depends on frequency and on age, never on both."""
        x, customers = histories.by_frequency.values, histories.by_frequency.total(histories.customers)
        age = histories.by_age.values
        at_age = histories.by_age.total(histories.customers * self._shape(histories.frequency))
        chances, log_age, size = self._chances(x), np.log(self.alpha + age), histories.size
        value = customers @ (gammaln(self._shape(x)) - gammaln(self.r) + geometric.stayed(self.a, self.b, chances))
        value += size * self.r * np.log(self.alpha) - at_age @ log_age
        by_r = customers @ (digamma(self._shape(x)) - digamma(self.r)) + size * np.log(self.alpha)
        by_r -= histories.by_age.total(histories.customers) @ log_age
        by_alpha = size * self.r / self.alpha - at_age @ (1 / (self.alpha + age))
        by_a, by_b = geometric.stayed_slopes(self.a, self.b, chances)
        return float(value), np.array([by_r, by_alpha, customers @ by_a, customers @ by_b])

    def _log_odds_left(self, histories: Histories) -> tuple[Floats, Floats]:
        """Per row the log odds of having left at the last purchase, and log((alpha + age) / (alpha + recency))."""
        x = histories.by_frequency.values
        before = self.b + self._chances(x) - 1
        with np.errstate(divide="ignore"):
            at_last = np.where(self._chances(x) > 0, np.log(self.a) - np.log(np.maximum(before, 1e-300)), -np.inf)
        longer = histories.by_age.spread(np.log(self.alpha + histories.by_age.values))
        longer = longer - histories.by_recency.spread(np.log(self.alpha + histories.by_recency.values))
        return histories.by_frequency.spread(at_last) + self._shape(histories.frequency) * longer, longer

    def _slopes_of_leaving(self, histories: Histories, left: Floats, longer: Floats) -> Floats:
        """Gradient of the sum of log(1 + odds), where `left` is customers times the probability of having left."""
        x = histories.by_frequency.values
        by_x = histories.by_frequency.total(left)
        before = np.where(by_x > 0, self.b + self._chances(x) - 1, 1.0)
        rated = left * self._shape(histories.frequency)
        at_age, at_recency = histories.by_age, histories.by_recency
        by_alpha = at_age.total(rated) @ (1 / (self.alpha + at_age.values))
        by_alpha -= at_recency.total(rated) @ (1 / (self.alpha + at_recency.values))
        return np.array([left @ longer, by_alpha, left.sum() / self.a, -(by_x / before).sum()])

    def p_alive(self, histories: Histories) -> Floats:
        return np.asarray(expit(-self._log_odds_left(histories)[0]))

    def expected_if_alive(self, histories: Histories, weeks: float) -> Floats:
        pairs = histories.by_frequency_and_age
        return self._there(pairs.frequency, pairs.age).expected(weeks)[pairs.codes]

    def repeats(self, weeks: Floats) -> Floats:
        stays = self.b / (self.a + self.b) if self.leaves_after_first else 1.0
        return stays * self._there(np.zeros(1), np.zeros(1)).expected(weeks)

    def draw(self, histories: Histories, weeks: Floats | float, rng: np.random.Generator) -> Floats:
        alive = rng.random(len(histories)) < self.p_alive(histories)
        return np.where(alive, self._there(histories.frequency, histories.age).draw(weeks, 0, rng), 0.0)

    def _there(self, frequency: Floats, age: Floats, done: int = 0) -> geometric.There:
        """Such customers, supposing they have not left."""
        b, shape = self.b + self._chances(frequency), self._shape(frequency) + done
        return geometric.There(self.a, b, shape, self.alpha + age, self.steps, done)
