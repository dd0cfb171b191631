"""Revenge spending."""

from pages.rebound.screen import HEEDS, render

__all__ = ["HEEDS", "render"]
