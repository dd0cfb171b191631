"""What was received, what of it sold, what is left and what it earned: all of pieces, none of persons."""

from analytics.stock.left import LEAST_DAYS, WEEKS, Left, stock_left
from analytics.stock.places import OLD, Counts, stock_counts
from analytics.stock.sell_through import STEPS, SellThrough, sell_through, sell_through_by

__all__ = [
    "LEAST_DAYS",
    "OLD",
    "STEPS",
    "WEEKS",
    "Counts",
    "Left",
    "SellThrough",
    "sell_through",
    "sell_through_by",
    "stock_counts",
    "stock_left",
]
