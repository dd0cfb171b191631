"""How likely each statement about a campaign is, what to do about it, and what would settle it."""

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from analytics.interval import HALF, Interval, chance_above
from analytics.promotions.effect.mix import Mix
from analytics.promotions.effect.pooling import DRAWS, Pooled, pooled
from analytics.promotions.effect.score import Numbers, Score
from analytics.promotions.effect.settling import settling

SMALLEST = 0.01  # share of the promoted sales from which on a margin matters
LIKELY = 0.95  # probability from which on a statement is the campaign's word
STATEMENTS = ("lost", "within", "earned")
LADDER = BROUGHT, EARNED, OPEN, LOST = "brought orders", "earned margin", "open", "lost margin"
REPEAT, DROP = "repeat", "drop"
NO_EFFECT, NOT_ENOUGH = "no effect", "not enough data"
LEAN = 10.0  # orders that a control group's rate is drawn towards all campaigns' by
COLUMNS = (
    "smallest_eur", "p_lost", "p_within", "p_earned", "p_orders", "ladder", "standing", "excluded_eur",
    "pooled", "pooled_low", "pooled_high", "euro", "euro_low", "euro_high", "like", "like_low", "like_high", "alike",
    "act", "act_gain", "act_loss", "p_repeat", "settle_customers", "settle_campaigns", "settle_weeks",
)  # fmt: skip

WORDS = ("ladder", "standing", "act")


def chances(scores: Sequence[Score], listed: pd.DataFrame, tiers: Mix | None = None) -> pd.DataFrame:
    """The campaigns' probabilities, on estimates pooled over campaigns with the same evidence.

    Experiments are pooled in what holds from one campaign to the next, per order that would have come anyway: extra orders, and
    orders missing later; each is then worth what the campaign's own orders are worth, as its tiers respond. Those against a baseline are pooled in margin and
    extra sales per euro of promoted sales.

    Args:
        scores: of the scorecard.
        listed: `promotion_list`: market, kind and depth of each.
        tiers: how they respond, so that extra orders are worth what those who respond buy.

    Returns:
        One row per promotion with a known margin: `promotion_id` and
        smallest_eur                   the smallest margin that matters, 1 % of the promoted sales
        p_lost, p_within, p_earned     below it on the other side, within it, above it; they add to one
        p_orders                       of extra orders at all (extra sales, against a baseline)
        ladder                         one of `LADDER`
        standing, excluded_eur         "no effect", "not enough data" or empty where margin was earned or lost; the smallest margin,
                                       gained or lost, that is excluded
        pooled, _low, _high            incremental margin, leaning on campaigns like it
        euro, _low, _high              the same per euro put in, whoever paid
        like, _low, _high, alike       margin per euro of campaigns like this one, and how many share market, mechanic and depth
        act                            "repeat" or "drop", whichever is expected to be the better
        act_gain, act_loss             euro that the act is expected to gain, or lose, against the other; of one campaign like it
        p_repeat                       that one more like it earns more than the smallest margin that matters
        settle_customers, _campaigns, _weeks   see `settling.Settling`; empty where nothing is open, or nothing within reach settles it
    """
    known = [score for score in scores if math.isfinite(score.margin.estimate) and score.net_used > 0]
    traits = _traits(listed)
    tried = [score for score in known if score.worth is not None]
    rest = [score for score in known if score.worth is None]
    rows = [*_tried(tried, _coded(tried, traits), tiers), *_compared(rest, _coded(rest, traits))]
    table = pd.DataFrame(rows, columns=["promotion_id", *COLUMNS])
    return table.astype({name: float for name in COLUMNS if name not in WORDS})


def _traits(listed: pd.DataFrame) -> dict[str, tuple[object, ...]]:
    """Market, mechanic and depth to the nearest 5 %, by promotion; what is not known is alike among itself."""
    depth = (listed["depth"].astype(float) * 20).round() / 20
    told = zip(listed["promotion_id"], listed["market"], listed["kind"], depth, strict=True)
    return {str(name): tuple("" if pd.isna(part) else part for part in parts) for name, *parts in told}


def _coded(scores: Sequence[Score], traits: dict[str, tuple[object, ...]]) -> np.ndarray:
    """(campaigns, traits), equal where the trait is."""
    table = pd.DataFrame([traits[score.promotion_id] for score in scores])
    return np.column_stack([pd.factorize(table[name])[0] for name in table]) if len(table) else np.empty((0, 0))


def _tried(scores: Sequence[Score], traits: np.ndarray, tiers: Mix | None) -> list[tuple[object, ...]]:
    """Rows of experiments."""
    if not scores:
        return []
    worths = [score.worth for score in scores if score.worth is not None]
    used, margin, discount = (
        np.array([getattr(worth, name) for worth in worths]) for name in ("used", "margin", "discount")
    )
    cost = np.array([score.contact_cost for score in scores])
    anyway = _anyway(scores)
    extra = _shares([score.orders for score in scores], anyway, traits)
    missing = _shares([worth.missing for worth in worths], anyway, traits, seed=2)
    orders, errors = (np.array([getattr(worth, f"usual_{name}") for worth in worths]) for name in ("orders", "error"))
    names = [score.promotion_id for score in scores]
    by_tier = (None, None) if tiers is None else (tiers.used_worth(names), tiers.usual_worth(names))
    before = _order_worth(
        margin + discount, np.array([worth.margin_error for worth in worths]), used, traits, by_tier[0], seed=1
    )
    usual = _order_worth(np.array([worth.usual for worth in worths]), errors, orders, traits, by_tier[1], seed=4)
    unlike = (np.zeros(len(scores)), np.zeros(len(scores)))
    if tiers is not None:
        (over_used, *one), (over_usual, *other) = tiers.extra_worth(names), tiers.missing_worth(names)
        before, usual, unlike = before * over_used, usual * over_usual, (one[0], other[0])

    def earned(more: Numbers, less: Numbers) -> Numbers:
        total: Numbers = anyway * (more * before - less * usual) - used * discount - cost
        return total

    noise = np.random.default_rng(5).normal(size=(2, DRAWS, len(scores)))

    def came(more: Numbers, less: Numbers) -> Numbers:
        """The same with the tiers that so few extra and missing orders happened to be of."""
        by_chance = [
            draw * spread * np.sqrt(np.maximum(count * anyway, 0.0))
            for draw, spread, count in zip(noise, unlike, (more, less), strict=True)
        ]
        total: Numbers = earned(more, less) + by_chance[0] - by_chance[1]
        return total

    likes, agains = earned(extra.like, missing.like).T, came(extra.again, missing.again).T
    parts = zip(scores, came(extra.own, missing.own).T, extra.own.T, likes, agains, _alike(traits), strict=True)
    return [_row(score, own, orders, like, again, n) for score, own, orders, like, again, n in parts]


def _order_worth(
    worth: Numbers, error: Numbers, orders: Numbers, traits: np.ndarray, by_tier: Numbers | None, seed: int
) -> Numbers:
    """(draws, campaigns): margin of an order, of those that used it (before the shop's part of the discount) or that no promotion touched.

    A dear bag more or less among few orders moves their mean, and its error with it; so how much orders differ is taken from all
    campaigns, and the mean leans on campaigns like it, in logs. Where tiers are known (`by_tier`: what orders of its market and tiers are worth)
    only the distance from that leans and scatters; what a market's orders leave open is then shared by its campaigns. Where
    one worth is not above 0, each stands for itself.
    """
    draw = np.random.default_rng(seed)
    noise = draw.normal(size=(DRAWS, len(worth)))
    if (worth <= 0).any() or not error.any() or (orders <= 0).any():
        alone: Numbers = worth + noise * error
        return alone
    differ = float(np.sqrt(((error / worth) ** 2 * orders**2).sum() / orders.sum()))
    expected = np.ones(len(worth)) if by_tier is None else np.where(by_tier > 0, by_tier, worth)
    drawn: Numbers = expected * np.exp(
        pooled(np.log(worth / expected), differ / np.sqrt(orders), traits, seed=seed).own
    )
    if by_tier is None:
        return drawn
    market = traits[:, 0]
    shared = draw.normal(size=(DRAWS, int(market.max()) + 1)) * differ / np.sqrt(np.bincount(market, orders))
    found: Numbers = drawn * np.exp(shared)[:, market]
    return found


def _anyway(scores: Sequence[Score]) -> Numbers:
    """Orders that those treated would have placed anyway, by their control group's rate; a thin one leans on all by ten orders."""
    worths = [score.worth for score in scores if score.worth is not None]
    orders, held_out = (
        np.array([getattr(worth, name) for worth in worths], dtype=float) for name in ("anyway", "held_out")
    )
    usual = max(float(orders.sum()), 1.0) / float(held_out.sum())
    rate = (orders + LEAN) / (held_out + LEAN / usual)
    anyway: Numbers = np.array([score.reached for score in scores], dtype=float) * rate
    return anyway


def _shares(counts: Sequence[Interval], per: Numbers, traits: np.ndarray, seed: int = 0) -> Pooled:
    """Counts per so many; a count that is not known leans wholly on the others, and is nought where none is known."""
    estimate = np.array([count.estimate for count in counts]) / per
    error = np.array([count.error for count in counts]) / per
    known = np.isfinite(estimate) & (error > 0)
    if not known.any():
        nothing = np.zeros((DRAWS, len(counts)))
        return Pooled(nothing, nothing, nothing)
    wide = 100 * (float(np.abs(estimate[known]).max()) + float(error[known].max()))
    return pooled(np.where(known, estimate, estimate[known].mean()), np.where(known, error, wide), traits, seed)


def _compared(scores: Sequence[Score], traits: np.ndarray) -> list[tuple[object, ...]]:
    """Rows of those held against a baseline."""
    if not scores:
        return []
    sales = np.array([score.net_used for score in scores])
    margin = _shares([score.margin for score in scores], sales, traits)
    lift = _shares([score.lift for score in scores], sales, traits)
    parts = zip(
        scores, (margin.own * sales).T, lift.own.T, (margin.like * sales).T, (margin.again * sales).T, _alike(traits), strict=True
    )  # fmt: skip
    return [_row(score, own, orders, like, again, n) for score, own, orders, like, again, n in parts]


def _alike(traits: np.ndarray) -> list[int]:
    """How many have all traits of each, itself included."""
    same = (traits[:, None, :] == traits[None, :, :]).all(axis=2)
    return [int(count) for count in same.sum(axis=1)]


def _row(score: Score, own: Numbers, orders: Numbers, like: Numbers, again: Numbers, alike: int) -> tuple[object, ...]:
    smallest = SMALLEST * score.net_used
    lost, within, earned = shares(own, smallest)
    brought = chance_above(orders)
    ladder = _ladder(lost, earned, brought)
    excluded = float(np.quantile(np.abs(own), 0.95))
    standing = "" if ladder in (EARNED, LOST) else NO_EFFECT if excluded <= smallest else NOT_ENOUGH
    gain, loss = float(np.maximum(again, 0).mean()), float(np.maximum(-again, 0).mean())
    act = REPEAT if gain > loss else DROP
    put_in = sum(score.paid.values()) + score.contact_cost
    needed = settling(score, max(abs(float(again.mean())), smallest)) if standing == NOT_ENOUGH else None
    settled = (np.nan,) * 3 if needed is None else (needed.customers, needed.campaigns, needed.weeks)
    return (
        score.promotion_id, smallest, lost, within, earned, brought, ladder, standing, excluded,
        *_ends(own), *_ends(own, put_in), *_ends(like, put_in), alike,
        act, *((gain, loss) if act == REPEAT else (loss, gain)), shares(again, smallest)[2], *settled,
    )  # fmt: skip


def shares(draws: Numbers, smallest: float) -> tuple[float, float, float]:
    """Probabilities of lost, within and earned; they add to one and none is 0 or 1."""
    counts = np.array([np.sum(draws < -smallest), 0, np.sum(draws > smallest)], dtype=float)
    counts[1] = len(draws) - counts.sum()
    lost, within, earned = (counts + HALF) / (len(draws) + HALF * len(counts))
    return float(lost), float(within), float(earned)


def _ladder(lost: float, earned: float, brought: float) -> str:
    if earned >= LIKELY:
        return EARNED
    if lost >= LIKELY:
        return LOST
    return BROUGHT if brought >= LIKELY else OPEN


def _ends(draws: Numbers, per: float = 1.0) -> tuple[float, float, float]:
    """Mean and 95 % bounds, per so much; not known per nothing."""
    if per <= 0:
        return (np.nan,) * 3
    low, high = np.quantile(draws, [0.025, 0.975])
    return float(draws.mean()) / per, float(low) / per, float(high) / per
