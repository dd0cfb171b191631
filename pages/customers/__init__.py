"""Customers: who they are, how much hangs on a few of them, and what they will still buy."""

from pages.customers.screen import HEEDS, render

__all__ = ["HEEDS", "render"]
