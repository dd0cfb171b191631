"""Our own list of products: tier, brand, category, cost, each from a day on. `vetrina template products` prints it empty."""

from dataclasses import replace
from pathlib import Path

from data.sources.layout import Layout

SQL = Path(__file__).with_name("sql")
COLUMNS = ("sku", "valid_from", "title", "brand", "category", "season", "tier", "list_price", "unit_cost", "currency")

_TIERS = Layout(
    system="products",
    name="products",
    landing="product",
    required=frozenset({"sku", "tier"}),
    optional=frozenset(COLUMNS) - {"sku", "tier"},
    aliases={
        "product[ _]?id|SKU": "sku",
        "price[ _]tier": "tier",
        "cost|unit[ _]cost|cost[ _]of[ _]goods|cogs": "unit_cost",
        "list[ _]price": "list_price",
        "valid[ _]from|from": "valid_from",
    },
    select=(SQL / "products.sql").read_text(encoding="utf-8"),
)

LAYOUTS = (
    _TIERS,
    replace(
        _TIERS,
        name="costs",
        required=frozenset({"sku", "unit_cost"}),
        optional=frozenset(COLUMNS) - {"sku", "unit_cost"},
    ),
)
