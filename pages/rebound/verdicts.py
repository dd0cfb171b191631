"""A rebound in cards and words: verdicts, and the two sentences for the meeting and for the analyst."""

from analytics.interval import Interval
from analytics.rebound.answer.result import Answer
from analytics.rebound.check import verdict
from ui.screen import st
from words import explanations, formats
from words.messages import _


def rebound(code: str, is_measured: bool) -> str:
    """What the rebound was.

    Args:
        is_measured: whether what came back is known; without a verdict that is no clear effect, and else too little is known.
    """
    names = {
        verdict.BEYOND: _("Revenge spending"),
        verdict.RELEASED: _("Pent-up demand released"),
        verdict.NONE: _("No rebound"),
        verdict.UNKNOWN: undecided(is_measured),
    }
    return names.get(code, code)


def level(code: str, is_measured: bool) -> str:
    """What stayed of the level; `is_measured`: whether it is known where it settles."""
    names = {
        verdict.GAIN: _("Lasting gain"),
        verdict.BACK: _("Back to normal level"),
        verdict.LOSS: _("Lasting loss"),
        verdict.UNKNOWN: undecided(is_measured),
    }
    return names.get(code, code)


def undecided(is_measured: bool) -> str:
    """Why there is no verdict."""
    return _("No clear effect") if is_measured else _("Not enough data to tell")


def money(found: Interval | None) -> str:
    """An amount with its interval."""
    if found is None:
        return formats.DASH
    return f"{formats.money_short(found.estimate)} {money_span(found)}"


def money_span(found: Interval) -> str:
    """The bounds of an amount."""
    return formats.interval(formats.money_short(found.low), formats.money_short(found.high))


def share(found: Interval | None) -> str:
    """A change with its interval."""
    return formats.DASH if found is None else f"{formats.change(found.estimate)} {share_span(found)}"


def share_span(found: Interval) -> str:
    """The bounds of a change."""
    return formats.interval(formats.change(found.low), formats.change(found.high))


def glance(answer: Answer, others: str) -> None:
    """Six cards and two sentences: one for the meeting, with what all markets came to, and one for the analyst."""
    beyond, lasting, fades = answer.beyond, answer.lasting, answer.half_life
    with st.grid(3, min_column_width=230, gap="small"):
        _amount(_("Lost while closed"), answer.suppressed)
        _amount(_("Recovered since"), answer.excess)
        _ratio(answer.ratio)
        _card(
            _("The rebound"),
            rebound(answer.rebound, answer.excess is not None),
            beyond and _("beyond what was lost: {amount}", amount=money(beyond)),
        )
        _card(_("The level"), level(answer.level, lasting is not None), lasting and share(lasting))
        _card(_("Halves in"), _weeks(fades), fades and weeks_span(fades))
    st.markdown(executive(answer))
    if others:
        st.markdown(others)
    st.caption(analyst(answer))


def _amount(title: str, found: Interval | None) -> None:
    _card(title, formats.DASH if found is None else formats.money_short(found.estimate), found and money_span(found))


def _ratio(found: Interval | None) -> None:
    if found is None:
        _card(_("Recovered over lost"), _("No clear effect"), _("the loss itself is in doubt"))
        return
    span = formats.interval(formats.percent(found.low, 0), formats.percent(found.high, 0))
    _card(_("Recovered over lost"), formats.percent(found.estimate, 0), span)


def _card(title: str, value: str, span: str | Interval | None) -> None:
    told = span if isinstance(span, str) else _("no interval")
    st.metric(title, value, delta_description=told, border=True, height="stretch")


def _weeks(found: Interval | None) -> str:
    return _("Cannot be estimated") if found is None else _("{n} weeks", n=formats.number(found.estimate, 1))


def weeks_span(found: Interval) -> str:
    """The bounds of a number of weeks."""
    return formats.interval(formats.number(found.low, 1), formats.number(found.high, 1))


def executive(answer: Answer) -> str:
    """What a manager can repeat."""
    if answer.suppressed is None or answer.excess is None:
        return f"{_effect(answer)} {_level(answer)}"
    return f"{_lost(answer.suppressed)} {_back(answer, answer.excess)} {_level(answer)}"


def _effect(answer: Answer) -> str:
    found = answer.effect.relative
    if found.holds(0):
        return _("No clear change in sales since the shock: {span}.", span=share_span(found))
    if found.low > 0:
        return _("Sales since the shock are above the no-shock scenario: {share}.", share=share(found))
    return _("Sales since the shock are below the no-shock scenario: {share}.", share=share(found))


def _lost(found: Interval) -> str:
    if found.low > 0:
        return _(
            "The closure cost {amount} of sales (95% interval {span}).",
            amount=formats.money_short(found.estimate),
            span=money_span(found),
        )
    return _("No clear loss of sales from the closure: {span}.", span=money_span(found))


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
    return _("Whether anything came back above normal is unclear: {span}.", span=money_span(excess))


def _level(answer: Answer) -> str:
    found = answer.lasting
    if found is None:
        return _("It is too early to say whether the level has changed permanently.")
    told = {
        verdict.GAIN: _("The lasting level is higher: {share}.", share=share(found)),
        verdict.LOSS: _("The lasting level is lower: {share}.", share=share(found)),
        verdict.BACK: _("The level is back to the no-shock scenario."),
    }
    return told.get(answer.level, _("No clear lasting change of the level: {span}.", span=share_span(found)))


def analyst(answer: Answer) -> str:
    """What an analyst would ask next."""
    return " ".join(
        [_tried(answer), _scored(answer), _half_life(answer), *map(explanations.sentence, answer.notes)]
    ).strip()


def _tried(answer: Answer) -> str:
    found = answer.placebo
    if found.p is None or found.false_alarm_rate is None:
        return _(
            "There is no usable date without an event before the shock, so the interval comes from the model alone."
        )
    return _(
        "Tested on {n} dates with no event before the shock, false alarms: {share}; for the shock, p = {p}.",
        n=found.dates,
        share=formats.percent(found.false_alarm_rate, 0),
        p=formats.number(found.p, 2),
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
    found = answer.half_life
    if found is None:
        return _("How fast the rebound fades cannot be estimated.")
    weeks = formats.number(found.estimate, 1)
    return _("The rebound halves every {weeks} weeks {span}.", weeks=weeks, span=weeks_span(found))
