"""Power of a comparison of two means by Student's t (Cohen 1988), customers or stores drawn by chance.

Where whole groups are drawn, the variance of a mean grows by 1 + (members - 1) x intra-class correlation (Kish 1965), and freedom is
counted in groups.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from data.late import late

stats = late("scipy.stats")

MOST = 100_000_000  # units beyond which no test is proposed


@dataclass(frozen=True)
class Arms:
    """How a test is drawn and read.

    Attributes:
        treated: share of the units that get the treatment.
        level: two-sided chance of a false alarm.
        power: chance to see the effect where it is there.
        members: units drawn together, such as customers of a store; correlation: of their outcomes within a group, 0 to 1.
    """

    treated: float = 0.5
    level: float = 0.05
    power: float = 0.8
    members: float = 1.0
    correlation: float = 0.0

    def error(self, units: float, variance: float, treated_variance: float | None = None) -> float:
        """Standard error of the difference of the means.

        Args:
            variance: of the outcome of one unit without the treatment; treated_variance: with it, the same unless given.
        """
        with_it = variance if treated_variance is None else treated_variance
        grown = 1 + (self.members - 1) * self.correlation
        return float(np.sqrt(grown * (variance / (units * (1 - self.treated)) + with_it / (units * self.treated))))

    def freedom(self, units: float) -> float:
        """Degrees of freedom."""
        return max(units / self.members - 2, 1.0)


def power(effect: float, units: float, variance: float, arms: Arms, treated_variance: float | None = None) -> float:
    """The chance that a true effect is seen, in whichever direction it points."""
    freedom, error = arms.freedom(units), arms.error(units, variance, treated_variance)
    if error <= 0:
        return float(effect != 0)
    bound = stats.t.isf(arms.level / 2, freedom)
    return float(stats.nct.sf(bound, freedom, abs(effect) / error))


def size(effect: float, variance: float, arms: Arms, treated_variance: float | None = None) -> int | None:
    """Units in both arms together that an effect needs, whole groups; None where there are none so many."""
    if effect == 0:
        return None
    step = max(arms.members, 1.0)
    groups = _first(
        lambda n: power(effect, n * step, variance, arms, treated_variance) >= arms.power, 4, int(MOST / step)
    )
    return None if groups is None else int(np.ceil(groups * step))


def detectable(units: float, variance: float, arms: Arms) -> float:
    """The smallest effect that so many units see with the power asked for."""
    low, high = 0.0, 100 * arms.error(units, variance)
    for _step in range(80):
        middle = (low + high) / 2
        low, high = (low, middle) if power(middle, units, variance, arms) >= arms.power else (middle, high)
    return high


def _first(is_enough: Callable[[int], bool], low: int, high: int) -> int | None:
    """The least whole number from `low` on that is enough, as every larger one is."""
    if not is_enough(high):
        return None
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if is_enough(middle) else (middle + 1, high)
    return low
