"""Words for the answer, said only when the interval carries them and the placebo dates do not contradict."""

import numpy as np

from analytics.interval import Interval
from analytics.rebound.fit.decay import Decay
from analytics.rebound.fit.ledger import Ledger, interval, of_both
from data.late import late

special = late("scipy.special")

GAIN, BACK, LOSS, UNKNOWN = "lasting gain", "back to level", "lasting loss", "cannot be told"
BEYOND, RELEASED, NONE = "beyond pent-up", "released", "none"

# "Back to level" says that a lasting change of a tenth or more is unlikely.
MATERIAL, SURE = 0.10, 0.8
# A shock that took less than this share of what would have been sold held nothing back.
FELT = 0.2
# More false alarms than this at placebo dates: the model cannot be believed on this series.
MOST_ALARMS = 0.2


def level(lasting: Interval | None, alarms: float) -> str:
    """What stayed of the level."""
    if lasting is None:
        return UNKNOWN
    if not lasting.holds(0):
        return UNKNOWN if alarms > MOST_ALARMS else GAIN if lasting.low > 0 else LOSS
    return BACK if _small(lasting) >= SURE else UNKNOWN


def _small(lasting: Interval) -> float:
    """Probability that the lasting change is immaterial, its interval taken as a normal one."""
    spread = max((lasting.high - lasting.low) / (2 * -special.ndtri(0.025)), 1e-9)
    middle = (lasting.high + lasting.low) / 2
    return float(special.ndtr((MATERIAL - middle) / spread) - special.ndtr((-MATERIAL - middle) / spread))


def rebound(sums: Ledger, alarms: float, shape: Decay | None = None) -> str:
    """What the weeks after reopening brought, against what the shock took.

    There was a rebound where the excess is beyond doubt, or where the curve after reopening falls from a peak: over a long
    window the sum is uncertain long after the peak is plain.
    """
    regained, lost = of_both(sums, sums.regained), np.maximum(sums.lost[1:], 0)
    if regained is None:
        return UNKNOWN
    if regained.low > 0 or (_fades(shape) and sums.regained[0] > 0):
        if alarms > MOST_ALARMS:
            return UNKNOWN
        surplus = float(np.mean(sums.regained[1:] > lost))
        return BEYOND if surplus >= 0.975 else RELEASED if surplus <= 0.25 else UNKNOWN
    return NONE if regained.high <= 0 or _little(sums) else UNKNOWN


def _fades(shape: Decay | None) -> bool:
    """Whether the level after reopening came down from a peak."""
    return shape is not None and shape.evidence["level"] < 0.05 and shape.peak > 0


def _little(sums: Ledger) -> bool:
    """Whether a rebound worth half of the loss can be ruled out, or a loss worth the name."""
    expected = np.maximum(sums.expected_shock[1:], 1e-9)
    if float(np.mean(sums.lost[1:] > FELT * expected)) < 0.025:
        return True
    return interval(sums.lost).low > 0 and float(np.mean(sums.regained[1:] > 0.5 * sums.lost[1:])) < 0.05
