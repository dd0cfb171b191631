"""Data health."""

from pages.health.screen import HEEDS, render

__all__ = ["HEEDS", "render"]
