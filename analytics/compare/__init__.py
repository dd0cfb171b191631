"""The right past of a period: earlier days that it is held against, like with like."""

from analytics.compare.basis import CUSTOM, PLAIN, Basis
from analytics.compare.comparison import Comparison, compared, comparison
from analytics.compare.events import EVENTS, FAR, event_day, event_end, nearest
from analytics.compare.presets import PRESETS, WINDOW, latest_event, preset
from analytics.compare.spans import spans
from analytics.compare.stores import StoreSpan, comparable, region_of, store_spans

__all__ = [
    "CUSTOM",
    "EVENTS",
    "FAR",
    "PLAIN",
    "PRESETS",
    "WINDOW",
    "Basis",
    "Comparison",
    "StoreSpan",
    "comparable",
    "compared",
    "comparison",
    "event_day",
    "event_end",
    "latest_event",
    "nearest",
    "preset",
    "region_of",
    "spans",
    "store_spans",
]
