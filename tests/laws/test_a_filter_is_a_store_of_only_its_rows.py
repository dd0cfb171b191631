"""Law: what plainly adds up is, under a filter, what a store of only the matching orders says without one.

Orders of one line are looked at, so that an order belongs to one tier, brand and category, and a part of the shop is a shop.
"""

from pathlib import Path

import pandas as pd
import pytest

from analytics.measures import Cut, answered, figures, newness
from analytics.period import Period
from analytics.reach import Compared
from data.sample import build
from data.store import Choice, Store, writing
from data.store.choice import COLUMNS
from tests.laws.questions import ALL, PERIOD, PLACE, entries
from tests.laws.test_every_question_under_every_filter import same
from tests.laws.twins.detail import AS_OF, MATURED, SINCE, UNTIL

TABLES = ("orders", "order_lines", "refunds")
WHOLE = ("products", "stores", "customers", "fx_rates", "market_calendar", "promotions")
HISTORY = [
    *newness(),
    "buyers",
    "payers",
    "orders_per_buyer",
    "spend_per_buyer_eur",
]  # what a part of a shop cannot know
PAIRS = (("market", "channel"), ("tier", "category"))
SUMS: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "discount_depths": (PLACE, ["market", "depth"]),
    "promotion_sales": (PLACE, ["day", "market", "channel", "tier"]),
    "weekly_sales": (("market", "channel", "tier"), ["week", "market", "tier", "channel"]),
    "refund_lag": (PLACE, ["dated_by", "days"]),
    "price_panel": (ALL, ["week", "market", "currency", "brand", "tier"]),
}
SPANS = {"current": Compared(Period(SINCE, UNTIL), AS_OF, MATURED)}
CUTS = (Cut(), Cut(("channel",)), Cut(("tier", "market")), Cut(grain="month"))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The sample shop's orders of one line."""
    folder = tmp_path_factory.mktemp("whole")
    build(folder, customers=400, seed=21)
    full = Store.open(folder)
    one_line = full.query("select order_id from order_lines group by order_id having count(*) = 1")["order_id"]
    return part_of(full, tmp_path_factory.mktemp("lines"), one_line)


def part_of(whole: Store, home: Path, order_ids: pd.Series) -> Store:
    """A store of these orders only, beside the same products, customers and rates."""
    with writing(home) as writer:
        for table in (*TABLES, *WHOLE):
            rows = whole.query(f"select * from {table}")
            rows = rows[rows["order_id"].isin(order_ids)] if table in TABLES else rows
            writer.insert(table, rows)
    return Store.open(home)


def _choices(shop: Store) -> list[Choice]:
    lines = shop.query("select * from sales where ordered_on >= date '2024-01-01'")
    common = {name: lines[name].value_counts().index[0] for name in COLUMNS}
    return [Choice(**{name: (common[name],) for name in names}) for names in (*((name,) for name in COLUMNS), *PAIRS)]


def test_sums_under_a_filter_are_those_of_a_store_of_only_its_orders(shop: Store, tmp_path: Path) -> None:
    asked = {name: entry.asked for name, entry in entries("").items()}
    for number, choice in enumerate(_choices(shop)):
        lines = shop.query("select order_id, market, channel, store_id, tier, brand, category from sales")
        for name, values in choice.chosen().items():
            lines = lines[lines[name].isin(values)]
        part = part_of(shop, tmp_path / str(number), lines["order_id"])
        both = ((shop, choice), (part, Choice()))
        for question, (heeds, keys) in SUMS.items():
            if set(choice.chosen()) <= set(heeds):
                answers = [store.ask(question, chosen, **asked[question]) for store, chosen in both]
                _compare(question, answers, choice, keys)
        for cut in CUTS:
            names, keys = answered(choice, cut.by), [*cut.by, *(["bucket"] if cut.grain else [])]
            answers = [figures(store, chosen, names, SPANS, cut).drop(columns="period") for store, chosen in both]
            _compare(f"figures by {keys}", answers, choice, keys)
        part.close()


def _compare(question: str, answers: list[pd.DataFrame], choice: Choice, keys: list[str]) -> None:
    answers = [answer.drop(columns=HISTORY, errors="ignore") for answer in answers]
    amounts = [name for name in answers[0].select_dtypes("number") if name not in keys]
    same(answers[0], answers[1][[*keys, *amounts]], f"{question} under {choice.chosen()}")


def test_the_period_holds_something_to_add_up(shop: Store) -> None:
    assert (
        shop.query("select count(*) as n from sales where ordered_on >= $since and ordered_on < $until", PERIOD)[
            "n"
        ].iloc[0]
        > 50
    )
