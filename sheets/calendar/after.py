"""The thirty days after an event: whether they fall short of what is usual."""

import pandas as pd

from analytics.event_years import event_dips
from sheets import changes as changed
from sheets.calendar.event import Told, asked
from sheets.choice import Chosen
from sheets.columns import Columns
from sheets.part import Part
from sheets.reading import Reading
from words import figures, formats
from words.messages import _


def title() -> str:
    """Of the part."""
    return _("The 30 days after")


def after(reading: Reading, chosen: Chosen, shown: Told) -> Part:
    """A row a year: sales of days +1 to +30 after the event's end against what is usual; drawn are those with an interval."""
    table = reading.ask(event_dips, chosen.choice, **asked(chosen, shown))
    table = table.sort_values("year", ascending=False, ignore_index=True)
    drawn = table[table["estimate"].notna()]
    drawn = drawn.assign(
        name=drawn["year"].astype(str),
        days=[formats.period(a.date(), b.date()) for a, b in zip(drawn["since"], drawn["until"], strict=True)],
        told=[_told(row) for row in drawn.to_dict("records")],
    )
    columns: Columns = {
        "name": (_("Year"), "text"),
        "days": (_("Days"), "text"),
        chosen.definition.sales: (figures.name(chosen.definition.sales), "money"),
        "usual_eur": (_("Usual"), "money"),
        "estimate": (_("Change on usual"), "change"),
        "told": (_("95% interval"), "text"),
    }
    note = _(
        "Usual: the mean day of the eight weeks that end 30 days before the event and the eight that begin 30 days after its end. "
        "The interval holds who happened to shop and how far the same comparison strays on dates without the event, season included."
    )
    empty = _("No year has the weeks before and after it that this needs, with {n} orders on either side.", n=30)
    captions = (note, *_not_yet(table)) if len(drawn) else tuple(_not_yet(table))
    return Part(title(), "event_after", table, drawn, note, columns, empty=empty, captions=captions)


def _told(row: dict[object, object]) -> str:
    interval = changed.between(float(str(row["low"])), float(str(row["high"])), "money")
    return interval if row["is_clear"] is True else _("{interval} {why}", interval=interval, why=_("no clear change"))


def _not_yet(table: pd.DataFrame) -> list[str]:
    """The years that cannot be judged: those that can from a day on, and those that never will."""
    later = [
        _("{year} can be judged from {day} on.", year=row.year, day=formats.day(row.known_from))
        for row in table[table["known_from"].notna()].itertuples()
    ]
    never = table[table["estimate"].isna() & table["known_from"].isna()]["year"]
    if len(never):
        later.append(_("Not judged, for want of data: {years}.", years=", ".join(map(str, sorted(never)))))
    return later
