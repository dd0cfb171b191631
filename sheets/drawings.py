"""Drawings of parts for paper, as SVG."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from sheets import sketch
from sheets.columns import Kind, written
from sheets.part import Part
from words import formats
from words.formats import signed, worded

HALF, WHOLE = 340.0, 520.0  # of a page


def curves(part: Part, place: str, lines: Sequence[str], *, dotted: Sequence[str] = (), width: float = HALF) -> Part:
    """The part with its columns drawn as lines in place of its table, where there are two rows or more to draw.

    Args:
        place: the column along which they run, in its order.
        lines: columns drawn, which `part.columns` names and which are written alike.
        dotted: those of them that others are compared with.
        width: `HALF` a page or `WHOLE`.
    """
    lines = [name for name in lines if name in part.drawn and name in part.columns]
    values = part.drawn[lines].apply(pd.to_numeric, errors="coerce") if lines else pd.DataFrame()
    if len(part.drawn) < 2 or not values.notna().any(axis=None):
        return part
    kind = part.columns[lines[0]][1]
    at = part.drawn[place]
    labels = [written(at.iloc[i], part.columns[place][1]) for i in (0, len(at) // 2, -1)]
    ends = _short(float(np.nanmax(values)), kind), _short(float(np.nanmin(values)), kind)
    old = [part.columns[name][0] for name in dotted if name in lines]
    drawn = {part.columns[name][0]: values[name].tolist() for name in lines}
    return replace(part, drawing=sketch.lines(drawn, labels, ends, dotted=old, width=width))


MOST = 12  # rows that a drawing has room for


def above(part: Part, drawn: Part | str) -> Part:
    """The part with a drawing above its table: of another part, or made."""
    return replace(part, picture=drawn if isinstance(drawn, str) else drawn.drawing)


def bars(part: Part, name: str, value: str) -> Part:
    """The part with its rows as lying bars above its table, the first twelve; itself where no row has a value.

    Args:
        name, value: columns of `part.drawn`; `part.columns` says how the value is written.
    """
    rows = part.drawn[[name, value]].head(MOST) if len(part.drawn) else part.drawn.head(0)
    values = pd.to_numeric(rows[value], errors="coerce").astype(float).tolist() if len(rows) else []
    if not any(each == each and each != 0 for each in values):
        return part
    kind = part.columns[value][1]
    return above(part, sketch.bars(rows[name].astype(str).tolist(), values, [_short(each, kind) for each in values]))


def whiskers(
    part: Part, name: str, ends: Sequence[str], write: Callable[[float], str], *, middle: float | None = 0.0
) -> Part:
    """The part with a dot and its interval a row above its table, the first twelve that have one; itself where none has.

    Args:
        ends: the columns of low, estimate and high.
        write: how an estimate is written.
        middle: as in `sketch.whiskers`.
    """
    if not {name, *ends} <= set(part.drawn):
        return part
    known = part.drawn[[name, *ends]]
    known = known[known[list(ends)].apply(pd.to_numeric, errors="coerce").notna().all(axis=1)].head(MOST)
    if known.empty:
        return part
    spans = [(float(low), float(middle_), float(high)) for low, middle_, high in known[list(ends)].to_numpy()]
    names = known[name].astype(str).tolist()
    return above(part, sketch.whiskers(names, spans, [write(span[1]) for span in spans], middle=middle))


def _short(value: float, kind: Kind) -> str:
    return formats.money_short(value) if kind == "money" else written(value, kind)


def bridge(steps: pd.DataFrame) -> str:
    """A bridge of `step`, `eur`, `kind`, `is_clear`, drawn."""
    totals = (steps["kind"] == "total").tolist()
    spelled = [
        worded(value, "money") if total else signed(value, "money")
        for value, total in zip(steps["eur"], totals, strict=True)
    ]
    return sketch.bridge(steps["step"].tolist(), steps["eur"].tolist(), totals, spelled, steps["is_clear"].tolist())
