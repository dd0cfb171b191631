"""Which shock is asked about: a market, the dates of its closed shops in the calendar, and how far to look."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from analytics.closures import Closure, closed_days, closures_by_market
from analytics.rebound.shop import REAL, Question
from analytics.rebound.shop.question import alongside
from sheets.choice import Chosen, bounds
from sheets.reading import Reading
from sheets.sides import markets
from words import formats, labels
from words.messages import _

HISTORY = timedelta(weeks=10)  # less before the shock and the model refuses
COUNTED, WATCHED = 26, 52  # weeks, unless the reader says otherwise
MOST = 3


@dataclass(frozen=True)
class Shown:
    """The market on screen, its closures, and the question that answers for it and for the others."""

    market: str
    closures: tuple[Closure, ...]
    question: Question


def closures(reading: Reading, chosen: Chosen) -> dict[str, list[Closure]]:
    """By market the closures in the calendar that have enough weeks before them; only markets that have any."""
    first, last = bounds(reading)
    every = closures_by_market(reading.ask(closed_days, chosen.choice))
    own = {market: [one for one in each if first + HISTORY <= one.start <= last] for market, each in every.items()}
    return {market: each for market, each in own.items() if each}


def choosable(reading: Reading, chosen: Chosen, closed: Mapping[str, list[Closure]]) -> list[str]:
    """The markets to choose from, those that sell most first: those whose shops were closed, else all that are chosen."""
    among = [market for market in markets(reading) if market in (chosen.choice.market or markets(reading))]
    return [market for market in among if market in closed] or among


def usual(known: list[Closure], place: int, watched: int, last: date) -> list[Closure]:
    """The closure asked about and those that follow while its rebound is watched; eight weeks of last year where none is known.

    Args:
        known: the market's, in order.
        place: of the one asked about, from 1.
        watched: weeks after its reopening.
        last: day with an order.
    """
    if not known:
        return [Closure(last - timedelta(weeks=52), last - timedelta(weeks=44))]
    first = known[place - 1]
    seen_until = first.reopen + timedelta(weeks=watched)
    return [first, *(one for one in known[place:] if one.start < seen_until)][:MOST]


def wrong(dates: list[Closure], first: date, last: date) -> str:
    """What is wrong with these dates, in a sentence; empty when nothing is.

    Args:
        first, last: days with an order.
    """
    days = [day for one in dates for day in (one.start, one.reopen)]
    if sorted(set(days)) != days:
        return _("These dates are not in order: each reopening follows its closing, and the next closing follows that.")
    if not first + HISTORY <= dates[0].start <= last:
        return _(
            "The first closing is {day}; give a day between {first} and {last}, so that there are weeks to learn from.",
            day=formats.day(dates[0].start),
            first=formats.day(first + HISTORY),
            last=formats.day(last),
        )
    return ""


def measure_name(code: str) -> str:
    """What is summed up."""
    return {"real": _("At constant prices"), "net": _("Net sales")}[code]


def by_default(reading: Reading, chosen: Chosen) -> Shown | None:
    """The first closure of the market that sells most, as a screen shows it that nobody touched; None where no shop was closed."""
    closed = closures(reading, chosen)
    market = next(iter(choosable(reading, chosen, closed)), "")
    if market not in closed:
        return None
    _first, last = bounds(reading)
    dates = usual(closed[market], 1, WATCHED, last)
    others = alongside(market, dates, closed, WATCHED)
    return Shown(market, tuple(dates), Question(chosen.choice, REAL, others, COUNTED, WATCHED))


def note(shown: Shown) -> str:
    """What is asked, for a reader of an export or of paper."""
    return _(
        "{market}, {measure}; closed: {closed}; weeks counted: {counted}, weeks observed: {watched}; 95% intervals.",
        market=labels.market(shown.market),
        measure=measure_name(shown.question.measure),
        closed=", ".join(formats.period(one.start, one.reopen) for one in shown.closures),
        counted=shown.question.counted,
        watched=shown.question.watched,
    )


def basis(question: Question) -> str:
    """What is measured, and what the no-shock scenario holds."""
    real = _(
        "Constant prices: a unit counts what its market and price tier brought in the year before the shock, "
        "after discounts and usual returns."
    )
    net = _(
        "Net sales at constant exchange rates, after returns; prices are not deflated, so a price rise counts as growth."
    )
    season = _("Season, moving holidays and discounts are part of the no-shock scenario.")
    at_once = _(
        "Whatever else changed at the same time, such as a channel that was opened or tourists who stayed away, is part of the "
        "effect."
    )
    returns = _("Weeks whose return window is still open are left out. Brackets are 95% intervals.")
    return " ".join([real if question.measure == REAL else net, season, at_once, returns])
