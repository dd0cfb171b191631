"""Assortment and markdowns."""

from pages.assortment.screen import HEEDS, render

__all__ = ["HEEDS", "render"]
