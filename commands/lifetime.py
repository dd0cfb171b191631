"""Who comes back, how often and for how much: a forecast from a log of purchases.

A row is a purchase or a line of one; what a customer buys on one day counts as one purchase, its values added up.
Pareto/NBD, MBG/NBD, BG/NBD and, where gaps are regular, MBG/CNBD-k are fitted by maximum likelihood. The one that
forecast best at earlier moments of the log forecasts, calibrated by how far it was off then.
"""

import argparse
import json
import math
import time
from dataclasses import asdict
from typing import Any

import numpy as np
import pandas as pd

from analytics.interval import Interval
from analytics.lifetime import Lifetime, Purchases, lifetime, record
from analytics.lifetime.purchases import WEEK
from commands import options, purchase_log, table
from commands.lifetime_text import misfit, text
from commands.purchase_log import PurchaseRows, purchase_rows
from commands.table import say
from data.errors import BadTable
from words.written import Speech

_YEAR_OF_WEEKS = 52.0


def register(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    purchase_log.arguments(parser)
    parser.add_argument("--train-until", metavar="DATE", help="last day to learn from; the days after are held out")
    parser.add_argument(
        "--horizon", type=float, metavar="WEEKS", help="weeks to forecast (default: to the end of the data, else 52)"
    )
    parser.add_argument("--discount", type=float, default=0.1, metavar="RATE", help="yearly rate, default 0.1")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    options.language(parser)


def run(args: argparse.Namespace) -> int:
    """Prints the forecast; 0, or `BadTable` where the file does not allow one."""
    started = time.perf_counter()
    rows = purchase_rows(args)
    purchases = _purchases(rows)
    until = _train_until(args.train_until, purchases)
    horizon = _horizon(args.horizon, purchases, until)
    if not args.discount > -1 or not math.isfinite(args.discount):
        raise BadTable(f"--discount is {args.discount:g}; give a yearly rate such as 0.1")
    result = lifetime(record(purchases, horizon, until), args.discount)
    if args.value is not None and result.gamma_gamma is None:
        say("no value is forecast: fewer than ten repeat customers of known value, or all of the same")
    seconds = time.perf_counter() - started
    speech = Speech.of(args.lang)
    if args.json:
        returns = None if rows.returned is None else asdict(rows.returned)
        print(json.dumps(_object(result, seconds, speech) | {"returns": returns}, allow_nan=False))
        return 0
    print(text(result, seconds, speech, rows.returned))
    return 0


def _purchases(rows: PurchaseRows) -> Purchases:
    purchases = Purchases.of(rows.customer, rows.day, rows.value)
    if len(purchases) < len(rows.day):
        say(f"{len(rows.day)} rows are {len(purchases)} purchases: one per customer and day, values added up")
    return purchases


def _train_until(given: str | None, purchases: Purchases) -> int | None:
    if given is None:
        return None
    parsed = table.dates(pd.DataFrame({"--train-until": [given]}), "--train-until")
    day = int(parsed.to_numpy("datetime64[D]").astype(int)[0])
    first, last = purchases.span
    if not first < day < last:
        ends = " and ".join(str(np.datetime64(end, "D")) for end in (first, last))
        raise BadTable(f"--train-until is {given}; give a day between {ends}, the first and last of the data")
    return day


def _horizon(weeks: float | None, purchases: Purchases, until: int | None) -> float:
    if weeks is None:
        return _YEAR_OF_WEEKS if until is None else (purchases.span[1] - until) / WEEK
    if not (math.isfinite(weeks) and 0 < weeks <= 520):
        raise BadTable(f"--horizon is {weeks:g}; give weeks above 0 and up to 520")
    return weeks


def _object(result: Lifetime, seconds: float, speech: Speech) -> dict[str, Any]:
    return {
        "customers": result.customers,
        "repeat_customers": result.repeat_customers,
        "chosen": result.chosen,
        "models": {name: _model(result, name) for name in result.models},
        "gamma_gamma": _gamma_gamma(result),
        "forecast": {
            "purchases": result.forecast.purchases.json(),
            "value": _maybe(result.forecast.value),
            "discounted_value": _maybe(result.forecast.discounted),
            "weeks": result.forecast.weeks,
            "discount": result.forecast.discount,
        },
        "calibration": {
            "purchases": result.calibration.factor,
            "value": result.value_calibration.factor if result.value_calibration else None,
            "earlier_log_ratios": list(result.calibration.earlier),
        },
        "misfit": misfit(result, speech),
        "misfit_reasons": [reason.json() for reason in result.misfit],
        "seconds": seconds,
    }


def _model(result: Lifetime, name: str) -> dict[str, Any]:
    errors = result.holdout.get(name)
    return {
        "parameters": {parameter: interval.json() for parameter, interval in result.parameters(name).items()},
        "log_likelihood": result.models[name].log_likelihood,
        "score": result.scores[name],
        "holdout": errors
        and {
            "mae": errors.mae,
            "rmse": errors.rmse,
            "predicted": errors.predicted,
            "actual": errors.actual,
            "weeks": result.holdout_weeks,
        },
    }


def _gamma_gamma(result: Lifetime) -> dict[str, Any] | None:
    money = result.gamma_gamma
    if money is None:
        return None
    return {
        "parameters": {name: interval.json() for name, interval in money.parameters().items()},
        "log_likelihood": money.log_likelihood,
        "customers": round(money.customers),
        "mean": money.mean if math.isfinite(money.mean) else None,
        "value_by_frequency": money.tilt.json(),
    }


def _maybe(interval: Interval | None) -> dict[str, float | None] | None:
    return interval.json() if interval else None
