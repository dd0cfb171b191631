"""Trade as a whole beside own sales: each retail series of a market answered as the market is, and both over the same periods.

A month that holds the closing belongs to the closure, and so does the one that holds the reopening where most of it was closed.
Own sales, which are modelled by the week, are summed over the same whole months before the two are compared: shares of unlike
windows would differ although nothing does.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from analytics.interval import Interval
from analytics.rebound.answer.answers import answers
from analytics.rebound.answer.rebound import Drawn, Rebound
from analytics.rebound.answer.result import Answer
from analytics.rebound.fit.ledger import Ledger, interval, ledger, ratio
from analytics.rebound.fit.simulation import counted_from_shock
from analytics.rebound.series.arrays import Array
from analytics.rebound.series.clock import clock
from analytics.rebound.series.panel import Panel, panel
from analytics.rebound.series.windows import Shock, Windows, spans
from analytics.results import CannotTell, Reason

WEEK = pd.Timedelta(weeks=1)
KNOWN = 0.8  # of the periods before the shock
DRAWS = 600


@dataclass(frozen=True)
class Standing:
    """What a closure did, in shares that two series of any unit have in common; 95 % intervals.

    lost: missing while closed, of what would have been; regained: more than would have been since, of what would have been;
    ratio: regained over lost, None where the loss is in doubt; lasting: where the level stays.
    """

    lost: Interval | None
    regained: Interval | None
    ratio: Interval | None
    lasting: Interval | None


@dataclass(frozen=True)
class Benchmark:
    """One retail series of a market.

    starts, untils: first day of each period and of the next; values in `unit`.
    closed: first day of each closure in whole periods, and first day after it.
    trade: its standing; own: that of the shop's sales over the same periods; both None where the series was refused.
    refused: why the series cannot be answered for; None where it can.
    """

    series: str
    market: str
    unit: str
    starts: np.ndarray
    untils: np.ndarray
    values: np.ndarray
    closed: tuple[tuple[date, ...], ...]
    trade: Standing | None
    own: Standing | None
    refused: Reason | None


def benchmarks(trade: pd.DataFrame, windows: Mapping[str, Windows], shop: Rebound) -> tuple[Benchmark, ...]:
    """Every series of the markets that have an answer, in the order of their names.

    Args:
        trade: `market_series`.
        windows: by market, in weeks.
        shop: as `rebound` returned it, with what was drawn.
    """
    kept = trade[trade["market"].isin(list(shop.drawn))]
    return tuple(
        _benchmark(part, windows[str(market)], shop.drawn[str(market)], shop.answers[str(market)].lasting)
        for (market, _series), part in kept.groupby(["market", "series"])
    )


def _benchmark(part: pd.DataFrame, windows: Windows, drawn: Drawn, lasting: Interval | None) -> Benchmark:
    """One series, its rows in order; `lasting` is the shop's own."""
    plain = _unanswered(part)
    try:
        rows = _weekly(part)
        given = panel(rows.set_index("starts_on")[["value"]])
        counted = on_periods(windows, rows)
        answer = _answer(given, counted)
        own = replace(_own(given, counted, drawn), lasting=lasting)
    except CannotTell as error:
        return replace(plain, refused=error.reason)
    return replace(
        plain,
        starts=given.dates.to_numpy().astype("datetime64[D]"),
        untils=_ends(given).to_numpy().astype("datetime64[D]"),
        values=given.values[0],
        closed=tuple((window.start, window.reopen or window.end) for window in answer.windows),
        trade=_of_answer(answer),
        own=own,
    )


def _unanswered(part: pd.DataFrame) -> Benchmark:
    units = part["unit"].dropna().astype(str)
    return Benchmark(
        series=str(part["series"].iloc[0]),
        market=str(part["market"].iloc[0]),
        unit=units.iloc[-1] if len(units) else "",
        starts=_days(part["starts_on"]),
        untils=_days(part["until_on"]),
        values=part["value"].to_numpy(float),
        closed=(),
        trade=None,
        own=None,
        refused=None,
    )


def _ends(given: Panel) -> pd.DatetimeIndex:
    return given.dates + pd.tseries.frequencies.to_offset(given.clock.offset)


def _days(column: pd.Series) -> np.ndarray:
    return column.to_numpy().astype("datetime64[D]")


def _weekly(part: pd.DataFrame) -> pd.DataFrame:
    """The series with days put together to weeks from Monday; other periods as they are.

    Raises:
        CannotTell: dates without a clock.
    """
    clock(pd.DatetimeIndex(part["starts_on"]))
    if (part["until_on"] - part["starts_on"]).dt.days.median() > 1:
        return part
    monday = part["starts_on"] - pd.to_timedelta(part["starts_on"].dt.day_of_week, unit="D")
    weeks = part.groupby(monday)["value"].agg(["mean", "size"]).reset_index()
    weeks = weeks[weeks["size"] == 7].rename(columns={"mean": "value"})
    return weeks.assign(until_on=weeks["starts_on"] + WEEK)


def on_periods(windows: Windows, rows: pd.DataFrame) -> Windows:
    """The market's windows counted in the series' periods; only periods that end by the last day looked at.

    Raises:
        CannotTell: no period ends by then.
    """
    assert windows.until is not None
    whole = rows[rows["until_on"] <= windows.until + WEEK]
    if whole.empty:
        last = windows.until + WEEK - pd.Timedelta(days=1)
        raise CannotTell(Reason("begins_after_window", begins_on=rows["starts_on"].min(), last_on=last))
    days = float((rows["until_on"] - rows["starts_on"]).dt.days.median())
    horizon = None if windows.horizon is None else max(round(windows.horizon * 7 / days), 1)
    shocks = tuple(_on_periods(shock, rows) for shock in windows.shocks)
    return replace(windows, shocks=shocks, horizon=horizon, until=whole["starts_on"].max())


def _on_periods(shock: Shock, rows: pd.DataFrame) -> Shock:
    """A reopening in the first half of a period is one at its beginning: most of it was free."""
    if shock.reopen is None:
        return shock
    holding = rows[(rows["starts_on"] < shock.reopen) & (rows["until_on"] > shock.reopen)]
    if holding.empty:
        return shock
    start, end = holding["starts_on"].iloc[0], holding["until_on"].iloc[0]
    is_free = shock.reopen - start <= end - shock.reopen and start > shock.start
    return replace(shock, reopen=start) if is_free else shock


def _answer(given: Panel, windows: Windows) -> Answer:
    start = int(given.dates.searchsorted(windows.shocks[0].start, side="right")) - 1
    kind = given.clock
    if start < kind.per_year:
        known, needed = (max(start, 0), kind.word), (math.ceil(kind.per_year), kind.word)
        raise CannotTell(Reason("begins_too_late", begins_on=given.dates[0], known=known, needed=needed))
    if (share := float(given.seen[0, :start].mean())) < KNOWN:
        raise CannotTell(Reason("gaps_before_shock", share=share))
    return answers(given, windows, DRAWS, sensitivity=False)[0]


def _of_answer(answer: Answer) -> Standing:
    """Lost and regained as shares: with what was sold known, the larger the sum the larger its share, so bounds stay bounds."""
    lines = answer.curves
    dates, actual = lines.dates.astype("datetime64[D]"), np.nan_to_num(lines.actual)
    shut, since = np.zeros(len(dates), bool), np.zeros(len(dates), bool)
    for window in answer.windows:
        if window.reopen is not None:
            reopen = np.datetime64(window.reopen)
            shut |= (dates >= np.datetime64(window.start)) & (dates < reopen)
            since |= (dates >= reopen) & (dates <= np.datetime64(window.end))
    lost = None if answer.suppressed is None else _share(answer.suppressed, float(actual[shut].sum()), 1.0)
    regained = None if answer.excess is None else _share(answer.excess, float(actual[since].sum()), -1.0)
    return Standing(lost, regained, answer.ratio, answer.lasting)


def _share(amount: Interval, actual: float, side: float) -> Interval | None:
    """An amount over what would have been, which is what was plus (`side` 1) or less (-1) the amount."""
    ends = [(x, actual + side * x) for x in (amount.estimate, amount.low, amount.high)]
    return Interval(*(x / expected for x, expected in ends)) if all(expected > 0 for _x, expected in ends) else None


def _own(given: Panel, windows: Windows, drawn: Drawn) -> Standing:
    """The shop's sales over the series' periods, on every path; a period that the series lacks is in no sum of the shop's either."""
    places = spans(windows, given.dates, given.clock)
    own = slice(places[0].start, places[-1].last)
    seen = given.seen[0, own]
    share = overlaps(given.dates[own], _ends(given)[own], drawn.weeks) * seen[:, None]
    sums = ledger(share @ drawn.actual, drawn.expected @ share.T, counted_from_shock(places), seen, 1)
    return standing(sums, places[-1].reopen is not None)


def standing(sums: Ledger, is_open: bool) -> Standing:
    """Sums over the windows as shares of what would have been."""
    if not is_open:
        return Standing(None, None, None, None)
    return Standing(_of(sums.lost, sums.expected_shock), _of(sums.regained, sums.expected_rebound), ratio(sums), None)


def _of(amounts: Array, expected: Array) -> Interval | None:
    return interval(amounts / expected) if (expected > 0).all() else None


def overlaps(starts: pd.DatetimeIndex, ends: pd.DatetimeIndex, weeks: pd.DatetimeIndex) -> Array:
    """(periods, weeks) share of each week's days that lies in each period."""
    begin = np.maximum(starts.to_numpy()[:, None], weeks.to_numpy()[None, :])
    end = np.minimum(ends.to_numpy()[:, None], (weeks + WEEK).to_numpy()[None, :])
    return np.asarray(np.clip((end - begin) / np.timedelta64(1, "D"), 0, None) / 7)
