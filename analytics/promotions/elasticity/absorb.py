"""Taking out a level of its own for every unit and every period, exactly."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.late import late

linalg = late("scipy.linalg")
sparse = late("scipy.sparse")
connected_components = late("scipy.sparse.csgraph", "connected_components")

Numbers = NDArray[np.float64]
Codes = NDArray[np.int64]
Sparse = Any  # scipy.sparse.csr_matrix


def absorber(unit: Codes, time: Codes, weight: Numbers | None = None) -> Callable[[Numbers], Numbers]:
    """A function that takes columns (rows x k) to what unit and period levels leave of them.

    Frisch & Waugh (1933), Lovell (1963): least squares on its results equals least squares with a dummy per unit and per period.
    The larger set of levels is taken out by means, the smaller by solving its normal equations, so gaps in the panel
    cost nothing and nothing has to converge.

    Args:
        unit: codes 0, 1, ... without gaps; time: likewise.
        weight: of each row; 1 when not given.
    """
    many, few = (unit, time) if unit.max() >= time.max() else (time, unit)
    weight = np.ones(len(unit)) if weight is None else weight
    sum_many, sum_few = _sums(many, weight), _sums(few, weight)
    total_many = np.asarray(sum_many.sum(axis=1)).ravel()[:, None]
    shared = sparse.coo_matrix((weight, (many, few))).tocsr()
    system = np.diag(np.bincount(few, weights=weight)) - (shared.T @ sparse.diags(1 / total_many.ravel()) @ shared)
    factor = linalg.cho_factor(np.asarray(system) + _anchored(shared, float(weight.mean())))

    def left(columns: Numbers) -> Numbers:
        own = columns - (sum_many @ columns / total_many)[many]
        level = linalg.cho_solve(factor, sum_few @ own)
        rest: Numbers = own - level[few] + (shared @ level / total_many)[many]
        return rest

    return left


def _sums(code: Codes, weight: Numbers) -> Sparse:
    """The matrix that sums rows, weighted, by code."""
    return sparse.coo_matrix((weight, (code, np.arange(len(code))))).tocsr()


def _anchored(shared: Sparse, size: float) -> Numbers:
    """Levels are known up to a constant per connected part of the panel; this fixes the constant and nothing else."""
    labels = connected_components(shared.T @ shared, directed=False)[1]
    together: Numbers = size * (labels[:, None] == labels[None, :])
    return together
