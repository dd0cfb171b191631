"""Revenge spending as parts: the shock that is asked about, what it cost, what came back, and why that may be believed."""

from sheets.rebound.on_paper import HEEDS, paper

__all__ = ["HEEDS", "paper"]
