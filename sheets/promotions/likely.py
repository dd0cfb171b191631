"""How likely it is that promotions earn margin, what to do about them, and what would settle it, in sentences."""

import pandas as pd

from analytics.interval import Interval
from analytics.promotions.effect.chances import EARNED, LOST, NO_EFFECT, REPEAT
from analytics.promotions.effect.scores import PromotionScores
from sheets import intervals
from sheets.columns import Columns
from sheets.part import Part
from sheets.promotions.scorecard import names
from words import currency, formats
from words.messages import _, plural

ROWS = 12  # promotions in a plot


def finding(scores: PromotionScores) -> str:
    """What is worth most, with its probability and money; empty where no margin is known."""
    known = judged(scores)
    if known.empty:
        return ""
    best = known.iloc[0]
    told = {
        "name": names(known)[0],
        "expected": formats.signed_money(best["one_more_eur"]),
        "chance": probability(best["p_repeat"]),
    }
    if best["act"] == REPEAT:
        more = _(
            "Most is expected of one more like {name}: {expected}, and it earns margin with a probability of {chance}.",
            **told,
        )
    else:
        more = _(
            "None is worth repeating as it was. The best, {name}: {expected}, and it earns margin with a probability of {chance}.",
            **told,
        )
    return f"{more} {counted(scores)}"


def counted(scores: PromotionScores) -> str:
    """How many very likely earned margin and how many very likely lost it; empty where no margin is known."""
    known = judged(scores)
    if known.empty:
        return ""
    return _(
        "Of {known} promotions with a known margin, {earned} very likely earned margin and {lost} very likely lost it.",
        known=len(known),
        earned=int((known["ladder"] == EARNED).sum()),
        lost=int((known["ladder"] == LOST).sum()),
    )


def step(scores: PromotionScores) -> str:
    """The one step to take about the promotion that most is expected of; empty where no margin is known."""
    known = judged(scores)
    return "" if known.empty else f"{recommended(known.iloc[0])} {settled(known.iloc[0])}".strip()


def judged(scores: PromotionScores) -> pd.DataFrame:
    """Promotions with a known margin, in the order of the scorecard."""
    table = scores.table
    return table[table["ladder"].notna()].reset_index(drop=True) if len(table) else table


def drawn(scores: PromotionScores) -> Part:
    """Margins that lean on promotions like each, as rows of `name`, `estimate`, `low`, `high`, `span`; those first that most is expected of."""
    known = judged(scores).head(ROWS)
    rows = pd.DataFrame(
        {
            "name": names(known),
            "estimate": known["pooled"],
            "low": known["pooled_low"],
            "high": known["pooled_high"],
            "span": intervals.spans(known["pooled_low"], known["pooled_high"], formats.money_short),
        }
    )
    columns: Columns = {
        "name": (_("Promotion"), "text"),
        "estimate": (_("Incremental margin"), "money"),
        "span": (_("95% interval"), "text"),
    }
    caption = _(
        "Each leans on promotions of the same market, kind and depth as far as its own data are thin. First: those of which most is expected if repeated."
    )
    tried = _(
        "In invented shops with known effects these intervals held the truth in 89 to 98 of 100 cases, and probabilities came out too sure in some: "
        "let them order what to try next, and let a test decide."
    )
    return Part(
        _("What they earned"), "promotion_margins", known, rows, columns=columns, captions=(caption, tried),
        empty=_("No incremental margin is known."),
    )  # fmt: skip


def statements(promotion: pd.Series) -> str:
    """The probabilities of one promotion in a sentence; empty where its margin is not known."""
    if pd.isna(promotion["ladder"]):
        return ""
    return _(
        "Probabilities: earned margin {earned}, within {smallest} of zero {within}, lost margin {lost}; brought extra orders {orders}.",
        earned=probability(promotion["p_earned"]),
        smallest=formats.money_short(promotion["smallest_eur"]),
        within=probability(promotion["p_within"]),
        lost=probability(promotion["p_lost"]),
        orders=probability(promotion["p_orders"]),
    )


def like_it(promotion: pd.Series) -> str:
    """What promotions like it earn per euro; empty where that is not known."""
    if pd.isna(promotion["ladder"]) or pd.isna(promotion["like"]):
        return ""
    interval = Interval(promotion["like"], promotion["like_low"], promotion["like_high"])
    return _(
        "Promotions like this one earn {like} per {currency} put in, 95% interval {span}.",
        like=formats.number(interval.estimate, 2),
        currency=currency.name(),
        span=intervals.span(interval, lambda value: formats.number(value, 2)),
    )


def recommended(promotion: pd.Series) -> str:
    """The act that is expected to be the better, with what it gains and loses against the other; empty where not known."""
    if pd.isna(promotion["ladder"]):
        return ""
    told = {"gain": formats.money_short(promotion["act_gain"]), "loss": formats.money_short(promotion["act_loss"])}
    if promotion["act"] == REPEAT:
        return _("Recommended: repeat it. Against dropping it, expected gain {gain}, expected loss {loss}.", **told)
    return _("Recommended: don't repeat it. Against repeating it, expected gain {gain}, expected loss {loss}.", **told)


def repeating(promotion: pd.Series) -> tuple[float, float]:
    """What repeating it is expected to gain and to lose against dropping it; not known where its margin is not."""
    gain, loss = float(promotion["act_gain"]), float(promotion["act_loss"])
    return (gain, loss) if promotion["act"] == REPEAT else (loss, gain)


def settled(promotion: pd.Series) -> str:
    """What would settle it, or that nothing is open."""
    if pd.isna(promotion["ladder"]) or promotion["standing"] == "":
        return ""
    excluded = formats.money_short(promotion["excluded_eur"])
    if promotion["standing"] == NO_EFFECT:
        return _("No effect on margin: a gain or loss of {excluded} or more can be excluded.", excluded=excluded)
    lacking = _(
        "Not enough data to call it: only a gain or loss of {excluded} or more can be excluded.", excluded=excluded
    )
    return f"{lacking} {_needed(promotion)}"


def _needed(promotion: pd.Series) -> str:
    if pd.isna(promotion["settle_campaigns"]):
        return _("What is expected is so near zero that no test within reach would settle it.")
    if weeks := int(promotion["settle_weeks"]):
        return plural(
            "To settle it, run it {n} week more, or hold out customers at random.",
            "To settle it, run it {n} weeks more, or hold out customers at random.",
            weeks,
        )
    return plural(
        "To settle it, hold out {customers} customers at random, half of those it would reach, in {n} promotion like it.",
        "To settle it, hold out {customers} customers at random, half of those it would reach, over {n} promotions like it.",
        int(promotion["settle_campaigns"]),
        customers=formats.number(_rounded(int(promotion["settle_customers"]))),
    )


def _rounded(count: int) -> int:
    """To two figures, upwards: a plan, not a measurement."""
    unit = int(10 ** max(len(str(count)) - 2, 0))
    return -(-count // unit) * unit


def probability(share: float) -> str:
    """As a percentage that is neither 0 nor 100."""
    if formats.missing(share):
        return formats.DASH
    return formats.percent(min(max(float(share), 0.01), 0.99), 0)
