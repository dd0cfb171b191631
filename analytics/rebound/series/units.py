"""The units in which the model sees a series: logs, or shares of its mean size before the event."""

import numpy as np

from analytics.rebound.series.arrays import Array
from analytics.results import CannotTell, Reason

# Of the periods before the event, how many may bring nothing for a series to be modelled in logs; what such a period counts.
MOST_EMPTY, POOREST = 0.1, 0.2
MIN_SEEN = 6
# Changes smaller than this part of a series' size are what rounding left.
ROUNDING = 1e-9


def modelled(values: Array, before: int) -> tuple[Array, bool]:
    """One series in model units, and whether they are logs.

    Logs where nearly every value before the event is positive, else shares of the mean size before the event: a growth and
    a season mean the same in both, a hundredth is one per cent. A week without sales among many with some is taken as a
    very poor week, a fifth of the usual one: its logarithm has no bottom.

    Raises:
        CannotTell: hardly anything before the event.
    """
    past = values[:before][np.isfinite(values[:before])]
    if len(past) < MIN_SEEN or not past.any():
        raise CannotTell(Reason("empty_before_shock", periods=np.count_nonzero(past), needed=MIN_SEEN))
    if np.mean(past <= 0) <= MOST_EMPTY:
        return np.log(np.where(np.isfinite(values), np.maximum(values, log_floor(past)), np.nan)), True
    return values / size(past), False


def is_known(past: Array) -> bool:
    """Whether enough periods were observed before the event, anything was sold in them, and not always the same."""
    seen = past[np.isfinite(past)]
    return len(seen) >= MIN_SEEN and bool(seen.any()) and not is_constant(seen)


def is_constant(past: Array) -> bool:
    """Whether enough periods are known, not all nothing, and none differs from another by more than rounding."""
    seen = past[np.isfinite(past)]
    return len(seen) >= MIN_SEEN and bool(seen.any()) and float(np.ptp(seen)) <= ROUNDING * float(np.abs(seen).max())


def log_floor(past: Array) -> float:
    """What a period without sales counts in logs."""
    return POOREST * float(np.median(past[past > 0]) if (past <= 0).any() else past.min())


def size(past: Array) -> float:
    """Mean absolute size, the unit of series that are not in logs."""
    return max(float(np.abs(past).mean()), 1e-9) if len(past) else 1.0
