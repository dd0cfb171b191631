"""Our own list of products: tiers and costs, dated."""

from pathlib import Path

from data.load import load
from data.store import Store
from data.templates import template
from tests.data.sources import test_shopify as shopify

HEADER = "sku,tier,brand,unit_cost,currency,valid_from"
RATES = "Date,USD,JPY,GBP,CHF,CNY,\n2020-07-01,1.1200,120.00,0.9000,1.0700,8.0000,\n"


def written(folder: Path, *lines: str, name: str = "products.csv") -> Path:
    file = folder / name
    file.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return file


def versions(home: Path) -> list[tuple[object, ...]]:
    said = "select product_id, cast(valid_from as varchar), tier, brand, cast(unit_cost_eur as double) from products order by all"
    frame = Store.open(home).query(said)
    return list(frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None))


def test_a_version_from_a_day_on_leaves_the_earlier_one_alone(tmp_path: Path) -> None:
    home = tmp_path / "store"
    load([shopify.written(tmp_path, shopify.order())], home)
    (report,) = load([written(tmp_path, HEADER, "BAG-1,luxury,Maison,120.00,EUR,2020-07-01")], home)
    assert (report.rows_loaded, report.rows_rejected) == (1, 0)
    assert versions(home) == [
        ("BAG-1", "1900-01-01", "unknown", "Maison", None),
        ("BAG-1", "2020-07-01", "luxury", "Maison", 120.0),
    ]


def test_costs_alone_keep_the_tier_and_a_second_load_adds_nothing(tmp_path: Path) -> None:
    home = tmp_path / "store"
    load([written(tmp_path, HEADER, "BAG-1,luxury,Maison,,,")], home)
    costs = written(tmp_path, "sku,unit_cost,currency", "BAG-1,110.00,EUR", "BAG-2,5.00,EUR", name="costs.csv")
    longer = written(tmp_path, "sku,unit_cost,currency", "BAG-1,110.00,EUR", "BAG-2,6.00,EUR", name="later.csv")
    (first,), (second,) = load([costs], home), load([longer], home)
    assert (first.layout, first.rows_loaded, first.rows_updated) == ("costs", 2, 1)
    assert (second.rows_loaded, second.rows_updated, second.rows_duplicate) == (1, 1, 1)
    assert versions(home) == [
        ("BAG-1", "1900-01-01", "luxury", "Maison", 110.0),
        ("BAG-2", "1900-01-01", "unknown", None, 6.0),
    ]


def test_a_cost_in_yuan_is_euro_at_the_rate_of_its_day(tmp_path: Path) -> None:
    home = tmp_path / "store"
    rates = written(tmp_path, RATES, name="eurofxref-hist.csv")
    load([rates, written(tmp_path, HEADER, "BAG-1,luxury,,800.00,CNY,2020-07-03")], home)
    assert versions(home)[0][4] == 100.0


def test_a_row_that_cannot_be_meant_is_rejected(tmp_path: Path) -> None:
    told = {
        "BAG-1,cheap,,,,": "tier: text where entry",
        "BAG-2,core,,10,,": "no currency",
        "BAG-3,core,,10,CNY,2020-07-01": "no rate of the European Central Bank for this currency on 2020-07-01",
        ",core,,10,EUR,": "sku is empty",
        "BAG-5,core,,-1,EUR,": "below 0",
    }
    (report,) = load([written(tmp_path, HEADER, *told)], tmp_path / "store")
    assert (report.rows_rejected, report.rows_loaded) == (5, 0)
    reasons = Store.open(tmp_path / "store").query("select reason from rejected_rows order by row_no").reason
    assert all(problem in reason for problem, reason in zip(told.values(), reasons, strict=True))


def test_the_template_names_the_columns(tmp_path: Path) -> None:
    header = template("products").strip()
    (report,) = load([written(tmp_path, header, "BAG-1,,Borsa,,,,core,,,")], tmp_path / "store")
    assert (report.layout, report.rows_loaded) == ("products", 1)
