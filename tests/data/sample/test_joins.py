"""Every key of the sample shop leads somewhere, and no key is a person's."""

import re

import pytest

from tests.data.sample.conftest import Shop

LINKS = {
    "order_lines.order_id": "orders.order_id",
    "orders.customer_id": "customers.customer_id",
    "orders.store_id": "stores.store_id",
    "orders.duplicate_of": "orders.order_id",
    "refunds.order_id": "orders.order_id",
    "discounts.order_id": "orders.order_id",
    "discounts.promotion_id": "promotions.promotion_id",
    "exposures.promotion_id": "promotions.promotion_id",
    "exposures.customer_id": "customers.customer_id",
    "promotions.campaign_id": "campaigns.campaign_id",
    "campaign_spend.campaign_id": "campaigns.campaign_id",
    "identities.customer_id": "customers.customer_id",
    "customers.customer_id": "identities.customer_id",
    "order_lines.product_id": "products.product_id",
    "stores.channel": "channels.channel",
    "orders.file_id": "source_files.file_id",
    "wallet_transactions.file_id": "source_files.file_id",
    "settlements.file_id": "source_files.file_id",
    "bank_lines.file_id": "source_files.file_id",
    "wallet_contracts.file_id": "source_files.file_id",
}


@pytest.mark.parametrize(("from_column", "to_column"), LINKS.items())
def test_a_key_is_found_where_it_leads(shop: Shop, from_column: str, to_column: str) -> None:
    (table, column), (target, key) = from_column.split("."), to_column.split(".")
    lost = shop.one(
        f"select count(*) from {table} where {column} is not null and {column} not in (select {key} from {target})"
    )
    assert lost == 0


def test_each_line_has_one_price_row_of_its_product_that_day(shop: Shop) -> None:
    found = shop.frame("""
        select count(products.tier) as rows
        from order_lines join orders using (order_id)
        left join products on products.product_id = order_lines.product_id and ordered_on >= valid_from
            and (valid_to is null or ordered_on < valid_to)
        group by order_lines.order_id, line_no
    """)["rows"]
    assert (found == 1).all()


def test_some_products_rise_from_premium_to_luxury(shop: Shop) -> None:
    tiers = shop.frame(
        "select product_id, list(distinct tier order by tier) as tiers from products group by product_id having count(distinct tier) > 1"
    )
    assert len(tiers) == 3
    assert all(list(found) == ["luxury", "premium"] for found in tiers["tiers"])


def test_all_lines_of_an_order_are_of_one_tier(shop: Shop) -> None:
    mixed = shop.one("""
        select count(*) from (
            select order_id from order_lines join orders using (order_id) join products on products.product_id = order_lines.product_id
                and ordered_on >= valid_from and (valid_to is null or ordered_on < valid_to)
            group by order_id having count(distinct tier) > 1)
    """)
    assert mixed == 0


def test_no_boutique_sells_before_it_opens(shop: Shop) -> None:
    assert shop.one("select count(*) from orders join stores using (store_id) where ordered_on < opened_on") == 0


def test_the_day_of_an_order_is_the_shops_own(shop: Shop) -> None:
    assert shop.one("select count(*) from orders where ordered_on <> cast(timezone(tz, ordered_at) as date)") == 0
    assert shop.one("select count(*) from orders where ordered_on <> cast(ordered_at as date)") > 0


def test_there_is_nothing_personal_in_the_store(shop: Shop) -> None:
    ids = shop.frame("select customer_id from customers union all select id_hash from identities")["customer_id"]
    assert ids.map(lambda text: bool(re.fullmatch("[0-9a-f]{32}", text))).all()
    assert shop.one("select count(*) from orders where tags like '%@%' or order_name like '%@%'") == 0


def test_files_account_for_every_row(shop: Shop) -> None:
    seen = shop.frame("select * from source_files").set_index("file_id")["rows_seen"]
    assert seen["sample:orders"] == shop.one("select count(*) from orders")
    for table in ("wallet_transactions", "settlements", "bank_lines", "wallet_contracts"):
        rows = shop.frame(f"select file_id, count(*) as n from {table} group by file_id").set_index("file_id")["n"]
        assert seen[rows.index].equals(rows.rename("rows_seen")), table


def test_tax_free_sales_are_tourists_in_italy(shop: Shop) -> None:
    free = shop.frame(
        "select distinct market, country, orders.channel from orders join stores using (store_id) where tax_free"
    )
    assert set(free["country"]) == {"IT"}
    assert not set(free["market"]) & {"IT", "FR", "DE"}
    assert "CN" in set(free["market"])


def test_no_chinese_tourist_shops_in_italy_while_borders_are_closed(shop: Shop) -> None:
    assert (
        shop.one("""
        select count(*) from orders join stores using (store_id)
        where market = 'CN' and country = 'IT' and orders.channel = 'boutique' and ordered_on between date '2020-01-27' and date '2023-01-07'
    """)
        == 0
    )


def test_boutiques_are_nearly_empty_in_the_lockdown(shop: Shop) -> None:
    share = shop.one("""
        select avg(cast(channel in ('boutique', 'phygital_lab') as integer)) from orders
        where market = 'IT' and ordered_on between date '2020-03-09' and date '2020-05-17'
    """)
    assert share < 0.2
