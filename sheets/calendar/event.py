"""Which event and which of its years is told of, and the years that cannot be."""

from dataclasses import dataclass

from analytics.compare import EVENTS
from analytics.event_years import EventYear, judged, years_seen
from analytics.event_years.years import FEW, NO_EVENT, NOT_HELD, OPEN, UNDER_WAY
from analytics.marked_days import MARKETS
from sheets.choice import COLUMNS, Chosen, region
from sheets.marks import countries
from sheets.reading import Reading
from words import comparisons, formats
from words.messages import _

HEEDS = (*COLUMNS, "definition", "currency")


@dataclass(frozen=True)
class Told:
    """An event, the year of it that is told of, and all its years.

    Attributes:
        code: one of `analytics.compare.EVENTS`.
        region: Italian region whose sales are meant; empty for most regions' day.
        years: as `years_seen` gives them.
        year: the one told of; None where the data hold no window whole.
    """

    code: str
    region: str
    years: tuple[EventYear, ...]
    year: int | None

    @property
    def whole(self) -> dict[int, EventYear]:
        """The years whose window the data hold whole, in order."""
        return judged(self.years)

    @property
    def before(self) -> int | None:
        """The year before the one told of, where the data hold its window whole."""
        return self.year - 1 if self.year is not None and self.year - 1 in self.whole else None

    @property
    def by_week(self) -> bool:
        """Whether its days are told as whole weeks, to who may not see persons."""
        return any(each.by_week for each in self.years)

    @property
    def name(self) -> str:
        """The event with the year told of."""
        return comparisons.event(self.code, self.year)


def events(reading: Reading, chosen: Chosen) -> list[str]:
    """The events to choose from: those of the markets chosen, or of all where none has any."""
    own = countries(reading, chosen.choice)
    return [event for event in EVENTS if set(MARKETS[event]) & set(own)] or list(EVENTS)


def usual(reading: Reading, chosen: Chosen) -> str:
    """The event shown first: the last whose window the data hold whole, the first of all where none is."""
    offered = events(reading, chosen)
    ended = {event: max((each.on for each in _whole(reading, chosen, event)), default=None) for event in offered}
    known = {event: day for event, day in ended.items() if day is not None}
    return max(known, key=known.__getitem__) if known else offered[0]


def told(reading: Reading, chosen: Chosen, event: str, year: int | None = None) -> Told:
    """An event, the last of its whole years unless another of them is named.

    Raises:
        BadRequest: no such event.
    """
    where = region(reading, chosen.choice)
    years = reading.ask(years_seen, chosen.choice, event=event, region=where, definition=chosen.definition)
    whole = judged(years)
    return Told(event, where, years, year if year in whole else max(whole, default=None))


def _whole(reading: Reading, chosen: Chosen, event: str) -> list[EventYear]:
    where = region(reading, chosen.choice)
    years = reading.ask(years_seen, chosen.choice, event=event, region=where, definition=chosen.definition)
    return list(judged(years).values())


def untold(shown: Told) -> list[str]:
    """The years that are not told of, and why: a sentence a reason."""
    of = {state: _listed(shown, state) for state in (NOT_HELD, UNDER_WAY, NO_EVENT, FEW, OPEN)}
    sentences = {
        NOT_HELD: _("The data begin within or after these days in {years}: not shown.", years=of[NOT_HELD]),
        UNDER_WAY: _(
            "{years} is not over: the curves hold its days so far, the tables leave it out.", years=of[UNDER_WAY]
        ),
        NO_EVENT: _("The calendar has no such event in {years}.", years=of[NO_EVENT]),
        FEW: _("Too few customers bought in these weeks of {years}: not shown.", years=of[FEW]),
        OPEN: _(
            "In the books the days of {years} are not final yet, as their return window is open: the tables leave them out.",
            years=of[OPEN],
        ),
    }
    return [sentence for state, sentence in sentences.items() if of[state]]


def _listed(shown: Told, state: str) -> str:
    return ", ".join(str(each.year) for each in shown.years if each.state == state)


def asked(chosen: Chosen, shown: Told) -> dict[str, object]:
    """What questions of the event are asked with."""
    return {"event": shown.code, "region": shown.region, "definition": chosen.definition}


def days(shown: Told) -> str:
    """Which days the tables are of, in a sentence; empty where none is told of."""
    if shown.year is None:
        return ""
    window = shown.whole[shown.year].window
    if shown.by_week:
        return _(
            "{event}, {days}: its week, the one before and the one after, as single days would tell of few customers. "
            "Earlier years around their own day.",
            event=shown.name,
            days=formats.period(window.since, window.until),
        )
    return _(
        "{event}, {days}: seven days before its day to seven after. Earlier years around their own day.",
        event=shown.name,
        days=formats.period(window.since, window.until),
    )


def nothing(shown: Told, year: int | None = None) -> str:
    """What is said where no year of the event can be told of, or not the one asked for."""
    named = comparisons.event(shown.code, year)
    return " ".join([_("The data hold no whole window of {event}.", event=named), *untold(shown)])
