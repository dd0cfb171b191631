"""The answer in two sentences: one for the meeting, one for the analyst."""

from analytics.interval import Interval
from analytics.rebound.answer.result import Answer
from analytics.rebound.check import verdict
from words.reasons import sentence
from words.written import Speech


def summary(answer: Answer) -> str:
    """What a manager can repeat."""
    effect = answer.effect.relative
    if answer.suppressed is None or answer.excess is None:
        return f"{answer.name}: {_effect(effect)} since the event; {_level(answer)}."
    lost = f"{_amount(answer.suppressed)} lost during the shock"
    if answer.rebound == verdict.NONE:
        back = "no rebound to speak of"
    elif answer.ratio is None:
        back = f"{_amount(answer.excess)} above what would have been since"
    else:
        back = f"{_amount(answer.excess)} regained since, {_percent(answer.ratio)} of the loss"
    return f"{answer.name}: {lost}; {back} ({_rebound(answer)}); {_level(answer)}."


def detail(answer: Answer, speech: Speech) -> str:
    """What an analyst would ask next, the probabilities and notes in the language asked for."""
    placebo, parts = answer.placebo, []
    if placebo.p is None or placebo.false_alarm_rate is None:
        parts.append("no placebo date fits before the event, so the interval is the model's own claim")
    else:
        parts.append(
            f"placebo-in-time p {placebo.p:.2f} over {placebo.dates} dates, "
            f"false alarms {100 * placebo.false_alarm_rate:.0f} %"
        )
    if answer.backtest.error is not None:
        naive = "" if answer.backtest.naive is None else f" (same as last year: {100 * answer.backtest.naive:.1f} %)"
        parts.append(f"backtest error {100 * answer.backtest.error:.1f} %{naive}")
    parts.append(_half_life(answer))
    if answer.donors:
        weights = ", ".join(f"{name} {weight:.2f}" for name, weight in list(answer.donors.items())[:6])
        parts.append(f"controls: {weights}")
    share = answer.effect.relative
    size = (
        f"effect {_percent(share)} of the counterfactual"
        if share.is_known
        else "the effect is no share of next to nothing"
    )
    effect = f"{answer.name}: {size}"
    said = (sentence(reason, speech) for reason in (*answer.probabilities.sentences, *answer.notes))
    return " ".join(["; ".join([effect, *parts]) + ".", *said])


def _effect(effect: Interval) -> str:
    if not effect.is_known:
        return "no share of next to nothing can be told"
    if effect.holds(0):
        return f"no effect that can be told from chance ({_percent(effect)})"
    if effect.low > 0:
        return f"{_percent(effect)} above what would have been"
    return f"{_percent(Interval(-effect.estimate, -effect.high, -effect.low))} below what would have been"


def _level(answer: Answer) -> str:
    if answer.lasting is None:
        return "whether the level has changed for good cannot be told"
    size, interval = _percent(answer.lasting), answer.lasting
    return {
        verdict.GAIN: f"the level stands {size} higher: a lasting gain",
        verdict.LOSS: f"the level stands {_percent(Interval(-interval.estimate, -interval.high, -interval.low))} lower: a lasting loss",
        verdict.BACK: f"the level is back to what it would have been ({size})",
    }.get(answer.level, f"whether the level has changed for good cannot be told ({size})")


def _rebound(answer: Answer) -> str:
    return {
        verdict.BEYOND: "beyond pent-up demand",
        verdict.RELEASED: "pent-up demand released",
        verdict.NONE: "none",
    }.get(answer.rebound, "whether released or beyond cannot be told")


def _half_life(answer: Answer) -> str:
    if answer.half_life is None:
        return "the half-life of the rebound is not identified"
    interval = answer.half_life
    return (
        f"the rebound halves every {interval.estimate:.1f} {answer.period}s ({interval.low:.1f} to {interval.high:.1f})"
    )


def _amount(interval: Interval) -> str:
    return f"{_round(interval.estimate)} ({_round(interval.low)} to {_round(interval.high)})"


def _round(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.3g}"


def _percent(interval: Interval) -> str:
    return f"{100 * interval.estimate:.1f} % ({100 * interval.low:.1f} to {100 * interval.high:.1f})"
