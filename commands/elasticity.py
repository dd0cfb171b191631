"""How much more is sold when the price falls, and how much of that is borrowed from the periods after."""

import argparse
import json
import time
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.interval import Interval
from analytics.promotions.elasticity.claims import claims
from analytics.promotions.elasticity.elasticity import Elasticity, elasticity
from analytics.promotions.elasticity.panel import BadPanel, Panel, Roles, panel
from analytics.promotions.elasticity.past import LEVEL, Feedback
from commands import options
from commands.days import begun
from commands.table import dates, numbers, read, say
from data.errors import BadTable
from words.reasons import sentence
from words.written import Speech


def register(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    parser.add_argument("file", help="csv or parquet, one row per unit and period")
    parser.add_argument("--unit", required=True, metavar="COLS", help="what is sold where, place first: store,sku")
    parser.add_argument("--time", required=True, metavar="COL", help="the period: a date or a number")
    parser.add_argument("--price", required=True, metavar="COL", help="price of one piece, above 0")
    parser.add_argument("--quantity", required=True, metavar="COL", help="pieces sold, 0 or more")
    parser.add_argument("--flags", metavar="COLS", help="promotion flags (0/1 or a strength), comma-separated")
    parser.add_argument("--by", metavar="COL", help="an elasticity for each value of this column as well")
    parser.add_argument(
        "--logs", metavar="COLS", help="which of price and quantity the file already gives as natural logs"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    options.language(parser)


def run(args: argparse.Namespace) -> int:
    """Prints the answer; how it was reached goes to stderr."""
    began = time.perf_counter()
    roles = Roles(_names(args.unit), args.time, args.price, args.quantity, _names(args.flags), args.by)
    if not roles.unit:
        raise BadTable("--unit names no column; give what is sold where, e.g. store,sku")
    wanted = [*roles.unit, roles.time, roles.price, roles.quantity, *roles.flags, *([roles.by] if roles.by else [])]
    frame = _typed(read(args.file, wanted), roles, _names(args.logs))
    try:
        seen = panel(frame, roles)
    except BadPanel as error:
        raise BadTable(f"{Path(args.file).name}: {error}") from error
    result = elasticity(seen)
    _explain(seen, result)
    answer = _answer(result, args.lang) | {"seconds": round(time.perf_counter() - began, 3)}
    print(json.dumps(answer, allow_nan=False, ensure_ascii=False) if args.json else _readable(result, answer))
    return 0


def _names(columns: str | None) -> list[str]:
    return [name.strip() for name in (columns or "").split(",") if name.strip()]


def _typed(frame: pd.DataFrame, roles: Roles, logs: list[str]) -> pd.DataFrame:
    """The columns in use, numbers as numbers, logs taken back, times as dates or numbers."""
    strange = sorted(set(logs) - {roles.price, roles.quantity})
    if strange:
        raise BadTable(f"--logs names {', '.join(strange)}; it can name {roles.price} and {roles.quantity}")
    table = frame[[*roles.unit, *([roles.by] if roles.by else [])]].copy()
    table = table.loc[:, ~table.columns.duplicated()]
    for name in (roles.price, roles.quantity):
        value = numbers(frame, name)
        table[name] = np.exp(value) if name in logs else value
    for name in roles.flags:
        table[name] = _flag(frame, name)
    table[roles.time] = _time(frame, roles.time)
    if pd.api.types.is_datetime64_any_dtype(table[roles.time]):
        return table[begun(table[roles.time], roles.time)].reset_index(drop=True)
    return table


def _flag(frame: pd.DataFrame, column: str) -> pd.Series:
    text = frame[column].astype("string").str.strip().str.lower()
    truth = {"true": 1.0, "false": 0.0, "yes": 1.0, "no": 0.0}
    value = text.map(truth).astype(float) if text.isin(list(truth)).all() else numbers(frame, column)
    if value.isna().any():
        raise BadTable(
            f"column {column}, data row {int(value.isna().argmax()) + 1}: empty; write 0 where no flag is set"
        )
    return value


def _time(frame: pd.DataFrame, column: str) -> pd.Series:
    """Numbers, unless they are eight digits of a date; else dates."""
    text = frame[column].astype("string").str.strip()
    if pd.api.types.is_datetime64_any_dtype(frame[column]) or text.str.fullmatch(r"(19|20)\d{6}").fillna(False).all():
        return dates(frame, column)
    if text.str.fullmatch(r"[-+]?\d+(\.0*)?").fillna(False).all():
        return text.astype(float)
    return dates(frame, column)


def _explain(seen: Panel, result: Elasticity) -> None:
    units, clusters = int(seen.unit.max()) + 1, int(seen.by_place.cluster.max()) + 1
    periods = len(np.unique(seen.time))
    say(f"{units:,} units over {periods:,} periods, a level for each; errors clustered in {clusters:,} groups")
    if "competitor price" in seen.names:
        say("the other units' mean log price in the same place and period is held constant")
    share = float((seen.quantity == 0).mean())
    if result.method == "Poisson":
        say(f"{share:.1%} of the quantities are 0: Poisson pseudo-likelihood instead of logs, no cross-check")
    elif share:
        say(f"{int((seen.quantity == 0).sum()):,} quantities are 0 and left out, as they are so few")
    if not result.agrees:
        say(f"the cross-check disagrees: double machine learning says {_written(result.cross_check).strip()}")
    say(_tested(result.feedback))


def _tested(seen: Feedback) -> str:
    if not seen.lags:
        return "too few periods to test whether prices follow past sales"
    return (
        f"prices follow the sales of the {seen.lags} periods before: p {seen.p:.3f}; a price lowered by "
        f"{1 - 0.9**seen.detectable:.1%} after sales 10 % lower would have been seen four times in five"
    )


def _answer(result: Elasticity, language: str) -> dict[str, object]:
    reasons = claims(result)
    return {
        "elasticity": result.own.json(),
        "evidence": result.evidence,
        "price_follows_sales": _feedback(result),
        "by": {group: value.json() for group, value in result.by.items()},
        "pull_forward": result.pull_forward.json(),
        "rows": result.rows,
        "summary": " ".join(sentence(reason, Speech.of(language)) for reason in reasons),
        "reasons": [reason.json() for reason in reasons],
        "method": result.method,
        "controls": {name: value.json() for name, value in result.controls.items()},
        "cross_check": result.cross_check.json(),
    }


def _feedback(result: Elasticity) -> dict[str, object]:
    """The test of whether past sales say what the price will be, its power, and the answer without them held constant."""
    seen = result.feedback
    tested = {"p": seen.p, "detectable": seen.detectable} if seen.lags else {"p": None, "detectable": None}
    return {**tested, "follows": seen.follows, "periods": seen.lags, "level": LEVEL, "plain": result.plain.json()}


def _readable(result: Elasticity, answer: dict[str, object]) -> str:
    lines = {"elasticity": result.own, "cross-check": result.cross_check, "pull-forward": result.pull_forward}
    lines |= {f"  {group}": value for group, value in result.by.items()}
    lines |= {f"  {name}": value for name, value in result.controls.items()}
    table = [f"  {name:<22}{_written(value)}" for name, value in lines.items()]
    return "\n".join(
        [f"{result.rows:,} rows, {result.method}, {result.evidence}", "", *table, "", str(answer["summary"])]
    )


def _written(value: Interval) -> str:
    if not np.isfinite(value.estimate):
        return "        unknown"
    return f"{value.estimate:>10.4f}   [{value.low:.4f}, {value.high:.4f}]"
