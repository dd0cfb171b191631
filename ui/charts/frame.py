"""What all charts share: colours of the theme, axes in the reader's words, and the way onto the page."""

import math
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from ui import source, url
from ui.screen import st
from ui.text import JOINER, Drawn, drawn
from ui.text import lines as text_lines
from words import currency, formats
from words.formats import Unit
from words.messages import _, locale

Trace = dict[str, Any]

# Streamlit's frontend puts the theme's own colours where it finds these, in light and in dark, at once when the reader
# switches: `chartCategoricalColors`, `chartSequentialColors` and `chartDivergingColors` of .streamlit/config.toml.
SERIES = [f"#0000{i:02d}" for i in range(1, 11)]
SEQUENTIAL = [f"#0000{i:02d}" for i in range(11, 21)]
DIVERGING = [f"#0000{i:02d}" for i in range(21, 31)]
LOSS, GAIN = DIVERGING[1], DIVERGING[8]
INK, QUIET = SERIES[9], SERIES[7]

# Where Plotly reads tags and entities.
TEXTS = {"name", "x", "y", "text", "customdata", "label", "ticktext", "tickvals", "categoryarray", "ticksuffix"}
NAMED = "<extra>%{fullData.name}</extra>"  # the series' name beside a value in a hover box; a name never stands in a template

MIN_WIDTHS: tuple[int, ...] = (0, *range(320, 1401, 40))
LETTER, APART = 6.3, 6  # pixels of a letter in a chart, and between two labels
PICTURE, FOOT = 960, 20  # pixels: how wide a picture of a chart is, and how high the line at its foot
STYLE = (
    "[class*='st-key-least'] { overflow-x: auto; }"
    "[data-testid='stPlotlyChart'] .js-plotly-plot .g-gtitle { display: none; }"
) + "".join(f"[class*='st-key-least{step}_'] > * {{ min-width: {step}px; }}" for step in MIN_WIDTHS[1:])

CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "modeBarButtons": [["toImage"]],
    "scrollZoom": False,
    "doubleClick": "reset",
}


MARK_STEPS = 3  # lines of words above a plot


@dataclass(frozen=True)
class Mark:
    """Something that happened: a line at `on`, or a shaded stretch up to `until`."""

    label: str
    on: object
    until: object | None = None


def show(
    traces: Sequence[Trace],
    layout: dict[str, Any],
    key: str,
    alt: str,
    *,
    min_width: int = 0,
    picked: Callable[[int], None] | None = None,
) -> None:
    """Puts a figure on the page; where there is nothing to draw, it says so.

    Args:
        min_width: pixels under which its words run into each other: on a narrower screen it is moved sideways under the finger.
        picked: what a click on a mark of the figure does, given its place in its trace.
    """
    if not any(map(_holds, traces)):
        st.info(_("There is nothing to draw in this selection."), icon=":material/filter_alt_off:")
        return
    base: dict[str, Any] = {
        "template": {"data": {"scatter": [{"type": "scatter"}]}},  # none of Plotly's own
        "height": 320,
        "margin": {"l": 8, "r": 8, "t": 36, "b": 8},
        "separators": separators(),
        "dragmode": False,
        "hovermode": "closest",
        "uirevision": key,
        "font": {"color": INK},
        "bargap": 0.35,
        "showlegend": False,
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "xanchor": "left", "yanchor": "bottom"},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
    }
    said = source.taken()
    form = str(url.value("picture", "png"))
    picture = {
        "filename": said.file.format(key=key),
        "format": form,
        "scale": 1 if form == "svg" else 2,
        "width": PICTURE,
    }
    config = {**CONFIG, "toImageButtonOptions": picture}
    figure = {"data": [_literal(trace) for trace in traces], "layout": _told({**base, **layout}, said)}
    with st.container(key=f"least{_step_of(min_width)}_{key}"):
        more = _selection(f"chart_{key}", picked)
        st.plotly_chart(_as_it_stands()(figure), key=f"chart_{key}", theme="streamlit", config=config, alt=alt, **more)


@cache
def _as_it_stands() -> type:
    """A figure that Streamlit sends without having Plotly check its every property, which takes ten times as long as sending it; tests do.

    Plotly is imported by the first chart, not by the app.
    """
    from plotly.basedatatypes import BaseFigure

    class AsItStands(BaseFigure):  # type: ignore[misc]
        def __init__(self, figure: Trace) -> None:
            object.__setattr__(self, "figure", figure)

        def to_dict(self) -> Trace:
            return dict(self.figure)

    return AsItStands


def _selection(key: str, picked: Callable[[int], None] | None) -> dict[str, Any]:
    """What makes a click on a mark a choice of it."""
    if picked is None:
        return {}

    def clicked() -> None:
        if marks := st.session_state[key]["selection"]["points"]:
            picked(int(marks[0]["point_index"]))

    return {"on_select": clicked, "selection_mode": "points"}


def _told(layout: dict[str, Any], said: source.Source) -> dict[str, Any]:
    """The layout with a line at the foot that only a picture of the chart shows: the screen says it around the chart (`STYLE`)."""
    text = " · ".join(filter(None, [said.title, said.choice]))
    if not text:
        return dict(_literal(layout))
    foot = {
        "x": 0.01,
        "xref": "container",
        "xanchor": "left",
        "y": 0.0,
        "yref": "container",
        "yanchor": "bottom",
        "automargin": True,
    }
    line = {**foot, "text": text, "font": {"size": 10}, "pad": {"b": 4, "t": 4, "l": 0}}
    return {**_literal(layout), "height": layout["height"] + FOOT, "title": _literal(line)}


def _holds(trace: Trace) -> bool:
    """Whether a trace has anything to draw: places, cells or streams."""
    return any(
        np.size(part) for part in (trace.get("x", ()), trace.get("z", ()), trace.get("link", {}).get("value", ()))
    )


def _step_of(pixels: int) -> int:
    return next((step for step in MIN_WIDTHS if step >= pixels), MIN_WIDTHS[-1])


def wide(text: str) -> int:
    """How wide a text is, in Latin letters; a Chinese character is as wide as two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _literal(part: Any, key: str = "") -> Any:
    """A part of a figure whose texts Plotly shows as they stand, whatever tags or tokens a name is made of."""
    if isinstance(part, dict):
        return {name: _literal(value, name) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return [_literal(value, key) for value in part]
    return drawn(part) if isinstance(part, str) and key in TEXTS else part


def spoken_name(place: object) -> str:
    """A place on an axis as a sentence says it: a day in the reader's words, else its name."""
    return formats.day(place) if hasattr(place, "year") else str(place)


def separators() -> str:
    """Decimal mark and thousands mark, as plotly wants them."""
    symbols = locale().number_symbols["latn"]
    return f"{symbols['decimal']}{symbols['group']}"


def hover(unit: Unit, axis: str = "y") -> str:
    """A value in a hover box, in plotly's notation; marks of decimals and thousands follow the reader."""
    sign, comes_last = currency.sign(), locale().language == "it"
    match unit:
        case "money":
            return f"%{{{axis}:,.0f}} {sign}" if comes_last else f"{sign}%{{{axis}:,.0f}}"
        case "percent":
            return f"%{{{axis}:.1%}}"
        case "days":
            return _("{n} days", n=f"%{{{axis}:,.1f}}")
        case _rest:
            return f"%{{{axis}:,.4~g}}"


def names_axis(**more: Any) -> dict[str, Any]:
    """An axis of names."""
    side = {"type": "category", "automargin": True, "fixedrange": True, "showgrid": False, "tickfont": {"color": QUIET}}
    return {**side, **more}


def beside(traces: Sequence[Trace], names: Sequence[str], spelled: Sequence[str]) -> tuple[list[Trace], dict[str, Any]]:
    """Lying rows with names at their left and values written at their right, where no bar and no other word can meet them.

    Args:
        traces: lying bars or marks, on `names`.
        names: from top to bottom.
        spelled: the value of each in words.
    """
    places = {"range": [len(names) - 0.5, -0.5], "categoryorder": "array", "categoryarray": list(names)}
    ticks = {"tickvals": list(range(len(names))), "ticktext": list(spelled), "tickfont": {"color": INK}}
    values = names_axis(**places, **ticks, overlaying="y", side="right", tickprefix="  ")
    unseen: Trace = {"type": "scatter", "mode": "markers", "x": [0] * len(names), "y": list(names), "yaxis": "y2"}
    unseen |= {"opacity": 0, "hoverinfo": "skip", "showlegend": False}
    left = names_axis(**places, tickvals=list(range(len(names))), ticktext=titles(names), ticksuffix="  ")
    return [*traces, unseen], {"yaxis": left, "yaxis2": values}


def distinct(names: Iterable[object]) -> list[str]:
    """Names of rows, of which two may read alike and still are two: marks that nobody sees keep them apart."""
    seen: Counter[str] = Counter()
    marked = []
    for name in map(str, names):
        marked.append(name + JOINER * seen[name])
        seen[name] += 1
    return marked


def titles(names: Sequence[str]) -> list[Drawn]:
    """Names at the left of rows, long ones on two lines or more."""
    return [folded(name, 26) for name in names]


def folded(name: str, width: int = 10) -> Drawn:
    """A name broken at blanks into lines, so that it need not be turned."""
    return text_lines(textwrap.wrap(name, width, break_long_words=False) or [name])


def value_axis(
    values: Sequence[Any] | np.ndarray, unit: Unit, *, from_zero: bool = True, wanted: int = 5
) -> dict[str, Any]:
    """An axis with round ticks written as the reader writes them; about `wanted` of them, few where they stand side by side."""
    finite = np.asarray([v for v in np.ravel(np.asarray(values, dtype=float)) if math.isfinite(v)])
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    ticks = _round_ticks(low, high, wanted)
    pad = (high - low or 1.0) * 0.04
    return {
        "tickvals": ticks,
        "ticktext": [_tick(tick, unit, ticks) for tick in ticks],
        "tickangle": 0,
        "range": [low - (pad if low < 0 or not from_zero else 0), high + pad],
        "zeroline": low < 0,
        "zerolinewidth": 1,
        "automargin": True,
        "fixedrange": True,
        "tickfont": {"color": QUIET},
    }


def _tick(value: float, unit: Unit, ticks: Sequence[float]) -> str:
    if unit == "percent":
        return formats.percent(value, _decimals([tick * 100 for tick in ticks]))
    if unit == "money":
        return formats.money_short(value)
    return formats.number_short(value) if _decimals(ticks) == 0 else formats.number(value, _decimals(ticks))


def _decimals(ticks: Sequence[float]) -> int:
    """The fewest decimals that tell all ticks apart exactly."""
    return next((n for n in range(4) if all(abs(round(tick, n) - tick) < 1e-9 for tick in ticks)), 4)


def _round_ticks(low: float, high: float, wanted: int = 5) -> list[float]:
    span = high - low or 1.0
    raw = span / wanted
    power = 10 ** math.floor(math.log10(raw))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= raw * 0.999)
    first = math.ceil(low / step - 1e-9)
    ticks = [round(i * step, 10) + 0.0 for i in range(first, math.floor(high / step + 1e-9) + 1)]
    # one tick alone gives no measure
    return ticks if len(ticks) > 1 or high <= low else _round_ticks(low, high, wanted + 1)


def time_axis(moments: pd.Series) -> dict[str, Any]:
    """An axis of days with at most seven ticks, named in the reader's language."""
    days = pd.DatetimeIndex(pd.to_datetime(moments.dropna().unique())).sort_values()
    axis: dict[str, Any] = {"type": "date", "automargin": True, "fixedrange": True, "hoverformat": day_pattern()}
    axis |= {"tickfont": {"color": QUIET}}
    if len(days) == 0:
        return axis
    ticks = _date_ticks(days)
    return {
        **axis,
        "tickvals": [str(t.date()) for t in ticks],
        "ticktext": _named(ticks),
        "tickangle": 0,
        "showgrid": False,
    }


def _named(ticks: pd.DatetimeIndex) -> list[Drawn]:
    """Months or days, and below them the year where it begins."""
    short = formats.short_month if ticks.is_month_start.all() else formats.short_day
    years = [None, *ticks.year]
    return [
        text_lines([short(tick), str(tick.year)] if tick.year != before else [short(tick)])
        for tick, before in zip(ticks, years, strict=False)
    ]


def _date_ticks(days: pd.DatetimeIndex, wanted: int = 7) -> pd.DatetimeIndex:
    months = (days[-1].year - days[0].year) * 12 + days[-1].month - days[0].month
    if months >= 4:
        step = next((s for s in (1, 2, 3, 6, 12, 24, 48, 120, 240, 480) if months / s <= wanted), 1200)
        first = days[0] if days[0].day == 1 else days[0] + pd.offsets.MonthBegin()
        if step >= 3:
            start = {3: "QS", 6: "2QS", 12: "YS"}.get(step, f"{step // 12}YS")
            return pd.date_range(first.normalize(), days[-1], freq=start)
        return pd.date_range(first.normalize(), days[-1], freq=f"{step}MS")
    return days[:: max(1, math.ceil(len(days) / wanted))]


def day_pattern() -> str:
    """A day in numbers, in plotly's notation."""
    return {"zh": "%Y-%m-%d"}.get(locale().language, "%m/%d/%Y" if str(locale()) == "en_US" else "%d/%m/%Y")


def axis_of(column: pd.Series) -> dict[str, Any]:
    """The axis a column asks for: days, numbers or names."""
    if pd.api.types.is_datetime64_any_dtype(column):
        return time_axis(column)
    if pd.api.types.is_numeric_dtype(column):
        return {
            "automargin": True,
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "tickfont": {"color": QUIET},
        }
    return names_axis()


def cells(column: pd.Series) -> list[Any] | np.ndarray:
    """A column as plotly takes it quickest: days as ISO text, numbers as they are, names as text."""
    if pd.api.types.is_datetime64_any_dtype(column):
        return list(column.dt.strftime("%Y-%m-%d"))
    if pd.api.types.is_numeric_dtype(column):
        return column.to_numpy(dtype=float, na_value=np.nan)
    return column.astype(str).tolist()


def marked(marks: Sequence[Mark]) -> dict[str, Any]:
    """Marks as shapes and their labels above the plot, in steps: on a narrow screen two weeks lie closer than their words."""
    shapes, labels = [], []
    for i, mark in enumerate(marks):
        start, end = _at(mark.on), _at(mark.until if mark.until is not None else mark.on)
        line = {"type": "line", "line": {"width": 1, "dash": "dot", "color": INK}}
        zone = {"type": "rect", "line": {"width": 0}, "fillcolor": INK, "opacity": 0.07, "layer": "below"}
        shapes.append(
            {
                "xref": "x",
                "yref": "paper",
                "x0": start,
                "x1": end,
                "y0": 0,
                "y1": 1,
                **(zone if mark.until is not None else line),
            }
        )
        place = {"x": start, "y": 1, "xref": "x", "yref": "paper", "xanchor": "left", "yanchor": "top"}
        step = {"yshift": -15 * (i % MARK_STEPS)}
        labels.append({**place, **step, "text": mark.label, "showarrow": False, "font": {"size": 11}})
    return {"shapes": shapes, "annotations": labels} if shapes else {}


def _at(moment: object) -> object:
    return moment if isinstance(moment, int | float) else str(pd.Timestamp(moment).date())  # type: ignore[arg-type]
