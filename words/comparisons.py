"""What a period is held against, in the reader's words."""

from analytics.compare import EVENTS, Comparison
from words import formats, labels
from words.messages import _


def name(comparison: Comparison) -> str:
    """The earlier days by what people call them, such as `the same week last year` or `Qixi 2025`."""
    basis = comparison.basis
    match basis.kind:
        case "last_year":
            return _("last year")
        case "weekday":
            is_week = comparison.period.days == 7 and comparison.period.since.weekday() == 0
            return _("the same week last year") if is_week else _("the same weekdays last year")
        case "previous":
            return _before(comparison)
        case "year":
            return str(basis.year)
        case "event":
            return event(basis.event, comparison.event_then.year if comparison.event_then else None)
    return _("the days chosen")


def title(comparison: Comparison) -> str:
    """The same by itself, as a chart names a line."""
    called = name(comparison)
    return called[:1].upper() + called[1:]


def days(comparison: Comparison) -> str:
    """The earlier days by their dates."""
    return formats.period(comparison.against.since, comparison.against.until)


def beside(comparison: Comparison) -> str:
    """What stands beside a change: `vs the same week last year, 2 – 8 Dec 2024`.

    In Chinese the dates may break after the first only: without a place to, a narrow card breaks them within a number.
    """
    return _("vs {name}, {days}", name=name(comparison), days=days(comparison).replace("至", "至\u200b"))


def short(comparison: Comparison) -> str:
    """The same on paper, where the dates stand once under the title: `vs the same week last year`."""
    return _("vs {name}", name=name(comparison))


def stated(comparison: Comparison) -> str:
    """The whole of it in a sentence: which days, and round which day where it is an event."""
    if comparison.event_on and comparison.event_then:
        return _(
            "Compared with {name}, {days}: the same days around the event, {on} and {then}.",
            name=name(comparison),
            days=days(comparison),
            on=formats.day(comparison.event_on),
            then=formats.day(comparison.event_then),
        )
    return _("Compared with {name}, {days}.", name=name(comparison), days=days(comparison))


def stated_beside(comparison: Comparison) -> str:
    """That a period is also compared with further days."""
    return _("Also with {name}, {days}.", name=name(comparison), days=days(comparison))


def refused(code: str, sentence: str) -> str:
    """Why a further comparison of several is not made."""
    return _("{name}: {reason}", name=option(code), reason=sentence)


def event(code: str, year: int | None = None) -> str:
    """A retail event, with its year."""
    called = labels.named("retail_event", code)
    return called if year is None else _("{event} {year}", event=called, year=year)


def option(code: str) -> str:
    """A comparison as a choice in a list."""
    plain = {
        "last_year": _("Same dates last year"),
        "weekday": _("Same weekdays last year"),
        "previous": _("Period before"),
        "custom": _("Days from a date on"),
    }
    if code in plain or code in EVENTS:
        return plain.get(code) or _("Around {event}", event=event(code))
    called, _dash, year = code.rpartition("-")
    return event(called, int(year)) if called in EVENTS else code


def _before(comparison: Comparison) -> str:
    if comparison.months == 1:
        is_whole = comparison.period.whole_months == 1
        return _("the month before") if is_whole else _("the same days of the month before")
    names = {1: _("the day before"), 7: _("the week before")}
    return names.get(comparison.period.days) or _("the period before")
