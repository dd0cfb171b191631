"""Were the arms alike before the treatment, as a random assignment leaves them?"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from analytics.uplift.design import Codes, Design
from analytics.uplift.encoding import encoding, is_numeric
from analytics.uplift.experiment import Numbers
from analytics.uplift.groups import chance_of_groups, grouped
from data.late import late

stats = late("scipy.stats")

LEVEL = 0.01
DRAWS, BATCH, ENOUGH = 999, 111, 20
ROWS_A_DIRECTION = 10
MOST_BENT = 150
SURE = 0.01
GROUPS = 10.0  # how many times the probability of unequal values counts, so that false alarms stay near one in 100


@dataclass(frozen=True)
class Balance:
    """One verdict over all columns together.

    Attributes:
        p: probability of arms this different, had the assignment been random; 1 without a column.
        columns: where they differ most, when they do.
        by_value: those in which they differ from value to value, so that each value has to be held constant.
    """

    p: float
    columns: tuple[str, ...]
    by_value: tuple[str, ...] = ()

    @property
    def alike(self) -> bool:
        """Whether the arms differ no more than a random assignment leaves them, at a false alarm in 100 files."""
        return self.p >= LEVEL


def balance(frame: pd.DataFrame, columns: Sequence[str], design: Design, identities: Sequence[str] = ()) -> Balance:
    """Whether the arms are alike in the shape of all columns together, and in each column from value to value.

    Args:
        identities: columns that say whose row it is, which have values and no shape.
    """
    joint = _of_shape(frame, columns, design)
    names = dict.fromkeys([*columns, *identities])
    each = {name: chance_of_groups(grouped(frame[name]), design) * GROUPS * len(names) for name in names}
    apart = sorted((name for name in each if each[name] < LEVEL), key=lambda name: each[name])
    if not apart:
        return joint
    named = apart if joint.p >= LEVEL else [*joint.columns, *(name for name in apart if name not in joint.columns)]
    return Balance(min(joint.p, each[apart[0]]), tuple(named), tuple(apart))


def _of_shape(frame: pd.DataFrame, columns: Sequence[str], design: Design) -> Balance:
    """A joint randomisation test of all columns (Hansen and Bowers 2008, their distance; its distribution by drawing).

    The distance between the arms' means, in units of the columns' own scatter, is held against the same distance
    under assignments drawn anew by the design: within strata, by the known chances, whole clusters at a time. That is
    exact whatever the columns are. Two distances are looked at, of ranks, levels and gaps, and of these with their
    squares and products (a treatment of the middle leaves all means alike); the smaller p counts twice. Drawing ends once twenty
    were as far apart (Besag and Clifford 1991).
    """
    known = {name: _told(frame, name) for name in columns}
    known = {name: matrix for name, matrix in known.items() if matrix.shape[1]}
    if not known:
        return Balance(1.0, ())
    straight = np.column_stack(list(known.values()))
    order = np.lexsort(np.column_stack([straight, design.treated]).T)
    ordered = design.rows(order)
    distances = [_Distance(matrix[order], ordered) for matrix in (straight, _bent(straight))]
    p = min(1.0, 2 * min(_probability(ordered, distances)))
    if p >= LEVEL:
        return Balance(p, ())
    return Balance(p, _apart({name: matrix[order] for name, matrix in known.items()}, ordered))


def _told(frame: pd.DataFrame, name: str) -> Numbers:
    """A column as ranks or levels, and where it is missing."""
    matrix = encoding(frame, [name]).matrix(frame)
    if matrix.shape[1] and is_numeric(frame[name]):
        matrix[:, 0] = stats.rankdata(matrix[:, 0]) / len(matrix) - 0.5
    return matrix


def _bent(straight: Numbers) -> Numbers:
    """The columns, their squares and their products, as far as there are not too many."""
    size = straight.shape[1]
    pairs = [(one, other) for one in range(size) for other in range(one, size)]
    squares = [(one, one) for one in range(size)]
    chosen = pairs if len(pairs) <= MOST_BENT else squares[:MOST_BENT]
    centred = straight - straight.mean(axis=0)
    return np.column_stack([straight, *(centred[:, one] * centred[:, other] for one, other in chosen)])


class _Distance:
    """How far the arms are apart in some columns: the squared length of the difference in all its directions."""

    def __init__(self, matrix: Numbers, design: Design) -> None:
        chance = design.expected
        weight = np.sqrt(chance * (1 - chance))
        left = matrix - matrix.mean(axis=0)
        if design.chance is not None:
            left = np.column_stack([left, np.ones(len(left)), chance])
        elif design.stratum is not None:
            left = left - _means(left, design.stratum)
        unit = design.assigned
        rows = np.bincount(unit)
        self.directions = _directions(_sums(left * weight[:, None], unit))
        self.chance = (np.bincount(unit, chance) / rows)[:, None]
        self.scale = np.maximum(np.bincount(unit, weight) / rows, 1e-9)[:, None]

    def of(self, treated: Numbers) -> Numbers:
        """The distance for each column of `treated` (assigned units x draws)."""
        length: Numbers = ((self.directions.T @ ((treated - self.chance) / self.scale)) ** 2).sum(axis=0)
        return length


def _means(matrix: Numbers, stratum: Codes) -> Numbers:
    return (_sums(matrix, stratum) / np.maximum(np.bincount(stratum), 1)[:, None])[stratum]


def _sums(matrix: Numbers, code: Codes) -> Numbers:
    if len(code) == int(code.max()) + 1:
        return matrix
    return np.column_stack([np.bincount(code, column) for column in matrix.T])


def _directions(matrix: Numbers) -> Numbers:
    """Orthonormal directions of the columns, the widest, and no more than one for ten units."""
    spread = matrix.std(axis=0)
    matrix = matrix[:, spread > 1e-12] / spread[spread > 1e-12]
    if not matrix.shape[1]:
        return np.zeros((len(matrix), 0))
    values, vectors = np.linalg.eigh(matrix.T @ matrix)
    most = max(len(matrix) // ROWS_A_DIRECTION, 1)
    kept = np.flatnonzero(values > 1e-9 * values[-1])[::-1][:most]
    found: Numbers = matrix @ (vectors[:, kept] / np.sqrt(values[kept]))
    return found


def _probability(design: Design, distances: Sequence[_Distance]) -> list[float]:
    """Of a distance at least as large under an assignment drawn anew, for each."""
    draw = np.random.default_rng(0)
    seen = [float(one.of(_as_assigned(design)[:, None])[0]) for one in distances]
    further, drawn = np.zeros(len(distances)), 0
    while drawn < DRAWS and further.min() < ENOUGH:
        again = _assigned_anew(design, draw)
        further += [(one.of(again) >= length * (1 - 1e-9)).sum() for one, length in zip(distances, seen, strict=True)]
        drawn += BATCH
    return [float(one + 1) / (drawn + 1) for one in further]


def _as_assigned(design: Design) -> Numbers:
    unit = design.assigned
    treated: Numbers = np.bincount(unit, design.treated) / np.bincount(unit)
    return treated


def _assigned_anew(design: Design, draw: np.random.Generator) -> Numbers:
    """Assignments of the design, units x `BATCH`: by the known chances, or the same arms shuffled within strata."""
    unit, treated = design.assigned, _as_assigned(design)
    first = np.unique(unit, return_index=True)[1]
    if design.chance is not None:
        return (draw.random((len(treated), BATCH)) < design.chance[first][:, None]).astype(np.float64)
    stratum = np.zeros(len(treated), dtype=np.int64) if design.stratum is None else design.stratum[first]
    again = np.empty((len(treated), BATCH))
    for code in np.unique(stratum):
        inside = np.flatnonzero(stratum == code)
        again[inside] = draw.permuted(np.tile(treated[inside, None], BATCH), axis=0)
    return again


def _apart(known: dict[str, Numbers], design: Design) -> tuple[str, ...]:
    """The columns that differ by themselves, most first; else the two whose product differs most."""
    again, actual = _assigned_anew(design, np.random.default_rng(1)), _as_assigned(design)[:, None]

    def surprise(matrix: Numbers) -> float:
        distance = _Distance(matrix, design)
        size = max(distance.directions.shape[1], 1)
        usual = max(float(distance.of(again).mean()), 1e-12)
        return float(stats.chi2.logsf(float(distance.of(actual)[0]) / usual * size, size))

    centred = {name: matrix - matrix.mean(axis=0) for name, matrix in known.items()}
    alone = {(name,): surprise(np.column_stack([matrix, matrix**2])) for name, matrix in centred.items()}
    ranked = sorted(alone, key=lambda names: alone[names])
    sure = [name for (name,) in ranked if alone[name,] < np.log(SURE / len(ranked))]
    if sure or not 1 < len(known) ** 2 / 2 <= MOST_BENT:
        return tuple(sure) or ranked[0]
    pairs = {
        (one, other): surprise((centred[one][:, :, None] * centred[other][:, None]).reshape(len(design), -1))
        for one, other in combinations(known, 2)
    }
    both = alone | pairs
    return min(both, key=lambda names: both[names])
