"""A shop whose every name tries to be more than a name."""

from pathlib import Path

from data.sample import Plan, generate
from data.sample.build import FILLED
from data.store import writing

TRAP = "http://127.0.0.1:9/trap"
IMAGE, LINK = f"![x]({TRAP}.png)", "[a](javascript:window.trapped=1)"
TAG, TOKEN = f'<img src="{TRAP}.gif" onerror="window.trapped=1">', "%{x} :red[x] $x^2$ <b>x</b><br>&#60;i&#62;"
# By kind of name, what it is in this shop; the kind stands first, so that a test can look for it.
NAMES = {
    "brand": f"brand {IMAGE} {TOKEN}",
    "category": f"category {LINK}",
    "store": f"store {TAG} <a href='{TRAP}'>x</a>",
    "promotion": f"promotion {IMAGE} {LINK} {TOKEN}",
    "series": f"series {IMAGE} {TAG}",
    "campaign": f"campaign {IMAGE} {TAG}",
    "product": f"product {IMAGE} {TAG}",
    "market": f"market {IMAGE} {TAG}",
}
CHANGES = """
update products set brand = $brand where brand = (select min(brand) from products);
update products set category = $category where category = (select min(category) from products);
update products set title = $product;
update stores set name = $store;
update promotions set name = $promotion where promotion_id in (select promotion_id from promotions order by starts_on desc limit 12);
update market_series set series = $series;
update campaigns set name = $campaign;
update campaign_spend set campaign_name = $campaign;
update orders set market = $market where market = 'FR';
update source_files set file_name = $product, message = $campaign;
"""


def hostile_shop(home: Path, customers: int = 600) -> None:
    """Builds the sample shop with these names in place of its own."""
    with writing(home, kind="test", note="names that try to be more") as writer:
        generate(writer.execute, Plan(customers=customers), writer.batch_id, lambda step: None)
        for change in filter(str.strip, CHANGES.split(";")):
            used = {name: text for name, text in NAMES.items() if f"${name}" in change}
            writer.execute(change, used)
        writer.touched.update(FILLED)
