"""Cohorts & loyalty on paper, month by month and without a split."""

from dataclasses import replace

from data.errors import BadRequest
from sheets import drawings, notes, withheld
from sheets.choice import Chosen
from sheets.cohorts import first_met
from sheets.cohorts.crossing import crossing, shares, title
from sheets.cohorts.curves import again, again_title, by_age
from sheets.cohorts.grid import wide
from sheets.cohorts.met import glance, grains, met, nobody
from sheets.cohorts.over_time import ages, over_time
from sheets.paper import Sheet, printed
from sheets.part import Part
from sheets.reading import Reading
from words import formats
from words.messages import _

AGES = 12  # periods that a sheet is wide enough for
SAID = ""  # what retention is stands under the first part already
ENDS = ("low", "estimate", "high")
DAYS = (30, 60, 90, 180, 365, 730)


def paper(reading: Reading, chosen: Chosen) -> Sheet:
    """Retention by cohort and over all of them, the second purchase, the channels.

    Raises:
        BadRequest: nobody was first met in the selection, or in groups too small to show.
    """
    cohorts_met = met(reading, chosen, grains(reading)[0])
    if cohorts_met.table.empty:
        raise BadRequest(nobody(reading, chosen, cohorts_met))
    parts = [
        _narrow(wide(cohorts_met, "retention", "all")),
        _aged(replace(by_age(cohorts_met, "retention"), note=SAID)),
    ]
    if len(known := ages(cohorts_met, "retention")) > 1:
        late = replace(over_time(cohorts_met, "retention", min(3, known[-1]), "all"), note=SAID)
        parts.append(drawings.whiskers(late, "name", ENDS, formats.percent, middle=None))
    parts += [_differences(part) for part in first_met.parts(reading, chosen)]
    parts += [
        withheld.part(lambda: again(reading, chosen, days=DAYS), title=again_title()),
        withheld.part(lambda: shares(crossing(reading, chosen)), title=title()),
    ]
    lines = [notes.newness(reading, chosen.period)]
    return printed(reading, chosen, _("Cohorts & loyalty"), parts, figures=glance(reading, chosen), lines=lines)


def _aged(part: Part) -> Part:
    """With the curve above the table, where it has two periods or more."""
    return drawings.above(part, drawings.curves(part, "k", ["estimate"], width=drawings.WHOLE))


def _narrow(part: Part) -> Part:
    """The first periods only."""
    kept = {k: column for k, column in part.columns.items() if not k.isdigit() or int(k) <= AGES}
    return replace(part, columns=kept)


def _differences(part: Part) -> Part:
    """With the differences of groups drawn above the table."""
    measure = "margin_more" if "margin" in part.columns else "net_more"
    return drawings.whiskers(part, "group", [f"{measure}_low", measure, f"{measure}_high"], formats.money_short)
