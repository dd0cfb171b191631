"""How demand for the sample shop moves: season, feasts, noise, prices and growth; and what the shocks do to it.

Customers buy by a Poisson clock of their own that runs faster when demand is high: `clock` counts that time. New customers
come at a pace that makes orders grow steadily, although the repeat orders of earlier ones pile up (a renewal equation).
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from data.calendar import Event, events
from data.sample import feasts
from data.sample.brands import RANGES
from data.sample.places import COURSE, MARKETS, ORIGINS, Market
from data.sample.plan import TIERS, Loyalty, Plan, Shock
from data.sample.shelf import Shelf

Floats = NDArray[np.float64]
# which tiers people buy in, by the tier they favour
CHOICE = np.array(
    [
        [0.78, 0.17, 0.04, 0.01, 0.0],
        [0.16, 0.62, 0.17, 0.05, 0.0],
        [0.05, 0.17, 0.6, 0.179, 0.001],
        [0.02, 0.06, 0.19, 0.722, 0.008],
        [0.0, 0.02, 0.08, 0.5, 0.4],
    ]
)
WEEKDAYS = np.array([0.85, 0.87, 0.9, 0.96, 1.08, 1.3, 1.04])
# event: days before its start and after its end that feel it, and by how much
BUZZ = {
    "11.11": (0, 0, 1.5),
    "11.11 first wave": (0, 0, 1.5),
    "618": (0, 0, 1.3),
    "618 first wave": (0, 0, 1.3),
    "Qixi": (9, 0, 1.35),
    "520": (7, 0, 1.3),
    "12.12": (0, 0, 1.3),
    "Black Friday": (1, 0, 1.6),
    "Valentine's Day": (7, 0, 1.12),
    "National Day week": (0, 0, 1.15),
    "Christmas": (22, -1, 1.45),
}


@dataclass(frozen=True)
class Tempo:
    """Demand by [market, tier, day]; clocks by [market, taste, day].

    Attributes:
        demand: without shocks, mean 1.
        shock: demand over what it would have been, 1 where nothing happened.
        clock: average days of demand in each day, for the repeat orders of people of a taste.
        arrivals: weight of each day for new customers.
    """

    demand: Floats
    shock: Floats
    clock: Floats
    arrivals: Floats


def tempo(plan: Plan, prices: Shelf) -> Tempo:
    """Draws the demand of a plan whose prices are given."""
    season = _season(plan) * np.tile(WEEKDAYS / WEEKDAYS.mean(), plan.weeks)
    weekly = _held_to_course(plan, _noise(plan) * _price_pull(prices))
    demand = season[:, None, :] * np.repeat(weekly, 7, axis=2)
    demand /= demand.mean(axis=2, keepdims=True)
    clock = np.einsum("ak,mkd->mad", CHOICE, demand)
    return Tempo(demand, _shocks(plan), clock, _arrivals(plan, clock))


def _price_pull(prices: Shelf) -> Floats:
    pull = np.zeros((len(MARKETS), len(TIERS), prices.pull.shape[2]))
    for row, brand_range in enumerate(RANGES):
        pull[:, TIERS.index(brand_range.tier), :] += brand_range.share * prices.pull[row]
    return pull


def _noise(plan: Plan) -> Floats:
    """A level that wanders and a weekly disturbance that fades: part shared by a market's tiers, part of each tier."""
    draw = np.random.default_rng([plan.seed, 2])
    shape = (len(MARKETS), len(TIERS), plan.weeks)
    steps = draw.normal(0, 0.005, (len(MARKETS), 1, plan.weeks)) + draw.normal(0, 0.004, shape)
    shakes = draw.normal(0, 0.04, (len(MARKETS), 1, plan.weeks)) + draw.normal(0, 0.04, shape)
    for week in range(1, plan.weeks):
        shakes[:, :, week] += 0.5 * shakes[:, :, week - 1]
    return np.exp(np.cumsum(steps, axis=2) + shakes)


def _season(plan: Plan) -> Floats:
    days = np.arange(plan.days)
    year = 2 * np.pi * days / 365.25
    base = 1 + 0.07 * np.cos(year - 2 * np.pi * 340 / 365.25) + 0.04 * np.cos(2 * year)
    season = np.tile(base, (len(MARKETS), 1))
    codes = [market.code for market in MARKETS]
    for event in events(plan.since.year - 1, plan.until.year + 1):
        if event.market in codes and not event.region:
            _feel(season[codes.index(event.market)], event, plan)
    season[codes.index(feasts.MARKET)] *= feasts.demand(feasts.peaks(plan))
    for quiet in ("KR", "JP", "HK"):
        season[codes.index(quiet)] *= np.where((days % 365 > 330) & (days % 365 < 358), 1.2, 1.0)
    return season


def _feel(season: Floats, event: Event, plan: Plan) -> None:
    first, last = (event.start - plan.since).days, (event.end - plan.since).days

    def scale(since: int, until: int, factor: float) -> None:
        season[max(since, 0) : max(until, 0)] *= factor

    if event.event in BUZZ:
        before, after, factor = BUZZ[event.event]
        length = last - first + 1
        scale(first - before, last + 1 + after, 1 + (factor - 1) * min(1.0, 8 / length) if before == 0 else factor)
    elif event.event == "Spring Festival":
        scale(first - 21, first - 3, 1.3)
        scale(first, last + 1, 0.6)
    elif event.event == "Ferragosto":
        scale(first - 6, first + 6, 0.65)
    elif event.kind == "sale_season":
        scale(first, first + 10, 1.25)


def shock_factor(shock: Shock, tier: int, days: NDArray[np.int64], since: date) -> Floats:
    """Demand of a tier over what it would have been without this shock, on days counted from `since`."""
    return curve(shock, (shock.depth[tier], shock.transient[tier], shock.lasting[tier]), days, since)


def curve(shock: Shock, levels: tuple[float, float, float], days: NDArray[np.int64], since: date) -> Floats:
    """What a shock of this depth, transient and lasting part leaves of demand, on days counted from `since`."""
    depth, transient, lasting = levels
    weeks = np.maximum(days - (shock.reopened_on - since).days, 0) / 7
    after = np.exp(lasting + transient * 2 ** (-weeks / shock.half_life_weeks))
    is_open = days >= (shock.reopened_on - since).days
    return np.where(days < (shock.closed_on - since).days, 1.0, np.where(is_open, after, 1.0 - depth))


def _shocks(plan: Plan) -> Floats:
    factors = np.ones((len(MARKETS), len(TIERS), plan.days))
    codes = [market.code for market in MARKETS]
    for shock in plan.shocks:
        for tier in range(len(TIERS)):
            factors[codes.index(shock.market), tier] *= shock_factor(shock, tier, np.arange(plan.days), plan.since)
    return factors


def _course(plan: Plan, market: Market) -> Floats:
    """Orders a week over those of the first, without season or shocks: steady growth, or the published course."""
    weeks = np.arange(plan.weeks)
    if market.code not in COURSE:
        return np.asarray(np.exp(market.growth * weeks / 52.18))
    middle = [(date(year, 7, 1) - plan.since).days / 7 for year in COURSE[market.code]]
    return np.asarray(np.exp(np.interp(weeks, middle, np.log(list(COURSE[market.code].values())))))


def _held_to_course(plan: Plan, weekly: Floats) -> Floats:
    """Where a market's course is given, what wanders does so within the year: no year is moved as a whole."""
    years = np.array([(plan.since + timedelta(weeks=week)).year for week in range(plan.weeks)])
    held = weekly.copy()
    for row, market in enumerate(MARKETS):
        if market.code in COURSE:
            known = sorted(set(years.tolist()))
            level = np.array([np.log(weekly[row][:, years == year].mean(axis=1)) for year in known])
            middle = [np.flatnonzero(years == year).mean() for year in known]
            for tier in range(len(TIERS)):
                held[row, tier] /= np.exp(np.interp(np.arange(plan.weeks), middle, level[:, tier]))
    return held


def _repeats(plan: Plan, market: str) -> Floats:
    """Expected repeat orders a week, by weeks since the first, of a market's mix of customers."""
    loyalty = {terms.channel: terms for terms in plan.loyalties}
    years = np.arange(plan.weeks) / 52.18
    mix = [(origin.share, loyalty[origin.channel]) for origin in ORIGINS if origin.market == market]
    return sum((share * _rate(terms, years) for share, terms in mix), np.zeros(plan.weeks)) / 52.18


def _rate(loyalty: Loyalty, years: Floats) -> Floats:
    return loyalty.r / loyalty.alpha * (loyalty.beta / (loyalty.beta + years)) ** loyalty.s


def _arrivals(plan: Plan, clock: Floats) -> Floats:
    weight = np.zeros_like(clock)
    weekly = clock.reshape(*clock.shape[:2], plan.weeks, 7).mean(axis=3)
    for row, market in enumerate(MARKETS):
        repeats = _repeats(plan, market.code)
        target = _course(plan, market)
        pace = np.zeros((clock.shape[1], plan.weeks))
        for week in range(plan.weeks):
            came = pace[:, :week] * weekly[row, :, :week]
            pace[:, week] = np.maximum(target[week] - came @ repeats[week:0:-1], 0.03 * target[week])
        share = market.share * np.array(market.tastes)[:, None]
        weight[row] = share * np.repeat(pace, 7, axis=1) * clock[row]
    return weight
