"""Builds the sample shop, with its planted effects beside it; never over a shop's own files unless told to."""

import sys
import time
from argparse import ArgumentParser, Namespace

from commands import options, progress, renew
from data.store import Home

PRESETS = {"small": 2_000, "boutique": 12_000, "group": 100_000}  # customers


def register(parser: ArgumentParser) -> None:
    """The command's arguments."""
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--customers", type=int, default=PRESETS["boutique"], help="how many, default %(default)s")
    size.add_argument(
        "--preset",
        choices=list(PRESETS),
        help=f"how many by name: {', '.join(f'{name} {count:,}' for name, count in PRESETS.items())}",
    )
    parser.add_argument("--seed", type=int, default=20180101)
    parser.add_argument("--if-missing", action="store_true", help="do nothing where a store is already")
    parser.add_argument(
        "--replace", action="store_true", help="take the place of a shop's own files; their version stays"
    )
    options.store(parser)


def run(args: Namespace) -> int:
    """Builds the sample shop into the store's folder; with --if-missing, only brings a store that is there up to date."""
    home = Home(args.store)
    if args.if_missing and home.version():
        return renew.run(args)
    from data import sample as shop  # imported here: loading a file needs none of it

    print(f"Building the sample shop in {home.folder} ...", file=sys.stderr, flush=True)
    started = time.monotonic()
    shop.build(
        home.folder,
        customers=PRESETS.get(args.preset, args.customers),
        seed=args.seed,
        replace=args.replace,
        progress=progress.bar(),
    )
    progress.done(f"Done in {time.monotonic() - started:.0f} s: version {home.version()} in {home.folder}.")
    return 0
