"""Data health as parts: what is loaded, how fresh it is, what was refused, what does not add up."""

from sheets.health.on_paper import HEEDS, paper

__all__ = ["HEEDS", "paper"]
