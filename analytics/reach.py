"""How far the shop's data reach, and what can be told only so far."""

from dataclasses import dataclass
from datetime import date, timedelta
from weakref import WeakKeyDictionary

from analytics.period import Period
from data.store import Store

BURN_IN = timedelta(days=365)  # from the first order on; before, who was a customer already looks new
UNCUT = date(9999, 12, 31)  # seen as of this day, no return is left out of sight
RETURN_WINDOW_DAYS = 30  # after so many days a return is rare enough for an order to be final


@dataclass(frozen=True)
class Reach:
    """The days that the store tells of.

    Attributes:
        first_on, data_to: first and last day with an order.
        returns_to: last day of which returns are known.
        complete_to: last day that was over in the shop when its orders were loaded: `data_to`, or the day before.
    """

    first_on: date
    data_to: date
    returns_to: date
    complete_to: date

    @property
    def until(self) -> date:
        """The first day that is not wholly known."""
        return self.complete_to + timedelta(days=1)

    @property
    def new_from(self) -> date:
        """The first day on which a first order says that its customer is new: a year after the first order of all.

        Who bought before the files begin has a first order in them all the same.
        """
        return self.first_on + BURN_IN

    def covers(self, period: Period) -> bool:
        """Whether the store has data for all days of a period."""
        return self.first_on <= period.since and period.until <= self.until


@dataclass(frozen=True)
class Compared:
    """A period and how much of it may be seen, so that it stands beside another at the same age.

    Attributes:
        as_of: returns after this day are left out of sight.
        matured_until: orders before this day count as final.
    """

    period: Period
    as_of: date
    matured_until: date

    def bounds(self) -> dict[str, date]:
        """The placeholders of a question of a period whose returns are cut."""
        return {**self.period.bounds(), "as_of": self.as_of}


_KNOWN: WeakKeyDictionary[Store, Reach] = WeakKeyDictionary()


def reach(store: Store) -> Reach:
    """How far the store's data reach; today each time when it is empty. A version does not change: read once."""
    if (known := _KNOWN.get(store)) is not None:
        return known
    frame = store.ask("span")
    if frame["first_on"].isna().all():
        return Reach(*[date.today()] * 4)
    days = ("first_on", "data_to", "returns_to", "complete_to")
    _KNOWN[store] = Reach(*(frame[name].iloc[0].date() for name in days))
    return _KNOWN[store]


def compared(known: Reach, period: Period, return_window: int = RETURN_WINDOW_DAYS) -> dict[str, Compared]:
    """A period, the one before and the same dates last year, the two seen at the age that the period has today.

    The last month's returns are not in yet, those of a year ago are; uncut, every recent month would beat last year's.
    Where a period ends after the data, it is held against as much of the others as it has itself.

    Returns:
        `current`, `previous`, `last_year`; the current one as it is.
    """
    others = {name: at_age_of(known, period, other, return_window) for name, other in period.compared().items()}
    return {**others, "current": at_age_of(known, period, period, return_window)}


def at_age_of(known: Reach, period: Period, other: Period, return_window: int = RETURN_WINDOW_DAYS) -> Compared:
    """Another period as it stood when it was as old as a period is today; itself uncut."""
    back = period.since - other.since
    if back > timedelta(0) and period.since < known.until < period.until:
        seen = Period(period.since, known.until)
        other = {period.previous: seen.previous, period.last_year: seen.last_year}.get(other, other)
    as_of = known.returns_to - back if back > timedelta(0) else UNCUT
    return Compared(other, as_of, known.data_to - timedelta(days=return_window - 1) - back)
