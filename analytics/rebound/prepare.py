"""The panel and its windows as the model takes them: cut at the last day asked for, days put together to weeks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from analytics.rebound.blocks import ENOUGH_DAYS, weekly
from analytics.rebound.series import Panel
from analytics.rebound.windows import Span, Windows, spans

Spans = tuple[Span, ...]


def prepared(panel: Panel, windows: Windows | Mapping[str, Windows]) -> tuple[Panel, list[Spans]]:
    """The panel up to its last period asked for, and the windows of each series.

    Args:
        windows: the same for all series, or by their names.

    Raises:
        BadSeries: windows that do not fit the dates.
    """
    asked = [windows if isinstance(windows, Windows) else windows[name] for name in panel.names]
    found = [spans(one, panel.dates, panel.clock, one.horizon) for one in asked]
    last = max(one[-1].last for one in found)
    cut = _until(panel, last)
    if panel.clock.word != "day" or min(one[0].start for one in found) < ENOUGH_DAYS:
        return cut, found
    return _in_weeks(cut, found)


def _until(panel: Panel, last: int) -> Panel:
    return replace(
        panel,
        dates=panel.dates[:last],
        values=panel.values[:, :last],
        controls=panel.controls[:, :last],
        regressors=panel.regressors[:, :, :last],
        exposure=None if panel.exposure is None else panel.exposure[:, :last],
    )


def _in_weeks(panel: Panel, found: Sequence[Spans]) -> tuple[Panel, list[Spans]]:
    marks = sorted({m for one in found for s in one for m in (s.start, s.reopen, s.end, s.last) if m is not None})
    count = len(panel.dates)
    weeks = weekly(panel, [mark for mark in marks if mark < count], min(one[0].start for one in found))
    place = {mark: _place(weeks.dates, panel.dates, mark) for mark in marks}
    moved = [
        tuple(
            Span(place[s.start], None if s.reopen is None else place[s.reopen], place[s.end], place[s.last])
            for s in one
        )
        for one in found
    ]
    return weeks, moved


def _place(weeks: pd.DatetimeIndex, days: pd.DatetimeIndex, mark: int) -> int:
    return len(weeks) if mark >= len(days) else int(weeks.searchsorted(days[mark]))
