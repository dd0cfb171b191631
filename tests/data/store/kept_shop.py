"""A shop kept as version 0.1.0 built it, before there were migrations: what was loaded into it, and what it said.

`kept/shop.duckdb.xz` holds FILES, loaded in that order under KEY; `kept/sample.duckdb.xz` is the sample shop of twenty
customers. `kept/*.json` is what `figures` said of them. They are never made anew: every later version must open them,
load MORE into them and say the same.
"""

import hashlib
import json
import lzma
from datetime import timedelta
from pathlib import Path
from typing import Any

from analytics.kpis import kpis, span
from analytics.period import Period
from analytics.reconciliation import reconciliation
from analytics.sales_by import sales_by
from data.store import Store

KEPT = Path(__file__).parent / "kept"
KEY = hashlib.sha256(b"the key of the shop that is kept for the tests").hexdigest()
SHOPIFY = (
    "Name,Email,Financial Status,Paid at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,"
    "Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Shipping Country,Payment Method,Payment Reference,"
    "Refunded Amount,Vendor,Id,Source\n"
)
TILL = "Negozio;Scontrino;Data;Ora;Articolo;Descrizione;Qta;Prezzo;Sconto;Tessera;Nazione\n"
BILL = (
    "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,"
    "支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,"
    "退款批次号/请求号,服务费（元）,分润（元）,备注\n"
)
FILES = {
    "rates.csv": "Date,USD,JPY,GBP,CHF,CNY,\n2024-05-20,1.0861,169.40,0.85468,0.9888,7.8589,\n2024-03-28,1.0811,163.45,0.85510,0.9766,7.8144,\n",
    "products.csv": "sku,tier,brand,unit_cost,currency,valid_from\nBAG-1,luxury,Maison,120.00,EUR,2020-07-01\nSCF-2,core,Maison,20.00,EUR,2020-07-01\n",
    "orders_export.csv": SHOPIFY
    + "#1001,ada@example.com,paid,2024-03-31 00:10:00 +0100,yes,EUR,400.00,15.00,0.00,415.00,,0.00,"
    "2024-03-31 00:09:00 +0100,1,Borsa,300.00,BAG-1,IT,Shopify Payments,c1.1,0.00,Maison,5001234567890,web\n"
    + "#1001,ada@example.com,,,,,,,,,,,2024-03-31 00:09:00 +0100,2,Foulard,50.00,SCF-2,,,,,,,\n"
    + "#1002,li@example.com,partially_refunded,2024-05-20 10:00:00 +0200,no,EUR,270.00,0.00,0.00,270.00,MAY10,30.00,"
    "2024-05-20 09:59:00 +0200,1,Borsa,300.00,BAG-1,CN,alipay,A-1002,70.00,Maison,5001234567891,web\n"
    + "#1003,ada@example.com,paid,2024-05-20 12:00:00 +0200,yes,EUR,50.00,0.00,0.00,50.00,,0.00,"
    "2024-05-20 11:59:00 +0200,1,Foulard,50.00,SCF-2,IT,Shopify Payments,c1.3,0.00,Maison,5001234567892,web\n",
    "till.csv": TILL
    + "MI01;7;31/03/2024;23:30;BAG-1;Borsa;1;1.200,00;0,00;C1;IT\n"
    + "MI01;7;31/03/2024;23:30;SCF-2;Foulard;2;150,50;1,00;C1;IT\n"
    + "MI01;8;20/05/2024;10:00;SCF-2;Foulard;1;150,50;0,00;C2;IT\n"
    + "MI01;9;31/02/2024;10:00;SCF-2;Foulard;uno;150,50;0,00;C2;IT\n",
    "20881234567890120156_20240520_业务明细.csv": "#支付宝业务明细查询\n#账号：[20881234567890120156]\n"
    "#起始日期：[2024年05月20日 00:00:00]   终止日期：[2024年05月21日 00:00:00]\n#----业务明细列表----\n"
    + BILL
    + "2024052022001400000000000001\t,A-1002\t,交易\t,丝巾,2024-05-20 15:59:50,2024-05-20 15:59:58,\t,\t,\t,\t,*某(138****0000)\t,"
    "2121.90,2121.90,0.00,0.00,0.00,0.00,0.00,,0.00\t,0.00,\t,-12.73,0.00,\n"
    + "2024052022001400000000000002\t,A-1009\t,交易\t,丝巾,2024-05-20 18:59:50,2024-05-20 18:59:58,\t,\t,\t,\t,*某(139****0000)\t,"
    "100.00,100.00,0.00,0.00,0.00,0.00,0.00,,0.00\t,0.00,\t,-0.60,0.00,\n"
    + "#-----------------------------------------业务明细列表结束------------------------------------\n"
    + "#导出时间：[2024年05月21日 09:00:00]\n",
    "exposures.csv": "customer_key,promotion,arm,p_treated,assigned_at\n"
    "li@example.com,may10,treated,0.5,2024-05-01\nada@example.com,may10,holdout,0.5,2024-05-01\n",
    "trade.csv": "series,market,date,value,unit\nClothing,IT,2024-04,101.5,index\nClothing,IT,2024-05,102.5,index\n",
}
MORE = {
    "june.csv": TILL
    + "MI01;10;03/06/2024;10:00;BAG-1;Borsa;1;1.200,00;0,00;C1;IT\n"
    + "MI01;11;03/06/2024;11:00;SCF-2;Foulard;1;150,50;0,00;C3;IT\n",
}
# Sums, which no mended ratio moves. One whose meaning is changed on purpose leaves this list, with a line in docs/decisions.md.
SUMS = [
    "orders",
    "units",
    "gross_eur",
    "discount_eur",
    "returns_eur",
    "net_eur",
    "gmv_known_eur",
    "buyers",
    "payers",
    "margin_eur",
]
COUNTED = [
    "orders",
    "order_lines",
    "customers",
    "identities",
    "refunds",
    "discounts",
    "wallet_transactions",
    "exposures",
]
COUNTED += ["promotions", "products", "fx_rates", "market_series", "campaign_spend", "rejected_rows", "source_files"]


def unpacked(name: str, home: Path) -> Path:
    """The kept store as its folder stood: one version, its pointer, its key inside (`shop` only)."""
    home.mkdir(parents=True)
    (home / "store-1.duckdb").write_bytes(lzma.decompress((KEPT / f"{name}.duckdb.xz").read_bytes()))
    (home / "current").write_text("store-1.duckdb")
    if name == "shop":
        (home / "key").write_text(KEY)
    return home


def written(folder: Path, files: dict[str, str]) -> list[Path]:
    """The files, written for loading."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in files]


def said(name: str) -> dict[str, Any]:
    """What `figures` said when the store was built."""
    return json.loads((KEPT / f"{name}.json").read_text(encoding="utf-8"))


def figures(store: Store) -> dict[str, Any]:
    """A store's headline figures over all of its days."""
    first, last = span(store)
    whole = Period(first, last + timedelta(days=1))
    current = kpis(store, period=whole).loc["current"]
    markets = sales_by(store, by="market", period=whole).query("period == 'current'")
    states = reconciliation(store, period=whole)
    return {
        "days": [first.isoformat(), last.isoformat()],
        "sums": {name: round(float(current[name]), 2) for name in SUMS},
        "rows": rows(store),
        "net_by_market": dict(zip(markets["slice"], markets["net_eur"].astype(float).round(2), strict=True)),
        "reconciliation": dict(zip(states["state"], states["rows"].astype(int).tolist(), strict=True)),
    }


def rows(store: Store) -> dict[str, int]:
    """How many rows each canonical table has."""
    return {name: int(store.query(f"select count(*) as n from {name}")["n"][0]) for name in COUNTED}
