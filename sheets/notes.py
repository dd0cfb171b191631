"""What must be said beside figures, wherever they are shown: amounts that are missing, customers not known to be new."""

from collections.abc import Hashable
from typing import Any

import pandas as pd

from analytics.kpis import kpis
from analytics.period import Period
from analytics.reach import reach
from data.rates import missing_rates
from sheets.choice import Chosen
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


def nothing(reading: Reading, chosen: Chosen, sentence: str = "") -> str:
    """Why a selection has nothing to show: orders without an exchange rate are never called no orders.

    Args:
        sentence: what to say where no rate is missing; by default that there are no orders.
    """
    numbers = reading.ask(kpis, chosen.choice, period=chosen.period)
    orders, without_rate = (int(numbers[name]["current"]) for name in ("orders", "orders_without_rate"))
    if without_rate:
        return plural(
            "{count} order of this selection has no exchange rate, so there is no amount to show.",
            "{count} orders of this selection have no exchange rate, so there is no amount to show.",
            without_rate,
            count=formats.number(without_rate),
        )
    if orders and not sentence:
        return _("The orders of this selection leave nothing to show: no known customer, or all was returned.")
    return sentence or _("No orders in this selection. Widen the period or clear a filter.")


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
