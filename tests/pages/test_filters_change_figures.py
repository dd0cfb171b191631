"""Law: a filter that a page heeds changes every figure it shows, and one that it does not heed changes none.

A page that names a filter in `HEEDS` and leaves `chosen.choice` out of a question says China over figures of the whole shop.
"""

import json
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.sample.generate import FILLED, generate
from data.sample.plan import SHOCKS, Plan
from data.store import Store, writing
from sheets.choice import COLUMNS
from tests.pages.conftest import SCRIPT
from tests.pages.rebound.test_screen import settled
from tests.pages.test_every_page import PAGES, charts_of, shown

PICKED = {
    "market": "IT",
    "channel": "boutique",
    "tier": "luxury",
    "brand": "Merlani",
    "category": "shoes",
    "store_id": "milano-montenapoleone",
    "period": "last_year",
}
START = {
    # one market and one tier are soon computed
    "rebound": {"market": "IT", "tier": "luxury"},
    "promotions": {"promotions_ran": "period", "period": "all"},
}
# Other values where those above say the same by chance, or ask for an answer that takes long.
OTHERS = {
    # a ban on promotions concerns boutiques alone
    "assortment": {"channel": "ecommerce"},
    "customers": {"channel": "ecommerce"},
    "promotions": {"market": "CN", "channel": "wallet", "tier": "core", "period": "30d"},
    "rebound": {"market": "HK", "tier": "haute", "channel": "phygital_lab"},
    "wallet": {"period": "30d", "channel": "wallet"},
}
OF_ACCOUNTS = {
    *("card Not yet paid out", "card Of it overdue", "card On its way to the bank", "card Payouts that do not agree"),
    *("table 4", "table 5", "table 6"),
}
# What does not follow a filter, and why.
STAYS = {
    # what customers will still buy is counted from the last day of the data on, whatever the period
    ("customers", "period"): {
        "card Purchases in the next 52 weeks",
        "card Net sales of these",
        "chart_by_frequency",
        "chart_tracking",
        "table 1",
        "table 2",
    },
    # what was received and what is left is for clients of every market, and the page says so
    ("assortment", "market"): {
        *("chart_sell_through_weeks", "chart_stock_left_category", "table 5", "table 6", "table 7", "table 8"),
    },
    # from count to count is told of all goods of a place: what was lost has no brand
    **{("assortment", column): {"table 8"} for column in ("tier", "brand", "category")},
    # visitors and tax-free are of boutiques, whatever else is left out
    ("trading", "channel"): {"table 6"},
    # of China before and after; a share at its lower edge, nought, of the promotion shown before and after
    ("promotions", "market"): {"chart_margin_CN", "card Discount spent on people who would buy anyway"},
    # how customers answer is told of one market, of Italy before and after
    ("sensitivity", "market"): {"chart_response_IT", "card Effect on the average customer"},
    # whether a channel paid is told of all channels together: what it took from the others counts
    ("rebound", "channel"): {"card Sold through it", "table 1", "table 2"},
    # a payout is of a whole account, in which all markets and channels are
    # and the median of whole days until money comes in is that of cards in most markets and periods
    ("wallet", "market"): {*OF_ACCOUNTS, "card Settlement lag"},
    # the same; only what is paid through the mini-program is converted, and only there is more charged than agreed
    ("wallet", "channel"): {*OF_ACCOUNTS, "card FX drag", "chart_contract_trend"},
    # what is owed is told of the last day, which both periods have
    ("wallet", "period"): {
        *("card Not yet paid out", "card Of it overdue", "card On its way to the bank", "card Settlement lag"),
    },
    # what others published of the market knows no shop's filters
    **{("market", column): {"table 2"} for column in ("channel", "tier", "brand", "category", "store_id", "period")},
}

Figures = dict[str, str]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four years of a small sample shop, without the trade as a whole: its models take a second or two each."""
    home = tmp_path_factory.mktemp("short") / "store"
    plan = Plan(
        customers=2_000,
        until=date(2021, 10, 18),
        shocks=tuple(shock for shock in SHOCKS if shock.closed_on.year < 2021),
    )
    with writing(home, kind="sample") as writer:
        generate(writer.execute, plan, writer.batch_id)
        writer.execute("delete from market_series")
        writer.touched.update(FILLED)
    return home


@pytest.fixture(scope="module")
def opened(shop: Path) -> Callable[..., AppTest]:
    """A page at an address, its answer computed; opened once."""
    pages: dict[object, AppTest] = {}

    def opened(page: str, **address: str) -> AppTest:
        key = (page, *sorted(address.items()))
        if key not in pages:
            app = AppTest.from_string(SCRIPT.format(page=page), default_timeout=300)
            for name, value in address.items():
                app.query_params[name] = value
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("VETRINA_STORE", str(shop))
                pages[key] = settled(app.run())
        assert not pages[key].exception and not pages[key].error
        return pages[key]

    return opened


def figures(app: AppTest) -> Figures:
    """Every card, chart and table of a page by its name; a dash is no figure."""
    cards = {f"card {card.label}": f"{card.value} {card.delta}" for card in app.main.metric}
    charts = {
        f"{chart.proto.id.split('-')[-1]}": json.dumps(spec["data"])
        for chart, spec in zip(app.get("plotly_chart"), charts_of(app), strict=True)
    }
    tables = {f"table {place}": table.value.to_csv() for place, table in enumerate(app.main.dataframe)}
    return {name: text for name, text in (cards | charts | tables).items() if any(letter.isdigit() for letter in text)}


def words(app: AppTest) -> str:
    """All words of a page but the lines under the title, which say what is chosen."""
    return "\n".join(line for line in shown(app).splitlines() if "version" not in line and "Not applied" not in line)


def heeds(page: str) -> tuple[str, ...]:
    return import_module(f"pages.{page}").HEEDS


@pytest.mark.parametrize("column", COLUMNS)
def test_each_value_picked_is_a_part_of_the_shop(shop, column):
    store = Store.open(shop)
    counts = store.query(
        f"select count(*) as all, count(*) filter ({column} = '{PICKED[column]}') as picked from sales"
    ).iloc[0]
    store.close()
    assert 0 < counts["picked"] < counts["all"]


@pytest.mark.parametrize(
    ("page", "column"), [(page, column) for page in PAGES for column in heeds(page) if column in PICKED]
)
def test_every_figure_of_a_page_changes_with_a_filter_that_it_heeds(opened, page, column):
    start = START.get(page, {})
    other = (PICKED | OTHERS.get(page, {}))[column]
    before, after = figures(opened(page, **start)), figures(opened(page, **start | {column: other}))
    assert before
    same = {name for name, text in before.items() if after.get(name) == text}
    assert same - STAYS.get((page, column), set()) == set(), "hand the filter to the question, or say in STAYS why not"


@pytest.mark.parametrize("page", PAGES)
def test_a_filter_that_a_page_does_not_heed_changes_nothing(opened, page):
    start = START.get(page, {})
    ignored = {column: value for column, value in PICKED.items() if column not in heeds(page)}
    before, after = opened(page, **start), opened(page, **start | ignored)
    assert figures(after) == figures(before)
    assert words(after) == words(before)
