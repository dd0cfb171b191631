"""Our own list of budgets: net sales that the shop set itself for a month, of a market, channel and boutique.

`vetrina template budgets` prints the long form empty, one row a month; `vetrina template budgets_by_year` the wide one, one row a
year with a column a month. A row that leaves a market, channel or boutique empty is of all of them.
"""

from pathlib import Path

from data.sources.layout import Layout

SQL = Path(__file__).with_name("sql")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
PLACES = ("market", "channel", "store")
COLUMNS = ("month", *PLACES, "currency", "net_sales", "vat")
YEAR = ("year", *PLACES, "currency", "vat", *MONTHS)

_ALIASES = {
    r"country([ _]code)?|mercato|paese|市场|国家": "market",
    r"sales[ _]channel|canale|渠道": "channel",
    r"store([ _](id|name|key))?|boutique|shop|negozio|punto[ _]vendita|门店(名称)?|店铺": "store",
    r"valuta|币种|货币": "currency",
    r"iva|tax|增值税|含税": "vat",
}
_NAMES = {
    "jan": "january|gen(naio)?",
    "feb": "february|febbraio",
    "mar": "march|marzo",
    "apr": "april|aprile",
    "may": "mag(gio)?",
    "jun": "june|giu(gno)?",
    "jul": "july|lug(lio)?",
    "aug": "august|ago(sto)?",
    "sep": "september|sept|set(tembre)?",
    "oct": "october|ott(obre)?",
    "nov": "november|novembre",
    "dec": "december|dic(embre)?",
}
_MONTHS = {rf"{month}|{_NAMES[month]}|0?{number}月?": month for number, month in enumerate(MONTHS, start=1)}

LAYOUTS = (
    Layout(
        system="budgets",
        name="budgets",
        landing="budget",
        required=frozenset({"month", "net_sales", "vat"}),
        optional=frozenset({*PLACES, "currency"}),
        aliases={
            r"mese|period|periodo|月份?|月度": "month",
            r"net[ _]sales|budget|target|sales[ _](budget|target)|vendite[ _]nette|obiettivo|预算|目标|销售(预算|目标)": "net_sales",
            **_ALIASES,
        },
        select=(SQL / "budgets.sql").read_text(encoding="utf-8"),
    ),
    Layout(
        system="budgets",
        name="budgets_by_year",
        landing="budget",
        required=frozenset({"year", "vat", *MONTHS}),
        optional=frozenset({*PLACES, "currency"}),
        aliases={r"anno|年份?|年度": "year", **_MONTHS, **_ALIASES},
        select=(SQL / "budgets_by_year.sql").read_text(encoding="utf-8"),
    ),
)
