"""Rows that stand in a log twice: a basket with two of a kind, or a file loaded twice?"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from commands.table import say
from data.errors import BadTable

_PLAIN_SHARE = 0.02
_LINES_A_DAY = 1.5


def refuse(frame: pd.DataFrame, customer: str, day: pd.Series) -> None:
    """Passes a log whose copies are two of a kind in one basket, which add up; says how many there are.

    A copy is a row equal to an earlier one in every column. Customer and date alone cannot tell a copy from a second
    purchase, so a file of nothing else that varies passes unless every row of it stands there twice.

    Args:
        frame: the file's rows in its order.
        customer: its column of customers.
        day: the day of each row.

    Raises:
        BadTable: the copies cannot be baskets: the file has a column or one row per customer and day that only they
            repeat, they stand apart from the row they copy, or there are too many.
    """
    copies = frame.duplicated()
    if not copies.any():
        return
    why = _doubt(frame, copies, customer, day)
    count, share = int(copies.sum()), float(copies.mean())
    if why:
        first = int(_strays(frame[customer], copies).argmax())
        raise BadTable(
            f"duplicate rows: {count} ({share:.1%}), the first is data row {first + 1}: {why}; "
            "remove them if the file was joined to itself, or sum them per customer and day if they are purchases"
        )
    say(f"{count} rows equal an earlier row of the same customer and day; taken for two of a kind and added up")


def _doubt(frame: pd.DataFrame, copies: pd.Series, customer: str, day: pd.Series) -> str | None:
    bare = ~copies
    if len(frame) > 1 and not (~frame.duplicated(keep=False)).any():
        return "every row stands at least twice"
    others = [name for name in frame.columns if name not in (customer, day.name) and _tells(frame[name])]
    if not others:
        return None
    unique = [str(name) for name in others if frame.loc[bare, name].is_unique and _is_key(frame[name])]
    if unique:
        return f"without them every {unique[0]} stands once"
    days = pd.DataFrame({"customer": frame[customer], "day": day.dt.normalize()})
    if not days[bare].duplicated().any():
        return "without them there is one row per customer and day"
    codes = pd.Series(pd.factorize(pd.MultiIndex.from_frame(days))[0], index=frame.index)
    if _in_runs(codes[bare]) and not _in_runs(codes):
        return "they stand apart from the rows they copy"
    lines = bare.sum() / codes[bare].nunique()
    return "too many for baskets" if lines < _LINES_A_DAY and copies.mean() > _PLAIN_SHARE else None


def _strays(customer: pd.Series, copies: pd.Series) -> NDArray[np.bool_]:
    """Copies that do not follow a row of their customer; all copies where there is none of these."""
    strays = copies.to_numpy() & (customer != customer.shift()).to_numpy()
    return strays if strays.any() else copies.to_numpy()


def _tells(column: pd.Series) -> bool:
    return column.nunique(dropna=False) > 1


def _is_key(column: pd.Series) -> bool:
    """Whether a column could be a row's key: amounts and quantities with fractions are not."""
    values = pd.to_numeric(column, errors="coerce")
    return bool(values.isna().any() or (values % 1 == 0).all())


def _in_runs(codes: pd.Series) -> bool:
    """Whether equal codes stand next to each other throughout."""
    values = codes.to_numpy()
    return int((np.diff(values) != 0).sum()) + 1 == len(np.unique(values))
