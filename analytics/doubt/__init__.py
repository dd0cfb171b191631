"""How far a change is more than the accident of who happened to shop, and of the week."""

from analytics.doubt.changes import MIN_ORDERS, changes, changes_between
from analytics.doubt.mix import mix
from analytics.doubt.parts import part_intervals
from analytics.doubt.wallet_changes import wallet_changes

__all__ = ["MIN_ORDERS", "changes", "changes_between", "mix", "part_intervals", "wallet_changes"]
