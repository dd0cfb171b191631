"""Did a channel pay: what it sold, what of that is extra, what that leaves after fees, and how sure that is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd

from analytics.closures import Closure, closures_by_market, shut_days
from analytics.kpis import span
from analytics.launch.customers import launch_customers
from analytics.launch.economics import Economics, break_even, economics
from analytics.launch.growth import ALL, Grown, Growth, growth
from analytics.launch.question import HISTORY, LEAST, Opening
from analytics.launch.table import known_row, unknown_rows
from analytics.launch.verdict import Verdict, verdict
from analytics.period import Period, week_start
from analytics.rebound.check.verdict import MOST_ALARMS
from analytics.rebound.fit.ledger import interval
from analytics.rebound.series.arrays import Array
from analytics.rebound.shop import controls as open_markets
from analytics.rebound.shop.feed import RETURNS
from analytics.results import CannotTell, Reason
from analytics.weekly_sales import weekly_sales
from data.store import Store

SERVED = 0.01  # of a market's sales from which the channel serves it
SETTLES = timedelta(weeks=26)  # after a reopening: what comes back then is not told from what a channel brings
PAST = timedelta(weeks=260)  # of sales before it that the model learns from
DAY = timedelta(days=1)
Step = Callable[[str], None]


@dataclass(frozen=True)
class Launch:
    """The answer on one channel.

    Attributes:
        channel, on, last_on: which, since when, and the last day looked at.
        markets: that it serves; controls: weight of each market it does not; shut: left out, being closed themselves.
        table: one row per market x tier, market, tier ("all" where summed over) and the whole, the whole last: `channel_eur` what
            the channel sold, `actual_eur` all channels; with `_low` and `_high` beside them `extra_eur` (what would not have been sold
            without it), `moved_eur` (the rest of its sales), `extra_share` of its sales, `gain_eur` (margin after fees and commissions, less
            what the moved sales left before; in the last row less the one-off cost); `break_even_share`: of its sales that must be extra
            for it to pay; `p_moved`, `p_both`, `p_extra` and `p_lost`, `p_even`, `p_paid` add to one each; `expected_gain_eur`,
            `expected_loss_eur`; `false_alarm_rate`, `placebo_p`. Empty where that cannot be told.
        customers: `launch_customers`.
        course: `Growth.course`; quiet: effects found at dates without a launch, as shares.
        word: `paid`, `even` or `lost` where that is beyond doubt (19 to 1), else `open`.
        reasons: what the reader must know, the most important first.
        fee: share of its sales that fees and commissions take; margin_own, margin_others: margins of all its sales and of others'.
        threshold_eur: the smallest gain that matters.
    """

    channel: str
    on: date
    last_on: date
    markets: tuple[str, ...]
    controls: dict[str, float]
    shut: tuple[str, ...]
    table: pd.DataFrame
    customers: pd.DataFrame
    course: pd.DataFrame
    quiet: tuple[float, ...]
    word: str
    reasons: tuple[Reason, ...]
    fee: float
    margin_own: float
    margin_others: float
    threshold_eur: float

    @property
    def whole(self) -> "pd.Series[float]":
        """The last row of the table."""
        return self.table.iloc[-1]


@dataclass(frozen=True)
class Fed:
    """Weekly sales of the markets a channel serves, and of those it does not."""

    sales: pd.DataFrame
    controls: pd.DataFrame
    markets: tuple[str, ...]
    shut: tuple[str, ...]
    channels: tuple[str, ...]
    period: Period
    sold_eur: float
    closures: Mapping[str, Sequence[Closure]] = field(default_factory=dict)


def launch(store: Store, opening: Opening, step: Step = lambda _name: None) -> Launch:
    """Whether a channel paid.

    Args:
        step: called with what is being done: `sales`, `model`.

    Raises:
        CannotTell: the channel sold nothing in the weeks asked about, or too little is known before or since.
    """
    step("sales")
    fed = _fed(store, opening)
    people = launch_customers(
        store, replace(opening.choice, channel=()), channel=opening.channel, since=opening.on, until=fed.period.until
    )
    money = economics(store, opening, fed.channels, fed.period, fed.sold_eur)
    near = _near(fed, opening)
    if near:
        return _without_model(opening, fed, money, people, near)
    step("model")
    on, until = pd.Timestamp(opening.on), pd.Timestamp(week_start(fed.period.until - 7 * DAY))
    spans = {
        market: [(pd.Timestamp(one.start), pd.Timestamp(one.reopen + SETTLES)) for one in each]
        for market, each in fed.closures.items()
    }
    grown = growth(fed.sales, on, until, fed.controls if len(fed.controls.columns) else None, spans)
    return _answer(opening, fed, money, people, grown)


def _fed(store: Store, opening: Opening) -> Fed:
    first, last = span(store)
    mature = last - RETURNS
    end = min(opening.on + timedelta(weeks=opening.weeks), mature + DAY)
    end = week_start(end)
    if opening.on - first < HISTORY:
        raise CannotTell(
            Reason("launch_too_early", launch_on=opening.on, begins_on=first, needed=(HISTORY.days // 7, "week"))
        )
    if end - opening.on < LEAST:
        raise CannotTell(
            Reason("launch_too_late", launch_on=opening.on, last_on=end - DAY, needed=(LEAST.days // 7, "week"))
        )
    period = Period(opening.on, end)
    rows = weekly_sales(
        store, replace(opening.choice, market=(), channel=()), since=max(first, opening.on - PAST), until=last + DAY
    )
    rows = rows[rows["market"] != "unknown"].assign(week=pd.to_datetime(rows["week"]))
    is_own = rows["channel"] == opening.channel
    since = rows["week"].between(pd.Timestamp(week_start(opening.on)), pd.Timestamp(end), inclusive="left")
    value = rows["net_constant_eur"].astype(float)
    rows = rows.assign(value=value, own=value.where(is_own & since, 0.0), daily=rows["net_eur"].astype(float))
    share = rows[since].groupby("market")["own"].sum() / rows[since].groupby("market")["value"].sum()
    served = {str(market) for market, part in share.items() if part >= SERVED}
    wanted = [market for market in sorted(served) if market in (opening.choice.market or served)]
    if not wanted:
        raise CannotTell(Reason("launch_sold_nothing", launch_on=opening.on, last_on=end - DAY))
    sales = rows[rows["market"].isin(wanted)]
    others = rows[~rows["market"].isin(served)]
    shut, _stayed = open_markets.shut(store, opening.on - SETTLES, end)
    weeks = pd.date_range(rows["week"].min(), rows["week"].max(), freq="7D")
    closed = closures_by_market(shut_days(store).dropna(subset=["day"]))
    return Fed(
        sales=sales.groupby(["week", "market", "tier"])[["value", "own"]].sum().reset_index(),
        controls=open_markets.own(others[~others["market"].isin(shut)], weeks),
        markets=tuple(wanted),
        shut=tuple(sorted(shut & set(others["market"]))),
        channels=tuple(sorted(set(rows["channel"]) - {opening.channel})),
        period=period,
        sold_eur=float(sales.loc[is_own & since, "daily"].sum()),
        closures={market: closed[market] for market in wanted if market in closed},
    )


def _near(fed: Fed, opening: Opening) -> list[tuple[str, Closure]]:
    """Closures of the markets it serves whose recovery falls together with the launch."""
    return [
        (market, one)
        for market, each in fed.closures.items()
        for one in each
        if one.start < fed.period.until and one.reopen + SETTLES > opening.on
    ]


def _answer(opening: Opening, fed: Fed, money: Economics, people: pd.DataFrame, grown: Growth) -> Launch:
    fee = (money.fee or 0.0) + opening.commission
    gains = [_gain(part, money, fee) for part in grown.parts[: len(grown.leaves)]] if money.is_known else None
    rows = []
    verdicts: list[Verdict | None] = []
    for part in grown.parts:
        once = opening.once if part is grown.whole else 0.0
        gain = None if gains is None else np.sum([gains[place] for place in part.members], axis=0) - once
        told = _told(part, gain, opening.threshold * part.channel)
        verdicts.append(told)
        share = break_even(money, (part.market, part.tier), part.channel, fee, once)
        rows.append(known_row(part, gain, told, share))
    whole = verdicts[-1]
    return Launch(
        channel=opening.channel, on=opening.on, last_on=fed.period.until - DAY, markets=fed.markets, controls=grown.donors, shut=fed.shut,
        table=pd.DataFrame(rows), customers=people, course=grown.course, quiet=grown.whole.quiet.effects,
        word="open" if whole is None else whole.word,
        reasons=_reasons(opening, grown, money, whole, fed),
        fee=fee, margin_own=_margin(money, money.own), margin_others=_margin(money, money.others),
        threshold_eur=opening.threshold * grown.whole.channel,
    )  # fmt: skip


def _gain(part: Grown, money: Economics, fee: float) -> Array:
    """(paths,) margin that a market and tier gained."""
    own, others = money.of(money.own, part.market, part.tier), money.of(money.others, part.market, part.tier)
    return np.asarray(part.channel * (own - fee - others) + part.extra * others)


def _told(part: Grown, gain: Array | None, least: float) -> Verdict | None:
    """Nothing where the model cries wolf at dates without a launch."""
    if part.quiet.credible > MOST_ALARMS or part.channel <= 0:
        return None
    return verdict(part.extra, part.channel, gain, least)


def _margin(money: Economics, side: dict[tuple[str, str], float]) -> float:
    return side.get((ALL, ALL), float("nan"))


def _reasons(opening: Opening, grown: Growth, money: Economics, whole: Verdict | None, fed: Fed) -> tuple[Reason, ...]:
    part = grown.whole
    found = []
    if part.quiet.credible > MOST_ALARMS:
        found.append(Reason("too_many_alarms", share=part.quiet.credible))
    elif whole is not None and whole.word == "open" and part.channel > 0:
        ends = interval(part.extra / part.channel)
        found.append(Reason("launch_open", smallest=(ends.high - ends.low) / 2))
    if not any(weight for weight in grown.donors.values()):
        found.append(Reason("launch_without_controls"))
    if grown.young:
        found.append(Reason("launch_markets_opened", markets=grown.young))
    return (*found, *_of_money(opening, money, fed))


def _of_money(opening: Opening, money: Economics, fed: Fed) -> list[Reason]:
    found = []
    if not money.is_known:
        found.append(Reason("launch_margin_unknown"))
    elif opening.margin is not None:
        found.append(Reason("launch_margin_given", share=opening.margin))
    if money.fee is None and not opening.commission:
        found.append(Reason("launch_fee_unknown"))
    return found


def _without_model(
    opening: Opening, fed: Fed, money: Economics, people: pd.DataFrame, near: list[tuple[str, Closure]]
) -> Launch:
    """What is known where the launch falls together with a reopening: sales, customers, and what would have to be extra."""
    fee = (money.fee or 0.0) + opening.commission
    market, closure = max(near, key=lambda pair: pair[1].reopen)
    since = fed.sales[fed.sales["week"] >= pd.Timestamp(week_start(opening.on))]
    since = since[since["week"] < pd.Timestamp(fed.period.until)]
    table = unknown_rows(
        since, lambda market, tier, sold, once: break_even(money, (market, tier), sold, fee, once), opening.once
    )
    return Launch(
        channel=opening.channel, on=opening.on, last_on=fed.period.until - DAY, markets=fed.markets, controls={}, shut=fed.shut,
        table=table, customers=people, course=pd.DataFrame(), quiet=(), word="open",
        reasons=(Reason("launch_near_closure", markets=(market,), reopen_on=closure.reopen), *_of_money(opening, money, fed)),
        fee=fee, margin_own=_margin(money, money.own), margin_others=_margin(money, money.others),
        threshold_eur=opening.threshold * float(since["own"].sum()),
    )  # fmt: skip
