"""`python -m data COMMAND ...`: load files, ask in SQL, see what is loaded, build the sample shop."""

import argparse
import sys

from data import cli, queries
from data.guard import guarded
from data.store import Home


def main(argv: list[str] | None = None) -> int:
    """Runs one command; 0 when all went well, 1 when something could not be done, 2 when it was asked wrongly, 3 when it failed."""
    args = _parser().parse_args(argv)
    return guarded(lambda: int(args.run(args)), args.command, Home(getattr(args, "store", None)).folder)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    home = argparse.ArgumentParser(add_help=False)
    home.add_argument("--store", metavar="DIR", help="folder of the store (default: $VETRINA_STORE, else store)")

    load = commands.add_parser("load", parents=[home], help="load files, folders and zips")
    load.add_argument("files", nargs="+", metavar="FILE")
    load.add_argument("--json", action="store_true", help="one JSON object a file, a line each")
    load.add_argument("--tz", help="zone of times without one, e.g. Europe/Rome")
    load.add_argument("--currency", help="currency of amounts without one, e.g. EUR")
    load.add_argument(
        "--mapping", action="append", default=[], metavar="YAML", help="describes a file that no layout claims"
    )
    load.add_argument("--minor-units", choices=("yes", "no"), help="whether Antom amounts are in cents")
    load.set_defaults(run=cli.load)

    query = commands.add_parser("query", parents=[home], help="print the answer to a select as CSV")
    query.add_argument("sql", help="one select over the store's tables")
    query.add_argument("--timeout", type=float, default=queries.SECONDS, metavar="SECONDS", help="default %(default)s")
    query.add_argument("--rows", type=int, default=queries.ROWS, metavar="N", help="rows at most, default %(default)s")
    query.set_defaults(run=cli.query)

    status = commands.add_parser("status", parents=[home], help="version, freshness, rows, last loads")
    status.set_defaults(run=cli.status)

    sample = commands.add_parser(
        "sample", parents=[home], help="build the sample shop, with its planted effects beside it"
    )
    sample.add_argument("--customers", type=int, default=12_000)
    sample.add_argument("--seed", type=int, default=20180101)
    sample.add_argument("--if-missing", action="store_true", help="do nothing where a store is already")
    sample.add_argument(
        "--replace", action="store_true", help="take the place of a shop's own files; their version stays"
    )
    sample.set_defaults(run=cli.sample)

    renew = commands.add_parser("renew", parents=[home], help="bring a store of an earlier Vetrina up to date")
    renew.set_defaults(run=cli.bring_up_to_date)

    restore = commands.add_parser(
        "restore", parents=[home], help="point to a version that is there: the newest whole one"
    )
    restore.add_argument("--version", type=int, metavar="N", help="this one, as after a load that was a mistake")
    restore.set_defaults(run=cli.bring_back)

    template = commands.add_parser("template", help="print an empty file of our own layouts, e.g. exposures")
    template.add_argument("name")
    template.set_defaults(run=cli.template)

    identity = commands.add_parser("identity", parents=[home], help="why these orders are one customer; undo a merge")
    identity.add_argument("customer")
    identity.add_argument("--separate", metavar="TYPE:HASH", help="declare that this key joins nobody")
    identity.set_defaults(run=cli.identity)
    return parser


if __name__ == "__main__":
    sys.exit(main())
