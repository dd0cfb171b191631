"""An event day by day: its years laid over each other, and the race of their sums."""

import pandas as pd

from analytics.event_years import event_days, so_far
from analytics.event_years.years import AFTER_WEEK, BEFORE_WEEK
from sheets.calendar.event import Told, asked
from sheets.choice import Chosen
from sheets.columns import Columns
from sheets.marks import noted
from sheets.part import Part
from sheets.reading import Reading
from words.messages import _

LINES = 3  # years that an eye can follow
WEEKS = BEFORE_WEEK + AFTER_WEEK
STEP = 5  # days between two rows of the race on paper


def overlay(reading: Reading, chosen: Chosen, shown: Told) -> Part:
    """Sales a day, the last years as columns, by days from the event."""
    title = _("Week by week around the event") if shown.by_week else _("Day by day around the event")
    return _part(reading, chosen, shown, chosen.definition.sales, title, "event_days", (_aged(),))


def race(reading: Reading, chosen: Chosen, shown: Told) -> Part:
    """Sales added up from thirty days before the event, the last years as columns."""
    title = _("Cumulative, from four weeks before") if shown.by_week else _("Cumulative, from 30 days before")
    return _part(reading, chosen, shown, so_far(chosen.definition.sales), title, "event_race", ())


def steps(part: Part) -> Part:
    """The same with a row every five days, for paper."""
    by_day = len(part.drawn) > 2 * WEEKS
    drawn = part.drawn[part.drawn["days"] % STEP == 0] if by_day else part.drawn
    return Part(
        part.title, part.name, part.table, drawn, columns=part.columns, empty=part.empty, captions=part.captions
    )


def _part(
    reading: Reading, chosen: Chosen, shown: Told, column: str, title: str, name: str, captions: tuple[str, ...]
) -> Part:
    table = reading.ask(event_days, chosen.choice, **asked(chosen, shown))
    told = table.dropna(subset=[column])
    last = sorted(told["year"].unique())[-LINES:]
    wide = told[told["year"].isin(last)].pivot(index="days", columns="year", values=column)
    wide = (
        wide.reindex(columns=last[::-1]).rename(columns=lambda year: f"y{year}").rename_axis(columns=None).reset_index()
    )
    counted = _("Days from the Monday of the event's week") if shown.by_week else _("Days from the event")
    years: Columns = {f"y{year}": (str(year), "money") for year in last[::-1]}
    columns: Columns = {"days": (counted, "number"), **years}
    drawn = wide if (told[column] != 0).any() else pd.DataFrame(columns=list(columns))
    empty = _("Nothing was sold in these days in any year.")
    made = Part(title, name, table, drawn, columns=columns, empty=empty, captions=captions)
    return noted(reading, chosen.choice, made, "day")


def _aged() -> str:
    return _(
        "All years are seen at the age of the last: returns that came later are not deducted. The export has every year."
    )
