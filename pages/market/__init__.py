"""Market context."""

from pages.market.screen import HEEDS, render

__all__ = ["HEEDS", "render"]
