"""What was received, sold and left, counted by hand; what cannot be told is said and never made up."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from analytics.period import Period
from analytics.stock import LEAST_DAYS, sell_through, sell_through_by, stock_counts, stock_left
from data.errors import OutOfReach, TooFew
from data.load import load
from data.mapping import SHIPPED
from data.staging import LoadOptions
from data.store import Choice, Rights, Store
from tests.data.loading import till

PRODUCTS = "sku,valid_from,brand,category,season,tier,list_price,unit_cost,currency"
LISTED = ("B1,2024-01-01,Aldo,bags,SS25,luxury,1000,400,EUR", "S1,2024-01-01,Aldo,shoes,SS25,core,300,100,EUR",
          "B0,2024-01-01,Aldo,bags,SS24,luxury,900,360,EUR", "W1,2024-01-01,Zoe,bags,core,core,100,40,EUR")  # fmt: skip
YEAR = Period(date(2025, 1, 1), date(2026, 1, 1))
Shop = Callable[..., Store]


def file(folder: Path, name: str, header: str, *rows: str) -> Path:
    path = folder / name
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return path


def sale(number: int, day: str, sku: str, qty: int = 1, place: str = "Milano", price: str = "300,00") -> str:
    return f"{place};{number};{day};10:00;{sku};Cosa;{qty};{price};;;Italia"


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    def made(sales: list[str], counted: list[str] = [], received: list[str] = []) -> Store:  # noqa: B006
        files = [
            file(tmp_path, "products.csv", PRODUCTS, *LISTED),
            till(tmp_path, "till.csv", sale(9001, "01/01/2024", "W1"), *sales, sale(9002, "31/12/2025", "W1")),
        ]
        if counted:
            files.append(file(tmp_path, "stock.csv", "day,location,sku,units_on_hand,unit_cost,currency", *counted))
        if received:
            files.append(file(tmp_path, "in.csv", "day,location,sku,units_received,season", *received))
        reports = load(files, tmp_path / "store")
        assert all(report.ok and not report.rows_rejected for report in reports), reports
        return Store.open(tmp_path / "store")

    return made


def test_what_is_left_is_the_last_count_and_its_cover_the_pace_of_four_weeks(shop: Shop) -> None:
    store = shop(
        [sale(1, "05/12/2025", "B1", 2), sale(2, "20/12/2025", "B1", 1), sale(3, "21/12/2025", "B1", -1), sale(4, "01/11/2025", "S1")],
        ["2025-11-30,Milano,B1,9,,", "2025-11-30,Milano,S1,2,,", "2025-12-31,Milano,B1,6,500,EUR", "2025-12-31,Milano,S1,3,,"],
    )  # fmt: skip
    found = stock_left(store, period=YEAR)
    assert found is not None
    rows = found.rows.set_index("slice")
    assert rows.loc["bags", ["units", "cost_eur", "list_eur", "units_sold"]].tolist() == [
        6,
        3000,
        6000,
        3,
    ]  # W1 sold one too
    assert rows.loc["bags", "weeks_of_cover"] == 6 / (3 / 4)
    assert rows.loc["shoes", ["units", "cost_eur"]].tolist() == [3, 300]  # at the product list's cost
    assert rows.loc["shoes"].isna()["weeks_of_cover"]  # none sold in the four weeks: no cover, not an endless one
    assert (found.whole["units"], found.whole["cost_eur"]) == (9, 3300)
    assert found.days < LEAST_DAYS and rows["gmroi"].isna().all()


def test_an_article_that_the_next_count_leaves_out_is_gone(shop: Shop) -> None:
    store = shop([], ["2025-11-30,Milano,B1,9,,", "2025-12-31,Milano,S1,3,,"])
    found = stock_left(store, period=YEAR)
    assert found is not None and found.rows["units"].sum() == 3
    brand = stock_left(store, Choice(category=("bags",)), period=YEAR)  # a filter does not wake an older count
    assert brand is not None and not brand.rows["units"].sum()


def test_gmroi_is_a_years_margin_over_the_mean_of_what_lay_there(tmp_path: Path) -> None:
    mapping = tmp_path / "till.yaml"
    text = (SHIPPED / "boutique_pos.yaml").read_text(encoding="utf-8")
    mapping.write_text(text.replace("tax_included: true", "tax_included: false"), encoding="utf-8")
    counted = ["2024-12-31,Milano,S1,10,,", "2025-07-02,Milano,S1,4,,"]
    files = [
        file(tmp_path, "products.csv", PRODUCTS, *LISTED),
        till(
            tmp_path,
            "till.csv",
            sale(1, "01/01/2024", "W1"),
            sale(2, "10/03/2025", "S1", 2),
            sale(3, "31/12/2025", "W1"),
        ),
        file(tmp_path, "stock.csv", "day,location,sku,units_on_hand,unit_cost,currency", *counted),
    ]
    assert all(report.ok for report in load(files, tmp_path / "store", LoadOptions(mappings=(mapping,))))
    found = stock_left(Store.open(tmp_path / "store"), Choice(category=("shoes",)), period=YEAR)
    assert found is not None and (found.since, found.days) == (date(2025, 1, 1), 365)
    row = found.rows.set_index("slice").loc["shoes"]
    assert row["mean_cost_eur"] == pytest.approx((10 * 182 + 4 * 183) * 100 / 365)  # each count until the next
    assert row["margin_eur"] == 2 * (300 - 100)
    assert row["gmroi"] == pytest.approx(400 / row["mean_cost_eur"])


def test_sell_through_is_sold_and_kept_over_received(shop: Shop) -> None:
    store = shop(
        [sale(1, "01/03/2025", "B1", 2), sale(2, "20/03/2025", "B1", -1), sale(3, "10/05/2025", "S1", 3),
         sale(11, "01/03/2024", "B0", 1), sale(12, "10/06/2024", "B0", 1)],
        received=["2025-02-01,Milano,B1,4,", "2025-02-01,Milano,S1,6,", "2024-02-01,Milano,B0,2,", "2025-12-20,Milano,B1,-3,"],
    )  # fmt: skip
    found = sell_through(store, period=YEAR)
    assert found.seasons["season"].tolist() == ["SS25"]
    row = found.seasons.iloc[0]
    assert (row["received"], row["sold"], row["sell_through"]) == (
        10,
        4,
        0.4,
    )  # what left long after the last sale was received
    weeks = found.weeks.set_index("week")
    assert weeks.loc[1, ["received_so_far", "sold_so_far"]].tolist() == [10, 2]
    assert weeks.loc[3, "sold_so_far"] == 1 and weeks["sell_through"].between(0, 1).all()
    assert row["sell_through_before"] == 0.5  # SS24 had sold one of its two by that week
    parts = sell_through_by(store, period=YEAR, season="SS25").set_index("slice")
    assert parts["sell_through"].to_dict() == {"bags": 0.25, "shoes": 0.5}
    assert parts[["received", "sold"]].sum().tolist() == [10, 4]


def test_more_sold_than_received_and_sold_without_a_receipt_stand_apart(shop: Shop) -> None:
    store = shop(
        [sale(1, "01/03/2025", "B1", 5), sale(2, "02/03/2025", "S1", 1), sale(3, "01/03/2025", "B0", 1)],
        received=["2025-02-01,Milano,B1,4,", "2025-02-01,Milano,B0,4,"],
    )
    found = sell_through(store, period=YEAR)
    rows = found.seasons.set_index("season")
    assert rows.loc["SS25", ["articles_oversold", "sold_oversold", "received_oversold"]].tolist() == [1, 5, 4]
    assert rows.loc["SS25", ["articles_unreceived", "sold_unreceived"]].tolist() == [1, 1]
    assert rows.loc["SS25"].isna()["sell_through"]
    assert rows.loc["SS24", "sell_through"] == 0.25


def test_what_no_file_explains_between_two_counts_is_a_difference(shop: Shop) -> None:
    counted = [
        "2025-10-31,Milano,B1,30,,",
        "2025-11-30,Milano,B1,32,,",
        "2025-10-31,Roma,B1,40,,",
        "2025-11-30,Roma,B1,3,,",
    ]
    store = shop(
        [sale(1, "01/11/2025", "B1", 5), sale(2, "02/11/2025", "B1", -1), sale(3, "31/10/2025", "B1", 1), sale(4, "30/12/2025", "B1", place="Torino")],
        [*counted, "2025-08-01,Deposito,X9,7,,"], ["2025-11-30,Milano,B1,7,"],
    )  # fmt: skip
    found = stock_counts(store, period=YEAR)
    rows = found.places.set_index("store_id")
    places = {row["name"]: row["store_id"] for _, row in store.query("select store_id, name from stores").iterrows()}
    milan = rows.loc[places["Milano"]]
    assert milan[["units_before", "received", "sold", "returned", "expected", "units", "difference"]].tolist() == [
        30,
        7,
        5,
        1,
        33,
        32,
        -1,
    ]
    rome = next(row for name, row in rows.iterrows() if name not in places.values() and name == "Roma")
    assert rome["is_partial"] and not milan["is_partial"]
    assert rows.loc["Deposito", ["is_known_place", "is_old", "articles_unlisted", "units_unlisted"]].tolist() == [
        False,
        True,
        1,
        7,
    ]
    assert found.uncounted == (places["Torino"],)


def test_a_shop_without_counts_or_receipts_says_so(shop: Shop) -> None:
    store = shop([sale(1, "01/03/2025", "B1")])
    assert stock_left(store, period=YEAR) is None
    found = sell_through(store, period=YEAR)
    assert not found.has_receipts and found.seasons.empty
    assert stock_counts(store, period=YEAR).places.empty


def test_who_is_bounded_to_a_boutique_sees_no_others_stock_and_who_sees_no_persons_none(shop: Shop) -> None:
    store = shop(
        [sale(1, "01/12/2025", "B1"), sale(2, "01/12/2025", "B1", place="Roma")],
        ["2025-12-31,Milano,B1,6,,", "2025-12-31,Roma,B1,50,,", "2025-12-31,Deposito,B1,500,,"],
        ["2025-02-01,Milano,B1,4,", "2025-02-01,Roma,B1,40,"],
    )
    milan = str(store.query("select store_id from stores where name = 'Milano'")["store_id"][0])
    seen = store.seen_by(Rights(store_id=(milan,)))
    found = stock_left(seen, period=YEAR, by="store_id")
    assert found is not None and found.rows[["slice", "units"]].values.tolist() == [[milan, 6]]
    assert sell_through(seen, period=YEAR).seasons["received"].tolist() == [4]
    assert stock_counts(seen, period=YEAR).places["store_id"].tolist() == [milan]
    with pytest.raises(OutOfReach):
        stock_left(store.seen_by(Rights(market=("IT",))), period=YEAR)
    with pytest.raises(TooFew):
        stock_left(store.seen_by(Rights(smallest=10)), period=YEAR)


def test_a_count_in_another_currency_is_valued_at_the_days_rate(tmp_path: Path) -> None:
    rates = file(tmp_path, "rates.csv", "Date,USD,JPY,GBP,CHF,CNY,", "2025-12-30,1.25,160,0.85,0.94,8.00,")
    files = [
        rates,
        file(tmp_path, "products.csv", PRODUCTS, *LISTED),
        till(tmp_path, "till.csv", sale(1, "01/12/2025", "B1")),
        file(tmp_path, "stock.csv", "day,location,sku,units_on_hand,unit_cost,currency", "2025-12-31,Milano,B1,2,500,USD", "2025-12-31,Milano,S1,1,800,CNY"),
    ]  # fmt: skip
    reports = load(files, tmp_path / "store")
    assert all(report.ok for report in reports), reports
    found = stock_left(Store.open(tmp_path / "store"), period=YEAR)
    assert found is not None and found.rows.set_index("slice")["cost_eur"].to_dict() == {"bags": 800.0, "shoes": 100.0}
