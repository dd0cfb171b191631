"""China's National Bureau of Statistics: monthly retail sales, a row an indicator and a column a month.

Only what a month itself came to is a level that own sales can be held against: sums since January and growth rates are not.
"""

from data.sources.chinese import ZONE, select
from data.sources.layout import Layout

LAYOUTS = (
    Layout(
        system="nbs",
        name="nbs_retail",
        landing="series",
        required=frozenset({"指标"}),
        more=r"\d{4}年\d{1,2}月",
        select=select("nbs_retail"),
        tz=ZONE,
        total=lambda row: row.get("指标", "").strip().startswith(("注", "数据来源", "来源")),
    ),
)
