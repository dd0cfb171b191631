"""Upload."""

from pages.upload.screen import HEEDS, render

__all__ = ["HEEDS", "render"]
