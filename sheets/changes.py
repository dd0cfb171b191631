"""Changes on another period: which may be shown, and how they are written."""

import pandas as pd

from words import formats
from words.formats import Unit


def covered(numbers: pd.DataFrame) -> pd.DataFrame:
    """Only periods wholly in the data: a year that begins midway would make any change look like growth."""
    if "is_covered" not in numbers:
        return numbers
    return numbers[numbers["is_covered"].astype(bool) | (numbers.index == "current")]


def changed(now: float | None, then: float | None, unit: Unit) -> str | int | None:
    """A change as cards show it: shares in points, all else in percent of before; 0 where nothing moved, None unknown.

    The sign is ASCII: the card reads it to turn its arrow.
    """
    if formats.missing(now) or formats.missing(then):
        return None
    gap = float(now or 0) - float(then or 0)
    if unit == "percent":
        return formats.points(gap).replace("−", "-") if round(gap, 3) else 0
    if then is None or then <= 0:
        return None
    share = gap / float(then)
    return formats.change(share).replace("−", "-") if round(share, 3) else 0
