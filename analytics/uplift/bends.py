"""Columns with the bends and products that a straight line would miss."""

from collections.abc import Callable

import numpy as np

from analytics.uplift.experiment import Numbers

FEW_VALUES = 5
MOST_PRODUCTS = 28


def bends(features: Numbers) -> Callable[[Numbers], Numbers]:
    """Learns from some rows how to tell any: each column, its bends at the quartiles, and products of two columns.

    A number with more than five values becomes a line that may bend at its quartiles, and is cut off at its outer
    percentiles, so that a long tail pulls nothing; products are added where there are no more than 28.
    """
    low, first, middle, third, high = np.quantile(features, [0.01, 0.25, 0.5, 0.75, 0.99], axis=0)
    many = np.array([len(np.unique(column)) > FEW_VALUES for column in features.T], dtype=bool)
    low, high = np.where(many, low, -np.inf), np.where(many, high, np.inf)
    size = features.shape[1]
    pairs = [(one, other) for one in range(size) for other in range(one + 1, size)]
    pairs = pairs if len(pairs) <= MOST_PRODUCTS else []
    scale = np.maximum(features.std(axis=0), 1e-12)

    def told(rows: Numbers) -> Numbers:
        cut = np.clip(rows, low, high)
        bent = [np.maximum(cut - knot, 0)[:, many] for knot in (first, middle, third)]
        apart = (cut - middle) / scale
        return np.column_stack([cut, *bent, *(apart[:, one] * apart[:, other] for one, other in pairs)])

    return told
