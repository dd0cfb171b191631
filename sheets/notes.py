"""What must be said beside figures, wherever they are shown: amounts that are missing, customers not known to be new."""

from collections.abc import Hashable
from typing import Any

import pandas as pd

from analytics.period import Period
from analytics.reach import reach
from data.rates import missing_rates
from sheets.reading import Reading
from words import formats
from words.messages import _, plural


def missing(reading: Reading) -> list[str]:
    """A sentence per currency in which orders have no exchange rate; none where all have one."""
    return [_without_rate(row) for row in reading.fact(missing_rates).to_dict("records")]


def _without_rate(row: dict[Hashable, Any]) -> str:
    return plural(
        "{currency}: {count} order without an exchange rate, {days}.",
        "{currency}: {count} orders without an exchange rate, {days}.",
        row["orders"],
        currency=row["currency"] or _("No currency stated"),
        count=formats.number(row["orders"]),
        days=formats.period(row["first_on"], row["last_on"] + pd.Timedelta(days=1)),
    )


def newness(reading: Reading, period: Period) -> str:
    """Why nobody is called new in a period; empty where customers are."""
    known = reading.fact(reach)
    if period.since >= known.new_from:
        return ""
    return _(
        "New customers are not known in a period that begins before {day}: the data begin on {first}, and those who had "
        "bought before would look new.",
        day=formats.day(known.new_from),
        first=formats.day(known.first_on),
    )
