"""Before a test: how many customers or stores it needs, for how long, and how small an effect it would still show.

Means and variances are read from the shop's own orders: those of customers known at the start of the last window as long as the
test whose returns are in, drawn by chance within market and price tier; or of stores' growth from one window to the next.
Effects are shares of the usual mean. Two-sided 5 % false alarms and a power of 80 % unless said otherwise.
"""

import argparse
import json
from typing import Any

from analytics.design import Arms, customer_outcome, detectable, power, size, store_outcome
from analytics.design.customers import OUTCOMES
from commands import options
from data.errors import BadRequest
from data.store import Choice, Store

LENGTHS = (4, 8, 13, 26)


def register(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    parser.add_argument(
        "--by", choices=("customer", "store"), default="customer", help="what is drawn, default %(default)s"
    )
    parser.add_argument(
        "--outcome", choices=OUTCOMES, default="margin", help="of customers, default %(default)s; of stores net sales"
    )
    parser.add_argument("--weeks", type=int, default=8, help="length of the test, default %(default)s")
    parser.add_argument(
        "--effect", type=float, default=0.1, metavar="SHARE", help="of the usual mean, to be seen, default %(default)s"
    )
    parser.add_argument("--treated", type=float, default=0.5, metavar="SHARE", help="who gets it, default half")
    parser.add_argument("--power", type=float, default=0.8, help="default %(default)s")
    parser.add_argument("--level", type=float, default=0.05, help="chance of a false alarm, default %(default)s")
    for column in ("market", "channel", "tier"):
        parser.add_argument(f"--{column}", action="append", default=[], metavar="CODE", help="may be repeated")
    parser.add_argument("--json", action="store_true", help="print the answer as JSON")
    options.language(parser)
    options.store(parser)


def run(args: argparse.Namespace) -> int:
    """Prints the design.

    Raises:
        BadRequest: shares that are none.
    """
    for name in ("treated", "power", "level"):
        if not 0 < getattr(args, name) < 1:
            raise BadRequest(f"--{name} is {getattr(args, name):g}; give a share between 0 and 1, such as 0.5")
    if args.weeks < 1 or not 0 < args.effect <= 10:
        raise BadRequest(
            f"--weeks is {args.weeks} and --effect {args.effect:g}; give a week or more, and a share such as 0.1"
        )
    store = Store.open(args.store)
    found = design(store, args)
    print(json.dumps(found, allow_nan=False) if args.json else _text(found, args))
    return 0


def design(store: Store, args: argparse.Namespace) -> dict[str, Any]:
    """What the test needs, and what it would show at other lengths with all units there are."""
    arms = Arms(args.treated, args.level, args.power)
    asked = _one(store, args, arms, args.weeks)
    return asked | {"lengths": [_one(store, args, arms, weeks) for weeks in sorted({*LENGTHS, args.weeks})]}


def _one(store: Store, args: argparse.Namespace, arms: Arms, weeks: int) -> dict[str, Any]:
    choice = Choice(market=tuple(args.market), channel=tuple(args.channel), tier=tuple(args.tier))
    told: dict[str, Any] = {"by": args.by, "weeks": weeks}
    if args.by == "store":
        stores = store_outcome(store, choice, weeks=weeks)
        units, mean, usual, variance = stores.stores, stores.mean, 1.0, stores.variance
        told |= {
            "outcome": "net",
            "intra_class_correlation": stores.correlation,
            "since": stores.since.isoformat(),
            "until": stores.until.isoformat(),
        }
    else:
        one = customer_outcome(store, choice, outcome=args.outcome, weeks=weeks)
        units, mean, usual, variance = one.customers, one.mean, one.mean, one.within
        told |= {
            "outcome": args.outcome,
            "variance": one.variance,
            "since": one.since.isoformat(),
            "until": one.until.isoformat(),
        }
    effect = args.effect * usual
    smallest = detectable(units, variance, arms) / usual if usual > 0 else None
    return told | {
        "units": units, "mean": mean, "variance_within": variance, "effect": args.effect,
        "units_needed": size(effect, variance, arms), "power_of_all": power(effect, units, variance, arms),
        "smallest_effect": smallest,
    }  # fmt: skip


def _text(found: dict[str, Any], args: argparse.Namespace) -> str:
    names = "stores" if args.by == "store" else "customers"
    needed = found["units_needed"]
    kept = round((1 - args.treated) * needed) if needed else 0
    lines = [
        f"An effect of {found['effect']:.0%} of {found['outcome']} within {found['weeks']} weeks needs "
        + (
            f"{needed:,} {names}, {kept:,} of them held out by chance"
            if needed
            else f"more {names} than there are anywhere"
        )
        + f"; there are {found['units']:,}, with which it would be seen in {found['power_of_all']:.0%} of such tests.",
        f"Usual {found['outcome']} of one of the {names} in {found['weeks']} weeks: {found['mean']:,.4g}, learned from {found['since']} to {found['until']}.",
        "Smallest effect that all of them would show: "
        + ", ".join(f"{one['weeks']} weeks {_share(one['smallest_effect'])}" for one in found["lengths"])
        + ".",
    ]
    return "\n".join(lines)


def _share(share: float | None) -> str:
    return "not known" if share is None else f"{share:.1%}"
