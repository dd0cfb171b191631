"""What a period is held against: one picker for every page that shows changes, kept in the URL like the filters."""

from collections.abc import Sequence
from datetime import date, timedelta

from analytics.compare import CUSTOM, EVENTS, Basis, event_day, nearest
from analytics.period import Period
from data.errors import BadRequest
from sheets import choice
from sheets.choice import ALSO
from ui import cache, tables, url
from ui.screen import st
from words import comparisons
from words.messages import _

STORES = ("all", "same")
LONGEST = 120  # days of a period of which days around an event are a part worth the name


def draw(period: Period, usual: str, heeds: Sequence[str]) -> None:
    """The widgets; on a page that shows no changes the address keeps what was picked, unseen.

    Args:
        period: what is compared.
        usual: the choice that is not written in the address.
        heeds: `compare` where the page shows changes, `also` where it shows several beside each other, `stores` where it can show
            them over stores open on both sides only.
    """
    name, start, stores = _("Compared with"), _("Compared from"), _("Boutiques compared")
    also = _("And with")
    if "compare" not in heeds:
        for key, label in (("compare", name), ("compare_from", start), ("also", also), ("stores", stores)):
            url.kept(key, label)
        return
    form = {"format_func": comparisons.option}
    codes = offered(period)
    first = url.one(st.selectbox, name, codes, "compare", usual, **form)
    if first == CUSTOM:
        url.day(start, "compare_from", period.last_year.since, format=tables.day_format())
    if "also" in heeds:
        more = {"placeholder": _("Nothing else"), "help": _("Up to two more, as quiet lines beside the first."), **form}
        known = [code for code in _known(codes, "also") if code not in (first, CUSTOM)]
        url.many(st.multiselect, also, known, "also", max_selections=ALSO, **more)
    else:
        url.kept("also", also)
    if "stores" in heeds:
        names = {"all": _("All boutiques"), "same": _("Only open on both sides")}
        url.one(st.selectbox, stores, STORES, "stores", "all", format_func=names.__getitem__)
    else:
        url.kept("stores", stores)


def offered(period: Period) -> list[str]:
    """What it can be held against: dates and weekdays of last year, the period before, earlier years, events near it."""
    first, last = choice.bounds(cache.reading())
    years = range(min(last, period.until - timedelta(days=1)).year - 1, first.year - 1, -1)
    events = [event for event in EVENTS if period.days <= LONGEST and nearest(event, period)]
    codes = ["last_year", "weekday", "previous", *events, *map(str, years)]
    return [*_known(codes, "compare"), CUSTOM]


def _known(codes: Sequence[str], key: str) -> list[str]:
    """The same with the events that the address states under a parameter, near or far."""
    return [*dict.fromkeys([*codes, *filter(_is_event, st.query_params.get(key, "").split(","))])]


def picked(period: Period, usual: str) -> str:
    """What is picked, as `analytics.compare.Basis` states it; arguments as in `draw`."""
    code = str(url.value("compare", usual))
    if code != CUSTOM:
        return code
    start = url.value("compare_from", None)
    return Basis(CUSTOM, since=start if isinstance(start, date) else period.last_year.since).code


def also(first: str) -> tuple[str, ...]:
    """What else is picked beside the first."""
    return tuple(code for code in url.value("also", ()) if code != first)[:ALSO]


def same_stores() -> bool:
    """Whether only stores open on both sides count."""
    return bool(url.value("stores", "all") == "same")


def _is_event(code: str) -> bool:
    """Whether an address states an event that the calendar has; without a year it may be any."""
    try:
        basis = Basis.of(code)
    except BadRequest:
        return False
    return basis.kind == "event" and (basis.year is None or event_day(basis.event, basis.year) is not None)
