"""What a period is held against, as a reader states it: one short text, the same in addresses and commands."""

import re
from dataclasses import dataclass
from datetime import date

from analytics.compare.events import EVENTS
from data.errors import BadRequest

PLAIN = ("last_year", "weekday", "previous")
CUSTOM = "custom"
_YEAR = re.compile(r"(?:19|20)\d\d")
_EVENT_IN = re.compile(r"(?P<event>.+)-(?P<year>(?:19|20)\d\d)")


@dataclass(frozen=True)
class Basis:
    """A way to find the earlier days.

    Attributes:
        kind: `last_year` (same dates), `weekday` (52 weeks back), `previous`, `year` (same dates of a named year), `event`
            (same days around an event), `custom` (as many days from a named one on).
        event: one of `EVENTS`; empty for other kinds.
        year: named, of a year or an event; None where it is the year before.
        since: first day, of `custom`.
    """

    kind: str
    event: str = ""
    year: int | None = None
    since: date | None = None

    @classmethod
    def of(cls, code: str) -> "Basis":
        """What a text states.

        Raises:
            BadRequest: it states nothing known.
        """
        if code in PLAIN:
            return cls(code)
        if code in EVENTS:
            return cls("event", event=code)
        if _YEAR.fullmatch(code):
            return cls("year", year=int(code))
        if (found := _EVENT_IN.fullmatch(code)) and found["event"] in EVENTS:
            return cls("event", event=found["event"], year=int(found["year"]))
        return cls(CUSTOM, since=_day(code))

    @property
    def code(self) -> str:
        """The text that states it."""
        if self.kind == "event":
            return self.event if self.year is None else f"{self.event}-{self.year}"
        return str(self.year or self.since or self.kind)


def _day(code: str) -> date:
    try:
        return date.fromisoformat(code)
    except ValueError as error:
        raise BadRequest(
            f"{code[:40]!r} is nothing to compare with; give {', '.join(PLAIN)}, a year such as 2019, a first day such as "
            f"2024-03-01, or an event, alone or with a year (qixi, qixi-2019): {', '.join(EVENTS)}"
        ) from error
