"""A value where two things meet."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from ui.charts.frame import APART, DIVERGING, INK, LETTER, SEQUENTIAL, Trace, folded, names_axis, show, wide
from words.formats import DASH, Unit, signed, worded
from words.messages import _

GREY = "rgba(128, 128, 128, 0.14)"


def heatmap(
    frame: pd.DataFrame,
    x: str,
    y: str,
    value: str,
    unit: Unit,
    key: str,
    *,
    middle: float | None = None,
    cap: float | None = None,
    clear: str = "",
    told: str = "",
    picked: Callable[[object, object], None] | None = None,
) -> None:
    """A grid of cells, each with its value; one that is not known is blank, not low.

    Args:
        frame: one row per cell, in the order in which columns and rows shall stand.
        x, y, value: columns.
        middle: the neutral value of a scale with two sides (a change: 0); None for a scale with one.
        cap: the colour stops growing here, so that one giant (month 0 of a cohort) does not bleach the rest.
        clear: a column that says which cells may have a colour; the others are grey.
        told: a column of what the hover box says besides.
        picked: what a click on a cell with a value does, given its row and its column.
    """
    grid = _grid(frame, x, y, value)
    numbers = grid.to_numpy(dtype=float)
    is_muted = np.zeros(numbers.shape, dtype=bool)
    if clear:
        is_muted = ~np.isnan(numbers) & ~_grid(frame, x, y, clear).fillna(False).to_numpy(dtype=bool)
    write = signed if middle == 0 else worded
    spelled = [["" if np.isnan(v) else write(v, unit) for v in row] for row in numbers]
    trace: Trace = {
        "type": "heatmap",
        "z": np.where(is_muted, np.nan, numbers),
        "x": [folded(str(c)) for c in grid.columns],
        "y": [str(i) for i in grid.index],
    }
    trace |= {"text": spelled, "xgap": 2, "ygap": 2, "showscale": False, **_scale(numbers, middle, cap)}
    trace |= {"hovertemplate": "%{y} · %{x}<br>%{text}<extra></extra>", "hoverongaps": False}
    if told:
        more = _grid(frame, x, y, told).fillna("").to_numpy()
        trace |= {"customdata": more, "hovertemplate": "%{y} · %{x}<br>%{text} %{customdata}<extra></extra>"}
    if len(grid.columns) <= 26:
        trace |= {"texttemplate": "%{text}", "textfont": {"size": 11}}
    layout: dict[str, Any] = {
        "xaxis": names_axis(side="top", tickangle=0),
        "yaxis": names_axis(autorange="reversed", ticksuffix="  "),
        "height": 70 + 30 * max(len(grid.index), 2),
        "margin": {"l": 8, "r": 8, "t": 30, "b": 8},
    }
    traces, click = _toned(trace, is_muted), None
    if picked is not None:
        spots, click = _spots(trace, grid, picked)
        traces = [*traces, spots]
        layout["xaxis"] |= {
            "range": [-0.5, len(grid.columns) - 0.5]
        }  # as without marks, which Plotly gives room at the sides
        layout["yaxis"] |= {"autorange": False, "range": [len(grid.index) - 0.5, -0.5]}
        layout["hoverdistance"] = -1  # the mark of a cell is the nearest one, wherever in the cell the finger is
    alt = _spoken(grid, numbers, unit)
    show(traces, layout, key, alt, min_width=_min_width(grid, spelled), picked=click)


def _spots(
    trace: Trace, grid: pd.DataFrame, picked: Callable[[object, object], None]
) -> tuple[Trace, Callable[[int], None]]:
    """A mark that nobody sees on every cell, as a grid itself takes no click; and what a click on one does."""
    cells = [(row, column) for row in range(len(grid.index)) for column in range(len(grid.columns))]
    more = trace.get("customdata")
    known = grid.notna().to_numpy()
    spots: Trace = {
        "type": "scatter",
        "mode": "markers",
        "x": [trace["x"][column] for _row, column in cells],
        "y": [trace["y"][row] for row, _column in cells],
        "marker": {"size": 14, "symbol": "square", "color": "rgba(0, 0, 0, 0)"},
        "cliponaxis": False,
        "hovertemplate": "%{y} · %{x}<br>%{text}<extra></extra>",
        "text": [
            " ".join(filter(None, [trace["text"][row][column] or DASH, more[row][column] if more is not None else ""]))
            for row, column in cells
        ],
    }

    def click(place: int) -> None:
        row, column = cells[place]
        if known[row, column]:
            picked(grid.index[row], grid.columns[column])

    return spots, click


def _grid(frame: pd.DataFrame, x: str, y: str, value: str) -> pd.DataFrame:
    """A column over rows `y` and columns `x`, both in the order in which they first come."""
    grid = frame.pivot_table(
        index=y, columns=x, values=value, sort=False, dropna=False, aggfunc="first", observed=False
    )
    return grid.reindex(index=list(dict.fromkeys(frame[y])), columns=list(dict.fromkeys(frame[x])))


def _toned(trace: Trace, is_muted: np.ndarray) -> list[Trace]:
    """The grid, and over it the cells that have no colour, in one grey that stands on white and on black."""
    if not is_muted.any():
        return [trace]
    words = np.array(trace["text"], dtype=object)
    grey = {"colorscale": [[0, GREY], [1, GREY]], "zmin": 0, "zmax": 1, "textfont": {"size": 11, "color": INK}}
    muted = trace | grey | {"z": np.where(is_muted, 1.0, np.nan), "text": np.where(is_muted, words, "").tolist()}
    return [trace | {"text": np.where(is_muted, "", words).tolist()}, muted]


def _min_width(grid: pd.DataFrame, spelled: list[list[str]]) -> int:
    """The width in pixels under which the cells' words would run into each other."""
    rows = max((wide(str(name)) for name in grid.index), default=0)
    heads = [wide(part) for name in grid.columns for part in folded(str(name)).split("<br>")]
    cells = [wide(text) for row in spelled for text in row]
    return round(LETTER * rows + 40 + len(grid.columns) * (LETTER * max([*heads, *cells, 2]) + APART))


def _scale(numbers: np.ndarray, middle: float | None, cap: float | None) -> dict[str, Any]:
    known = numbers[np.isfinite(numbers)]
    low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)
    high = min(high, cap) if cap is not None else high
    if middle is None:
        return {"colorscale": _steps(SEQUENTIAL), "zmin": min(low, 0.0), "zmax": high if high > low else low + 1}
    reach = max(high - middle, middle - low) or 1.0
    return {"colorscale": _steps(DIVERGING), "zmin": middle - reach, "zmax": middle + reach}


def _steps(colours: list[str]) -> list[list[Any]]:
    """Steps, not a blend: between two tones that carry figures lies one that does not."""
    ends = [i / len(colours) for i in range(len(colours) + 1)]
    return [[end, colour] for i, colour in enumerate(colours) for end in ends[i : i + 2]]


def _spoken(grid: pd.DataFrame, numbers: np.ndarray, unit: Unit) -> str:
    size = _("Table of {rows} rows and {columns} columns.", rows=len(grid.index), columns=len(grid.columns))
    if not np.isfinite(numbers).any():
        return size
    row, column = divmod(int(np.nanargmax(numbers)), numbers.shape[1])
    where = f"{grid.index[row]} · {grid.columns[column]}"
    return size + " " + _("Highest: {where}, {value}.", where=where, value=worded(numbers[row, column], unit))
