"""Calendar and events."""

from pages.calendar.screen import HEEDS, render

__all__ = ["HEEDS", "render"]
