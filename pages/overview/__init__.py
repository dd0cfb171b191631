"""The executive home."""

from pages.overview.screen import HEEDS, render

__all__ = ["HEEDS", "render"]
