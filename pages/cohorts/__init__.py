"""Cohorts and loyalty."""

from pages.cohorts.screen import HEEDS, render

__all__ = ["HEEDS", "render"]
