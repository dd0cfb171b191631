"""Channels, boutiques, brands, categories and markets side by side."""

from pages.trading.screen import HEEDS, render

__all__ = ["HEEDS", "render"]
