"""Promotions: which create margin, and which give it away."""

from pages.promotions.screen import HEEDS, render

__all__ = ["HEEDS", "render"]
