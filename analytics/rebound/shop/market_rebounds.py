"""The rebound of a store's selection, as a page shows it and as the store keeps it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd

from analytics.rebound.answer.rebound import Rebound, rebound
from analytics.rebound.answer.result import Answer
from analytics.rebound.shop.benchmarks import Benchmark, benchmarks
from analytics.rebound.shop.feed import feed
from analytics.rebound.shop.question import Question
from analytics.results import CannotTell, Reason
from data.store import Store

HISTORY = pd.Timedelta(weeks=104)
Step = Callable[[str], None]


@dataclass(frozen=True)
class MarketRebounds:
    """The answer for a selection.

    Attributes:
        rebound: of every market of the question, its tiers and channels in `cuts`; `answers` of whole markets only.
        actual: market, week, actual: from two years before the market's first closing to the last week there is.
        donors: markets, and trade of markets, offered to the model as controls; shut: markets left out, being closed themselves.
        benchmarks: trade as a whole in the markets of the question.
    """

    rebound: Rebound
    actual: pd.DataFrame
    donors: tuple[str, ...]
    shut: tuple[str, ...]
    benchmarks: tuple[Benchmark, ...] = ()

    def of(self, market: str) -> Answer:
        """The answer of a market.

        Raises:
            KeyError: it sold too little to be answered for.
        """
        return self.rebound.answers[market]

    def sold(self, market: str) -> pd.DataFrame:
        """week, actual of a market."""
        return self.actual.loc[self.actual["market"] == market, ["week", "actual"]].reset_index(drop=True)

    def benchmarks_of(self, market: str) -> tuple[Benchmark, ...]:
        """Trade as a whole in a market."""
        return tuple(benchmark for benchmark in self.benchmarks if benchmark.market == market)


def market_rebounds(store: Store, question: Question, step: Step = lambda _name: None) -> MarketRebounds:
    """What the closures cost every market, what came back, what stays.

    Args:
        step: called with what is being done: `sales`, `model`, `trade`.

    Raises:
        CannotTell: dates outside the data, too little history, or sales too seldom to say anything.
    """
    step("sales")
    fed = feed(store, question)
    if fed.sales.empty:
        raise CannotTell(Reason("too_little_sold"))
    step("model")
    controls = None if fed.controls.empty else fed.controls
    windows = question.windows(fed.mature)
    if not windows:
        raise CannotTell(Reason("ends_before_shock", shock_on=question.first, last_on=fed.mature))
    result = rebound(fed.sales, windows, controls, "value")
    result = replace(
        result, answers={name: result.answers[name] for name in result.answers if name in question.markets}
    )
    step("trade")
    trade = benchmarks(fed.trade, windows, result)
    weekly = result.sold
    result = replace(result, sold=pd.DataFrame(), drawn={})
    begin = weekly["market"].map(
        {market: pd.Timestamp(closures[0].start) - HISTORY for market, closures in question.closures}
    )
    near = weekly[(weekly["week"] >= begin) & (weekly["week"] <= pd.Timestamp(fed.mature) - pd.Timedelta(days=6))]
    return MarketRebounds(result, near.reset_index(drop=True), tuple(map(str, fed.controls.columns)), fed.shut, trade)
