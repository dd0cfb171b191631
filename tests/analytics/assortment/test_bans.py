"""Sales below list price in the days of a region's ban, by hand. Winter sales 2025 began on 4 January, in Lombardia after 30 days."""

from datetime import date
from pathlib import Path

import pytest

from analytics.assortment import ban_sales, ruled_regions, unruled_regions
from analytics.period import Period
from data.calendar.events import ban_days, days
from data.store import Choice, Store
from tests.analytics.shop import line, opened, order, product

WINTER = Period(date(2024, 11, 1), date(2025, 2, 1))
SOLD = {"2024-12-04": 30.0, "2024-12-05": 0.0, "2024-12-20": 30.0, "2025-01-03": 10.0, "2025-01-04": 50.0}


def store(name: str, region: str | None, country: str | None = "IT", channel: str = "boutique") -> dict[str, object]:
    return {
        "store_id": name,
        "channel": channel,
        "name": name,
        "region": region,
        "country": country,
        "tz": "Europe/Rome",
    }


@pytest.fixture
def shop(tmp_path: Path) -> Store:
    """The same days sold in Milano (ban of 30 days), Palermo (none), Firenze (not on file), a boutique of no region, and Paris."""
    stores = [store("mi", "lombardia "), store("pa", "Sicilia"), store("fi", "Toscana"), store("x", None)]
    stores += [store("pr", "Lombardia", "FR"), store("web", None, channel="ecommerce")]
    sold = [(each["store_id"], day, cut) for each in stores for day, cut in SOLD.items()]
    orders = [
        order(
            f"{name}{day}",
            day,
            total=100.0 - cut,
            goods_gross=100.0,
            discount_merchant=cut,
            store_id=name,
            channel="ecommerce" if name == "web" else "boutique",
        )
        for name, day, cut in sold
    ]
    lines = [line(f"{name}{day}", line_discount=cut) for name, day, cut in sold]
    calendar = [
        dict(zip(("day", "market", "event", "kind", "intensity", "source"), row, strict=True))
        for row in days(WINTER.since, WINTER.until)
    ]
    return opened(
        tmp_path, products=[product()], stores=stores, orders=orders, order_lines=lines, market_calendar=calendar
    )


def test_only_the_days_of_the_ban_of_the_own_region_count(shop: Store) -> None:
    (row,) = ban_sales(shop, period=WINTER).to_dict("records")
    assert (row["store_id"], row["sales_event"], row["sales_year"]) == ("mi", "saldi_winter", 2025)
    assert (row["orders"], row["orders_marked"], row["units_marked"]) == (3, 2, 2)
    assert (row["net_eur"], row["net_marked_eur"]) == (260.0, 160.0)
    assert row["marked_share"] == pytest.approx(160 / 260)


def test_the_days_are_those_of_the_period(shop: Store) -> None:
    (row,) = ban_sales(shop, period=Period(date(2025, 1, 1), date(2025, 2, 1))).to_dict("records")
    assert (row["orders"], row["net_marked_eur"], row["sales_year"]) == (1, 90.0, 2025)


def test_another_channel_has_none(shop: Store) -> None:
    assert ban_sales(shop, Choice(channel=("ecommerce",)), period=WINTER).empty


def test_regions_without_a_rule_on_file_are_named_and_those_without_a_ban_are_not(shop: Store) -> None:
    assert unruled_regions(shop) == ("", "Toscana")
    assert ruled_regions(shop) == ("Sicilia", "lombardia")


def test_a_boutique_of_which_no_file_says_the_country_is_of_no_region(tmp_path: Path) -> None:
    stores = [store("mi", None, None)]
    rows = [order("a", "2024-12-20", store_id="mi")]
    shop = opened(tmp_path, products=[product()], stores=stores, orders=rows, order_lines=[line("a")])
    assert (ruled_regions(shop), unruled_regions(shop)) == ((), ("",))


def test_how_long_a_ban_is_by_region() -> None:
    known = ban_days()
    assert (known["Liguria"], known["Lombardia"], known["Puglia"], known["Sicilia"]) == (40, 30, 15, 0)
