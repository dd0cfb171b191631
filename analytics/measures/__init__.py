"""Figures of sales, each stated once in analytics/metrics.toml and asked by any dimension."""

from analytics.measures.catalogue import (
    BrokenCatalogue,
    answered,
    counts_lines,
    is_additive,
    is_amount,
    is_of_persons,
    newness,
)
from analytics.measures.cut import COLUMNS, GRAINS, ROLLED_UP, WHOLE, Cut, NotAnswered
from analytics.measures.figures import figures, measured, sums_of

__all__ = [
    "COLUMNS",
    "GRAINS",
    "ROLLED_UP",
    "WHOLE",
    "BrokenCatalogue",
    "Cut",
    "NotAnswered",
    "answered",
    "counts_lines",
    "figures",
    "is_additive",
    "is_amount",
    "is_of_persons",
    "measured",
    "newness",
    "sums_of",
]
