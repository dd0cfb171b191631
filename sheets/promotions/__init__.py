"""Promotions as parts: the scorecard of all, market beside market, one closely, and how deep discounts go."""

from sheets.promotions.on_paper import HEEDS, paper

__all__ = ["HEEDS", "paper"]
