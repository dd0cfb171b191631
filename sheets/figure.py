"""A figure of a page, as it stands on a card and on paper."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from sheets.changes import change_of
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
    """

    name: str
    value: str
    told: str = ""
    metric: str = ""
    meaning: str = ""


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
        named: code -> what stands beside the change; the first that is in the data is shown.
        doubts: as in `changes.change_of`.
        name, unit: of a figure without an entry in the catalogue.
    """
    values = shown[metric] if metric in shown else pd.Series(dtype=float)
    unit = unit or figures.unit(metric)
    code = next((code for code in named if code in shown.index), "")
    change = change_of(doubts, code, metric, values, unit)
    told = "" if change is None else change.on(named[code])
    return Figure(name or figures.name(metric), worded(values.get("current"), unit), told, metric)
