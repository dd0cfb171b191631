"""Where a change comes from, and where customers go."""

from typing import Any

import pandas as pd

from ui.charts.frame import GAIN, INK, LOSS, QUIET, SERIES, Trace, beside, distinct, show, value_axis
from words import formats
from words.formats import Unit, signed, worded
from words.messages import _

# Streams are see-through, which the theme's colours cannot be: middle tones that stand on white and on black.
TONES = (
    "139,62,80",
    "176,141,87",
    "90,125,165",
    "111,143,122",
    "196,105,74",
    "138,111,149",
    "77,138,147",
    "140,122,107",
)


def waterfall(frame: pd.DataFrame, label: str, value: str, unit: Unit, key: str) -> None:
    """A bridge: from a total, over changes, to another total.

    Args:
        frame: one row per step in order, with a column `kind`: `total` (stands on the ground) or `change` (floats); perhaps
            `is_clear`, which steps may have a colour, and `interval` in words.
        label, value: columns.
    """
    bases, tops, running = [], [], 0.0
    for kind, amount in zip(frame["kind"], frame[value].astype(float), strict=True):
        start = 0.0 if kind == "total" else running
        running = amount if kind == "total" else running + amount
        bases.append(start)
        tops.append(running)
    spelled = [
        worded(v, unit) if k == "total" else signed(v, unit) for k, v in zip(frame["kind"], frame[value], strict=True)
    ]
    clear = frame["is_clear"] if "is_clear" in frame else pd.Series(True, index=frame.index)
    colours = [
        SERIES[0] if k == "total" else QUIET if not sure else GAIN if v >= 0 else LOSS
        for k, v, sure in zip(frame["kind"], frame[value], clear, strict=True)
    ]
    more = [f" {text}" if text else "" for text in frame["interval"]] if "interval" in frame else [""] * len(frame)
    names = distinct(frame[label])
    axis = _axis(bases, tops, frame, unit)
    floor = axis["range"][0] if axis["range"][0] > 0 else 0.0
    starts = [max(base, floor) if kind == "total" else base for base, kind in zip(bases, frame["kind"], strict=True)]
    bar: Trace = {
        "type": "bar",
        "orientation": "h",
        "y": names,
        "base": starts,
        "x": [top - start for start, top in zip(starts, tops, strict=True)],
        "marker": {"color": colours},
        "customdata": [text + told for text, told in zip(spelled, more, strict=True)],
        "hovertemplate": "%{y}: %{customdata}<extra></extra>",
    }
    layout = {
        "xaxis": axis | {"showticklabels": False, "showgrid": False},
        "bargap": 0.3,
        "height": 70 + 30 * max(len(names), 3),
        "shapes": _joins(tops),
    }
    alt = "; ".join(f"{name} {text}" for name, text in zip(frame[label], spelled, strict=True))
    traces, axes = beside([bar], names, spelled)
    show(traces, layout | axes | _cut(axis), key, _("Bridge. {values}.", values=alt))


def _axis(bases: list[float], tops: list[float], frame: pd.DataFrame, unit: Unit) -> dict[str, Any]:
    """Cut below the lowest step where small changes stand between large totals; a note under it says so."""
    axis = value_axis([*bases, *tops], unit)
    changing = [
        v
        for pair, kind in zip(zip(bases, tops, strict=True), frame["kind"], strict=True)
        for v in pair
        if kind != "total"
    ]
    totals = [t for t, kind in zip(tops, frame["kind"], strict=True) if kind == "total"]
    low, high = min([*changing, *totals], default=0.0), max([*changing, *totals], default=1.0)
    if low > 0 and (high - low) < 0.6 * high:
        floor = max(0.0, low - 0.6 * (high - low))
        axis = value_axis([floor, high], unit, from_zero=False)
        axis["range"] = [floor, high + 0.04 * (high - floor)]
    return axis


def _cut(axis: dict[str, Any]) -> dict[str, object]:
    """A note where the scale does not start at zero: bars then show steps, not sizes."""
    if axis["range"][0] <= 0:
        return {}
    note = {
        "text": _("Scale does not start at zero"),
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": 1,
        "xanchor": "left",
        "yanchor": "bottom",
    }
    return {"annotations": [{**note, "showarrow": False, "font": {"size": 11, "color": QUIET}}]}


def _joins(tops: list[float]) -> list[dict[str, object]]:
    line = {"width": 1, "color": INK, "dash": "dot"}
    return [
        {
            "type": "line",
            "xref": "x",
            "yref": "y",
            "x0": top,
            "x1": top,
            "y0": i,
            "y1": i + 1,
            "line": line,
            "opacity": 0.4,
            "layer": "below",
        }
        for i, top in enumerate(tops[:-1])
    ]


def sankey(frame: pd.DataFrame, source: str, target: str, value: str, key: str) -> None:
    """Streams from where people were to where they are later.

    Args:
        frame: one row per stream; `source` and `target` hold names on screen, `value` how many.
    """
    left, right = list(dict.fromkeys(frame[source])), list(dict.fromkeys(frame[target]))
    colour = {name: SERIES[i % 10] for i, name in enumerate(dict.fromkeys([*left, *right]))}
    node = {
        "label": [str(n) for n in [*left, *right]],
        "color": [colour[n] for n in [*left, *right]],
        "pad": 18,
        "thickness": 14,
    }
    link = {
        "source": [left.index(s) for s in frame[source]],
        "target": [len(left) + right.index(t) for t in frame[target]],
        "value": frame[value].astype(float).tolist(),
        "color": [f"rgba({TONES[left.index(s) % len(TONES)]},0.34)" for s in frame[source]],
        "customdata": [formats.number(v) for v in frame[value]],
        "hovertemplate": "%{source.label} → %{target.label}: %{customdata}<extra></extra>",
    }
    node |= {"line": {"width": 0}, "hovertemplate": "%{label}: %{value:,.0f}<extra></extra>"}
    trace: Trace = {"type": "sankey", "node": node, "link": link, "arrangement": "fixed"}
    largest = frame.sort_values(value, ascending=False).head(4)
    text = "; ".join(
        f"{s} → {t} {formats.number(v)}" for s, t, v in largest[[source, target, value]].itertuples(index=False)
    )
    show(
        [trace],
        {"height": 360, "margin": {"l": 8, "r": 8, "t": 16, "b": 16}},
        key,
        _("Flow. Largest: {values}.", values=text),
    )
