"""Prints the answer to a select of one's own as CSV."""

import csv
import sys
from argparse import ArgumentParser, Namespace

from commands import options
from data import queries
from data.store import Store


def register(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("sql", help="one select over the store's tables")
    parser.add_argument("--timeout", type=float, default=queries.SECONDS, metavar="SECONDS", help="default %(default)s")
    parser.add_argument("--rows", type=int, default=queries.ROWS, metavar="N", help="rows at most, default %(default)s")
    options.store(parser)


def run(args: Namespace) -> int:
    """The answer as CSV on standard output."""
    answer = queries.answer(Store.open(args.store), args.sql, args.timeout, args.rows)
    answer.frame.to_csv(sys.stdout, index=False, quoting=csv.QUOTE_MINIMAL)
    if answer.is_cut:
        print(f"cut after {args.rows:,} rows; --rows N gives more", file=sys.stderr)
    return 0
