"""Promotion sensitivity: who needs a discount, how deep, and who buys anyway."""

from pages.sensitivity.screen import HEEDS, render

__all__ = ["HEEDS", "render"]
