"""What customers will still buy: models fitted, one chosen by holdouts, its totals calibrated, its misfits named."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analytics.interval import Interval
from analytics.lifetime import misfit
from analytics.lifetime.calibrate import Calibration, wander
from analytics.lifetime.choose import Contest, candidates, contest
from analytics.lifetime.fit import Fitted
from analytics.lifetime.forecast import Forecast, around, scaled, scores
from analytics.lifetime.frequencies import frequencies
from analytics.lifetime.gamma_gamma import GammaGamma
from analytics.lifetime.generations import generations, older_share
from analytics.lifetime.moments import Moment, moments, purchases_calibration, value_calibration
from analytics.lifetime.purchases import Observed
from analytics.lifetime.record import Record
from analytics.lifetime.regularity import regularity
from analytics.lifetime.tracking import BY_FREQUENCY, calibration_table, tracked, tracking
from analytics.lifetime.trial import Errors, errors
from analytics.lifetime.value_model import gamma_gammas, value_models
from analytics.results import CannotTell, Reason

_FEWEST = 5


@dataclass(frozen=True)
class Lifetime:
    """Everything known of customers to come back, and how well it is known.

    Attributes:
        customers, repeat_customers: in training.
        models: per family, its maximum likelihood on all customers.
        holdout: per family, its errors in the weeks after training, or where there are none at the earlier moment
            `holdout_on`; never in sample, never calibrated. Empty where the log is too short for either.
        holdout_weeks: length of that holdout.
        scores: per family, the contest's score; the chosen has the lowest of those the log does not refute.
        chosen: name of the family that forecasts.
        gamma_gamma: the value model, which forecasts where it has a mean; where not, credibility does. None for a log
            without values or with too few repeat customers.
        calibration, value_calibration: what earlier holdouts say of the totals.
        forecast: purchases and value over the horizon.
        expected: one row per distinct history with p_alive, purchases and value, calibrated; see `forecast.scores`.
        tracking: one row per week, seen and expected repeat purchases.
        by_frequency: one row per number of repeat purchases, predicted and seen in the holdout.
        misfit: the assumptions that failed.
    """

    customers: int
    repeat_customers: int
    models: dict[str, Fitted[Any]]
    holdout: dict[str, Errors]
    holdout_weeks: float
    scores: dict[str, float]
    chosen: str
    gamma_gamma: GammaGamma | None
    calibration: Calibration
    value_calibration: Calibration | None
    forecast: Forecast
    expected: pd.DataFrame
    tracking: pd.DataFrame
    by_frequency: pd.DataFrame
    misfit: tuple[Reason, ...]

    def parameters(self, family: str) -> dict[str, Interval]:
        """Parameters of a family with their 95 % intervals; times in weeks."""
        return self.models[family].parameters()


def lifetime(record: Record, discount: float = 0.1) -> Lifetime:
    """The forecast of a record of purchases.

    Args:
        record: from `record(Purchases.of(...), horizon)` or from the store.
        discount: yearly rate at which value to come is discounted.

    Raises:
        CannotTell: fewer than five customers bought twice, so that nothing can be said of coming back.

    Sources: the modules of the models. The choice is by `choose.contest` among the models that give back how many
    customers bought how often, the calibration by `calibrate`.
    """
    histories = record.now.histories
    if histories.repeat_customers < _FEWEST:
        raise CannotTell(Reason("too_few_came_back", customers=histories.repeat_customers, needed=_FEWEST))
    models = candidates(histories)
    trials = contest([type(fit.model) for fit in models.values()], record.origins)
    compared = {name: frequencies(model, histories) for name, model in models.items()}
    chosen = trials.winner({name for name, shares in compared.items() if not shares.refuted})
    fit = models[chosen]
    daily = tracked(fit, histories, record.days, len(record.repeats))
    calendar = wander(record.repeats[: record.days], np.diff(daily[: record.days], prepend=0.0))
    money = gamma_gammas(record)
    known = moments(record, fit, trials.fits[chosen], value_models(record, money))
    bought, spent = purchases_calibration(known, calendar), value_calibration(known, calendar)
    apart = generations(record, trials.fits[chosen])
    if apart:
        share = older_share(record, fit, apart)
        bought, spent = apart.recalibrated(bought, share), spent and apart.recalibrated(spent, share)
    held, fits = _holdout(record, models, trials)
    expected = scores(fit, known[-1].money, record.now, record.horizon, discount)
    expected["purchases"] *= bought.factor
    expected[["value", "discounted_value"]] *= spent.factor if spent else np.nan
    return Lifetime(
        customers=round(histories.size),
        repeat_customers=round(histories.repeat_customers),
        models=models,
        holdout={name: errors(of_family, held) for name, of_family in fits.items()} if held else {},
        holdout_weeks=held.weeks if held else 0.0,
        scores=trials.scores,
        chosen=chosen,
        gamma_gamma=money[-1],
        calibration=bought,
        value_calibration=spent,
        forecast=_forecast(record, known[-1], (bought, spent), expected, discount),
        expected=expected,
        tracking=tracking(daily, record.repeats, record.days),
        by_frequency=calibration_table(fits[chosen], held) if held else pd.DataFrame(columns=list(BY_FREQUENCY)),
        misfit=misfit.failed(
            misfit.timing(models, regularity(histories)),
            misfit.independence(money[-1]),
            misfit.tail(money[-1]),
            misfit.heterogeneity(compared[chosen]),
            misfit.one_population(apart),
            misfit.stability(bought),
        ),
    )


def _forecast(
    record: Record, now: Moment, by: tuple[Calibration, Calibration | None], expected: pd.DataFrame, discount: float
) -> Forecast:
    purchases = around(now.purchases, by[0])
    if now.value is None or by[1] is None:
        return Forecast(record.horizon, purchases, None, None, discount)
    value = around(now.value, by[1])
    total, today = (float((expected["customers"] * expected[name]).sum()) for name in ("value", "discounted_value"))
    return Forecast(record.horizon, purchases, value, scaled(value, today / total), discount)


def _holdout(
    record: Record, models: dict[str, Fitted[Any]], trials: Contest
) -> tuple[Observed | None, dict[str, Fitted[Any]]]:
    """The weeks after training and the models; where there are none, an earlier moment and the models as of then.

    That moment is the last of those whose holdout is longest.
    """
    if record.now.weeks:
        return record.now, models
    if not record.origins:
        return None, {}
    which = max(range(len(record.origins)), key=lambda index: (record.origins[index].observed.weeks, index))
    return record.origins[which].observed, {name: fits[which] for name, fits in trials.fits.items()}
