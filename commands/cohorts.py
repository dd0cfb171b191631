"""Who comes back, month after month, by when they first bought: from a log of purchases.

A row is a purchase or a line of one; what a customer buys on one day counts as one purchase, its values added up. A
customer's cohort is the week, month or quarter of the first purchase; period 0 is that period itself. A period that not
all of a cohort has lived through is left blank (null), never low.
"""

import argparse
import json
import math
import time
from datetime import date, timedelta
from typing import Any

import pandas as pd

from analytics.cohorts.cohorts import Cohorts
from analytics.cohorts.grain import GRAINS
from analytics.cohorts.log import Log, cohorts_of_log, second_purchase_of_log
from analytics.cohorts.survival import Curve
from analytics.interval import Interval
from commands import options, purchase_log, table
from commands.days import not_after_today
from commands.purchase_log import purchase_rows
from data.errors import BadTable

HORIZONS = (30, 60, 90, 180, 365, 730)


def register(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    purchase_log.arguments(parser)
    parser.add_argument("--grain", choices=list(GRAINS), default="month", help="length of a period, default month")
    parser.add_argument("--until", metavar="DATE", help="last day the log tells of (default: that of its last row)")
    parser.add_argument(
        "--smallest", type=int, default=1, metavar="N", help="join cohorts of fewer customers, then hide them"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    options.language(parser)


def run(args: argparse.Namespace) -> int:
    """Prints the cohorts; 0, or `BadTable` where the file does not allow them."""
    started = time.perf_counter()
    if args.smallest < 1:
        raise BadTable(f"--smallest is {args.smallest}; give 1 or more customers")
    log = _log(args)
    result = cohorts_of_log(log, args.grain, args.smallest)
    curve = second_purchase_of_log(log)
    seconds = time.perf_counter() - started
    print(json.dumps(_object(log, result, curve, seconds), allow_nan=False) if args.json else _text(log, result, curve))
    return 0


def _log(args: argparse.Namespace) -> Log:
    rows = purchase_rows(args)
    return Log.of(rows.customer, rows.day, rows.value, _until(args.until, rows.day))


def _until(given: str | None, days: pd.Series) -> date | None:
    if given is None:
        return None
    last: date = table.dates(pd.DataFrame({"--until": [given]}), "--until").iloc[0].date()
    if last < days.min().date():
        raise BadTable(f"--until is {given}, before the first row ({days.min().date()}); give the last day of the log")
    not_after_today(last, "--until")
    return last + timedelta(days=1)


def _object(log: Log, result: Cohorts, curve: Curve, seconds: float) -> dict[str, Any]:
    return {
        "customers": log.customers,
        "purchases": len(log.rows),
        "repeat_customers": int((log.rows.groupby("customer").size() > 1).sum()),
        "grain": result.grain,
        "data_to": (log.until - timedelta(days=1)).isoformat(),
        "hidden_customers": result.hidden,
        "cohorts": [_cohort(part, log.has_value) for _, part in result.table.groupby("cohort", sort=True)],
        "second_purchase": {
            "customers": curve.customers,
            "events": curve.events,
            "within_days": {str(days): _maybe(curve.at(days)) for days in HORIZONS},
            "curve": [
                {"days": int(days), "share": Interval(share, low, high).json(), "at_risk": int(left)}
                for days, share, low, high, left in zip(
                    curve.days, curve.share, curve.low, curve.high, curve.at_risk, strict=True
                )
            ],
        },
        "seconds": seconds,
    }


def _cohort(part: pd.DataFrame, has_value: bool) -> dict[str, Any]:
    head = part.iloc[0]
    return {
        "cohort": head["cohort"].date().isoformat(),
        "name": head["name"],
        "size": int(head["size"]),
        "periods": [_period(row, has_value) for _, row in part.iterrows()],
    }


def _period(row: pd.Series, has_value: bool) -> dict[str, Any]:
    observed = bool(row["observed"])
    paid = has_value and observed and not math.isnan(row["net_eur"])
    return {
        "period": int(row["k"]),
        "observed": observed,
        "active": int(row["active"]) if observed else None,
        "orders": int(row["orders"]) if observed else None,
        "retention": _interval(row, "retention") if observed else None,
        "rolling_retention": _interval(row, "rolling_retention") if observed else None,
        "net": float(row["net_eur"]) if paid else None,
        "ltv": _interval(row, "ltv") if paid else None,
        "nrr": _interval(row, "nrr") if paid else None,
    }


def _interval(row: pd.Series, metric: str) -> dict[str, float | None]:
    return Interval(row[metric], row[f"{metric}_low"], row[f"{metric}_high"]).json()


def _maybe(interval: Interval | None) -> dict[str, float | None] | None:
    return None if interval is None else interval.json()


def _text(log: Log, result: Cohorts, curve: Curve) -> str:
    lines = [
        f"{log.customers:,} customers, {len(log.rows):,} purchases up to {log.until - timedelta(days=1)}; "
        f"{result.hidden:,} customers in cohorts too small to show",
        "",
        f"Share that buys in the k-th {result.grain} after the first (blank: not wholly observed)",
        _grid(result.wide("retention"), "{:.1%}"),
    ]
    if log.has_value:
        lines += ["", "Value per customer, added up", _grid(result.wide("ltv"), "{:,.2f}")]
    lines += ["", "Second purchase within (Kaplan-Meier)"]
    for days in HORIZONS:
        if (share := curve.at(days)) is not None:
            lines.append(f"  {days:>4} days  {share.estimate:6.1%}  [{share.low:.1%}, {share.high:.1%}]")
    return "\n".join(lines)


def _grid(wide: pd.DataFrame, form: str, most: int = 13) -> str:
    shown = wide.iloc[:, : most + 1]
    text = shown.drop(columns="size").map(lambda share: "" if math.isnan(share) else form.format(share))
    text.insert(0, "size", shown["size"].map("{:,.0f}".format))
    return text.rename_axis(None).rename_axis(None, axis="columns").to_string()
