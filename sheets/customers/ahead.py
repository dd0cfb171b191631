"""What today's customers will still buy."""

from collections.abc import Callable

import pandas as pd

from analytics.customer_value import CustomerValue
from analytics.interval import Interval
from sheets.figure import Figure
from sheets.part import Part
from words import formats
from words.messages import _, plural

FOUR_WEEKS = 65  # of actual and expected purchases that are drawn


def title() -> str:
    """What the forecast is called, also where there is none."""
    return _("What today's customers will still buy")


def expected(value: CustomerValue | None, weeks: int) -> list[Figure]:
    """Purchases and net sales to come, with their intervals; dashes where nothing can be forecast."""
    forecast = value.forecast if value else None
    times = plural("Purchases in the next week", "Purchases in the next {n} weeks", weeks)
    return [
        _expected(times, forecast.purchases if forecast else None, formats.number_short),
        _expected(_("Net sales of these"), forecast.value if forecast else None, formats.money_short),
    ]


def _expected(name: str, total: Interval | None, write: Callable[[float | None], str]) -> Figure:
    if total is None:
        return Figure(name, write(None), _("too few repeat purchases to tell"))
    return Figure(name, write(total.estimate), formats.interval(write(total.low), write(total.high)))


def forecast(value: CustomerValue) -> Part:
    """A row a band of the probability of still being a customer; the note is the forecast in words."""
    bands = value.bands
    return Part(
        title(),
        "value_forecast",
        bands,
        bands.assign(name=[_band(low, high) for low, high in zip(bands["low"], bands["high"], strict=True)]),
        in_words(value),
        columns={
            "name": (_("Still a customer, probability"), "text"),
            "customers": (_("Customers"), "number"),
            "purchases": (_("Purchases"), "number"),
            "value_eur": (_("Net sales"), "money"),
        },
        captions=(_("Later new customers are not included."),),
    )


def not_known(why: str) -> Part:
    """In the forecast's place, why there is none."""
    return Part(title(), "value_forecast", pd.DataFrame(), pd.DataFrame(), empty=why)


def _band(low: float, high: float) -> str:
    return f"{formats.percent(low, 0)} – {formats.percent(high, 0)}"


def in_words(value: CustomerValue) -> str:
    """The forecast in words."""
    forecast = value.forecast
    n = formats.number_short
    purchases = formats.interval(n(forecast.purchases.low), n(forecast.purchases.high))
    told = _(
        "In {weeks} weeks the {customers} customers known today are expected to buy {purchases} times, 95% interval {span}.",
        weeks=formats.number(forecast.weeks),
        customers=formats.number(value.customers),
        purchases=n(forecast.purchases.estimate),
        span=purchases,
    )
    if forecast.value is None or forecast.discounted is None:
        return told
    money = formats.money_short
    worth = _(
        "That is {value} of net sales, {span}; {today} in today's money at {rate} a year.",
        value=money(forecast.value.estimate),
        span=formats.interval(money(forecast.value.low), money(forecast.value.high)),
        today=money(forecast.discounted.estimate),
        rate=formats.percent(forecast.discount, 0),
    )
    return f"{told} {worth}"


def tracking(value: CustomerValue) -> Part:
    """Repeat purchases four weeks at a time, actual and as the model has them."""
    return Part(
        "",
        "value_tracking",
        value.tracking,
        value.tracking.tail(FOUR_WEEKS),
        columns={
            "on": (_("Day"), "day"),
            "actual": (_("Actual"), "number"),
            "expected": (_("Expected"), "number"),
        },
        captions=(_("Repeat purchases in four weeks: actual, and as fitted by the model."),),
    )
