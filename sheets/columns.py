"""Columns of a table as a reader sees them: their names, and how their values are written."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

from words import formats
from words.messages import _, plural

Kind = Literal["text", "number", "money", "amount", "percent", "days", "ratio", "day", "month", "moment", "yes"]
# column -> (its name, how it is written), in the order in which they stand. `money` is whole euro, `amount` has cents and
# no currency sign, `percent` takes a share from 0 to 1, `yes` is true, false or unknown.
Columns = Mapping[str, tuple[str, Kind]]

TEXTS = ("text", "day", "month", "moment")  # what stands at the left

NUMBERS: dict[str, Callable[[Any], str]] = {
    "number": formats.number,
    "money": formats.money,
    "amount": lambda value: formats.number(value, 2),
    "ratio": lambda value: formats.number(value, 2),
    "percent": formats.percent,
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
