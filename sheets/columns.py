"""Columns of a table as a reader sees them: their names, and how their values are written."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

import pandas as pd

from analytics.metrics import metrics
from words import formats
from words.messages import _, plural

Kind = Literal[
    "text",
    "number",
    "money",
    "amount",
    "percent",
    "change",
    "days",
    "ratio",
    "day",
    "month",
    "moment",
    "yes",
    "own",
    "short",
]
# column -> (its name, how it is written), in the order in which they stand. `money` is whole euro, `amount` has cents and
# no currency sign, `percent` takes a share from 0 to 1, `change` one with its sign, `yes` is true, false or unknown,
# `own` is as the column `kind` says of its row (in a workbook only), `short` is money where there is little room.
Columns = Mapping[str, tuple[str, Kind]]

TEXTS = ("text", "day", "month", "moment")  # what stands at the left

NUMBERS: dict[str, Callable[[Any], str]] = {
    "number": formats.number,
    "money": formats.money,
    "short": formats.money_short,
    "amount": lambda value: formats.number(value, 2),
    "ratio": lambda value: formats.number(value, 2),
    "percent": formats.percent,
    "change": formats.change,
    "days": lambda value: plural("{n} day", "{n} days", int(value)),
}
TIMES: dict[str, Callable[[Any], str]] = {"day": formats.day, "month": formats.month, "moment": formats.moment}


def written(value: object, kind: Kind) -> str:
    """A value on paper; what is missing is a dash."""
    if formats.missing(value):
        return formats.DASH
    if kind == "yes":
        return _("yes") if value else _("no")
    return (NUMBERS | TIMES).get(kind, str)(value)


def kind_of(metric: str) -> Kind:
    """How a figure of the catalogue is written in a table."""
    kinds: dict[str, Kind] = {"money": "money", "share": "percent", "days": "days", "count": "number", "ratio": "ratio"}
    return kinds[metrics()[metric].format]


def spans(frame: pd.DataFrame, metric: str) -> list[str]:
    """The 95 % intervals of a figure, from columns `low` and `high`; a dash where there is none."""
    kind = kind_of(metric)
    ends = zip(frame["low"], frame["high"], strict=True)
    return [
        formats.DASH if formats.missing(low) else formats.interval(written(low, kind), written(high, kind))
        for low, high in ends
    ]
