"""Rebound on lumpy shops: how wide, and is it right, where few orders and a few huge tickets make a week?

60 panels of three tiers (REBOUND_LUMPY changes that) of the generator in `rebound_lumpy_shops`, asked of their sales and of their orders, without
and with the donors, two of three of which were hit too. The estimand is the excess of the weeks after both reopenings, as a share of
what would have been sold. The last table takes sales as orders times a mean ticket that is known from the past.
"""

import os
import time
from dataclasses import dataclass

import numpy as np

from analytics.rebound.answer.answers import answers
from analytics.rebound.answer.result import Answer
from analytics.rebound.check.verdict import GAIN, LOSS
from analytics.rebound.series.arrays import Array
from analytics.rebound.series.clock import CLOCKS
from analytics.rebound.series.panel import Panel
from analytics.rebound.series.windows import Shock, Windows
from benchmarks.measured import rows
from benchmarks.rebound_lumpy_shops import AFTER, AGAIN, ANEW, REOPEN, SHOCK, Lumpy, lumpy

# Panels no part of the model was chosen or tuned on.
SEED = 880_000
HEAD = [
    "asked of", "series", "bias %", "RMSE %", "95 % coverage", "mean width %", "median width %", "false alarms", "power",
    "lasting: coverage", "median width %", "recognised", "false", "opposite", "CPU s a panel",
]  # fmt: skip


@dataclass(frozen=True)
class Scored:
    """One series: the excess as a share of what would have been sold, against what was planted, and what was said of the level."""

    error: float
    width: float
    held: bool
    called: bool
    kind: str
    planted: float
    said: str
    lasting_held: bool | None
    lasting_width: float | None


def table() -> str:
    """Sales and orders, without and with donors; then orders times a ticket."""
    panels = [lumpy(SEED + number) for number in range(int(os.environ.get("REBOUND_LUMPY", "60")))]
    body, spread = [], []
    for what in ("sales", "orders"):
        for donors in (False, True):
            begun, scored = time.process_time(), []
            for one in panels:
                told = answers(_panel(one, what, donors), _windows(one), sensitivity=False)
                scored += [_scored(one, what, tier, answer) for tier, answer in enumerate(told)]
                if what == "orders":
                    spread += [(donors, *_times_ticket(one, tier, answer)) for tier, answer in enumerate(told)]
            spent = (time.process_time() - begun) / len(panels)
            body.append(_line(f"{what}{', donors' if donors else ''}", scored, spent))
    return f"{rows(HEAD, body)}\n\n{_tickets(spread)}"


def _panel(one: Lumpy, what: str, donors: bool) -> Panel:
    values = one.sales if what == "sales" else one.orders
    names = tuple(f"donor {place}" for place in range(len(one.donors))) if donors else ()
    controls = one.donors if donors else np.zeros((0, len(one.dates)))
    return Panel(tuple(f"tier {k}" for k in range(len(values))), one.dates, CLOCKS["week"], values, names, controls)


def _windows(one: Lumpy) -> Windows:
    day = one.dates
    return Windows((Shock(day[SHOCK], day[REOPEN]), Shock(day[AGAIN], day[ANEW])))


def _scored(one: Lumpy, what: str, tier: int, answer: Answer) -> Scored:
    actual, without = (one.sales, one.sales_without) if what == "sales" else (one.orders, one.orders_without)
    usual = without[tier, AFTER].sum()
    truth, found, lasting = actual[tier, AFTER].sum() - usual, answer.excess, answer.lasting
    assert found is not None
    return Scored(
        (found.estimate - truth) / usual, (found.high - found.low) / usual, found.holds(truth), not found.holds(0),
        one.kind, one.lasting, answer.level, None if lasting is None else lasting.holds(one.lasting),
        None if lasting is None else lasting.high - lasting.low,
    )  # fmt: skip


def _line(name: str, scored: list[Scored], seconds: float) -> list[str]:
    errors, widths = np.array([one.error for one in scored]), np.array([one.width for one in scored])
    nulls, real = [s for s in scored if s.kind == "none"], [s for s in scored if s.kind != "none"]
    planted, flat = [s for s in scored if s.planted], [s for s in scored if not s.planted]
    known = [s for s in scored if s.lasting_held is not None]
    opposite = [s for s in planted if s.said == (LOSS if s.planted > 0 else GAIN)]
    return [
        name, str(len(scored)), f"{100 * errors.mean():+.1f}", f"{100 * np.sqrt((errors**2).mean()):.1f}",
        f"{np.mean([s.held for s in scored]):.3f}", f"{100 * widths.mean():.1f}", f"{100 * np.median(widths):.1f}",
        f"{np.mean([s.called for s in nulls]):.3f}", f"{np.mean([s.called for s in real]):.2f}",
        f"{np.mean([bool(s.lasting_held) for s in known]):.3f}",
        f"{100 * np.median([s.lasting_width or 0.0 for s in known]):.0f}",
        f"{np.mean([s.said in (GAIN, LOSS) for s in planted]):.2f}",
        f"{np.mean([s.said in (GAIN, LOSS) for s in flat]):.3f}", str(len(opposite)), f"{seconds:.2f}",
    ]  # fmt: skip


def _times_ticket(one: Lumpy, tier: int, answer: Answer) -> tuple[float, float, bool]:
    """Error, width and whether the interval held, of sales foretold as orders times the mean ticket of the past.

    The weeks' luck in tickets is drawn again from that of the past.
    """
    past, orders = one.sales[tier, :SHOCK], one.orders[tier, :SHOCK]
    ticket, rng, weeks = past.sum() / orders.sum(), np.random.default_rng(tier), int(AFTER.sum())
    assert answer.excess is not None
    came = one.orders[tier, AFTER].sum()
    middle, low, high = (came - v for v in (answer.excess.estimate, answer.excess.high, answer.excess.low))
    luck = past - ticket * orders
    drawn: Array = ticket * rng.normal(middle, (high - low) / 3.92, 1000)
    drawn = drawn + rng.choice(luck, (1000, weeks)).sum(1) * np.sqrt(middle / weeks / orders.mean())
    drawn = drawn + rng.normal(0, np.sqrt((luck**2).sum()) / orders.sum() * middle, 1000)
    low, high = np.quantile(drawn, [0.025, 0.975])
    truth = one.sales_without[tier, AFTER].sum()
    return float(ticket * middle / truth - 1), float((high - low) / truth), bool(low <= truth <= high)


def _tickets(spread: list[tuple[bool, float, float, bool]]) -> str:
    body = []
    for donors in (False, True):
        errors, widths, held = (np.array([one[place] for one in spread if one[0] == donors]) for place in (1, 2, 3))
        body.append(
            ["orders x ticket" + (", donors" if donors else ""), f"{100 * np.sqrt((errors**2).mean()):.1f}",
             f"{held.mean():.3f}", f"{100 * widths.mean():.1f}", f"{100 * np.median(widths):.1f}"]
        )  # fmt: skip
    return rows(["sales foretold as", "RMSE %", "95 % coverage", "mean width %", "median width %"], body)
