"""Shops with many campaigns, whose truth and prior are known: plain ones, and lumpy ones with dear tickets and customers unlike each other."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from tests.analytics.promotions.drawn import exposed, listed

CAMPAIGNS = 16
MARKETS, MECHANICS, DEPTHS = ("IT", "CN", "FR"), ("voucher", "red_packet"), (0.1, 0.15, 0.2, 0.25)
TIERS = ("entry", "core", "premium", "luxury")
MIDDLE, STEEPEST = 0.175, 2 / 0.15  # of the depths; of a slope on depth, in spreads
PLAIN, LUMPY = (0.07, 0.015), (0.5, 0.12)  # level and spread of a strength
SIGMA, DEAR_SHARE, DEAR = 0.7, 0.02, 8.0
MEAN_TICKET = (1 - DEAR_SHARE) + DEAR_SHARE * DEAR


@dataclass(frozen=True)
class Campaign:
    """One campaign and what it truly did.

    Margin = strength x (gained - borrowed x missing) - given, in euro; extra orders = strength x reach.

    Attributes:
        exposures, listed: as the store gives them.
        strength, borrowed: the truth; `usual` and `scatter` of the normal distribution that the strength was drawn from, as
            its shop's market, mechanic and depth have it; nothing below `least`.
        level, spread: of the distribution that the shop's own level, markets, mechanics and depths were drawn from.
        reach, gained, missing, given: see above.
    """

    exposures: pd.DataFrame
    listed: pd.DataFrame
    strength: float
    borrowed: float
    usual: float
    scatter: float
    least: float
    reach: float
    gained: float
    missing: float
    given: float
    level: float
    spread: float

    def margin(self, strength: float | np.ndarray, borrowed: float | np.ndarray) -> float | np.ndarray:
        """Of a campaign with the same customers."""
        return strength * (self.gained - borrowed * self.missing) - self.given

    @property
    def promoted_eur(self) -> float:
        """Net sales of the orders that used it."""
        return float(self.exposures["net_with_promotion_eur"].sum())


def borrowed(draw: np.random.Generator, size: int | None = None) -> float | np.ndarray:
    """The share of extra orders missing later, alike for all shops."""
    return draw.beta(2.0, 6.0, size)


@dataclass(frozen=True)
class _Kind:
    """What a campaign is, and the effect that its kind has on average."""

    market: str
    mechanic: str
    depth: float
    usual: float


def _kinds(draw: np.random.Generator, level: float, spread: float) -> Iterator[_Kind]:
    """Campaigns of one shop: markets, mechanics and depths differ by as much as `spread`."""
    level = float(draw.normal(level, spread))
    markets, mechanics = (
        dict(zip(names, draw.normal(0, spread, len(names)), strict=True)) for names in (MARKETS, MECHANICS)
    )
    slope = draw.uniform(0, STEEPEST * spread)
    for _ in range(CAMPAIGNS):
        market, mechanic, depth = draw.choice(MARKETS), draw.choice(MECHANICS), float(draw.choice(DEPTHS))
        yield _Kind(market, mechanic, depth, level + markets[market] + mechanics[mechanic] + slope * (depth - MIDDLE))


def plain(seed: int) -> list[Campaign]:
    """Campaigns of the tests' own generator: tickets all alike, at most one extra order a customer."""
    draw = np.random.default_rng([seed, 1])
    made = []
    for number, kind in enumerate(_kinds(draw, *PLAIN)):
        strength, later = max(float(draw.normal(kind.usual, 0.02)), 0.0), float(borrowed(draw))
        name, size = f"p{number}", int(draw.integers(600, 4_000))
        told = exposed(int(draw.integers(2**31)), size, strength, later, name).assign(market=kind.market)
        told["customer_id"] = f"{name}-" + told["customer_id"]
        treated, used = told["treated"].sum(), told["orders_with_promotion_in"].sum()
        given = 20 * float(used) + 0.1 * float(treated)
        row = listed(name, kind=kind.mechanic, depth=kind.depth, market=kind.market)
        made.append(
            Campaign(
                told,
                row,
                strength,
                later,
                kind.usual,
                0.02,
                0.0,
                float(treated),
                40.0 * treated,
                40.0 * treated,
                given,
                *PLAIN,
            )
        )
    return made


def lumpy(seed: int) -> list[Campaign]:
    """Campaigns among customers whose habits differ as a gamma's do, with lognormal tickets a few of which are eightfold.

    A campaign multiplies a customer's orders by one plus strength x the need of the tier; some put customers off.
    """
    draw = np.random.default_rng([seed, 2])
    return [_lumpy(draw, f"p{number}", kind) for number, kind in enumerate(_kinds(draw, *LUMPY))]


def _lumpy(draw: np.random.Generator, name: str, kind: _Kind) -> Campaign:
    size, chance = int(draw.integers(600, 4_000)), float(draw.choice([0.5, 0.6, 0.7]))
    strength, later = max(float(draw.normal(kind.usual, 0.2)), -0.8), float(borrowed(draw))
    tier = draw.choice(len(TIERS), size, p=[0.35, 0.3, 0.2, 0.15])
    need, ticket = np.array([1.3, 1.1, 0.8, 0.4])[tier], np.array([300.0, 600.0, 1_200.0, 3_000.0])[tier]
    rate = draw.gamma(0.8, 0.12 / 0.8, size)
    treated = draw.random(size) < chance
    anyway = draw.poisson(rate * np.where(treated & (strength < 0), 1 + strength * need, 1.0))
    more = draw.poisson(np.where(treated, rate * max(strength, 0.0) * need, 0.0))
    used = np.where(treated, more + draw.binomial(anyway, 0.5), 0)
    before = draw.poisson(12 * rate)
    after = draw.poisson(np.maximum(1.5 * rate - treated * rate * strength * need * later, 0.0))
    net_list = {
        count: _tickets(draw, many, ticket)
        for count, many in (("orders", anyway + more), ("after", after), ("before", before))
    }
    share = np.divide(used, np.maximum(anyway + more, 1))
    with_list = net_list["orders"] * share
    off = with_list * kind.depth
    orders = (anyway + more) * 1.0
    told = exposed(0, size, name=name).assign(
        customer_id=[f"{name}-{number}" for number in range(size)], treated=treated, p_treated=chance, market=kind.market,
        tier=np.array(TIERS)[tier], orders_before=before, net_before_eur=net_list["before"], orders_year_before=before,
        net_year_before_eur=net_list["before"], orders_on_discount_before=draw.binomial(before, 0.3), orders_in=orders,
        net_in_eur=net_list["orders"] - off, margin_in_eur=0.55 * net_list["orders"] - off,
        net_full_price_in_eur=net_list["orders"] - with_list, orders_with_promotion_in=used * 1.0,
        net_with_promotion_eur=with_list - off, margin_with_promotion_eur=0.55 * with_list - off, paid_by_merchant_eur=off,
        orders_after=after * 1.0, net_after_eur=net_list["after"], margin_after_eur=0.55 * net_list["after"],
    )  # fmt: skip
    extra = (rate * need)[treated]
    dear = ticket[treated] * MEAN_TICKET
    gained = float(0.55 * (extra * dear).sum())
    given = float(off.sum()) + 0.1 * float(treated.sum())
    row = listed(name, kind=kind.mechanic, depth=kind.depth, market=kind.market)
    return Campaign(
        told, row, strength, later, kind.usual, 0.2, -0.8, float(extra.sum()), gained, gained, given, *LUMPY
    )


def _tickets(draw: np.random.Generator, many: np.ndarray, ticket: np.ndarray) -> np.ndarray:
    """What each customer's orders come to at list price."""
    who = np.repeat(np.arange(len(many)), many)
    price = ticket[who] * draw.lognormal(-(SIGMA**2) / 2, SIGMA, len(who))
    price = price * np.where(draw.random(len(who)) < DEAR_SHARE, DEAR, 1.0)
    return np.bincount(who, price, minlength=len(many))


def believed(campaigns: list[Campaign]) -> tuple[np.ndarray, np.ndarray]:
    """Mean and covariance of what kinds of campaigns do on average, as the generator draws them before any is seen."""
    level, spread = campaigns[0].level, campaigns[0].spread
    row = pd.concat([one.listed for one in campaigns], ignore_index=True)
    deep = row["depth"].to_numpy() - MIDDLE
    same = sum((row[name].to_numpy()[:, None] == row[name].to_numpy()[None, :]) * 1.0 for name in ("market", "kind"))
    steep = STEEPEST * spread
    mean = level + steep / 2 * deep
    return mean, spread**2 * (1 + same) + steep**2 / 12 * np.outer(deep, deep)
