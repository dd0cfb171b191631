"""Says which key the store's pseudonyms are made with; with --rotate, adds a part to it and hashes them all once more.

Keep a copy of the key's file after a rotation: loading needs all of its parts. Pseudonyms of before that left the store are read
for --days more days.
"""

import getpass
from argparse import ArgumentParser, Namespace

from commands import options
from data import rotation
from data.errors import BadRequest


def register(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("--rotate", action="store_true", help="add a part to the key")
    parser.add_argument(
        "--days",
        type=int,
        metavar="N",
        help=f"with --rotate: how long pseudonyms of before are read, default {rotation.DAYS}",
    )
    options.store(parser)


def run(args: Namespace) -> int:
    """The key's fingerprint and the window.

    Raises:
        BadRequest: a window without a rotation, or a store without a key.
    """
    if args.days is not None and not args.rotate:
        raise BadRequest("--days is the window of a rotation; give it with --rotate")
    state = rotation.state(args.store)
    if args.rotate:
        days = rotation.DAYS if args.days is None else args.days
        state = rotation.rotate(args.store, getpass.getuser(), days)
        print("the key is rotated; keep a copy of its file, and destroy copies of the store made before")
    print(f"fingerprint {state.fingerprint or '- (no file with persons was loaded yet)'}")
    if state.until:
        print(f"pseudonyms of before the last rotation are read until {state.until} (UTC)")
    return 0
