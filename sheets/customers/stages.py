"""Customers by how far they have come: aware, interested, purchased, loyal."""

from analytics.segments import Aipl, AiplRule, aipl
from sheets.choice import Chosen
from sheets.part import Part
from sheets.reading import Reading
from words import formats, labels
from words.messages import _


def stages(reading: Reading, chosen: Chosen, rule: AiplRule) -> Part:
    """A row a stage, at the start and at the end of the period, by a rule."""
    found: Aipl = reading.ask(aipl, chosen.choice, period=chosen.period, rule=rule)
    return Part(
        _("Aware, interested, purchased, loyal"),
        "aipl",
        found.funnel,
        found.funnel.assign(name=[labels.named("stage", code) for code in found.funnel["stage"]]),
        str(rule),
        columns={
            "name": (_("Stage"), "text"),
            "customers_before": (_("At the start"), "number"),
            "customers": (_("At the end"), "number"),
        },
        captions=(" ".join(_told(found)),),
    )


def _told(found: Aipl) -> list[str]:
    """Who moved up, which members bought, and what cannot be known."""
    told = []
    if not formats.missing(found.advancing):
        told.append(_("{share} moved up a stage.", share=formats.percent(found.advancing)))
    if found.members:
        told.append(
            _(
                "{share} of {n} members who ever bought and kept something did so in the period.",
                share=formats.percent(found.thriving),
                n=formats.number(found.members),
            )
        )
    if not found.has_exposures:
        told.append(_("No exposures are loaded, so nobody can be called aware or interested."))
    return told
