"""Do the arms' shares differ between the values of a column: shops treated unequally, or treated whole?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.uplift.design import Codes, Design
from analytics.uplift.encoding import is_numeric, words
from analytics.uplift.experiment import Flags, Numbers
from data.late import late

stats = late("scipy.stats")

EXPECTED = 5.0  # rows of each arm from which on a value is looked at by itself
COVERED = 0.5
BINS = 8
FEWEST_IN_AN_ARM = 2


@dataclass(frozen=True)
class Grouped:
    """Rows by the values of one column.

    Attributes:
        code: of the value, per row; -1 where it is missing.
        ordered: whether the values are numbers, which a smooth line may explain.
    """

    code: Codes
    ordered: bool

    @property
    def values(self) -> int:
        """How many there are."""
        return int(self.code.max()) + 1 if len(self.code) else 0

    def mixed(self, treated: Flags) -> Flags:
        """Rows whose value has two rows or more in each arm; the others have no like there."""
        there = self.code >= 0
        arms = [np.bincount(self.code[there & (treated == arm)], minlength=self.values) for arm in (False, True)]
        fewest = np.minimum(*arms)
        found: Flags = np.where(there, fewest[np.maximum(self.code, 0)] >= FEWEST_IN_AN_ARM, True)
        return found


def grouped(values: pd.Series) -> Grouped:
    """A column by its values; numbers in their order."""
    ordered = is_numeric(values)
    if ordered:
        number = pd.to_numeric(values, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
        return Grouped(pd.factorize(number, sort=True)[0].astype(np.int64), True)
    text = words(values)
    return Grouped(pd.factorize(text.mask(text == "(missing)"))[0].astype(np.int64), False)


def chance_of_groups(groups: Grouped, design: Design) -> float:
    """Probability of arms as unequal between the values, had the assignment been the design's.

    Two ways to look, the smaller counting twice: a chi-square over values with rows enough, and how often two rows of a value share
    their arm, which sees many small values treated whole. Of numbers, what eight steps along them explain is left to the
    test of their shape, and pairs are looked at only where every value is in one arm.
    """
    code, arm, expected = _units(groups, design)
    there = code >= 0
    code, arm, expected = code[there], arm[there], expected[there]
    if len(code) < 2 or len(np.unique(code)) in (1, len(code)):
        return 1.0
    looks = [_by_size(code, arm, expected, groups.ordered)]
    if not groups.ordered or _pure(code, arm):
        looks.append(_by_pairs(code, arm, expected))
    return min(1.0, len(looks) * min(looks))


def _units(groups: Grouped, design: Design) -> tuple[Codes, Flags, Numbers]:
    """Value, arm and chance of what was assigned as one; no value where a unit has several."""
    unit = design.assigned
    first = np.unique(unit, return_index=True)[1]
    code = groups.code[first].copy()
    if len(first) < len(unit):
        differ = np.bincount(unit, groups.code != groups.code[first][unit]) > 0
        code[differ] = -1
    return code, design.treated[first], np.asarray(design.expected, dtype=np.float64)[first]


def _by_size(code: Codes, arm: Flags, expected: Numbers, ordered: bool) -> float:
    least = np.minimum(np.bincount(code, expected), np.bincount(code, 1 - expected))
    kept = (least >= EXPECTED)[code]
    if kept.mean() < COVERED:
        return 1.0
    code = np.unique(code[kept], return_inverse=True)[1]
    left, variance = (arm - expected)[kept], (expected * (1 - expected))[kept]
    bins = 1
    if ordered:
        size = np.bincount(code)
        place = ((np.cumsum(size) - size / 2) / size.sum() * BINS).astype(np.int64)[code]
        place = np.unique(place, return_inverse=True)[1]
        bins = int(place.max()) + 1
        left = left - (np.bincount(place, left) / np.bincount(place))[place]
    freedom = int(code.max()) + 1 - bins
    if freedom < 1:
        return 1.0
    distance = float((np.bincount(code, left) ** 2 / np.bincount(code, variance)).sum())
    return float(stats.chi2.sf(distance, freedom))


def _pure(code: Codes, arm: Flags) -> bool:
    share = np.bincount(code, arm) / np.maximum(np.bincount(code), 1)
    return bool(np.isin(share[np.bincount(code) > 0], (0.0, 1.0)).all())


def _by_pairs(code: Codes, arm: Flags, expected: Numbers) -> float:
    draw = np.random.default_rng(0).permutation(len(code))
    order = draw[np.argsort(code[draw], kind="stable")]
    code, arm, expected = code[order], arm[order], expected[order]
    place = np.arange(len(code)) - np.searchsorted(code, code)
    first = np.flatnonzero((place[:-1] % 2 == 0) & (code[:-1] == code[1:]))
    if not len(first):
        return 1.0
    one, other = expected[first], expected[first + 1]
    usual = float((one * other + (1 - one) * (1 - other)).mean())
    agree = int((arm[first] == arm[first + 1]).sum())
    return float(stats.binom.sf(agree - 1, len(first), usual))
