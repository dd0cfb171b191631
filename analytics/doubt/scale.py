"""On which scale a figure changes: amounts, counts and averages in percent of before, shares in points."""

from collections.abc import Sequence

import numpy as np

from analytics.metrics import stated


def is_share(name: str) -> bool:
    """Whether a figure is a share, whose change is told in points."""
    return stated().get(name, {}).get("format") == "share"


def scaled(values: np.ndarray, names: Sequence[str]) -> np.ndarray:
    """Figures (last axis: `names`) so that a difference is a change: shares as they are, all else as logs; NaN where not positive."""
    shares = np.array([is_share(name) for name in names])
    logs = np.log(np.where(values > 0, values, np.nan))
    return np.where(shares, values, logs)


def unscaled(change: np.ndarray, share: np.ndarray) -> np.ndarray:
    """A difference on that scale as a change: points of shares, of all else the share of before."""
    with np.errstate(over="ignore"):
        return np.where(share, change, np.expm1(change))
