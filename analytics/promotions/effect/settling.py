"""What would settle whether a campaign earns margin: customers to hold out, or weeks more."""

import math
from dataclasses import dataclass

from analytics.promotions.effect.score import Score

POWER = (
    1.959963984540054 + 0.8416212335729143
)  # errors from nought at which a 95 % interval excludes it four times in five
MOST_TIMES = 50  # campaigns of the same size beyond which a test is out of reach


@dataclass(frozen=True)
class Settling:
    """How much more is needed to tell an effect of the size that is expected from none, four times in five.

    Attributes:
        customers: to hold out at random, as many as are sent it; 0 where no experiment says how much customers differ.
        campaigns: of the same size in which to do so.
        weeks: more for which to run it without a control group; 0 for an experiment.
    """

    customers: int
    campaigns: int
    weeks: int


def settling(score: Score, size: float) -> Settling | None:
    """What is needed for a margin of this size.

    Args:
        score: with a known margin.
        size: euro, above 0, of one campaign.

    Returns:
        None where fifty campaigns of its size would not do.
    """
    if score.worth is not None:
        return _by_customers(score, size)
    if score.first_on is None or score.last_on is None:
        return None
    error = score.margin.error
    times = (POWER * error / size) ** 2
    weeks = ((score.last_on - score.first_on).days + 1) / 7
    return Settling(0, 0, max(math.ceil(weeks * (times - 1)), 1)) if times <= MOST_TIMES else None


def _by_customers(score: Score, size: float) -> Settling | None:
    """The same campaign, half of whose customers are held out, as often as it takes.

    The margin's sampling error is s = N sd sqrt(1/treated + 1/held out) over N treated; with halves of M customers the error
    per customer is sd sqrt(4 / M).
    """
    worth = score.worth
    assert worth is not None
    extra = score.orders.error * (worth.margin + worth.discount)
    missing = worth.missing.error * worth.usual if math.isfinite(worth.missing.estimate) else 0.0
    each = (extra**2 + missing**2) / score.reached**2 / (1 / score.reached + 1 / worth.held_out)
    needed = 4 * each * (POWER * score.reached / size) ** 2
    times = needed / (score.reached + worth.held_out)
    return Settling(math.ceil(needed / 2), math.ceil(times), 0) if times <= MOST_TIMES else None
