"""Three readings of the same sales, reconciled: what the platform reports, the shop's net sales, the books."""

import pandas as pd

from analytics.kpis import kpis
from analytics.period import Period
from data.store import EVERYTHING, Choice, Store

SETS = {"platform": "gmv_eur", "retail": "net_eur", "finance": "books_eur"}


def definitions(store: Store, choice: Choice = EVERYTHING, *, period: Period) -> pd.DataFrame:
    """From GMV paid (platform, China) over net sales (retail, Italy) to sales before VAT (finance), step by step.

    Returns:
        One row per step in order: `step`, `amount_eur`, `is_total`. Between two totals the steps add up to the second
        exactly. `timing` is what was ordered and paid on different sides of the period's ends; `vat_unknown` takes out
        orders whose VAT no file states.
    """
    now = kpis(store, choice, period=period).drop(columns=["since", "until"]).astype(float).loc["current"]
    shipping = now.get("shipping_eur", 0.0)
    ordered = now["gross_eur"] - now["discount_eur"] + shipping
    known = now["net_with_vat_eur"]
    taxed = now["net_ex_vat_eur"] if pd.notna(now["net_ex_vat_eur"]) else 0.0
    books = taxed + now["platform_receipts_eur"]
    steps = [
        ("platform", now["gmv_eur"], True),
        ("timing", ordered - now["gmv_eur"], False),
        ("shipping", -shipping, False),
        ("returns", now["returns_eur"], False),
        ("retail", now["net_eur"], True),
        ("vat_unknown", known - now["net_eur"], False),
        ("vat", taxed - known, False),
        ("platform_receipts", now["platform_receipts_eur"], False),
        ("finance", books, True),
    ]
    return pd.DataFrame(steps, columns=["step", "amount_eur", "is_total"])
