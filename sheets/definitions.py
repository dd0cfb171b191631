"""The definitions as parts: what each party calls sales and how one is brought to another, and what every figure means."""

import pandas as pd

from analytics.between_definitions import between_definitions
from analytics.definition import DEFINITIONS, final_days
from analytics.kpis import kpis
from analytics.metrics import LANGUAGES, metrics
from analytics.reach import reach
from analytics.results import CannotTell
from data.errors import BadRequest
from sheets import notes, terms, withheld
from sheets.choice import COLUMNS, Chosen
from sheets.columns import Columns
from sheets.grid import past_on_grid
from sheets.paper import Sheet, printed
from sheets.part import Part
from sheets.reading import Reading
from words import explanations, formats, labels, messages
from words.messages import _

HEEDS = (*COLUMNS, "period", "every_definition", "currency")


def title() -> str:
    """What the page is called."""
    return _("Definitions")


def parties() -> Part:
    """What each of the three calls sales, in a sentence."""
    told = {
        "platform": _(
            "What buyers paid, shipping included, by day of payment; refunds are not taken off. So count Alipay and Tmall (支付金额)."
        ),
        "retail": _(
            "List price of what was sold less discounts and returns, VAT included, by day of order. So counts the shop."
        ),
        "finance": _(
            "The same without VAT, with what platforms pay back, of orders whose return window has closed. So count the books."
        ),
    }
    rows = [{"definition": code, "name": terms.name(DEFINITIONS[code]), "meaning": told[code]} for code in told]
    table = pd.DataFrame(rows)
    columns: Columns = {"name": (_("Sales as seen by"), "text"), "meaning": (_("Meaning"), "text")}
    return Part(_("Three parties, three figures"), "parties", table, table, columns=columns)


def between(reading: Reading, chosen: Chosen, start: str, end: str) -> Part:
    """From one definition of sales to another, step by step; drawn as `name`, `amount_eur`, `kind`.

    Args:
        start, end: codes of `DEFINITIONS`.
    """
    table = reading.ask(between_definitions, chosen.choice, period=past_on_grid(reading, chosen.period))
    places = {step: place for place, step in enumerate(table["step"])}
    first, last = sorted((places[start], places[end]))
    table = table.iloc[first : last + 1]
    if places[start] > places[end]:
        turned = table["amount_eur"].where(table["is_total"], -table["amount_eur"])
        table = table.assign(amount_eur=turned).iloc[::-1]
    table = table.reset_index(drop=True)
    ends = {0, len(table) - 1}
    table = table[[place in ends or not is_total for place, is_total in enumerate(table["is_total"])]]
    drawn = steps(table)
    columns: Columns = {"name": (_("Step"), "text"), "amount_eur": (_("Amount"), "money")}
    note = [_("The steps add up to the cent. Steps below half a unit are in the export only.")]
    if "finance" in (start, end):
        try:
            final_days(reading.fact(reach), chosen.period)
        except CannotTell as untold:
            note.append(explanations.sentence(untold.reason))
    return Part(_("From one to another"), "between_definitions", table, drawn, columns=columns, captions=tuple(note))


def steps(table: pd.DataFrame) -> pd.DataFrame:
    """The steps that can be seen, with `name` and `kind` (total or change).

    Args:
        table: of `analytics.between_definitions`, or a part of it.
    """
    seen = table[table["is_total"] | (table["amount_eur"].abs() >= 0.5)]
    return seen.assign(
        name=[labels.named("reading", step) for step in seen["step"]],
        kind=["total" if whole else "change" for whole in seen["is_total"]],
    )


def catalogue() -> Part:
    """What every figure means, in the reader's language, with its name in all three."""
    spoken = messages.language()
    table = pd.DataFrame(
        {
            "group": entry.group,
            "metric": key,
            "name": entry.named(spoken),
            **{f"name_{language}": entry.named(language) for language in LANGUAGES},
            "formula": entry.formula,
            "note": entry.explained(spoken),
        }
        for key, entry in metrics().items()
    )
    others = {f"name_{language}": (own, "text") for language, own in _languages().items() if language != spoken}
    columns: Columns = {
        "name": (_("Metric"), "text"),
        "note": (_("Meaning"), "text"),
        "formula": (_("Formula"), "text"),
        **others,  # type: ignore[dict-item]
    }
    return Part(_("What every metric means"), "glossary", table, table, columns=columns, captions=(_letters(),))


def group(code: str) -> str:
    """A group of the catalogue by its name."""
    names = {
        "sales": _("Sales"),
        "basket": _("Baskets"),
        "price": _("Prices and discounts"),
        "returns": _("Returns"),
        "customers": _("Customers"),
        "wallet": _("Wallet & settlement"),
        "cohorts": _("Cohorts & loyalty"),
        "segments": _("Segments"),
    }
    return names[code]


def _languages() -> dict[str, str]:
    return {"en": "English", "it": "Italiano", "zh": "中文"}


def _letters() -> str:
    """What the letters of the formulas stand for."""
    return _(
        "B buyers, O orders, U and q pieces, L list price, D discounts (m the shop's, p the platform's), R goods given back, "
        "S shipping, V VAT, W the period."
    )


def paper(reading: Reading, chosen: Chosen) -> Sheet:
    """The three definitions, the way from the first to the last, and the catalogue.

    Raises:
        BadRequest: nothing was ordered in the selection.
    """
    if not reading.ask(kpis, chosen.choice, period=chosen.period).loc["current", ["orders", "orders_paid"]].any():
        raise BadRequest(notes.nothing(reading, chosen))
    steps = withheld.part(between, reading, chosen, "platform", "finance")
    lines = [formats.period(chosen.since, chosen.until)]
    return printed(reading, chosen, title(), [parties(), steps, catalogue()], lines=lines)
