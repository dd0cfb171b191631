"""What two versions in a row tell together: cells that are hidden in the later one, as a few customers' part of a cell would follow from both.

What is told reaches up to a day that moves on a week at a time (`Grid.told_until`), so the version before is known from the rows themselves:
it is what was told up to the day before that one. Of each cell the months, and what was added since, are unknown; every piece of a year, and all
years, that either version tells is a sum of these. Where a part of few customers follows from the sums, the later version tells less.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data.store.cells.grid import LEVELS, RUNNING, Grid

ALL = "all"
PINNED = 1 - 1e-6
RANK = 1e-10
Telling = list[tuple[int, np.ndarray]]  # a year (`EVERY` for all) and which parts are summed
EVERY = 10_000


@dataclass(frozen=True)
class Parts:
    """The parts of time that the two versions tell apart or together.

    Attributes:
        starts: the first day of each: months, and from the older version's running month on what each version added.
        ends: the day after its last.
    """

    starts: tuple[date, ...]
    ends: tuple[date, ...]

    @classmethod
    def of(cls, before: Grid, now: Grid) -> "Parts":
        """Those of two grids."""
        months = pd.date_range(now.first.replace(day=1), now.until, freq="MS").date
        cuts = sorted({*months, before.until, now.until, now.first} - {day for day in months if day < now.first})
        cuts = [day for day in cuts if now.first <= day <= now.until]
        return cls(tuple(cuts[:-1]), tuple(cuts[1:]))

    def number(self, days: pd.Series) -> np.ndarray:
        """The part that each day is of."""
        return np.asarray(np.searchsorted(pd.to_datetime(list(self.starts)), days, side="right") - 1)


def told(grid: Grid, parts: Parts, hidden: frozenset[tuple[int, str]]) -> Telling:
    """The sums that a version tells of a cell.

    Args:
        hidden: years and levels at which it does not.
    """
    known = np.array([end <= grid.until for end in parts.ends])
    days = pd.Series(pd.to_datetime(list(parts.starts)))
    years = grid.years(days)
    sums: Telling = [(EVERY, known)] if (0, ALL) not in hidden else []
    for year in sorted(set(years[known])):
        level = next((level for level in reversed(LEVELS[1:5]) if (year, level) not in hidden), "")
        if not level:
            continue
        own = known & (years == year)
        pieces = np.zeros(len(days), dtype=int) if year == RUNNING else grid.pieces(days, level)
        sums += [(int(year), own & (pieces == piece)) for piece in sorted(set(pieces[own]))]
    return sums


def closed(before: Telling, now: Telling, few: np.ndarray) -> set[int]:
    """The years (`EVERY` for all together) that are told no more, so that no part of few customers follows from both versions.

    Args:
        few: of each part, whether it has customers, and too few.
    """
    earlier = [sum_ for _year, sum_ in before]
    already = _pinned(earlier, few)

    def is_safe(out: set[int]) -> bool:
        left = [sum_ for year, sum_ in now if year not in out]
        return _pinned([*earlier, *left], few) <= already

    out: set[int] = set()
    for year in (years := _by_worth(now)):
        if is_safe(out):
            break
        out.add(year)
    for year in reversed(years):  # what was given up before the one that mattered is told again
        if year in out and is_safe(out - {year}):
            out.remove(year)
    return out


def _by_worth(now: Telling) -> list[int]:
    """What may be given up, the least first: all years as one, the month that runs, then years, the oldest first."""
    years = {year for year, _sum in now}
    return [year for year in (EVERY, RUNNING) if year in years] + sorted(years - {EVERY, RUNNING}, reverse=True)


def _pinned(sums: list[np.ndarray], few: np.ndarray) -> set[int]:
    """The parts of few that follow from the sums: those that are a combination of them alone."""
    if not sums:
        return set()
    _left, sizes, rows = np.linalg.svd(np.array(sums, dtype=float), full_matrices=False)
    follows = (rows[sizes > RANK * sizes.max()] ** 2).sum(axis=0)
    return set(np.flatnonzero((follows > PINNED) & few).tolist())
