"""Customers by how far they have come: aware, interested, purchased, loyal."""

from analytics.segments import Aipl, AiplRule, aipl
from sheets.choice import Chosen
from sheets.customers.habits import in_tens
from sheets.part import Part
from sheets.reading import Reading
from words import formats, labels
from words.messages import _


def stages(reading: Reading, chosen: Chosen, rule: AiplRule) -> Part:
    """A row a stage, at the start and at the end of the period, by a rule."""
    stages: Aipl = reading.ask(aipl, chosen.choice.unstated, period=chosen.period, rule=rule)
    return Part(
        _("Aware, interested, purchased, loyal"),
        "aipl",
        stages.funnel,
        stages.funnel.assign(name=[labels.named("stage", code) for code in stages.funnel["stage"]]),
        str(rule),
        columns={
            "name": (_("Stage"), "text"),
            "customers_before": (_("At the start"), "number"),
            "customers": (_("At the end"), "number"),
        },
        captions=(" ".join(filter(None, [*_told(stages), in_tens(reading)])),),
    )


def _told(stages: Aipl) -> list[str]:
    """Who moved up, which members bought, and what cannot be known."""
    told = []
    if not formats.missing(stages.advancing):
        told.append(_("{share} moved up a stage.", share=formats.percent(stages.advancing)))
    if stages.members:
        told.append(
            _(
                "{share} of {n} members who ever bought and kept something did so in the period.",
                share=formats.percent(stages.thriving),
                n=formats.number(stages.members),
            )
        )
    if not stages.has_exposures:
        told.append(_("No exposures are loaded, so nobody can be called aware or interested."))
    return told
