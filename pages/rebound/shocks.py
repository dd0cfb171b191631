"""Which market, when its shops were closed, and how far to look: dates of the market calendar, editable, in the address."""

from dataclasses import dataclass
from datetime import date, timedelta

from analytics.closures import Closure, closed_days, closures_by_market
from analytics.rebound.shop import MEASURES, REAL, Question
from analytics.rebound.shop.question import alongside
from sheets.choice import Chosen
from ui import filters, states, tables, url
from ui.cache import ask
from ui.screen import st
from words import formats, labels
from words.messages import _

HISTORY = timedelta(weeks=10)  # less before the shock and the model refuses
MOST = 3
LONGEST = 156


@dataclass(frozen=True)
class Shown:
    """The market on screen, its closures, and the question that answers for it and for the others."""

    market: str
    closures: tuple[Closure, ...]
    question: Question


def shown(chosen: Chosen) -> Shown | None:
    """What the reader asks; None, and a sentence, where the dates make no question."""
    first, last = filters.bounds()
    days = ask(closed_days, chosen.choice)
    own = {
        market: [one for one in each if first + HISTORY <= one.start <= last]
        for market, each in closures_by_market(days).items()
    }
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        market = _market(chosen, {name: each for name, each in own.items() if each})
        known = own.get(market, [])
        place = _which(known)
        dates = st.container(horizontal=True, gap="medium", width="content")
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        counted = _weeks(_("Weeks counted"), "rebound_weeks", 26, 4)
        watched = _weeks(_("Weeks observed"), "rebound_watch", 52, 8)
        measure = url.one(
            st.segmented_control, _("Measured"), MEASURES, "rebound_measure", REAL, format_func=measure_name
        )
    usual = _usual(known, place, watched, last)
    with dates:
        found = _dates(market, usual, place)
    if not known and found == usual:
        states.empty(
            _(
                "The calendar has no closed shops in this selection. Set the first day of the shock and of the reopening."
            )
        )
        return None
    if told := wrong(found, first, last):
        states.empty(told)
        return None
    closures = alongside(market, found, own, watched)
    return Shown(market, tuple(found), Question(chosen.choice, str(measure), closures, counted, watched))


def wrong(found: list[Closure], first: date, last: date) -> str:
    """What is wrong with these dates, in a sentence; empty when nothing is."""
    marks = [day for one in found for day in (one.start, one.reopen)]
    if sorted(set(marks)) != marks:
        return _("These dates are not in order: each reopening follows its closing, and the next closing follows that.")
    if not first + HISTORY <= found[0].start <= last:
        return _(
            "The first closing is {day}; give a day between {first} and {last}, so that there are weeks to learn from.",
            day=formats.day(found[0].start),
            first=formats.day(first + HISTORY),
            last=formats.day(last),
        )
    return ""


def measure_name(code: str) -> str:
    """What is summed up."""
    return {"real": _("At constant prices"), "net": _("Net sales")}[code]


def _market(chosen: Chosen, closed: dict[str, list[Closure]]) -> str:
    """One of the markets whose shops were closed, else one of the chosen, those that sell most first."""
    among = chosen.choice.market or filters.known("market")
    known = [market for market in filters.known("market") if market in among]
    names = [market for market in known if market in closed] or known
    return str(
        url.one(st.selectbox, _("Market"), names, "rebound_market", names[0], format_func=labels.market, width=170)
    )


def _which(known: list[Closure]) -> int:
    """The place of the closure asked about, from 1; 0 where none is known."""
    if len(known) < 2:
        return len(known)
    names = {place: formats.period(one.start, one.reopen) for place, one in enumerate(known, 1)}
    return int(
        url.one(st.selectbox, _("Closure"), list(names), "rebound_closure", 1, format_func=names.__getitem__, width=230)
    )


def _usual(known: list[Closure], place: int, watched: int, last: date) -> list[Closure]:
    """The closure asked about and those that follow while its rebound is watched."""
    if not known:
        return [Closure(last - timedelta(weeks=52), last - timedelta(weeks=44))]
    found = [known[place - 1]]
    for one in known[place:]:
        if one.start < found[0].reopen + timedelta(weeks=watched) and len(found) < MOST:
            found.append(one)
    return found


def _dates(market: str, usual: list[Closure], place: int) -> list[Closure]:
    form, found = tables.day_format(), []
    for i, one in enumerate(usual):
        key = f"{market}{place + i}"
        closed, open_again = _("Closed from"), _("Open again from")
        if len(usual) > 1:
            closed, open_again = _("{n}. closed from", n=i + 1), _("{n}. open again from", n=i + 1)
        start = url.day(closed, f"rebound_from_{key}", one.start, format=form, width=140)
        reopen = url.day(open_again, f"rebound_to_{key}", one.reopen, format=form, width=140)
        found.append(Closure(start, reopen))
    return found


def _weeks(label: str, key: str, usual: int, least: int) -> int:
    return int(url.number(st.number_input, label, key, usual, min_value=least, max_value=LONGEST, width=120))
