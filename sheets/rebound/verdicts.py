"""The verdicts on a rebound in words, and the figures they rest on."""

from analytics.interval import Interval
from analytics.rebound.answer.result import Answer
from analytics.rebound.check import verdict
from sheets.figure import Figure
from sheets.rebound import amounts
from words import formats
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


def figures(answer: Answer) -> list[Figure]:
    """What was lost, what came back, the verdicts on both, and how fast the rebound fades."""
    beyond, lasting, fades = answer.beyond, answer.lasting, answer.half_life
    unknown = _("no interval")
    return [
        _amount(_("Lost while closed"), answer.suppressed),
        _amount(_("Recovered since"), answer.excess),
        _ratio(answer.ratio),
        Figure(
            _("The rebound"),
            rebound(answer.rebound, answer.excess is not None),
            unknown if beyond is None else _("beyond what was lost: {amount}", amount=amounts.money(beyond)),
        ),
        Figure(
            _("The level"),
            level(answer.level, lasting is not None),
            unknown if lasting is None else amounts.change(lasting),
        ),
        Figure(_("Halves in"), amounts.weeks(fades), unknown if fades is None else amounts.weeks_span(fades)),
    ]


def _amount(name: str, amount: Interval | None) -> Figure:
    if amount is None:
        return Figure(name, formats.DASH, _("no interval"))
    return Figure(name, formats.money_short(amount.estimate), amounts.money_span(amount))


def _ratio(ratio: Interval | None) -> Figure:
    """What was regained over what was lost: no figure where the loss itself may be nothing."""
    if ratio is None:
        return Figure(_("Recovered over lost"), _("No clear effect"), _("the loss itself is in doubt"))
    return Figure(_("Recovered over lost"), formats.percent(ratio.estimate, 0), amounts.share_span(ratio))
