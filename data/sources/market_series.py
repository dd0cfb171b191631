"""Our own list of how trade as a whole went, market by market: what own sales are held against.

`vetrina template market_series` prints it empty. A long table of a statistics office has these columns under other names.
"""

from pathlib import Path

from data.sources.layout import Layout

SQL = Path(__file__).with_name("sql")
COLUMNS = ("series", "market", "date", "value", "unit")

LAYOUTS = (
    Layout(
        system="market_series",
        name="market_series",
        landing="series",
        required=frozenset({"series", "date", "value"}),
        optional=frozenset({"market", "unit"}),
        aliases={
            r"series([ _](name|id|title))?|name[ _]series|serie|indicator([ _]name)?|指标(名称)?": "series",
            r"market|country([ _]code)?|geo|ref[ _]area|mercato|paese|市场|国家": "market",
            r"date|day|week|month|quarter|period|time([ _]period)?|ref[ _]date|observation[ _]date|starts[ _]on"
            r"|data|settimana|mese|trimestre|periodo|日期|月份|时间": "date",
            r"value|obs[ _]value|observation[ _]value|valore|数值|值": "value",
            r"unit|unit[ _](of[ _])?measure|unità|单位": "unit",
        },
        select=(SQL / "market_series.sql").read_text(encoding="utf-8"),
    ),
)
