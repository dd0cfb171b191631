"""Three readings of the same sales, reconciled: what the platform reports, the shop's net sales, the books."""

import pandas as pd

from analytics.measures import figures
from analytics.period import Period
from analytics.reach import at_age_of, reach
from data.store import EVERYTHING, Choice, Store

PARTS = (
    "gmv_eur",
    "gross_eur",
    "discount_eur",
    "shipping_eur",
    "returns_eur",
    "net_eur",
    "net_with_vat_eur",
    "net_ex_vat_eur",
    "books_eur",
)


def between_definitions(store: Store, choice: Choice = EVERYTHING, *, period: Period) -> pd.DataFrame:
    """From GMV paid (platform, China) over net sales (retail, Italy) to sales before VAT (finance), step by step.

    Returns:
        One row per step in order: `step`, `amount_eur`, `is_total`. Between two totals the steps add up to the second
        exactly. `timing` is what was ordered and paid on different sides of the period's ends; `vat_unknown` takes out
        orders whose VAT no file states, `returns_open` those that may still come back: the books hold final sales only.
    """
    known = reach(store)
    seen = at_age_of(known, period, period)
    spans = {"all": seen}
    if period.since < seen.matured_until:
        spans["final"] = at_age_of(known, period, Period(period.since, min(period.until, seen.matured_until)))
    table = figures(store, choice, PARTS, spans).set_index("period")[list(PARTS)].fillna(0.0)
    now, final = table.loc["all"], table["books_eur"].get("final", 0.0)
    ordered = now["gross_eur"] - now["discount_eur"] + now["shipping_eur"]
    steps = [
        ("platform", now["gmv_eur"], True),
        ("timing", ordered - now["gmv_eur"], False),
        ("shipping", -now["shipping_eur"], False),
        ("returns", now["returns_eur"], False),
        ("retail", now["net_eur"], True),
        ("vat_unknown", now["net_with_vat_eur"] - now["net_eur"], False),
        ("vat", now["net_ex_vat_eur"] - now["net_with_vat_eur"], False),
        ("platform_receipts", now["books_eur"] - now["net_ex_vat_eur"], False),
        ("returns_open", final - now["books_eur"], False),
        ("finance", final, True),
    ]
    return pd.DataFrame(steps, columns=["step", "amount_eur", "is_total"])
