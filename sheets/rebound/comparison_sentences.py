"""Own sales against a retail series, in sentences: what each lost and recovered, where each settles, and which is more.

What is wording goes by what an interval allows to say; a difference is claimed only where the two do not meet.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.interval import Interval
from analytics.rebound.shop.benchmarks import Benchmark, Standing
from analytics.rebound.shop.market_comparison import LESS, MORE, UNKNOWN, against
from sheets.rebound import amounts
from words import formats
from words.labels import word
from words.messages import _

SURE, LITTLE, NOTHING = "sure", "little", "nothing"


@dataclass(frozen=True)
class Sentences:
    """What can be said of a part of a standing.

    Attributes:
        market, own: of each by itself, by the `kind` of its interval.
        verdict: of both, by whether the own figure is less or more.
    """

    market: Mapping[str, str]
    own: Mapping[str, str]
    verdict: Mapping[str, str]


LOST = Sentences(
    market={
        SURE: word("{series}: while closed, the market lost {share} of its expected sales."),
        LITTLE: word("{series}: while closed, the market lost at most {share} of its expected sales."),
        NOTHING: word("{series}: while closed, the market lost nothing."),
        UNKNOWN: word("{series}: how much the market lost while closed is unclear."),
    },
    own={
        SURE: word("You lost {share}."),
        LITTLE: word("You lost at most {share}."),
        NOTHING: word("You lost nothing."),
        UNKNOWN: word("How much you lost is unclear."),
    },
    verdict={
        LESS: word("Your loss is the smaller one."),
        MORE: word("Your loss is the larger one."),
        UNKNOWN: word("Which loss is larger is unclear."),
    },
)
RECOVERED = Sentences(
    market={
        SURE: word("The market recovered {share} of its loss."),
        LITTLE: word("The market recovered at most {share} of its loss."),
        NOTHING: word("The market recovered nothing: another {share} of its loss was missing afterwards."),
        UNKNOWN: word("How much of its loss the market recovered is unclear."),
    },
    own={
        SURE: word("You recovered {share}."),
        LITTLE: word("You recovered at most {share}."),
        NOTHING: word("You recovered nothing: another {share} of your loss was missing afterwards."),
        UNKNOWN: word("How much of your loss you recovered is unclear."),
    },
    verdict={
        LESS: word("That is less than the market."),
        MORE: word("That is more than the market."),
        UNKNOWN: word("Who recovered more is unclear."),
    },
)
LEVEL = {
    LESS: word("In the long run, your level is {own} and the market's {trade}: yours is lower."),
    MORE: word("In the long run, your level is {own} and the market's {trade}: yours is higher."),
    UNKNOWN: word("Whose level is higher in the long run is unclear: yours may be {own}, the market's {trade}."),
}


def sentences(benchmark: Benchmark) -> list[str]:
    """What a manager can repeat of own sales against one series; the table has the intervals."""
    own, trade = benchmark.own, benchmark.trade
    assert own is not None and trade is not None
    return [
        _compared(LOST, own.lost, trade.lost, benchmark.series),
        _compared(RECOVERED, own.ratio, trade.ratio, benchmark.series),
        _level(own, trade),
    ]


def _compared(wording: Sentences, own: Interval | None, trade: Interval | None, series: str) -> str:
    """The market, the shop and, where there is anything to compare, which is more."""
    parts = [
        _(wording.market[kind(trade)], series=series, share=_figure(trade)),
        _(wording.own[kind(own)], share=_figure(own)),
    ]
    if UNKNOWN not in (kind(own), kind(trade)):
        parts.append(_(wording.verdict[against(own, trade)]))
    return " ".join(parts)


def kind(part: Interval | None) -> str:
    """What an interval says of a part lost or recovered: nothing where it lies below it, no figure where it holds all and nothing."""
    if part is None or (part.low <= 0 and part.high >= 1):
        return UNKNOWN
    return NOTHING if part.high <= 0 else LITTLE if part.low <= 0 else SURE


def _figure(part: Interval | None) -> str:
    """The figure that goes with the kind."""
    if part is None:
        return formats.DASH
    return formats.percent({LITTLE: part.high, NOTHING: -part.estimate}.get(kind(part), part.estimate), 0)


def _level(own: Standing, trade: Standing) -> str:
    if own.lasting is None or trade.lasting is None:
        return _("It is too early to compare where the levels settle.")
    levels = {"own": amounts.change_span(own.lasting), "trade": amounts.change_span(trade.lasting)}
    return _(LEVEL[against(own.lasting, trade.lasting)], **levels)
