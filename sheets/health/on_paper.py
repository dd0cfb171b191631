"""Data health on paper."""

from dataclasses import replace

from sheets import withheld
from sheets.choice import Chosen
from sheets.health.adding_up import checked, failed_rows, passed_title
from sheets.health.loaded import differing, files, fresh, glance, refused, refused_title, stored
from sheets.paper import Sheet, printed
from sheets.part import Part
from sheets.reading import Reading
from words.messages import _

HEEDS: tuple[str, ...] = ()  # what is loaded is of the whole shop


def paper(reading: Reading, chosen: Chosen) -> Sheet:
    """What fails, how fresh the data are, the newest files, what was refused, and how many rows each table holds.

    What every metric means is a page of its own.
    """
    parts = [
        _failing(checked(reading)),
        *(make(reading) for make in (fresh, files)),
        _refused(reading),
        stored(reading),
    ]
    lines = [differing(reading)]
    return printed(reading, chosen, _("Data health"), parts, figures=glance(reading), lines=lines)


def _refused(reading: Reading) -> Part:
    """Rows that were refused; who may not see persons is told how many of each file alone, above."""
    return withheld.part(refused, reading, title=refused_title())


def _failing(part: Part) -> Part:
    """The checks that fail; of the others only how many they are."""
    told = passed_title(part)
    return replace(part, drawn=failed_rows(part), empty=told, captions=(told,))
