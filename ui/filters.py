"""What the reader chose to see: market, channel, price tier, brand, category, boutique and period, kept in the URL.

The widgets stand in the frame around every page (`draw`, called by the menu), so that a choice survives from page to
page; what a page does not heed is greyed there and named under its title. Each page module lists what it heeds in
`HEEDS`, which the menu hands to the frame and the page to `bar`. Values from the URL are checked against the store.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from analytics.compare import CUSTOM, WINDOW
from analytics.period import Period, months_later
from data.store import Choice
from sheets import choice, grid
from sheets.choice import COLUMNS, Chosen
from ui import against, cache, refusals, tables, terms, url
from ui.screen import st
from words import comparisons, labels
from words.messages import _, plural

USUAL, MORE = ("market", "channel", "tier"), ("brand", "category", "store_id")
DEFAULT = "12m"


def draw(heeds: Sequence[str]) -> None:
    """The filter widgets; the frame puts them at the side of every page.

    Args:
        heeds: `period` and those of `sheets.choice.COLUMNS` that the page applies; the others are greyed, and words say so.
            With `compare` the page shows changes, with `also` on several pasts at once, with `stores` over stores open on both sides.
    """
    if ignored := _greyed(heeds):
        st.caption(ignored)
    off = "period" not in heeds
    period = url.one(st.selectbox, _("Period"), periods(), "period", DEFAULT, format_func=_period_name, disabled=off)
    if period == CUSTOM:
        _draw_days(bounds()[1], disabled=off)
    usual = choice.usual_comparison(_period_code())
    against.draw(_stretch(), usual, heeds)
    for column in USUAL:
        _draw(column, disabled=column not in heeds)
    wanted = [column for column in MORE if st.query_params.get(column)]
    more = [column for column in MORE if len(known(column)) > 1 or column in wanted]
    terms.draw(heeds)
    if more:
        folded = st.expander(_("More filters"), expanded=bool(wanted), on_change="rerun", key="more_filters")
        if folded.open or wanted:
            with folded:
                for column in more:
                    _draw(column, disabled=column not in heeds)


def periods() -> list[str]:
    """The periods offered: the usual ones, the last of each event, the one in the address, and any days."""
    codes = [*choice.PERIODS, *choice.recent_events(cache.reading())]
    wanted = st.query_params.get("period", "")
    if wanted not in codes and choice.days_of(cache.reading(), wanted, Choice()):
        codes.append(wanted)
    return [*codes, CUSTOM]


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
    return choice.naming(cache.reading(), column)


def bar(*heeds: str) -> Chosen:
    """What is chosen now, as far as this page heeds it.

    Args:
        heeds: `period` and those of `sheets.choice.COLUMNS` that this page can apply. One that is set and not heeded
            is named under the title, so that nobody reads a whole as a part. `compare` and `stores` as in `draw`, `definition`
            and `currency` as in `terms.draw`.
    """
    picked = {column: _valid(column) for column in COLUMNS}
    bounds = cache.store().rights.bounds()  # the store keeps to them; said here so that the page names them
    filters = {column: values or bounds.get(column, ()) for column, values in picked.items() if column in heeds}
    wanted = Choice.of(filters, terms.money(heeds))
    ignored = [column for column, values in picked.items() if values and column not in heeds]
    if "period" not in heeds and _period_code() != "all":
        ignored.append("period")
    ignored += terms.unheeded(heeds)
    period = _stretch() if "period" in heeds else _all_time()
    compare = against.picked(period, choice.usual_comparison(_period_code())) if "compare" in heeds else ""
    same_stores = "stores" in heeds and against.same_stores()
    also = against.also(compare) if "also" in heeds else ()
    picked_ = Chosen(wanted, period, tuple(ignored), compare, same_stores, terms.definition(heeds), also)
    return grid.on_grid(cache.reading(), picked_)


def is_picked(column: str) -> bool:
    """Whether the reader picked values in a filter, and not only their rights bound it."""
    return bool(_valid(column))


def _period_code() -> str:
    code = url.value("period", DEFAULT)
    return str(code)


def known(column: str) -> list[str]:
    """The values a filter can take in this store, tiers and channels in their own order."""
    values = list(cache.of_store(choice.options).get(column, {}))
    order = {"tier": labels.TIERS, "channel": labels.CHANNELS}.get(column)
    return values if order is None else sorted(values, key=lambda code: order.index(code) if code in order else 99)


def bounds() -> tuple[date, date]:
    """First and last day with an order; today twice in a store without orders."""
    return choice.bounds(cache.reading())


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
        "yesterday": _("Last day"),
        "last_week": _("Last week"),
        "mtd": _("Month to date"),
        "month": _("This month"),
        "last_month": _("Last month"),
        "season": _("This season"),
        "last_season": _("Last season"),
        "12m": _("Last 12 months"),
        "ytd": _("This year"),
        "90d": _("Last 90 days"),
        "30d": _("Last 30 days"),
        "last_year": _("Last calendar year"),
        "all": _("All time"),
        CUSTOM: _("Other dates"),
    }
    return names.get(code) or _around(code)


def _around(code: str) -> str:
    """The days around an event: `Qixi 2026, ±7 days`; the line under the title has the dates."""
    event, _dash, year = code.rpartition("-")
    return plural("{event}, ±{n} day", "{event}, ±{n} days", WINDOW, event=comparisons.event(event, int(year)))


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
    reading, code = cache.reading(), _period_code()
    picked = Choice(store_id=_valid("store_id"))
    days = choice.days_of(reading, DEFAULT if code == CUSTOM else code, picked)
    days = days or choice.stretch(DEFAULT, *bounds())
    return _custom(days) if code == CUSTOM else days


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
