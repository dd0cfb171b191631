"""Whether customers respond differently to a promotion: the effect on average, and whether a ranking beats chance."""

from collections.abc import Callable
from functools import partial

import pandas as pd

from analytics.interval import Interval
from analytics.promotions.audience.needs import Needs
from sheets import evidence, intervals
from sheets.figure import Figure
from sheets.part import Part
from words import currency, formats
from words.formats import Unit
from words.messages import _, plural

UNKNOWN = Interval(float("nan"), float("nan"), float("nan"))


def title() -> str:
    """What all of this is called."""
    return _("Do customers respond differently to a promotion?")


def outcome_name(code: str) -> str:
    """What a promotion may have an effect on."""
    return {"purchase": _("Purchases"), "spend": _("Net sales"), "margin": _("Margin")}[code]


def verdict(needs: Needs) -> str:
    """Whether customers can be ranked, in a sentence."""
    if not needs.judged:
        return _("No signal: too few customers to evaluate a ranking. Send it to all or to nobody.")
    if needs.verdict == "signal":
        return _("Signal: who responds can be predicted, on customers the model had not seen. Targeting pays.")
    return _("No signal: the model does no better than chance, so nobody is ranked. Send it to all or to nobody.")


def figures(needs: Needs, outcome: str) -> list[Figure]:
    """The effect per customer, on average and of those ranked highest, and how many it rests on."""
    write = writer(outcome)
    promotions = plural(
        "in {n} promotion; {judged} evaluated",
        "in {n} promotions; {judged} evaluated",
        needs.promotions,
        judged=formats.number(needs.judged),
    )
    return [
        intervals.figure(_("Effect on the average customer"), needs.average, write),
        intervals.figure(_("Adjusted for customer mix"), needs.adjusted, write),
        intervals.figure(_("Top 30% by model"), needs.at.get("30", UNKNOWN), write),
        Figure(_("Customers in the test"), formats.number(needs.rows), promotions),
    ]


def writer(outcome: str) -> Callable[[float], str]:
    """How an effect per customer is written: in percentage points of a purchase, or in money."""
    return partial(formats.points, digits=1) if outcome == "purchase" else partial(formats.money, digits=1)


def unit(outcome: str) -> Unit:
    """The unit of effects as they are drawn: purchases per 100 customers, or money."""
    return "number" if outcome == "purchase" else "money"


def _scale(outcome: str) -> int:
    return 100 if outcome == "purchase" else 1


def curve(needs: Needs, outcome: str) -> Part:
    """What is gained by reaching the share ranked highest; drawn as `share` in percent, `actual` by model, `estimate` at random."""
    table, scale = evidence.labelled(needs.curve, "experiment"), _scale(outcome)
    drawn = pd.DataFrame(
        {
            "share": table["share"] * 100,
            "estimate": table["random"] * scale,
            "actual": table["gain"] * scale,
            "low": table["low"] * scale,
            "high": table["high"] * scale,
        }
    )
    return Part(
        _("Targeting by model vs at random"),
        "uplift_curve",
        table,
        drawn,
        evidence.note("experiment", verdict(needs)),
        empty=_("Too few customers to draw it."),
        captions=(
            " ".join(
                [
                    _("X axis: % of customers reached. Y axis: gain (purchases: per 100 customers)."),
                    _qini(needs, outcome),
                ]
            ),
        ),
    )


def _qini(needs: Needs, outcome: str) -> str:
    write = _area if outcome == "purchase" else partial(formats.money, digits=2)
    area, span = write(needs.qini.estimate), intervals.span(needs.qini, write)
    return _("Area between the lines (Qini): {area}, 95% interval {span}.", area=area, span=span)


def _area(value: float) -> str:
    return formats.number(value * 100, 2)


def deciles(needs: Needs, outcome: str) -> Part:
    """The effect found in each tenth of customers, ranked highest first."""
    table = evidence.labelled(needs.deciles, "experiment")
    effects = {"estimate": "found", "low": "low", "high": "high"}
    drawn = pd.DataFrame({name: table[column] * _scale(outcome) for name, column in effects.items()})
    write = partial(formats.number, digits=1) if outcome == "purchase" else formats.money
    return Part(
        _("Estimated effect by decile"),
        "deciles",
        table,
        drawn.assign(
            name=[_("Decile {n}", n=n) for n in table["decile"]],
            customers=table["customers"],
            effect=drawn["estimate"].map(write),
            span=intervals.spans(drawn["low"], drawn["high"], write),
        ),
        evidence.note("experiment", verdict(needs)),
        columns={
            "name": (_("Group"), "text"),
            "customers": (_("Customers"), "number"),
            "effect": (_("Expected effect"), "text"),
            "span": (_("95% interval"), "text"),
        },
        empty=_("Too few customers to show it."),
        captions=(
            _(
                "Top decile by model first. Purchases per 100 customers, or {code} each. Coloured: clearly different from zero.",
                code=currency.code(),
            ),
        ),
    )
