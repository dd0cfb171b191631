"""When the shock was and when the doors opened again, as dates and as places in the series."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from analytics.rebound.series.clock import BadSeries, Clock, floor
from analytics.results import CannotTell, Reason

MIN_HISTORY = 8


@dataclass(frozen=True)
class Shock:
    """From `start` until trade was free again at `reopen` (its first day), or without an end."""

    start: pd.Timestamp
    reopen: pd.Timestamp | None = None


@dataclass(frozen=True)
class Windows:
    """The question: which shocks, how many periods of rebound to count after each, and the last day looked at."""

    shocks: tuple[Shock, ...]
    horizon: int | None = None
    until: pd.Timestamp | None = None

    def __post_init__(self) -> None:
        """Refuses windows out of order."""
        if not self.shocks:
            raise BadSeries("no shock; give the date on which it began")
        marks = [mark for shock in self.shocks for mark in (shock.start, shock.reopen) if mark is not None]
        if any(later <= earlier for earlier, later in pairwise(marks)):
            given = ", ".join(str(mark.date()) for mark in marks)
            raise BadSeries(f"shock and reopening dates are not in order: {given}; each reopening follows its shock")
        if any(shock.reopen is None for shock in self.shocks[:-1]):
            raise BadSeries("only the last shock may lack a reopening date")
        if self.horizon is not None and self.horizon < 1:
            raise BadSeries(f"horizon is {self.horizon}; give the number of periods after reopening, at least 1")


@dataclass(frozen=True)
class Span:
    """Places in the series: shock from `start` to `reopen`, its rebound to `end`, what is seen later to `last` (all excluded)."""

    start: int
    reopen: int | None
    end: int
    last: int

    def shifted(self, by: int) -> "Span":
        """The same window, counted from another first period."""
        return Span(self.start + by, None if self.reopen is None else self.reopen + by, self.end + by, self.last + by)


# The windows of one series, in order.
Spans = tuple[Span, ...]


def spans(windows: Windows, dates: pd.DatetimeIndex, kind: Clock) -> Spans:
    """The windows on the series' periods.

    The period that holds the start belongs to the shock, and so does a period only part of which lies after reopening.

    Raises:
        CannotTell: a window outside the series, too little history, or nothing after the reopening.
    """
    last = len(dates) if windows.until is None else int(dates.searchsorted(windows.until, side="right"))
    starts = [_holding(shock.start, dates, kind) for shock in windows.shocks]
    if starts[0] < MIN_HISTORY:
        raise CannotTell(
            Reason(
                "short_before_shock",
                known=(max(starts[0], 0), kind.word),
                shock_on=windows.shocks[0].start,
                begins_on=dates[0],
                needed=(MIN_HISTORY, kind.word),
            )
        )
    after = dates[last - 1] + pd.tseries.frequencies.to_offset(kind.offset)
    if windows.shocks[-1].start >= after:
        raise CannotTell(
            Reason("ends_before_shock", shock_on=windows.shocks[-1].start, last_on=dates[last - 1]),
        )
    ends = [*starts[1:], last]
    return tuple(
        _span(shock, start, end, dates[:last], windows.horizon)
        for shock, start, end in zip(windows.shocks, starts, ends, strict=True)
    )


def _span(shock: Shock, start: int, end: int, dates: pd.DatetimeIndex, horizon: int | None) -> Span:
    if shock.reopen is None:
        return Span(start, None, end, end)
    reopen = max(int(dates.searchsorted(shock.reopen, side="left")), start + 1)
    if reopen >= end:
        raise CannotTell(Reason("ends_before_reopening", reopen_on=shock.reopen, last_on=dates[end - 1]))
    return Span(start, reopen, end if horizon is None else min(reopen + horizon, end), end)


def _holding(day: pd.Timestamp, dates: pd.DatetimeIndex, kind: Clock) -> int:
    return int(dates.searchsorted(floor(pd.DatetimeIndex([day]), kind)[0], side="right")) - 1


def reopening(actual: Sequence[float] | np.ndarray, expected: np.ndarray) -> int | None:
    """First of two consecutive periods above the counterfactual median; None when there is none yet."""
    above = np.asarray(actual) > expected
    both = above[:-1] & above[1:]
    return int(both.argmax()) if both.any() else None
