"""Promotions that ran in an event's window, as the scorecard has them: what they brought beyond what would have come anyway."""

import pandas as pd

from analytics.promotions.effect.observed import MOST_DAYS
from analytics.promotions.effect.scores import promotion_scores
from sheets import intervals, terms
from sheets.calendar.event import Told
from sheets.choice import Chosen
from sheets.columns import Columns
from sheets.part import Part
from sheets.promotions.scorecard import names, said
from sheets.reading import Reading
from words import formats, labels
from words.messages import _

UNSCORED = ("brand", "category", "store_id")  # filters that no promotion is scored by


def promotions(reading: Reading, chosen: Chosen, shown: Told) -> Part:
    """A row per year and promotion that ran on a day of its window; those that run all year are of no event."""
    asked = [column for column in UNSCORED if getattr(chosen.choice, column)]
    scores = pd.DataFrame()
    if asked:
        empty = _("Promotions are scored by market, channel and price tier only; clear the other filters to see them.")
    else:
        none = _("No promotion of a few weeks ran in the event's days in any year.")
        empty = terms.own_only(chosen.choice.money) or none
    if not asked and chosen.choice.money is None:
        scores = reading.ask(promotion_scores, chosen.choice).table
    rows = [own for each in shown.whole.values() if len(own := _ran(scores, each.year, shown))]
    table = pd.concat(rows[::-1], ignore_index=True) if rows else pd.DataFrame(columns=["event", "promotion_id"])
    columns: Columns = {
        "event": (_("Year"), "text"),
        "title": (_("Promotion"), "text"),
        "lift": (_("Extra sales"), "money"),
        "lift_span": (_("95% interval"), "text"),
        "pooled": (_("Incremental margin"), "money"),
        "margin_span": (_("95% interval"), "text"),
        "said": (_("Verdict"), "text"),
        "how": (_("Evidence"), "text"),
        "first_on": (_("From"), "day"),
        "last_on": (_("To"), "day"),
    }
    note = _(
        "Of each promotion as a whole, whatever part of it lies in the event's days; beyond what would have come anyway."
    )
    drawn = _named(table) if len(table) else pd.DataFrame(columns=list(columns))
    captions = (note, *_measured(chosen)) if len(table) else ()
    title = _("Promotions that ran then")
    return Part(title, "event_promotions", _told(table), drawn, note, columns, empty=empty, captions=captions)


def _measured(chosen: Chosen) -> list[str]:
    """That what a promotion brought is net sales, where the page states others."""
    if chosen.definition == terms.RETAIL:
        return []
    return [_("Extra sales are net sales as the shop counts them, whatever definition is picked.")]


def _ran(scores: pd.DataFrame, year: int, shown: Told) -> pd.DataFrame:
    """The scores of promotions that ran on a day of the year's window."""
    if scores.empty:
        return scores
    window = shown.whole[year].window
    short = (scores["last_on"] - scores["first_on"]).dt.days < MOST_DAYS
    then = (scores["first_on"] < pd.Timestamp(window.until)) & (scores["last_on"] >= pd.Timestamp(window.since))
    return scores[short & then].sort_values("first_on").assign(event=str(year))


def _named(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(
        title=names(table),
        said=said(table),
        how=[labels.named("evidence", level) for level in table["evidence"]],
        lift_span=intervals.spans(table["lift_low"], table["lift_high"], formats.money_short),
        margin_span=intervals.spans(table["pooled_low"], table["pooled_high"], formats.money_short),
    )


def _told(table: pd.DataFrame) -> pd.DataFrame:
    """What is exported: reasons are codes with values, which the scorecard's own export tells in words."""
    return table.drop(columns="reason", errors="ignore")
