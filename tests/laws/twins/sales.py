"""Sums of a period, whole, by slice and by bucket."""

import numpy as np
import pandas as pd

from data.store import Choice
from tests.laws.twins.detail import MATURED, UNTIL, Detail, chosen, within

AMOUNTS = [
    *("units", "gross_eur", "discount_eur", "returns_eur", "net_eur", "net_constant_eur", "sold_full_price_eur"),
    *("sold_guest_eur", "sold_returning_eur", "sold_with_margin_eur"),
]


def amounts(lines: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """What adds up, by line."""
    known = lines["customer_id"].notna()
    table = lines[keys].assign(
        units=lines["units"],
        gross_eur=lines["gross_eur"],
        discount_eur=lines["discount_eur"],
        returns_eur=lines["returns_then"],
        net_eur=lines["net_then"],
        net_constant_eur=lines["constant_then"],
        sold_full_price_eur=lines["sold"].where(lines["is_full_price"]),
        sold_guest_eur=lines["sold"].where(~known),
        sold_returning_eur=lines["sold"].where(known & ~lines["is_new"]),
        sold_with_margin_eur=lines["sold"].where(lines["margin_eur"].notna()),
    )
    return table.groupby(keys, dropna=False)[AMOUNTS].sum()


def counts_of_orders(orders: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Orders, buyers and new customers, an order in one place."""
    sale = orders["is_sale"]
    table = orders[keys].assign(
        orders=sale.astype(int),
        new_customers=(orders["nth"] == 1).astype(int),
        buyer=orders["customer_id"].where(sale),
    )
    grouped = table.groupby(keys, dropna=False)
    return grouped[["orders", "new_customers"]].sum().join(grouped["buyer"].nunique().rename("buyers"))


def counts_of_lines(lines: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Orders, buyers and new customers, an order in every place that it has a line in."""
    sold = lines[lines["is_sold"]]
    table = sold[keys].assign(
        order=sold["order_id"], buyer=sold["customer_id"], met=sold["customer_id"].where(sold["is_new"])
    )
    grouped = table.groupby(keys, dropna=False)
    counted = grouped[["order", "buyer", "met"]].nunique()
    return counted.rename(columns={"order": "orders", "buyer": "buyers", "met": "new_customers"})


def table(detail: Detail, choice: Choice, keys: list[str], on_lines: bool, frame=None) -> pd.DataFrame:  # type: ignore[no-untyped-def]
    """One row per value of the keys (`all` when there is none); `frame` adds columns to group by."""
    add = frame or (lambda rows: rows)
    lines = add(within(chosen(detail.lines, choice)).assign(all="all"))
    orders = lines if on_lines else add(within(chosen(detail.orders, choice)).assign(all="all"))
    count = counts_of_lines if on_lines else counts_of_orders
    return amounts(lines, keys).join(count(orders, keys), how="outer").fillna(0).reset_index()


def whole(on_lines: bool):  # type: ignore[no-untyped-def]
    """The period as one row."""

    def twin(detail: Detail, choice: Choice) -> pd.DataFrame:
        row = table(detail, choice, ["all"], on_lines).drop(columns="all")
        row = row if len(row) else pd.DataFrame([dict.fromkeys([*AMOUNTS, "orders", "buyers", "new_customers"], 0)])
        ripe = within(chosen(detail.lines, choice), until=MATURED)
        row = row.assign(matured_refunds_eur=-ripe["returns_then"].sum(), matured_sold_eur=ripe["sold"].sum())
        rows = detail.lines if on_lines else detail.orders
        paid = within(chosen(rows, choice), "paid_on")
        row["gmv_eur"] = (paid["sold"] + paid["shipping_eur"]).sum() if on_lines else paid["gmv_eur"].sum()
        return row

    return twin


def sliced(by: str, on_lines: bool):  # type: ignore[no-untyped-def]
    """One row per slice."""

    def twin(detail: Detail, choice: Choice) -> pd.DataFrame:
        return table(detail, choice, [by], on_lines).rename(columns={by: "slice"})

    return twin


def by_month(on_lines: bool):  # type: ignore[no-untyped-def]
    """One row per month."""

    def month(rows: pd.DataFrame) -> pd.DataFrame:
        return rows.assign(bucket=rows["ordered_on"].dt.to_period("M").dt.start_time)

    def twin(detail: Detail, choice: Choice) -> pd.DataFrame:
        return table(detail, choice, ["bucket"], on_lines, month)

    return twin


def bridge(on_lines: bool):  # type: ignore[no-untyped-def]
    """Sales to known buyers and to guests."""

    def twin(detail: Detail, choice: Choice) -> pd.DataFrame:
        lines = within(chosen(detail.lines, choice))
        known = lines["customer_id"].notna()
        rows = lines if on_lines else within(chosen(detail.orders, choice))
        sold = rows[rows["is_sold" if on_lines else "is_sale"] & rows["customer_id"].notna()]
        row = {
            "buyers": sold["customer_id"].nunique(), "orders": sold["order_id"].nunique(), "units": lines.loc[known, "units"].sum(),
            "net_eur": lines.loc[known, "net_then"].sum(), "net_constant_eur": lines.loc[known, "constant_then"].sum(),
            "net_guest_eur": lines.loc[~known, "net_then"].sum(),
        }  # fmt: skip
        return pd.DataFrame([row])

    return twin


def people(detail: Detail, choice: Choice) -> pd.DataFrame:
    sale = chosen(detail.orders[detail.orders["is_sale"]], choice)
    row = {"buyers": within(sale), "payers": within(sale, "paid_on")}
    return pd.DataFrame([{name: rows["customer_id"].nunique() for name, rows in row.items()}])


def weekly(detail: Detail, choice: Choice) -> pd.DataFrame:
    lines = chosen(detail.lines, choice)
    week = lines["ordered_on"] - pd.to_timedelta(lines["ordered_on"].dt.day_of_week, unit="D")
    rows = within(lines.assign(week=week), "week", until=pd.Timestamp("2024-12-26").date())
    sums = ["net_constant_eur", "net_eur", "gross_eur", "discount_eur", "units"]
    return rows.groupby(["week", "market", "tier", "channel"])[sums].sum().reset_index()


def daily(detail: Detail, choice: Choice) -> pd.DataFrame:
    lines = chosen(detail.lines, choice)
    lines = lines.assign(day=lines["ordered_on"], net_full_price_eur=lines["net_eur"].where(lines["is_full_price"]))
    sums = ["net_eur", "net_full_price_eur", "margin_eur"]
    return lines.groupby(["day", "market", "channel", "tier"])[sums].sum().reset_index()


def values(detail: Detail, choice: Choice) -> pd.DataFrame:
    lines = chosen(detail.lines, choice)
    names = ("market", "channel", "store_id", "tier", "brand", "category")
    parts = [
        lines.groupby(name)["net_eur"].sum().rename_axis("value").reset_index().assign(filter=name) for name in names
    ]
    return pd.concat(parts)[["filter", "value", "net_eur"]]


def closed(detail: Detail, choice: Choice) -> pd.DataFrame:
    sold = chosen(detail.lines, choice).groupby("market")["net_eur"].sum()
    days = detail.store.query(
        "select day, market, max(coalesce(intensity, 1)) intensity from market_calendar where kind in ('lockdown', 'store_closure') group by all"
    )
    days = days[days["market"].isin(sold.index)]
    return days.assign(sales_share=days["market"].map(sold / sold.sum()))


def prices(detail: Detail, choice: Choice) -> pd.DataFrame:
    lines = chosen(detail.lines, choice)
    lines = lines[lines["is_sold"] & (lines["units"] > 0) & lines["brand"].notna() & (lines["shelf_eur"] > 0)]
    products = detail.read(
        "select product_id, valid_from, valid_to, list_price_eur from products where list_price_eur > 0"
    )
    rows = lines.merge(products, on="product_id")
    ends = rows["valid_to"].fillna(pd.Timestamp("2200-01-01"))
    rows = rows[(rows["valid_from"] <= rows["ordered_on"]) & (rows["ordered_on"] < ends)]
    week = rows["ordered_on"] - pd.to_timedelta(rows["ordered_on"].dt.day_of_week, unit="D")
    rows = rows.assign(week=week, list_eur=rows["list_price_eur"] * rows["units"])
    keys = ["week", "market", "currency", "brand", "tier"]
    rows = rows.assign(buyer=rows["customer_id"].fillna(rows["order_id"]))
    taken = rows.groupby([*keys, "buyer"])[["units", "shelf_eur", "list_eur"]].sum()
    taken = taken.assign(units=taken["units"].astype(float).clip(upper=2))  # who buys dozens stands for nobody else
    found = taken.groupby(keys).sum().reset_index()
    return found.assign(price=found["shelf_eur"] / found["list_eur"]).drop(columns=["shelf_eur", "list_eur"])


def depths(detail: Detail, choice: Choice) -> pd.DataFrame:
    rows = within(chosen(detail.orders[detail.orders["is_sale"]], choice))
    step = (np.ceil((rows["depth"].round(4) * 20).round(6)) / 20).clip(upper=0.6)
    depth = step.where(rows["depth"].fillna(0) > 0.01, 0.0)
    grouped = rows.assign(depth=depth).groupby(["market", "depth"])
    sums = grouped[["gross_eur", "discount_eur", "net_eur"]].sum()
    return sums.join(grouped.size().rename("orders")).reset_index()


def spans_of_stores(detail: Detail, choice: Choice) -> pd.DataFrame:
    sold = chosen(detail.lines, choice)
    sold = sold[sold["is_sold"] & sold["store_id"].notna()]
    ends = sold.groupby("store_id")["ordered_on"].agg(first_on="min", last_on="max").reset_index()
    places = detail.read(
        "select store_id, coalesce(region, '') as region, coalesce(country, '') as country from stores"
    )
    return ends.merge(places, on="store_id", how="left").fillna({"region": "", "country": ""})


def by_day(detail: Detail, choice: Choice) -> pd.DataFrame:
    """Net sales of each day and place, as they are known now."""
    lines = chosen(detail.lines, choice)
    lines = lines[lines["ordered_on"] < pd.Timestamp(UNTIL)].fillna({"market": "", "channel": "", "store_id": ""})
    sums = lines.groupby(["ordered_on", "market", "channel", "store_id"])[["net_eur"]].sum().reset_index()
    return sums.rename(columns={"ordered_on": "day"})
