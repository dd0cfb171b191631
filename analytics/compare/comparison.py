"""A period and the earlier days it is held against, like with like."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from analytics.compare.basis import Basis
from analytics.compare.events import event_day, nearest
from analytics.period import Period, months_later
from analytics.reach import Reach
from analytics.results import CannotTell, Reason

DAY = timedelta(days=1)
WEEKS = 364  # days of 52 weeks: the same weekdays
LEAST = 7  # days that two periods must share where one is not wholly known


@dataclass(frozen=True)
class Comparison:
    """Days of a period and the earlier days that each of them is held against.

    Attributes:
        basis: what the reader stated.
        period: the days compared, none of them after the last complete day of data.
        months: how many calendar months earlier the other days lie; 0 where they are counted in days.
        days: how many days earlier; 0 where they are counted in months.
        event_on, event_then: the event's day in the period's year and in the other, of an event.
    """

    basis: Basis
    period: Period
    months: int = 0
    days: int = 0
    event_on: date | None = None
    event_then: date | None = None

    @property
    def against(self) -> Period:
        """The earlier days."""
        if self.months:
            return self.period.months_earlier(self.months)
        back = timedelta(days=self.days)
        return Period(self.period.since - back, self.period.until - back)

    @property
    def code(self) -> str:
        """The basis as a text, which also names the earlier days in tables."""
        return self.basis.code

    def earlier(self, day: date) -> date:
        """The day that a day of the period is held against."""
        return months_later(day, -self.months) if self.months else day - timedelta(days=self.days)

    def over(self, period: Period) -> "Comparison":
        """The same of other days, each as far back."""
        return Comparison(self.basis, period, self.months, self.days, self.event_on, self.event_then)

    def shared(self, known: Reach) -> "Comparison":
        """The part whose earlier days are in the data too; itself where all are.

        Raises:
            CannotTell: that is less than a week.
        """
        since = self.period.since
        while since < self.period.until and self.earlier(since) < known.first_on:
            since += max(known.first_on - self.earlier(since) - DAY, DAY)
        if since == self.period.since:
            return self
        if (self.period.until - since).days < LEAST:
            days = {"since": self.against.since, "last_on": self.against.until - DAY}
            raise CannotTell(Reason("baseline_hardly_known", **days, begins_on=known.first_on))
        return self.over(Period(since, self.period.until))


def comparison(known: Reach, period: Period, basis: Basis, region: str = "") -> Comparison:
    """A period against the days that a basis states.

    A period that reaches past the last complete day of data is cut there, and so are the days it is held against.

    Args:
        region: Italian region whose sales count, of `saldi_winter` and `saldi_summer`; empty for most regions' day.

    Raises:
        CannotTell: none of the period's days is in the data, the calendar has no such event, or the earlier days are not
            earlier, reach into the period, or end before the data begin.
    """
    if period.since >= known.until:
        raise CannotTell(Reason("period_after_data", begins_on=period.since, last_on=known.until - DAY))
    cut = Period(period.since, min(period.until, known.until))
    made = _made(period, cut, basis, region)
    since, last = made.against.since, made.against.until - DAY
    if made.against.until > cut.since:
        raise CannotTell(Reason("baseline_overlaps", since=since, last_on=last))
    if made.against.until <= known.first_on:
        raise CannotTell(Reason("baseline_before_data", since=since, last_on=last, begins_on=known.first_on))
    return made


def compared(known: Reach, period: Period, bases: Iterable[Basis], region: str = "") -> tuple[Comparison, ...]:
    """A period against several pasts at once, in the order stated; arguments and errors as in `comparison`."""
    return tuple(comparison(known, period, basis, region) for basis in bases)


def _made(period: Period, cut: Period, basis: Basis, region: str) -> Comparison:
    match basis.kind:
        case "last_year":
            return Comparison(basis, cut, months=12)
        case "weekday":
            # A year or leap year of days is one or two longer than 52 weeks: a week more keeps weekdays, and the two apart.
            return Comparison(basis, cut, days=WEEKS + (7 if WEEKS < cut.days <= WEEKS + 7 else 0))
        case "previous":
            return _previous(period, cut, basis)
        case "year":
            return _named_year(cut, basis)
        case "event":
            return _around_event(cut, basis, region)
    start = basis.since or cut.since
    if start >= cut.since:
        raise CannotTell(Reason("baseline_overlaps", since=start, last_on=start + (cut.until - cut.since) - DAY))
    return Comparison(basis, cut, days=(cut.since - start).days)


def _previous(period: Period, cut: Period, basis: Basis) -> Comparison:
    """Calendar months where the period is made of them or a month's first days, else as many days just before."""
    months = period.whole_months or int(cut.since.day == 1 and cut.until <= months_later(cut.since, 1))
    by_month = Comparison(basis, cut, months=months)
    is_whole = bool(period.whole_months) and cut == period
    if months and (is_whole or by_month.against.days == cut.days):
        return by_month
    return Comparison(basis, cut, days=cut.days)


def _named_year(cut: Period, basis: Basis) -> Comparison:
    year = int(basis.year or 0)
    last = (cut.until - DAY).year
    if year >= last:
        raise CannotTell(Reason("year_not_earlier", year=str(year), last=str(last)))
    return Comparison(basis, cut, months=12 * (last - year))


def _around_event(cut: Period, basis: Basis, region: str) -> Comparison:
    day = nearest(basis.event, cut, region)
    if day is None:
        raise CannotTell(Reason("no_event_near", event=basis.event))
    year = day.year - 1 if basis.year is None else basis.year
    if year >= day.year:
        raise CannotTell(Reason("year_not_earlier", year=str(year), last=str(day.year)))
    then = event_day(basis.event, year, region)
    if then is None:
        raise CannotTell(Reason("no_event_in_year", event=basis.event, year=str(year)))
    return Comparison(basis, cut, days=(day - then).days, event_on=day, event_then=then)
