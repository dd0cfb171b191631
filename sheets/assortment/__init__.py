"""Assortment and markdowns as parts: what sells at full price, at which depth, by season, and prices to check."""

from sheets.assortment.on_paper import paper
from sheets.assortment.price_share import HEEDS, STRIP, title

__all__ = ["HEEDS", "STRIP", "paper", "title"]
