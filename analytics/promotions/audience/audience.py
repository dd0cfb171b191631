"""Today's customers by what a promotion is expected to do to them."""

from datetime import date

import numpy as np
import pandas as pd

from analytics.promotions.audience.groups import ANYWAY, NEEDS, NEVER, PUT_OFF
from analytics.promotions.audience.needs import break_even, discount_needs, features, together
from analytics.promotions.questions import promotion_exposures
from analytics.uplift import menu
from data.store import EVERYTHING, Choice, Store

COLUMNS = ("customer_id", "market", "channel", "tier", "buys_anyway", "buys_if_sent", "effect", "group", "evidence")


def discount_audience(store: Store, choice: Choice = EVERYTHING, *, on: date) -> pd.DataFrame:
    """Scores every customer who may be written to, as of a day, with what all randomised draws taught.

    Who refused marketing is left out; whose consent no file tells is in.

    Args:
        on: the day; orders before it are known.

    Returns:
        One row per customer, most moved first: `customer_id` (pseudonym), `market`, `channel`, `tier`, `buys_anyway`
        and `buys_if_sent` (chance of an order in a window), `effect`, their difference, `group` (needs it, buys anyway,
        never, put off by it) and `evidence`. No row when there is no signal: nobody is ranked by chance.

    Raises:
        CannotTell: fewer than 200 customers in an arm.
    """
    needs = discount_needs(store, choice)
    people = store.ask("customers_now", choice, on=on)
    if needs.verdict != "signal" or people.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    exposures = promotion_exposures(store, choice)
    drawn = together(exposures, "purchase")
    # One table for both, so that tiers and markets become the same columns.
    both = pd.concat([drawn.exposures, people.assign(treated=False)], ignore_index=True)
    known = features(both)
    trial = drawn.trial
    trial = type(trial)(known[: len(trial)], trial.treated, trial.outcome, trial.chance, trial.customer)
    untreated, treated = menu(trial)[needs.learner](trial)(known[len(trial) :])
    pays, usual = break_even(drawn.exposures), float(trial.outcome[~trial.treated].mean())
    effect = treated - untreated
    name = np.select(
        [effect > pays * untreated, effect < -pays * untreated, untreated > usual], [NEEDS, PUT_OFF, ANYWAY], NEVER
    )
    audience = people.assign(
        buys_anyway=untreated, buys_if_sent=treated, effect=effect, group=name, evidence="experiment"
    )
    return audience[list(COLUMNS)].sort_values("effect", ascending=False, ignore_index=True)
