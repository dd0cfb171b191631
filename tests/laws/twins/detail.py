"""The whole shop in detail, with what looks at history worked out over all of it."""

from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

from data.store import Choice, Store

SINCE, UNTIL = date(2024, 1, 1), date(2025, 1, 1)
AS_OF = date(2024, 12, 20)  # some returns of December are not in yet
MATURED = date(2024, 12, 1)
WATCHED = date(2024, 7, 1)
PLACE = ["market", "channel", "store_id", "tier"]


class Detail:
    """Rows as the detail marts hold them; who is new, and where each customer was first met, are worked out anew."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def read(self, sql: str) -> pd.DataFrame:
        """A select over the whole shop, days as timestamps."""
        frame = self.store.query(sql)
        return frame.assign(**{name: pd.to_datetime(frame[name]) for name in frame if name.endswith("_on")})

    @cached_property
    def orders(self) -> pd.DataFrame:
        """One row per counted order, `nth` of its customer's orders that left something (0: none of these)."""
        orders = self.read("select * exclude (order_number, first_on, is_new) from orders_mart")
        # what is left is judged in the order's own currency; converted, nought may be a millionth
        kept = orders[orders["customer_id"].notna() & (orders["net_eur"] > 0.001)]
        kept = kept.sort_values(["ordered_on", "ordered_at", "order_id"])
        orders["nth"] = kept.groupby("customer_id").cumcount().add(1).reindex(orders.index).fillna(0).astype(int)
        return orders

    @cached_property
    def firsts(self) -> pd.DataFrame:
        """One row per customer: where, when and how dear the first order that left something was."""
        return self.orders[self.orders["nth"] == 1].set_index("customer_id").rename(columns={"ordered_on": "first_on"})

    @cached_property
    def lines(self) -> pd.DataFrame:
        """One row per line, returns and net sales as they stood on AS_OF in `returns_then`, `net_then`."""
        lines = self.read("select * exclude (is_new, first_on) from sales")
        events = self.read("select order_id, ordered_on, refunded_on, returns_eur from refund_events")
        is_late = (events["refunded_on"] > pd.Timestamp(AS_OF)) & (events["refunded_on"] > events["ordered_on"])
        late = events["returns_eur"].where(is_late, 0.0).groupby(events["order_id"]).sum()
        share = late / events.groupby("order_id")["returns_eur"].sum()
        still = lines["order_id"].map(share).fillna(0.0) * lines["returns_eur"]
        first_orders = set(self.orders.loc[self.orders["nth"] == 1, "order_id"])
        sold = lines["gross_eur"] - lines["discount_eur"]
        constant = lines["order_id"].map(share).fillna(0.0) * lines["returns_constant_eur"]
        return lines.assign(
            sold=sold,
            returns_then=lines["returns_eur"] - still,
            net_then=lines["net_eur"] - still,
            constant_then=lines["net_constant_eur"] - constant,
            is_new=lines["order_id"].isin(first_orders),
        )

    @cached_property
    def journeys(self) -> pd.DataFrame:
        """Orders of known customers from the first on, with the first order's place in `market` and so on."""
        met = self.firsts[[*PLACE, "first_on", "depth", "net_eur"]].add_prefix("met_")
        rows = self.orders.join(met, on="customer_id", how="inner")
        rows = rows[rows["ordered_on"] >= rows["met_first_on"]]
        here = rows.rename(columns={name: f"later_{name}" for name in PLACE})
        return here.rename(columns={f"met_{name}": name for name in PLACE})

    @cached_property
    def exposures(self) -> pd.DataFrame:
        """One row per exposure, in the place where its customer was first met, else at home."""
        seen = self.read("select * exclude (market, channel, store_id, tier) from exposures_mart")
        home = self.read("select customer_id, home_market from customers").set_index("customer_id")["home_market"]
        place = self.firsts[PLACE].reindex(seen["customer_id"]).set_index(seen.index)
        unknown = {"market": seen["customer_id"].map(home).fillna("unknown"), "channel": "unknown", "tier": "unknown"}
        return seen.join(place.fillna(pd.DataFrame(unknown, index=seen.index)))


def chosen(rows: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """The rows that a choice lets through."""
    keep = np.ones(len(rows), dtype=bool)
    for name, values in choice.chosen().items():
        keep &= rows[name].isin(values).to_numpy()
    return rows[keep]


def within(rows: pd.DataFrame, column: str = "ordered_on", since: date = SINCE, until: date = UNTIL) -> pd.DataFrame:
    """The rows of a period."""
    return rows[(rows[column] >= pd.Timestamp(since)) & (rows[column] < pd.Timestamp(until))]
