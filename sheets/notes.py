"""What must be said beside figures, wherever they are shown: amounts that are missing, customers not known to be new."""

from collections.abc import Hashable
from typing import Any

import pandas as pd

from analytics.definition import FINANCE
from analytics.kpis import kpis
from analytics.period import Period
from analytics.reach import reach
from data.errors import TooFew
from data.rates import missing_rates
from sheets.choice import Chosen
from sheets.past import Past
from sheets.reading import Reading
from words import currency, formats
from words.messages import _, plural


def missing(reading: Reading) -> list[str]:
    """A sentence per currency in which orders have no exchange rate; none where all have one."""
    return [without_rate(row) for row in reading.fact(missing_rates).to_dict("records")]


def without_rate(row: dict[Hashable, Any]) -> str:
    """A sentence on a row of `data.rates.missing_rates`."""
    return plural(
        "{currency}: {count} order without an exchange rate, {days}.",
        "{currency}: {count} orders without an exchange rate, {days}.",
        row["orders"],
        currency=row["currency"] or _("No currency stated"),
        count=formats.number(row["orders"]),
        days=formats.period(row["first_on"], row["last_on"] + pd.Timedelta(days=1)),
    )


def left_out(numbers: pd.DataFrame, past: Past) -> list[str]:
    """Which orders of a period are in no amount, for want of a rate to the currency chosen or of their VAT; none where all are.

    Args:
        numbers: one row per period, as `kpis` gives them.
        past: in whose terms they are stated.
    """
    now = numbers.loc["current"].to_dict()
    orders, unrated, taxed = (int(now[name]) for name in ("orders", "orders_without_rate", "orders_taxed"))
    told = []
    money = past.choice.money
    if money is not None and unrated:
        told.append(
            plural(
                "{count} of {all} orders has no exchange rate to {currency} and counts in no amount.",
                "{count} of {all} orders have no exchange rate to {currency} and count in no amount.",
                unrated,
                count=formats.number(unrated),
                all=formats.number(orders),
                currency=currency.name(money.currency),
            )
        )
    if past.definition == FINANCE and (untaxed := orders - taxed):
        told.append(
            plural(
                "{count} of {all} orders does not state its VAT and is not in the books.",
                "{count} of {all} orders do not state their VAT and are not in the books.",
                untaxed,
                count=formats.number(untaxed),
                all=formats.number(orders),
            )
        )
    return told


def nothing(reading: Reading, chosen: Chosen, sentence: str = "") -> str:
    """Why a selection has nothing to show: orders without an exchange rate are never called no orders.

    Args:
        sentence: what to say where no rate is missing; by default that there are no orders.
    """
    try:
        numbers = reading.ask(kpis, chosen.choice, period=chosen.period, against=())
    except TooFew:
        if sentence:
            return sentence
        raise
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
