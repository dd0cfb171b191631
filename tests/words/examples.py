"""A value of every kind, and so a reason of every code."""

from datetime import date

from analytics.results import CODES, Kind, Reason

EXAMPLES = {
    Kind.COUNT: 7,
    Kind.NUMBER: 1.25,
    Kind.EFFECT: 0.0525,
    Kind.SIZE: 0.105,
    Kind.SHARE: 0.4,
    Kind.CHANGE: 0.25,
    Kind.CHANCE: 0.0123,
    Kind.PROBABILITY: 0.37,
    Kind.DAY: date(2020, 3, 9),
    Kind.MONTH: date(2020, 3, 1),
    Kind.SPAN: (5, "week"),
    Kind.EVENT: "cny",
    Kind.NAME: "Sale season",
    Kind.MARKETS: ("IT", "CN"),
    Kind.SERIES: ("JP",),
    Kind.PARTS: (("haute", "boutique"),),
    Kind.PLACE: ("IT", "boutique", "Roma"),
}


def example(code: str) -> Reason:
    """A reason with this code."""
    return Reason(code, **{name: EXAMPLES[kind] for name, kind in CODES[code].items()})
