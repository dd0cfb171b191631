"""How strong the season's waves are in this shop: their spread estimated over all its series (empirical Bayes)."""

from collections.abc import Sequence

import numpy as np

from analytics.rebound.fit.columns import TURN
from analytics.rebound.series.arrays import Array

# What is believed before any series is seen, and its weight in coefficients.
USUAL, WEIGHT = 0.08, 2.0


def shrunk(spread: Array, kinds: tuple[str, ...], coefficients: Sequence[Array]) -> Array:
    """Spread of the season's coefficients, the same for every series.

    Args:
        spread: (series, columns) so far; kinds: of the columns.
        coefficients: (series, columns) coefficients with little shrinkage of every group, in model units.

    Returns:
        `spread` with each pair of waves given the root mean square of its coefficients over all series.
    """
    season = np.flatnonzero(np.equal(kinds, "season"))
    shrunken = np.array(spread)
    turning = np.flatnonzero(np.equal(kinds, "turning"))
    for first in season[::2]:
        pair = [column for column in (first, first + 1) if column in season]
        squares = np.concatenate([(group[:, pair] ** 2).ravel() for group in coefficients])
        usual = (USUAL / (1 + (first - season[0]) / 2)) ** 2
        shrunken[:, pair] = np.sqrt((WEIGHT * usual + squares.sum()) / (WEIGHT + len(squares)))
    shrunken[:, turning] = TURN * shrunken[:, season[: len(turning)]]
    return shrunken
