"""Calendar and events as parts: one event beside its earlier years, what came after it, promotions of those days, notes."""

from sheets.calendar.event import HEEDS
from sheets.calendar.on_paper import paper

__all__ = ["HEEDS", "paper"]
