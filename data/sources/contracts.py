"""Our own list of contracts: what a wallet or provider may charge from a day on, by market and currency.

`vetrina template contracts` prints it empty.
"""

from pathlib import Path

from data.sources.layout import Layout

SQL = Path(__file__).with_name("sql")
COLUMNS = ("wallet", "market", "percent", "fixed_fee", "currency", "since")

LAYOUTS = (
    Layout(
        system="contracts",
        name="contracts",
        landing="contract",
        required=frozenset({"wallet", "percent", "since"}),
        optional=frozenset({"market", "fixed_fee", "currency"}),
        aliases={
            r"provider|portafoglio|fornitore|钱包|支付机构": "wallet",
            r"country([ _]code)?|mercato|paese|市场|国家": "market",
            r"percentuale|percentage|费率": "percent",
            r"fixed([ _]fee)?|commissione[ _]fissa|固定费": "fixed_fee",
            r"valuta|币种|货币": "currency",
            r"from|valid[ _]from|dal|起始日": "since",
        },
        select=(SQL / "contracts.sql").read_text(encoding="utf-8"),
    ),
)
