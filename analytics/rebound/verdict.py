"""Words for the answer, said only when the interval carries them and the placebo dates do not contradict."""

import numpy as np

from analytics.interval import Interval
from analytics.rebound.ledger import Ledger, interval

GAIN, BACK, LOSS, UNKNOWN = "lasting gain", "back to level", "lasting loss", "cannot be told"
BEYOND, RELEASED, NONE = "beyond pent-up", "released", "none"

# "Back to level" rules out a lasting change as large as this; an interval wider than that tells nothing.
TOLERANCE = 0.25
# More false alarms than this at placebo dates: the model cannot be believed on this series.
MOST_ALARMS = 0.2


def level(lasting: Interval | None, alarms: float) -> str:
    """What stayed of the level."""
    if lasting is None:
        return UNKNOWN
    if not lasting.holds(0):
        return UNKNOWN if alarms > MOST_ALARMS else GAIN if lasting.low > 0 else LOSS
    return BACK if max(-lasting.low, lasting.high) <= TOLERANCE else UNKNOWN


def rebound(sums: Ledger, alarms: float) -> str:
    """What the weeks after reopening brought, against what the shock took."""
    excess, lost = sums.regained[1:], np.maximum(sums.lost[1:], 0)
    regained = interval(sums.regained)
    if regained.low > 0:
        if alarms > MOST_ALARMS:
            return UNKNOWN
        surplus = float(np.mean(excess > lost))
        return BEYOND if surplus >= 0.975 else RELEASED if surplus <= 0.25 else UNKNOWN
    return NONE if regained.high <= 0 or _little(sums) else UNKNOWN


def _little(sums: Ledger) -> bool:
    """Whether a rebound worth half of the loss can be ruled out, or nothing was lost in the first place."""
    if interval(sums.lost).low <= 0:
        return True
    return float(np.mean(sums.regained[1:] > 0.5 * sums.lost[1:])) < 0.05
