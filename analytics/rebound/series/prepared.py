"""The panel and its windows as the model takes them: cut at the last period asked for, days put together to weeks."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from analytics.rebound.series.panel import Panel
from analytics.rebound.series.units import is_constant
from analytics.rebound.series.weeks import ENOUGH_DAYS, weekly
from analytics.rebound.series.windows import Span, Spans, Windows, spans
from analytics.results import CannotTell, Reason


def prepared(panel: Panel, windows: Windows | Mapping[str, Windows]) -> tuple[Panel, list[Spans]]:
    """The panel up to its last period asked for, and the windows of each series in its order.

    Args:
        windows: the same for all series, or by their names.

    Raises:
        CannotTell: windows that do not fit the dates, or a series that never changed before its shock or of which nothing is
            known since.
    """
    ready, placed = _cut(panel, windows)
    for name, line, own in zip(ready.names, ready.values, placed, strict=True):
        start = own[0].start
        past, since = line[:start], line[start : own[-1].last]
        if is_constant(past):
            raise CannotTell(Reason("constant_before_shock", name=name, periods=int(np.isfinite(past).sum())))
        if not np.isfinite(since).any():
            raise CannotTell(Reason("unseen_after_shock", name=name, shock_on=ready.dates[start]))
    return ready, placed


def _cut(panel: Panel, windows: Windows | Mapping[str, Windows]) -> tuple[Panel, list[Spans]]:
    own = [windows if isinstance(windows, Windows) else windows[name] for name in panel.names]
    placed = [spans(question, panel.dates, panel.clock) for question in own]
    until = panel.over(slice(max(series_spans[-1].last for series_spans in placed)))
    if panel.clock.word != "day" or min(series_spans[0].start for series_spans in placed) < ENOUGH_DAYS:
        return until, placed
    return _in_weeks(until, placed)


def _in_weeks(days: Panel, placed: Sequence[Spans]) -> tuple[Panel, list[Spans]]:
    marks = sorted(
        {m for windows in placed for s in windows for m in (s.start, s.reopen, s.end, s.last) if m is not None}
    )
    count = len(days.dates)
    weeks = weekly(days, [mark for mark in marks if mark < count], min(windows[0].start for windows in placed))
    week = {mark: _week(weeks.dates, days.dates, mark) for mark in marks}
    moved = [
        tuple(
            Span(week[s.start], None if s.reopen is None else week[s.reopen], week[s.end], week[s.last])
            for s in windows
        )
        for windows in placed
    ]
    return weeks, moved


def _week(weeks: pd.DatetimeIndex, days: pd.DatetimeIndex, mark: int) -> int:
    return len(weeks) if mark >= len(days) else int(weeks.searchsorted(days[mark]))
