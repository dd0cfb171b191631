"""One promotion week by week: against its control group, against the usual course, and on dates without it."""

import pandas as pd

from analytics.promotions.effect.course import promotion_arms, promotion_course
from analytics.promotions.effect.scores import PromotionScores
from sheets import evidence
from sheets.choice import Chosen
from sheets.part import Part
from sheets.reading import Reading
from words import formats
from words.messages import _


def lift_and_dip(reading: Reading, promotion: pd.Series, chosen: Chosen) -> Part:
    """Orders of those reached over those held out, by week; drawn with a line of no difference. A test too small shows none."""
    arms = reading.ask(promotion_arms, chosen.choice, promotion_id=promotion["promotion_id"])
    if promotion["evidence"] != "experiment":
        arms = arms.iloc[:0]
    return Part(
        _("Lift and dip: promotion vs control group"),
        "lift_and_dip",
        evidence.labelled(arms, "experiment"),
        arms.assign(actual=arms["estimate"], estimate=0.0),
        evidence.note("experiment"),
        empty=_("There was no control group, or one too small, so there is nothing to compare with."),
        captions=(
            _(
                "Weeks since the test began. Before week 0 both groups should be alike; after it, below zero means purchases "
                "brought forward."
            ),
        ),
    )


def weeks(promotion: pd.Series) -> int:
    """How many weeks it ran, one at least."""
    days = int((promotion["last_on"] - promotion["first_on"]).days)
    return max(round(days / 7), 1)


def around(reading: Reading, promotion: pd.Series, chosen: Chosen) -> Part:
    """Net sales before, during and after it, beside their usual course."""
    course = reading.ask(promotion_course, chosen.choice, promotion_id=promotion["promotion_id"])
    return Part(
        _("Sales around the promotion and their usual course"),
        "course",
        evidence.labelled(course, "observational"),
        course,
        evidence.note("observational"),
        empty=_("There is no usual course to compare with: it ran too long, or the data are too short."),
        captions=(_("Weekly, across its whole market, channel and tier. Shaded: the promotion."),),
    )


def placebos(scores: PromotionScores, promotion: pd.Series) -> Part:
    """The lift that the same calculation finds on dates without a promotion; no rows where none were tried."""
    dates = scores.placebos
    dates = dates[dates["promotion_id"] == promotion["promotion_id"]] if len(dates) else dates
    note = _(
        "The same calculation on {n} dates with no promotion: {share} of them show as much. That is what chance "
        "alone does.",
        n=len(dates),
        share=formats.percent(promotion["placebo_rank"], 0),
    )
    table = evidence.labelled(dates, "observational")
    return Part(_("Placebo dates it was checked on"), "placebos", table, dates, note)
