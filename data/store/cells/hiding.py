"""Which cells of two columns are not shown, level by level: the small, those one person's money fills, and what they could be worked out from.

A cell is a value of each column in one year of the grid. It is shown at a level where each of its pieces is safe; else at the next
coarser one, where pieces are longer; else not at all. What is hidden in a row or column whose total is shown is two cells at
least, of `smallest` persons together in every piece: else more is hidden. Sources: Hundepool et al. (2012), Statistical
Disclosure Control, ch. 4; the (1, 75 %) rule for money.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from data.store.cells.grid import LEVELS

DOMINANT = 0.75  # of a cell's money that one person may not have alone
ROUNDS = 200
LAST = -1_000_000_000  # the piece of what was added last
CELL = ["year", "a", "b"]


@dataclass(frozen=True)
class Rows:
    """What persons bought, for two columns.

    Attributes:
        table: one row per day and person in a cell: `year`, `a`, `b`, `person`, `money`, and a column of pieces for each level, such as `month_`.
        is_pair: whether `b` is a column too, and not the same in all rows.
        is_whole: whether the rows are of no column at all.
        group: by value of `a`, what it is a part of (a boutique's channel); lines of `a` run within it.
        above: by level, the cells that are hidden since the total of their row or column is: `year`, `a`, `b`.
        untold: by level and side, the years and values of `a` and of `b` whose totals are hidden; those of a side are known together alone.
    """

    table: pd.DataFrame
    is_pair: bool
    is_whole: bool
    group: Mapping[int, int]
    above: Mapping[str, pd.DataFrame]
    untold: Mapping[str, Mapping[str, frozenset[tuple[int, int]]]] = field(default_factory=dict)


def hidden(rows: Rows, smallest: int) -> dict[str, pd.DataFrame]:
    """By level, the cells that are not shown at it: `year`, `a`, `b`; at level `all` the year is 0."""
    found: dict[str, pd.DataFrame] = {}
    table = rows.table.assign(g=rows.table["a"].map(rows.group).fillna(-1).astype(int))
    before = pd.DataFrame(columns=CELL, dtype=int)
    for level in LEVELS:
        if level == "week" and rows.is_pair:  # never told by two columns: almost nothing would be left of it
            found[level] = table[CELL].drop_duplicates()
            break
        at = table.assign(year=0) if level == "all" else table
        at = at.assign(piece=at[f"{level}_"])
        if level == "year" and len(before):  # what is hidden of all years is hidden in each
            before = at[CELL].drop_duplicates().merge(before[["a", "b"]], on=["a", "b"])
        over = found.get("all") if level == "year" else None
        lines = _lines(rows) + ([["a", "b"]] if level == "year" else [])
        before = pd.concat([before, rows.above.get(level, before)]).astype(int)
        before = _hidden_at(at, before, smallest, lines, over, rows.untold.get(level, {}))
        found[level] = before
    return found


def hidden_with(
    rows: Rows, found: Mapping[str, pd.DataFrame], more: Mapping[str, pd.DataFrame], smallest: int
) -> dict[str, pd.DataFrame]:
    """By level the cells that are not shown where more of them are not, for another reason than their size.

    Args:
        rows: with a column `is_last` of what was added last; of it too what is hidden has to be of enough persons in every line.
        found: as `hidden` has them.
        more: by level further ones; a cell that is hidden at a level is hidden at all finer ones.
    """
    table = rows.table.assign(g=rows.table["a"].map(rows.group).fillna(-1).astype(int))
    told, carried = {}, pd.DataFrame(columns=CELL, dtype=int)
    for level in LEVELS:
        further = pd.concat([more.get(level, carried), carried]).astype(int).drop_duplicates()
        closed = pd.concat([found[level], further]).astype(int).drop_duplicates()
        told[level] = closed
        if further.empty or (level == "week" and rows.is_pair):
            continue
        at = (table.assign(year=0) if level == "all" else table).merge(further[["year"]].drop_duplicates(), on="year")
        at = at.assign(piece=at[f"{level}_"].mask(at["is_last"], LAST))
        persons, held = _counted(at)
        within = closed.merge(further[["year"]].drop_duplicates(), on="year")
        widened = _complemented(persons, held, within, smallest, _lines(rows), None)
        every = held[CELL].drop_duplicates()
        told[level] = pd.concat([closed, every if widened is None else widened]).drop_duplicates()
        if level != "all":
            carried = pd.concat([further, told[level].merge(further[["year"]].drop_duplicates(), on="year")])
    return told


def _lines(rows: Rows) -> list[list[str]]:
    """The columns that are the same in cells whose total is shown."""
    lines = [] if rows.is_whole else [["piece", "year", "g", "b"]]
    return lines + ([["piece", "year", "a"]] if rows.is_pair else [])


def _hidden_at(
    table: pd.DataFrame,
    before: pd.DataFrame,
    smallest: int,
    lines: list[list[str]],
    over: pd.DataFrame | None,
    untold: Mapping[str, frozenset[tuple[int, int]]],
) -> pd.DataFrame:
    """The cells hidden at one level.

    Args:
        before: those that are hidden in any case.
        lines: the columns that are the same in cells whose total is shown.
        over: those hidden over all years; the years of the others add up to what is shown.
        untold: as `Rows` has it, of this level.
    """
    persons, held = _counted(table)
    every: pd.DataFrame = held[CELL].drop_duplicates()
    unsafe: pd.DataFrame = held[(held["n"] < smallest) | (held["top"] > DOMINANT * held["money"])]
    small: pd.DataFrame = unsafe[CELL].drop_duplicates()
    closed: pd.DataFrame = pd.concat([before[CELL].astype(int), small]).drop_duplicates()
    if closed.empty or len(closed) == len(every):
        return closed
    widened = _complemented(persons, held, closed, smallest, lines, over)
    if widened is None:
        return every
    closed = widened
    for year in _undone(held, closed, small, untold) if ["piece", "year", "a"] in lines else []:
        closed = pd.concat([closed, held.loc[held["year"] == year, CELL]]).drop_duplicates()
    return closed.reset_index(drop=True)


def _counted(table: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row a piece, cell and person; and one a piece and cell: `n` persons, `money`, the `top` of them."""
    persons: pd.DataFrame = table.groupby(["piece", *CELL, "g", "person"], as_index=False)[["money"]].sum()
    held: pd.DataFrame = persons.groupby(["piece", *CELL, "g"], as_index=False).agg(
        n=("person", "size"), top=("money", "max"), money=("money", "sum")
    )
    return persons, held


def _complemented(
    persons: pd.DataFrame,
    held: pd.DataFrame,
    closed: pd.DataFrame,
    smallest: int,
    lines: list[list[str]],
    over: pd.DataFrame | None,
) -> pd.DataFrame | None:
    """The cells with as many more as every line asks for; None where there is no end of it."""
    for _round in range(ROUNDS):
        more = _wanting(persons, held, closed, smallest, lines, over)
        if more.empty:
            return closed
        closed = pd.concat([closed, more]).drop_duplicates()
    return None


def _wanting(
    persons: pd.DataFrame,
    held: pd.DataFrame,
    closed: pd.DataFrame,
    smallest: int,
    lines: list[list[str]],
    over: pd.DataFrame | None,
) -> pd.DataFrame:
    """A further cell to hide for each line in which too little is hidden."""
    marked = closed.assign(is_closed=True)
    inside = persons.merge(marked, on=CELL)
    cells = held.merge(marked, on=CELL, how="left")
    cells["is_closed"] = cells["is_closed"].eq(True)
    more = []
    for line in lines:
        within, whole = inside, cells
        if line == ["a", "b"] and over is not None and len(over):
            out = over[["a", "b"]].drop_duplicates().assign(is_over=True)
            within = inside.merge(out, on=line, how="left").query("is_over.isna()")
            whole = cells.merge(out, on=line, how="left").query("is_over.isna()")
        found = within.groupby(line).agg(n=("person", "nunique"))
        found["cells"] = within.drop_duplicates([*line, *CELL]).groupby(line).size()
        bad = found[(found["n"] < smallest) | (found["cells"] < 2)].reset_index()[line]
        if bad.empty:
            continue
        across, down = (whole.groupby(["piece", "year", side])["n"].transform("size") for side in ("a", "b"))
        free = whole.assign(alone=np.minimum(across, down) < 2)[~whole["is_closed"]].merge(bad, on=line)
        more.append(free.sort_values(["alone", "n"]).drop_duplicates(line)[CELL])
    return pd.concat(more).drop_duplicates() if more else pd.DataFrame(columns=CELL)


def _undone(
    held: pd.DataFrame, closed: pd.DataFrame, small: pd.DataFrame, untold: Mapping[str, frozenset[tuple[int, int]]]
) -> list[int]:
    """The years in which a small cell could be worked out exactly from the totals of rows and columns all the same."""
    undone = []
    cells = held.drop_duplicates(CELL).merge(closed, on=CELL)
    small_ones = set(map(tuple, small[CELL].to_numpy().tolist()))
    for year, part in cells.groupby("year"):
        sides = []
        for side in ("b", "a"):
            hidden = {value for of, value in untold.get(side, ()) if of == year}
            within = part["b"].astype(str) + "|" + part["g"].astype(str) if side == "b" else part["a"].astype(str)
            sides.append(pd.factorize(within.mask(part[side].isin(hidden), "untold"))[0])
        each, size = np.arange(len(part)), sides[0].max() + 1
        matrix = np.zeros((size + sides[1].max() + 1, len(part)))
        matrix[sides[0], each] = 1
        matrix[size + sides[1], each] = 1
        told = np.diag(np.linalg.pinv(matrix) @ matrix) > 1 - 1e-6
        if any(cell in small_ones for cell in map(tuple, part.loc[told, CELL].to_numpy().tolist())):
            undone.append(int(str(year)))
    return undone
