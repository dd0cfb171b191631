"""Amounts, changes, shares and weeks of a rebound with their intervals, in words."""

from functools import partial

from analytics.interval import Interval
from sheets.intervals import span
from words import formats
from words.messages import _


def money(amount: Interval | None) -> str:
    """An amount with its interval."""
    return formats.DASH if amount is None else f"{formats.money_short(amount.estimate)} {money_span(amount)}"


def money_span(amount: Interval) -> str:
    """The bounds of an amount."""
    return span(amount, formats.money_short)


def change(level: Interval | None) -> str:
    """A change with its interval."""
    return formats.DASH if level is None else f"{formats.change(level.estimate)} {change_span(level)}"


def change_span(level: Interval) -> str:
    """The bounds of a change."""
    return span(level, formats.change)


def share(part: Interval) -> str:
    """A share of a whole with its interval, in whole percent."""
    return f"{formats.percent(part.estimate, 0)} {share_span(part)}"


def share_span(part: Interval) -> str:
    """The bounds of a share."""
    return span(part, partial(formats.percent, digits=0))


def weeks(time: Interval | None) -> str:
    """A number of weeks."""
    return _("Cannot be estimated") if time is None else _("{n} weeks", n=formats.number(time.estimate, 1))


def weeks_span(time: Interval) -> str:
    """The bounds of a number of weeks."""
    return span(time, partial(formats.number, digits=1))
