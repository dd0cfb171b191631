"""Did a new channel pay: what it sold since a day, what of that is extra, what it left after fees, and how sure that is.

Amounts are in the shop's currency. Every interval is 95 %; `p_moved`, `p_both` and `p_extra` add to one, and so do `p_lost`, `p_even` and
`p_paid`: the margin lost more than the smallest gain that matters, stayed within it, or gained more.
"""

import argparse
import json
import math
from typing import Any

from analytics.launch import Launch, Opening, launch, openings
from analytics.results import refused
from commands import options
from data.errors import BadRequest, TooFew
from data.store import Choice, Rights, Store
from sheets.rebound import launch as sheet
from words import explanations
from words.messages import speaking


def register(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    parser.add_argument("--channel", help="which channel began (default: the last that began within the data)")
    parser.add_argument("--on", metavar="DAY", help="its first day (default: the Monday of its first week with sales)")
    parser.add_argument(
        "--market", action="append", default=[], metavar="CODE", help="may be repeated; all it serves unless given"
    )
    parser.add_argument("--weeks", type=int, default=52, help="looked at since, default %(default)s")
    parser.add_argument(
        "--commission", type=float, default=0.0, metavar="SHARE", help="of its sales, besides the fees that are loaded"
    )
    parser.add_argument("--cost", type=float, default=0.0, metavar="AMOUNT", help="what joining cost once")
    parser.add_argument(
        "--margin", type=float, metavar="SHARE", help="of net sales, where costs of goods are not loaded"
    )
    parser.add_argument(
        "--threshold",
        type=float,
        default=0.01,
        metavar="SHARE",
        help="of its sales: the smallest gain that matters, default %(default)s",
    )
    parser.add_argument("--json", action="store_true", help="print the answer as JSON")
    options.smallest(parser)
    options.language(parser)
    options.store(parser)


def run(args: argparse.Namespace) -> int:
    """Prints the answer.

    Raises:
        BadRequest: no such channel, or shares that are none.
    """
    for name in ("commission", "margin", "threshold"):
        value = getattr(args, name)
        if value is not None and not 0 <= value <= 1:
            raise BadRequest(f"--{name} is {value:g}; give a share from 0 to 1, such as 0.05")
    if args.weeks < 1:
        raise BadRequest(f"--weeks is {args.weeks}; give 1 or more")
    store = Store.open(args.store).seen_by(Rights(smallest=args.smallest_cell))
    with speaking(args.lang):
        try:
            found = launch(store, _opening(args, store))
        except TooFew as error:
            raise BadRequest(explanations.sentence(refused(error))) from error
        print(json.dumps(as_object(found), allow_nan=False, ensure_ascii=False) if args.json else _text(found))
    return 0


def _opening(args: argparse.Namespace, store: Store) -> Opening:
    choice = Choice(market=tuple(args.market))
    known = openings(store, choice)
    channel = args.channel or next(iter(known), "")
    if not channel or (args.on is None and channel not in known):
        began = ", ".join(known) or "none"
        raise BadRequest(f"channels that began within the data: {began}; give --channel and --on, its first day")
    on = options.day(args.on) if args.on else known[channel]
    return Opening(channel, on, choice, args.weeks, args.commission, args.cost, args.margin, args.threshold)


def as_object(found: Launch) -> dict[str, Any]:
    """The answer as the JSON of the command."""
    return {
        "channel": found.channel, "on": found.on.isoformat(), "last_on": found.last_on.isoformat(), "markets": found.markets,
        "controls": found.controls, "shut": found.shut, "word": found.word, "finding": sheet.finding(found), "step": sheet.step(found),
        "fee_share": _finite(found.fee), "margin_own": _finite(found.margin_own), "margin_others": _finite(found.margin_others),
        "threshold_eur": _finite(found.threshold_eur),
        "parts": [{name: _finite(value) for name, value in row.items()} for row in found.table.to_dict("records")],
        "customers": [{name: _finite(value) for name, value in row.items()} for row in found.customers.to_dict("records")],
        "reasons": [reason.json() for reason in found.reasons], "sentences": sheet.reasons(found),
    }  # fmt: skip


def _finite(value: Any) -> Any:
    if isinstance(value, str) or value is None:
        return value
    number = float(value)
    return None if not math.isfinite(number) else int(number) if isinstance(value, int) else number


def _text(found: Launch) -> str:
    return "\n".join([sheet.finding(found), sheet.step(found), *sheet.reasons(found)])
