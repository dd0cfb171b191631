"""An estimate with its interval, in words."""

from collections.abc import Callable, Sequence

import pandas as pd

from analytics.interval import Interval
from sheets.columns import Columns
from sheets.figure import Figure
from sheets.part import Part
from words import formats
from words.messages import _


def span(interval: Interval, write: Callable[[float], str]) -> str:
    """The bounds, such as `[1.2 … 3.4]`."""
    return formats.interval(write(interval.low), write(interval.high))


def figure(name: str, interval: Interval, write: Callable[[float], str], meaning: str = "") -> Figure:
    """An estimate with its bounds below it; one that is not known is a dash."""
    known = not formats.missing(interval.estimate)
    return Figure(name, write(interval.estimate), span(interval, write) if known else _("not known"), meaning=meaning)


def spans(low: pd.Series, high: pd.Series, write: Callable[[float], str]) -> list[str]:
    """The bounds of each row of a table; a dash where they are not known."""
    return [
        formats.DASH if formats.missing(least) else formats.interval(write(least), write(most))
        for least, most in zip(low, high, strict=True)
    ]


def listed(title: str, name: str, figures: Sequence[Figure], captions: tuple[str, ...] = ()) -> Part:
    """Figures as a table, where a sheet has its cards of something else."""
    rows = pd.DataFrame(
        [(figure.name, figure.value, figure.told) for figure in figures], columns=["name", "value", "span"]
    )
    columns: Columns = {
        "name": (_("Metric"), "text"),
        "value": (_("Estimate"), "text"),
        "span": (_("95% interval"), "text"),
    }
    return Part(title, name, rows, rows, columns=columns, captions=captions)
