"""A span of the shop's days, and those it is compared with."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta


def month_start(day: date) -> date:
    """The first of the day's month."""
    return day.replace(day=1)


def months_later(day: date, months: int) -> date:
    """The same day of another month; the last of it where it has none (31 March less a month is 28 February)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def week_start(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True)
class Period:
    """Days from `since` to the day before `until`.

    Raises:
        ValueError: no day lies between them.
    """

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until <= self.since:
            raise ValueError(
                f"the period from {self.since} until {self.until} has no day; give an `until` after `since`"
            )

    @classmethod
    def year(cls, year: int) -> "Period":
        """A calendar year."""
        return cls(date(year, 1, 1), date(year + 1, 1, 1))

    @classmethod
    def month(cls, year: int, month: int) -> "Period":
        """A calendar month."""
        first = date(year, month, 1)
        return cls(first, months_later(first, 1))

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.until - self.since).days

    @property
    def whole_months(self) -> int:
        """How many calendar months it is made of; 0 when it cuts one."""
        if self.since.day != 1 or self.until.day != 1:
            return 0
        return (self.until.year - self.since.year) * 12 + self.until.month - self.since.month

    @property
    def previous(self) -> "Period":
        """The span just before: as many calendar months where it is whole months, else as many days."""
        if months := self.whole_months:
            return Period(months_later(self.since, -months), self.since)
        return Period(self.since - timedelta(days=self.days), self.since)

    @property
    def last_year(self) -> "Period":
        """The same dates a year earlier; 29 February gives way to the 28th."""
        return self.months_earlier(12)

    def months_earlier(self, months: int) -> "Period":
        """The same dates so many calendar months earlier, each last day with the last day it falls on.

        A whole month stays whole, and one to 28 February of a leap year ends with the 28th of the other year.
        """
        last = months_later(self.until - timedelta(days=1), -months) + timedelta(days=1)
        return Period(months_later(self.since, -months), max(months_later(self.until, -months), last))

    def compared(self) -> dict[str, "Period"]:
        """Itself and what it is held against: `current`, `previous`, `last_year`."""
        return {"current": self, "previous": self.previous, "last_year": self.last_year}

    def bounds(self) -> dict[str, date]:
        """The placeholders every question of a period has."""
        return {"since": self.since, "until": self.until}
