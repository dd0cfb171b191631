"""A table's columns as numbers a model can take."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.uplift.experiment import Numbers

RARE = 0.005
MOST_LEVELS = 30


@dataclass(frozen=True)
class Column:
    """How one column is read: as a number with a value for the missing, or as yes/no for each of its levels."""

    name: str
    levels: tuple[str, ...] | None
    fill: float
    flagged: bool

    @property
    def names(self) -> list[str]:
        """The names of the matrix columns it becomes."""
        if self.levels is not None:
            return [f"{self.name}={level}" for level in self.levels]
        return [self.name, f"{self.name} missing"] if self.flagged else [self.name]

    def matrix(self, values: pd.Series) -> Numbers:
        """The column as one or more numbers a row."""
        if self.levels is not None:
            text = words(values).to_numpy(dtype=object)
            return np.column_stack([(text == level).astype(float) for level in self.levels])
        number = pd.to_numeric(values, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
        missing = ~np.isfinite(number)
        filled = np.where(missing, self.fill, number)
        return np.column_stack([filled, missing.astype(float)]) if self.flagged else filled[:, None]


@dataclass(frozen=True)
class Encoding:
    """How a table becomes a matrix; the same for the customers of the experiment and for those to be scored later."""

    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """The names of the matrix columns."""
        return [name for column in self.columns for name in column.names]

    def matrix(self, frame: pd.DataFrame) -> Numbers:
        """One row per row of the frame; a level never seen before is none of the known ones."""
        if not self.columns:
            return np.zeros((len(frame), 0))
        return np.column_stack([column.matrix(frame[column.name]) for column in self.columns])


def encoding(frame: pd.DataFrame, columns: Sequence[str]) -> Encoding:
    """Reads how each column is best told in numbers; no outcome is looked at.

    Numbers stay numbers, with the median and a flag where one is missing. Text becomes a yes/no per level; levels
    rarer than 1 in 200, or beyond the 30 commonest, are none of the levels. A column with one value is left out.
    """
    return Encoding(tuple(column for name in columns if (column := _column(frame[name], name)) is not None))


def _column(values: pd.Series, name: str) -> Column | None:
    if is_numeric(values):
        number = pd.to_numeric(values, errors="coerce").astype(float)
        if number.nunique(dropna=False) < 2:
            return None
        return Column(name, None, float(number.median()), bool(number.isna().any()))
    share = words(values).value_counts(normalize=True)
    levels = tuple(str(level) for level in sorted(share[share >= RARE].index[:MOST_LEVELS]))
    return Column(name, levels, 0.0, False) if len(share) > 1 and levels else None


def is_numeric(values: pd.Series) -> bool:
    """Whether every value that is there reads as a number (truth values are 0 and 1)."""
    there = values.dropna()
    there = there[there.astype("string").str.strip() != ""]
    return bool(len(there)) and bool(pd.to_numeric(there, errors="coerce").notna().all())


def words(values: pd.Series) -> pd.Series:
    """The column as text, a missing value as a level of its own."""
    text = values.astype("string").str.strip()
    return text.mask(text == "").fillna("(missing)")
