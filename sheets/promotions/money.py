"""Who paid for a promotion, what each got for it, and how far its coupons came."""

from functools import partial

import pandas as pd

from analytics.promotions.effect.score import FUNDERS
from analytics.promotions.effect.scores import PromotionScores
from sheets import evidence, intervals
from sheets.columns import Columns
from sheets.part import Part
from words import currency, formats, labels
from words.messages import _


def payers(promotion: pd.Series) -> Part:
    """What each paid; drawn as rows of `name`, `paid_eur`, the largest first and only those who paid."""
    paid = [(funder, float(promotion[f"paid_by_{funder}_eur"])) for funder in FUNDERS]
    table = pd.DataFrame([*paid, ("contact", promotion["contact_cost_eur"])], columns=["funder", "paid_eur"])
    payers = table[table["paid_eur"] > 0].sort_values("paid_eur", ascending=False)
    names = [
        _("Cost of reaching people") if code == "contact" else labels.named("funder", code) for code in payers["funder"]
    ]
    return Part(
        _("Who paid"),
        "funders",
        table,
        payers.assign(name=names),
        columns={"name": (_("Who paid"), "text"), "paid_eur": (_("Spend"), "money")},
        empty=_unpaid(promotion),
    )


def _unpaid(promotion: pd.Series) -> str:
    """Why nobody paid: nobody used it, or no order that did says what it took off."""
    if not promotion["orders_used"]:
        return _("Nobody used it: nothing was paid.")
    return _("The orders that used it state no discount.")


def returns(scores: PromotionScores, promotion: pd.Series) -> Part:
    """Incremental margin per euro that each put in; drawn where it is known."""
    table = scores.returns[scores.returns["promotion_id"] == promotion["promotion_id"]]
    known = table.dropna(subset=["estimate"])
    return Part(
        _("Margin per {currency} invested", currency=currency.name()),
        "returns",
        evidence.labelled(table, promotion["evidence"]),
        known.assign(
            name=[labels.named("funder", code) for code in known["funder"]],
            span=intervals.spans(known["low"], known["high"], partial(formats.number, digits=2)),
        ),
        columns={
            "name": (_("Who paid"), "text"),
            "estimate": (_("Margin per {currency}", currency=currency.name()), "ratio"),
            "span": (_("95% interval"), "text"),
        },
        empty=_without_return(promotion),
        captions=(
            _(
                "The shop's incremental margin per {currency} invested by each: 1 doubles it, below 0 it is lost.",
                currency=currency.name(),
            ),
        ),
    )


def _without_return(promotion: pd.Series) -> str:
    """Why nobody got anything for what they put in: the margin is not known, or nobody put anything in."""
    if formats.missing(promotion["margin"]):
        return _("Its incremental margin is not known.")
    return _("Nobody paid anything for it, so there is no margin per {currency}.", currency=currency.name())


def funnel(scores: PromotionScores, promotion: pd.Series) -> Part:
    """Customers by how far they came with their coupon, from sent to bought again."""
    table = scores.funnel
    table = table[table["promotion_id"] == promotion["promotion_id"]] if len(table) else table
    empty = _("No record of who was sent a coupon.")
    if table.empty:
        return Part(_("Coupon funnel"), "funnel", table, table, empty=empty)
    drawn = table.assign(name=[labels.named("coupon", code) for code in table["step"]])
    again = _again(table.iloc[-1])
    columns: Columns = {"name": (_("Step"), "text"), "customers": (_("Customers"), "number")}
    captions = (again,) if again else ()
    return Part(_("Coupon funnel"), "funnel", table, drawn, columns=columns, empty=empty, captions=captions)


def _again(last: pd.Series) -> str:
    """How many of those who redeemed bought again; empty where nobody did redeem."""
    if pd.isna(last["share"]):
        return ""
    return _(
        "Of those who redeemed, {share} bought again within 90 days, 95% interval {span}.",
        share=formats.percent(last["share"]),
        span=formats.interval(formats.percent(last["low"]), formats.percent(last["high"])),
    )
