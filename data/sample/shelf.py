"""Shelf prices of the sample shop by range, market and week: list prices that move, markdowns that come and go."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from data.calendar import Event, events, spans
from data.sample.brands import RANGES
from data.sample.places import MARKETS
from data.sample.plan import TIERS, Plan

Floats = NDArray[np.float64]
JOINS_SALES = {"entry": 0.95, "core": 0.95, "premium": 0.9, "luxury": 0.7, "haute": 0.0}
SALE_DEPTH = {"entry": 0.25, "core": 0.25, "premium": 0.22, "luxury": 0.18, "haute": 0.0}
PRIVATE_DEPTH = {"entry": 0.3, "core": 0.28, "premium": 0.25, "luxury": 0.2, "haute": 0.0}
SALES = {
    "IT": ("saldi winter", "saldi summer"),
    "FR": ("soldes winter", "soldes summer"),
    "CN": ("11.11", "618"),
}
BAN = timedelta(days=35)


@dataclass(frozen=True)
class Shelf:
    """By [range, market, week].

    Attributes:
        list_move: the list price over what its range's trend and the market's gap say, as a ratio.
        markdown: share off the list price that everyone gets.
        pull: what the two do to demand, elasticity applied, as a ratio.
    """

    list_move: Floats
    markdown: Floats
    pull: Floats


def shelf(plan: Plan) -> Shelf:
    """Draws the prices of a plan."""
    draw = np.random.default_rng([plan.seed, 1])
    list_move = _list_moves(plan, draw)
    markdown = np.maximum(_sales(plan, draw), _private_sales(plan, draw))
    log_price = np.log(list_move) + np.log1p(-markdown)
    return Shelf(list_move, markdown, np.exp(_elasticities(plan)[:, :, None] * log_price))


def _elasticities(plan: Plan) -> Floats:
    by_tier = dict(zip(TIERS, plan.elasticities, strict=True))
    return np.array(
        [
            [by_tier[brand_range.tier] * (plan.elasticity_china if market.code == "CN" else 1.0) for market in MARKETS]
            for brand_range in RANGES
        ]
    )


def _list_moves(plan: Plan, draw: np.random.Generator) -> Floats:
    """A new price list each quarter: what a house does everywhere, and what it does in one market."""
    quarters = plan.weeks // 13 + 1
    everywhere = draw.normal(0, 0.05, (len(RANGES), 1, quarters))
    here = draw.normal(0, 0.06, (len(RANGES), len(MARKETS), quarters))
    return np.exp(np.repeat(everywhere + here, 13, axis=2)[:, :, : plan.weeks])


def _sales(plan: Plan, draw: np.random.Generator) -> Floats:
    calendar = events(plan.since.year - 1, plan.until.year)
    markdown = np.zeros((len(RANGES), len(MARKETS), plan.weeks))
    for column, market in enumerate(MARKETS):
        for start, weeks in _seasons(calendar, market.code, plan):
            first = max(-(-(start - plan.since).days // 7), 0)
            for row, brand_range in enumerate(RANGES):
                joins, depth = (
                    draw.random() < JOINS_SALES[brand_range.tier],
                    SALE_DEPTH[brand_range.tier] + draw.uniform(-0.05, 0.08),
                )
                ladder = depth + np.minimum(0.04 * np.arange(weeks), 0.16)
                if joins:
                    markdown[row, column, first : first + weeks] = ladder[: max(plan.weeks - first, 0)]
    return markdown.round(2)


def _seasons(calendar: list[Event], market: str, plan: Plan) -> list[tuple[date, int]]:
    """When a market's sales start, and for how many weeks prices stay cut."""
    seasons = [
        (event.start, 3 if market == "CN" else 8)
        for name in SALES.get(market, ())
        for event in spans(calendar, name, market)
    ]
    if market not in ("IT", "FR"):
        years = range(plan.since.year, plan.until.year + 1)
        seasons = [(date(year, month, day), 5) for year in years for month, day in ((1, 2), (6, 24))]
    seasons += [(event.start - timedelta(days=4), 1) for event in spans(calendar, "Black Friday", market)]
    return [(start, weeks) for start, weeks in seasons if plan.since <= start < plan.until]


def _private_sales(plan: Plan, draw: np.random.Generator) -> Floats:
    """A fortnight's cut by one house in one market, at a time of its own choosing; never in Italy before the sales."""
    shape = (len(RANGES), len(MARKETS), plan.weeks // 13 + 1)
    deepest = np.array([PRIVATE_DEPTH[brand_range.tier] for brand_range in RANGES])[:, None, None]
    depth = np.where(draw.random(shape) < 0.68, draw.uniform(0.3, 1.0, shape), 0.0) * deepest
    starts = draw.integers(0, 11, shape)
    week = np.arange(plan.weeks)
    since_start = week % 13 - starts[:, :, week // 13]
    cut = np.where((since_start >= 0) & (since_start < 2), depth[:, :, week // 13], 0.0)
    calendar = events(plan.since.year - 1, plan.until.year + 1)
    for event in (*spans(calendar, "saldi winter", "IT"), *spans(calendar, "saldi summer", "IT")):
        first, last = (event.start - BAN - plan.since).days // 7, (event.start - plan.since).days // 7
        cut[:, 0, max(first, 0) : max(last + 1, 0)] = 0.0
    return cut.round(2)
