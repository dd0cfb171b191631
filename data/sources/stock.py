"""Our own lists of goods: what was counted in a place on a day, and what was received there.

`vetrina template stock` and `vetrina template receipts` print them empty, a row an article. A count is of its whole place: an article that the
place's next count leaves out is gone from it.
"""

from pathlib import Path

from data.sources.layout import Layout

SQL = Path(__file__).with_name("sql")
COUNTED = ("day", "location", "sku", "units_on_hand", "unit_cost", "currency")
RECEIVED = ("day", "location", "sku", "units_received", "unit_cost", "currency", "season", "receipt_ref")

_ALIASES = {
    r"location[ _](id|name|code)|place|store([ _](id|name|key|code))?|boutique|shop|warehouse|negozio|punto[ _]vendita|magazzino|deposito"
    r"|filiale|门店(名称|编号)?|店铺|仓库(名称|编号)?": "location",
    r"article([ _](no|code))?|item([ _](no|code))?|product[ _]?(id|code)|(codice[ _])?articolo|cod\.?[ _]articolo|货号|商品编码|商家编码|款号": "sku",
    r"unit[ _]cost|cost([ _]price)?|costo([ _]unitario)?|成本(价|单价)?|单位成本": "unit_cost",
    r"valuta|币种|货币": "currency",
}

LAYOUTS = (
    Layout(
        system="stock",
        name="stock",
        landing="stock",
        required=frozenset({"day", "location", "sku", "units_on_hand"}),
        optional=frozenset({"unit_cost", "currency"}),
        aliases={
            r"date|count(ed)?[ _](date|on)|inventory[ _]date|snapshot[ _]date|stock[ _]date|data([ _](inventario|giacenza|conta))?|giorno"
            r"|日期|盘点日期|库存日期": "day",
            r"(units?|pieces|qty|quantity|stock)?[ _]?on[ _]hand|giacenza|esistenza|pezzi[ _]in[ _]giacenza"
            r"|库存(数量?)?|在库数量|现有库存|盘点数量": "units_on_hand",
            **_ALIASES,
        },
        select=(SQL / "stock.sql").read_text(encoding="utf-8"),
    ),
    Layout(
        system="stock",
        name="receipts",
        landing="receipt",
        required=frozenset({"day", "location", "sku", "units_received"}),
        optional=frozenset({"unit_cost", "currency", "season", "receipt_ref"}),
        aliases={
            r"date|receipt[ _]date|received[ _](on|date)|goods[ _]receipt[ _]date|data([ _](carico|ricevimento|arrivo))?|giorno"
            r"|日期|入库日期|收货日期|到货日期": "day",
            r"(units?|pieces|qty|quantity)?[ _]?received|pezzi[ _]ricevuti|quantit[aà][ _]ricevuta|ricevuti"
            r"|入库(数量?)|收货(数量?)|到货(数量?)": "units_received",
            r"collection|stagione|collezione|季节": "season",
            r"delivery([ _](note|no|number))?|receipt[ _](no|number|id)|bolla|ddt|documento|入库单号|收货单号": "receipt_ref",
            **_ALIASES,
        },
        select=(SQL / "receipts.sql").read_text(encoding="utf-8"),
    ),
)
