"""The answer of the lifetime command as a person reads it."""

from analytics.interval import Interval
from analytics.lifetime import Lifetime
from commands.purchase_log import Returned
from words.reasons import sentence
from words.written import Speech


def text(result: Lifetime, seconds: float, speech: Speech, returned: Returned | None = None) -> str:
    """Several lines: customers, models, forecast, what its value is net of, misfit."""
    parts = [
        f"{result.customers:,} customers, {result.repeat_customers:,} of them bought again",
        "",
        *_models(result),
        "",
        *_forecast(result),
        *_net_of(returned),
        f"Misfit: {misfit(result, speech) or 'none found'}",
        f"{seconds:.1f} s",
    ]
    return "\n".join(parts)


def misfit(result: Lifetime, speech: Speech) -> str | None:
    """The assumptions that failed, each with its code; None where none did."""
    return "; ".join(f"{reason.code}: {sentence(reason, speech)}" for reason in result.misfit) or None


def _models(result: Lifetime) -> list[str]:
    lines = [
        f"{'model':<12}{'log lik.':>12}{'score':>8}{'MAE':>8}{'RMSE':>8}{'predicted':>11}{'actual':>9}  parameters"
    ]
    for name, fit in result.models.items():
        errors = result.holdout.get(name)
        written = (
            f"{errors.mae:8.4f}{errors.rmse:8.4f}{errors.predicted:11,.0f}{errors.actual:9,.0f}" if errors else " " * 36
        )
        parameters = ", ".join(f"{parameter} {_around(value)}" for parameter, value in fit.parameters().items())
        mark = "*" if name == result.chosen else " "
        lines.append(f"{name:<11}{mark}{fit.log_likelihood:12,.1f}{result.scores[name]:8.4f}{written}  {parameters}")
    held_out = (
        f"Holdout of {result.holdout_weeks:.1f} weeks, uncalibrated" if result.holdout else "No holdout: log too short"
    )
    lines.append(f"* chosen by earlier holdouts (score 1 is best at all of them). {held_out}.")
    if result.gamma_gamma:
        money = result.gamma_gamma
        parameters = ", ".join(f"{parameter} {_around(value)}" for parameter, value in money.parameters().items())
        lines.append(f"gamma_gamma {money.log_likelihood:12,.1f}  {parameters}; mean value {money.mean:,.2f}")
    return lines


def _forecast(result: Lifetime) -> list[str]:
    ahead = result.forecast
    lines = [
        f"Next {ahead.weeks:.4g} weeks, these customers (95 %; calibrated by {result.calibration.factor:.3f}):",
        f"  purchases         {_range(ahead.purchases)}",
    ]
    if ahead.value and ahead.discounted:
        lines.append(f"  value             {_range(ahead.value)}")
        lines.append(f"  discounted value  {_range(ahead.discounted)}  at {ahead.discount:.0%} a year")
    return lines


def _net_of(returned: Returned | None) -> list[str]:
    if returned is None:
        return []
    taken = f"{returned.rows:,} rows of returns took {returned.amount:,.0f}, {returned.share:.1%} of what was bought"
    return [f"  value is net of returns: {taken}; of the latest purchases more may still come back"]


def _around(value: Interval) -> str:
    return f"{value.estimate:.4g} [{value.low:.4g}, {value.high:.4g}]"


def _range(value: Interval) -> str:
    return f"{value.estimate:,.0f}  [{value.low:,.0f}, {value.high:,.0f}]"
