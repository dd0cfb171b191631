"""The scorecard of promotions: those of a period, all of them in four figures, one row each."""

from dataclasses import replace

import pandas as pd

from analytics.period import Period
from analytics.promotions.effect.chances import BROUGHT, EARNED, LOST, OPEN, SMALLEST
from analytics.promotions.effect.score import FUNDERS
from analytics.promotions.effect.scores import PromotionScores
from sheets import intervals, sides
from sheets.choice import Chosen
from sheets.columns import Columns
from sheets.figure import Figure
from sheets.part import Part
from sheets.reading import Reading
from words import currency, explanations, formats, labels
from words.messages import _, plural


def ran(scores: PromotionScores, period: Period) -> PromotionScores:
    """Only promotions that ran on a day of the period; each is still scored as a whole."""
    table = scores.table
    inside = (table["first_on"] < pd.Timestamp(period.until)) & (table["last_on"] >= pd.Timestamp(period.since))
    return replace(scores, table=table[inside].reset_index(drop=True))


def nothing() -> str:
    """What is said where there is no promotion."""
    return _("No promotion was used or sent in this selection. Load promotions and who received them.")


def none_ran() -> str:
    """What is said where none ran in the period."""
    return _("No promotion ran in this period. Widen it, or show all promotions.")


def names(table: pd.DataFrame) -> list[str]:
    """What each promotion is called: its name, else its id."""
    is_named = table["name"].notna() & (table["name"] != "")
    return table["name"].where(is_named, table["promotion_id"]).astype(str).tolist()


def said(table: pd.DataFrame) -> list[str]:
    """The word for each promotion, which all pages use: what its probabilities allow, or that it cannot be evaluated."""
    return [
        labels.named("ladder", code) if isinstance(code, str) else labels.named("verdict", strict)
        for code, strict in zip(table["ladder"], table["verdict"], strict=True)
    ]


def glance(scores: PromotionScores) -> list[Figure]:
    """All promotions in four figures."""
    table, verdicts = scores.table, scores.table["ladder"].value_counts()
    paid = {funder: float(table[f"paid_by_{funder}_eur"].sum()) for funder in FUNDERS}
    given = sum(paid.values())
    by_verdict = _(
        "{made} earned margin, {gave} lost it",
        made=verdicts.get(EARNED, 0),
        gave=verdicts.get(LOST, 0),
    )
    by_shop = formats.percent(paid["merchant"] / given if given else None, 0)
    return [
        intervals.figure(
            _("All experiments together"),
            scores.together(),
            formats.signed_money,
            _("Incremental margin, the sum over all promotions with a control group."),
        ),
        Figure(
            _("Promotions evaluated"),
            _("{n} of {all}", n=int(table["margin"].notna().sum()), all=len(table)),
            by_verdict,
        ),
        Figure(
            _("Margin still open"),
            formats.number(int(verdicts.get(BROUGHT, 0) + verdicts.get(OPEN, 0))),
            _("{n} of them brought orders", n=int(verdicts.get(BROUGHT, 0))),
        ),
        Figure(_("Discounts given"), formats.money_short(given), _("{share} paid by the shop", share=by_shop)),
    ]


def scope(reading: Reading, scores: PromotionScores, chosen: Chosen) -> str:
    """From when to when they ran, which is not the period; and which markets are drawn beside each other."""
    ran = plural(
        "These figures are of {shown} promotion as a whole, which ran between {first} and {last}.",
        "These figures are of {shown} promotions as a whole, which ran between {first} and {last}.",
        len(scores.table),
        shown=formats.number(len(scores.table)),
        first=formats.day(scores.table["first_on"].min()),
        last=formats.day(scores.table["last_on"].max()),
    )
    return " ".join(filter(None, [ran, sides.others(reading, chosen)]))


def league(scores: PromotionScores) -> Part:
    """A row per promotion, first those of which most is expected if repeated; exported with the reason in words, which say more than a code."""
    table = scores.table
    why = ["" if reason is None else explanations.sentence(reason) for reason in table["reason"]]
    drawn = table.assign(
        title=names(table),
        where=[_("All") if pd.isna(code) else labels.market(code) for code in table["market"]],
        how=[labels.named("evidence", level) for level in table["evidence"]],
        said=said(table),
        by_itself=[labels.named("verdict", code) for code in table["verdict"]],
        todo=[labels.named("act", code) if isinstance(code, str) else formats.DASH for code in table["act"]],
        why=why,
        span=intervals.spans(table["pooled_low"], table["pooled_high"], formats.money_short),
        own_span=intervals.spans(table["margin_low"], table["margin_high"], formats.money_short),
    )
    return Part(
        _("Promotions by what one more is expected to bring"),
        "scorecard",
        table.assign(reason=why),
        drawn,
        _(
            "Evidence is stated per promotion. Amounts are in {code}; _low and _high bound the 95% interval.",
            code=currency.code(),
        ),
        _columns(),
        captions=(
            _(
                "Incremental margin: what is left after discounts, after sales missing later and after the cost of reaching people."
            ),
            _(
                "Probabilities and verdicts count what promotions of the same market, kind and depth did; “by itself” does not. "
                "A margin matters from {share} of the promoted sales on.",
                share=formats.percent(SMALLEST, 0),
            ),
        ),
    )


def _columns() -> Columns:
    return {
        "title": (_("Promotion"), "text"),
        "said": (_("Verdict"), "text"),
        "p_earned": (_("Earned: probability"), "percent"),
        "p_lost": (_("Lost: probability"), "percent"),
        "pooled": (_("Incremental margin"), "money"),
        "span": (_("95% interval"), "text"),
        "one_more_eur": (_("Expected of one more"), "money"),
        "todo": (_("Recommended"), "text"),
        "how": (_("Evidence"), "text"),
        "where": (_("Market"), "text"),
        "roi": (_("Margin per {currency}", currency=currency.name()), "ratio"),
        "lift": (_("Extra sales"), "money"),
        "pull_forward": (_("Pulled forward"), "percent"),
        "subsidy_share": (_("Discount spent on people who would buy anyway"), "percent"),
        "discount_eur": (_("Discount"), "money"),
        "first_on": (_("From"), "day"),
        "last_on": (_("To"), "day"),
        "margin": (_("Margin by itself"), "money"),
        "own_span": (_("95% interval by itself"), "text"),
        "by_itself": (_("Verdict by itself"), "text"),
        "why": (_("Why no better evidence"), "text"),
    }
