"""Marks of the calendar on charts: one switch for all of them, kept in the address, and the marks of a chart."""

from collections.abc import Sequence

import pandas as pd

from sheets import marks
from sheets.choice import Chosen
from sheets.marks import SWITCH, CalendarMark
from sheets.part import Part
from ui import cache, url
from words.messages import _


def draw(heeds: Sequence[str]) -> None:
    """The switch; on a page without a line through time the address keeps it, unseen."""
    name = _("Calendar marks on charts")
    if SWITCH not in heeds:
        url.kept(SWITCH, name)
        return
    explained = _(
        "Feasts, sales events, closures and reopenings of the markets chosen, or of the shop's main ones, and your notes. Of a "
        "long time only the most important are marked."
    )
    url.flag(name, SWITCH, help=explained)


def noted(chosen: Chosen, part: Part, column: str) -> Part:
    """A series to be exported with the notes of its steps; arguments as in `sheets.marks.noted`."""
    return marks.noted(cache.reading(), chosen.choice, part, column)


def of(chosen: Chosen, steps: pd.Series, *, without: Sequence[str] = ()) -> list[CalendarMark]:
    """The marks of a chart, none where they are switched off; arguments as in `sheets.marks.marks`."""
    if not url.value(SWITCH, True):
        return []
    return marks.marks(cache.reading(), chosen.choice, steps, without=without)
