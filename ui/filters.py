"""What the reader chose to see: market, channel, price tier, brand, category, boutique and period, kept in the URL.

The widgets stand in the frame around every page (`draw`, called by the menu), so that a choice survives from page to
page; what a page does not heed is greyed there and named under its title. Each page module lists what it heeds in
`HEEDS`, which the menu hands to the frame and the page to `bar`. Values from the URL are checked against the store.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from analytics.health import choices
from analytics.kpis import span
from analytics.period import Period, months_later
from data.store import Choice, Store
from ui import cache, refusals, tables, url
from ui.screen import st
from words import formats, labels
from words.messages import _

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


def draw(heeds: Sequence[str]) -> None:
    """The filter widgets; the frame puts them at the side of every page.

    Args:
        heeds: `period` and those of `COLUMNS` that the page applies; the others are greyed, and words say so.
    """
    if told := _greyed(heeds):
        st.caption(told)
    off = "period" not in heeds
    period = url.one(st.selectbox, _("Period"), PERIODS, "period", DEFAULT, format_func=_period_name, disabled=off)
    if period == "custom":
        _draw_days(bounds()[1], disabled=off)
    for column in USUAL:
        _draw(column, disabled=column not in heeds)
    wanted = [column for column in MORE if st.query_params.get(column)]
    more = [column for column in MORE if len(known(column)) > 1 or column in wanted]
    if more:
        with st.expander(_("More filters"), expanded=bool(wanted)):
            for column in more:
                _draw(column, disabled=column not in heeds)


def _greyed(heeds: Sequence[str]) -> str:
    """What the greyed widgets mean; empty where there is none."""
    if not heeds:
        return _("No filter applies to this page: it covers the whole shop and all its days.")
    shown = ["period", *USUAL, *(column for column in MORE if len(known(column)) > 1)]
    return "" if set(shown) <= set(heeds) else _("What is greyed does not apply to this page.")


def _draw(column: str, *, disabled: bool) -> None:
    name, everything = _names()[column]
    form = {"format_func": naming(column), "placeholder": everything, "disabled": disabled}
    url.many(st.multiselect, name, known(column), column, **form)


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
    ignored = [column for column, values in picked.items() if values and column not in heeds]
    if "period" not in heeds and _period_code() != "all":
        ignored.append("period")
    return Chosen(choice, _stretch() if "period" in heeds else _all_time(), tuple(ignored))


def _period_code() -> str:
    code = url.value("period", DEFAULT)
    return code if code in PERIODS else DEFAULT


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
    return _("Period") if column == "period" else _names()[column][0]


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


def _draw_days(last: date, *, disabled: bool) -> None:
    start = months_later(last + timedelta(days=1), -12)
    names, form = (_("From"), _("To (included)")), tables.day_format()
    since = url.day(names[0], "since", start, format=form, disabled=disabled)
    until = url.day(names[1], "to", last, format=form, disabled=disabled)
    if since > until:
        refusals.turned(*names)


def _valid(column: str) -> tuple[str, ...]:
    """What is picked in a filter and exists; the browser is not believed."""
    known_values = set(known(column))
    return tuple(sorted(value for value in url.value(column, ()) if value in known_values))


def _stretch() -> Period:
    first, last = bounds()
    until = last + timedelta(days=1)
    match _period_code():
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
