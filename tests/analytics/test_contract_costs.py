"""What wallets charge against their contracts, counted by hand."""

from pathlib import Path

import pytest

from analytics.contract_costs import contract_costs
from analytics.period import Period
from data.load import load
from data.store import Store
from data.templates import template
from tests.analytics.shop import fixing, opened, order, txn

YEAR = Period.year(2024)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    opened(
        tmp_path / "store",
        orders=[
            order("it", "2024-05-03", payment_wallet="alipay"),
            order("cn", "2024-05-04", market="CN", payment_wallet="alipay"),
        ],
        wallet_transactions=[
            txn("1", "2024-05-03", 100.0, "it", fee=-1.5),
            txn("2", "2024-05-04", 800.0, "cn", fee=-4.8, currency="CNY"),
            txn("3", "2024-06-03", 200.0, None, fee=-2.0),
            txn("3r", "2024-06-05", -50.0, None, fee=0.5),
        ],
        fx_rates=[fixing("2024-05-03", "CNY", 8.0)],
    ).close()
    return tmp_path / "store"


def contracts(home: Path, *rows: str) -> Store:
    file = home.parent / "contracts.csv"
    file.write_text(template("contracts") + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    (report,) = load([file], home)
    assert (report.layout, report.rows_loaded, report.rows_rejected) == ("contracts", len(rows), 0), report.message
    return Store.open(home)


def told(store: Store) -> dict[tuple[str, str], tuple[object, ...]]:
    table = contract_costs(store, period=YEAR)
    rows = (
        table[["paid", "charged", "agreed", "over_eur"]]
        .astype(object)
        .where(table[["paid", "charged", "agreed", "over_eur"]].notna(), None)
    )
    keys = zip(table["month"].dt.strftime("%m"), table["market"], strict=True)
    return dict(zip(keys, rows.itertuples(index=False, name=None), strict=True))


def test_the_contract_of_the_market_and_the_day_counts(home: Path) -> None:
    store = contracts(
        home,
        "alipay,,1.2,,,2023-01-01",
        'alipay,IT,"1,0",0.20,EUR,2024-01-01',
        "alipay,IT,9,,,2024-06-01",
        "alipay,CN,0.5,,,2024-01-01",
    )
    assert told(store) == {
        ("05", "IT"): (100.0, 1.5, 1.2, 0.3),  # 1 % and 20 cents
        ("05", "CN"): (800.0, 4.8, 4.0, 0.1),  # CNY 0.80 too much, at 8 yuan a euro
        ("06", "unknown"): (200.0, 2.0, None, None),  # no order says whose contract it is
    }


def test_one_contract_for_all_markets_needs_no_market(home: Path) -> None:
    store = contracts(home, "alipay,,1.2,,,2023-01-01")
    assert told(store)[("06", "unknown")] == (200.0, 2.0, 2.4, -0.4)  # what a refund brought back is not in it


def test_without_a_contract_nothing_is_agreed(home: Path) -> None:
    rows = told(Store.open(home))
    assert [row[2:] for row in rows.values()] == [(None, None)] * 3


def test_a_contract_of_a_currency_says_what_is_agreed_there_alone(home: Path) -> None:
    store = contracts(home, "alipay,CN,0.6,,,2024-01-01", "alipay,CN,0.5,1,CNY,2024-01-01", "alipay,,1.2,,,2024-01-01")
    rows = told(store)
    assert rows[("05", "CN")] == (800.0, 4.8, 5.0, -0.025)  # of its market and currency, before the market's own
    assert rows[("05", "IT")][2] == 1.2  # of all


def test_a_contract_of_another_currency_is_none(home: Path) -> None:
    store = contracts(home, "alipay,CN,0.5,1,EUR,2024-01-01")
    assert told(store)[("05", "CN")][2] is None


def test_a_currency_without_a_market_is_of_all_markets(home: Path) -> None:
    rows = told(contracts(home, "alipay,,0.5,,CNY,2024-01-01", "alipay,,1.0,,EUR,2024-01-01"))
    assert [rows[key][2] for key in (("05", "CN"), ("05", "IT"), ("06", "unknown"))] == [4.0, 1.0, 2.0]


def test_what_leaves_open_which_contract_counts_is_refused_by_name(home: Path) -> None:
    file = home.parent / "open.csv"
    file.write_text(
        template("contracts") + "alipay,CN,0.6,,,2024-01-01\nalipay,,1.2,,EUR,2024-01-01\n", encoding="utf-8"
    )
    (report,) = load([file], home)
    assert (report.rows_loaded, report.rows_rejected) == (0, 2)
    store = Store.open(home)
    reasons = store.query("select reason from rejected_rows")["reason"]
    store.close()
    assert reasons.str.contains("payments of CN in EUR").all()
    closed = contracts(
        home, "alipay,CN,0.6,,,2024-01-01", "alipay,,1.2,,EUR,2024-01-01", "alipay,CN,1.1,,EUR,2024-01-01"
    )
    assert told(closed)[("05", "CN")][2] == pytest.approx(4.8) and told(closed)[("05", "IT")][2] == pytest.approx(1.2)
    closed.close()
    late = home.parent / "late.csv"
    late.write_text(template("contracts") + "alipay,IT,0.9,,,2024-03-01\n", encoding="utf-8")
    (report,) = load([late], home)
    assert report.rows_rejected == 1, "what was loaded before counts too"


def test_a_later_list_takes_the_place_of_a_price_and_wrong_ones_are_rejected(home: Path) -> None:
    contracts(home, "alipay,,1.2,,,2024-01-01").close()
    store = contracts(home, "alipay,,1.4,,,2024-01-01")
    assert store.query("select percent::double as percent from wallet_contracts")["percent"].tolist() == [1.4]
    store.close()
    file = home.parent / "wrong.csv"
    file.write_text(
        template("contracts")
        + "alipay,Atlantis,1,,,2024-01-01\nalipay,,120,,,2024-01-01\nnobody,,1,,,2024-01-01\nalipay,,1,0.3,,2024-01-01\n",
        encoding="utf-8",
    )
    (report,) = load([file], home)
    assert (report.rows_loaded, report.rows_rejected) == (0, 4)
