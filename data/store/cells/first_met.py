"""Which cells of customers by when they were first met are not shown, and what is told in their place.

A cell is a value of one column of the first order (or of none), a quarter of that order (of a column: four quarters, a calendar year)
and the quarters since. It is safe with enough customers, of whom none has more than 75 % of its sales. Cells that add up to
something shown are hidden two at least, of enough customers together: those of one calendar quarter, over all cohorts, where
there is no column; those of one cohort and age, over all values, where there is one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import pandas as pd

from data.errors import TooFew
from data.store.cells.hiding import DOMINANT

MONTHS = 3  # in a quarter, the only step that is told
YEAR = 4  # quarters
SETTLED = 30  # days after which the returns of a quarter are in
COLUMNS = ("market", "channel", "tier")
WHOLE = "all"
# Market, channel and tier are of the first order.
CUSTOMERS = """
select
    customer_no,
    coalesce(market, '') as market,
    coalesce(channel, '') as channel,
    coalesce(tier, '') as tier,
    first_quarter as cohort,
    quarter - first_quarter as k,
    count(order_number) as orders,
    cast(sum(coalesce(sold_eur, 0)) as double) as money
from journeys
group by customer_no, market, channel, tier, first_quarter, quarter
"""
CELL = ["value", "cohort", "k"]
LONGEST = 10_000  # more quarters than any shop has seen


@dataclass
class FirstMet:
    """Of a version, worked out column by column as it is asked for.

    Attributes:
        rows: the answer of `CUSTOMERS`.
        until: first day of which nothing is known.
        smallest: the fewest customers of a cell that is shown.
    """

    rows: pd.DataFrame
    until: date
    smallest: int
    _known: dict[str, pd.DataFrame] = field(default_factory=dict)

    def cells(self, column: str) -> pd.DataFrame:
        """Every cell that is over: `value`, `cohort` (its first quarter), `k`, `n` customers, `is_shown`.

        Args:
            column: one of `COLUMNS`, or `WHOLE`.
        """
        if column not in self._known:
            width = width_of(column)
            value = WHOLE if column == WHOLE else self.rows[column]
            placed = self.rows.assign(value=value, cohort=self.rows["cohort"] // width * width)
            persons = placed.groupby([*CELL, "customer_no"], as_index=False)[["orders", "money"]].sum()
            held = (
                persons.assign(bought=persons["orders"] > 0)
                .groupby(CELL, as_index=False)
                .agg(n=("bought", "sum"), top=("money", "max"), money=("money", "sum"))
            )
            held = held[held["cohort"] + width - 1 + held["k"] < self._settled].reset_index(drop=True)
            line = held["cohort"] + held["k"] if column == WHOLE else held["cohort"] * LONGEST + held["k"]
            safe = (held["n"] >= self.smallest) & (held["top"] <= DOMINANT * held["money"])
            self._known[column] = held.assign(is_shown=_shown(held.assign(line=line), safe, self.smallest))
        return self._known[column]

    def told(self, answer: pd.DataFrame, by: str, column: str, values: tuple[str, ...]) -> pd.DataFrame:
        """The answer of a question by cohort, label and k, all of whose other columns are sums, less what is not shown.

        Args:
            by: what its labels are: the column, or `WHOLE`.
            column: one of `COLUMNS`, by which it is split or filtered, or `WHOLE`.
            values: those it is filtered by; empty where it is not.

        Returns:
            A row per cell that is over, of nobody too; its sums are empty where it is not shown. `block`: how many quarters its cohort has.
        """
        width, cells, keys = width_of(column), self.cells(column), ["label", "cohort", "k"]
        kept = cells[cells["value"].isin(values)] if values else cells
        shown = kept.assign(label=WHOLE if by == WHOLE else kept["value"]).groupby(keys)["is_shown"].all()
        places = [
            (label, cohort, k)
            for label, cohort in _heads(shown.index).unique()
            for k in range(self._settled - width + 1 - cohort)
        ]
        every = pd.MultiIndex.from_frame(pd.DataFrame(places, columns=keys))
        labels = answer["label"].astype(object).fillna("")
        sums = answer.assign(label=labels, cohort=answer["cohort"] // width * width).groupby(keys).sum()
        table = sums.reindex(every).fillna(0)
        closed = shown[~shown].index
        few = _heads(closed[closed.get_level_values("k") == 0])  # a cohort of few has no shares of anything
        table.loc[every.isin(closed) | _heads(every).isin(few)] = np.nan
        return table.assign(block=width).reset_index()[[*answer.columns, "block"]]

    @property
    def _settled(self) -> int:
        """The number of the first quarter whose returns may not all be in yet."""
        day = self.until - timedelta(days=SETTLED)
        return (day.year * 12 + day.month - 1) // MONTHS


def _heads(cells: pd.Index) -> pd.MultiIndex:
    """The label and cohort of each cell."""
    return pd.MultiIndex.from_arrays([cells.get_level_values(name) for name in ("label", "cohort")])


def width_of(column: str) -> int:
    """Quarters of first orders that are one cohort."""
    return 1 if column == WHOLE else YEAR


def column_of(question: str, by: str, months: int, chosen: Mapping[str, tuple[str, ...]]) -> str:
    """The one column that cohorts are told by: that they are split by, or filtered by.

    Raises:
        TooFew: two, or another than `COLUMNS`, or another step than the quarter.
    """
    if months != MONTHS:
        raise TooFew(f"the question {question} is by steps of {months} months; cohorts are told by quarter", "grid")
    columns = {*chosen, *(() if by == WHOLE else (by,))}
    if len(columns) > 1 or not columns <= {*COLUMNS}:
        raise TooFew(f"the question {question} is by {', '.join(sorted(columns))}; one column is told", "filters")
    return next(iter(columns), WHOLE)


def _shown(held: pd.DataFrame, safe: pd.Series, smallest: int) -> pd.Series:
    """Whether each cell is shown: those that are safe, less the smallest of a line where others of it could be worked out."""
    shown = safe.copy()
    for _line, part in held.assign(safe=safe).groupby("line"):
        if part["safe"].all():
            continue
        hidden, held_back = int((~part["safe"]).sum()), int(part.loc[~part["safe"], "n"].sum())
        for place, n in part.loc[part["safe"], "n"].sort_values(kind="stable").items():
            if hidden >= 2 and held_back >= smallest:
                break
            shown[place] = False
            hidden, held_back = hidden + 1, held_back + int(n)
    return shown
