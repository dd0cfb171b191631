"""Our own list of who was offered a promotion and who was held out: no other file tells of the untreated.

`vetrina template exposures` prints it empty.
"""

from pathlib import Path

from data.sources.layout import Layout

SQL = Path(__file__).with_name("sql")
KEY_TYPES = (
    "email", "phone", "customer_key", "shop_customer", "pos_card", "platform_buyer_id", "wechat_openid",
    "alipay_user_id", "customer_id",
)  # fmt: skip
COLUMNS = ("customer_key", "promotion", "arm", "p_treated", "assigned_at")
MORE_COLUMNS = (
    "key_type", "key_system", "assignment", "promotion_name", "kind", "funder", "depth", "starts_on", "ends_on",
    "contact_cost_eur", "category", "brand", "tier", "delivered_at", "opened_at", "claimed_at", "redeemed_at", "expires_at",
)  # fmt: skip
_SQL = (SQL / "exposures.sql").read_text(encoding="utf-8")

LAYOUTS = (
    Layout(
        system="exposures",
        name="exposures",
        landing="exposure",
        required=frozenset({"customer_key", "promotion", "arm"}),
        optional=frozenset({*COLUMNS, *MORE_COLUMNS} - {"customer_key", "promotion", "arm"}),
        aliases={
            **{name.replace("_", "[ _-]"): name for name in (*COLUMNS, *MORE_COLUMNS)},
            "customer|customer[ _]?id|key": "customer_key",
            "promotion[ _]?id|campaign": "promotion",
            "group": "arm",
            "assigned": "assigned_at",
        },
        select=_SQL.replace("$key_types", ", ".join(f"'{name}'" for name in KEY_TYPES)),
        tz="UTC",
    ),
)
