"""Marks of the calendar on a chart through time: a thin line or a pale band, a tick at its foot, names where they have room."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from sheets.marks import CalendarMark
from ui.charts.frame import INK, QUIET, Trace, wide
from ui.text import lines as text_lines
from words.messages import _

NARROW = 300  # pixels of the plot on the narrowest screen
SIZE, LETTER, APART = 9, 5.0, 8  # of a name: its letters, how wide one is, and pixels between two names
TICK = 7  # pixels
LINE = 40  # letters of what is told in a box
AXIS = "y9"  # an axis of its own, from the foot of the plot to its top


def beside(
    traces: Sequence[Trace], layout: dict[str, Any], marks: Sequence[CalendarMark], where: Iterable[object]
) -> tuple[list[Trace], dict[str, Any]]:
    """A chart with its marks: ticks at the foot that tell what happened when pointed at; lines, bands and names behind it.

    Args:
        traces, layout: of the chart as it is without marks.
        where: the days on its axis.
    """
    days = [pd.Timestamp(day).date() for day in where]  # type: ignore[arg-type]
    if not marks or not days:
        return list(traces), layout
    ticks: Trace = {
        "type": "scatter",
        "mode": "markers",
        "x": [str(mark.on) for mark in marks],
        "y": [0.0] * len(marks),
        "yaxis": AXIS,
        "cliponaxis": False,
        "showlegend": False,
        "marker": {
            "symbol": ["diamond" if mark.is_note else "triangle-up" for mark in marks],
            "color": [INK if mark.is_note else QUIET for mark in marks],
            "size": TICK,
        },
    }
    if layout.get("hovermode") == "x unified":  # the box of a step would show a tick some steps away
        ticks |= {"hoverinfo": "skip"}
        traces = _telling(traces, {on: text_lines(["", *told]) for on, told in _lines(marks).items()})
    else:
        ticks |= {"text": [text_lines(_lines([mark])[str(mark.on)]) for mark in marks]}
        ticks |= {"hovertemplate": "%{text}<extra></extra>"}
    more = {"shapes": [_shape(mark) for mark in marks], "annotations": _named(marks, days)}
    joined = {name: [*layout.get(name, []), *added] for name, added in more.items()}
    axis = {"overlaying": "y", "range": [0, 1], "visible": False, "fixedrange": True}
    return [*traces, ticks], {**layout, **joined, "yaxis9": axis}


def _lines(marks: Sequence[CalendarMark]) -> dict[str, list[str]]:
    """By step what happened on it, in lines that a telephone holds."""
    found: dict[str, list[str]] = {}
    for mark in marks:
        for text in mark.told:
            is_wide = wide(text) > len(text) * 1.3
            first, *others = textwrap.wrap(text, LINE // 2 if is_wide else LINE) or [text]
            found.setdefault(str(mark.on), []).extend([f"{'◆' if mark.is_note else '▲'} {first}", *others])
    return found


def _telling(traces: Sequence[Trace], told: Mapping[str, str]) -> list[Trace]:
    """The traces, the first that has a value on a marked step telling its marks below the value."""
    left, telling = dict(told), []
    for trace in traces:
        if "hovertemplate" not in trace:
            telling.append(trace)
            continue
        values = zip(map(str, trace["x"]), np.asarray(trace["y"], dtype=float), strict=True)
        more = [left.pop(day) if day in left and value == value else "" for day, value in values]
        template = str(trace["hovertemplate"]).replace("<extra>", "%{customdata}<extra>", 1)
        telling.append({**trace, "customdata": more, "hovertemplate": template})
    return telling


def spoken(sentence: str, marks: Sequence[CalendarMark]) -> str:
    """What a chart says to who cannot see it, with its marks."""
    told = "; ".join(line for mark in marks for line in mark.told)
    marked = _("Marked: {events}.", events=told) if told else ""
    return " ".join(filter(None, [sentence, marked]))


def _shape(mark: CalendarMark) -> dict[str, Any]:
    span = {"xref": "x", "yref": "paper", "x0": str(mark.on), "x1": str(mark.until or mark.on), "y0": 0, "y1": 1}
    if mark.until is not None:
        return span | {"type": "rect", "line": {"width": 0}, "fillcolor": INK, "opacity": 0.06, "layer": "below"}
    return span | {"type": "line", "line": {"width": 1, "color": QUIET}, "opacity": 0.35, "layer": "below"}


def _named(marks: Sequence[CalendarMark], days: Sequence[date]) -> list[dict[str, Any]]:
    """Names beside their ticks, the most important first; one that would meet another or leave the plot is left to the pointer."""
    first, whole = min(days), max((max(days) - min(days)).days, 1)
    taken: list[tuple[float, float]] = []
    named = []
    for mark in sorted(marks, key=lambda mark: mark.rank):
        at = (mark.on - first).days / whole * NARROW
        width = wide(mark.label) * LETTER + APART
        for start, side in ((at, "left"), (at - width, "right")):
            free = all(start + width <= left or right <= start for left, right in taken)
            if mark.label and free and start >= 0 and start + width <= NARROW:
                taken.append((start, start + width))
                named.append(_name(mark, side))
                break
    return named


def _name(mark: CalendarMark, side: str) -> dict[str, Any]:
    place = {"x": str(mark.on), "y": 0, "xref": "x", "yref": "paper", "xanchor": side, "yanchor": "bottom"}
    return place | {"text": mark.label, "showarrow": False, "font": {"size": SIZE, "color": QUIET}, "borderpad": 3}
