"""Is it getting better? A metric at one age, cohort after cohort."""

from collections.abc import Callable

from analytics.cohorts import Cohorts, Trend, trend
from sheets.columns import Columns, kind_of, spans
from sheets.part import Part
from words import figures, formats
from words.formats import worded
from words.messages import _


def ages(cohorts_met: Cohorts, metric: str) -> list[int]:
    """Periods after the first purchase at which any cohort has an answer."""
    answered = cohorts_met.table.loc[cohorts_met.table[metric].notna() & (cohorts_met.table["k"] > 0), "k"]
    return sorted(int(k) for k in answered.unique())


def over_time(cohorts_met: Cohorts, metric: str, k: int, label: str) -> Part:
    """A group's cohorts at period `k`: `estimate`, `low`, `high` by `cohort`; the caption says which way it goes."""
    line = trend(cohorts_met, metric, k, label)
    columns: Columns = {
        "name": (_("Cohort"), "text"),
        "size": (_("Customers"), "number"),
        "estimate": (figures.name(metric), kind_of(metric)),
        "span": (_("95% interval"), "text"),
    }
    enough = len(line.points) >= 2
    drawn = line.points.assign(span=spans(line.points, metric))
    return Part(
        _("Is it getting better? {metric}, period {k} after the first purchase", metric=figures.name(metric), k=k),
        "cohort_trend",
        line.points,
        drawn if enough else drawn.head(0),
        figures.note(metric),
        columns=columns,
        empty=_("Fewer than two cohorts have reached that period."),
        captions=(_direction(line, metric), *_old(cohorts_met, line)) if enough else (),
    )


def _direction(line: Trend, metric: str) -> str:
    if formats.missing(line.per_year):
        return _("Too few cohorts to see a trend.")
    write = _change(metric)
    span, change = formats.interval(write(line.low), write(line.high)), write(line.per_year)
    if line.low <= 0 <= line.high:
        return _("No clear direction: {change} a year, 95% interval {span}.", change=change, span=span)
    return _("It changes by {change} a year, 95% interval {span}.", change=change, span=span)


def _change(metric: str) -> Callable[[float], str]:
    """How a change of a metric is written: of a share in points."""
    unit = figures.unit(metric)
    if unit == "percent":
        return formats.points
    return lambda value: ("+" if value > 0 else "−") + worded(abs(value), unit)


def _old(cohorts_met: Cohorts, line: Trend) -> tuple[str, ...]:
    if cohorts_met.new_from is None or line.points["is_new"].all():
        return ()
    told = _(
        "Cohorts that began before {day} are shown and left out of this: they hold customers from before the data.",
        day=formats.day(cohorts_met.new_from),
    )
    return (told,)
