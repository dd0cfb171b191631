"""Where customers first met in one channel buy later."""

from dataclasses import replace

from analytics.cohorts import channel_crossing
from analytics.period import Period, months_later
from sheets.choice import Chosen, bounds
from sheets.columns import Columns
from sheets.part import Part
from sheets.reading import Reading
from words import formats, labels
from words.messages import _


def title() -> str:
    """Of the part."""
    return _("First channel → repeat channel within a year")


def crossing(reading: Reading, chosen: Chosen) -> Part:
    """First channel against repeat channel; drawn with their names `first` and `later`.

    The caption is of the streams by the next order, of the grid of shares, and of both.
    """
    watched = _watched(reading, chosen)
    table = reading.ask(channel_crossing, chosen.choice.unstated, since=watched.since, until=watched.until)
    note = _("Association, not effect: customers who start in different channels differ in more than the channel.")
    drawn = table.assign(
        first=[labels.named("channel", code) for code in table["first_channel"]],
        later=[labels.named("later", code) for code in table["later_channel"]],
    )
    return Part(
        title(),
        "channel_crossing",
        table,
        drawn if table["met"].sum() else drawn.head(0),
        note,
        empty=_("No new customer of this period has been observed for a year yet. Choose an earlier period."),
        captions=(
            _("By the channel of the next order."),
            _(
                "Share of customers who started in the row's channel and ever bought in the column's; a customer may use "
                "several."
            ),
            _("New customers: {period}.", period=formats.period(watched.since, watched.until)) + " " + note,
        ),
    )


def _watched(reading: Reading, chosen: Chosen) -> Period:
    """The period, or the year before it where nobody of it has been observed for a year."""
    _first, last = bounds(reading)
    return chosen.period if chosen.since <= months_later(last, -12) else chosen.period.last_year


def shares(part: Part) -> Part:
    """The crossing as a table: a row a first channel, a column a later one."""
    wide = part.drawn.pivot_table(index="first", columns="later", values="share", sort=False).reset_index()
    later: Columns = {name: (name, "percent") for name in wide.columns if name != "first"}
    columns: Columns = {"first": (_("First channel"), "text"), **later}
    return replace(part, drawn=wide, columns=columns, captions=part.captions[1:])
