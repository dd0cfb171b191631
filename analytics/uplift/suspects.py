"""Columns that cannot be features: measured with the outcome, or telling who somebody is, not what they are like."""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from analytics.results import Reason
from analytics.uplift.encoding import is_numeric, words
from analytics.uplift.experiment import Numbers

EXPECTED = 20.0
TWIN = 0.95
CLOSE = 20
OF_WHOM = ("column_identifies", "column_is_date", "column_is_text")  # reasons that leave a column its values
IDENTITY = re.compile(r"(^|_)(id|ids|uuid|guid|key|hash|email|e_mail|phone|mobile|openid|unionid)$", re.IGNORECASE)


def suspects(frame: pd.DataFrame, columns: Sequence[str], outcome: Numbers) -> dict[str, Reason]:
    """Why each doubtful column should not be a feature; columns in order are not named.

    A column that tells who somebody is says nothing of the next customer. One that settles the outcome (no customer
    without a visit ever buys) was measured with it, and would turn into a ranking that looks splendid and cannot be had
    when customers have to be chosen. A column in which the arms differ stays: it may be why they were treated, and what
    holds it constant must have it (`balance` says so).
    """
    reasons = {}
    for name in columns:
        reason = _identity(frame[name], name) or _settles(frame[name], outcome)
        if reason:
            reasons[name] = reason
    return reasons


def _identity(values: pd.Series, name: str) -> Reason | None:
    if IDENTITY.search(name.strip()):
        return Reason("column_identifies")
    if pd.api.types.is_datetime64_any_dtype(values):
        return Reason("column_is_date")
    distinct = values.nunique(dropna=True)
    if is_numeric(values):
        return Reason("column_counts_rows") if _counts(values) else None
    if distinct > max(50, 0.5 * len(values)):
        return Reason("column_is_text", values=distinct, rows=len(values))
    return None


def _counts(values: pd.Series) -> bool:
    """Whether the numbers look given out one by one: whole, all different, and close together."""
    number = pd.to_numeric(values, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    if len(number) <= 50 or not np.isfinite(number).all() or (number % 1 != 0).any():
        return False
    return len(np.unique(number)) == len(number) and bool(np.ptp(number) < CLOSE * len(number))


def _level(values: pd.Series) -> pd.Series:
    """Text as it is; a number as its commonest value, another, or missing."""
    if not is_numeric(values):
        return words(values)
    number = pd.to_numeric(values, errors="coerce")
    commonest = number.mode().iloc[0]
    return pd.Series(np.select([number.isna(), number == commonest], ["missing", "commonest"], "another"))


def _settles(values: pd.Series, outcome: Numbers) -> Reason | None:
    """Whether a level of the column never meets, or always meets, the outcome, where dozens of both were due."""
    bought = outcome != _commonest(outcome)
    counts = pd.crosstab(_level(values), bought).to_numpy()
    if counts.shape[1] < 2:
        return None
    due = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    if ((counts == 0) & (due >= EXPECTED)).any():
        return Reason("column_settles_outcome")
    if is_numeric(values):
        number = pd.to_numeric(values, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
        there = np.isfinite(number)
        if np.ptp(number[there]) > 0 and np.ptp(outcome[there]) > 0:
            likeness = float(np.corrcoef(number[there], outcome[there])[0, 1])
            return Reason("column_is_outcome", correlation=likeness) if abs(likeness) > TWIN else None
    return None


def _commonest(outcome: Numbers) -> float:
    values, counts = np.unique(outcome, return_counts=True)
    return float(values[counts.argmax()])
