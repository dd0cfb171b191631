"""Pieces by discount, season and price, and who bought again, worked out in pandas."""

import pandas as pd

from data.calendar.events import events
from data.store import Choice
from tests.laws.twins.detail import SINCE, UNTIL, Detail, chosen, within

MONTH = pd.Timedelta(days=30)
ITALY = {"boutique", "phygital_lab"}


def ladder(detail: Detail, choice: Choice) -> pd.DataFrame:
    """By brand, category, season and band of discount."""
    lines = within(chosen(detail.lines, choice))
    depth = lines["depth"].round(4)
    band = pd.Series("above_50", index=lines.index)
    for top, name in ((0.5, "to_50"), (0.3, "to_30"), (0.2, "to_20"), (0.1, "to_10")):
        band = band.mask(depth <= top, name)
    band = band.mask(depth.isna(), "none").mask(lines["is_full_price"].astype(bool), "full")
    known = lines["margin_eur"].notna()
    table = lines[["brand", "category", "season", "units", "net_eur", "margin_eur"]].assign(
        band=band, net_with_margin_eur=lines["net_eur"].where(known)
    )
    return table.groupby(["brand", "category", "season", "band"], dropna=False).sum(min_count=1).reset_index()


def bands(detail: Detail, choice: Choice) -> pd.DataFrame:
    """The same by brand and band alone."""
    table = ladder(detail, choice).drop(columns=["category", "season"]).rename(columns={"brand": "slice"})
    return table.groupby(["slice", "band"], dropna=False).sum(min_count=1).reset_index()


def days(detail: Detail, choice: Choice) -> pd.DataFrame:
    """By season and day."""
    lines = chosen(detail.lines, choice)
    lines = lines[lines["is_sold"] & (lines["units"] > 0) & lines["season"].notna()]
    table = lines[["season", "units", "gross_eur", "discount_eur"]].assign(
        day=lines["ordered_on"], units_full_price=lines["units"].where(lines["is_full_price"].astype(bool), 0)
    )
    return table.groupby(["season", "day"]).sum().reset_index()


def lowest(detail: Detail, choice: Choice) -> pd.DataFrame:
    """By product, channel, country and day on which a run of markdowns began: a walk over the days of each."""
    stores = detail.read("select store_id, country from stores").set_index("store_id")["country"]
    lines = chosen(detail.lines, choice)
    here = lines["store_id"].map(stores).fillna(lines["market"])
    kept = lines["is_sold"] & (lines["units"] > 0) & (lines["currency"] == "EUR") & here.isin(["IT", "FR", "DE"])
    lines = lines[kept & (lines["shelf_eur"] > 0) & (lines["ordered_on"] < pd.Timestamp(UNTIL))]
    lines = lines.assign(
        price=lines["shelf_eur"].astype(float) / lines["units"].astype(float),
        list_price=lines["gross_eur"].astype(float) / lines["units"].astype(float),
    )
    rows = []
    for (product, channel, country), part in lines.assign(country=here).groupby(["product_id", "channel", "country"]):
        sold = part.groupby("ordered_on").agg(
            price=("price", "min"), listed=("list_price", "max"), units=("units", "sum")
        )
        before, run = None, None
        for day, row in sold.iterrows():
            marked = row["price"] < 0.99 * row["listed"]
            if marked and (run is None or day - before > MONTH):
                earlier = sold[(sold.index >= day - MONTH) & (sold.index < day)]["price"]
                run = {
                    "product_id": product,
                    "channel": channel,
                    "country": country,
                    "starts_on": day,
                    "price_eur": row["price"],
                    "list_price_eur": row["listed"],
                    "lowest_eur": earlier.min(),
                    "units": 0.0,
                }
                rows.append(run)
            if marked:
                run["units"] += float(row["units"])
            before, run = day, run if marked else None
    names = ["product_id", "channel", "country", "starts_on", "price_eur", "list_price_eur", "lowest_eur", "units"]
    table = pd.DataFrame(rows, columns=names)
    return table[table["starts_on"] >= pd.Timestamp(SINCE)]


def banned(detail: Detail, choice: Choice) -> pd.DataFrame:
    """By boutique and ban of its region, from the calendar's own spans."""
    stores = detail.read("select store_id, region, country from stores").set_index("store_id")
    lines = within(chosen(detail.lines, choice))
    lines = lines[lines["channel"].isin(ITALY) & (lines["store_id"].map(stores["country"]) == "IT")]
    region = lines["store_id"].map(stores["region"])
    parts = []
    for ban in (event for event in events() if event.kind == "promotion_ban"):
        inside = (region == ban.region) & lines["ordered_on"].between(pd.Timestamp(ban.start), pd.Timestamp(ban.end))
        winter = "winter" in ban.event
        year = ban.end.year if ban.end.month < 12 else ban.end.year + 1
        parts.append(lines[inside].assign(sales_event="saldi_winter" if winter else "saldi_summer", sales_year=year))
    rows = pd.concat(parts)
    marked = rows["depth"] > 0.01
    table = rows[["store_id", "sales_event", "sales_year", "units", "net_eur"]].assign(
        units_marked=rows["units"].where(marked, 0), net_marked_eur=rows["net_eur"].where(marked, 0)
    )
    return table.groupby(["store_id", "sales_event", "sales_year"]).sum().reset_index()


def again(detail: Detail, choice: Choice) -> pd.DataFrame:
    """Buyers by market and in all, and those with an order in the year before."""
    lines = within(chosen(detail.lines, choice))
    lines = lines[lines["is_sold"] & lines["customer_id"].notna()]
    orders = detail.orders[detail.orders["is_sale"]]
    year = within(orders, since=(pd.Timestamp(SINCE) - pd.Timedelta(days=365)).date(), until=SINCE)
    known = set(year["customer_id"].dropna())
    rows = []
    for market, part in [(None, lines), *lines.groupby("market")]:
        buyers = set(part["customer_id"])
        rows.append(
            {"market": market, "is_all": market is None, "buyers": len(buyers), "repeat_buyers": len(buyers & known)}
        )
    return pd.DataFrame(rows)


def hours(detail: Detail, choice: Choice) -> pd.DataFrame:
    """Orders of boutiques by weekday and hour of their own clock."""
    zones = detail.read("select store_id, tz from stores").set_index("store_id")["tz"]
    lines = within(chosen(detail.lines, choice))
    lines = lines[lines["is_sold"] & lines["channel"].isin(ITALY)]
    orders = lines.drop_duplicates("order_id")
    instants = pd.to_datetime(orders["ordered_at"], utc=True)
    places = zip(instants, orders["store_id"], orders["ordered_on"], strict=True)
    clock = [(at.tz_convert(zones[store]) if store in zones else None, day) for at, store, day in places]
    clock = [(at if at is not None and at != at.normalize() else None, day) for at, day in clock]
    hour = [None if at is None else at.hour for at, _day in clock]
    weekday = [(day if at is None else at).day_of_week + 1 for at, day in clock]
    table = pd.DataFrame({"weekday": weekday, "hour": hour, "orders": 1})
    return table.groupby(["weekday", "hour"], dropna=False)["orders"].sum().reset_index()
