"""Data health on paper."""

from dataclasses import replace

from sheets.choice import Chosen
from sheets.health.adding_up import checked, failed_rows, passed_title
from sheets.health.loaded import differing, files, fresh, glance, refused, stored
from sheets.paper import printed
from sheets.part import Part
from sheets.reading import Reading
from words.messages import _

HEEDS: tuple[str, ...] = ()  # what is loaded is of the whole shop


def paper(reading: Reading, chosen: Chosen) -> bytes:
    """What fails, how fresh the data are, the newest files, what was refused, and how many rows each table holds.

    What every metric means is a document of its own (docs/metrics.md).
    """
    parts = [_failing(checked(reading)), *(make(reading) for make in (fresh, files, refused, stored))]
    lines = [differing(reading)]
    return printed(reading, chosen, _("Data health"), parts, figures=glance(reading), lines=lines)


def _failing(part: Part) -> Part:
    """The checks that fail; of the others only how many they are."""
    told = passed_title(part)
    return replace(part, drawn=failed_rows(part), empty=told, captions=(told,))
