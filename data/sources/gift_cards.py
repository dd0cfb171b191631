"""Our own list of what became of gift cards. `vetrina template gift_cards` prints it empty; cards' own numbers do not belong in it."""

from pathlib import Path

from data.sources.layout import Layout

SQL = Path(__file__).with_name("sql")
COLUMNS = ("entry_ref", "day", "movement", "amount", "currency", "store")

LAYOUTS = (
    Layout(
        system="gift_cards",
        name="gift_cards",
        landing="gift_card",
        required=frozenset({"entry_ref", "day", "movement", "amount"}),
        optional=frozenset({"currency", "store"}),
        aliases={
            r"entry|entry[ _](no|number|id)|numero[ _](movimento|registrazione)|流水号": "entry_ref",
            r"date|data|giorno|日期": "day",
            r"movimento|causale|变动类型": "movement",
            r"importo|金额": "amount",
            r"valuta|币种|货币": "currency",
            r"shop|boutique|negozio|punto[ _]vendita|门店|店铺": "store",
        },
        select=(SQL / "gift_cards.sql").read_text(encoding="utf-8"),
    ),
)
