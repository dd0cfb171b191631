"""One retail event, year beside year: its days, its window, the weeks after it."""

from analytics.event_years.dips import event_dips
from analytics.event_years.figures import FIGURES, event_changes, event_days, event_figures
from analytics.event_years.years import BEFORE, EventYear, event_years, judged, years_seen

__all__ = [
    "BEFORE",
    "FIGURES",
    "EventYear",
    "event_changes",
    "event_days",
    "event_dips",
    "event_figures",
    "event_years",
    "judged",
    "years_seen",
]
