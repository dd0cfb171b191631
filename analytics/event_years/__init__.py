"""One retail event, year beside year: its days, its window, the weeks after it."""

from analytics.event_years.dips import event_dips
from analytics.event_years.figures import FIGURES, STRIPS, event_changes, event_days, event_figures, so_far
from analytics.event_years.years import BEFORE, EventYear, event_years, judged, years_seen

__all__ = [
    "BEFORE",
    "FIGURES",
    "STRIPS",
    "EventYear",
    "event_changes",
    "event_days",
    "event_dips",
    "event_figures",
    "event_years",
    "judged",
    "so_far",
    "years_seen",
]
