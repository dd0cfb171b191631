"""Names on screen of the codes that tables carry: one table of them, by kind."""

from collections.abc import Callable
from functools import partial

from babel import Locale

from words.messages import _, locale

TIERS = ("entry", "core", "premium", "luxury", "haute", "unknown")
CHANNELS = ("boutique", "ecommerce", "wallet", "marketplace", "phygital_lab", "other")


def word(text: str) -> str:
    """Marks a name for translation; it is translated when it is asked for."""
    return text


HIDDEN = "(hidden)"  # values joined for a reader who may not see persons
NAMES: dict[str, dict[str, str]] = {
    "channel": {
        "boutique": word("Boutique"),
        "ecommerce": word("E-commerce"),
        "wallet": word("Alipay mini-program"),
        "marketplace": word("Marketplace"),
        "phygital_lab": word("Phygital store"),
        "other": word("Other"),
    },
    "first_discount": {  # bands of the discount of a customer's first order
        "full": word("Full price"),
        "to_10": word("Discount to 10%"),
        "to_20": word("Discount 10–20%"),
        "to_30": word("Discount 20–30%"),
        "over_30": word("Discount over 30%"),
    },
    "closure_phase": {  # of the day of a first order, for shops of its market
        "usual": word("Other times"),
        "closed": word("While shops were closed"),
        "recovery": word("Half a year after a reopening"),
    },
    "tier": {
        "entry": word("Entry"),
        "core": word("Core"),
        "premium": word("Premium"),
        "luxury": word("Luxury"),
        "haute": word("Haute"),
        "unknown": word("Not classified"),
    },
    "deed": {  # of the record of what was done
        "signed_in": word("Signed in"),
        "not_let_in": word("Was not let in"),
        "saw_persons": word("Opened a page without a smallest cell"),
        "exported": word("Exported"),
        "loaded": word("Loaded files"),
        "noted": word("Added a note"),
        "note_removed": word("Removed a note"),
        "forgot": word("Erased a person"),
        "rotated_key": word("Rotated the key"),
    },
    "role": {  # of who signs in
        "executive": word("Executive"),
        "manager": word("Manager"),
        "adviser": word("Client adviser"),
        "analyst": word("Analyst"),
        "operator": word("Operator"),
    },
    "state": {  # how an order and its payment agree
        "matched": word("Matched"),
        "partial": word("Partly paid"),
        "mismatch": word("Amounts differ"),
        "missing_payment": word("Payment missing"),
        "missing_order": word("Order missing"),
    },
    "reason": {  # why they do or do not
        "agrees": word("Agrees"),
        "agrees_after_refunds": word("Agrees after refunds"),
        "within_rate": word("Within 2% at the ECB rate"),
        "no_order": word("No order has this reference"),
        "refund_alone": word("The wallet shows a refund and no payment"),
        "no_payment": word("The wallet shows nothing for this order"),
        "several_currencies": word("Paid in several currencies"),
        "no_rate": word("No exchange rate to compare with"),
        "not_counted": word("Paid, yet the order counts as unpaid or cancelled"),
        "paid_less": word("Paid less than ordered"),
        "paid_more": word("Paid more than ordered"),
        "refund_not_paid": word("Refund not given back by the wallet"),
        "refund_not_ordered": word("Refund unknown to the order"),
    },
    "wallet": {
        "alipay": "Alipay",
        "alipayhk": "AlipayHK",
        "wechat": "WeChat Pay",
        "stripe": "Stripe",
        "adyen": "Adyen",
        "paypal": "PayPal",
        "klarna": "Klarna",
        "shopify": "Shopify Payments",
        "woopayments": "WooPayments",
        "amazon": "Amazon",
        "zalando": "Zalando",
        "square": "Square",
        "sumup": "SumUp",
        "cegid": "Cegid Y2",
        "antom": "Antom",
        "alipay_cn": "Alipay (China)",
        "alipay_global": "Alipay (global)",
        "unionpay": "UnionPay",
        "tmall": "Tmall",
        "jd": "JD.com",
        "douyin": "Douyin",
        "xiaohongshu": "Xiaohongshu",
        "weixin_shop": "WeChat Shop",
        "youzan": "Youzan",
        "pinduoduo": "Pinduoduo",
        "vip": "VIP.com",
        "card": word("Cards"),
        "corallo": "Corallo Pay",  # of the sample shop, as are the two that follow
        "yunshang": "Yunshang",
        "piazza": "Piazza",
    },
    "payout": {  # what is wrong with a payout
        "differs": word("Not the sum of its transactions"),
        "twice": word("Paid out twice"),
        "taken_back": word("Payout taken back"),
        "no_transactions": word("Its transactions are not loaded"),
        "no_payout_yet": word("Payout overdue"),
        "bank_differs": word("Another amount at the bank"),
        "not_in_bank": word("Not at the bank"),
        "no_payout": word("At the bank without a payout"),
    },
    "content": {  # what a file tells of, by the table its rows went to
        "orders": word("Orders"),
        "wallet_transactions": word("Wallet movements"),
        "settlements": word("Payouts"),
        "fx_rates": word("Daily exchange rates"),
        "campaign_spend": word("Campaign spend"),
    },
    "depth": {  # of the discount of a first order
        "full": word("At full price"),
        "light": word("Small discount"),
        "deep": word("Large discount"),
    },
    "price_band": {  # how far below list price a line sold
        "full": word("Full price (within 1%)"),
        "to_10": word("Up to 10% off"),
        "to_20": word("10–20% off"),
        "to_30": word("20–30% off"),
        "to_50": word("30–50% off"),
        "above_50": word("More than 50% off"),
        "none": word("Credit notes, gifts"),
        "hidden": word("Too few customers each"),
    },
    "published": {  # what others say of the market
        "import_growth": word("Cross-border import retail into China, growth a year"),
        "import_value": word("Cross-border import retail into China"),
        "brand_loyalty": word("Brand loyalty, change"),
        "alipay_users": word("Alipay users"),
    },
    "segment": {  # of recency, frequency and value
        "champions": word("Best customers"),
        "loyal": word("Loyal"),
        "new": word("New"),
        "fading": word("Declining"),
        "at_risk": word("At risk"),
        "asleep": word("Dormant"),
        "lost": word("Lost"),
        "not_yet": word("Not yet a customer"),
    },
    "stage": {  # how far a customer has come
        "aware": word("Aware (A)"),
        "interested": word("Interested (I)"),
        "purchased": word("Purchased (P)"),
        "loyal": word("Loyal (L)"),
    },
    "model": {  # of purchases, by its name in the literature
        "pareto_nbd": "Pareto/NBD",
        "bg_nbd": "BG/NBD",
        "mbg_nbd": "MBG/NBD",
        "mbg_cnbd": "MBG/CNBD-k",
    },
    "evidence": {  # how good a claim about a promotion is
        "experiment": word("Experiment"),
        "panel": word("Price history"),
        "association": word("Association"),
        "observational": word("Observational"),
        "none": word("No evidence"),
    },
    "verdict": {  # what can be said of a promotion
        "made margin": word("Earned margin"),
        "gave margin away": word("Lost margin"),
        "cannot be told from noise": word("No clear effect"),
        "cannot be judged": word("Cannot be evaluated"),
    },
    "ladder": {  # what a promotion did, in the word that its probabilities allow
        "earned margin": word("Earned margin"),
        "brought orders": word("Brought orders"),
        "open": word("Open"),
        "lost margin": word("Lost margin"),
    },
    "cross": {  # what a promotion did to goods that it does not cover
        "gained": word("Halo"),
        "lost": word("Cannibalisation"),
        "no effect": word("No effect"),
        "open": word("Open"),
    },
    "cross_total": {  # and to all goods, or to those that it covers
        "gained": word("Earned margin"),
        "lost": word("Lost margin"),
        "no effect": word("No effect"),
        "open": word("Open"),
    },
    "act": {  # what to do about a promotion
        "repeat": word("Repeat"),
        "drop": word("Don't repeat"),
    },
    "need": {  # customers by what a promotion does to them
        "needs it": word("Buy only with an offer"),
        "buys anyway": word("Buy anyway"),
        "never": word("Don't respond"),
        "put off by it": word("React badly"),
        "cannot be told apart": word("No clear difference"),
    },
    "leaning": {  # whether somebody seeks discounts
        "seeks discounts": word("Seek discounts"),
        "avoids discounts": word("Avoid discounts"),
        "cannot be told": word("No clear difference"),
    },
    "funder": {  # who pays for a discount
        "merchant": word("The shop"),
        "platform": word("The platform"),
        "other": word("Others (brand, bank, unknown)"),
        "all": word("All together"),
    },
    "coupon": {  # how far a coupon came
        "issued": word("Issued"),
        "delivered": word("Delivered"),
        "opened": word("Opened"),
        "claimed": word("Claimed"),
        "redeemed": word("Redeemed"),
        "came_again": word("Bought again within 90 days"),
    },
    "event": {  # a kind of day in the calendar
        "holiday": word("Holiday"),
        "sale_season": word("Sale season"),
        "shopping_festival": word("Shopping festival"),
        "lockdown": word("Lockdown"),
        "reopening": word("Reopening"),
        "travel_ban": word("Travel ban"),
        "store_closure": word("Shops closed"),
    },
    "retail_event": {  # days that sales are compared around
        "cny": word("Chinese New Year"),
        "520": word("520"),
        "618": word("618"),
        "qixi": word("Qixi"),
        "golden_week": word("Golden Week"),
        "11.11_first": word("11.11, first wave"),
        "11.11_second": word("11.11, second wave"),
        "11.11": word("11.11"),
        "black_friday": word("Black Friday"),
        "saldi_winter": word("Winter sales"),
        "saldi_summer": word("Summer sales"),
        "soldes_winter": word("French winter sales"),
        "soldes_summer": word("French summer sales"),
    },
    "bridge": {  # steps from last year's net sales to this year's
        "buyers": word("Buyers"),
        "orders_per_buyer": word("Orders per buyer"),
        "units_per_order": word("Units per transaction"),
        "price_per_unit": word("Average unit price"),
        "exchange_rate": word("Exchange rate"),
        "vat_and_receipts": word("VAT and platform receipts"),
        "guests": word("Guests"),
        "unsplit": word("Cannot be attributed"),
    },
    "reading": {  # steps from what platforms report to sales before VAT
        "platform": word("GMV paid (platform)"),
        "timing": word("Paid in another period"),
        "shipping": word("Shipping"),
        "returns": word("Returns"),
        "retail": word("Net sales (shop)"),
        "vat_unknown": word("VAT not stated"),
        "vat": word("VAT"),
        "platform_receipts": word("Paid by platforms"),
        "returns_open": word("Sales whose returns are still open"),
        "finance": word("Sales before VAT (books)"),
    },
    "later": {"none": word("Not back yet")},  # where a customer bought later: else a channel
    "all": {"all": word("All customers")},  # the one group of those who are not split
}


def named(kind: str, code: object) -> str:
    """The name of a code in the reader's language; one without a name keeps its own word.

    Args:
        kind: `market`, one of `NAMES`, or a column without codes.
    """
    if code == HIDDEN:
        return _("Too few customers each")
    if kind == "market":
        return market(code)
    if code is None or (isinstance(code, str) and not code):
        return _("Unknown")
    text = NAMES.get(kind, {}).get(str(code))
    if text is None and kind == "later":
        return named("channel", code)
    return str(code) if text is None else _(text)


def naming(kind: str) -> Callable[[object], str]:
    """What takes codes of a kind to their names."""
    return partial(named, kind)


def market(code: object) -> str:
    """A country by its name."""
    if code == HIDDEN:
        return named("market", code)
    if code in (None, "", "unknown", "??"):
        return _("Unknown")
    return str(Locale.parse(str(locale())).territories.get(str(code), code))
