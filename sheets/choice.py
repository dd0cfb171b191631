"""What is chosen to be shown: filters and period, and their words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from analytics.compare import EVENTS, PRESETS, latest_event, preset, region_of, store_spans
from analytics.definition import RETAIL, Definition
from analytics.health import choices
from analytics.kpis import span
from analytics.period import Period, months_later
from analytics.reach import reach
from data.store import Choice, Store
from sheets import terms
from sheets.reading import Reading
from words import formats, labels
from words.messages import _

COLUMNS = ("market", "channel", "tier", "brand", "category", "store_id")
PERIODS = (*PRESETS, "30d", "90d", "12m", "ytd", "last_year", "all")
COMPARED = "last_year"  # what a period is held against where nobody says otherwise
WEEKLY = ("yesterday", "last_week")  # whose dates of last year are other days of the week
ALSO = 2  # further pasts beside the first: more are no longer read
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Chosen:
    """A reader's choice.

    Attributes:
        choice: the filters, as questions take them.
        period: the days.
        ignored: filters that are set and that this page cannot heed; `period`, `definition` and `currency` among them.
        compare: what the period is held against, as `analytics.compare.Basis` states it; empty where nothing is compared.
        also: what else it is held against, beside that; at most `ALSO`.
        same_stores: whether only stores open on both sides count.
        definition: whose definition of sales is shown.
    """

    choice: Choice
    period: Period
    ignored: tuple[str, ...] = ()
    compare: str = COMPARED
    same_stores: bool = False
    definition: Definition = RETAIL
    also: tuple[str, ...] = ()

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


def days_of(reading: Reading, code: str, choice: Choice) -> Period | None:
    """The days of one of `PERIODS` or of an event (`qixi-2026`), counted back from the last complete day; None for no code.

    Args:
        choice: filters; sales begin on the day of the chosen boutiques' region.
    """
    known = reading.fact(reach)
    if code == "all":
        return Period(known.first_on, known.data_to + DAY)
    if code in PERIODS:
        return stretch(code, known.first_on, known.complete_to)
    return preset(code, known.complete_to, region(reading, choice))


def region(reading: Reading, choice: Choice) -> str:
    """The Italian region whose sales count: that of the chosen boutiques, empty where they lie in several."""
    return region_of(reading.fact(store_spans), choice.store_id) if choice.store_id else ""


def usual_comparison(period_code: str) -> str:
    """What a period is held against where nobody says otherwise: a day or week with the like one, days around an event with those of the last."""
    event, _dash, _year = period_code.rpartition("-")
    if period_code in WEEKLY:
        return "weekday"
    return event if event in EVENTS else COMPARED


def usual(reading: Reading, heeds: tuple[str, ...], code: str = "12m") -> Chosen:
    """What a page shows to who chooses nothing but perhaps the period.

    Args:
        heeds: the filters the page goes by.
        code: one of `PERIODS`; of no account where the page goes by no period.
    """
    known = reading.fact(reach)
    own = code if "period" in heeds else "all"
    days = days_of(reading, own, Choice()) or stretch(own, known.first_on, known.complete_to)
    return Chosen(Choice(), days, compare=usual_comparison(code) if "compare" in heeds else "")


def recent_events(reading: Reading) -> list[str]:
    """The last of each event whose days have begun, by day: periods a person asks for."""
    known = reading.fact(reach)
    codes = filter(None, (latest_event(event, known.complete_to) for event in EVENTS))
    found = [(days.since, code) for code in codes if (days := preset(code, known.complete_to))]
    return [code for since, code in sorted(found, reverse=True) if since >= known.first_on]


def stretch(code: str, first: date, last: date) -> Period:
    """The days of one of `PERIODS`, counted back from the last day of data."""
    until = last + DAY
    if (named := preset(code, last)) is not None:
        return named
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


def grain(period: Period) -> str:
    """The step of a line over a period that gives between some twenty and a hundred points."""
    return "day" if period.days <= 62 else "week" if period.days <= 750 else "month"


def options(store: Store) -> dict[str, dict[str, str]]:
    """By filter, its values with what people call them: a small thing, as every widget asks for it."""
    table = choices(store)
    names = table["name"].astype("string").fillna("")
    by_filter: dict[str, dict[str, str]] = {}
    for column, value, name in zip(table["filter"], table["value"], names, strict=True):
        if value == labels.HIDDEN:  # nobody can ask for it
            continue
        by_filter.setdefault(str(column), {})[str(value)] = str(name)
    return by_filter


def naming(reading: Reading, column: str) -> Callable[[str], str]:
    """What takes a filter's values to what they are called."""
    called = reading.fact(options).get(column, {})
    return lambda value: called.get(value) or labels.named(column, value)


def described(reading: Reading, chosen: Chosen) -> str:
    """The choice in words, for the line under a title and for exports."""
    parts = [formats.period(chosen.since, chosen.until)]
    for column, values in {**reading.store.rights.bounds(), **chosen.choice.chosen()}.items():
        parts.append(", ".join(map(naming(reading, column), values)))
    parts += terms.described(chosen.definition, chosen.choice.money)
    return " · ".join(parts)


def everything(reading: Reading) -> str:
    """In words, all that a reader sees: the shop, or as much of it as their rights cover."""
    if not (bounds := reading.store.rights.bounds()):
        return _("Whole shop, all days")
    named = (", ".join(map(naming(reading, column), values)) for column, values in bounds.items())
    return " · ".join([*named, _("all days")])
