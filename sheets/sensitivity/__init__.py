"""Promotion sensitivity as parts: whom promotions move, how deep they must be, what prices do, and the discount plan."""

from sheets.sensitivity.on_paper import HEEDS, paper

__all__ = ["HEEDS", "paper"]
