"""What is chosen to be shown: filters and period, and their words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from analytics.health import choices
from analytics.kpis import span
from analytics.period import Period, months_later
from data.store import Choice, Store
from sheets.reading import Reading
from words import formats, labels

COLUMNS = ("market", "channel", "tier", "brand", "category", "store_id")
PERIODS = ("12m", "ytd", "90d", "30d", "last_year", "all")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Chosen:
    """A reader's choice.

    Attributes:
        choice: the filters, as questions take them.
        period: the days.
        ignored: filters that are set, `period` among them, and that this page cannot heed.
    """

    choice: Choice
    period: Period
    ignored: tuple[str, ...] = ()

    @property
    def since(self) -> date:
        """First day of the period."""
        return self.period.since

    @property
    def until(self) -> date:
        """First day after the period."""
        return self.period.until


def bounds(reading: Reading) -> tuple[date, date]:
    """First and last day with an order; today twice in a store without orders."""
    first, last = reading.fact(span)
    return first, last


def stretch(code: str, first: date, last: date) -> Period:
    """The days of one of `PERIODS`, counted back from the last day with an order."""
    until = last + DAY
    match code:
        case "ytd":
            return Period(date(last.year, 1, 1), until)
        case "90d" | "30d":
            return Period(until - timedelta(days=int(code[:2])), until)
        case "last_year":
            return Period.year(last.year - 1)
        case "all":
            return Period(first, until)
        case _year:
            return Period(months_later(until, -12), until)


def grain(chosen: Chosen) -> str:
    """The step of a line over the period that gives between some twenty and a hundred points."""
    return "day" if chosen.period.days <= 62 else "week" if chosen.period.days <= 750 else "month"


def options(store: Store) -> dict[str, dict[str, str]]:
    """By filter, its values with what people call them: a small thing, as every widget asks for it."""
    table = choices(store)
    names = table["name"].astype("string").fillna("")
    by_filter: dict[str, dict[str, str]] = {}
    for column, value, name in zip(table["filter"], table["value"], names, strict=True):
        by_filter.setdefault(str(column), {})[str(value)] = str(name)
    return by_filter


def naming(reading: Reading, column: str) -> Callable[[str], str]:
    """What takes a filter's values to what they are called."""
    called = reading.fact(options).get(column, {})
    return lambda value: called.get(value) or labels.named(column, value)


def described(reading: Reading, chosen: Chosen) -> str:
    """The choice in words, for the line under a title and for exports."""
    parts = [formats.period(chosen.since, chosen.until)]
    for column, values in chosen.choice.chosen().items():
        parts.append(", ".join(map(naming(reading, column), values)))
    return " · ".join(parts)
