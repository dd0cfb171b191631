"""A log of purchases in a user's file, read by one rule for every command that takes one."""

import argparse
from dataclasses import dataclass

import numpy as np
import pandas as pd

from commands import copies, days, returns, table
from commands.table import say
from data.errors import BadTable


@dataclass(frozen=True)
class Returned:
    """Returns that were taken from the purchases they undo.

    Attributes:
        rows: of returns.
        amount: what they took, above 0; returns beyond what the customer had bought take nothing.
        share: of what was bought, rows of unknown value left out.
        emptied: purchases of which nothing was left.
        unmatched: days of returns that exceed what the customer had bought by then.
    """

    rows: int
    amount: float
    share: float
    emptied: int
    unmatched: int


@dataclass(frozen=True)
class PurchaseRows:
    """Rows of known customers on days that have begun, all of one index.

    Attributes:
        customer: as the file writes them.
        day: timestamps, on the shop's own clock.
        value: 0 or more; missing where unknown; None for a log without values.
        returned: what value is net of; None where the log is taken as it is.
    """

    customer: pd.Series
    day: pd.Series
    value: pd.Series | None
    returned: Returned | None = None


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments that say where the log is and which columns play which part."""
    parser.add_argument("file", help="a .csv or .parquet file, one row per purchase or line of one")
    parser.add_argument("--customer", required=True, metavar="COL", help="column that tells customers apart")
    parser.add_argument("--date", required=True, metavar="COL", help="column of dates, 2026-03-31 or 20260331")
    parser.add_argument("--value", metavar="COL", help="column of amounts, not negative")
    parser.add_argument(
        "--net-returns",
        action="store_true",
        help="negative amounts are returns: take them from the customer's purchases up to that day, the latest first",
    )


def purchase_rows(args: argparse.Namespace) -> PurchaseRows:
    """The rows of the file that say something; what was left out goes to stderr.

    Raises:
        BadTable: a column missing, a cell that cannot be read, rows that stand there twice, or nothing left.
    """
    named = [name for name in (args.customer, args.date, args.value) if name is not None]
    if len(set(named)) < len(named):
        raise BadTable(f"--customer, --date and --value name {', '.join(named)}; give different columns")
    if args.net_returns and args.value is None:
        raise BadTable("--net-returns nets amounts; name their column with --value")
    frame = table.read(args.file, named)
    day = table.dates(frame, args.date)
    table.refuse_what_names_no_day(frame, args.date)
    kept = _known(frame, args.customer) & days.begun(day, args.date)
    value = None if args.value is None else _values(frame, args.value, takes_returns=args.net_returns)
    copies.refuse(frame, args.customer, day)
    rows = PurchaseRows(frame.loc[kept, args.customer], day[kept], None if value is None else value[kept])
    return _net(rows) if args.net_returns else rows


def _known(frame: pd.DataFrame, customer: str) -> pd.Series:
    known = frame[customer].notna() & (frame[customer].astype("string").str.strip() != "").fillna(False)
    if not known.any():
        raise BadTable(f"column {customer} is empty; name the column that tells customers apart")
    if not known.all():
        say(f"{int((~known).sum())} rows without {customer} left out")
    return known.astype(bool)


def _values(frame: pd.DataFrame, column: str, *, takes_returns: bool) -> pd.Series:
    values = table.numbers(frame, column)
    wrong = np.isinf(values) if takes_returns else (values < 0) | np.isinf(values)
    if wrong.any():
        row = int(wrong.to_numpy().argmax())
        wanted = "an amount" if takes_returns else "an amount of 0 or more"
        advice = "" if takes_returns else "; leave returns out or net them from their purchases with --net-returns"
        raise BadTable(
            f"column {column}, data row {row + 1}: {values.iloc[row]:g} is not {wanted} "
            f"({int(wrong.sum())} such rows){advice}"
        )
    if values.isna().all():
        raise BadTable(f"column {column} is empty; name a column of amounts or leave --value out")
    if values.isna().any():
        say(f"{int(values.isna().sum())} rows without {column}: they count as purchases, of unknown value")
    return values


def _net(rows: PurchaseRows) -> PurchaseRows:
    assert rows.value is not None
    net = returns.net(pd.DataFrame({"customer": rows.customer, "day": rows.day.dt.normalize(), "value": rows.value}))
    if net.returned:
        say(f"{net.returned} rows of returns netted; {net.emptied} purchases returned in full are none")
    if net.unmatched:
        say(f"{net.unmatched} days of returns exceed what the customer had bought by then; the rest of them left out")
    if net.purchases.empty:
        raise BadTable("nothing is left once returns are netted; check that purchases are the positive amounts")
    kept = net.purchases
    vague = pd.MultiIndex.from_frame(kept.loc[kept["value"].isna(), ["customer", "day"]])  # their amounts are not known
    is_known = ~pd.MultiIndex.from_arrays([rows.customer, rows.day.dt.normalize()]).isin(vague)
    bought = float(rows.value[is_known].clip(lower=0).sum())
    amount = bought - float(kept["value"].sum())
    told = Returned(net.returned, amount, amount / bought if bought else 0.0, net.emptied, int(net.unmatched))
    return PurchaseRows(net.purchases["customer"], net.purchases["day"], net.purchases["value"], told)
