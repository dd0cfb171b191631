"""What a reader who may not see persons chose, on the grid of weeks and months, and how many cells of it are hidden."""

from dataclasses import replace
from datetime import timedelta

from analytics.period import Period, month_start, months_later, week_start
from analytics.reach import Reach, reach
from data.store import Store
from sheets.choice import Chosen
from sheets.choice import grain as usual_grain
from sheets.reading import Reading
from words import formats
from words.messages import _, plural

SHORT = 28  # days from which on a period is told by months, and not by weeks
BY_MONTH, BY_WEEK = ("last_year", "previous"), ("weekday", "previous")


def on_grid(reading: Reading, chosen: Chosen) -> Chosen:
    """The choice with its period on the grid, held against what is on it too; itself for who may see persons."""
    if not reading.store.rights.smallest:
        return chosen
    known = reading.fact(reach)
    period = whole(known, chosen.period)
    compare, *also = [code for code in (chosen.compare, *chosen.also) if code and _is_on_grid(code, known, period)] or [
        _usual(chosen, known, period)
    ]
    return replace(chosen, period=period, compare=compare, also=tuple(also))


def past_on_grid(reading: Reading, period: Period) -> Period:
    """A period on the grid; itself for who may see persons."""
    return whole(reading.fact(reach), period) if reading.store.rights.smallest else period


def whole(known: Reach, period: Period) -> Period:
    """The whole months of a period, or the whole weeks of a short one; all days, and the running month, as they are."""
    end = known.data_to + timedelta(days=1)
    if period.since <= known.first_on and period.until >= end:
        return Period(known.first_on, end)
    if period.since == month_start(known.data_to) and period.until >= end:
        return Period(period.since, end)
    if period.days < SHORT:
        until = min(week_start(period.until + timedelta(days=3)), week_start(end))
        return Period(min(week_start(period.since), until - timedelta(days=7)), until)
    until = month_start(min(period.until, end))
    return Period(min(month_start(period.since), months_later(until, -1)), until)


def step(reading: Reading, period: Period) -> str:
    """The step of a line over a period that the reader may see."""
    if not reading.store.rights.smallest:
        return usual_grain(period)
    return "month" if period.whole_months else "week"


def hidden(reading: Reading, chosen: Chosen) -> int:
    """How many cells of a single column are hidden of a choice; 0 for who may see persons."""
    if not reading.store.rights.smallest:
        return 0
    asked = {"choice": chosen.choice.unstated, "since": chosen.since, "until": chosen.until}
    return int(reading.fact(_hidden, **asked))


def said(reading: Reading, chosen: Chosen) -> str:
    """How many cells are hidden, and up to when anything is told, as sentences; empty for who may see persons, and where all is told."""
    return " ".join(filter(None, [_counted(reading, chosen), _held_back(reading)]))


def _counted(reading: Reading, chosen: Chosen) -> str:
    count, fewest = hidden(reading, chosen), formats.number(reading.store.rights.smallest)
    if not count:
        return ""
    return plural(
        "{n} cell hidden: fewer than {fewest} customers, or one of them alone",
        "{n} cells hidden: fewer than {fewest} customers, or one of them alone",
        count,
        fewest=fewest,
    )


def _held_back(reading: Reading) -> str:
    store = reading.store
    if not store.rights.smallest or not store.holds_back:
        return ""
    return _("Told up to {day}: later days follow by the week", day=formats.day(reading.fact(reach).complete_to))


def _hidden(store: Store, **asked: object) -> int:
    return store.hidden(**asked)  # type: ignore[arg-type]


def _is_on_grid(code: str, known: Reach, period: Period) -> bool:
    if period.until > known.until or not (period.whole_months or period.since.weekday() == 0):
        return False
    return code in BY_MONTH or code.isdigit() if period.whole_months else code in BY_WEEK


def _usual(chosen: Chosen, known: Reach, period: Period) -> str:
    if not chosen.compare:
        return ""
    return next((code for code in ("last_year", "weekday") if _is_on_grid(code, known, period)), "")
