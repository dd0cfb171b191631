"""What each command prints."""

import csv
import json
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterable
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from data import closed, queries, rates
from data import identity as persons
from data import load as loading
from data.errors import BadRequest
from data.renewal import renew
from data.staging import Asked
from data.store import Home, Store, restore, writing
from data.store.whole import number


def load(args: Namespace) -> int:
    """One line (or JSON object) a file; 0 only when every file was loaded."""
    minor = {"yes": True, "no": False, None: None}[args.minor_units]
    asked = Asked(_zone(args.tz), _currency(args.currency), minor, tuple(map(Path, args.mapping)))
    started = time.monotonic()
    reports = loading.load(args.files, args.store, asked, _progress())
    by_file = [(file, list(each)) for file, each in groupby(reports, key=lambda report: report.file)]
    for file, each in by_file:
        print(json.dumps(_summary(file, each), ensure_ascii=False) if args.json else _line(file, each), flush=True)
    if not args.json:
        _total(reports, time.monotonic() - started, Home(args.store))
    _missing_rates(Home(args.store))
    return 0 if all(report.ok for report in reports) else 1


def _zone(said: str | None) -> str | None:
    if said and said not in available_timezones():
        raise BadRequest(f"--tz is {said!r}; give a zone such as Europe/Rome or Asia/Shanghai")
    return said


def _currency(said: str | None) -> str | None:
    if said and said.upper() not in closed.currencies():
        raise BadRequest(
            f"--currency is {said!r}, no currency in use since {closed.FIRST_YEAR}; give its code, e.g. EUR"
        )
    return said.upper() if said else None


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
    told = {name: only.get(name) for name in (*names, "declared_matches", "message")}
    if len(reports) > 1:
        told["members"] = [{**asdict(report), "reasons": None} for report in reports]
    return told


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
    told = _summary(file, reports)
    if not any(report.ok for report in reports):
        return f"REFUSED  {Path(file).name}: {told['message']}"
    counts = (
        f"{told['rows_loaded']:>9,} loaded {told['rows_duplicate']:>9,} duplicate {told['rows_rejected']:>7,} rejected"
    )
    message = "" if told["message"] == "loaded" else f"\n         {told['message']}"
    check = {True: "  totals agree", False: "  TOTALS DIFFER", None: ""}[told["declared_matches"]]
    return f"{told['rows_seen']:>9,} rows {counts}  {Path(file).name} ({told['layout']}){check}{message}"


def _total(reports: list[loading.Report], seconds: float, home: Home) -> None:
    seen, loaded = sum(r.rows_seen for r in reports), sum(r.rows_loaded for r in reports)
    refused = sum(not r.ok for r in reports)
    print(
        f"{seen:,} rows read, {loaded:,} new, {refused} tables refused, in {seconds:.1f} s; version {home.version()} in {home.folder}"
    )


def _missing_rates(home: Home) -> None:
    """Says at once which orders no total can count; a load without rates would look whole and show a page of dashes."""
    if not home.version():
        return
    store = Store.open(home.folder)
    for sentence in rates.advice(rates.missing_rates(store)):
        print(sentence, file=sys.stderr)
    store.close()


def _progress() -> Callable[[str], None]:
    """A line that rewrites itself on a terminal, silence elsewhere."""
    if not sys.stderr.isatty():
        return lambda step: None

    def show(step: str) -> None:
        print(f"\r\x1b[K{step[:76]}", end="", file=sys.stderr, flush=True)

    return show


def query(args: Namespace) -> int:
    """The answer as CSV on standard output."""
    answer = queries.answer(Store.open(args.store), args.sql, args.timeout, args.rows)
    answer.frame.to_csv(sys.stdout, index=False, quoting=csv.QUOTE_MINIMAL)
    if answer.is_cut:
        print(f"cut after {args.rows:,} rows; --rows N gives more", file=sys.stderr)
    return 0


def status(args: Namespace) -> int:
    """What is published, how fresh it is and what was loaded last."""
    store = Store.open(args.store)
    newest = store.query(
        "select max(ordered_on) as orders, max((select max(occurred_on) from wallet_transactions)) as wallet from orders"
    )
    made_up = ", a sample shop" if store.is_sample else ""
    print(f"version {store.version} in {store.path.parent}, loaded {store.loaded_at:%Y-%m-%d %H:%M} UTC{made_up}")
    if store.is_old:
        print(f"built by an earlier version of Vetrina; run `python -m data renew --store {store.path.parent}`")
    print(f"orders to {_day(newest['orders'][0])}, wallet to {_day(newest['wallet'][0])}")
    counts = " union all ".join(f"select '{name}' as name, count(*) as n from {name}" for name in _TABLES)
    _table(store.query(counts).itertuples(index=False), ("table", "rows"))
    loads = store.query(
        """select file_name, coalesce(member_name, ''), layout, rows_seen, rows_loaded, rows_duplicate, rows_rejected
        from source_files order by loaded_at desc, file_name limit 10"""
    )
    _table(loads.itertuples(index=False), ("file", "member", "layout", "seen", "loaded", "duplicate", "rejected"))
    return 0


_TABLES = (
    "orders",
    "order_lines",
    "customers",
    "wallet_transactions",
    "settlements",
    "refunds",
    "exposures",
    "fx_rates",
    "rejected_rows",
)


def _day(value: Any) -> str:
    return "none" if value is None or value != value else f"{value:%Y-%m-%d}"


def _table(rows: Iterable[tuple[Any, ...]], header: tuple[str, ...]) -> None:
    cells = [header, *([f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(header))]
    print()
    for row in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def sample(args: Namespace) -> int:
    """Builds the sample shop into the store's folder; with --if-missing, only brings a store that is there up to date."""
    home = Home(args.store)
    if args.if_missing and home.version():
        return bring_up_to_date(args)
    from data import sample as shop  # imported here: loading a file needs none of it

    print(f"Building the sample shop in {home.folder} ...", file=sys.stderr, flush=True)
    started = time.monotonic()
    shop.build(home.folder, customers=args.customers, seed=args.seed, replace=args.replace, progress=_bar())
    _done(f"Done in {time.monotonic() - started:.0f} s: version {home.version()} in {home.folder}.")
    return 0


def bring_up_to_date(args: Namespace) -> int:
    """Brings a store of an earlier Vetrina to this one's tables."""
    home = Home(args.store)
    if renew(home.folder, _bar()):
        _done(f"Tables rebuilt for this version of Vetrina in {home.folder}.")
    return 0


def bring_back(args: Namespace) -> int:
    """Points readers to a version that is there."""
    home = Home(args.store)
    version = restore(home.folder, args.version, lambda sentence: print(sentence, file=sys.stderr))
    store = Store.open(home.folder)
    others = ", ".join(str(number(file)) for file in home.versions() if file != store.path) or "none"
    print(
        f"version {version} in {home.folder} is published, loaded {store.loaded_at:%Y-%m-%d %H:%M} UTC; others here: {others}"
    )
    return 0


def _done(sentence: str) -> None:
    print(f"\r{sentence}        ", file=sys.stderr)


def _bar() -> Callable[[str], None]:
    steps: list[str] = []

    def show(step: str) -> None:
        steps.append(step)
        if sys.stderr.isatty():
            print(f"\r\x1b[K{'#' * min(40, len(steps)):<40} {step[:36]}", end="", file=sys.stderr, flush=True)

    return show


def template(args: Namespace) -> int:
    """An empty file of one of our own layouts."""
    from data.templates import template as text

    print(text(args.name), end="")
    return 0


def identity(args: Namespace) -> int:
    """The keys that make these orders one customer; with --separate, a merge undone."""
    if args.separate is not None:
        id_type, _, id_hash = args.separate.partition(":")
        if not (id_type and id_hash):
            raise BadRequest(
                f"--separate is {args.separate!r}; give TYPE:HASH as `python -m data identity CUSTOMER` lists them"
            )
        with writing(args.store, kind="identity", note=f"{args.separate} joins nobody") as writer:
            persons.separate(writer, id_type, id_hash, "declared on the command line")
        print(f"{args.separate} joins nobody from now on")
        return 0
    found = persons.explain(Store.open(args.store), args.customer)
    if found.empty:
        print(
            f"no customer {args.customer}; `python -m data query 'select customer_id from customers limit 5'` shows some",
            file=sys.stderr,
        )
        return 1
    found.to_csv(sys.stdout, index=False)
    return 0
