"""What the customers known today will still buy, in the few tables a page or a report shows."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.kept import kept
from analytics.lifetime import Lifetime, lifetime
from analytics.lifetime.forecast import Forecast
from analytics.lifetime.stored import stored_record
from analytics.results import CannotTell, Reason
from data.store import EVERYTHING, Choice, Store

BANDS = (0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0)
MIN_REPEATS = 30  # repeat customers under which nothing can be forecast


@dataclass(frozen=True)
class CustomerValue:
    """A forecast and how far it may be trusted.

    Attributes:
        customers, repeat_customers: known today; who bought on more than one day.
        forecast: purchases and value of all of them over the horizon, with intervals.
        chosen: the model that forecast best at earlier moments.
        trials: one row per model: `model`, `score` (1 is best throughout), `mae`, `rmse`, `predicted`, `actual` in its
            last holdout.
        bands: one row per band of the probability of still being a customer: `low`, `high`, `customers`, `purchases`,
            `value_eur`, empty where no value is forecast.
        tracking: one row per four weeks: `on`, `actual`, `expected` repeat purchases.
        by_frequency: one row per number of earlier repeat purchases: `frequency`, `customers`, `predicted`, `actual`.
        misfit: assumptions that the data contradict.
    """

    customers: int
    repeat_customers: int
    forecast: Forecast
    chosen: str
    trials: pd.DataFrame
    bands: pd.DataFrame
    tracking: pd.DataFrame
    by_frequency: pd.DataFrame
    misfit: tuple[Reason, ...]


def customer_value(store: Store, choice: Choice = EVERYTHING, *, weeks: int = 52) -> CustomerValue:
    """The purchases and net sales to come from customers known so far.

    Args:
        weeks: horizon.

    Raises:
        CannotTell: no purchase by a known customer in the choice, or too few who came back.
    """
    return kept(store, CustomerValue, (choice, weeks), lambda: _valued(store, choice, weeks))


def _valued(store: Store, choice: Choice, weeks: int) -> CustomerValue:
    record = stored_record(store, choice, horizon=weeks)
    histories = record.now.histories
    repeats = int(histories.customers[histories.frequency > 0].sum())
    if repeats < MIN_REPEATS:
        raise CannotTell(Reason("too_few_came_back", customers=repeats, needed=MIN_REPEATS))
    result = lifetime(record)
    last = pd.Timestamp(store.ask("span")["data_to"].iloc[0])
    return CustomerValue(
        customers=result.customers,
        repeat_customers=result.repeat_customers,
        forecast=result.forecast,
        chosen=result.chosen,
        trials=_trials(result),
        bands=bands(result),
        tracking=_tracking(result, last),
        by_frequency=result.by_frequency,
        misfit=result.misfit,
    )


def _trials(result: Lifetime) -> pd.DataFrame:
    rows = [
        {"model": name, "score": result.scores.get(name, float("nan"))}
        | {
            part: getattr(result.holdout[name], part) if name in result.holdout else float("nan")
            for part in ("mae", "rmse", "predicted", "actual")
        }
        for name in result.models
    ]
    return pd.DataFrame(rows).sort_values("score", ignore_index=True)


def bands(result: Lifetime) -> pd.DataFrame:
    """Sums by band of the probability of still being a customer, as in `CustomerValue.bands`."""
    expected = result.expected
    band = np.clip(np.digitize(expected["p_alive"], BANDS[1:-1]), 0, len(BANDS) - 2)
    sums = pd.DataFrame(
        {
            "customers": expected["customers"],
            "purchases": expected["customers"] * expected["purchases"],
            "value_eur": expected["customers"] * expected["value"],
        }
    )
    table = sums.groupby(band).sum().reindex(range(len(BANDS) - 1), fill_value=0.0).reset_index(drop=True)
    if result.forecast.value is None:
        table["value_eur"] = np.nan
    table.insert(0, "low", BANDS[:-1])
    table.insert(1, "high", BANDS[1:])
    return table


def _tracking(result: Lifetime, last: pd.Timestamp) -> pd.DataFrame:
    """Four weeks at a time, whole ones, the last ending with the log."""
    weeks = result.tracking
    behind = len(weeks) - 1 - np.arange(len(weeks))
    summed = weeks[["actual", "expected"]].groupby(behind // 4).agg(["sum", "count"])
    whole = summed[summed[("actual", "count")] == 4]
    ends = last - pd.to_timedelta(whole.index.to_numpy() * 28, unit="D")
    table = pd.DataFrame(
        {"on": ends, "actual": whole[("actual", "sum")].to_numpy(), "expected": whole[("expected", "sum")].to_numpy()}
    )
    return table.sort_values("on", ignore_index=True)
