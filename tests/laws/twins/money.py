"""Wallets, refunds, promotions and what was sent to whom."""

from typing import Any

import pandas as pd

from data.store import Choice
from tests.laws.twins.detail import SINCE, UNTIL, Detail, chosen, within
from tests.laws.twins.people import YEAR

STEPS = [
    "order_amount_eur",
    "refunds_eur",
    "fx_eur",
    "not_compared_eur",
    "wallet_amount_eur",
    "value_eur",
    "difference_eur",
]
COUNTS = ["payments", "refunds"]


def references(detail: Detail, choice: Choice, column: str = "day") -> pd.DataFrame:
    """Wallet references of the selection and the period."""
    rows = chosen(detail.store.query("select * from wallet_matches"), choice)
    return within(rows, column)


def states(detail: Detail, choice: Choice) -> pd.DataFrame:
    grouped = references(detail, choice).groupby("state")
    return grouped[[*STEPS, *COUNTS]].sum().join(grouped.size().rename("rows")).reset_index()


def open_items(detail: Detail, choice: Choice) -> pd.DataFrame:
    rows = references(detail, choice)
    rows = rows[rows["state"] != "matched"]
    return rows[["day", "order_id", "merchant_ref", "state", "difference_eur"]]


def agreement(detail: Detail, choice: Choice) -> pd.DataFrame:
    rows = references(detail, choice)
    is_matched = rows["state"] == "matched"
    rows = rows.assign(month=rows["day"].dt.to_period("M").dt.start_time, n=1, rows_matched=is_matched.astype(int))
    rows = rows.assign(matched_eur=rows["value_eur"].where(is_matched, 0))
    sums = rows.groupby(["month", "wallet"])[["n", "rows_matched", "value_eur", "matched_eur"]].sum()
    return sums.reset_index().rename(columns={"n": "rows"})


def costs(detail: Detail, choice: Choice) -> pd.DataFrame:
    rows = references(detail, choice, "paid_on")
    rows = rows[rows["payments"] > 0]
    rows = rows.assign(month=rows["paid_on"].dt.to_period("M").dt.start_time)
    sums = rows.groupby(["month", "wallet"])[["payments", "settled_amount_eur", "fee_eur"]].sum().reset_index()
    return sums.rename(columns={"settled_amount_eur": "settled_eur"})


def contracted(detail: Detail, choice: Choice) -> pd.DataFrame:
    moved = detail.read("select * from wallet_transactions where txn_type in ('payment', 'fee') and status <> 'failed'")
    links = detail.read("select txn_id, order_id as of_order from wallet_links").set_index("txn_id")["of_order"]
    orders = detail.read("select order_id, market, channel, store_id as of_store from paid_orders").set_index(
        "order_id"
    )
    rows = moved.assign(of_order=moved["txn_id"].map(links)).join(orders, on="of_order")
    rows = rows.assign(
        wallet=rows["wallet"].fillna(rows["system"]),
        market=rows["market"].fillna("unknown"),
        channel=rows["channel"].fillna("other"),
        store_id=rows["of_store"].fillna(rows["store_id"]),
    )
    rows = within(chosen(rows, choice), "occurred_on")
    is_payment = rows["txn_type"] == "payment"
    contracts = detail.read("select * from wallet_contracts")
    rows = rows.assign(
        month=rows["occurred_on"].dt.to_period("M").dt.start_time,
        payments=is_payment.astype(int),
        paid=rows["gross"].where(is_payment, 0.0),
        charged=-rows["fee"] - rows["gross"].mask(is_payment, 0.0),
    )
    rows = rows.assign(agreed=[_agreed(row, contracts) for row in rows.itertuples()])
    grouped = rows.groupby(["month", "wallet", "market", "currency"])
    sums = grouped[["payments", "paid", "charged"]].sum()
    return sums.assign(agreed=grouped["agreed"].agg(lambda each: each.sum(skipna=False))).reset_index()


def _agreed(row: Any, contracts: pd.DataFrame) -> float:
    """The fee by the contract of the row's day: the wallet's before the provider's, then the closest, of these the latest."""
    told = contracts[(contracts["since"] <= row.occurred_on) & contracts["currency"].isin(["", row.currency])]
    for payer in (row.wallet, row.system):
        own = told[told["wallet"] == payer]
        if row.market == "unknown" and (own["market"] != "").any():
            return float("nan")
        own = own[own["market"].isin(["", row.market])]
        if len(own):
            break
    else:
        return float("nan")
    for market, currency in ((True, True), (True, False), (False, True), (False, False)):
        fits = own[((own["market"] != "") == market) & ((own["currency"] != "") == currency)]
        rival = own[((own["market"] != "") != market) & ((own["currency"] != "") != currency)]
        if len(fits):
            if market != currency and len(rival):
                return float("nan")
            one = fits.sort_values("since").iloc[-1]
            return float(row.paid * one["percent"] / 100 + row.payments * one["fixed_fee"])
    raise AssertionError(own)


def settled(detail: Detail, choice: Choice) -> pd.DataFrame:
    rows = references(detail, choice, "paid_on")
    rows = rows[rows["payments"] > 0]
    rows = rows.assign(days=(rows["settled_on"] - rows["paid_on"]).dt.days)
    grouped = rows.groupby(["wallet", "days"], dropna=False)
    sums = grouped[["payments", "settled_amount_eur"]].sum().join(grouped.size().rename("rows")).reset_index()
    return sums.rename(columns={"settled_amount_eur": "settled_eur"})


def parts(detail: Detail, choice: Choice) -> pd.DataFrame:
    rows = chosen(detail.store.query("select * from wallet_matches"), choice)
    here = rows.index.isin(within(rows, "day").index)
    paid = rows.index.isin(within(rows, "paid_on").index) & (rows["payments"] > 0)
    rated = paid & (rows["fx_applied"] > 0) & (rows["fx_mid"] > 0)
    matched = rows["state"] == "matched"
    sums = pd.DataFrame(
        {
            "block": rows["block"],
            "days": (rows["settled_on"] - rows["paid_on"]).dt.days.where(paid),
            "rows_here": here.astype(int),
            "unmatched": (here & ~matched).astype(int),
            "value_eur": rows["value_eur"].where(here, 0),
            "matched_eur": rows["value_eur"].where(here & matched, 0),
            "gap_eur": rows["difference_eur"].abs().where(here & ~matched, 0).fillna(0),
            "payments": rows["payments"].where(paid, 0),
            "settled_eur": rows["settled_amount_eur"].where(paid, 0).fillna(0),
            "fee_eur": rows["fee_eur"].where(paid, 0).fillna(0),
            "converted": rows["payments"].where(rated, 0),
            "converted_eur": rows["settled_amount_eur"].where(rated, 0).fillna(0),
            "mid_eur": (rows["settled_amount_eur"] * rows["fx_mid"] / rows["fx_applied"]).where(rated, 0).fillna(0),
        }
    )
    return sums[here | paid].groupby(["block", "days"], dropna=False).sum().reset_index()


def refunded(detail: Detail, choice: Choice) -> pd.DataFrame:
    rows = within(chosen(detail.read("select * from refund_events"), choice))
    rows = rows.assign(days=(rows["refunded_on"] - rows["ordered_on"]).dt.days)
    grouped = rows.groupby(["dated_by", "days"], dropna=False)["returns_eur"]
    return grouped.agg(refunds="size", returns_eur="sum").reset_index()


def unrated(detail: Detail, choice: Choice) -> pd.DataFrame:
    rows = chosen(detail.read("select * from paid_orders where per_eur is null"), choice)
    return rows.groupby("currency").size().rename("orders").reset_index()


def trade(detail: Detail, choice: Choice) -> pd.DataFrame:
    return chosen(detail.read("select series, nullif(market, '') as market, value from market_series"), choice)


def promotions(detail: Detail, choice: Choice) -> pd.DataFrame:
    lines = chosen(detail.lines[detail.lines["promotion_id"].notna()], choice)
    used = lines.groupby("promotion_id")[["gross_eur", "discount_eur", "net_eur", "units"]].sum()
    seen = chosen(detail.exposures, choice).groupby(["promotion_id", "arm"]).size().unstack(fill_value=0)
    seen = seen.reindex(columns=["treated", "holdout"], fill_value=0)
    return used.join(seen, how="outer").fillna(0).rename_axis("promotion_id").reset_index()


def arms(promotion_id: str):  # type: ignore[no-untyped-def]
    def twin(detail: Detail, choice: Choice) -> pd.DataFrame:
        seen = chosen(detail.exposures, choice)
        lot = (
            (seen["promotion_id"] == promotion_id) & (seen["assignment"] == "randomised") & seen["customer_id"].notna()
        )
        drawn = seen[lot & seen["arm"].isin(["treated", "holdout"])].assign(
            treated=lambda rows: rows["arm"] == "treated"
        )
        drawn = drawn.groupby(["customer_id", "treated"])["assigned_on"].min().reset_index()
        bought = detail.orders[detail.orders["is_sale"]][["customer_id", "ordered_on"]].merge(drawn, on="customer_id")
        bought["week"] = (bought["ordered_on"] - bought["assigned_on"]).dt.days // 7
        end = detail.orders["ordered_on"].max()
        rows = []
        for week in range(-2, 3):
            for treated, people in drawn.groupby("treated"):
                watched = people[people["assigned_on"] + pd.Timedelta(days=7 * week + 6) <= end]
                here = bought[(bought["week"] == week) & (bought["treated"] == treated)]
                count = here.groupby("customer_id").size()
                if len(watched):
                    rows.append((week, treated, len(watched), count.sum(), (count**2).sum()))
        return pd.DataFrame(rows, columns=["week", "treated", "customers", "orders", "orders_squared"])

    return twin


def audience(detail: Detail, choice: Choice) -> pd.DataFrame:
    end = detail.orders["ordered_on"].max()
    people = chosen(detail.firsts.reset_index(), choice).set_index("customer_id")[["market", "tier"]]
    last = detail.orders[detail.orders["nth"] > 0].groupby("customer_id")["ordered_on"].max()
    people = people[last.reindex(people.index) > end - YEAR]
    rows = detail.orders[detail.orders["is_sale"] & (detail.orders["ordered_on"] > end - YEAR)]
    rows = rows[rows["margin_eur"].notna()][["customer_id", "net_ex_vat_eur", "margin_eur"]]
    worth = rows.join(people, on="customer_id", how="inner").groupby(["market", "tier"])
    sums = worth[["net_ex_vat_eur", "margin_eur"]].sum().join(worth.size().rename("orders"))
    counted = people.groupby(["market", "tier"]).size().rename("customers").to_frame()
    return counted.join(sums).fillna({"orders": 0}).reset_index()


def outcomes(detail: Detail, choice: Choice) -> pd.DataFrame:
    seen = chosen(detail.exposures, choice)
    seen = seen[seen["customer_id"].notna() & seen["arm"].isin(["treated", "holdout"])]
    rows = detail.orders[detail.orders["is_sale"]].drop(
        columns=["market", "channel", "tier", "store_id", "depth", "margin_eur"]
    )
    both = seen[["exposure_id", "customer_id", "assigned_on", "window_end"]].merge(rows, on="customer_id")
    end = pd.to_datetime(both["window_end"])
    inside = (both["ordered_on"] >= both["assigned_on"]) & (both["ordered_on"] < end)
    after = (both["ordered_on"] >= end) & (both["ordered_on"] < end + pd.Timedelta(days=42))
    by = both["exposure_id"]
    found = pd.DataFrame(
        {
            "orders_in": inside.astype(int).groupby(by).sum(),
            "net_in_eur": both["net_eur"].where(inside, 0).groupby(by).sum(),
            "net_full_price_in_eur": both["net_full_price_eur"].where(inside, 0).groupby(by).sum(),
            "orders_after": after.astype(int).groupby(by).sum(),
            "net_after_eur": both["net_eur"].where(after, 0).groupby(by).sum(),
        }
    )
    place = seen.set_index("exposure_id")[["promotion_id", "customer_id", "market", "channel", "tier"]]
    return place.join(found).fillna(0).reset_index(drop=True)


def given_back(detail: Detail, choice: Choice) -> pd.DataFrame:
    rows = chosen(detail.read("select * from late_returns"), choice)
    rows = rows[(rows["ordered_on"] >= pd.Timestamp(SINCE)) & (rows["ordered_on"] < pd.Timestamp(UNTIL))]
    age = (rows["refunded_on"] - rows["ordered_on"]).dt.days.rename("age")
    return rows.astype({"returns_eur": float}).groupby(age)["returns_eur"].sum().reset_index()


def shown(promotion_id: str):  # type: ignore[no-untyped-def]
    """On what a promotion stands, beside what no promotion touched."""

    def twin(detail: Detail, choice: Choice) -> pd.DataFrame:
        lines = chosen(detail.lines, choice)
        lines = _scoped(detail, lines[lines["is_sold"]], promotion_id)
        days = chosen(detail.lines, choice)
        days = days.loc[days["promotion_id"] == promotion_id, "ordered_on"]
        sold = chosen(detail.lines, choice)
        sold = sold[sold["is_sold"]].assign(has=lambda rows: rows["promotion_id"] == promotion_id)
        orders = sold.groupby("order_id")["has"].agg(["size", "sum"])
        tells = orders[(orders["size"] == 1) | (orders["sum"] < orders["size"])].index
        lines = lines[lines["ordered_on"].between(days.min(), days.max())]
        own = (lines["promotion_id"] == promotion_id) & lines["order_id"].isin(tells)
        counted = lines.assign(lines=own * 1, usual_lines=lines["promotion_id"].isna() * 1)
        return (
            counted.groupby(["category", "brand", "tier"], dropna=False)[["lines", "usual_lines"]].sum().reset_index()
        )

    return twin


def by_category(promotion_id: str):  # type: ignore[no-untyped-def]
    """Pieces and their worth by day and category; the core tier is covered."""

    def twin(detail: Detail, choice: Choice) -> pd.DataFrame:
        lines = chosen(detail.lines, choice)
        lines = _scoped(detail, lines[lines["is_sold"] & (lines["units"] > 0)], promotion_id)
        lines = lines.assign(
            day=lines["ordered_on"],
            is_covered=lines["tier"] == "core",
            units=lines["units"].astype(float),
            net_eur=lines["net_eur"].astype(float),
            margin_eur=lines["margin_eur"].astype(float),
        )
        lines = lines.assign(
            net_squares=lines["net_eur"] ** 2 / lines["units"], margin_squares=lines["margin_eur"] ** 2 / lines["units"]
        )
        sums = ["units", "net_eur", "margin_eur", "net_squares", "margin_squares"]
        return lines.groupby(["day", "category", "is_covered"], dropna=False)[sums].sum().reset_index()

    return twin


def _scoped(detail: Detail, lines: pd.DataFrame, promotion_id: str) -> pd.DataFrame:
    scope = detail.read(f"select market, channel from promotions where promotion_id = '{promotion_id}'").iloc[0]
    for name in ("market", "channel"):
        lines = lines[lines[name] == scope[name]] if pd.notna(scope[name]) else lines
    return lines


def by_arm_and_category(promotion_id: str):  # type: ignore[no-untyped-def]
    """What those of a promotion by lot bought, whatever the filter; the core tier is covered."""

    def twin(detail: Detail, choice: Choice) -> pd.DataFrame:
        seen = chosen(detail.exposures, choice)
        seen = seen[(seen["promotion_id"] == promotion_id) & (seen["assignment"] == "randomised")]
        seen = seen[seen["customer_id"].notna() & seen["arm"].isin(["treated", "holdout"])]
        seen = seen.groupby("customer_id").agg(assigned_on=("assigned_on", "min"), window_end=("window_end", "max"))
        lines = detail.lines[detail.lines["is_sold"] & (detail.lines["units"] > 0)].drop(columns=["market", "channel"])
        lines = lines.merge(seen.reset_index(), on="customer_id")
        until = lines["window_end"] + pd.Timedelta(days=42)
        lines = lines[(lines["ordered_on"] >= lines["assigned_on"]) & (lines["ordered_on"] < until)]
        units, is_in = lines["units"].astype(float), lines["ordered_on"] < lines["window_end"]
        lines = lines.assign(
            is_covered=lines["tier"] == "core", units_in=units.where(is_in, 0.0), units_after=units.where(~is_in, 0.0)
        )
        keys = ["customer_id", "category", "is_covered"]
        return lines.groupby(keys, dropna=False)[["units_in", "units_after"]].sum().reset_index()

    return twin
