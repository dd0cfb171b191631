"""The years of an event that the data tell of, and those they do not."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from analytics.compare import EVENTS, WINDOW, event_day, event_end
from analytics.definition import RETAIL, Definition
from analytics.period import Period, week_start
from analytics.reach import Compared, Reach, at_age_of, reach
from data.errors import BadRequest
from data.store import EVERYTHING, Choice, Store

BEFORE = AFTER = 30  # days around an event that are drawn
WEEK = 7
BEFORE_WEEK, AFTER_WEEK = 4, 5  # whole weeks from the event's Monday that are drawn for who sees weeks only
WHOLE, UNDER_WAY, NOT_HELD, NO_EVENT, FEW, OPEN = "whole", "under_way", "not_held", "no_event", "few", "open"


@dataclass(frozen=True)
class EventYear:
    """An event in one year.

    Attributes:
        day: the event's own; None where the calendar has none that year.
        last_on: its last day.
        state: `whole` where the data hold all of its window, `under_way` where that is not over, `not_held` where the data
            lack its beginning, `no_event`, `few` where its weeks may not be told to who reads, `open` where the definition holds
            final sales only and those of the window are not.
        by_week: whether its days are told as whole weeks.
    """

    year: int
    day: date | None
    last_on: date | None
    state: str
    by_week: bool = False

    @property
    def on(self) -> date:
        """Its day; ValueError in a year that has none."""
        if self.day is None:
            raise ValueError(f"the calendar has no such event in {self.year}; ask for years that have it")
        return self.day

    @property
    def window(self) -> Period:
        """From seven days before the event's day to seven after it; by week its own, the one before and the one after."""
        return _window(self.on, self.by_week)

    @property
    def shown(self) -> Period:
        """From thirty days before the event's day to thirty after it; by week from four weeks before its own to four after."""
        return _weeks(self.on, BEFORE_WEEK, AFTER_WEEK) if self.by_week else _around(self.on, BEFORE)

    @property
    def step(self) -> str:
        """The step of its curves."""
        return "week" if self.by_week else "day"

    @property
    def begins_on(self) -> date:
        """The day that the days of the curves are counted from: its own, or the Monday before."""
        return week_start(self.on) if self.by_week else self.on


def years_seen(
    store: Store, choice: Choice = EVERYTHING, *, event: str, region: str = "", definition: Definition = RETAIL
) -> tuple[EventYear, ...]:
    """The years of an event as this reader may see them: by whole weeks where persons may not be seen, and `few` where those have too few.

    Args:
        definition: of sales; the books hold final ones only.
    """
    few, known = bool(store.rights.smallest), reach(store)
    final = told_until(known, definition)
    years = event_years(known, event, region, by_week=few)
    years = tuple(
        replace(each, state=OPEN) if each.state == WHOLE and each.window.until > final else each for each in years
    )
    return tuple(
        replace(each, state=FEW)
        if few and each.state == WHOLE and not store.shows(choice, each.window.since, each.window.until)
        else each
        for each in years
    )


def event_years(known: Reach, event: str, region: str = "", *, by_week: bool = False) -> tuple[EventYear, ...]:
    """Every year of an event of which the data hold a day of its window or might, in order.

    Args:
        event: one of `analytics.compare.EVENTS`.
        region: as in `event_day`.
        by_week: whether days are told as whole weeks.

    Raises:
        BadRequest: no such event.
    """
    if event not in EVENTS:
        raise BadRequest(f"{event[:40]!r} is no event of the calendar; give one of {', '.join(EVENTS)}")
    found = []
    for year in range(known.first_on.year, known.complete_to.year + 2):
        day = event_day(event, year, region)
        made = EventYear(year, day, event_end(event, year, region), _state(known, day, by_week), by_week)
        if (day is None and year <= known.complete_to.year) or (day is not None and made.window.since < known.until):
            found.append(made)
    return tuple(found)


def told_until(known: Reach, definition: Definition) -> date:
    """The first day whose sales a definition does not hold."""
    if not definition.is_final:
        return known.until
    last = Period(known.first_on, known.until)
    return min(known.until, at_age_of(known, last, last).matured_until)


def judged(years: tuple[EventYear, ...]) -> dict[int, EventYear]:
    """Those whose window the data hold whole."""
    return {each.year: each for each in years if each.state == WHOLE}


def at_one_age(known: Reach, periods: dict[int, Period]) -> dict[str, Compared]:
    """Periods of several years by name, the earlier ones seen at the age that the last has today: returns that came later are left out."""
    if not periods:
        return {}
    last = periods[max(periods)]
    # a year that is under way cuts none of the others: their own days are told to the end
    return {str(year): replace(at_age_of(known, last, period), period=period) for year, period in periods.items()}


def _state(known: Reach, day: date | None, by_week: bool) -> str:
    if day is None:
        return NO_EVENT
    window = _window(day, by_week)
    if window.since < known.first_on:
        return NOT_HELD
    return WHOLE if window.until <= known.until else UNDER_WAY


def _window(day: date, by_week: bool) -> Period:
    return _weeks(day, 1, 2) if by_week else _around(day, WINDOW)


def _weeks(day: date, before: int, after: int) -> Period:
    """Whole weeks from the Monday of a day on."""
    monday = week_start(day)
    return Period(monday - timedelta(days=WEEK * before), monday + timedelta(days=WEEK * after))


def _around(day: date, days: int) -> Period:
    return Period(day - timedelta(days=days), day + timedelta(days=days + 1))
