"""Cohorts & loyalty on paper, month by month and without a split."""

from dataclasses import replace

from data.errors import BadRequest
from sheets import notes
from sheets.choice import Chosen
from sheets.cohorts.crossing import crossing, shares
from sheets.cohorts.curves import again, by_age
from sheets.cohorts.grid import wide
from sheets.cohorts.met import glance, met, nobody
from sheets.cohorts.over_time import ages, over_time
from sheets.paper import printed
from sheets.part import Part
from sheets.reading import Reading
from words.messages import _

AGES = 12  # periods that a sheet is wide enough for
SAID = ""  # what retention is stands under the first part already
DAYS = (30, 60, 90, 180, 365, 730)


def paper(reading: Reading, chosen: Chosen) -> bytes:
    """Retention by cohort and over all of them, the second purchase, the channels.

    Raises:
        BadRequest: nobody was first met in the selection, or in groups too small to show.
    """
    cohorts_met = met(reading, chosen)
    if cohorts_met.table.empty:
        raise BadRequest(nobody(reading, chosen, cohorts_met))
    parts = [_narrow(wide(cohorts_met, "retention", "all")), replace(by_age(cohorts_met, "retention"), note=SAID)]
    if len(known := ages(cohorts_met, "retention")) > 1:
        parts.append(replace(over_time(cohorts_met, "retention", min(3, known[-1]), "all"), note=SAID))
    parts += [again(reading, chosen, days=DAYS), shares(crossing(reading, chosen))]
    lines = [notes.newness(reading, chosen.period)]
    return printed(reading, chosen, _("Cohorts & loyalty"), parts, figures=glance(reading, chosen), lines=lines)


def _narrow(part: Part) -> Part:
    """The first periods only."""
    kept = {k: column for k, column in part.columns.items() if not k.isdigit() or int(k) <= AGES}
    return replace(part, columns=kept)
