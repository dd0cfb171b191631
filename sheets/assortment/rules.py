"""Prices to check: markdowns after a lower price within 30 days, and sales below list price while a region forbids promotions."""

from dataclasses import replace

import pandas as pd

from analytics.assortment import RULE_FROM, ban_sales, lower_prices, ruled_regions, unruled_regions
from analytics.assortment.bans import PLACES
from data.store import Choice
from sheets import terms
from sheets.choice import naming
from sheets.columns import Columns
from sheets.part import Part
from sheets.past import Past
from sheets.reading import Reading
from words import comparisons, figures, formats, labels
from words.messages import _


def lowest(reading: Reading, held: Past) -> Part:
    """Markdowns before which a price lower than the list price was charged, those that reduce it least on top."""
    # whose client bought at the lowest price does not matter to the rule
    choice: Choice = replace(held.choice, market=(), store_id=())
    table = reading.ask(lower_prices, choice.unstated, period=held.period)
    own = terms.own_only(choice.money)  # a price of another day at another rate is no other price
    table = table.head(0) if own else table
    drawn = table[table["to_check"]] if len(table) else table
    drawn = drawn.assign(
        place=[labels.named("channel", code) for code in drawn["channel"]],
        where=[labels.market(code) for code in drawn["country"]],
    )
    columns: Columns = {
        "product_id": (_("Product"), "text"),
        "brand": (_("Brand"), "text"),
        "place": (_("Channel"), "text"),
        "where": (_("Country"), "text"),
        "starts_on": (_("Marked down from"), "day"),
        "list_price_eur": (_("List price"), "money"),
        "price_eur": (_("Price that day"), "money"),
        "lowest_eur": (_("Lowest, 30 days before"), "money"),
        "lowest_on": (_("Charged on"), "day"),
        "depth": (_("Off list price"), "percent"),
        "depth_on_lowest": (_("Off the lowest price"), "percent"),
    }
    return Part(
        _("Lowest price of the 30 days before"),
        "lowest_price_30_days",
        table,
        drawn,
        _what_it_is(),
        columns=columns,
        empty=own or _none(table, held),
        captions=(_summed(table), _what_it_is(), _narrowed(held)),
    )


def _what_it_is() -> str:
    return _(
        "To check, not a verdict: a price lower than the list price was charged in the 30 days before the markdown, while an "
        "announced reduction must refer to the lowest price of those days (Italian Consumer Code, art. 17-bis). Prices are those at "
        "which pieces sold in the European Union, vouchers left out; prices that were shown and sold nothing are not known."
    )


def _none(table: pd.DataFrame, held: Past) -> str:
    if held.period.until <= RULE_FROM:
        return _("The rule applies from {day} on.", day=formats.day(RULE_FROM))
    if table.empty:
        return _("No markdown began in this selection.")
    return " ".join([_("No markdown in this selection began within 30 days of a lower price."), _summed(table)])


def _summed(table: pd.DataFrame) -> str:
    """How many markdowns began, of how many a price before is known, how many are to be checked."""
    known = int(table["lowest_eur"].notna().sum()) if len(table) else 0
    checked = int(table["to_check"].sum()) if len(table) else 0
    return _(
        "Markdowns that began: {all}. With a sale in the 30 days before: {known}. To check: {checked}.",
        all=formats.number(len(table)),
        known=formats.number(known),
        checked=formats.number(checked),
    )


def _narrowed(held: Past) -> str:
    """That two filters are not applied, where one is set."""
    if not held.choice.market and not held.choice.store_id:
        return ""
    return _("The filters of market and boutique are not applied here: the lowest price is that of all clients.")


def bans(reading: Reading, held: Past) -> Part:
    """What each boutique sold in the days when its region forbids promotions, and what of it below list price."""
    table = reading.ask(ban_sales, held.choice, period=held.period)
    called = naming(reading, "store_id")
    sales = [
        comparisons.event(event, int(year))
        for event, year in zip(table["sales_event"], table["sales_year"], strict=True)
    ]
    drawn = table.assign(name=[called(str(code)) for code in table["store_id"]], sales=sales)
    columns: Columns = {
        "name": (_("Boutique"), "text"),
        "region": (_("Region"), "text"),
        "sales": (_("Sales that follow"), "text"),
        "net_eur": (figures.name("net_eur"), "money"),
        "net_marked_eur": (_("Of which marked down"), "money"),
        "marked_share": (_("Share marked down"), "percent"),
        "units_marked": (_("Pieces marked down"), "number"),
        "orders_marked": (_("Receipts with a markdown"), "number"),
    }
    return Part(
        _("Markdowns while a region forbids promotions"),
        "markdowns_in_ban",
        table,
        drawn,
        columns=columns,
        empty=_no_ban(reading, held),
        captions=tuple(filter(None, [_ban_in_all(table), _ban_meaning(), _unruled(reading)])),
    )


def _no_ban(reading: Reading, held: Past) -> str:
    chosen = held.choice.channel
    if chosen and not set(chosen) & set(PLACES):
        return _("The ban concerns boutiques; the channels chosen have none.")
    if not reading.fact(ruled_regions):
        told = _("No boutique with a region that has a rule on file, so there is nothing to compare with.")
        return " ".join(filter(None, [told, _unruled(reading)]))
    return _("No boutique of this selection sold in days when its region forbids promotions.")


def _ban_in_all(table: pd.DataFrame) -> str:
    net, marked = float(table["net_eur"].sum()), float(table["net_marked_eur"].sum())
    if net <= 0:
        return ""
    return _(
        "In all {marked} of {net} net sales of those days were marked down ({share}).",
        marked=formats.money_short(marked),
        net=formats.money_short(net),
        share=formats.percent(marked / net),
    )


def _ban_meaning() -> str:
    return _(
        "Many regions forbid promotions in the 15 to 40 days before the sales. A piece more than 1% below list price is something to check, "
        "not a breach: a private arrangement or goods outside the rule are not told apart here."
    )


def _unruled(reading: Reading) -> str:
    """Regions of own boutiques that the table of bans does not know."""
    regions: tuple[str, ...] = reading.fact(unruled_regions)
    named = [region for region in regions if region]
    told = []
    if named:
        told.append(_("No rule is on file for {names}: boutiques there are left out.", names=", ".join(named)))
    if "" in regions:
        told.append(_("Boutiques whose region is not on file are left out."))
    return " ".join(told)
