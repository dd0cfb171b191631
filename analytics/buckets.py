"""Days, weeks, months and quarters of a period."""

from datetime import date, timedelta

from analytics.period import Period, month_start, months_later, week_start


def bucket_starts(period: Period, grain: str) -> list[date]:
    """The first days of all buckets that touch the period."""
    first = {"day": lambda day: day, "week": week_start, "month": month_start, "quarter": _quarter_start}[grain]
    start, starts = first(period.since), []
    while start < period.until:
        starts.append(start)
        start = next_start(start, grain)
    return starts


def next_start(start: date, grain: str) -> date:
    """The first day of the bucket after."""
    if grain in {"day", "week"}:
        return start + timedelta(days=1 if grain == "day" else 7)
    return months_later(start, 1 if grain == "month" else 3)


def _quarter_start(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
