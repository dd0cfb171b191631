"""A figure of a page, as it stands on a card and on paper."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from sheets.changes import Change, change_of
from words import figures
from words.formats import Unit, worded


@dataclass(frozen=True)
class Figure:
    """One figure, written.

    Attributes:
        name: what it is called.
        value: in the reader's words.
        told: below it: its interval, its change, what it is out of.
        metric: its entry in the catalogue, where its meaning stands.
        meaning: what it is, where it has no entry.
        change: on earlier days, where it is held against any.
        beside: what stands beside that change.
        also: changes on further days, a line each.
    """

    name: str
    value: str
    told: str = ""
    metric: str = ""
    meaning: str = ""
    change: Change | None = field(default=None, compare=False)
    beside: str = field(default="", compare=False)
    also: tuple[str, ...] = field(default=(), compare=False)


def against(
    shown: pd.DataFrame,
    metric: str,
    named: Mapping[str, str],
    doubts: pd.DataFrame | None = None,
    *,
    name: str = "",
    unit: Unit | None = None,
) -> Figure:
    """A figure and its change on earlier days.

    Args:
        shown: one row per period that is in the data, indexed `current`, then by the codes of what it is held against; a
            column a metric.
        named: code -> what stands beside the change; the first that is in the data is shown, others are lines below.
        doubts: as in `changes.change_of`.
        name, unit: of a figure without an entry in the catalogue.
    """
    values = shown[metric] if metric in shown else pd.Series(dtype=float)
    unit = unit or figures.unit(metric)
    code, *others = [code for code in named if code in shown.index] or [""]
    change = change_of(doubts, code, metric, values, unit)
    beside = named[code] if change else ""
    told = change.on(beside) if change else ""
    value = worded(values.get("current"), unit)
    moved = {other: change_of(doubts, other, metric, values, unit) for other in others}
    also = tuple(filter(None, (each.beside(named[other]) for other, each in moved.items() if each)))
    return Figure(name or figures.name(metric), value, told, metric, change=change, beside=beside, also=also)
