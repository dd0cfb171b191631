"""`vetrina load --dry-run`: what a load would do, told in the load's own words and with the first rows of each file."""

import json
import sys
import time
from argparse import Namespace
from itertools import groupby
from typing import Any

import pandas as pd

from commands import progress, summary
from data import rates
from data.rehearsal import Change, Rehearsal, Rehearsed, rehearse
from data.staging import LoadOptions

WIDEST = 24  # characters of a cell


def run(args: Namespace, load_options: LoadOptions) -> int:
    """One line a file and its rows (or one JSON object a file); 0 only when every file would be loaded."""
    started = time.monotonic()
    rehearsal = rehearse(args.files, args.store, load_options, progress.line())
    for file, members in groupby(rehearsal.tables, key=lambda table: table.report.file):
        tables = list(members)
        reports = [table.report for table in tables]
        if args.json:
            told = summary.of(file, reports) | {"tables": [_content(table) for table in tables]}
            print(json.dumps(told, ensure_ascii=False), flush=True)
        else:
            print(summary.line(file, reports), flush=True)
            for table in tables:
                _print(table)
    if args.json:
        print(json.dumps(_batch(rehearsal), ensure_ascii=False), flush=True)
    else:
        _total(rehearsal, time.monotonic() - started)
    for sentence in _notes(rehearsal):
        print(sentence, file=sys.stderr)
    return 0 if all(table.report.ok for table in rehearsal.tables) else 1


def _content(table: Rehearsed) -> dict[str, Any]:
    content = table.content
    frames = {"rows": content.rows, "totals": content.totals, "reasons": content.reasons, "rejects": content.rejects}
    return {
        "member": table.report.member,
        "first_on": content.first_on and content.first_on.isoformat(),
        "last_on": content.last_on and content.last_on.isoformat(),
        **{name: json.loads(_plain(frame).to_json(orient="records")) for name, frame in frames.items()},
    }


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Its days and exact amounts as text."""
    return frame.astype({name: str for name in frame if not pd.api.types.is_any_real_numeric_dtype(frame[name])})


def _print(table: Rehearsed) -> None:
    content = table.content
    if table.report.member and not content.rows.empty:
        print(f"         {table.report.member}")
    if content.first_on:
        print(f"         from {content.first_on} to {content.last_on}")
    for total in content.totals.to_dict("records"):
        fee = f", fees {total['fee']:,.2f}" if total["fee"] else ""
        print(
            f"         {total['kind']}: {total['rows']:,} rows, {total['currency'] or 'no currency'} {total['amount']:,.2f}{fee}"
        )
    if not content.rows.empty:
        print(_table(content.rows))
    for reject in content.rejects.to_dict("records"):
        print(f"         row {reject['row_no']}: {reject['reason']}  {reject['payload'] or ''}".rstrip())


def _table(frame: pd.DataFrame) -> str:
    shown = frame.astype(object).where(frame.notna(), "")
    text = shown.map(lambda value: str(value) if len(str(value)) <= WIDEST else f"{str(value)[: WIDEST - 1]}…")
    return "\n".join(f"         {line}" for line in text.to_string(index=False).splitlines())


def _batch(rehearsal: Rehearsal) -> dict[str, Any]:
    def counts(change: Change) -> dict[str, int]:
        return {"before": change.before, "after": change.after}

    return {
        "dry_run": True,
        "orders": counts(rehearsal.orders),
        "orders_changed": rehearsal.orders_changed,
        "customers": counts(rehearsal.customers),
        "wallet_transactions": counts(rehearsal.wallet),
        "replaces_sample": rehearsal.replaces_sample,
        "version": rehearsal.version,
    }


def _total(rehearsal: Rehearsal, seconds: float) -> None:
    reports = [table.report for table in rehearsal.tables]
    seen, loaded = sum(r.rows_seen for r in reports), sum(r.rows_loaded for r in reports)
    print(
        f"{seen:,} rows read, {loaded:,} would be new, {sum(not r.ok for r in reports)} tables refused, in {seconds:.1f} s: "
        f"{_more(rehearsal.orders)} orders, {_more(rehearsal.customers)} customers, {_more(rehearsal.wallet)} wallet transactions; "
        f"{rehearsal.orders_changed:,} orders of the store would change. Nothing was stored"
    )


def _more(change: Change) -> str:
    return f"{change.more:+,}"


def _notes(rehearsal: Rehearsal) -> list[str]:
    sample = "the sample shop would give way to your own files: sample and real rows never mix"
    reporting = rates.reporting(rehearsal.currency_before, rehearsal.currency)
    return [
        *([sample] if rehearsal.replaces_sample else []),
        *([reporting] if reporting else []),
        *rates.advice(rehearsal.missing_rates),
    ]
