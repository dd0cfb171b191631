"""Lines through time, with or without what could also be."""

from collections.abc import Mapping, Sequence

import pandas as pd

from sheets.marks import CalendarMark
from ui.charts import calendar as events
from ui.charts.frame import (
    INK,
    NAMED,
    SERIES,
    Mark,
    Trace,
    axis_of,
    cells,
    hover,
    marked,
    show,
    spoken_name,
    value_axis,
)
from words.formats import Unit, worded
from words.messages import _

# How dark each band of a fan is, the widest first: they lie on each other.
SHADES = {"95": 0.22, "80": 0.34, "50": 0.46}
DASHES = ("dot", "dash", "longdashdot")  # of what a line is held against: several are told apart by them


def lines(
    frame: pd.DataFrame,
    x: str,
    y: Mapping[str, str],
    unit: Unit,
    key: str,
    *,
    against: Sequence[str] = (),
    marks: Sequence[Mark] = (),
    calendar: Sequence[CalendarMark] = (),
    from_zero: bool = True,
    x_unit: Unit | None = None,
) -> None:
    """One line a column.

    Args:
        frame: one row per `x`, in order; a hole in the data is a hole in the line.
        x: column of days, numbers or names.
        y: column -> its name on screen, in the order of the legend.
        against: columns that are there to compare with: thin and dashed, each in its own way.
        marks: what happened when.
        calendar: marks of the calendar, where `x` is days.
        from_zero: whether the axis starts at zero.
        x_unit: how a numeric `x` is written.
    """
    where = cells(frame[x])
    traces = []
    for i, (column, label) in enumerate(y.items()):
        quiet = column in against
        dash = DASHES[list(against).index(column) % len(DASHES)] if quiet else "solid"
        style = {"color": INK, "width": 1.4, "dash": dash} if quiet else {"color": SERIES[i % 10], "width": 2.4}
        trace: Trace = {
            "type": "scatter",
            "mode": "lines",
            "x": where,
            "y": cells(frame[column]),
            "name": label,
            "line": style,
        }
        trace |= {"hovertemplate": hover(unit) + NAMED, "opacity": 0.65 if quiet else 1.0}
        if len(frame) == 1:
            trace |= {"mode": "markers", "marker": {"size": 9, "color": style["color"]}}
        traces.append(trace)
    across = axis_of(frame[x]) if x_unit is None else value_axis(frame[x].to_numpy(dtype=float), x_unit)
    axis = value_axis(frame[list(y)].to_numpy(dtype=float), unit, from_zero=from_zero)
    layout = {"xaxis": across | {"showgrid": False}, "yaxis": axis}
    legend = {"showlegend": len(y) > 1, "hovermode": "x unified"}
    drawn = events.beside(traces, layout | legend | marked(marks), calendar, frame[x] if calendar else ())
    show(*drawn, key, events.spoken(_spoken(frame, x, y, unit), calendar))


def areas(
    frame: pd.DataFrame,
    x: str,
    y: Mapping[str, str],
    unit: Unit,
    key: str,
    *,
    calendar: Sequence[CalendarMark] = (),
) -> None:
    """Parts of a whole through time, one area on the other; the upper edge is the whole.

    Args:
        frame: one row per `x`, in order.
        x: column of days, numbers or names.
        y: column -> its name on screen, the lowest area first.
        calendar: marks of the calendar, where `x` is days.
    """
    where = cells(frame[x])
    traces: list[Trace] = [
        {
            "type": "scatter",
            "mode": "lines" if len(frame) > 1 else "markers",
            "x": where,
            "y": cells(frame[column]),
            "name": label,
            "stackgroup": "whole",
            "line": {"width": 1.2, "color": SERIES[i % 10]},
            "hovertemplate": hover(unit) + NAMED,
        }
        for i, (column, label) in enumerate(y.items())
    ]
    tops = frame[list(y)].astype(float).fillna(0).sum(axis=1).to_numpy(dtype=float)
    layout = {"xaxis": axis_of(frame[x]) | {"showgrid": False}, "yaxis": value_axis(tops, unit)}
    legend = {"showlegend": len(y) > 1, "hovermode": "x unified"}
    drawn = events.beside(traces, layout | legend, calendar, frame[x] if calendar else ())
    show(*drawn, key, events.spoken(_spoken(frame, x, y, unit), calendar))


def points(
    frame: pd.DataFrame,
    x: str,
    unit: Unit,
    key: str,
    *,
    line: tuple[float, float] | None = None,
    from_zero: bool = True,
    calendar: Sequence[CalendarMark] = (),
) -> None:
    """Dots with whiskers through time: one estimate a cohort, a month, an event.

    Args:
        frame: one row per `x`, with `estimate`, `low`, `high`.
        line: a straight line's values at the first and the last `x`, drawn behind the dots.
        from_zero: whether the axis starts at zero.
        calendar: marks of the calendar, where `x` is days.
    """
    where = cells(frame[x])
    ends_in_words = [[worded(low, unit), worded(high, unit)] for low, high in frame[["low", "high"]].to_numpy(float)]
    more = (frame["high"] - frame["estimate"]).to_numpy(float)
    less = (frame["estimate"] - frame["low"]).to_numpy(float)
    whisker = {"type": "data", "array": more, "arrayminus": less, "thickness": 1.2, "width": 0, "color": SERIES[1]}
    dots: Trace = {
        "type": "scatter",
        "mode": "markers",
        "x": where,
        "y": cells(frame["estimate"]),
        "customdata": ends_in_words,
    }
    dots |= {"error_y": whisker, "marker": {"size": 8, "color": SERIES[0]}}
    dots |= {"hovertemplate": "%{x}: " + hover(unit) + " [%{customdata[0]} … %{customdata[1]}]<extra></extra>"}
    traces = [dots]
    if line is not None and len(frame) > 1:
        ends: Trace = {
            "type": "scatter",
            "mode": "lines",
            "x": [where[0], where[-1]],
            "y": list(line),
            "hoverinfo": "skip",
        }
        traces.insert(0, ends | {"line": {"color": INK, "width": 1.4, "dash": "dash"}})
    axis = value_axis(frame[["estimate", "low", "high"]].to_numpy(float), unit, from_zero=from_zero)
    drawn = events.beside(traces, {"xaxis": axis_of(frame[x]), "yaxis": axis}, calendar, frame[x] if calendar else ())
    show(*drawn, key, events.spoken(_spoken(frame, x, {"estimate": _("Estimate")}, unit), calendar))


def band(
    frame: pd.DataFrame,
    x: str,
    labels: Mapping[str, str],
    unit: Unit,
    key: str,
    *,
    marks: Sequence[Mark] = (),
    calendar: Sequence[CalendarMark] = (),
    from_zero: bool = True,
) -> None:
    """An estimate with its interval as a band and, where there is one, what happened.

    Args:
        frame: one row per `x`, with columns `estimate`, `low`, `high` and perhaps `actual`.
        labels: names on screen of `estimate`, `band` and `actual`.
        calendar: marks of the calendar, where `x` is days.
        from_zero: whether the axis starts at zero.
    """
    where = cells(frame[x])
    edge = {
        "type": "scatter",
        "mode": "lines",
        "x": where,
        "line": {"width": 0, "color": SERIES[1]},
        "hoverinfo": "skip",
    }
    traces: list[Trace] = [
        {**edge, "y": cells(frame["low"]), "showlegend": False},
        {
            **edge,
            "y": cells(frame["high"]),
            "fill": "tonexty",
            "opacity": 0.5,
            "name": labels.get("band", _("95% interval")),
        },
        _line(where, frame["estimate"], labels["estimate"], unit, {"color": SERIES[1], "width": 2, "dash": "dash"}),
    ]
    if "actual" in frame:
        traces.append(
            _line(where, frame["actual"], labels.get("actual", _("Actual")), unit, {"color": SERIES[0], "width": 2.4})
        )
    shown = [column for column in ("actual", "estimate", "low", "high") if column in frame]
    axis = value_axis(frame[shown].to_numpy(dtype=float), unit, from_zero=from_zero)
    layout = {"xaxis": axis_of(frame[x]), "yaxis": axis, "showlegend": True, "hovermode": "x unified"}
    spoken = {column: labels.get(column, column) for column in shown[:2]}
    drawn = events.beside(traces, layout | marked(marks), calendar, frame[x] if calendar else ())
    show(*drawn, key, events.spoken(_spoken(frame, x, spoken, unit), calendar))


def fan(
    frame: pd.DataFrame,
    x: str,
    label: str,
    unit: Unit,
    key: str,
    *,
    marks: Sequence[Mark] = (),
    calendar: Sequence[CalendarMark] = (),
) -> None:
    """A forecast that widens: nested bands around the middle, after what is known.

    Args:
        frame: one row per `x` with `middle`, pairs `low50`/`high50`, `low80`/`high80`, `low95`/`high95` (those that
            are there) and perhaps `actual`.
        label: name of the middle line on screen.
        calendar: marks of the calendar, where `x` is days.
    """
    where = cells(frame[x])
    traces: list[Trace] = []
    pairs = [level for level in SHADES if f"low{level}" in frame]
    for level in pairs:
        edge = {
            "type": "scatter",
            "mode": "lines",
            "x": where,
            "line": {"width": 0, "color": SERIES[1]},
            "hoverinfo": "skip",
        }
        traces.append({**edge, "y": cells(frame[f"low{level}"]), "showlegend": False})
        inside = _("{level}% likely", level=level)
        traces.append(
            {**edge, "y": cells(frame[f"high{level}"]), "fill": "tonexty", "opacity": SHADES[level], "name": inside}
        )
    traces.append(_line(where, frame["middle"], label, unit, {"color": INK, "width": 1.8, "dash": "dash"}))
    if "actual" in frame:
        traces.append(_line(where, frame["actual"], _("Actual"), unit, {"color": SERIES[0], "width": 2.4}))
    numbers = frame.drop(columns=x).select_dtypes("number").to_numpy(dtype=float)
    layout = {
        "xaxis": axis_of(frame[x]),
        "yaxis": value_axis(numbers, unit),
        "showlegend": True,
        "hovermode": "x unified",
    }
    drawn = events.beside(traces, layout | marked(marks), calendar, frame[x] if calendar else ())
    show(*drawn, key, events.spoken(_spoken(frame, x, {"middle": label}, unit), calendar))


def _line(where: object, column: pd.Series, label: str, unit: Unit, style: dict[str, object]) -> Trace:
    template = hover(unit) + NAMED
    return {
        "type": "scatter",
        "mode": "lines",
        "x": where,
        "y": cells(column),
        "name": label,
        "line": style,
        "hovertemplate": template,
    }


def _spoken(frame: pd.DataFrame, x: str, y: Mapping[str, str], unit: Unit) -> str:
    """The chart in one sentence, for who cannot see it."""
    ends = [spoken_name(frame[x].iloc[0]), spoken_name(frame[x].iloc[-1])] if len(frame) else ["", ""]
    last = (
        "; ".join(f"{label} {worded(frame[column].iloc[-1], unit)}" for column, label in y.items())
        if len(frame)
        else ""
    )
    return _("Line chart from {start} to {end}. At the end: {values}.", start=ends[0], end=ends[1], values=last)
