"""In whose terms a page states sales: definition, currency and exchange rates, kept in the URL like the filters."""

from collections.abc import Sequence

from data.store import BASES, Money
from sheets import terms
from sheets.terms import DAILY, DEFINITIONS, RETAIL
from ui import cache, url
from ui.screen import st
from words import currency
from words.messages import _

KEYS = ("definition", "currency", "rates")


def draw(heeds: Sequence[str]) -> None:
    """The widgets; on a page that states sales in one way only the address keeps what was picked, unseen."""
    names = dict(zip(KEYS, (_("Sales as seen by"), _("Currency"), _("Rates applied")), strict=True))
    if "definition" in heeds:
        form = {"format_func": lambda code: terms.name(DEFINITIONS[code])}
        url.one(st.selectbox, names["definition"], list(DEFINITIONS), "definition", RETAIL.code, **form)
    else:
        url.kept("definition", names["definition"])
    offered = terms.offered(cache.reading())
    if "currency" not in heeds or len(offered) < 2:
        for key in KEYS[1:]:
            url.kept(key, names[key])
        return
    url.one(st.selectbox, names["currency"], offered, "currency", offered[0], format_func=currency.name)
    url.one(st.selectbox, names["rates"], list(BASES), "rates", DAILY, format_func=currency.basis_name)


def unheeded(heeds: Sequence[str]) -> list[str]:
    """What of this is picked in the address and not heeded by a page: `definition`, `currency` (with its rates)."""
    picked = {key: str(st.query_params.get(key, "")) for key in KEYS}
    offered = terms.offered(cache.reading())
    definition = picked["definition"] in DEFINITIONS and picked["definition"] != RETAIL.code
    money = len(offered) > 1 and (picked["currency"] in offered[1:] or picked["rates"] in BASES[1:])
    stated = {
        "definition": definition and not {"definition", "every_definition"} & set(heeds),
        "currency": money and "currency" not in heeds,
    }
    return [name for name, is_left in stated.items() if is_left]


def said(ignored: Sequence[str], page: str = "") -> str:
    """How a page states sales that does not heed what is picked, and why; empty where it does.

    Args:
        page: its name in the address.
    """
    told = {
        "definition": _("Sales here are those the shop counts, whatever definition is picked."),
        "currency": _("Amounts here are in {currency}, as the shop states them.", currency=currency.name()),
    }
    said = [sentence for name, sentence in told.items() if name in ignored]
    why = [*(_why_counted(page) if "definition" in ignored else []), *(_why(page) if "currency" in ignored else [])]
    return " ".join([*said, *why])


def _why_counted(page: str) -> list[str]:
    """Why a page counts sales as the shop does, whatever is picked; empty where there is no more to say than that it does."""
    estimated = _("What is estimated here was fitted to net sales.")
    kept = _("A customer counts by what they kept: orders less returns.")
    reasons = {
        "assortment": _("Prices, discounts and stock are of pieces sold; payments and the books name none."),
        "market": _("Growth is held against published series by one measure, up to the last day."),
        "wallet": _("Payments are counted as wallets and platforms report them, beside what was sold."),
        **dict.fromkeys(("promotions", "sensitivity", "rebound"), estimated),
        **dict.fromkeys(("cohorts", "customers"), kept),
    }
    return [reasons[page]] if page in reasons else []


def _why(page: str) -> list[str]:
    """Why a page's amounts are in the shop's currency alone; empty where there is no more to say than that they are."""
    estimated = _("They are estimates, fitted to amounts in it; at other rates they would be other estimates.")
    reasons = {
        "wallet": _("A payout is money of its own currency; all of them together are told in the shop's."),
        **dict.fromkeys(("promotions", "sensitivity", "rebound"), estimated),
    }
    return [reasons[page]] if page in reasons else []


def definition(heeds: Sequence[str]) -> terms.Definition:
    """Whose definition of sales is picked."""
    return DEFINITIONS[str(url.value("definition", RETAIL.code))] if "definition" in heeds else RETAIL


def money(heeds: Sequence[str]) -> Money | None:
    """The currency and rates picked; None where amounts are stated as the shop states them."""
    offered = terms.offered(cache.reading())
    if "currency" not in heeds or len(offered) < 2:
        return None
    return terms.money(cache.reading(), str(url.value("currency", offered[0])), str(url.value("rates", DAILY)))
