"""How far a change is more than the accident of who happened to shop, and of the week."""

from analytics.doubt.changes import MIN_ORDERS, changes
from analytics.doubt.parts import part_intervals

__all__ = ["MIN_ORDERS", "changes", "part_intervals"]
