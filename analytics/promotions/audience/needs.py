"""Who needs a promotion, who buys anyway, who never does and whom does it put off, from all randomised draws together."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.interval import Interval
from analytics.kept import kept
from analytics.promotions.audience.groups import groups
from analytics.promotions.effect.experiment import covariates, randomised
from analytics.promotions.questions import promotion_exposures
from analytics.results import CannotTell, Reason
from analytics.uplift import Experiment, Uplift, calibration, curve, uplift
from analytics.uplift.experiment import Numbers
from data.store import EVERYTHING, Choice, Store

OUTCOMES = ("purchase", "spend", "margin")
FEWEST = 200
USUAL_BREAK_EVEN = 0.1
DRAWS = 200


@dataclass(frozen=True)
class Needs:
    """What promotions did to whom.

    Attributes:
        rows, judged: draws of known customers; those whom the ranking was judged on.
        promotions: how many promotions they come from.
        average, adjusted: effect of being sent a promotion, per customer: on the chance of an order, or in EUR.
        qini: area of the uplift curve above a random choice; its interval decides the verdict.
        at: effect among the 10, 20 and 30 % ranked highest; keys are text.
        verdict: "signal" or "no signal".
        learner: how the ranking was learnt; the best on customers it had not seen.
        curve: `share` of customers treated, highest first, `gain` with `low` and `high`, and `random`.
        deciles: one row per tenth, highest first: `decile`, `customers`, `predicted`, `found`, `low`, `high`.
        groups: see `groups.Groups`; of the purchase.
        rule: how the groups were divided; None for another outcome.
        break_even: chance of an extra order over chance of an order anyway, above which a promotion pays.
    """

    rows: int
    judged: int
    promotions: int
    average: Interval
    adjusted: Interval
    qini: Interval
    at: dict[str, Interval]
    verdict: str
    learner: str
    curve: pd.DataFrame
    deciles: pd.DataFrame
    groups: pd.DataFrame
    rule: Reason | None
    break_even: float


@dataclass(frozen=True)
class Drawn:
    """All randomised draws as one experiment, in order of the day of the draw."""

    trial: Experiment
    order: Numbers
    exposures: pd.DataFrame


def discount_needs(store: Store, choice: Choice = EVERYTHING, *, outcome: str = "purchase") -> Needs:
    """Learns from earlier draws and is judged on later ones; kept once computed.

    Args:
        outcome: purchase (whether an order came in the window), spend or margin (EUR in it).

    Raises:
        CannotTell: fewer than 200 customers in an arm.
        ValueError: an unknown outcome.
    """
    if outcome not in OUTCOMES:
        raise ValueError(f"outcome is {outcome}; give one of {', '.join(OUTCOMES)}")
    return kept(store, Needs, (choice, outcome), lambda: _computed(promotion_exposures(store, choice), outcome))


def _computed(exposures: pd.DataFrame, outcome: str) -> Needs:
    drawn = together(exposures, outcome)
    model = uplift(drawn.trial, order=drawn.order)
    pays = break_even(drawn.exposures)
    parts = groups(model, drawn.trial.outcome, drawn.trial.treated, break_even=pays) if outcome == "purchase" else None
    return Needs(
        rows=model.rows,
        judged=model.judged,
        promotions=int(drawn.exposures["promotion_id"].nunique()),
        average=model.average,
        adjusted=model.adjusted,
        qini=model.qini,
        at={str(percent): effect for percent, effect in model.at.items()},
        verdict=model.verdict,
        learner=model.learner,
        curve=_curve(model),
        deciles=_deciles(model),
        groups=parts.table if parts else pd.DataFrame(),
        rule=parts.rule if parts else None,
        break_even=pays,
    )


def together(exposures: pd.DataFrame, outcome: str) -> Drawn:
    """One experiment of all draws.

    Raises:
        CannotTell: fewer than 200 draws in an arm.
    """
    drawn = randomised(exposures).sort_values(["assigned_on", "promotion_id", "customer_id"], ignore_index=True)
    treated = drawn["treated"].to_numpy(dtype=bool)
    fewest = min(int(treated.sum()), int((~treated).sum()))
    if fewest < FEWEST:
        raise CannotTell(Reason("too_few_drawn", customers=fewest, needed=FEWEST))
    who = pd.factorize(drawn["customer_id"])[0].astype(np.int64)
    trial = Experiment(features(drawn), treated, _outcome(drawn, outcome), drawn["p_treated"].to_numpy(float), who)
    return Drawn(trial, drawn["assigned_on"].to_numpy().astype("datetime64[D]").astype(float), drawn)


def features(drawn: pd.DataFrame) -> Numbers:
    """What is known of a customer before a draw: their history, tier and market."""
    markets = pd.get_dummies(drawn["market"].astype("string")).to_numpy(dtype=float)
    return np.column_stack([covariates(drawn), markets])


def _outcome(drawn: pd.DataFrame, outcome: str) -> Numbers:
    if outcome == "purchase":
        return (drawn["orders_in"].to_numpy(dtype=float) > 0).astype(float)
    return drawn[{"spend": "net_in_eur", "margin": "margin_in_eur"}[outcome]].to_numpy(dtype=float, na_value=0.0)


def break_even(drawn: pd.DataFrame) -> float:
    """Discount the shop gave per order that used a promotion, over the margin left on it."""
    given = drawn[drawn["treated"].astype(bool)]
    paid = float((given["paid_by_merchant_eur"] + given["paid_by_other_eur"]).astype(float).sum())
    margin = float(given["margin_with_promotion_eur"].astype(float).sum())
    return float(np.clip(paid / margin, 0.01, 2.0)) if margin > 0 else USUAL_BREAK_EVEN


def _deciles(model: Uplift) -> pd.DataFrame:
    """Predicted and found effects of each tenth of the customers judged."""
    held = model.held
    if held is None:
        return pd.DataFrame(columns=["decile", "customers", "predicted", "found", "low", "high"])
    bins = calibration(held.treated - held.untreated, held.net, 10).bins
    bins.insert(0, "decile", range(1, len(bins) + 1))
    return bins


def _curve(model: Uplift) -> pd.DataFrame:
    """The gain curve with a bootstrap over customers, on customers no model had seen."""
    held = model.held
    if held is None:
        return pd.DataFrame(columns=["share", "gain", "random", "low", "high"])
    score, net = held.treated - held.untreated, held.net
    table = curve(score, net, 50)
    draw = np.random.default_rng(0)
    gains = [_drawn_again(score, net, draw) for _ in range(DRAWS)]
    low, high = np.quantile(gains, [0.025, 0.975], axis=0)
    return table.assign(low=low, high=high)


def _drawn_again(score: Numbers, net: Experiment, draw: np.random.Generator) -> Numbers:
    """The gain of a choice by score above a random one, plus the line of the random choice, in one resample."""
    who = net.customer if net.customer is not None else np.arange(len(net), dtype=np.int64)
    times = np.bincount(draw.integers(0, who.max() + 1, who.max() + 1), minlength=who.max() + 1)[who]
    again = np.repeat(np.arange(len(who)), times)
    return np.asarray(curve(score[again], net.rows(again), 50)["gain"], dtype=float)
