"""Definitions."""

from pages.definitions.screen import HEEDS, render

__all__ = ["HEEDS", "render"]
