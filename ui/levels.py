"""How good a claim about promotions is, on screen and in every export; and the words for what promotions do."""

import pandas as pd

from ui.screen import st
from words.messages import _

LOOKS = {
    "experiment": ("green", ":material/science:"),
    "panel": ("blue", ":material/sell:"),
    "association": ("gray", ":material/visibility:"),
    "observational": ("orange", ":material/timeline:"),
    "none": ("gray", ":material/help:"),
}


def badge(level: str) -> None:
    """The level of evidence, and what it means, under a section's title."""
    colour, icon = LOOKS[level]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.badge(name(level), icon=icon, color=colour)  # type: ignore[arg-type]
        st.caption(meaning(level), width="stretch")


def name(level: object) -> str:
    """A level of evidence by its name."""
    names = {
        "experiment": _("Experiment"),
        "panel": _("Price history"),
        "association": _("Association"),
        "observational": _("Observational"),
        "none": _("No evidence"),
    }
    return names.get(str(level), str(level))


def meaning(level: str) -> str:
    """What a level of evidence allows to say."""
    meanings = {
        "experiment": _("A random control group got nothing; the difference is the effect."),
        "panel": _("Prices moved independently of season and shop. An effect, unless demand itself moved the prices."),
        "association": _("What customers did, given the discounts they met. It is not an effect."),
        "observational": _("No control group. Sales are compared with their usual course, checked on placebo dates."),
        "none": _("There is nothing to compare with."),
    }
    return meanings[level]


def note(level: str, more: str = "") -> str:
    """The level for the note of an export."""
    return " ".join(part for part in (f"{name(level)}: {meaning(level)}", more) if part)


def labelled(table: pd.DataFrame, level: str) -> pd.DataFrame:
    """The table with its level of evidence in each row, so that no export loses it."""
    return table if "evidence" in table else table.assign(evidence=level)


def verdict(code: object) -> str:
    """What can be said of a promotion."""
    names = {
        "made margin": _("Earned margin"),
        "gave margin away": _("Lost margin"),
        "cannot be told from noise": _("No clear effect"),
        "cannot be judged": _("Cannot be evaluated"),
    }
    return names.get(str(code), str(code))


def need(code: object) -> str:
    """A group of customers by what a promotion does to them."""
    names = {
        "needs it": _("Buy only with an offer"),
        "buys anyway": _("Buy anyway"),
        "never": _("Don't respond"),
        "put off by it": _("React badly"),
        "cannot be told apart": _("No clear difference"),
    }
    return names.get(str(code), str(code))


def leaning(code: object) -> str:
    """Whether somebody seeks discounts."""
    names = {
        "seeks discounts": _("Seek discounts"),
        "avoids discounts": _("Avoid discounts"),
        "cannot be told": _("No clear difference"),
    }
    return names.get(str(code), str(code))


def funder(code: object) -> str:
    """Who pays for a discount."""
    names = {
        "merchant": _("The shop"),
        "platform": _("The platform"),
        "other": _("Others (brand, bank, unknown)"),
        "all": _("All together"),
    }
    return names.get(str(code), str(code))


def step(code: object) -> str:
    """How far a coupon came."""
    names = {
        "issued": _("Issued"),
        "delivered": _("Delivered"),
        "opened": _("Opened"),
        "claimed": _("Claimed"),
        "redeemed": _("Redeemed"),
        "came_again": _("Bought again within 90 days"),
    }
    return names.get(str(code), str(code))


def event(code: object) -> str:
    """A kind of day in the calendar."""
    names = {
        "holiday": _("Holiday"),
        "sale_season": _("Sale season"),
        "shopping_festival": _("Shopping festival"),
        "lockdown": _("Lockdown"),
        "travel_ban": _("Travel ban"),
        "store_closure": _("Shops closed"),
    }
    return names.get(str(code), str(code))
