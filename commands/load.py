"""Loads files, folders and zips: every row is loaded, a duplicate, or rejected with a reason."""

import json
import sys
import time
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from commands import options, progress
from data import closed, rates
from data import load as loading
from data.errors import BadRequest
from data.staging import LoadOptions
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
    parser.add_argument("--minor-units", choices=("yes", "no"), help="whether Antom amounts are in cents")
    parser.add_argument(
        "--day-first", choices=("yes", "no"), help="whether 03/04 is the third of April, where no date of a file tells"
    )
    options.store(parser)


def run(args: Namespace) -> int:
    """One line (or JSON object) a file; 0 only when every file was loaded."""
    said = {"yes": True, "no": False, None: None}
    load_options = LoadOptions(
        _zone(args.tz),
        _currency(args.currency),
        said[args.minor_units],
        tuple(map(Path, args.mapping)),
        said[args.day_first],
    )
    started, before = time.monotonic(), _reporting(Home(args.store))
    reports = loading.load(args.files, args.store, load_options, progress.line())
    by_file = [(file, list(members)) for file, members in groupby(reports, key=lambda report: report.file)]
    for file, members in by_file:
        print(
            json.dumps(_summary(file, members), ensure_ascii=False) if args.json else _line(file, members), flush=True
        )
    if not args.json:
        _total(reports, time.monotonic() - started, Home(args.store))
    _money(Home(args.store), before)
    return 0 if all(report.ok for report in reports) else 1


def _zone(name: str | None) -> str | None:
    if name and name not in available_timezones():
        raise BadRequest(f"--tz is {name!r}; give a zone such as Europe/Rome or Asia/Shanghai")
    return name


def _currency(code: str | None) -> str | None:
    if code and code.upper() not in closed.currencies():
        raise BadRequest(
            f"--currency is {code!r}, no currency in use since {closed.FIRST_YEAR}; give its code, e.g. EUR"
        )
    return code.upper() if code else None


def _summary(file: str, reports: list[loading.Report]) -> dict[str, Any]:
    """One object a file: counts added up over its members, which follow where there are several."""
    only = asdict(reports[0]) if len(reports) == 1 else _together(file, reports)
    names = (
        "file",
        "system",
        "layout",
        "encoding",
        "rows_seen",
        "rows_loaded",
        "rows_duplicate",
        "rows_rejected",
        "declared",
    )
    summary = {name: only.get(name) for name in (*names, "declared_matches", "message")}
    if len(reports) > 1:
        summary["members"] = [{**asdict(report), "reasons": None} for report in reports]
    return summary


def _together(file: str, reports: list[loading.Report]) -> dict[str, Any]:
    def words(name: str) -> str | None:
        return ", ".join(sorted({value for report in reports if (value := getattr(report, name))})) or None

    counts = {
        name: sum(getattr(report, name) for report in reports)
        for name in ("rows_seen", "rows_loaded", "rows_duplicate", "rows_rejected")
    }
    stated = [report for report in reports if report.declared]
    messages = dict.fromkeys(report.message for report in reports if report.message not in {"", "loaded"})
    return {
        "file": file, **{name: words(name) for name in ("system", "layout", "encoding")}, **counts,
        "declared": {report.member: report.declared for report in stated} or None,
        "declared_matches": all(report.declared_matches for report in stated) if stated else None,
        "message": "; ".join(list(messages)[:5]) or "loaded",
    }  # fmt: skip


def _line(file: str, reports: list[loading.Report]) -> str:
    summary = _summary(file, reports)
    if not any(report.ok for report in reports):
        return f"REFUSED  {Path(file).name}: {summary['message']}"
    counts = f"{summary['rows_loaded']:>9,} loaded {summary['rows_duplicate']:>9,} duplicate {summary['rows_rejected']:>7,} rejected"
    message = "" if summary["message"] == "loaded" else f"\n         {summary['message']}"
    check = {True: "  totals agree", False: "  TOTALS DIFFER", None: ""}[summary["declared_matches"]]
    return f"{summary['rows_seen']:>9,} rows {counts}  {Path(file).name} ({summary['layout']}){check}{message}"


def _total(reports: list[loading.Report], seconds: float, home: Home) -> None:
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
