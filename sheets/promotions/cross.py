"""What a promotion did to the goods it does not cover: halo or cannibalisation, category by category, and all of it together."""

import pandas as pd

from analytics.interval import Interval
from analytics.promotions.cross.cover import STATED
from analytics.promotions.cross.effects import COLUMNS, OTHER, OTHERS, PROMOTED, REST, TOTAL
from analytics.promotions.cross.shop_effects import CrossEffects, cross_effects
from analytics.results import refused
from data.errors import TooFew
from sheets import evidence, intervals
from sheets.choice import Chosen
from sheets.columns import Columns
from sheets.part import Part
from sheets.promotions.likely import probability
from sheets.reading import Reading
from words import explanations, formats, labels
from words.messages import _


def title() -> str:
    """What all of this is called."""
    return _("What it did to other categories")


def cross(reading: Reading, promotion: pd.Series, chosen: Chosen) -> Part:
    """A row for the promoted goods, each other category, these together, and the total; none where it cannot be told, with the reason."""
    told = _told(reading, promotion, chosen)
    table = told.table
    drawn = table.assign(
        name=[_name(kind, code) for kind, code in zip(table["row"], table["category"], strict=True)],
        said=[_said(kind, word) for kind, word in zip(table["row"], table["verdict"], strict=True)],
        pieces_span=intervals.spans(table["pieces_low"], table["pieces_high"], lambda value: formats.number(value, 0)),
        margin_span=intervals.spans(table["margin_low"], table["margin_high"], formats.money_short),
    )
    return Part(
        title(),
        "cross_effects",
        evidence.labelled(table, told.evidence),
        drawn,
        evidence.note(told.evidence),
        _columns(),
        empty="" if told.reason is None else explanations.sentence(told.reason),
        captions=tuple(captions(told)),
    )


def _told(reading: Reading, promotion: pd.Series, chosen: Chosen) -> CrossEffects:
    """The answer, or why this reader gets none."""
    try:
        told: CrossEffects = reading.ask(cross_effects, chosen.choice, promotion_id=promotion["promotion_id"])
    except TooFew as error:
        return CrossEffects(pd.DataFrame(columns=list(COLUMNS)), refused(error))
    return told


def captions(told: CrossEffects) -> list[str]:
    """The finding first, then what is covered and how it was reckoned."""
    if told.table.empty:
        return []
    names = ", ".join(told.covers)
    by = (
        _("It covers {names}, as a file states.", names=names)
        if told.source == STATED
        else _("It covers {names}: the lines it was used on show it.", names=names)
    )
    how = _(
        "Pieces are counted while it ran and six weeks after; a piece is worth what one of its category usually is, and the promoted ones cost the "
        "discount. The incremental margin above is of all sales at once: it holds these effects already."
    )
    sure = _(
        "Intervals take for granted that something changed; probabilities also count that nothing did. Without a control group only a large shift shows."
    )
    return [finding(told), by, how, sure]


def finding(told: CrossEffects) -> str:
    """What the other categories gained or lost, and what all came to."""
    others, total = (told.table[told.table["row"] == kind].iloc[0] for kind in (OTHERS, TOTAL))
    if formats.missing(others["margin_eur"]):
        return _("What the other categories gained or lost is not known in margin: too many costs are unknown.")
    said = {
        "margin": formats.signed_money(others["margin_eur"]),
        "span": intervals.span(_interval(others), formats.signed_money),
        "gained": probability(others["p_gained"]),
        "lost": probability(others["p_lost"]),
        "within": probability(others["p_within"]),
        "smallest": formats.money_short(told.smallest_eur),
    }
    first = {
        "gained": _(
            "Halo: the other categories very likely gained margin with it ({gained}): {margin}, 95% interval {span}.",
            **said,
        ),
        "lost": _(
            "Cannibalisation: the other categories very likely lost margin to it ({lost}): {margin}, 95% interval {span}.",
            **said,
        ),
        "no effect": _(
            "The other categories were very likely left as they were: within {smallest} of zero with a probability of {within}.",
            **said,
        ),
        "open": _(
            "Open: the other categories gained margin with a probability of {gained}, lost some with {lost}, and stayed within {smallest} "
            "of zero with {within}.",
            **said,
        ),
    }[others["verdict"]]
    if formats.missing(total["margin_eur"]):
        return first
    all_of_it = _(
        "With the promoted goods and the cost of reaching people it came to {total} of margin, 95% interval {total_span}.",
        total=formats.signed_money(total["margin_eur"]),
        total_span=intervals.span(_interval(total), formats.signed_money),
    )
    return f"{first} {all_of_it}"


def _interval(row: pd.Series) -> Interval:
    return Interval(row["margin_eur"], row["margin_low"], row["margin_high"])


def _name(kind: str, category: str) -> str:
    if kind == OTHER:
        return {REST: _("Other categories, each sold too little"), "unknown": _("Unknown")}.get(category, category)
    return {PROMOTED: _("Promoted goods"), OTHERS: _("Other categories together"), TOTAL: _("Total")}[kind]


def _said(kind: str, word: str) -> str:
    return labels.named("cross" if kind in {OTHER, OTHERS} else "cross_total", word)


def _columns() -> Columns:
    return {
        "name": (_("Category"), "text"),
        "said": (_("Verdict"), "text"),
        "pieces": (_("Extra pieces"), "number"),
        "pieces_span": (_("95% interval"), "text"),
        "net_eur": (_("Extra sales"), "money"),
        "margin_eur": (_("Incremental margin"), "money"),
        "margin_span": (_("95% interval of the margin"), "text"),
        "p_gained": (_("Gained: probability"), "percent"),
        "p_lost": (_("Lost: probability"), "percent"),
    }
