"""Cohorts & loyalty as parts: who was first met when and how, and what became of them."""

from sheets.cohorts.met import HEEDS
from sheets.cohorts.on_paper import paper

__all__ = ["HEEDS", "paper"]
