"""UnionPay (银联, 云闪付): the merchant's daily file of online and QR payments (INN…ZM_…), records of fixed widths in fen.

The file has no header; `data/files/fixed_width.py` gives it one. Its times have no year: that is the one in the file's name.
"""

from data.sources.chinese import ZONE, select
from data.sources.layout import Layout

LAYOUTS = (
    Layout(
        system="unionpay",
        name="unionpay_zm",
        landing="wallet",
        required=frozenset(
            f"unionpay {name}"
            for name in ("code", "time", "amount", "query id", "order", "fee", "settled", "type", "original order")
        ),
        optional=frozenset({"unionpay merchant", "unionpay original query id", "unionpay trace"}),
        select=select("unionpay_zm"),
        tz=ZONE,
    ),
)
