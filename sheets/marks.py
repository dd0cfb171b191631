"""What a line through time is read beside: feasts, sales events, closures and the shop's own notes, each on its step of the chart."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

import pandas as pd

from analytics.compare import store_spans
from analytics.day_notes import day_notes
from analytics.marked_days import RANKS, MarkedDay, main_markets, marked_days
from analytics.period import Period, months_later
from data.day_notes import DayNote
from data.store import Choice
from sheets.choice import region
from sheets.part import Part
from sheets.reading import Reading
from words import formats, labels
from words.messages import _

MOST = 12  # marks of the calendar on one chart: more are no more readable on a telephone
CLOSED = ("lockdown", "reopening")  # what charts of a closure mark by themselves
SWITCH = "marks"  # as a page lists it in HEEDS, and in the address


@dataclass(frozen=True)
class CalendarMark:
    """One mark on a chart.

    Attributes:
        on: the first day of the step that it falls on.
        until: first day of the last step of a stretch; None of a single day.
        label: the name of the most important thing on that step.
        told: everything on that step, a line each, with its days.
        rank: how far it may be left unnamed where names are too many; 0 is named first.
        is_note: whether the shop's own people noted it; its label is empty, as its text may be long.
    """

    on: date
    until: date | None
    label: str
    told: tuple[str, ...]
    rank: int = 0
    is_note: bool = False


def marks(
    reading: Reading, choice: Choice, steps: Iterable[object], *, without: Sequence[str] = ()
) -> list[CalendarMark]:
    """The marks of a chart: of its markets, over its days, each on its step.

    Without a market chosen they are of the markets that a tenth or more of all orders are from; sales are of the region of
    the boutiques chosen. Where there are more than twelve, whole kinds are left out, the least important first.

    Args:
        steps: the chart's own places in time, in any order; their distance is its grain.
        without: codes of `MarkedDay` that the chart shows by itself.
    """
    places = Steps.of(steps)
    if places is None:
        return []
    days = reading.fact(
        marked_days, period=places.period, markets=countries(reading, choice), region=region(reading, choice)
    )
    known = _on_steps(_fewer([day for day in days if day.code not in without]), places)
    return [*known, *_noted(notes(reading, choice, places.period), places)]


def notes(reading: Reading, choice: Choice, period: Period) -> list[DayNote]:
    """The notes of a period on the markets and channels chosen, and those on all."""
    return [
        note
        for note in reading.fact(day_notes)
        if period.since <= note.day < period.until
        and (not note.market or not choice.market or note.market in choice.market)
        and (not note.channel or not choice.channel or note.channel in choice.channel)
    ]


def noted(reading: Reading, choice: Choice, part: Part, column: str) -> Part:
    """A series to be exported with a last column `notes`: those that fall on each of its steps; as it is where none does.

    Args:
        column: of its table, the days of its steps.
    """
    places = Steps.of(part.table[column]) if column in part.table else None
    found = _noted(notes(reading, choice, places.period), places) if places else []
    if not found:
        return part
    texts = {mark.on: "; ".join(mark.told) for mark in found}
    days = [None if formats.missing(day) else pd.Timestamp(day).date() for day in part.table[column]]
    return replace(part, table=part.table.assign(notes=[texts.get(day, "") if day else "" for day in days]))


def countries(reading: Reading, choice: Choice) -> tuple[str, ...]:
    """The markets whose calendar counts: those chosen, else the shop's main ones, and where the chosen boutiques stand."""
    markets = choice.market or reading.fact(main_markets)
    stand = {span.country for span in reading.fact(store_spans) if span.store_id in choice.store_id and span.country}
    return tuple(dict.fromkeys([*markets, *sorted(stand)]))


@dataclass(frozen=True)
class Steps:
    """The places of a chart in time, in order.

    Attributes:
        starts: the first day of each.
        months: how many calendar months one is long; 0 where they are counted in days.
        days: how many days, of those.
    """

    starts: tuple[date, ...]
    months: int
    days: int

    @classmethod
    def of(cls, steps: Iterable[object]) -> "Steps | None":
        """Those of a chart; None of a chart with fewer than two, which is no line through time."""
        starts = sorted({pd.Timestamp(step).date() for step in steps if not formats.missing(step)})  # type: ignore[arg-type]
        if len(starts) < 2:
            return None
        apart = sorted((later - earlier).days for earlier, later in pairwise(starts))
        usual = apart[len(apart) // 2]
        is_monthly = usual >= 28 and len({start.day for start in starts}) == 1
        return cls(tuple(starts), round(usual / 30.4) if is_monthly else 0, usual)

    @property
    def period(self) -> Period:
        """All of its days."""
        return Period(self.starts[0], self.end(self.starts[-1]))

    def end(self, start: date) -> date:
        """The first day after a step."""
        return months_later(start, self.months) if self.months else start + timedelta(days=self.days)

    def holding(self, day: date) -> date:
        """The step that a day falls on, the first or the last for one outside; the day itself where the chart has a hole there."""
        start = self.starts[max(bisect_right(self.starts, day) - 1, 0)]
        return start if day < self.end(start) or start == self.starts[-1] else day


def _fewer(days: list[MarkedDay]) -> list[MarkedDay]:
    """As many kinds as there is room for, the most important first; a kind is shown wholly or not at all."""
    kept: list[MarkedDay] = []
    for code in RANKS:
        kind = [day for day in days if day.code == code]
        if len(kept) + len(kind) > MOST:
            break
        kept += kind
    return kept


def _on_steps(days: list[MarkedDay], places: Steps) -> list[CalendarMark]:
    together: dict[tuple[date, date | None], list[MarkedDay]] = {}
    for day in days:
        until = places.holding(day.last_on) if day.is_stretch else None
        on = places.holding(day.first_on)
        together.setdefault((on, until if until != on else None), []).append(day)
    made = []
    for (on, until), here in together.items():
        first, *others = sorted(here, key=lambda day: day.rank)
        told = tuple(_told(day) for day in (first, *others))
        made.append(CalendarMark(on, until, named(first), told, first.rank))
    return sorted(made, key=lambda mark: (mark.on, mark.rank))


def _noted(found: list[DayNote], places: Steps) -> list[CalendarMark]:
    """One mark a step that notes fall on."""
    together: dict[date, list[DayNote]] = {}
    for note in found:
        together.setdefault(places.holding(note.day), []).append(note)
    rank = len(RANKS)
    return [CalendarMark(on, None, "", tuple(map(written, here)), rank, True) for on, here in together.items()]


def written(note: DayNote) -> str:
    """A note with its day, and what it is of where that is not all."""
    of = [
        labels.market(note.market) if note.market else "",
        labels.named("channel", note.channel) if note.channel else "",
    ]
    return " · ".join(filter(None, [note.text, *of, formats.day(note.day)]))


def named(day: MarkedDay) -> str:
    """What it is called on a chart."""
    kind = "event" if day.code in ("lockdown", "reopening", "store_closure") else "retail_event"
    called = labels.named(kind, day.code)
    return _("{event} ({place})", event=called, place=day.place) if day.place else called


def _told(day: MarkedDay) -> str:
    """Its name, its days and, of a closure, where."""
    days = (
        formats.period(day.first_on, day.last_on + timedelta(days=1)) if day.is_stretch else formats.day(day.first_on)
    )
    where = ", ".join(map(labels.market, day.markets)) if day.code in ("lockdown", "reopening", "store_closure") else ""
    return " · ".join(filter(None, [named(day), where, days]))
