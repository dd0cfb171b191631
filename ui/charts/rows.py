"""Bars, dots and whiskers: one row or column a thing."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from sheets.marks import CalendarMark
from ui.charts import calendar as events
from ui.charts.frame import (
    APART,
    GAIN,
    INK,
    LETTER,
    LOSS,
    NAMED,
    SERIES,
    Trace,
    axis_of,
    beside,
    cells,
    distinct,
    folded,
    hover,
    names_axis,
    show,
    spoken_name,
    titles,
    value_axis,
    wide,
)
from words.formats import Unit, worded
from words.messages import _

ACROSS = 3  # ticks below lying rows, so that amounts stand side by side on a telephone


def bars(
    frame: pd.DataFrame,
    x: str,
    y: Mapping[str, str],
    unit: Unit,
    key: str,
    *,
    stacked: bool = False,
    calendar: Sequence[CalendarMark] = (),
) -> None:
    """Standing bars, beside each other or stacked.

    Args:
        frame: one row per `x`, in order.
        x: column of days, numbers or names.
        y: column -> its name on screen.
        calendar: marks of the calendar, where `x` is days.
    """
    where = cells(frame[x])
    across, min_width = axis_of(frame[x]), 0
    if isinstance(where, list) and across["type"] == "category":
        heads = [folded(name) for name in where]
        across |= {"tickvals": where, "ticktext": heads, "tickangle": 0}
        longest = max((wide(part) for head in heads for part in head.split("<br>")), default=0)
        min_width = round(60 + len(where) * (LETTER * longest + APART))
    traces: list[Trace] = [
        {
            "type": "bar",
            "x": where,
            "y": cells(frame[column]),
            "name": label,
            "marker": {"color": SERIES[i % 10]},
            "hovertemplate": hover(unit) + NAMED,
        }
        for i, (column, label) in enumerate(y.items())
    ]
    numbers = frame[list(y)].astype(float)
    ends = numbers.to_numpy()
    tops = np.stack([ends.clip(min=0).sum(axis=1), ends.clip(max=0).sum(axis=1)]) if stacked else ends
    layout = {
        "xaxis": across,
        "yaxis": value_axis(tops, unit),
        "barmode": "relative" if stacked else "group",
        "showlegend": len(y) > 1,
        "hovermode": "x unified",
    }
    drawn = events.beside(traces, layout, calendar, frame[x] if calendar else ())
    show(*drawn, key, events.spoken(_spoken(frame, x, next(iter(y)), unit), calendar), min_width=min_width)


def ranked(
    frame: pd.DataFrame,
    label: str,
    value: str,
    unit: Unit,
    key: str,
    *,
    against: str | None = None,
    against_label: str = "",
    picked: Callable[[int], None] | None = None,
) -> None:
    """Lying bars, each with its value written out; a tick shows what it is compared with.

    Args:
        frame: one row per bar; drawn top to bottom as given, so that what sums up the rest can stand last.
        label, value: columns.
        against: column of the value compared with, drawn as a tick.
        against_label: its name on screen.
        picked: what a click on a bar does, given the place of its row in `frame`.
    """
    rows = frame.dropna(subset=[value])
    names = distinct(rows[label])
    spelled = [worded(v, unit) for v in rows[value]]
    bar: Trace = {
        "type": "bar",
        "orientation": "h",
        "x": cells(rows[value]),
        "y": names,
        "width": 0.5 * min(len(rows), 3) / 3,
        "marker": {"color": SERIES[0]},
        "name": _("This period"),
        "hovertemplate": "%{y}: " + hover(unit, "x") + "<extra></extra>",
    }
    traces = [bar]
    if against is not None:
        tick: Trace = {
            "type": "scatter",
            "mode": "markers",
            "x": cells(rows[against]),
            "y": names,
            "name": against_label,
        }
        tick |= {"marker": {"symbol": "line-ns", "size": 24, "line": {"width": 2, "color": INK}}}
        traces.append(tick | {"hovertemplate": "%{fullData.name}: " + hover(unit, "x") + "<extra></extra>"})
    numbers = rows[[value, *([against] if against else [])]].to_numpy(dtype=float)
    traces, axes = beside(traces, names, spelled)
    layout = {
        "xaxis": value_axis(numbers, unit) | {"showticklabels": False, "showgrid": False},
        "height": 20 + 38 * max(len(rows), 3),
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
    }
    places = np.flatnonzero(frame[value].notna())
    click = None if picked is None else lambda bar: picked(int(places[bar]))
    show(traces, layout | axes, key, _spoken(rows, label, value, unit), picked=click)


def intervals(frame: pd.DataFrame, label: str, unit: Unit, key: str, *, zero: float | None = 0.0) -> None:
    """A dot with a whisker a row: estimates and how sure they are. Those that hold `zero` are grey.

    Args:
        frame: one row per estimate, with `estimate`, `low`, `high`; drawn top to bottom as given.
        label: column of names.
        zero: the value that means nothing happened; None where there is none.
    """
    rows = frame.iloc[::-1]
    sides = [_side(low, high, zero) for low, high in rows[["low", "high"]].to_numpy(float)]
    more, less = (rows["high"] - rows["estimate"]).to_numpy(float), (rows["estimate"] - rows["low"]).to_numpy(float)
    names = distinct(rows[label])
    ends_in_words = [[worded(row.low, unit), worded(row.high, unit)] for row in rows.itertuples()]
    traces: list[Trace] = []
    for colour in dict.fromkeys(sides):
        here = [i for i, side in enumerate(sides) if side == colour]
        whisker = {
            "type": "data",
            "array": more[here],
            "arrayminus": less[here],
            "thickness": 1.6,
            "width": 0,
            "color": colour,
        }
        dot: Trace = {
            "type": "scatter",
            "mode": "markers",
            "x": cells(rows["estimate"].iloc[here]),
            "y": [names[i] for i in here],
        }
        dot |= {
            "error_x": whisker,
            "marker": {"size": 9, "color": colour},
            "customdata": [ends_in_words[i] for i in here],
        }
        traces.append(
            dot
            | {"hovertemplate": "%{y}: " + hover(unit, "x") + " [%{customdata[0]} … %{customdata[1]}]<extra></extra>"}
        )
    axis = value_axis(rows[["low", "high", "estimate"]].to_numpy(float), unit, from_zero=zero == 0.0, wanted=ACROSS)
    layout = {
        "xaxis": axis | {"zeroline": zero is not None},
        "yaxis": names_axis(**_titled(names), categoryorder="array", categoryarray=names, showgrid=True),
        "height": 50 + 34 * max(len(rows), 2),
        "margin": {"l": 8, "r": 8, "t": 12, "b": 8},
    }
    show(traces, layout, key, _spoken(frame, label, "estimate", unit))


def dumbbell(
    frame: pd.DataFrame, label: str, before: tuple[str, str], after: tuple[str, str], unit: Unit, key: str
) -> None:
    """Two dots a row, joined: before and after.

    Args:
        before, after: (column, name on screen).
    """
    rows = frame.iloc[::-1]
    names = distinct(rows[label])
    joins: list[Trace] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [row[before[0]], row[after[0]]],
            "y": [name, name],
            "showlegend": False,
        }
        | {"line": {"width": 2, "color": INK}, "opacity": 0.3, "hoverinfo": "skip"}
        for name, (_index, row) in zip(names, rows.iterrows(), strict=True)
    ]
    dots: list[Trace] = [
        {
            "type": "scatter",
            "mode": "markers",
            "x": cells(rows[column]),
            "y": names,
            "name": title,
            "marker": {"size": 10, "color": colour},
        }
        | {"hovertemplate": "%{fullData.name}: " + hover(unit, "x") + "<extra></extra>"}
        for (column, title), colour in zip((before, after), (SERIES[1], SERIES[0]), strict=True)
    ]
    axis = value_axis(rows[[before[0], after[0]]].to_numpy(float), unit, wanted=ACROSS)
    layout = {
        "xaxis": axis,
        "yaxis": names_axis(**_titled(names), showgrid=True),
        "showlegend": True,
    }
    show([*joins, *dots], layout | {"height": 90 + 34 * max(len(rows), 2)}, key, _spoken(frame, label, after[0], unit))


def _titled(names: list[str]) -> dict[str, object]:
    return {"tickvals": names, "ticktext": titles(names), "ticksuffix": "  "}


def _side(low: float, high: float, zero: float | None) -> str:
    if zero is None:
        return SERIES[0]
    return GAIN if low > zero else LOSS if high < zero else INK


def _spoken(frame: pd.DataFrame, label: str, value: str, unit: Unit) -> str:
    """The first rows in words, for who cannot see them."""
    first = zip(frame[label].head(6), frame[value].head(6), strict=True)
    values = "; ".join(f"{spoken_name(name)} {worded(number, unit)}" for name, number in first)
    return _("Bar chart. {values}.", values=values)
