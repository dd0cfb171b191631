"""Customers on paper, by the usual rules and for the year to come."""

from dataclasses import replace

from analytics.customer_value import CustomerValue, customer_value
from analytics.results import CannotTell, Reason
from analytics.segments import AiplRule, RfmRule
from data.errors import BadRequest
from sheets import drawings, notes, withheld
from sheets.choice import Chosen, bounds
from sheets.customers import ahead, habits, rules, trust
from sheets.customers.stages import stages
from sheets.customers.weight import glance, tops, weight
from sheets.paper import Sheet, printed
from sheets.part import Part
from sheets.reading import Reading
from words import explanations, formats
from words.messages import _

WEEKS = 52


def paper(reading: Reading, chosen: Chosen) -> Sheet:
    """Segments, concentration, stages and the forecast.

    Raises:
        BadRequest: nobody bought in the selection.
    """
    found = withheld.or_else(None, weight, reading, chosen)
    if found is None:
        told = [withheld.part(make, reading, chosen) for make in (_told, _stages)]
        said = explanations.sentence(Reason("hidden_persons"))
        return printed(reading, chosen, _("Customers"), told, lines=[said])
    if not found.spenders:
        raise BadRequest(notes.nothing(reading, chosen))
    value = _value(reading, chosen)
    parts = [*_habits(reading, chosen), tops(found), _stages(reading, chosen), *_ahead(value)]
    known = value if isinstance(value, CustomerValue) else None
    figures = [*glance(reading, chosen, found), *ahead.expected(known, WEEKS)]
    return printed(reading, chosen, _("Customers"), parts, figures=figures, lines=[counted_from(reading)])


def counted_from(reading: Reading) -> str:
    """From which day on purchases to come are counted."""
    day = formats.day(bounds(reading)[1])
    return _("Expected purchases are counted from {day} on, whatever the period.", day=day)


def _value(reading: Reading, chosen: Chosen) -> CustomerValue | Reason:
    try:
        value: CustomerValue = reading.ask(customer_value, chosen.choice, weeks=WEEKS)
    except CannotTell as untold:
        return untold.reason
    return value


def _habits(reading: Reading, chosen: Chosen) -> list[Part]:
    """Paper has no rule beside it to open, so it is said."""
    rule = RfmRule()
    found = habits.habits(reading, chosen, rule)
    segments = habits.segments(found)
    said = replace(segments, note="", captions=(*segments.captions, *rules.rfm_lines(rule)))
    return [drawings.bars(said, "name", "customers"), replace(habits.crossed(found), title=""), habits.exchanged(found)]


def _told(reading: Reading, chosen: Chosen) -> Part:
    """Segments by the usual rule, for who may not see persons."""
    return habits.told(reading, chosen, RfmRule())


def _stages(reading: Reading, chosen: Chosen) -> Part:
    rule = AiplRule()
    part = stages(reading, chosen, rule)
    said = replace(part, note="", captions=(*part.captions, *rules.aipl_lines(rule)))
    return drawings.bars(said, "name", "customers")


def _ahead(value: CustomerValue | Reason) -> list[Part]:
    if isinstance(value, Reason):
        return [ahead.not_known(explanations.sentence(value))]
    trials = trust.trials(value)
    return [ahead.forecast(value), replace(trials, captions=(*trials.captions, trust.misfit(value)))]
