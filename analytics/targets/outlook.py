"""How the month and the quarter will end, and how likely they are to make their targets."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import floor, log10
from typing import Any

import numpy as np
import pandas as pd

from analytics.kept import kept
from analytics.period import Period, month_start, months_later
from analytics.results import CannotTell, Reason
from analytics.targets.ahead import LEAST, Ahead, ahead
from analytics.targets.budget import budget, months, places_chosen, places_of
from analytics.targets.courses import courses
from analytics.targets.on_grid import refuse_hidden, too_few
from analytics.targets.trade import Trade, trade
from data.late import late
from data.store import EVERYTHING, Choice, Store

special = late("scipy.special")

SPANS = {"month": 1, "quarter": 3}
RECENT = 56  # days
MIN_ORDERS = 20  # in these
WINDOW = 30  # days after which what was to be given back was
LEARNED = 364  # days of orders that returns are learned from
TICKETS = 2.0  # returns come in whole baskets: their variance in mean baskets, of baskets that differ as much as they are dear
DIGITS, STEP = 3, 0.05  # of amounts, and of the probability, where the days it rests on are not told
EDGES = (0.025, 0.1, 0.9, 0.975)


@dataclass(frozen=True)
class Outlook:
    """How a span will end, once what is to be given back was.

    Attributes:
        span: its days.
        until: the first day that is not wholly known.
        target_eur: what it set itself.
        sold_eur: net sales up to `until`, as they are known.
        to_return_eur: how much of them is still to come back, expected.
        expected_eur: net sales of the span, expected, with the 80 % and 95 % intervals `low_80_eur` to `high_80_eur` and so on.
        probability: of making the target.
        needed_eur: what each remaining day must sell to make it; nought where it is made.
        recent_eur: what a day of the last eight weeks sold.
        with_vat: whether all this holds VAT.
        reason: why it cannot be told; None where it can, else the figures are NaN.
    """

    span: Period
    until: date
    target_eur: float = np.nan
    sold_eur: float = np.nan
    to_return_eur: float = np.nan
    expected_eur: float = np.nan
    low_95_eur: float = np.nan
    low_80_eur: float = np.nan
    high_80_eur: float = np.nan
    high_95_eur: float = np.nan
    probability: float = np.nan
    needed_eur: float = np.nan
    recent_eur: float = np.nan
    with_vat: bool = True
    reason: Reason | None = None

    @property
    def days_left(self) -> int:
        """Days that are still to come."""
        return (self.span.until - self.until).days


def outlook(store: Store, choice: Choice = EVERYTHING, *, span: str = "month") -> Outlook:
    """How the month or quarter of the last whole day will end; where the budget does not say, why there is no outlook.

    Args:
        span: `month` or `quarter`.

    Raises:
        TooFew: the reader may not see persons, and a month it rests on is of few.
    """
    return kept(store, Outlook, ("outlook", span, choice), lambda: _outlook(store, choice, current(store, span)))


def current(store: Store, span: str) -> Period:
    """The month or quarter of the last whole day."""
    last = trade(store).until - timedelta(days=1)
    first = month_start(last)
    first = first if span == "month" else first.replace(month=(first.month - 1) // 3 * 3 + 1)
    return Period(first, months_later(first, SPANS[span]))


def _outlook(store: Store, choice: Choice, span: Period) -> Outlook:
    sales = trade(store)
    if store.rights.smallest:
        refuse_hidden(store, choice, span)
    try:
        found = _told(store, sales, choice, span)
    except CannotTell as untold:
        if store.rights.smallest and untold.reason.code == "outlook_orders_too_few":
            raise too_few(store) from untold  # its count would be of days that are not told
        return Outlook(span, sales.until, reason=untold.reason)
    return _blunted(found) if store.rights.smallest else found


def _told(store: Store, sales: Trade, choice: Choice, span: Period) -> Outlook:
    held = budget(store, sales, choice, span)
    if held.lacking:
        raise CannotTell(Reason("budget_lacks_month", begins_on=held.lacking[0]))
    if held.strangers:
        raise CannotTell(Reason("budget_of_strangers", store=held.strangers[0]))
    own = _own(sales, held.rows, span)
    net = _net(sales, own, held.with_vat)
    orders = sales.amounts["orders"][:, own]
    needed = max(LEAST, (sales.until - span.since).days)
    if sales.days < needed:
        raise CannotTell(Reason("outlook_days_too_few", days=sales.days, needed=needed))
    if (recent := int(orders[-RECENT:].sum())) < MIN_ORDERS:
        raise CannotTell(Reason("outlook_orders_too_few", orders=recent, needed=MIN_ORDERS))
    coming_back = net * _still_to_return(store, sales, choice)
    days, since = (span.until - sales.until).days, sales.at(span.since)
    path = courses(sales.first_on, orders, sales.places.loc[own, "market"].tolist(), max(days, 1))
    rest = ahead(net - coming_back, path, days) if days else None
    if days and rest is None:
        raise CannotTell(
            Reason("outlook_days_too_few", days=int(np.isfinite(path["weekdays"]).sum()) - days, needed=LEAST)
        )
    sold, to_return = float(net[since:].sum()), float(coming_back[since:].sum())
    ticket = max(float(net[-RECENT:].sum()) / recent, 0.0)
    target = float(held.rows["net_sales"].sum())
    estimate, probability, bounds = _end(rest, sold - to_return, TICKETS * max(to_return, 0.0) * ticket, target)
    low_95, low_80, high_80, high_95 = bounds
    return Outlook(
        span,
        sales.until,
        target_eur=target,
        sold_eur=round(sold, 2),
        to_return_eur=round(to_return, 2),
        expected_eur=estimate,
        low_95_eur=low_95,
        low_80_eur=low_80,
        high_80_eur=high_80,
        high_95_eur=high_95,
        probability=probability,
        needed_eur=max(target - sold + to_return, 0.0) / days if days else np.nan,
        recent_eur=float(net[-RECENT:].mean()),
        with_vat=held.with_vat,
    )


def _own(sales: Trade, rows: pd.DataFrame, span: Period) -> np.ndarray:
    """The places that have a budget; the same ones in every month, so that they can be summed."""
    found = []
    for month in months(span):
        covered = np.zeros(len(sales.places), dtype=bool)
        for row in rows[rows["month"] == pd.Timestamp(month)].to_dict("records"):
            covered |= places_of(row, sales)
        found.append(covered)
    sold = np.array(found)
    since = sales.at(months(span)[0])
    traded = sales.amounts["orders"][max(since, 0) :].sum(axis=0) > 0
    if (sold.any(axis=0) & ~sold.all(axis=0) & traded).any():
        raise CannotTell(Reason("budget_changes_within"))
    return np.asarray(sold.all(axis=0))


def _net(sales: Trade, own: np.ndarray, with_vat: bool) -> np.ndarray:
    """Net sales of each day of these places.

    Raises:
        CannotTell: VAT is to be left out and that of the last year's sales is not known.
    """
    net = sales.amounts["net_eur"][:, own].sum(axis=1)
    if with_vat:
        return np.asarray(net)
    known = sales.amounts["net_with_vat_eur"][:, own].sum(axis=1)
    if (np.abs(known - net)[-LEARNED:] > 0.01).any():
        raise CannotTell(Reason("budget_vat_unknown"))
    return np.asarray(sales.amounts["net_ex_vat_eur"][:, own].sum(axis=1))


def _still_to_return(store: Store, sales: Trade, choice: Choice) -> np.ndarray:
    """Array (day,): the share of what a day's orders are known to have left that will still be given back, from orders of a year."""
    until = max(sales.days - WINDOW, 0)
    since = max(until - LEARNED, 0)
    shares = np.zeros(sales.days)
    if until - since < LEAST:
        return shares
    days = [sales.first_on + timedelta(days=at) for at in (since, until)]
    ages = store.ask("return_ages", choice, since=days[0], until=days[1])
    left = float(sales.amounts["net_eur"][since:until, places_chosen(choice, sales)].sum())
    for age in range(1, WINDOW + 1):
        later = -float(ages.loc[(ages["age"] >= age) & (ages["age"] <= WINDOW), "returns_eur"].sum())
        if age <= sales.days and left + later > 0:
            shares[-age] = later / (left + later)  # orders of yesterday are a day old at most
    return shares


def _end(rest: Ahead | None, sold: float, variance: float, target: float) -> tuple[float, float, list[float]]:
    """The end of the span: expected, the probability of the target, and the bounds at `EDGES`.

    Args:
        rest: what the days to come sell; None where there are none.
        sold: what the days gone by sold, less what is still to come back, which has that variance.
    """
    missing = round(target - sold, 2)
    if rest is None and variance <= 0:
        return sold, float(missing <= 0), [sold] * len(EDGES)
    if rest is None:
        spread = variance**0.5
        bounds = [sold + spread * float(special.ndtri(edge)) for edge in EDGES]
        return sold, float(special.ndtr(-missing / spread)), bounds
    rest = rest.doubted(variance)
    return sold + rest.expected, rest.exceeds(missing), [sold + rest.quantile(edge) for edge in EDGES]


def _blunted(found: Outlook) -> Outlook:
    """The outlook in round figures, since it rests on days that are not told.

    Amounts have three digits of what is expected, those of a day a fourth; its probability goes by twentieths.
    """
    whole = ("sold_eur", "to_return_eur", "expected_eur", "low_95_eur", "low_80_eur", "high_80_eur", "high_95_eur")
    digits = DIGITS - 1 - floor(log10(max(abs(found.expected_eur), 1.0)))
    values: dict[str, Any] = {name: round(getattr(found, name), digits) for name in whole}
    values |= {name: round(getattr(found, name), digits + 1) for name in ("needed_eur", "recent_eur")}
    return replace(found, probability=_blunt(found.probability), **values)


def _blunt(probability: float) -> float:
    """To a twentieth; nearer to nought or one to a hundredth, which it does not reach unless it has."""
    if probability in (0.0, 1.0):
        return probability
    if STEP <= probability <= 1 - STEP:
        return round(round(probability / STEP) * STEP, 2)
    return min(max(round(probability, 2), 0.01), 0.99)
