"""What the reader chose to see: market, channel, price tier, brand, category, boutique and period, kept in the URL.

The widgets stand in the frame around every page (`draw`, called by the menu), so that a choice survives from page to
page; a page says which of them it heeds (`bar`). Values from the URL are checked here against what the store has.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from analytics.health import choices
from analytics.kpis import span
from analytics.period import Period, months_later
from data.store import Choice, Store
from ui import cache, formats, labels, tables, url
from ui.screen import st
from ui.words import _

USUAL, MORE = ("market", "channel", "tier"), ("brand", "category", "store_id")
COLUMNS = (*USUAL, *MORE)
PERIODS = ("12m", "ytd", "90d", "30d", "last_year", "all", "custom")
DEFAULT = "12m"


@dataclass(frozen=True)
class Chosen:
    """A reader's choice.

    Attributes:
        choice: the filters, as questions take them.
        period: the days.
        ignored: filters that are set but that this page cannot heed.
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


def draw() -> None:
    """The filter widgets; the frame puts them at the side of every page."""
    period = url.one(st.selectbox, _("Period"), PERIODS, "period", DEFAULT, format_func=_period_name)
    if period == "custom":
        _draw_days(bounds()[1])
    for column in USUAL:
        _draw(column)
    more = [column for column in MORE if len(known(column)) > 1]
    if more:
        with st.expander(_("More filters"), expanded=any(st.query_params.get(column) for column in more)):
            for column in more:
                _draw(column)


def _draw(column: str) -> None:
    name, everything = _names()[column]
    url.many(st.multiselect, name, known(column), column, format_func=naming(column), placeholder=everything)


def naming(column: str) -> Callable[[str], str]:
    """What takes a filter's values to what they are called on screen."""
    called = cache.of_store(_options).get(column, {})
    return lambda value: called.get(value) or labels.named(column, value)


def bar(*heeds: str) -> Chosen:
    """What is chosen now, as far as this page heeds it.

    Args:
        heeds: `period` and those of `COLUMNS` that this page can apply. One that is set and not heeded
            is named under the title, so that nobody reads a whole as a part.
    """
    picked = {column: _valid(column) for column in COLUMNS}
    choice = Choice(**{column: values for column, values in picked.items() if column in heeds})
    ignored = tuple(column for column, values in picked.items() if values and column not in heeds)
    return Chosen(choice, _stretch() if "period" in heeds else _all_time(), ignored)


def grain(chosen: Chosen) -> str:
    """The step of a line over the period that gives between some twenty and a hundred points."""
    return "day" if chosen.period.days <= 62 else "week" if chosen.period.days <= 750 else "month"


def known(column: str) -> list[str]:
    """The values a filter can take in this store, tiers and channels in their own order."""
    values = list(cache.of_store(_options).get(column, {}))
    order = {"tier": labels.TIERS, "channel": labels.CHANNELS}.get(column)
    return values if order is None else sorted(values, key=lambda code: order.index(code) if code in order else 99)


def _options(store: Store) -> dict[str, dict[str, str]]:
    """By filter, its values with what people call them: a small thing, as every widget asks for it."""
    table = choices(store)
    names = table["name"].astype("string").fillna("")
    found: dict[str, dict[str, str]] = {}
    for column, value, name in zip(table["filter"], table["value"], names, strict=True):
        found.setdefault(str(column), {})[str(value)] = str(name)
    return found


def bounds() -> tuple[date, date]:
    """First and last day with an order; today twice in a store without orders."""
    return cache.of_store(span)


def described(chosen: Chosen) -> str:
    """The choice in words, for the line under the title and for exports."""
    parts = [formats.period(chosen.since, chosen.until)]
    for column, values in chosen.choice.chosen().items():
        parts.append(", ".join(map(naming(column), values)))
    return " · ".join(parts)


def _names() -> dict[str, tuple[str, str]]:
    return {
        "market": (_("Market"), _("All markets")),
        "channel": (_("Channel"), _("All channels")),
        "tier": (_("Price tier"), _("All tiers")),
        "brand": (_("Brand"), _("All brands")),
        "category": (_("Category"), _("All categories")),
        "store_id": (_("Boutique"), _("All boutiques")),
    }


def name_of(column: str) -> str:
    """A filter's name on screen."""
    return _names()[column][0]


def _period_name(code: str) -> str:
    names = {
        "12m": _("Last 12 months"),
        "ytd": _("This year"),
        "90d": _("Last 90 days"),
        "30d": _("Last 30 days"),
        "last_year": _("Last calendar year"),
        "all": _("All time"),
        "custom": _("Other dates"),
    }
    return names[code]


def _draw_days(last: date) -> None:
    start = months_later(last + timedelta(days=1), -12)
    earliest, form = date(2000, 1, 1), tables.day_format()
    url.day(_("From"), "since", start, format=form, min_value=earliest)
    url.day(_("To (included)"), "to", last, format=form, min_value=earliest)


def _valid(column: str) -> tuple[str, ...]:
    """What is picked in a filter and exists; the browser is not believed."""
    known_values = set(known(column))
    return tuple(sorted(value for value in url.value(column, ()) if value in known_values))


def _stretch() -> Period:
    first, last = bounds()
    until = last + timedelta(days=1)
    code = url.value("period", DEFAULT)
    match code if code in PERIODS else DEFAULT:
        case "12m":
            return Period(months_later(until, -12), until)
        case "ytd":
            return Period(date(last.year, 1, 1), until)
        case "90d":
            return Period(until - timedelta(days=90), until)
        case "30d":
            return Period(until - timedelta(days=30), until)
        case "last_year":
            return Period.year(last.year - 1)
        case "all":
            return Period(first, until)
        case _other:
            return _custom(Period(months_later(until, -12), until))


def _custom(usual: Period) -> Period:
    """The days picked; the wrong way round they are turned."""
    start, end = url.value("since", None), url.value("to", None)
    start = start if isinstance(start, date) else usual.since
    end = end if isinstance(end, date) else usual.until - timedelta(days=1)
    return Period(min(start, end), max(start, end) + timedelta(days=1))


def _all_time() -> Period:
    first, last = bounds()
    return Period(first, last + timedelta(days=1))


def chosen_columns(names: Sequence[str]) -> str:
    """Filter names on screen, joined."""
    return ", ".join(name_of(name) for name in names)
