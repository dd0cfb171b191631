"""Loads files, folders and zips: every row is loaded, a duplicate, or rejected with a reason."""

import json
import sys
import time
from argparse import ArgumentParser, Namespace
from itertools import groupby
from pathlib import Path

from commands import dry_run, options, progress, summary
from data import closed, rates
from data import load as loading
from data.errors import BadRequest
from data.intake import Report
from data.staging import LoadOptions, shop_name
from data.store import Home, Store


def register(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--json", action="store_true", help="one JSON object a file, a line each")
    parser.add_argument("--tz", help="zone of times without one, e.g. Europe/Rome")
    parser.add_argument("--currency", help="currency of amounts without one, e.g. EUR")
    parser.add_argument(
        "--mapping", action="append", default=[], metavar="YAML", help="describes a file that no layout claims"
    )
    parser.add_argument(
        "--shop",
        metavar="NAME",
        help="whose orders these are, where several shops of one system number theirs from one",
    )
    parser.add_argument(
        "--as-of",
        type=options.day,
        metavar="DAY",
        help="the day on which lists of customers were exported, where their rows have none",
    )
    parser.add_argument("--minor-units", choices=("yes", "no"), help="whether Antom amounts are in cents")
    parser.add_argument(
        "--day-first", choices=("yes", "no"), help="whether 03/04 is the third of April, where no date of a file tells"
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="tells what would be loaded, with the first rows of each file; stores nothing",
    )
    options.store(parser)


def run(args: Namespace) -> int:
    """One line (or JSON object) a file; 0 only when every file was loaded."""
    Home(args.store).refuse_spark()
    said = {"yes": True, "no": False, None: None}
    load_options = LoadOptions(
        _zone(args.tz),
        _currency(args.currency),
        said[args.minor_units],
        tuple(map(Path, args.mapping)),
        said[args.day_first],
        _shop(args.shop),
        args.as_of,
    )
    if args.dry_run:
        return dry_run.run(args, load_options)
    started, before = time.monotonic(), _reporting(Home(args.store))
    reports = loading.load(args.files, args.store, load_options, progress.line())
    by_file = [(file, list(members)) for file, members in groupby(reports, key=lambda report: report.file)]
    for file, members in by_file:
        print(
            json.dumps(summary.of(file, members), ensure_ascii=False) if args.json else summary.line(file, members),
            flush=True,
        )
    if not args.json:
        _total(reports, time.monotonic() - started, Home(args.store))
    _money(Home(args.store), before)
    return 0 if all(report.ok for report in reports) else 1


def _shop(name: str | None) -> str | None:
    wanted = None if name is None else shop_name(name)
    if name is not None and wanted is None:
        raise BadRequest(f"--shop is {name!r}; give a short name such as Milano: up to 60 letters and no |")
    return wanted


def _zone(name: str | None) -> str | None:
    if name and name not in closed.zones():
        raise BadRequest(f"--tz is {name!r}; give a zone such as Europe/Rome or Asia/Shanghai")
    return name


def _currency(code: str | None) -> str | None:
    if code and code.upper() not in closed.currencies():
        raise BadRequest(
            f"--currency is {code!r}, no currency in use since {closed.FIRST_YEAR}; give its code, e.g. EUR"
        )
    return code.upper() if code else None


def _total(reports: list[Report], seconds: float, home: Home) -> None:
    seen, loaded = sum(r.rows_seen for r in reports), sum(r.rows_loaded for r in reports)
    refused = sum(not r.ok for r in reports)
    print(
        f"{seen:,} rows read, {loaded:,} new, {refused} tables refused, in {seconds:.1f} s; version {home.version()} in {home.folder}"
    )


def _reporting(home: Home) -> str | None:
    """The currency that the published version states; None where there is none."""
    if not home.version():
        return None
    store = Store.open(home.folder)
    try:
        return store.currency
    finally:
        store.close()


def _money(home: Home, before: str | None) -> None:
    """Says at once in which currency amounts are, where it is not euro as before, and which orders no total can count.

    A load without rates would look whole and show a page of dashes.
    """
    if not home.version():
        return
    store = Store.open(home.folder)
    if stated := rates.reporting(before, store.currency):
        print(stated, file=sys.stderr)
    for sentence in rates.advice(rates.missing_rates(store)):
        print(sentence, file=sys.stderr)
    store.close()
