"""Shops with one promotion of one category, whose cross effects on the others are known: with and without customers held out."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.promotions.cross.effects import Used
from analytics.promotions.effect.observed import Ran
from tests.analytics.promotions.drawn import exposed, quiet_calendar

CATEGORIES = ("bags", "shoes", "ready-to-wear", "jewellery", "accessories", "beauty")
KINDS = ("nothing", "halo", "cannibalised")
PRICE = np.array([1_400.0, 600.0, 900.0, 2_500.0, 300.0, 120.0])
SHARE = np.array([0.22, 0.2, 0.25, 0.05, 0.18, 0.1])
SIGMA, DEAR_SHARE, DEAR = 0.7, 0.02, 8.0
MEAN, SQUARE = (1 - DEAR_SHARE) + DEAR_SHARE * DEAR, np.exp(SIGMA**2) * ((1 - DEAR_SHARE) + DEAR_SHARE * DEAR**2)
MARGIN = 0.5
YEARS, AFTER = 4, 6
CALM, OWN, DISPERSION = (
    0.05,
    0.04,
    0.15,
)  # weekly shocks of the shop and of a category; spread of counts beyond Poisson's


@dataclass(frozen=True)
class Shop:
    """One promotion and what it truly did.

    Attributes:
        goods, ran, used, arms: as `effects` takes them.
        kind: one of `KINDS`.
        promoted: place of the promoted category.
        usual: (2, categories), pieces that would have been sold while it ran and after, in expectation.
        extra: (2, categories), pieces more, in expectation.
        sold: (2, categories), pieces sold, of those treated where there are arms.
        noise: (2 categories, 2 categories), covariance of what is sold about its expectation.
    """

    goods: pd.DataFrame
    ran: Ran
    used: Used
    arms: tuple[pd.DataFrame, pd.DataFrame] | None
    kind: str
    promoted: int
    usual: np.ndarray
    extra: np.ndarray
    sold: np.ndarray
    noise: np.ndarray

    def margin(self, extra: np.ndarray) -> dict[str, np.ndarray]:
        """Of pieces (..., 2, categories) more, at what a piece is worth: of each other category, of all others, and in total."""
        each = extra.sum(axis=-2) * PRICE * MEAN * MARGIN
        others = np.delete(each, self.promoted, axis=-1)
        named = {CATEGORIES[place]: each[..., place] for place in range(len(CATEGORIES)) if place != self.promoted}
        return {**named, "others": others.sum(axis=-1), "total": each.sum(axis=-1) - self.used.given_eur}


def changes(draw: np.random.Generator, promoted: int, size: int | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Kinds, (size,), and shares of usual sales gained, (size, 2, categories), as the generator draws them."""
    many = size or 1
    kind = draw.choice(3, many, p=[0.4, 0.3, 0.3])
    sign = np.array([0.0, 1.0, -1.0])[kind]
    level = draw.uniform(0.04, 0.25, many) * sign
    each = level[:, None] * draw.uniform(0.2, 1.8, (many, len(CATEGORIES)))
    later = draw.choice([0.0, 0.25, -0.25], many)
    found = np.stack([each, each * later[:, None]], axis=1)
    lift = draw.uniform(0.1, 0.9, many)
    found[:, 0, promoted] = lift
    found[:, 1, promoted] = -lift * draw.uniform(0.0, 0.25, many)
    return kind, found


def of_course(seed: int) -> Shop:
    """Without a control group: four years of days, a level that wanders, weeks that move all, counts beyond Poisson's."""
    draw = np.random.default_rng([seed, 11])
    promoted, weekly = int(draw.integers(len(CATEGORIES))), float(draw.uniform(60, 400))
    days = pd.date_range("2020-01-06", periods=7 * 52 * YEARS + 14)
    week = np.arange(len(days)) // 7
    number = int(week[-1]) + 1
    drift = np.zeros((number, 1 + len(CATEGORIES)))
    for place in range(1, number):
        drift[place] = 0.8 * drift[place - 1] + draw.normal(0, 0.6, 1 + len(CATEGORIES)) * np.array(
            [CALM, *[OWN] * len(CATEGORIES)]
        )
    shock = draw.normal(0, CALM, (number, 1)) + draw.normal(0, OWN, (number, len(CATEGORIES)))
    season = 0.2 * np.sin(2 * np.pi * (np.arange(number) / 52.18 + draw.random()))
    trend = draw.uniform(-0.08, 0.12) * np.arange(number) / 52.18
    calm = np.log(weekly * draw.dirichlet(60 * SHARE)) + (season + trend)[:, None]
    level = np.exp(calm + drift[:, :1] + drift[:, 1:])
    first, length = int(draw.integers(110, number - 20)), int(draw.integers(2, 5))
    kind, change = changes(draw, promoted)
    more = np.ones((number, len(CATEGORIES)))
    more[first : first + length] += change[0, 0]
    more[first + length : first + length + AFTER] += change[0, 1]
    rate = level * more * np.exp(shock)
    of_week = draw.poisson(
        rate
        * draw.gamma(1 / DISPERSION**2 * rate.clip(1) / (rate.clip(1) + 20), 1, rate.shape)
        / (1 / DISPERSION**2 * rate.clip(1) / (rate.clip(1) + 20))
    )
    weight = np.array([0.8, 0.8, 0.9, 1.0, 1.2, 1.4, 0.9]) / 7
    daily = np.stack([draw.multinomial(count, weight / weight.sum(), size=None) for count in of_week.ravel()]).reshape(
        number, len(CATEGORIES), 7
    )
    units = daily.transpose(0, 2, 1).reshape(-1, len(CATEGORIES))[: len(days)]
    start, depth = pd.Timestamp(days[7 * first]), float(draw.choice([0.1, 0.15, 0.2, 0.3]))
    spans = (slice(first, first + length), slice(first + length, first + length + AFTER))
    sold = np.array([of_week[span].sum(axis=0) for span in spans])
    usual = np.array([level[span].sum(axis=0) for span in spans])
    noise = np.zeros((2 * len(CATEGORIES),) * 2)
    for part, span in enumerate(spans):
        rates = level[span]
        own = slice(part * len(CATEGORIES), (part + 1) * len(CATEGORIES))
        shape = 1 / DISPERSION**2 * rates.clip(1) / (rates.clip(1) + 20)
        noise[own, own] = (rates.T @ rates) * CALM**2 + np.diag(
            (rates + rates**2 / shape + rates**2 * OWN**2).sum(axis=0)
        )
    given = float(sold[0, promoted] * PRICE[promoted] * MEAN * depth * draw.uniform(0.5, 1.0))
    off = units[:, promoted] * 0.0
    ran = Ran(start, start + pd.Timedelta(days=7 * length - 1), pd.DataFrame(), quiet_calendar(), [], 0.0)
    used = Used(float(sold[0, promoted] * PRICE[promoted] * MEAN), given, given)
    del off
    return Shop(
        _goods(draw, days, units, promoted),
        ran,
        used,
        None,
        KINDS[int(kind[0])],
        promoted,
        usual,
        usual * change[0],
        sold,
        noise,
    )


def by_lot(seed: int) -> Shop:
    """With a control group: customers whose habits differ as a gamma's do, and differ in what they like."""
    draw = np.random.default_rng([seed, 12])
    promoted, size = int(draw.integers(len(CATEGORIES))), int(draw.integers(1_500, 12_000))
    days = pd.date_range("2022-01-03", periods=728)
    units = draw.poisson(np.outer(np.full(len(days), draw.uniform(60, 400) / 7), SHARE))
    rate = draw.gamma(0.8, draw.uniform(0.1, 0.4) / 0.8, size)[:, None] * draw.dirichlet(6 * SHARE, size)
    treated = draw.random(size) < 0.5
    kind, change = changes(draw, promoted)
    factors = np.stack([rate, 1.5 * rate])
    more = np.where(treated[None, :, None], 1 + change[0][:, None, :], 1.0)
    bought = draw.poisson(factors * more)
    before = draw.poisson(10 * rate.sum(axis=1))
    told = exposed(0, size).assign(
        customer_id=np.arange(size).astype(str), treated=treated, orders_before=before, net_before_eur=before * 500.0,
        orders_year_before=before, net_year_before_eur=before * 500.0, orders_on_discount_before=draw.binomial(before, 0.3),
    )  # fmt: skip
    rows = pd.concat(
        pd.DataFrame({"customer_id": told["customer_id"], "category": name, "is_covered": place == promoted,
                      "units_in": bought[0, :, place], "units_after": bought[1, :, place]})
        for place, name in enumerate(CATEGORIES)
    )  # fmt: skip
    usual = factors[:, treated].sum(axis=1)
    sold = bought[:, treated].sum(axis=1)
    # Twice, as both arms are counts of people whose habits are known as far as their orders before tell.
    known = np.column_stack([np.ones(size), np.log1p(before)])
    habits = np.concatenate(factors, axis=1)
    left = habits - known @ np.linalg.lstsq(known, habits, rcond=None)[0]
    spread = 2 * (np.diag(usual.ravel()) + treated.sum() * np.cov(left, rowvar=False))
    held_out = bought[:, ~treated].sum(axis=1) * treated.sum() / (~treated).sum()
    depth = float(draw.choice([0.1, 0.15, 0.2, 0.3]))
    given = float(sold[0, promoted] * PRICE[promoted] * MEAN * depth * draw.uniform(0.5, 1.0))
    start = pd.Timestamp("2023-03-06")
    ran = Ran(start, start + pd.Timedelta(days=27), pd.DataFrame(), quiet_calendar(), [], 0.0)
    used = Used(float(sold[0, promoted] * PRICE[promoted] * MEAN), given, given)
    return Shop(
        _goods(draw, days, units, promoted), ran, used, (told, rows[rows[["units_in", "units_after"]].sum(axis=1) > 0]), KINDS[int(kind[0])],
        promoted, usual, usual * change[0], sold - held_out + usual, spread,
    )  # fmt: skip


def _goods(draw: np.random.Generator, days: pd.DatetimeIndex, units: np.ndarray, promoted: int) -> pd.DataFrame:
    """Rows of `category_sales`: tickets lognormal, one in fifty eightfold."""
    day, category = np.nonzero(units)
    count = units[day, category]
    price = np.repeat(PRICE[category], count) * draw.lognormal(-(SIGMA**2) / 2, SIGMA, count.sum())
    price *= np.where(draw.random(len(price)) < DEAR_SHARE, DEAR, 1.0)
    row = np.repeat(np.arange(len(count)), count)
    net, squares = np.bincount(row, price, minlength=len(count)), np.bincount(row, price**2, minlength=len(count))
    return pd.DataFrame({
        "day": days[day], "category": np.array(CATEGORIES)[category], "is_covered": category == promoted, "units": count * 1.0,
        "net_eur": net, "margin_eur": MARGIN * net, "units_with_margin": count * 1.0, "net_squares": squares,
        "margin_squares": MARGIN**2 * squares,
    })  # fmt: skip


def oracle(shop: Shop, seed: int, draws: int = 60_000) -> tuple[np.ndarray, np.ndarray]:
    """Extra pieces, (draws, 2, categories), and their weights, for who knows the usual course, the noise and how effects are drawn."""
    draw = np.random.default_rng([seed, 13])
    _, change = changes(draw, shop.promoted, draws)
    extra = change * shop.usual
    left = (shop.sold - shop.usual - extra).reshape(draws, -1)
    off = np.einsum("ij,jk,ik->i", left, np.linalg.inv(shop.noise), left)
    weight = np.exp(-(off - off.min()) / 2)
    return extra, weight / weight.sum()
