"""A promotion's score from customers who were held out at random."""

import numpy as np
import pandas as pd

from analytics.interval import UNKNOWN, Interval
from analytics.promotions.effect.score import FUNDERS, Score, Worth, moved, ratio, within
from analytics.results import Reason
from analytics.uplift import Experiment, adjusted_influence
from analytics.uplift.experiment import Numbers

OUTCOMES = ("orders_in", "orders_after", "net_full_price_in_eur", "net_in_eur", "margin_in_eur", "margin_after_eur")
EXTRA, DIP, FULL_PRICE, NET, MARGIN, MARGIN_AFTER = range(len(OUTCOMES))
FEWEST = 30
ROWS_A_FEATURE = 20
UNKNOWN_MARGINS = 0.02


def randomised(exposures: pd.DataFrame) -> pd.DataFrame:
    """The exposures an experiment can be read from: randomised, with a chance, and a window the data cover."""
    is_randomised = (exposures["assignment"] == "randomised") & exposures["window_is_seen"].astype(bool)
    chance = exposures["p_treated"]
    return exposures[is_randomised & (chance > 0) & (chance < 1)]


def why_not(exposures: pd.DataFrame) -> Reason | None:
    """Why a promotion's randomised exposures are no experiment: nobody in an arm, or fewer than thirty; None where they are."""
    treated = exposures["treated"].to_numpy(dtype=bool)
    smaller = min(int(treated.sum()), int((~treated).sum()))
    if not smaller:
        return Reason("nobody_held_out")
    return None if smaller >= FEWEST else Reason("arm_too_small", customers=smaller, needed=FEWEST)


def by_experiment(promotion_id: str, exposures: pd.DataFrame) -> Score:
    """The score of one promotion from its randomised exposures (the columns of `promotion_exposures`).

    Extra orders are the regression-adjusted effect per customer times the customers treated, errors clustered by
    customer. An extra order is taken to be worth what the orders that used the promotion are worth, and an order
    missing afterwards what any order is worth: the euro of a few luxury bags more or less in one arm would drown every
    effect. `direct` values the arms by their own euro instead, as a check. Shares are by the delta method.
    """
    arms = _Arms(exposures)
    seen_after = bool(exposures["after_is_seen"].all())
    given = exposures[exposures["treated"].astype(bool)]
    known = given["orders_without_margin"].sum() <= UNKNOWN_MARGINS * max(given["orders_in"].sum(), 1)
    cost = float(given["contact_cost_eur"].fillna(0).sum())
    worth = _worth(arms, exposures, seen_after) if known else None
    return Score(
        promotion_id=promotion_id,
        evidence="experiment",
        reason=None if known else Reason("margins_unknown"),
        first_on=exposures["assigned_on"].min().date(),
        last_on=(exposures["window_end"].max() - pd.Timedelta(days=1)).date(),
        reached=arms.reached,
        lift=_valued(arms, given["net_with_promotion_eur"], given["orders_with_promotion_in"]),
        orders=arms.total({EXTRA: 1.0}),
        pull_forward=_pulled(arms) if seen_after else UNKNOWN,
        cannibalised=arms.total({FULL_PRICE: -1.0}),
        subsidy_share=_subsidised(arms, given),
        margin=UNKNOWN if worth is None else _margin(arms, worth, seen_after, cost),
        direct=moved(arms.total({MARGIN: 1.0} | ({MARGIN_AFTER: 1.0} if seen_after else {})), -cost)
        if known
        else UNKNOWN,
        paid={funder: float(given[f"paid_by_{funder}_eur"].sum()) for funder in FUNDERS},
        contact_cost=cost,
        net_used=float(given["net_with_promotion_eur"].sum()),
        worth=worth,
    )


class _Arms:
    """The adjusted effect on each outcome per customer, their covariance, and how many were treated."""

    def __init__(self, exposures: pd.DataFrame) -> None:
        self.effect, self.covariance = _effects(exposures)
        self.reached = int(exposures["treated"].sum())

    def total(self, weights: dict[int, float], extra_variance: float = 0.0) -> Interval:
        """A weighted sum of effects over all treated customers; `extra_variance` of the weights is added."""
        weight = np.zeros(len(OUTCOMES))
        weight[list(weights)] = list(weights.values())
        variance = weight @ self.covariance @ weight * self.reached**2 + extra_variance
        return Interval.normal(float(weight @ self.effect) * self.reached, float(np.sqrt(variance)))


def _effects(exposures: pd.DataFrame) -> tuple[Numbers, Numbers]:
    """The adjusted effect on each outcome and their covariance."""
    features = covariates(exposures)
    treated = exposures["treated"].to_numpy(dtype=bool)
    chance = exposures["p_treated"].to_numpy(dtype=float)
    customer = pd.factorize(exposures["customer_id"])[0]
    adjusted = []
    for name in OUTCOMES:
        outcome = exposures[name].to_numpy(dtype=float)
        adjusted.append(adjusted_influence(Experiment(features, treated, outcome, chance, customer)))
    influence = np.column_stack([part for _, part in adjusted])
    return np.array([estimate for estimate, _ in adjusted]), influence.T @ influence


def covariates(exposures: pd.DataFrame) -> Numbers:
    """What is known of a customer before the draw, in numbers; fewer columns where there are few customers."""
    columns = {
        "net_year": np.log1p(exposures["net_year_before_eur"].clip(lower=0).to_numpy(dtype=float)),
        "orders_year": np.log1p(exposures["orders_year_before"].to_numpy(dtype=float)),
        "net": np.log1p(exposures["net_before_eur"].clip(lower=0).to_numpy(dtype=float)),
        "orders": np.log1p(exposures["orders_before"].to_numpy(dtype=float)),
        "on_discount": np.log1p(exposures["orders_on_discount_before"].to_numpy(dtype=float)),
        "days": np.log1p(exposures["days_since_last"].fillna(3_650).to_numpy(dtype=float)),
    }
    tiers = pd.get_dummies(exposures["tier"].astype("string")).to_numpy(dtype=float)
    everything = np.column_stack([*columns.values(), tiers])
    arm = exposures["treated"].to_numpy(dtype=bool)
    room = min(int(arm.sum()), int((~arm).sum())) // ROWS_A_FEATURE
    return everything[:, : max(room, 1)] if room < everything.shape[1] else everything


def _valued(arms: _Arms, amounts: pd.Series, orders: pd.Series) -> Interval:
    """Extra orders times what an order that used the promotion brings."""
    worth, variance = _per_order(amounts, orders)
    extra = arms.effect[EXTRA] * arms.reached
    return arms.total({EXTRA: worth}, extra**2 * variance) if np.isfinite(worth) else UNKNOWN


def _per_order(amounts: pd.Series, orders: pd.Series) -> tuple[float, float]:
    """Mean amount per order over customers, and its variance (of a ratio of means); nan without an order."""
    amount, count = amounts.to_numpy(dtype=float), orders.to_numpy(dtype=float)
    if count.sum() <= 0:
        return float("nan"), float("nan")
    worth = amount.sum() / count.sum()
    return float(worth), float(((amount - worth * count) ** 2).sum() / count.sum() ** 2)


def _pulled(arms: _Arms) -> Interval:
    """Orders missing afterwards per extra order, where there are extra orders to speak of."""
    extra, dip = arms.effect[EXTRA], arms.effect[DIP]
    if extra <= 1.96 * np.sqrt(arms.covariance[EXTRA, EXTRA]):
        return UNKNOWN
    return ratio(
        (-dip, arms.covariance[DIP, DIP]), (extra, arms.covariance[EXTRA, EXTRA]), -arms.covariance[EXTRA, DIP]
    )


def _subsidised(arms: _Arms, given: pd.DataFrame) -> Interval:
    """One less the extra orders per order that used the promotion."""
    used = float(given["orders_with_promotion_in"].sum())
    return within(moved(arms.total({EXTRA: -1 / used}), 1), 0, 1) if used else UNKNOWN


def _worth(arms: _Arms, exposures: pd.DataFrame, seen_after: bool) -> Worth | None:
    """What orders that used it, and any orders, are worth; None where nobody used it."""
    given = exposures[exposures["treated"].astype(bool)]
    used = given["orders_with_promotion_in"]
    margin, variance = _per_order(given["margin_with_promotion_eur"], used)
    if not np.isfinite(margin):
        return None
    usual, usual_error, usual_orders = _usual(exposures)
    given_away = float((given["paid_by_merchant_eur"] + given["paid_by_other_eur"]).sum())
    return Worth(
        used=float(used.sum()),
        margin=margin,
        margin_error=float(np.sqrt(variance)),
        discount=given_away / float(used.sum()),
        usual=usual,
        usual_error=usual_error,
        usual_orders=usual_orders,
        missing=arms.total({DIP: -1.0}) if seen_after else UNKNOWN,
        held_out=len(exposures) - arms.reached,
        anyway=float(exposures["orders_in"].sum() - given["orders_in"].sum()),
    )


def _usual(exposures: pd.DataFrame) -> tuple[float, float, float]:
    """Margin of an order that no promotion touched, its standard error, and how many orders; 0 without any."""
    held_out = ~exposures["treated"].astype(bool)
    orders = exposures["orders_in"].where(held_out, 0.0) + exposures["orders_after"]
    margin = exposures["margin_in_eur"].where(held_out, 0.0) + exposures["margin_after_eur"]
    worth, variance = _per_order(margin, orders)
    return (worth, float(np.sqrt(variance)), float(orders.sum())) if np.isfinite(worth) else (0.0, 0.0, 0.0)


def _margin(arms: _Arms, worth: Worth, seen_after: bool, cost: float) -> Interval:
    """Margin of extra orders, less the shop's discount on orders that would have come anyway, the dip and the cost.

    With E extra of R orders that used it, m margin and d shop-paid discount per such order, the rest R - E gave d away
    for nothing: E m - (R - E) d = E (m + d) - R d.
    """
    weights = {EXTRA: worth.margin + worth.discount} | ({DIP: worth.usual} if seen_after else {})
    extra = arms.effect[EXTRA] * arms.reached
    return moved(arms.total(weights, (extra * worth.margin_error) ** 2), -worth.used * worth.discount - cost)
