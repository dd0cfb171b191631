"""Answers told apart by something that is no column of the filters (a depth of discount, an hour), kept from telling of few customers.

A key stands in a cube of its own beside one column of the filters, two keys alone: so a value is told of a year at one step, whatever periods are asked
for, and none follows from the difference of two of them, of two filters, or of two versions. What is hidden is one row, so that totals add up.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from data.errors import TooFew
from data.store.cells.cube import COLUMNS, NOBODY, Cube
from data.store.cells.gate import HIDDEN
from data.store.cells.grid import Grid

BETWEEN = "|"


@dataclass
class Keyed:
    """Of a version and a question; worked out as it is asked for.

    Attributes:
        question: its name, for errors.
        rows: one per day, person, values of the columns of filters and keys: `ordered_on`, `customer_id`, `COLUMNS`, the keys, `money`.
        grid, smallest: as in `Cube`.
        keys: what tells the rows of the answer apart, beside columns of filters.
    """

    question: str
    rows: pd.DataFrame
    grid: Grid
    smallest: int
    keys: tuple[str, ...]
    _cubes: dict[str, Cube] = field(default_factory=dict)

    def told(
        self,
        answer: pd.DataFrame,
        by: Mapping[str, str],
        chosen: Mapping[str, tuple[str, ...]],
        levels: Mapping[int, str],
        shown: Cube | None = None,
        counts: str = "",
    ) -> pd.DataFrame:
        """The answer, all of whose other columns are sums, without its rows that are not told.

        Args:
            by: columns of the filters that its rows are told apart by, and what they are called in it.
            chosen: the filters; with `by` and the keys two columns at most.
            levels: by year that is asked for the level at which it has to be shown, as `Grid.needed` has them.
            shown: says which values of a column are told at all; what is not told then is one row of each of these, whose keys are empty, as the
                answer adds up to what is told of them. None where it does not.
            counts: the column that is nought in a row that tells of nobody; any other row of keys that nobody had up to the last day told is not told.

        Raises:
            TooFew: of more columns, or none of its rows is told.
        """
        columns = {*by, *chosen}
        if len(columns) + len(self.keys) > 2:
            asked = ", ".join([*sorted(columns), *self.keys])
            raise TooFew(f"the question {self.question} is by {asked}; two columns are told at once", "filters")
        column = next(iter(columns), "")
        closed, known = self._cells(column, levels)
        keys = [_text(cell) for cell in answer[list(self.keys)].to_numpy(dtype=object)]
        named = list(answer[by[column]].fillna(NOBODY)) if by else [""] * len(answer)
        of = chosen.get(column, ("",))
        cells = [[(value, key) for value in ((name,) if by else of)] for name, key in zip(named, keys, strict=True)]
        is_closed = pd.Series(
            [not closed.isdisjoint(each) or known.isdisjoint(each) for each in cells], index=answer.index, dtype=bool
        )
        if counts:
            is_closed &= answer[counts] != 0
        if len(answer) and is_closed.all():
            raise TooFew.of(f"the question {self.question}", self.smallest)
        told, rest = answer[~is_closed].reset_index(drop=True), answer[is_closed]
        if shown is None or rest.empty:
            return told
        if by:
            hidden = {
                value
                for year, level in levels.items()
                for of_year, value, _none in shown.hidden((column,))[level]
                if of_year == year
            }
            values = rest[by[column]].astype(object)
            rest = rest.assign(**{by[column]: values.mask(values.fillna(NOBODY).isin(hidden), HIDDEN)})
        sums = rest.drop(columns=list(self.keys)).assign(all=0)
        sums = sums.groupby([*by.values(), "all"], dropna=False).sum(min_count=1).reset_index()
        return pd.concat([told, sums.drop(columns="all")], ignore_index=True)[list(answer.columns)]

    def _cells(self, column: str, levels: Mapping[int, str]) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
        """Values of a column and keys: those not told of the years and at the levels needed, and all that somebody has."""
        slot = next(name for name in reversed(COLUMNS) if name != column)
        names = tuple(name for name in COLUMNS if name in (column, slot))
        hidden, place = self._cube(slot).hidden(names), names.index(slot)
        closed = {tuple(cell) for year, level in levels.items() for of, *cell in hidden[level] if of == year}
        known = self._cube(slot).known(names)
        if not column:
            return {("", cell[0]) for cell in closed}, {("", cell[0]) for cell in known}
        return {(cell[1 - place], cell[place]) for cell in closed}, {(cell[1 - place], cell[place]) for cell in known}

    def _cube(self, slot: str) -> Cube:
        """With the keys as the values of a column that is not asked for."""
        if slot not in self._cubes:
            keys = [_text(cell) for cell in self.rows[list(self.keys)].to_numpy(dtype=object)]
            rows = self.rows.assign(**{slot: keys})
            rows = rows.groupby(["ordered_on", "customer_id", *COLUMNS], as_index=False, dropna=False)[["money"]].sum()
            before = None if self.grid.before is None else Cube(rows, self.grid.before, self.smallest)
            self._cubes[slot] = Cube(rows, self.grid, self.smallest, before)
        return self._cubes[slot]


def _text(cell: Iterable[Any]) -> str:
    return BETWEEN.join(_word(value) for value in cell)


def _word(value: Any) -> str:
    if pd.isna(value):
        return NOBODY
    return f"{value:g}" if isinstance(value, float | int) else str(value)
