"""Customers: their habits within the selection, and their whole history by where they were first met."""

import numpy as np
import pandas as pd

from analytics.closures import closures_by_market
from analytics.segments.rfm import NAMES
from data.store import Choice
from tests.laws.twins.detail import SINCE, UNTIL, WATCHED, Detail, chosen, within

START, END = pd.Timestamp(SINCE), pd.Timestamp(UNTIL)
YEAR = pd.Timedelta(days=365)


def kept(detail: Detail, choice: Choice, until: pd.Timestamp = END) -> pd.DataFrame:
    """Orders within the selection that left something, before a day."""
    rows = chosen(detail.orders[detail.orders["nth"] > 0], choice)
    return rows[rows["ordered_on"] < until]


def days_bought(detail: Detail, choice: Choice) -> pd.DataFrame:
    """What was bought a day, less the credit notes between that day and the next."""
    rows = chosen(detail.orders[(detail.orders["nth"] > 0) | (detail.orders["net_eur"] < 0)], choice)
    rows = rows[(rows["ordered_on"] < END) & rows["customer_id"].notna()].sort_values(["customer_id", "ordered_on"])
    bought_on = rows["ordered_on"].where(rows["nth"] > 0)
    same_day = bought_on.groupby([rows["customer_id"], rows["ordered_on"]]).transform("max")
    rows = rows.assign(ordered_on=same_day.groupby(rows["customer_id"]).ffill()).dropna(subset="ordered_on")
    return rows.groupby(["customer_id", "ordered_on"])["net_eur"].sum().reset_index()


def members(detail: Detail, choice: Choice) -> pd.DataFrame:
    people = chosen(detail.firsts.reset_index(), choice)
    carded = detail.read("select customer_id from customers where loyalty_tier is not null")["customer_id"]
    people = people[people["customer_id"].isin(carded)]
    active = within(detail.orders[detail.orders["nth"] > 0])["customer_id"]
    return pd.DataFrame([{"members": len(people), "active": people["customer_id"].isin(active).sum()}])


def concentration(detail: Detail, choice: Choice) -> pd.DataFrame:
    rows = within(chosen(detail.orders[detail.orders["customer_id"].notna()], choice))
    spent = rows.groupby("customer_id")["net_eur"].sum()
    spent = spent[spent > 0].sort_values(ascending=False)
    bucket = (np.arange(len(spent)) * 1000 // max(len(spent), 1)).astype(int)
    found = pd.DataFrame({"bucket": bucket, "net_eur": spent.to_numpy()})
    return found.groupby("bucket")["net_eur"].agg(customers="size", net_eur="sum", least_eur="min").reset_index()


def stages(detail: Detail, choice: Choice) -> pd.DataFrame:
    def bought(until: pd.Timestamp, name: str) -> pd.DataFrame:
        days = kept(detail, choice, until).drop_duplicates(["customer_id", "ordered_on"])
        lately = days[days["ordered_on"] >= until - YEAR].groupby("customer_id").size()
        return pd.DataFrame({f"days_{name}": days.groupby("customer_id").size(), f"recent_{name}": lately})

    seen = chosen(detail.exposures, choice)
    seen = seen[seen["customer_id"].notna() & (seen["arm"] != "holdout")].set_index("customer_id")
    looked = seen["claimed_on"].fillna(seen["opened_on"])

    def met(until: pd.Timestamp, name: str) -> pd.DataFrame:
        aware = seen["delivered_on"].between(until - pd.Timedelta(days=15), until - pd.Timedelta(days=1))
        keen = looked.between(until - pd.Timedelta(days=90), until - pd.Timedelta(days=1))
        return pd.DataFrame({f"aware_{name}": aware, f"keen_{name}": keen}).groupby(level=0).max()

    parts = [bought(START, "before"), bought(END, "now"), met(START, "before"), met(END, "now")]
    everybody = pd.Index(np.unique(np.concatenate([part.index.astype(str) for part in parts])))
    people = pd.concat([part.reindex(everybody) for part in parts], axis=1).astype(float).fillna(0)

    def stage(name: str) -> np.ndarray:
        signs = [
            people[f"recent_{name}"] >= 2,
            people[f"days_{name}"] >= 1,
            people[f"keen_{name}"] > 0,
            people[f"aware_{name}"] > 0,
        ]
        return np.select(signs, ["loyal", "purchased", "interested", "aware"], "none")

    table = pd.DataFrame({"stage_before": stage("before"), "stage": stage("now")})
    return table.value_counts().rename("customers").reset_index()


def scores(detail: Detail, choice: Choice) -> pd.DataFrame:
    rows, every = kept(detail, choice), chosen(detail.orders, choice)

    def of(until: pd.Timestamp, name: str) -> pd.DataFrame:
        seen = rows[rows["ordered_on"] < until].groupby("customer_id")
        worth = every[every["ordered_on"] < until].groupby("customer_id")["net_eur"].sum()
        last = (until - seen["ordered_on"].max()).dt.days
        days, net = seen["ordered_on"].nunique(), worth.reindex(seen["ordered_on"].max().index)
        r = np.select([last <= 90, last <= 180, last <= 365, last <= 730], [5, 4, 3, 2], 1)
        f = np.select([days >= 10, days >= 5, days >= 3, days >= 2], [5, 4, 3, 2], 1)
        m = np.select([net >= 20_000, net >= 8_000, net >= 3_000, net >= 1_000], [5, 4, 3, 2], 1)
        return pd.DataFrame({f"r{name}": r, f"f{name}": f, f"m{name}": m, f"net{name}": net}, index=net.index)

    both = of(END, "").join(of(START, "_before")).fillna(0)
    keys = ["r_before", "f_before", "m_before", "r", "f", "m"]
    grouped = both.groupby(keys)
    sums = grouped[["net", "net_before"]].sum().rename(columns={"net": "net_eur", "net_before": "net_before_eur"})
    return sums.join(grouped.size().rename("customers")).reset_index()


def segments(detail: Detail, choice: Choice) -> pd.DataFrame:
    """The scores' segments, as the table of names has them."""
    cells = scores(detail, choice)
    called = {pair: name for name, pairs in NAMES.items() for pair in pairs}

    def counted(suffix: str) -> pd.Series:
        names = [called.get(pair) for pair in zip(cells[f"r{suffix}"], cells[f"f{suffix}"], strict=True)]
        return cells.assign(segment=names).groupby("segment")["customers"].sum()

    both = pd.DataFrame({"customers": counted(""), "customers_before": counted("_before")})
    return both.fillna(0).rename_axis("segment").reset_index()


def fifths(detail: Detail, choice: Choice) -> pd.DataFrame:
    every = chosen(detail.orders, choice)
    worth = every[every["ordered_on"] < END].groupby("customer_id")["net_eur"].sum()
    net = worth[worth.index.isin(kept(detail, choice)["customer_id"])].reset_index()
    net = net.sort_values(["net_eur", "customer_id"])["net_eur"].to_numpy()
    parts = [part for part in np.array_split(net, 5) if len(part)]
    rows = [{"fifth": i, "from_eur": part[0], "customers": len(part)} for i, part in enumerate(parts, 1)]
    return pd.DataFrame(rows, columns=["fifth", "from_eur", "customers"])


def histories(detail: Detail, choice: Choice) -> pd.DataFrame:
    """Purchases a day, told until START, held out until END."""
    days = days_bought(detail, choice)
    first = days.groupby("customer_id")["ordered_on"].transform("min")
    days = days.assign(first=first, is_known=days["ordered_on"] < START)[first < START]
    known = days[days["is_known"]].groupby("customer_id")["ordered_on"].agg(["min", "max", "size"])
    ahead = (
        days[~days["is_known"]].groupby("customer_id")["net_eur"].agg(["size", "sum"]).reindex(known.index).fillna(0)
    )
    table = pd.DataFrame(
        {
            "frequency": known["size"] - 1,
            "recency_days": (known["max"] - known["min"]).dt.days,
            "age_days": (START - known["min"]).dt.days - 1,
            "bought": ahead["size"],
            "spent": ahead["sum"],
        }
    )
    grouped = table.groupby(["frequency", "recency_days", "age_days", "bought"])
    return grouped["spent"].agg(customers="size", spent="sum").reset_index()


def repeats(detail: Detail, choice: Choice) -> pd.DataFrame:
    days = kept(detail, choice).drop_duplicates(["customer_id", "ordered_on"])
    first = days.groupby("customer_id")["ordered_on"].transform("min")
    again = days[(first < START) & (days["ordered_on"] > first)]
    return again.groupby("ordered_on").size().rename("repeats").rename_axis("day").reset_index()


def worths(detail: Detail, choice: Choice) -> pd.DataFrame:
    days = days_bought(detail, choice)
    later = days[days.groupby("customer_id").cumcount() > 0].groupby("customer_id")["net_eur"].agg(["size", "mean"])
    later = later[later["mean"].round(2) > 0]
    return pd.DataFrame([{"customers": len(later), "frequency": later["size"].sum(), "value": later["mean"].sum()}])


def worths_answered(answer: pd.DataFrame) -> pd.DataFrame:
    """The answer's sums: means to the cent are rounded one way by decimals and another by floats."""
    counts = answer["customers"]
    sums = {
        "customers": counts.sum(),
        "frequency": (answer["frequency"] * counts).sum(),
        "value": (answer["value"] * counts).sum(),
    }
    return pd.DataFrame([sums])


def affinity(detail: Detail, choice: Choice) -> pd.DataFrame:
    rows = chosen(detail.orders[detail.orders["is_sale"] & detail.orders["customer_id"].notna()], choice)
    rows = within(rows)
    rows = rows.assign(month=rows["ordered_on"].dt.to_period("M"), on=(rows["depth"] > 0.2).astype(int), n=1)
    cell, wide = ["market", "channel", "tier", "month"], ["market", "tier"]
    own = rows.groupby(["customer_id", *cell])[["n", "on", "net_eur"]].sum().reset_index()
    met, wider = rows.groupby(cell)[["n", "on"]].sum(), rows.groupby(wide)[["n", "on"]].sum()
    own = own.join(met.add_prefix("met_"), on=cell).join(wider.add_prefix("wide_"), on=wide)
    others = own["met_on"] - own["on"] + own["wide_on"] / own["wide_n"]
    own["expected"] = own["n"] * others / (own["met_n"] - own["n"] + 1)
    sums = own.groupby("customer_id")[["n", "on", "net_eur", "expected"]].sum().reset_index()
    return sums.rename(columns={"n": "orders", "on": "on_discount"})


def known_now(detail: Detail, choice: Choice) -> pd.DataFrame:
    people = chosen(detail.firsts.reset_index(), choice).set_index("customer_id")
    refused = detail.read("select customer_id from customers where not marketing_consent")["customer_id"]
    people = people[~people.index.isin(refused)]
    rows = detail.orders[detail.orders["is_sale"] & (detail.orders["ordered_on"] < END)]
    rows = rows[rows["customer_id"].isin(people.index)]
    rows = rows.assign(lately=rows["ordered_on"] >= END - YEAR, cut=(rows["depth"] > 0.01).astype(int))
    grouped = rows.groupby("customer_id")
    found = pd.DataFrame(
        {
            "orders_before": grouped.size(),
            "net_before_eur": grouped["net_eur"].sum(),
            "orders_year_before": grouped["lately"].sum().astype(int),
            "net_year_before_eur": rows["net_eur"].where(rows["lately"], 0).groupby(rows["customer_id"]).sum(),
            "orders_on_discount_before": grouped["cut"].sum(),
            "days_since_last": (END - grouped["ordered_on"].max()).dt.days,
        }
    )
    return found.join(people[["market", "channel", "tier"]]).reset_index()


def cohorts(detail: Detail, choice: Choice) -> pd.DataFrame:
    rows = chosen(detail.journeys, choice)
    at = {name: rows[name].dt.year * 12 + rows[name].dt.month - 1 for name in ("met_first_on", "ordered_on")}
    rows = rows.assign(cohort=at["met_first_on"], k=at["ordered_on"] - at["met_first_on"], is_order=rows["nth"] > 0)
    rows = rows.assign(
        active=rows["customer_id"].where(rows["is_order"]), sold_eur=rows["gross_eur"] - rows["discount_eur"]
    )
    grouped = rows.groupby(["cohort", "k"])
    sums = grouped[["net_eur", "returns_eur", "sold_eur"]].sum()
    counts = grouped["is_order"].sum().astype(int).rename("orders")
    return sums.join(counts).join(grouped["active"].nunique()).reset_index().assign(label="all")


def seconds(detail: Detail, choice: Choice) -> pd.DataFrame:
    rows = chosen(detail.journeys, choice)
    rows = within(rows, "met_first_on")
    first = rows.groupby("customer_id")["met_first_on"].first()
    later = rows[(rows["nth"] > 0) & (rows["ordered_on"] > rows["met_first_on"])]
    second = later.groupby("customer_id")["ordered_on"].min().reindex(first.index)
    days = (second.fillna(pd.Timestamp("2026-01-01")) - first).dt.days
    table = pd.DataFrame({"days": days, "came_back": second.notna()})
    return table.value_counts().rename("customers").reset_index().assign(label="all")


def crossing(detail: Detail, choice: Choice) -> pd.DataFrame:
    rows = within(chosen(detail.journeys[detail.journeys["nth"] > 0], choice), "met_first_on")
    met = rows.groupby("channel")["customer_id"].nunique().rename("customers").reset_index()
    later = rows[(rows["nth"] > 1) & (rows["ordered_on"] - rows["met_first_on"] <= YEAR)]
    keys = ["channel", "later_channel"]
    ever = later.groupby(keys)["customer_id"].nunique().rename("customers")
    second = later[later["nth"] == 2].groupby(keys).size().rename("by_second_order").reindex(ever.index).fillna(0)
    both = pd.concat([met, pd.concat([ever, second], axis=1).reset_index()], ignore_index=True)
    return both.rename(columns={"channel": "first_channel"})


def first_met(detail: Detail, choice: Choice) -> pd.DataFrame:
    """Customers by how they were first met in the period, and what they left within a year; watched where met before July."""
    firsts = within(chosen(detail.firsts.reset_index(), choice), "first_on").set_index("customer_id")
    depth = firsts["depth"].fillna(0).round(4)
    bands = np.select(
        [depth <= 0.01, depth <= 0.1, depth <= 0.2, depth <= 0.3], ["full", "to_10", "to_20", "to_30"], "over_30"
    )
    met = pd.DataFrame(
        {
            "is_watched": firsts["first_on"] < pd.Timestamp(WATCHED),
            "market": firsts["market"],
            "year": firsts["first_on"].dt.year,
            "channel": firsts["channel"],
            "promotion_id": firsts["promotion_id"].fillna(""),
            "band": bands,
            "phase": _phases(detail, firsts),
        }
    )
    placed = met.assign(met_on=firsts["first_on"])
    rows = detail.orders.merge(placed, left_on="customer_id", right_index=True, suffixes=("_own", ""))
    days = (rows["ordered_on"] - rows["met_on"]).dt.days
    rows = rows.assign(days=days, k=np.ceil(days * 12 / 365))[days.between(0, 365)]
    rows = rows[~rows["customer_id"].isin(rows.loc[rows["net_eur"].isna(), "customer_id"])]
    rows = rows.assign(came=rows["customer_id"].where((rows["nth"] > 0) & (rows["days"] > 0)))
    cells = list(met.columns)
    year = rows.groupby(cells, dropna=False)
    sums = year[["net_eur", "margin_eur"]].sum()
    counts = pd.DataFrame({"customers": year["customer_id"].nunique(), "back": year["came"].nunique()})
    months = rows[rows["is_watched"]].groupby([*cells, "k"], dropna=False)[["net_eur", "margin_eur"]].sum()
    return pd.concat([counts.join(sums).reset_index(), months.reset_index()], ignore_index=True)


def met_histories(detail: Detail, choice: Choice) -> pd.DataFrame:
    """Purchases a day of customers by the channel of their first order, known until START, held out until END."""
    rows = chosen(detail.journeys[(detail.journeys["nth"] > 0) | (detail.journeys["net_eur"] < 0)], choice)
    rows = rows[(rows["ordered_on"] < END) & (rows["met_first_on"] < START)].sort_values(["customer_id", "ordered_on"])
    bought_on = rows["ordered_on"].where(rows["nth"] > 0)
    same_day = bought_on.groupby([rows["customer_id"], rows["ordered_on"]]).transform("max")
    rows = rows.assign(ordered_on=same_day.groupby(rows["customer_id"]).ffill())
    days = rows.groupby(["customer_id", "channel", "ordered_on"])["net_eur"].sum().reset_index()
    days["is_known"] = days["ordered_on"] < START
    known = (
        days[days["is_known"]]
        .groupby(["customer_id", "channel"])["ordered_on"]
        .agg(["min", "max", "size"])
        .reset_index("channel")
    )
    ahead = (
        days[~days["is_known"]].groupby("customer_id")["net_eur"].agg(["size", "sum"]).reindex(known.index).fillna(0)
    )
    table = pd.DataFrame(
        {
            "label": known["channel"],
            "frequency": known["size"] - 1,
            "recency_days": (known["max"] - known["min"]).dt.days,
            "age_days": (START - known["min"]).dt.days - 1,
            "bought": ahead["size"],
            "spent": ahead["sum"],
        }
    )
    grouped = table.groupby(["label", "frequency", "recency_days", "age_days", "bought"])
    return grouped["spent"].agg(customers="size", spent="sum").reset_index()


def first_met_answered(answer: pd.DataFrame) -> pd.DataFrame:
    """The answer with an empty word where there was no promotion."""
    return answer.assign(promotion_id=answer["promotion_id"].fillna(""))


def _phases(detail: Detail, firsts: pd.DataFrame) -> pd.Series:
    """Of each first order: shops closed, reopened within half a year, or neither."""
    closed = closures_by_market(detail.store.ask("shut_days").dropna(subset=["day"]))
    found = pd.Series("usual", index=firsts.index, dtype=object)
    for name, is_there in (
        ("recovery", lambda day, one: one.reopen <= day < one.reopen + pd.Timedelta(days=182)),
        ("closed", lambda day, one: one.start <= day < one.reopen),
    ):
        for customer, market, on in zip(firsts.index, firsts["market"], firsts["first_on"].dt.date, strict=True):
            if any(is_there(on, one) for one in closed.get(str(market), [])):
                found[customer] = name
    return found


def launched(detail: Detail, choice: Choice) -> pd.DataFrame:
    """Who bought in the wallet's channel, by what they had bought before."""
    rows = chosen(detail.orders, choice)
    bought = within(rows[rows["channel"] == "wallet"])
    arrived = bought[bought["customer_id"].notna()].groupby("customer_id")["ordered_on"].min()
    known = rows[(rows["nth"] > 0) & ((rows["channel"] != "wallet") | (rows["ordered_on"] < START))]
    known = known.merge(arrived.rename("arrived_on"), left_on="customer_id", right_index=True)
    known = (
        known[known["ordered_on"] < known["arrived_on"]]
        .sort_values("ordered_on")
        .drop_duplicates("customer_id", keep="last")
    )
    waited = dict(zip(known["customer_id"], (known["arrived_on"] - known["ordered_on"]).dt.days, strict=True))
    before = {name: "moved" if waited[name] <= 365 else "returned" for name in waited} | {
        name: "new" for name in arrived.index if name not in waited
    }
    told = bought.assign(origin=[before.get(customer, "unknown") for customer in bought["customer_id"]])
    both = pd.concat([told, told.assign(tier="all")]).groupby(["market", "tier", "origin"])
    sums = both.agg(customers=("customer_id", "nunique"), orders=("is_sale", "sum"), net_eur=("net_eur", "sum"))
    return sums.reset_index()


def tested(detail: Detail, choice: Choice) -> pd.DataFrame:
    """What customers known since 2022 bought in the period, summed by where they bought last before it."""
    rows = chosen(detail.orders[detail.orders["customer_id"].notna()], choice)
    past = rows[(rows["nth"] > 0) & rows["ordered_on"].between("2022-01-01", START - pd.Timedelta(days=1))]
    last = past.sort_values(["ordered_at"]).drop_duplicates("customer_id", keep="last").set_index("customer_id")
    here = within(rows).groupby("customer_id")
    known = last[["market", "tier"]].assign(
        customers=1,
        net_eur=here["net_eur"].sum(),
        buyers=here["is_sale"].max().astype(float),
        margin_eur=here["margin_eur"].sum().where(here["margin_eur"].count() == here.size()),
        is_here=here.size(),
    )
    known = known.assign(
        net_squared=known["net_eur"] ** 2,
        margin_squared=known["margin_eur"] ** 2,
        customers_with_margin=(known["is_here"].isna() | known["margin_eur"].notna()).astype(int),
    )
    return known.drop(columns="is_here").groupby(["market", "tier"]).sum().reset_index()
