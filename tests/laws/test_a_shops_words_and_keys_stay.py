"""Looking for persons costs a shop nothing of its own: brands, titles, codes, order numbers and large amounts stay as the file has them."""

from pathlib import Path

import pytest

from data import shapes
from data.staging import LoadOptions
from tests.data.loading import loaded, till
from tests.laws.test_personal_data_is_found_in_values import SHOPIFY

# Brands and boutiques that bear a person's name, and titles with digits.
BRANDS = ("Elisabetta Franchi", "Stella McCartney", "Giorgio Armani", "Roberto Cavalli", "Salvatore Ferragamo")
TITLES = (
    "iPhone 15 Pro Max 256GB 2023",
    "Speedmaster 311.30.42.30.01.005",
    "Seamaster 210.30.42.20.01.001 2023",
    "Scarpe 37 38 39 40 41 42",
    "Borsa Maria 20x30",
    "Air Jordan 1 Retro 555088-134",
    "EAN 8012345678901",
    "Sneaker taglia 38 art. 1123456",
)
KEYS = (
    "MARIA-BAG-01",
    "BAG-1001-XL",
    "BAG 1001 NERO XL",
    "311.30.42.30.01.005",
    "8012345678901",
    "13812345678",
    "3357654321",
    "1735689600000",
    "2088000000000013912345678901",
    "4111111111111111",
    "11010519491231002",
    "523155 9SYRG 1000",
    "0RB3025 001/58",
    "IT60X",
    "AB12CD34EF56",
    "GIFT+BOX",
    "S.M.L",
)
CODES = (
    "WELCOME10",
    "MARIA10",
    "BLACK FRIDAY 2025",
    "SAN VALENTINO",
    "NATALE25",
    "BUON NATALE",
    "FESTA DELLA MAMMA",
    "VIP,EXTRA5",
)


def shopify(folder: Path, *changes: dict[str, str]) -> Path:
    """An export with one order a set of changed cells; each is written as text in quotes."""
    head, row = SHOPIFY.splitlines()
    names, lines = head.split(","), [head]
    for at, change in enumerate(changes, 1):
        cells = {**dict(zip(names, row.format(at=at).split(","), strict=True)), **change}
        lines.append(",".join(f'"{cells[name]}"' for name in names))
    file = folder / "orders.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_brands_and_boutiques_that_bear_a_persons_name_stay(tmp_path: Path) -> None:
    file = shopify(
        tmp_path,
        *({"Vendor": brand, "Location": f"{brand} Boutique", "Lineitem sku": f"SKU-{brand[:3]}"} for brand in BRANDS),
    )
    store, (report,) = loaded(tmp_path, file)
    assert report.rows_loaded == len(BRANDS)
    assert set(store.query("select brand from products")["brand"]) == set(BRANDS)
    assert set(store.query("select name from stores")["name"]) == {f"{brand} Boutique" for brand in BRANDS}


def test_titles_with_digits_stay(tmp_path: Path) -> None:
    store, _ = loaded(tmp_path, shopify(tmp_path, *({"Lineitem name": title} for title in TITLES)))
    assert set(store.query("select title from order_lines")["title"]) == set(TITLES)


def test_a_title_with_a_dialled_number_is_not_kept_and_its_sale_is(tmp_path: Path) -> None:
    store, (report,) = loaded(tmp_path, shopify(tmp_path, {"Lineitem name": "Rif. 335 7654321"}))
    assert report.rows_loaded == 1
    assert store.query("select title, net::double as net from order_lines").to_dict("records") == [
        {"title": None, "net": 100.0}
    ]


def test_numbers_of_goods_payments_and_orders_stay_keys(tmp_path: Path) -> None:
    cells = ({"Lineitem sku": key, "Payment Reference": key, "Name": f"#{1000 + at}"} for at, key in enumerate(KEYS))
    store, _ = loaded(tmp_path, shopify(tmp_path, *cells))
    kept = store.query(
        "select sku, payment_ref, order_name from orders join order_lines using (order_id) order by order_name"
    )
    assert kept["sku"].tolist() == kept["payment_ref"].tolist() == list(KEYS)
    assert kept["order_name"].tolist() == [f"#{1000 + at}" for at in range(len(KEYS))]


def test_an_order_number_of_eleven_digits_is_no_telephone(tmp_path: Path) -> None:
    store, _ = loaded(tmp_path, shopify(tmp_path, {"Name": "13812345678", "Id": "13912345678"}))
    assert store.query("select source_order_id, order_name from orders").iloc[0].tolist() == [
        "13912345678",
        "13812345678",
    ]


def test_coupon_codes_stay(tmp_path: Path) -> None:
    changes = (
        {"Discount Code": code, "Discount Amount": "5.00", "Subtotal": "95.00", "Total": "95.00"} for code in CODES
    )
    store, _ = loaded(tmp_path, shopify(tmp_path, *changes))
    kept = set(store.query("select code from promotions")["code"].str.upper())
    assert {part for code in CODES for part in code.split(",")} <= {part for code in kept for part in code.split(",")}


@pytest.mark.parametrize("currency", ["JPY", "KRW", "IDR", "VND"])
def test_an_amount_of_ten_digits_is_money_where_a_unit_is_worth_little(tmp_path: Path, currency: str) -> None:
    amount = "3331234567"
    cells = {"Currency": currency, "Subtotal": amount, "Total": amount, "Lineitem price": amount}
    store, (report,) = loaded(tmp_path, shopify(tmp_path, cells))
    assert report.rows_rejected == 0
    assert store.query("select total::bigint as total from orders")["total"].tolist() == [int(amount)]


def test_the_same_digits_as_an_amount_of_euros_are_a_telephone(tmp_path: Path) -> None:
    _, (report,) = loaded(tmp_path, shopify(tmp_path, {"Subtotal": "3331234567", "Total": "3331234567"}))
    assert report.rows_rejected == 1 and "too long for an amount" in report.message


def test_a_tills_words_stay(tmp_path: Path) -> None:
    file = till(
        tmp_path, "till.csv", "Maria Rossi Boutique;1;31/12/2025;23:30;MARIA-BAG-01;Borsa Maria;1;100,00;0,00;C1;IT"
    )
    store, _ = loaded(tmp_path, file, options=LoadOptions())
    assert store.query("select sku, title from order_lines").iloc[0].tolist() == ["MARIA-BAG-01", "Borsa Maria"]
    assert store.query("select store_id from orders")["store_id"].tolist()[0].endswith("Maria Rossi Boutique")


def test_a_card_written_with_dashes_is_a_persons_key() -> None:
    assert shapes.is_persons_key("4111-1111-1111-1111") and not shapes.is_persons_key("4111-1111-1111-1112")


def test_optional_headers_are_known_in_any_letters(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(
        "SKU,Tier,Title,Brand,Category\nB-1,luxury,Borsa,Giorgio Armani,Bags\n".replace("Tier", "tier"),
        encoding="utf-8",
    )
    store, _ = loaded(tmp_path, file)
    assert store.query("select title, brand, category from products").iloc[0].tolist() == [
        "Borsa",
        "Giorgio Armani",
        "Bags",
    ]
