"""Mix against rate: exact, by hand, the same both ways round, and with an interval that knows noise from a planted move."""

from datetime import date
from pathlib import Path

import pytest

from analytics.compare import Basis, Comparison, comparison
from analytics.doubt import mix
from analytics.kpis import kpis
from analytics.period import Period
from analytics.reach import reach
from data.store import EVERYTHING, Choice, Money, Store
from tests.analytics.shop import line, opened, order
from tests.laws import stores

YEAR = Period(date(2024, 4, 1), date(2025, 4, 1))
NAMES = ("aov_eur", "full_price_share", "refund_rate", "margin_rate")


def last_year(store: Store, period: Period) -> Comparison:
    return comparison(reach(store), period, Basis("last_year"))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return stores.sample(tmp_path_factory.mktemp("shop"))


@pytest.mark.parametrize("by", ["channel", "market", "store_id", "tier", "category"])
@pytest.mark.parametrize("choice", [EVERYTHING, Choice(money=Money("CNY"))], ids=["shop", "yuan"])
def test_mix_and_rate_add_up_to_the_change_of_the_card(shop: Store, by: str, choice: Choice) -> None:
    held = last_year(shop, YEAR)
    table = mix(shop, choice, period=YEAR, against=held, names=NAMES, by=by).set_index("figure")
    card = kpis(shop, choice, period=YEAR, against=(held,))
    # an order stands in several tiers and categories, so its slices are no parts of the orders
    assert set(table.index) == set(NAMES) - ({"aov_eur"} if by in ("tier", "category") else set())
    for name, row in table.iterrows():
        assert (row["before"], row["now"]) == pytest.approx((card[name]["last_year"], card[name]["current"]))
        assert row["mix"] + row["rate"] == pytest.approx(row["now"] - row["before"])
        assert row["mix_low"] <= row["mix"] <= row["mix_high"]


def years(then: list[tuple[str, float]], now: list[tuple[str, float]], home: Path) -> Store:
    """Orders of (channel, amount) in May 2023 and May 2024, 40 times each."""
    orders, lines = [], []
    for year, sold in ((2023, then), (2024, now)):
        for place, (channel, amount) in enumerate(sold * 40):
            key = f"{year}-{place}"
            orders.append(order(key, f"{year}-05-{place % 28 + 1:02d}", f"c{key}", amount, channel=channel))
            lines.append(line(key, gross=amount))
    return opened(home, orders=orders, order_lines=lines)


@pytest.mark.parametrize(
    ("then", "now", "moved"),
    [
        # half of the orders go from 100 to 300: the mean moves by 50 with no price moved
        ([("boutique", 300.0), ("ecommerce", 100.0), ("ecommerce", 100.0), ("ecommerce", 100.0)],
         [("boutique", 300.0), ("boutique", 300.0), ("ecommerce", 100.0), ("ecommerce", 100.0)], ("mix", 50.0)),
        ([("boutique", 300.0), ("ecommerce", 100.0)], [("boutique", 330.0), ("ecommerce", 110.0)], ("rate", 20.0)),
        # a channel that is new has its own ratio on both sides, so that it is all mix
        ([("boutique", 300.0)], [("boutique", 300.0), ("wallet", 100.0)], ("mix", -100.0)),
    ],
)  # fmt: skip
def test_by_hand(then, now, moved, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    store = years(then, now, tmp_path)
    month = Period(date(2024, 5, 1), date(2024, 5, 29))
    row = mix(store, period=month, against=last_year(store, month), names=("aov_eur",), by="channel").iloc[0]
    effect, amount = moved
    other = {"mix": "rate", "rate": "mix"}[effect]
    assert row[effect] == pytest.approx(amount) and row[other] == pytest.approx(0.0, abs=1e-9)


def test_few_orders_are_told_nothing(tmp_path: Path) -> None:
    store = opened(
        tmp_path,
        orders=[order("1", "2023-05-05"), order("2", "2024-05-05"), order("3", "2024-06-30")],
        order_lines=[line(each) for each in "123"],
    )
    month = Period(date(2024, 5, 1), date(2024, 6, 1))
    assert mix(store, period=month, against=last_year(store, month), names=("aov_eur",), by="channel").empty
