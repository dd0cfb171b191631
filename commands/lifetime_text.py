"""The answer of the lifetime command as a person reads it."""

from analytics.interval import Interval
from analytics.lifetime import Lifetime
from words.reasons import sentence
from words.written import Speech


def text(found: Lifetime, seconds: float, speech: Speech) -> str:
    """Several lines: customers, models, forecast, misfit."""
    parts = [
        f"{found.customers:,} customers, {found.repeat_customers:,} of them bought again",
        "",
        *_models(found),
        "",
        *_forecast(found),
        f"Misfit: {misfit(found, speech) or 'none found'}",
        f"{seconds:.1f} s",
    ]
    return "\n".join(parts)


def misfit(found: Lifetime, speech: Speech) -> str | None:
    """The assumptions that failed, each with its code; None where none did."""
    return "; ".join(f"{reason.code}: {sentence(reason, speech)}" for reason in found.misfit) or None


def _models(found: Lifetime) -> list[str]:
    lines = [
        f"{'model':<12}{'log lik.':>12}{'score':>8}{'MAE':>8}{'RMSE':>8}{'predicted':>11}{'actual':>9}  parameters"
    ]
    for name, fit in found.models.items():
        held = found.holdout.get(name)
        errors = f"{held.mae:8.4f}{held.rmse:8.4f}{held.predicted:11,.0f}{held.actual:9,.0f}" if held else " " * 36
        named = ", ".join(f"{parameter} {_around(value)}" for parameter, value in fit.parameters().items())
        mark = "*" if name == found.chosen else " "
        lines.append(f"{name:<11}{mark}{fit.log_likelihood:12,.1f}{found.scores[name]:8.4f}{errors}  {named}")
    held_out = (
        f"Holdout of {found.holdout_weeks:.1f} weeks, uncalibrated" if found.holdout else "No holdout: log too short"
    )
    lines.append(f"* chosen by earlier holdouts (score 1 is best at all of them). {held_out}.")
    if found.gamma_gamma:
        money = found.gamma_gamma
        named = ", ".join(f"{parameter} {_around(value)}" for parameter, value in money.parameters().items())
        lines.append(f"gamma_gamma {money.log_likelihood:12,.1f}  {named}; mean value {money.mean:,.2f}")
    return lines


def _forecast(found: Lifetime) -> list[str]:
    ahead = found.forecast
    lines = [
        f"Next {ahead.weeks:.4g} weeks, these customers (95 %; calibrated by {found.calibration.factor:.3f}):",
        f"  purchases         {_range(ahead.purchases)}",
    ]
    if ahead.value and ahead.discounted:
        lines.append(f"  value             {_range(ahead.value)}")
        lines.append(f"  discounted value  {_range(ahead.discounted)}  at {ahead.discount:.0%} a year")
    return lines


def _around(value: Interval) -> str:
    return f"{value.estimate:.4g} [{value.low:.4g}, {value.high:.4g}]"


def _range(value: Interval) -> str:
    return f"{value.estimate:,.0f}  [{value.low:,.0f}, {value.high:,.0f}]"
