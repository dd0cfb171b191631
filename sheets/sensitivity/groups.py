"""Customers by need: who buys only with an offer, who buys anyway, who does not respond, whom it puts off."""

import pandas as pd

from analytics.promotions.audience.needs import Needs
from sheets import evidence, intervals
from sheets.part import Part
from sheets.sensitivity.needs import verdict, writer
from words import formats, labels
from words.messages import _

SMALLEST, PLOTTED = 10, 50  # customers of a group to be named, and to be drawn


def title() -> str:
    """What all of this is called."""
    return _("Who buys only with an offer, who buys anyway, who doesn't respond, who reacts badly")


def groups(needs: Needs, market: str) -> Part:
    """The groups of a market large enough to be named; drawn as rows with the effect per 100 customers as `estimate`."""
    named = needs.groups[needs.groups["customers"] >= SMALLEST]
    drawn = named.assign(
        name=[labels.named("need", code) for code in named["group"]],
        without=intervals.spans(named["untreated_low"], named["untreated_high"], formats.percent),
        extra=[
            f"{formats.number(moved)} {span}"
            for moved, span in zip(
                named["moved"], intervals.spans(named["moved_low"], named["moved_high"], formats.number), strict=True
            )
        ],
        estimate=named["effect"] * 100,
        low=named["effect_low"] * 100,
        high=named["effect_high"] * 100,
    )
    left_out = int(needs.groups["customers"].sum() - named["customers"].sum())
    return Part(
        labels.market(market),
        f"needs_{market}",
        evidence.labelled(named, "experiment"),
        drawn,
        evidence.note("experiment", verdict(needs)),
        columns={
            "name": (_("Group"), "text"),
            "customers": (_("Customers"), "number"),
            "without": (_("Buy without a promotion"), "text"),
            "extra": (_("Extra purchases"), "text"),
            "confirmed": (_("Confirmed"), "yes"),
        },
        captions=(_("{n} customers in groups too small to show", n=formats.number(left_out)),) if left_out else (),
    )


def plotted(part: Part) -> pd.DataFrame:
    """The rows of groups large enough to be drawn."""
    return part.drawn[part.drawn["customers"] >= PLOTTED]


def average(needs: Needs) -> str:
    """The effect on all customers, where groups cannot be told apart."""
    write = writer("purchase")
    effect, span = write(needs.average.estimate), intervals.span(needs.average, write)
    return _("Effect on the average customer: {effect}, 95% interval {span}.", effect=effect, span=span)


def explained(needs: Needs) -> str:
    """What the groups mean."""
    pays = _(
        "Extra purchases per 100 customers. Buy only with an offer: their chance to buy rises by more than {share} "
        "of what it is anyway; there it pays.",
        share=formats.percent(needs.break_even, 0),
    )
    return " ".join([pays, _("Confirmed: the group also holds for customers the model had not seen.")])


def audience_title() -> str:
    """What the list of customers is called, also where there is none."""
    return _("Customer list for campaigns")


def audience(people: pd.DataFrame, needs: Needs) -> Part:
    """Today's customers by group; exported with a pseudonym a row, drawn with a row a group.

    Args:
        people: `discount_audience`.
    """
    counts = people.groupby("group", as_index=False).agg(customers=("effect", "size"), effect=("effect", "mean"))
    counts = counts[counts["customers"] >= SMALLEST]
    drawn = counts.assign(
        name=[labels.named("need", code) for code in counts["group"]],
        effect=[writer("purchase")(effect) for effect in counts["effect"]],
    )
    return Part(
        audience_title(),
        "audience",
        people,
        drawn,
        evidence.note("experiment", verdict(needs)),
        columns={
            "name": (_("Group"), "text"),
            "customers": (_("Customers"), "number"),
            "effect": (_("Expected effect"), "text"),
        },
    )
