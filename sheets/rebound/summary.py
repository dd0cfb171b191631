"""A rebound in two paragraphs: what a manager can repeat, and what an analyst would ask next."""

from analytics.interval import Interval
from analytics.rebound.answer.result import Answer
from analytics.rebound.check import verdict
from sheets.rebound import amounts
from words import explanations, formats
from words.messages import _


def executive(answer: Answer) -> str:
    """What a manager can repeat."""
    if answer.suppressed is None or answer.excess is None:
        return f"{_effect(answer)} {_level(answer)}"
    return f"{_lost(answer.suppressed)} {_back(answer, answer.excess)} {_level(answer)}"


def _effect(answer: Answer) -> str:
    effect = answer.effect.relative
    if not effect.is_known:
        return _(
            "Next to nothing was expected without the shock, so the change has no percentage: {amount}.",
            amount=amounts.money(answer.effect.cumulative),
        )
    if effect.holds(0):
        return _("No clear change in sales since the shock: {span}.", span=amounts.change_span(effect))
    if effect.low > 0:
        return _("Sales since the shock are above the no-shock scenario: {share}.", share=amounts.change(effect))
    return _("Sales since the shock are below the no-shock scenario: {share}.", share=amounts.change(effect))


def _lost(loss: Interval) -> str:
    if loss.low > 0:
        return _(
            "The closure cost {amount} of sales (95% interval {span}).",
            amount=formats.money_short(loss.estimate),
            span=amounts.money_span(loss),
        )
    return _("No clear loss of sales from the closure: {span}.", span=amounts.money_span(loss))


def _back(answer: Answer, excess: Interval) -> str:
    amount = formats.money_short(excess.estimate)
    if answer.rebound == verdict.BEYOND:
        return _("Since then {amount} came back above normal, more than was lost: revenge spending.", amount=amount)
    if answer.rebound == verdict.RELEASED:
        return _("Since then {amount} came back: pent-up demand only.", amount=amount)
    if answer.rebound == verdict.NONE:
        return _("There was no noticeable rebound.")
    if excess.low > 0:
        return _(
            "Since then {amount} came back above normal; whether more than was lost is unclear.",
            amount=amount,
        )
    return _("Whether anything came back above normal is unclear: {span}.", span=amounts.money_span(excess))


def _level(answer: Answer) -> str:
    lasting = answer.lasting
    if lasting is None:
        return _("It is too early to say whether the level has changed permanently.")
    levels = {
        verdict.GAIN: _("The lasting level is higher: {share}.", share=amounts.change(lasting)),
        verdict.LOSS: _("The lasting level is lower: {share}.", share=amounts.change(lasting)),
        verdict.BACK: _("The level is back to the no-shock scenario."),
    }
    return levels.get(
        answer.level, _("No clear lasting change of the level: {span}.", span=amounts.change_span(lasting))
    )


def analyst(answer: Answer) -> str:
    """What an analyst would ask next."""
    return " ".join(
        [_tried(answer), _scored(answer), _half_life(answer), *map(explanations.sentence, answer.notes)]
    ).strip()


def _tried(answer: Answer) -> str:
    placebo = answer.placebo
    if placebo.p is None or placebo.false_alarm_rate is None:
        return _(
            "There is no usable date without an event before the shock, so the interval comes from the model alone."
        )
    return _(
        "Tested on {n} dates with no event before the shock, false alarms: {share}; for the shock, p = {p}.",
        n=placebo.dates,
        share=formats.percent(placebo.false_alarm_rate, 0),
        p=formats.number(placebo.p, 2),
    )


def _scored(answer: Answer) -> str:
    error, naive = answer.backtest.error, answer.backtest.naive
    if error is None:
        return ""
    if naive is None:
        return _("Over windows of the same length, its error was {error}.", error=formats.percent(error))
    return _(
        "Over windows of the same length, its error was {error}; “same as last year” was off by {naive}.",
        error=formats.percent(error),
        naive=formats.percent(naive),
    )


def _half_life(answer: Answer) -> str:
    time = answer.half_life
    if time is None:
        return _("How fast the rebound fades cannot be estimated.")
    weeks = formats.number(time.estimate, 1)
    return _("The rebound halves every {weeks} weeks {span}.", weeks=weeks, span=amounts.weeks_span(time))
