"""Intervals of shares, means and ratios from sums over customers, for whole columns at once (95 %)."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Z = 1.959963984540054


def wilson(part: ArrayLike, whole: ArrayLike) -> tuple[Floats, Floats]:
    """Bounds of a share of independent customers (Wilson 1927); NaN where the whole is 0."""
    k, n = _float(part), _positive(whole)
    share = k / n
    centre = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z / (1 + Z**2 / n) * np.sqrt(np.maximum(share * (1 - share), 0) / n + Z**2 / (4 * n**2))
    return np.maximum(centre - half, 0), np.minimum(centre + half, 1)


def mean(total: ArrayLike, squares: ArrayLike, customers: ArrayLike) -> tuple[Floats, Floats]:
    """Bounds of a mean over customers by their own spread; NaN for fewer than two.

    Args:
        total, squares: sums over customers of x and of x squared, customers with x = 0 included by the count.
    """
    n = _several(customers)
    average = _float(total) / n
    spread = np.sqrt(np.maximum(_float(squares) / n - average**2, 0) / (n - 1))
    return average - Z * spread, average + Z * spread


def ratio(
    part: ArrayLike,
    whole: ArrayLike,
    part_squares: ArrayLike,
    products: ArrayLike,
    whole_squares: ArrayLike,
    customers: ArrayLike,
) -> tuple[Floats, Floats]:
    """Bounds of a ratio of two sums over the same customers (delta method); NaN for fewer than two, or a whole of 0.

    Args:
        part_squares, products, whole_squares: sums over customers of a², ab and b².
    """
    n, total = _several(customers), _positive(whole)
    share = _float(part) / total
    residual = _float(part_squares) - 2 * share * _float(products) + share**2 * _float(whole_squares)
    spread = np.sqrt(np.maximum(residual, 0) * n / (n - 1)) / total
    return share - Z * spread, share + Z * spread


def _float(values: ArrayLike) -> Floats:
    return np.asarray(values, dtype=float)


def _positive(values: ArrayLike) -> Floats:
    numbers = _float(values)
    return np.where(numbers > 0, numbers, np.nan)


def _several(customers: ArrayLike) -> Floats:
    numbers = _float(customers)
    return np.where(numbers > 1, numbers, np.nan)
