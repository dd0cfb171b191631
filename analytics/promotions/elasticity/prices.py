"""How much do prices matter, by tier, market or brand?"""

import numpy as np
import pandas as pd

from analytics.promotions.elasticity.elasticity import Elasticity, elasticity, fit
from analytics.promotions.elasticity.panel import Roles, panel
from analytics.results import CannotTell, Reason

UNIT, WITHIN = ["market", "currency", "brand", "tier"], ("market", "currency")
FEWEST_WEEKS = 52
REMEMBERED = 6
ROUNDS = 4


def price_response(weekly: pd.DataFrame, *, by: str = "tier", fewest_units: float = 1.0) -> Elasticity:
    """Price elasticity from the shop's own weeks: the second level of evidence, "panel".

    A unit is a brand's tier, sold in one currency to the shoppers of a market: a Chinese buys at other prices in Milan than
    at home, and their mean would tell where she shopped. In a week without a sale nobody saw the price: it is taken to lie between the
    prices seen before and after (at most six weeks away), nearer to the one at which selling nothing is likelier.
    Leaving such weeks out, or giving them the last price of a sale, would make customers look patient. Fixed effects
    of unit and of each market's and currency's week, so that a market's own season, feasts and exchange rate are not taken
    for its prices; what is measured is a brand cheaper than it usually is and than the others are that week.

    Args:
        weekly: `price_panel`.
        by: group to tell apart: tier, market, brand, or "market_tier".
        fewest_units: units that sell fewer pieces a week on average, or in less than a year, are left out: in most of their
            weeks nobody saw the price, and guessed prices make customers look patient (by half below one piece in three weeks).

    Raises:
        CannotTell: no unit sells enough, or no price moves apart.
    """
    weeks = pd.date_range(weekly["week"].min(), weekly["week"].max(), freq="7D")
    kept = [
        _whole(part, weeks) for _, part in weekly.groupby(UNIT)
        if len(part) >= FEWEST_WEEKS and part["units"].sum() / len(weeks) >= fewest_units
    ]  # fmt: skip
    if not kept:
        raise CannotTell(Reason("sells_too_seldom", units=fewest_units))
    filled = pd.concat(kept, ignore_index=True)
    filled["market_tier"] = filled["market"] + " " + filled["tier"]
    roles = Roles(UNIT, "week", "price", "units", (), by, within=WITHIN)
    slope = 0.0
    for _ in range(ROUNDS):
        slope = float(fit(panel(_priced(filled, slope), roles)).coefficient[0])
    return elasticity(panel(_priced(filled, slope), roles))


def _whole(part: pd.DataFrame, weeks: pd.DatetimeIndex) -> pd.DataFrame:
    """A unit's weeks from its first sale to its last, those without a sale between the prices `before` and `after`."""
    own = part.set_index("week")
    full = own.reindex(weeks[(weeks >= own.index.min()) & (weeks <= own.index.max())])
    named = {name: own[name].iloc[0] for name in UNIT}
    before, after = full["price"].ffill(limit=REMEMBERED), full["price"].bfill(limit=REMEMBERED)
    full = full.assign(
        **named, before=before.fillna(after), after=after.fillna(before), units=full["units"].fillna(0.0)
    )
    return full.dropna(subset=["before"]).rename_axis("week").reset_index()


def _priced(filled: pd.DataFrame, slope: float) -> pd.DataFrame:
    """Prices of weeks without a sale: the mean log of the two, weighed by the chance of selling nothing at each."""
    logs = np.log(filled[["before", "after"]].to_numpy())
    unit = filled.groupby(UNIT).ngroup().to_numpy()
    usual = np.bincount(unit, np.exp(slope * logs.mean(axis=1)))[unit]
    level = np.bincount(unit, filled["units"])[unit] / usual
    nothing = np.exp(-np.minimum(level[:, None] * np.exp(slope * logs), 50))
    guess = (logs * nothing).sum(axis=1) / nothing.sum(axis=1)
    return filled.assign(price=np.where(filled["units"] > 0, filled["price"], np.exp(guess)))
