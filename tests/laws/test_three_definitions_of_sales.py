"""Law: each of three parties' sales is one number, whether a card, a breakdown, a bridge or the reconciliation says it, and any two
of them are reconciled to the last digit.
"""

from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from analytics.between_definitions import between_definitions
from analytics.bridge import bridge
from analytics.definition import DEFINITIONS, FINANCE, PLATFORM, Definition
from analytics.kpis import kpis
from analytics.measures import sums_of
from analytics.period import Period
from analytics.reach import at_age_of, reach
from analytics.sales_by import sales_by
from data.store import EVERYTHING, Choice, Money, Store
from sheets import overview, trading
from sheets.choice import Chosen
from sheets.past import past
from sheets.reading import Reading
from tests.analytics.shop import line, opened, order
from tests.laws import stores

YEAR = Period(date(2024, 4, 1), date(2025, 4, 1))
CHOICES = [
    EVERYTHING,
    Choice(market=("CN",)),
    Choice(tier=("luxury",)),
    Choice(channel=("wallet",), money=Money("CNY")),
]
EVERY_CHOICE = pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: str(choice.chosen() or "all"))
EVERY_DEFINITION = pytest.mark.parametrize("definition", DEFINITIONS.values(), ids=lambda each: each.code)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return stores.sample(tmp_path_factory.mktemp("shop"))


@EVERY_CHOICE
@EVERY_DEFINITION
def test_card_breakdown_and_bridge_say_one_number(shop: Store, definition: Definition, choice: Choice) -> None:
    card = kpis(shop, choice, period=YEAR)[definition.sales]
    cut = sales_by(shop, choice, period=YEAR, by="market")
    assert cut.groupby("period")[definition.sales].sum()["current"] == pytest.approx(card["current"])
    made = bridge(shop, choice, period=YEAR, against=YEAR.last_year, definition=definition)
    assert (made.before, made.after) == pytest.approx((card["last_year"], card["current"]))
    assert made.before + sum(made.parts.values()) == pytest.approx(made.after)
    assert set(made.parts) <= {*definition.factors, "guests"}


@EVERY_CHOICE
def test_the_reconciliation_ends_in_each_of_them(shop: Store, choice: Choice) -> None:
    card = kpis(shop, choice, period=YEAR).loc["current"]
    steps = between_definitions(shop, choice, period=YEAR)
    total = 0.0
    for row in steps.itertuples():
        total = (
            float(row.amount_eur)
            if row.step == "platform"
            else total
            if row.is_total
            else total + float(row.amount_eur)
        )
        if row.is_total:
            assert total == pytest.approx(row.amount_eur, abs=0.005)
            assert row.amount_eur == pytest.approx(card[DEFINITIONS[row.step].sales])


def test_the_books_hold_no_day_whose_returns_are_open(shop: Store) -> None:
    known = reach(shop)
    open_from = at_age_of(known, YEAR, YEAR).matured_until
    recent = Period(date(open_from.year - 1, 1, 1), known.until)
    steps = between_definitions(shop, period=recent).set_index("step")["amount_eur"]
    closed = kpis(shop, period=Period(recent.since, open_from)).loc["current", "books_eur"]
    assert steps["finance"] == pytest.approx(closed)
    assert steps["returns_open"] < 0
    nothing = between_definitions(shop, period=Period(open_from, known.until)).set_index("step")["amount_eur"]
    assert nothing["finance"] == 0.0


def test_chains_are_those_of_pandas(shop: Store) -> None:
    """The last two factors from the lines themselves: orders, pieces, and what known buyers paid or left in the books."""
    window = {"since": YEAR.since, "until": YEAR.until}
    lines = shop.query(
        "select *, gross_eur - discount_eur + shipping_eur as gmv from sales where customer_id is not null"
        " and ((ordered_on >= $since and ordered_on < $until) or (paid_on >= $since and paid_on < $until))",
        window,
    )
    span = {"now": at_age_of(reach(shop), YEAR, YEAR)}
    for code, day, known in (("platform", "paid_on", "gross_eur"), ("finance", "ordered_on", "net_ex_vat_eur")):
        definition = DEFINITIONS[code]
        told = sums_of(shop, EVERYTHING, definition.sums, span).iloc[0]
        own = lines[
            (pd.to_datetime(lines[day]).dt.date >= YEAR.since) & (pd.to_datetime(lines[day]).dt.date < YEAR.until)
        ]
        own = own[own[known].notna()]
        sold = own[own["is_sold"]]
        last = own["gmv"] if code == "platform" else own["net_ex_vat_eur"] + own["platform_receipts_eur"]
        expected = [sold["customer_id"].nunique(), sold["order_id"].nunique(), own["units"].sum()]
        assert told[list(definition.chain[:3])].astype(float).tolist() == pytest.approx(
            [float(each) for each in expected]
        )
        assert float(told[definition.known]) == pytest.approx(float(last.sum()))


def test_a_platform_counts_who_paid_in_the_period(tmp_path: Path) -> None:
    """40 customers order in April and pay in May, 5 do both in May: the platform's May is of 45."""
    at = {"paid_at": datetime(2020, 5, 20, 12, tzinfo=UTC)}
    early = [order(f"a{i}", "2020-04-20", f"a{i}", **at) for i in range(40)]
    late = [order(f"m{i}", "2020-05-20", f"m{i}", **at) for i in range(5)]
    store = opened(
        tmp_path,
        orders=[*early, *late, order("x", "2020-07-30")],
        order_lines=[line(row["order_id"]) for row in [*early, *late]],
    )
    reading = Reading.of(store)
    chosen = Chosen(EVERYTHING, Period(date(2020, 5, 1), date(2020, 6, 1)), compare="", definition=PLATFORM)
    held = past(reading, chosen)
    card = overview.headline(reading, chosen, held).drawn.loc["current"]
    assert [card[name] for name in overview.strip_of(held)[:4]] == [4500, 45, 45, 100]
    assert trading.cut(reading, held, "channel").drawn["orders_paid"].sum() == 45


def test_what_states_no_vat_is_said_to_be_in_no_book(tmp_path: Path) -> None:
    orders = [order("1", "2020-05-01", tax=20.0), order("2", "2020-05-01", tax=None), order("3", "2020-08-01")]
    reading = Reading.of(opened(tmp_path, orders=orders, order_lines=[line(each) for each in "123"]))
    chosen = Chosen(EVERYTHING, Period(date(2020, 5, 1), date(2020, 6, 1)), compare="", definition=FINANCE)
    note = overview.headline(reading, chosen, past(reading, chosen)).note
    assert "1 of 2 orders does not state its VAT and is not in the books." in note
