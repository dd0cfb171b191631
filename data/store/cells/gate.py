"""Whether a question may be asked by who may not see persons, and which values of its columns are joined in its answer.

At most two filters; a period of whole weeks or months; what is asked by, and filtered by, together two columns at most. Values whose
cell is not shown are joined into one that is called `HIDDEN`, in the tables the question reads: so every total adds up, and
customers of several of them count once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from data.errors import TooFew
from data.store.cells.cube import COLUMNS, LISTED, Cube
from data.store.cells.declared import Told

HIDDEN = "(hidden)"
MOST_FILTERS = 2


@dataclass(frozen=True)
class Joined:
    """Values that are called `HIDDEN` in an answer.

    Attributes:
        columns: one, or two that are joined together.
        cells: their values; a cell of one column is a tuple of one.
    """

    columns: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]


def admitted(
    question: str, cube: Cube, chosen: Mapping[str, tuple[str, ...]], told: Told, params: Mapping[str, Any]
) -> tuple[Joined, ...]:
    """What is joined in the answer.

    Args:
        chosen: the filters, column by column; those that only repeat the reader's rights are none.

    Raises:
        TooFew: it is not answered at all.
    """
    if len(chosen) > MOST_FILTERS:
        raise TooFew(f"the question {question} is filtered by {', '.join(chosen)}; clear all but two", "filters")
    by, grain = told.asked(params)
    parts = [] if told.is_inner else [by] if told.is_joint else [(column,) for column in by]
    for part in parts:
        if len(asked := {*part, *chosen}) > 2 or not asked <= {*COLUMNS}:
            raise TooFew(f"the question {question} is by {', '.join(asked)}; two columns are told at once", "filters")
    needed = [{0: LISTED}] if told.is_inner or told.is_listed else _needed(cube, told, params, grain)
    for levels in needed:
        if not _is_shown(cube, chosen, levels):
            raise TooFew.of(f"the question {question}", cube.smallest)
    return tuple(joined for part in parts if part and (joined := _joined(question, cube, chosen, part, needed)).cells)


def without_few(answer: pd.DataFrame, customers: pd.Series, smallest: int) -> pd.DataFrame:
    """The answer less its rows of fewer customers than the smallest; where that leaves out one or too few, the next ones go too.

    Args:
        customers: of each row; 0 where it tells of none.
    """
    order = customers[customers > 0].sort_values(kind="stable")
    out = int((order < smallest).sum())
    if out:
        held = order.cumsum().to_numpy()
        out = max(out, 2, int((held < smallest).sum()) + 1)
    return answer.drop(index=order.index[:out]).reset_index(drop=True)


def in_tens(answer: pd.DataFrame, columns: tuple[str, ...], smallest: int) -> pd.DataFrame:
    """Counts of customers to the nearest multiple of the smallest number: a count, and the step between two, is known within so many."""
    tens = {column: ((answer[column].astype(float) / smallest + 0.5).apply(np.floor) * smallest) for column in columns}
    return answer.assign(**tens)


def hidden(cube: Cube, chosen: Mapping[str, tuple[str, ...]], since: date, until: date) -> int:
    """How many values of a column are not shown of a choice and period, over all columns; all of a column where it is refused."""
    count = 0
    for column in COLUMNS:
        told = Told(by=(column,), since="since", until="until", is_joint=True)
        try:
            joined = admitted("hidden", cube, chosen, told, {"since": since, "until": until})
        except TooFew as refused:
            count += len(cube.known((column,))) if refused.why == "few" else 0
        else:
            count += sum(len(each.cells) for each in joined)
    return count


def _needed(cube: Cube, told: Told, params: Mapping[str, Any], grain: str) -> list[dict[int, str]]:
    spans = told.spans(params)
    if not spans:
        return [{0: "all"}]
    return [cube.grid.needed(day(since), day(until), grain) for since, until in spans]


def day(told: Any) -> date:
    """A day as a question is given it."""
    return told if isinstance(told, date) else date.fromisoformat(str(told)[:10])


def _is_shown(cube: Cube, chosen: Mapping[str, tuple[str, ...]], needed: Mapping[int, str]) -> bool:
    columns = tuple(column for column in COLUMNS if column in chosen)
    return all(cube.is_shown(columns, cell, needed) for cell in product(*(chosen[column] for column in columns)))


def _joined(
    question: str, cube: Cube, chosen: Mapping[str, tuple[str, ...]], by: tuple[str, ...], needed: list[dict[int, str]]
) -> Joined:
    """The values of some columns of which a cell, under the filters, is not shown in one of the periods."""
    apart = tuple(column for column in chosen if column not in by)
    columns = tuple(column for column in COLUMNS if column in {*by, *apart})
    places = [columns.index(column) for column in by]
    cells = {
        tuple(cell[place] for place in places)
        for levels in needed
        for year, level in levels.items()
        for of_year, *cell in cube.hidden(columns)[level]
        if of_year == year
        and all(cell[columns.index(column)] in values for column, values in chosen.items() if column in columns)
    }
    known = {tuple(cell) for cell in cube.known(columns)}
    places_of = {tuple(cell[place] for place in places) for cell in known}
    if cells and cells >= places_of:
        raise TooFew(f"the question {question} is of cells of fewer than {cube.smallest} customers", "few")
    return Joined(by, tuple(sorted(cells)))
