"""What of a version is shown to a reader who may not see persons: for every value, and every two values, of the columns of filters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from data.store.cells.grid import LEVELS, Grid
from data.store.cells.hiding import CELL, DOMINANT, Rows, hidden, hidden_with
from data.store.cells.versions import ALL, EVERY, Parts, closed, told

COLUMNS = ("store_id", "market", "channel", "tier", "brand", "category")  # the narrower before what it is a part of
PART_OF = {"store_id": "channel"}
NOBODY = ""  # the value of a column that is empty
# Lines of orders, and orders whose lines nobody knows; a guest's orders are all of one person, since nobody can tell how many guests there are.
ROWS = """
select
    ordered_on, customer_id, market, channel, store_id, tier, brand, category, cast(sum(coalesce(gross_eur, 0)) as double) as money
from sales
group by ordered_on, customer_id, market, channel, store_id, tier, brand, category
union all
select
    ordered_on, customer_id, market, channel, store_id, tier, null, null, cast(sum(coalesce(gross_eur, 0)) as double)
from orders_mart
where not has_lines
group by ordered_on, customer_id, market, channel, store_id, tier
"""
Hidden = dict[str, frozenset[tuple[int, str, str]]]
HiddenLevels = dict[tuple[int, int], frozenset[tuple[int, str]]]
LISTED = "listed"  # beside the levels: cells of all years that are not even named


@dataclass
class Cube:
    """Worked out pair by pair as it is asked for; the same for whoever asks, whenever.

    Attributes:
        rows: one per day, person and combination of values: `ordered_on`, `customer_id`, `COLUMNS`, `money`.
        smallest: the fewest persons of a cell that is shown.
        before: that of what was told before this; None where there was nothing, or where only this is looked at.
    """

    rows: pd.DataFrame
    grid: Grid
    smallest: int
    before: "Cube | None" = None
    _known: dict[tuple[str, ...], dict[str, pd.DataFrame]] = field(default_factory=dict)
    _bought: dict[tuple[str, ...], Rows] = field(default_factory=dict)
    _named: dict[tuple[str, ...], Hidden] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Values as numbers, days as pieces of every level."""
        days = pd.to_datetime(self.rows["ordered_on"])
        self.rows = self.rows[days < pd.Timestamp(self.grid.until)].reset_index(drop=True)
        days = pd.to_datetime(self.rows["ordered_on"])
        self._values: dict[str, list[str]] = {}
        coded = {"person": pd.factorize(self.rows["customer_id"])[0], "money": self.rows["money"].to_numpy()}
        for column in COLUMNS:
            coded[column], values = pd.factorize(
                self.rows[column].astype(object).where(self.rows[column].notna(), NOBODY).astype(str), sort=True
            )
            self._values[column] = list(values)
        pieces = {level: self.grid.pieces(days, level) for level in LEVELS}
        self._coded = pd.DataFrame({**coded, **pieces, "years": self.grid.years(days)})
        self._coded["part"] = 0
        if self.before is not None:
            self._parts = Parts.of(self.before.grid, self.grid)
            self._coded["part"] = self._parts.number(days)

    def values(self, column: str) -> list[str]:
        """Those of a column in the shop."""
        return self._values[column]

    def hidden(self, columns: Iterable[str]) -> Hidden:
        """By level, the cells of none, one or two columns that are not shown: year, value, value; empty where there is no such column.

        Args:
            columns: in the order of `COLUMNS`.
        """
        columns = tuple(columns)
        if columns not in self._named:
            found, rows = self._cells(columns), self._rows(columns)
            if self.before is not None and len(self._coded):
                found = hidden_with(rows, found, self._after(columns), self.smallest)
            named = {level: self._named_cells(columns, cells) for level, cells in found.items()}
            self._named[columns] = {**named, LISTED: self._named_cells(columns, self._cells(columns)[ALL])}
        return self._named[columns]

    def _named_cells(self, columns: tuple[str, ...], cells: pd.DataFrame) -> frozenset[tuple[int, str, str]]:
        return frozenset((year, *self._words(columns, (a, b))) for year, a, b in cells[CELL].to_numpy().tolist())

    def _after(self, columns: tuple[str, ...]) -> dict[str, pd.DataFrame]:
        """By level the cells that would tell of few customers beside what was told before."""
        assert self.before is not None
        table = self._rows(columns).table
        persons = table.groupby(["a", "b", "part", "person"], as_index=False)[["money"]].sum()
        held = persons.groupby(["a", "b", "part"], as_index=False).agg(
            n=("person", "size"), top=("money", "max"), money=("money", "sum")
        )
        few = held[(held["n"] < self.smallest) | (held["top"] > DOMINANT * held["money"])]
        earlier = self._cells_of_before(columns)
        more: dict[str, list[tuple[int, int, int]]] = {level: [] for level in LEVELS}
        for cell, parts in few.groupby(["a", "b"])["part"]:
            a, b = (int(str(code)) for code in cell)
            is_few = np.zeros(len(self._parts.starts), dtype=bool)
            is_few[parts.to_numpy()] = True
            before = told(self.before.grid, self._parts, earlier.get((a, b), frozenset()))
            now = told(self.grid, self._parts, _hidden_levels(self._cells(columns)).get((a, b), frozenset()))
            for year in closed(before, now, is_few):
                for level in (ALL,) if year == EVERY else LEVELS[1:]:
                    more[level].append((0 if year == EVERY else year, a, b))
        return {level: pd.DataFrame(cells, columns=CELL, dtype=int) for level, cells in more.items()}

    def _cells_of_before(self, columns: tuple[str, ...]) -> HiddenLevels:
        """What the version before hid of each cell, by this one's codes."""
        assert self.before is not None
        found: dict[tuple[int, int], frozenset[tuple[int, str]]] = {}
        codes = [{name: code for code, name in enumerate(self._values[column])} for column in columns]
        for cell, levels in _hidden_levels(self.before._cells(columns)).items():
            names = [self.before._values[column][code] for column, code in zip(columns, cell, strict=False)]
            own = tuple(code[name] for code, name in zip(codes, names, strict=True))
            found[(*own, 0, 0)[0], (*own, 0, 0)[1]] = levels
        return found

    def known(self, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
        """All cells of some columns, shown or not."""
        codes = self._coded[list(columns)].drop_duplicates().to_numpy().tolist()
        return [tuple(self._values[column][code] for column, code in zip(columns, cell, strict=True)) for cell in codes]

    def known_in(self, columns: tuple[str, ...], year: int) -> list[tuple[str, ...]]:
        """The cells of a year."""
        codes = self._coded.loc[self._coded["years"] == year, list(columns)].drop_duplicates().to_numpy().tolist()
        return [tuple(self._values[column][code] for column, code in zip(columns, cell, strict=True)) for cell in codes]

    def is_shown(self, columns: tuple[str, ...], cell: tuple[str, ...], needed: Mapping[int, str]) -> bool:
        """Whether a cell is shown of the years and at the levels needed."""
        told, named = self.hidden(columns), (*cell, NOBODY, NOBODY)[:2]
        return not any((year, *named) in told[level] for year, level in needed.items())

    def _words(self, columns: tuple[str, ...], codes: tuple[int, int]) -> tuple[str, str]:
        words = [self._values[column][code] for column, code in zip(columns, codes, strict=False)]
        return (*words, NOBODY, NOBODY)[0], (*words, NOBODY, NOBODY)[1]

    def _cells(self, columns: tuple[str, ...]) -> dict[str, pd.DataFrame]:
        if columns not in self._known:
            self._known[columns] = hidden(self._rows(columns), self.smallest)
        return self._known[columns]

    def _rows(self, columns: tuple[str, ...]) -> Rows:
        """What persons bought in the cells of some columns."""
        if columns not in self._bought:
            table = self._coded.rename(columns={"years": "of_year"})
            a, b = (
                ((table[column] for column in columns) if len(columns) == 2 else (table[columns[0]], 0))
                if columns
                else (0, 0)
            )
            table = table[["person", "money", "part", *LEVELS]].assign(year_no=table["of_year"], a=a, b=b)
            keys = ["person", "year_no", "a", "b", "part", *LEVELS]
            table = table.groupby(keys, as_index=False)[["money"]].sum()
            pieces = table.rename(columns={level: f"{level}_" for level in LEVELS})
            pieces = pieces.rename(columns={"year_no": "year"})
            pieces["is_last"] = pieces["part"] == pieces["part"].max()
            self._bought[columns] = Rows(
                pieces,
                len(columns) == 2,
                not columns,
                self._group(columns),
                self._above(columns),
                self._untold(columns),
            )
        return self._bought[columns]

    def _group(self, columns: tuple[str, ...]) -> dict[int, int]:
        """By value of the first column, the one value of what it is a part of that it is most often met with."""
        whole = PART_OF.get(columns[0]) if columns else None
        if whole is None or whole in columns:
            return {}
        met = self._coded.groupby([columns[0], whole]).size().reset_index(name="n")
        met = met.sort_values("n", ascending=False).drop_duplicates(columns[0])
        return dict(zip(met[columns[0]].astype(int), met[whole].astype(int), strict=True))

    def _untold(self, columns: tuple[str, ...]) -> dict[str, dict[str, frozenset[tuple[int, int]]]]:
        """By level and side the years and values whose totals are hidden."""
        if len(columns) < 2:
            return {}
        sides = {side: self._cells((column,)) for side, column in zip("ab", columns, strict=True)}
        return {
            level: {
                side: frozenset(map(tuple, cells[level][["year", "a"]].to_numpy().tolist()))
                for side, cells in sides.items()
            }
            for level in LEVELS
        }

    def _above(self, columns: tuple[str, ...]) -> dict[str, pd.DataFrame]:
        """The cells of these columns whose total over one of them is hidden."""
        if not columns:
            return {}
        table = self._coded.assign(a=self._coded[columns[0]], b=self._coded[columns[1]] if len(columns) == 2 else 0)
        all_cells = table[["years", "a", "b"]].drop_duplicates().rename(columns={"years": "year"})
        group, above = self._group(columns), {}
        wholes: list[tuple[tuple[str, ...], list[str]]] = (
            [((), [])] if len(columns) == 1 else [((columns[0],), ["a"]), ((columns[1],), ["b"])]
        )
        for level in LEVELS:
            cells = all_cells.assign(year=0).drop_duplicates() if level == "all" else all_cells
            found = []
            for whole, side in wholes:
                closed = self._cells(whole)[level]
                named = closed[["year", *(["a"] if side else [])]].rename(columns={"a": side[0]} if side else {})
                found.append(cells.merge(named.drop_duplicates(), on=["year", *side]))
            if group:
                wider = (PART_OF[columns[0]], *columns[1:])
                ordered = tuple(sorted(wider, key=COLUMNS.index))
                closed = self._cells(ordered)[level]
                swapped = closed.rename(columns={"a": "b", "b": "a"}) if ordered != wider else closed
                parts = cells.assign(whole=cells["a"].map(group)).merge(
                    swapped.rename(columns={"a": "whole"}), on=["year", "whole", "b"]
                )
                found.append(parts)
            above[level] = pd.concat(found)[CELL].drop_duplicates()
        return above


def _hidden_levels(cells: Mapping[str, pd.DataFrame]) -> HiddenLevels:
    """By cell the years and levels that are hidden."""
    found: dict[tuple[int, int], set[tuple[int, str]]] = {}
    for level, table in cells.items():
        for year, a, b in table[CELL].to_numpy().tolist():
            found.setdefault((a, b), set()).add((year, level))
    return {cell: frozenset(levels) for cell, levels in found.items()}


def cube(rows: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp, smallest: int) -> Cube:
    """The cube of a version.

    Args:
        rows: the answer of `ROWS`.
        first, last: days with an order.
    """
    grid = Grid.told(first.date(), (last + np.timedelta64(1, "D")).date())
    before = None if grid.before is None else Cube(rows, grid.before, smallest)
    return Cube(rows, grid, smallest, before)
