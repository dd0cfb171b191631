"""Which promotions earned margin, how likely each did, what repeating it would gain or lose, and what would settle it.

The scorecard of the page Promotions: all promotions at any date, or those that ran on a day of the period; each is scored as a whole. Amounts are
in the shop's currency. Every interval is 95 %; `lost`, `within` and `earned` add to one: the margin lost more than the smallest that matters,
stayed within it, or gained more. `margin` leans on promotions of the same market, kind and depth; `margin_by_itself` does not.
"""

import argparse
import json
from typing import Any

import pandas as pd

from analytics.interval import Interval
from analytics.promotions.effect.scores import PromotionScores, promotion_scores
from analytics.results import refused
from commands import options
from commands.selection import filters, period
from data.errors import BadRequest, TooFew
from data.store import Choice, Rights, Store
from sheets import intervals
from sheets.choice import DAY, PERIODS
from sheets.promotions import likely, one_promotion, scorecard
from sheets.reading import Reading
from words import currency, explanations, formats, labels
from words.messages import _, speaking

COLUMNS = ("market", "channel", "tier")
DESCRIBED = ("promotion_id", "name", "kind", "funder", "depth", *COLUMNS, "evidence")
SETTLE = ("customers", "campaigns", "weeks")


def register(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    parser.add_argument(
        "--period",
        metavar="PERIOD",
        help=f"{', '.join(PERIODS)} or an event such as qixi-2026; at any date unless given",
    )
    parser.add_argument("--since", metavar="DAY", help="first day, such as 2024-05-01, instead of --period")
    parser.add_argument("--until", metavar="DAY", help="last day, with --since (default: the last complete one)")
    for column in COLUMNS:
        parser.add_argument(f"--{column}", action="append", default=[], metavar="CODE", help="may be repeated")
    parser.add_argument("--json", action="store_true", help="print the answer as JSON")
    options.smallest(parser)
    options.language(parser)
    options.store(parser)


def run(args: argparse.Namespace) -> int:
    """Prints the scorecard.

    Raises:
        BadRequest: no such period or filter, or no promotion in the selection.
    """
    reading = Reading.of(Store.open(args.store).seen_by(Rights(smallest=args.smallest_cell)))
    choice = Choice.of(filters(args, reading, COLUMNS))
    with speaking(args.lang), currency.stated_in(reading.store.currency):
        try:
            scores = _scores(args, reading, choice)
        except TooFew as error:
            raise BadRequest(explanations.sentence(refused(error))) from error
        print(json.dumps(as_object(scores), allow_nan=False, ensure_ascii=False) if args.json else _text(scores))
    return 0


def _scores(args: argparse.Namespace, reading: Reading, choice: Choice) -> PromotionScores:
    scores: PromotionScores = reading.ask(promotion_scores, choice)
    if scores.table.empty:
        raise BadRequest(scorecard.nothing())
    if not (args.period or args.since or args.until):
        return scores
    scores = scorecard.ran(scores, period(args, reading, args.period or "", choice))
    if scores.table.empty:
        raise BadRequest(scorecard.none_ran())
    return scores


def as_object(scores: PromotionScores) -> dict[str, Any]:
    """The scorecard as the JSON of the command."""
    return {
        "currency": currency.code(),
        "finding": likely.finding(scores),
        "step": likely.step(scores),
        "together": scores.together().json(),
        "promotions": [_object(promotion) for _place, promotion in scores.table.iterrows()],
    }


def _object(promotion: pd.Series) -> dict[str, Any]:
    gain, loss = likely.repeating(promotion)
    settle = {name: _plain(promotion[f"settle_{name}"]) for name in SETTLE}
    reason = promotion["reason"]
    return {
        **{name: _plain(promotion[name]) for name in (*DESCRIBED, "first_on", "last_on")},
        "verdict": _plain(promotion["ladder"]),
        "verdict_by_itself": promotion["verdict"],
        "margin": _interval(promotion, "pooled").json(),
        "margin_by_itself": _interval(promotion, "margin").json(),
        "per_euro": _interval(promotion, "euro").json(),
        "like_it": {**_interval(promotion, "like").json(), "promotions": _plain(promotion["alike"])},
        "smallest": _plain(promotion["smallest_eur"]),
        "probabilities": {name: _plain(promotion[f"p_{name}"]) for name in ("lost", "within", "earned")},
        "extra_orders": _plain(promotion["p_orders"]),
        "standing": _plain(promotion["standing"]) or None,
        "excluded": _plain(promotion["excluded_eur"]),
        "settle": None if settle["campaigns"] is None else settle,
        "act": _plain(promotion["act"]),
        "repeating": {
            "gain": _plain(gain),
            "loss": _plain(loss),
            "net": _plain(promotion["one_more_eur"]),
            "earned": _plain(promotion["p_repeat"]),
        },
        "reason": None if reason is None else reason.json(),
        "sentences": _sentences(promotion),
    }


def _interval(promotion: pd.Series, name: str) -> Interval:
    return Interval(*(float(promotion[f"{name}{end}"]) for end in ("", "_low", "_high")))


def _plain(value: Any) -> Any:
    """As JSON has it: a day as 2020-03-09, what is missing as null, a count without decimals."""
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return value if isinstance(value, str) else int(value) if float(value).is_integer() else float(value)


def _sentences(promotion: pd.Series) -> list[str]:
    known = one_promotion.sentences(promotion) if pd.notna(promotion["margin"]) else []  # else its word says so already
    return [said for said in (*known, one_promotion.why_no_better(promotion)) if said]


def _text(scores: PromotionScores) -> str:
    table = scores.table
    parts = zip(table.iterrows(), scorecard.names(table), scorecard.said(table), strict=True)
    told = ["\n  ".join([_head(row, name, word), *_sentences(row)]) for (_place, row), name, word in parts]
    finding = [likely.finding(scores), likely.step(scores)]
    return "\n".join([*filter(None, finding), *told])


def _head(promotion: pd.Series, name: str, word: str) -> str:
    """Which one, its word, and its margin where that is known."""
    market = promotion["market"]
    where = _("All") if pd.isna(market) else labels.market(market)
    first, last = promotion["first_on"], promotion["last_on"]
    days = "" if pd.isna(first) or pd.isna(last) else f", {formats.period(first.date(), last.date() + DAY)}"
    margin = _interval(promotion, "pooled")
    if not margin.is_known:
        return f"{name} ({where}{days}): {word}"
    heading, amount = _("Incremental margin"), formats.signed_money(margin.estimate)
    return f"{name} ({where}{days}): {word}. {heading} {amount} {intervals.span(margin, formats.signed_money)}"
