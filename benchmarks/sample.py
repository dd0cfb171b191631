"""Sample shop: would somebody of the trade believe it? Each share of three shops (SAMPLE_SEEDS) beside the band wanted.

Seeds were not used while the generator was built. SAMPLE_CUSTOMERS changes the size.
"""

import json
import os
import tempfile
from dataclasses import dataclass

from benchmarks.measured import rows
from data.sample import build
from data.sample.build import PLANTED
from data.store import Store

SEEDS = "941001,941002,941003"
# published: +48, +36, -10, +12, -18, -4 %; a shop of 12,000 wanders by some 8 points a year about its own course
CHINESE_LUXURY = {2020: (0.05, 0.75), 2021: (0.1, 0.6), 2022: (-0.28, 0.02), 2023: (0.0, 0.32), 2024: (-0.34, -0.06), 2025: (-0.2, 0.12)}  # fmt: skip
FEASTS = {"11.11": (8, 20), "618": (6, 16), "520": (4, 14), "Qixi": (4, 14)}
CATEGORIES = ("bags", "shoes", "ready-to-wear", "accessories", "small leather goods", "jewellery")
DAIGOU = "the daigou of the answer key"
ONLINE = "channel in ('ecommerce', 'wallet', 'marketplace')"
TOURISTS = "sum(net_eur) filter (market <> 'IT') / sum(net_eur)"


@dataclass(frozen=True)
class Share:
    """What is measured, the band that somebody of the trade would believe, and the SQL of the one number."""

    name: str
    low: float
    high: float
    sql: str
    form: str = "{:.1%}"

    def holds(self, found: float) -> bool:
        return self.low <= found <= self.high


def shares() -> list[Share]:
    """Every share, in the order of the table."""
    groups = (_goods, _returns, _customers, _feasts, _china, _places, _rules, _categories, _money, _often)
    return [one for group in groups for one in group()]


def measured(store: Store) -> list[float]:
    """The shares of one shop, in their order."""
    planted = json.loads((store.path.parent / PLANTED).read_text(encoding="utf-8"))
    daigou = ", ".join(f"'{one['customer_id']}'" for one in planted["daigou"]) or "''"
    return [_found(store, one.sql.replace(DAIGOU, daigou)) for one in shares()]


def _found(store: Store, sql: str) -> float:
    return float(store.query(f"select coalesce({sql}, 'nan') as found")["found"][0])


def table() -> str:
    """One row a share: the band, what each seed has, and how many of them lie within."""
    size = int(os.environ.get("SAMPLE_CUSTOMERS", "12000"))
    seeds = [int(seed) for seed in os.environ.get("SAMPLE_SEEDS", SEEDS).split(",")]
    columns = [_shop(size, seed) for seed in seeds]
    body = []
    for one, *found in zip(shares(), *columns, strict=True):
        told = [one.form.format(value) for value in found]
        within = sum(one.holds(value) for value in found)
        body.append(
            [one.name, f"{one.form.format(one.low)} to {one.form.format(one.high)}", *told, f"{within} of {len(found)}"]
        )
    return rows([f"{size:,} customers", "wanted", *(f"seed {seed}" for seed in seeds), "within"], body)


def _shop(size: int, seed: int) -> list[float]:
    with tempfile.TemporaryDirectory() as folder:
        build(folder, customers=size, seed=seed)
        store = Store.open(folder)
        found = measured(store)
        store.close()
    return found


def _goods() -> list[Share]:
    sold = "gross_eur - discount_eur"
    return [
        Share("gross margin on net sales without VAT", 0.40, 0.50, "(select sum(margin_eur) / sum(net_ex_vat_eur) from sales)"),
        Share("full-price share of goods sold", 0.55, 0.65, f"(select sum({sold}) filter (is_full_price) / sum({sold}) from sales)"),
        Share("haute, share of orders", 0.002, 0.02, "(select avg((tier = 'haute')::int) from orders_mart where tier is not null)"),
    ]  # fmt: skip


def _returns() -> list[Share]:
    matured = "ordered_on < (select max(ordered_on) - 45 from orders_mart)"
    back = "-sum(returns_eur) / sum(gross_eur - discount_eur)"
    markets = ("IT", "CN", "US", "FR", "KR", "DE", "JP", "GB", "HK")
    return [
        *(
            Share(f"returned of online sales, {market}", 0.25, 0.50, f"(select {back} from orders_mart where {ONLINE} and market = '{market}' and {matured})")
            for market in markets
        ),
        Share("returned of boutique sales", 0.02, 0.12, f"(select {back} from orders_mart where channel = 'boutique' and {matured})"),
    ]  # fmt: skip


def _customers() -> list[Share]:
    by_person = "select count(*) as n from orders_mart where customer_id is not null group by customer_id"
    return [
        Share("boutique receipts without a customer", 0.30, 0.50, "(select avg((customer_id is null)::int) from orders_mart where channel = 'boutique')"),
        Share("customers with one order", 0.60, 0.75, f"(select avg((n = 1)::int) from ({by_person}))"),
    ]  # fmt: skip


def _feasts() -> list[Share]:
    days = "(select ordered_on as day, count(*) as n from orders_mart where channel = 'marketplace' and market = 'CN' group by ordered_on)"
    span = "(select min(ordered_on) as first, max(ordered_on) as last from orders_mart)"
    every = f"(select cast(day as date) as day from (select unnest(generate_series(first, last, interval 1 day)) as day from {span}))"
    usual = f"(select avg(coalesce(n, 0)) from {every} left join {days} using (day) where month(day) not in (1, 2, 5, 6, 8, 11, 12))"
    qixi = "select day from market_calendar where market = 'CN' and event = 'Qixi'"
    on = {
        "11.11": "strftime(day, '%m-%d') = '11-11'",
        "618": "strftime(day, '%m-%d') = '06-18'",
        "520": "strftime(day, '%m-%d') = '05-20'",
        "Qixi": f"day in ({qixi})",
    }
    return [
        Share(
            f"marketplaces in China on {name}, orders over those of usual days", *FEASTS[name],
            f"((select avg(coalesce(n, 0)) from {every} left join {days} using (day) where {where}) / {usual})", "{:.1f}x",
        )
        for name, where in on.items()
    ]  # fmt: skip


def _china() -> list[Share]:
    year = "(select sum(net_eur) from orders_mart where market = 'CN' and year(ordered_on) = {})"
    return [
        Share(f"sales to China, {at} over the year before", low, high, f"({year.format(at)} / {year.format(at - 1)} - 1)", "{:+.1%}")
        for at, (low, high) in CHINESE_LUXURY.items()
    ]  # fmt: skip


def _places() -> list[Share]:
    italian = (
        "orders_mart join stores using (store_id) where stores.channel = 'boutique' and country = 'IT' and ordered_on"
    )
    shut = "between date '2020-03-09' and date '2020-05-17'"
    online = f"sum(net_eur) filter ({ONLINE}) / sum(net_eur)"
    online_orders = f"(select count(*) filter ({ONLINE}) from orders_mart where market = 'IT' and ordered_on {{}})"
    return [
        Share("tourists in Italian boutiques, 2019", 0.30, 0.55, f"(select {TOURISTS} from {italian} between date '2019-01-01' and date '2019-12-31')"),
        Share("the same, June 2020 to May 2021", 0.0, 0.15, f"(select {TOURISTS} from {italian} between date '2020-06-01' and date '2021-05-31')"),
        Share("the same, 2024", 0.20, 0.45, f"(select {TOURISTS} from {italian} between date '2024-01-01' and date '2024-12-31')"),
        Share("online share in Italy, 2019", 0.15, 0.45, f"(select {online} from orders_mart where market = 'IT' and year(ordered_on) = 2019)"),
        Share("the same, while shops were shut in 2020", 0.75, 1.0, f"(select {online} from orders_mart where market = 'IT' and ordered_on {shut})"),
        Share(
            "online orders in Italy then, over the same days of 2019", 1.0, 2.5,
            f"({online_orders.format(shut)} / {online_orders.format(shut.replace('2020', '2019'))})", "{:.2f}x",
        ),
    ]  # fmt: skip


def _rules() -> list[Share]:
    abroad = "orders_mart join orders using (order_id) where orders_mart.market = 'CN' and orders_mart.channel = 'wallet' and orders.currency = 'EUR'"
    yuan = "(select rate_on, rate from fx_rates where quote = 'CNY')"
    each = f"(select orders_mart.customer_id as person, orders.total * rate as yuan, year(orders.ordered_on) as year from {abroad})"
    each = each.replace(" where ", f" asof join {yuan} as mid on orders.ordered_on >= mid.rate_on where ", 1)
    hour = "select orders.*, hour(timezone(orders.tz, orders.ordered_at)) as hour from orders where channel in ('boutique', 'phygital_lab')"
    yearly = f"select sum(yuan) as yuan from {each} where person is not null group by person, year"
    alipay = "(channel = 'wallet' or payment_wallet like 'alipay%') and ordered_on < date '2020-05-20'"
    early = "channel = 'phygital_lab' and ordered_on < date '2019-12-01'"
    return [
        Share("cross-border parcels above 5,000 CNY", 0, 0, f"(select count(*) from {each} where yuan > 5000)", "{:.0f}"),
        Share("persons above 26,000 CNY in a year", 0, 0, f"(select count(*) from ({yearly}) where yuan > 26000)", "{:.0f}"),
        Share("boutique receipts outside 10 to 22", 0, 0, f"(select count(*) from ({hour}) where hour not between 10 and 21)", "{:.0f}"),
        Share("wallet orders before the group joined Alipay", 0, 0, f"(select count(*) from orders where {alipay})", "{:.0f}"),
        Share("lab receipts before the lab opened", 0, 0, f"(select count(*) from orders where {early})", "{:.0f}"),
    ]  # fmt: skip


def _categories() -> list[Share]:
    every = "(select sum(gross_eur) / sum(units) from sales)"
    mean = "(select sum(gross_eur) / sum(units) from sales where category = '{}')"
    over = {
        "bags": (1.3, 2.4),
        "shoes": (0.7, 1.1),
        "ready-to-wear": (0.8, 1.3),
        "accessories": (0.3, 0.6),
        "small leather goods": (0.35, 0.7),
        "jewellery": (1.1, 2.2),
    }
    pieces = {
        "bags": (0.08, 0.25),
        "shoes": (0.12, 0.3),
        "ready-to-wear": (0.25, 0.45),
        "accessories": (0.1, 0.25),
        "small leather goods": (0.05, 0.2),
        "jewellery": (0.02, 0.1),
    }
    return [
        *(
            Share(f"list price of a piece over the mean, {name}", *over[name], f"({mean.format(name)} / {every})", "{:.2f}")
            for name in CATEGORIES
        ),
        *(
            Share(f"share of pieces, {name}", *pieces[name], f"(select sum(units) filter (category = '{name}') / sum(units) from sales)")
            for name in CATEGORIES
        ),
    ]  # fmt: skip


def _money() -> list[Share]:
    """What wallets, cards and marketplaces take, keep back and lose; of payments as they were taken."""
    paid = "sum(gross) filter (txn_type = 'payment')"
    charged = (
        "-(coalesce(sum(fee) filter (txn_type = 'payment'), 0) + coalesce(sum(gross) filter (txn_type = 'fee'), 0))"
    )
    year = "occurred_on > (select max(occurred_on) - 364 from wallet_transactions)"
    kept = f"-sum(gross) filter (txn_type = 'transfer') / (sum(gross) filter (txn_type = 'payment' and {year}))"
    disputed = "(count(*) filter (txn_type = 'dispute')) / count(*) filter (txn_type = 'payment')"
    cards = "system = 'corallo' and currency = 'EUR'"
    costs = (
        ("commission of payments, marketplace in China", 0.04, 0.08, "system = 'yunshang'"),
        ("commission of payments, marketplace in Europe", 0.15, 0.30, "system = 'piazza'"),
        ("fee of payments, Alipay in China", 0.005, 0.0065, "wallet = 'alipay' and currency = 'CNY'"),
        ("fee of payments, Alipay abroad", 0.01, 0.015, "wallet = 'alipay' and currency = 'EUR'"),
        ("fee of payments, AlipayHK", 0.005, 0.008, "wallet = 'alipayhk'"),
        ("fee of payments, WeChat Pay", 0.005, 0.008, "wallet = 'wechat'"),
        ("fee of payments, cards in euro, to 2 Feb 2025", 0.01, 0.015, f"{cards} and occurred_on < date '2025-02-03'"),
        ("fee of payments, cards in euro, since", 0.008, 0.012, f"{cards} and occurred_on >= date '2025-02-03'"),
    )
    moved = "from wallet_transactions where"
    return [
        *(Share(name, low, high, f"(select {charged} / {paid} {moved} {which})", "{:.2%}") for name, low, high, which in costs),
        Share("card reserve in euro, share of a year's payments", 0.003, 0.03, f"(select {kept} {moved} {cards})", "{:.2%}"),
        Share("chargebacks, share of card payments", 0.001, 0.01, f"(select {disputed} {moved} system = 'corallo')", "{:.2%}"),
    ]  # fmt: skip


def _often() -> list[Share]:
    """Persons who buy to sell on, as the answer key names them."""
    share = f"filter (customer_id in ({DAIGOU}))"
    return [
        Share("daigou, share of orders", 0.005, 0.04, f"(select count(*) {share} / count(*) from orders_mart)"),
        Share("daigou, share of net sales", 0.005, 0.06, f"(select sum(net_eur) {share} / sum(net_eur) from orders_mart)"),
    ]  # fmt: skip
