"""Names on screen of the codes that tables carry."""

from collections.abc import Callable

from babel import Locale

from words.messages import _, locale


def market(code: object) -> str:
    """A country by its name."""
    if code in (None, "", "unknown", "??"):
        return _("Unknown")
    return str(Locale.parse(str(locale())).territories.get(str(code), code))


def channel(code: object) -> str:
    """A channel by its name."""
    names = {
        "boutique": _("Boutique"),
        "ecommerce": _("E-commerce"),
        "wallet": _("Alipay mini-program"),
        "marketplace": _("Marketplace"),
        "phygital_lab": _("Phygital store"),
        "other": _("Other"),
    }
    return names.get(str(code), str(code))


def tier(code: object) -> str:
    """A price tier by its name."""
    names = {
        "entry": _("Entry"),
        "core": _("Core"),
        "premium": _("Premium"),
        "luxury": _("Luxury"),
        "haute": _("Haute"),
        "unknown": _("Not classified"),
    }
    return names.get(str(code), str(code))


def state(code: object) -> str:
    """How an order and its payment agree."""
    names = {
        "matched": _("Matched"),
        "partial": _("Partly paid"),
        "mismatch": _("Amounts differ"),
        "missing_payment": _("Payment missing"),
        "missing_order": _("Order missing"),
    }
    return names.get(str(code), str(code))


def wallet(code: object) -> str:
    """A wallet by its name."""
    names = {"alipay": "Alipay", "alipayhk": "AlipayHK", "wechat": "WeChat Pay", "stripe": "Stripe", "adyen": "Adyen"}
    return _("Unknown") if code in (None, "") else names.get(str(code), str(code))


def reason(code: object) -> str:
    """Why an order and its payment do or do not agree."""
    names = {
        "agrees": _("Agrees"),
        "agrees_after_refunds": _("Agrees after refunds"),
        "within_rate": _("Within 2% at the ECB rate"),
        "no_order": _("No order has this reference"),
        "refund_alone": _("The wallet shows a refund and no payment"),
        "no_payment": _("The wallet shows nothing for this order"),
        "several_currencies": _("Paid in several currencies"),
        "no_rate": _("No exchange rate to compare with"),
        "not_counted": _("Paid, yet the order counts as unpaid or cancelled"),
        "paid_less": _("Paid less than ordered"),
        "paid_more": _("Paid more than ordered"),
        "refund_not_paid": _("Refund not given back by the wallet"),
        "refund_not_ordered": _("Refund unknown to the order"),
    }
    return names.get(str(code), str(code))


def content(code: object) -> str:
    """What a file tells of, by the table its rows went to."""
    names = {
        "orders": _("Orders"),
        "wallet_transactions": _("Wallet movements"),
        "settlements": _("Payouts"),
        "fx_rates": _("Daily exchange rates"),
        "campaign_spend": _("Campaign spend"),
    }
    return names.get(str(code), str(code))


def depth(code: object) -> str:
    """How deep the discount of a first order was."""
    names = {"full": _("At full price"), "light": _("Small discount"), "deep": _("Large discount")}
    return names.get(str(code), str(code))


def everybody(code: object) -> str:
    """The one group of those who are not split."""
    return _("All customers") if code == "all" else str(code)


def later(code: object) -> str:
    """Where a customer bought later, if at all."""
    return _("Not back yet") if code == "none" else channel(code)


def segment(code: object) -> str:
    """A segment of recency, frequency and value."""
    names = {
        "champions": _("Best customers"),
        "loyal": _("Loyal"),
        "new": _("New"),
        "fading": _("Declining"),
        "at_risk": _("At risk"),
        "asleep": _("Dormant"),
        "lost": _("Lost"),
        "not_yet": _("Not yet a customer"),
    }
    return names.get(str(code), str(code))


def stage(code: object) -> str:
    """How far a customer has come."""
    names = {
        "aware": _("Aware (A)"),
        "interested": _("Interested (I)"),
        "purchased": _("Purchased (P)"),
        "loyal": _("Loyal (L)"),
    }
    return names.get(str(code), str(code))


def model(code: object) -> str:
    """A purchase model by its name in the literature."""
    names = {"pareto_nbd": "Pareto/NBD", "bg_nbd": "BG/NBD", "mbg_nbd": "MBG/NBD", "mbg_cnbd": "MBG/CNBD-k"}
    return names.get(str(code), str(code))


TIERS = ("entry", "core", "premium", "luxury", "haute", "unknown")
CHANNELS = ("boutique", "ecommerce", "wallet", "marketplace", "phygital_lab", "other")
NAMED: dict[str, Callable[[object], str]] = {
    "market": market,
    "channel": channel,
    "tier": tier,
    "state": state,
    "depth": depth,
    "all": everybody,
}


def named(column: str, code: object) -> str:
    """The name of a code in a column; a column without codes keeps its own words."""
    return NAMED[column](code) if column in NAMED else (_("Unknown") if code in (None, "") else str(code))
