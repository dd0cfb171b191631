"""Customers as parts: who they are, how much hangs on a few of them, and what they will still buy."""

from sheets.customers.on_paper import paper
from sheets.customers.weight import HEEDS

__all__ = ["HEEDS", "paper"]
