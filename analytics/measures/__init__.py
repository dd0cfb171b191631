"""Figures of sales, each stated once in analytics/metrics.toml and asked by any dimension."""

from analytics.measures.catalogue import BrokenCatalogue, answered, is_additive, newness
from analytics.measures.cut import COLUMNS, GRAINS, ROLLED_UP, Cut, NotAnswered
from analytics.measures.figures import figures, sums_of

__all__ = [
    "COLUMNS",
    "GRAINS",
    "ROLLED_UP",
    "BrokenCatalogue",
    "Cut",
    "NotAnswered",
    "answered",
    "figures",
    "is_additive",
    "newness",
    "sums_of",
]
